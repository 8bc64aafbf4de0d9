package smtptest

import (
	"crypto/hmac"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"io"
	"strings"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// session is one connection to the server.
type session struct {
	server *Server
	conn   *smtp.Conn
	user   string
	from   string
	to     string
}

func (s *Server) session(c *smtp.Conn) (smtp.Session, error) {
	return &session{server: s, conn: c}, nil
}

func (s *session) Reset()        { s.from, s.to = "", "" }
func (s *session) Logout() error { return nil }

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if len(s.server.options.Mechanisms) > 0 && s.user == "" {
		return smtp.ErrAuthRequired
	}
	s.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.server.tried(to)
	switch {
	case named(to, "tempfail"):
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "try again later"}
	case named(to, "reject"):
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
	}
	s.to = to
	return nil
}

func (s *session) Data(r io.Reader) error {
	if named(s.to, "half") {
		_, _ = io.CopyN(io.Discard, r, 100)
		return s.conn.Close()
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	_, protected := s.conn.TLSConnectionState()
	m := Message{From: s.from, To: s.to, Data: string(data), TLS: protected, User: s.user, Answered: true}
	switch {
	case named(s.to, "full"):
		return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 3, 1}, Message: "insufficient storage"}
	case named(s.to, "spam"):
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "not wanted"}
	case named(s.to, "drop"):
		m.Answered = false
		s.server.keep(m)
		return s.conn.Close()
	case named(s.to, "hang"):
		m.Answered = false
		s.server.keep(m)
		<-s.server.ended
		return errors.New("the test is over")
	}
	s.server.keep(m)
	return nil
}

// AuthMechanisms lists what the server offers.
func (s *session) AuthMechanisms() []string { return s.server.options.Mechanisms }

// Auth begins to log in.
func (s *session) Auth(mechanism string) (sasl.Server, error) {
	check := func(user, password string) error {
		if user != s.server.options.User || password != s.server.options.Password {
			return smtp.ErrAuthFailed
		}
		s.user = user
		return nil
	}
	switch mechanism {
	case "PLAIN":
		return sasl.NewPlainServer(func(_, user, password string) error { return check(user, password) }), nil
	case "LOGIN":
		return &login{check: check}, nil
	case "CRAM-MD5":
		return &cram{session: s}, nil
	}
	return nil, smtp.ErrAuthUnknownMechanism
}

// login is the server's side of AUTH LOGIN: the user, then the password, each asked for.
type login struct {
	check func(user, password string) error
	asked int
	user  string
}

func (l *login) Next(response []byte) (challenge []byte, done bool, err error) {
	l.asked++
	switch l.asked {
	case 1:
		return []byte("Username:"), false, nil
	case 2:
		l.user = string(response)
		return []byte("Password:"), false, nil
	}
	return nil, true, l.check(l.user, string(response))
}

// cram is the server's side of AUTH CRAM-MD5 (RFC 2195).
type cram struct {
	session *session
	asked   bool
}

const challenge = "<1896.697170952@mail.test>"

func (c *cram) Next(response []byte) ([]byte, bool, error) {
	if !c.asked {
		c.asked = true
		return []byte(challenge), false, nil
	}
	options := c.session.server.options
	mac := hmac.New(md5.New, []byte(options.Password))
	mac.Write([]byte(challenge))
	user, digest, _ := strings.Cut(string(response), " ")
	if user != options.User || digest != hex.EncodeToString(mac.Sum(nil)) {
		return nil, true, smtp.ErrAuthFailed
	}
	c.session.user = user
	return nil, true, nil
}
