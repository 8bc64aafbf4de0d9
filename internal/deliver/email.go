package deliver

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"net/textproto"
	"time"
)

// Security is how the connection to a mail server is protected.
type Security string

// The kinds of protection.
const (
	StartTLS Security = "starttls" // the connection becomes protected, or nothing is sent
	TLS      Security = "tls"      // protected from the start
	Plain    Security = "none"     // not protected; a password goes to this machine only, or by CRAM-MD5
)

// Email sends mail through an SMTP server.
type Email struct {
	Host      string
	Port      int
	Security  Security
	CAFile    string // PEM: authorities trusted beside those of the system; empty: none
	Username  string // empty: without logging in
	Password  func() (string, error)
	From      string // an address, with or without a name before it
	ReplyTo   string // likewise; empty: From
	SizeLimit int64  // of a message in bytes; 0: none. What is larger is refused

	// Step is how long the server may take for each answer, Final for that to the message as a whole; zero: a minute, and
	// ten, which RFC 5321 asks for, as to give up earlier leaves in doubt what the server is still looking at.
	Step, Final time.Duration
}

const (
	defaultStep  = time.Minute
	defaultFinal = 10 * time.Minute
)

// Send sends the message to one address. Before the message itself is sent, what fails is temporary unless the server
// says otherwise; from then on only an answer tells what became of it, and without one that is in doubt.
func (e *Email) Send(ctx context.Context, m Message, target string) error {
	if err := m.check(target); err != nil {
		return err
	}
	from, err := mail.ParseAddress(e.From)
	if err != nil {
		return &RefusedError{fmt.Errorf("the sender %q: %w", e.From, err)}
	}
	to, err := mail.ParseAddress(target)
	if err != nil {
		return &RefusedError{fmt.Errorf("the recipient %q: %w", target, err)}
	}
	content, err := e.content(m, from, to)
	if err != nil {
		return err
	}
	session, err := e.connect(ctx)
	if err != nil {
		return outcome(ctx, "reach the mail server", err)
	}
	defer session.close()
	return e.transmit(ctx, session, from.Address, to.Address, content)
}

// transmit hands one message over.
func (e *Email) transmit(ctx context.Context, s *session, from, to string, content []byte) error {
	client := s.client
	client.SkipSMTPUTF8(ascii(from) && ascii(to)) // else servers would only pass it on to those who know it too
	if err := client.Mail(from); err != nil {
		return outcome(ctx, "name the sender", err)
	}
	if err := client.Rcpt(to); err != nil {
		return outcome(ctx, "name the recipient", err)
	}
	body, err := client.Data()
	if err != nil {
		return outcome(ctx, "begin the message", err)
	}
	if _, err := body.Write(content); err != nil {
		return &DoubtfulError{fmt.Errorf("the connection broke off within the message: %w", err)}
	}
	s.line.patience(e.final())
	if err := body.Close(); err != nil {
		if answered(err) {
			return outcome(ctx, "send the message", err)
		}
		return &DoubtfulError{fmt.Errorf("the message was sent, and the server did not answer: %w", err)}
	}
	return nil
}

// answered tells whether the error is what the server said.
func answered(err error) bool {
	var said *textproto.Error
	return errors.As(err, &said)
}

// outcome says what a failure before the message was sent, or the server's answer to it, means for another try.
func outcome(ctx context.Context, attempt string, err error) error {
	var said *textproto.Error
	if errors.As(err, &said) && said.Code >= 500 {
		return &RefusedError{fmt.Errorf("%s: %w", attempt, err)}
	}
	var settled *RefusedError
	if errors.As(err, &settled) {
		return settled
	}
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	return &TemporaryError{Err: fmt.Errorf("%s: %w", attempt, err)}
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}
