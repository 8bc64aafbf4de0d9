package deliver

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"sync/atomic"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// session is a connection to a mail server, protected and logged in to as it should be.
type session struct {
	client *smtp.Client
	line   *line
	detach func() bool // from the context, which closes the connection when it ends
}

// connect opens a connection, protects it and logs in.
func (e *Email) connect(ctx context.Context) (*session, error) {
	secured, err := e.secured()
	if err != nil {
		return nil, err
	}
	login, err := e.login()
	if err != nil {
		return nil, err
	}
	var s session
	dial := func(dialling context.Context, network, address string) (net.Conn, error) {
		dialling, cancel := context.WithTimeout(dialling, e.step())
		defer cancel()
		conn, err := new(net.Dialer).DialContext(dialling, network, address)
		if err != nil {
			return nil, err
		}
		s.line = newLine(conn, e.step())
		s.detach = context.AfterFunc(ctx, func() { _ = conn.Close() })
		if e.Security == TLS {
			return tls.Client(s.line, secured), nil
		}
		return s.line, nil
	}
	client, err := gomail.NewClient(e.Host, append(login, gomail.WithPort(e.Port), gomail.WithTLSConfig(secured),
		gomail.WithTLSPolicy(e.policy()), gomail.WithDialContextFunc(dial))...)
	if err != nil {
		return nil, &RefusedError{fmt.Errorf("the settings of the mail server: %w", err)}
	}
	if s.client, err = client.DialToSMTPClientWithContext(ctx); err != nil {
		s.hangUp()
		return nil, err
	}
	return &s, nil
}

// close takes leave of the server; that the message was taken does not depend on it.
func (s *session) close() {
	const patience = 5 * time.Second
	s.line.patience(patience)
	_ = s.client.Quit()
	s.hangUp()
}

// hangUp closes the connection where there is one.
func (s *session) hangUp() {
	if s.line != nil {
		s.detach()
		_ = s.line.Close()
	}
}

// policy tells whether the connection has to become protected after it was opened.
func (e *Email) policy() gomail.TLSPolicy {
	if e.Security == StartTLS {
		return gomail.TLSMandatory
	}
	return gomail.NoTLS
}

// secured is how the server proves who it is: by a certificate of its name that an authority vouches for.
func (e *Email) secured() (*tls.Config, error) {
	settings := &tls.Config{ServerName: e.Host, MinVersion: tls.VersionTLS12}
	if e.CAFile == "" {
		return settings, nil
	}
	pem, err := os.ReadFile(e.CAFile)
	if err != nil {
		return nil, fmt.Errorf("read the certificate authorities: %w", err)
	}
	trusted, err := x509.SystemCertPool()
	if err != nil {
		return nil, fmt.Errorf("read the certificate authorities of the system: %w", err)
	}
	if !trusted.AppendCertsFromPEM(pem) {
		return nil, &RefusedError{fmt.Errorf("%s holds no certificate in PEM", e.CAFile)}
	}
	settings.RootCAs = trusted
	return settings, nil
}

// login says how to log in. Over a protected connection the password itself may be sent; over an open one that is done
// to this machine only, and CRAM-MD5 comes first.
func (e *Email) login() ([]gomail.Option, error) {
	if e.Username == "" {
		return nil, nil
	}
	password, err := e.Password()
	if err != nil {
		return nil, fmt.Errorf("read the password of the mail server: %w", err)
	}
	ways := []gomail.SMTPAuthType{gomail.SMTPAuthPlain, gomail.SMTPAuthLogin, gomail.SMTPAuthCramMD5}
	if e.Security == Plain {
		ways = []gomail.SMTPAuthType{gomail.SMTPAuthCramMD5, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin}
	}
	return []gomail.Option{
		gomail.WithOpportunisticSMTPAuth(ways...), gomail.WithUsername(e.Username), gomail.WithPassword(password),
	}, nil
}

func (e *Email) step() time.Duration {
	if e.Step > 0 {
		return e.Step
	}
	return defaultStep
}

func (e *Email) final() time.Duration {
	if e.Final > 0 {
		return e.Final
	}
	return defaultFinal
}

// line is a connection on which each reading and writing may take so long, however many there are: a large message over
// a slow line is not a server that hangs. It keeps no other deadlines.
type line struct {
	net.Conn
	step atomic.Int64
}

func newLine(conn net.Conn, step time.Duration) *line {
	l := &line{Conn: conn}
	l.patience(step)
	return l
}

// patience sets how long each reading and writing may take from now on.
func (l *line) patience(step time.Duration) { l.step.Store(int64(step)) }

func (l *line) Read(p []byte) (int, error) {
	if err := l.Conn.SetReadDeadline(l.limit()); err != nil {
		return 0, err
	}
	return l.Conn.Read(p)
}

func (l *line) Write(p []byte) (int, error) {
	if err := l.Conn.SetWriteDeadline(l.limit()); err != nil {
		return 0, err
	}
	return l.Conn.Write(p)
}

func (l *line) limit() time.Time { return time.Now().Add(time.Duration(l.step.Load())) }

// SetDeadline does nothing: the deadlines are the line's own.
func (*line) SetDeadline(time.Time) error { return nil }

// SetReadDeadline does nothing.
func (*line) SetReadDeadline(time.Time) error { return nil }

// SetWriteDeadline does nothing.
func (*line) SetWriteDeadline(time.Time) error { return nil }
