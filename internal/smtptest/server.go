// Package smtptest gives tests a real SMTP server, in the process of the test: with STARTTLS or TLS by a certificate of
// an authority of its own, AUTH, and recipients that are refused, dropped or left waiting on demand. Only tests import
// it.
package smtptest

import (
	"cmp"
	"crypto/tls"
	"io"
	"log"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/stretchr/testify/require"
)

// Message is one mail that the server took, or was sent and did not answer for.
type Message struct {
	From, To string
	Data     string
	TLS      bool   // it came over a protected connection
	User     string // who had logged in; empty: nobody
	Answered bool
}

// Options say how the server is. The zero value offers neither TLS nor AUTH.
type Options struct {
	StartTLS, TLS  bool
	Mechanisms     []string // of AUTH: PLAIN, LOGIN, CRAM-MD5; none: no AUTH
	User, Password string
	MaxBytes       int64
	Address        string // empty: a free port of the loopback; else where a server comes back
}

// Server is a running server. What is sent to a recipient goes by the recipient's name: with "tempfail" in it the answer
// is 451, with "reject" 550, with "full" 452 to the message itself, with "spam" 554 to it; with "drop" the connection
// ends after the message without an answer, with "half" within it, and with "hang" nothing more comes.
type Server struct {
	Host   string // "localhost": of which the certificate is
	Port   int
	CAFile string // PEM of the authority

	options  Options
	mu       sync.Mutex
	messages []Message
	tries    map[string]int // by recipient
	ended    chan struct{}
}

// Start runs a server until the test ends.
func Start(t testing.TB, options Options) *Server {
	t.Helper()
	listener, err := net.Listen("tcp", cmp.Or(options.Address, "127.0.0.1:0"))
	require.NoError(t, err)
	s := &Server{
		Host: "localhost", Port: listener.Addr().(*net.TCPAddr).Port, options: options,
		tries: map[string]int{}, ended: make(chan struct{}),
	}
	server := smtp.NewServer(smtp.BackendFunc(s.session))
	server.Domain = "mail.test"
	server.AllowInsecureAuth = true
	server.MaxMessageBytes = options.MaxBytes
	server.ErrorLog = log.New(io.Discard, "", 0)
	server.ReadTimeout, server.WriteTimeout = time.Minute, time.Minute
	if options.StartTLS || options.TLS {
		files := NewCertificate(t)
		settings := files.settings(t)
		s.CAFile = files.CA
		if options.TLS {
			listener = tls.NewListener(listener, settings)
		} else {
			server.TLSConfig = settings
		}
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(listener) // it ends with the listener
	}()
	t.Cleanup(func() {
		close(s.ended)
		_ = listener.Close() // the server may not know it yet
		_ = server.Close()
		<-ended
	})
	return s
}

// Messages lists what the server was sent, in order.
func (s *Server) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Message(nil), s.messages...)
}

// To lists what it was sent for one recipient.
func (s *Server) To(recipient string) []Message {
	var list []Message
	for _, m := range s.Messages() {
		if m.To == recipient {
			list = append(list, m)
		}
	}
	return list
}

// Tries is how often the recipient was named.
func (s *Server) Tries(recipient string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tries[recipient]
}

func (s *Server) keep(m Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.messages = append(s.messages, m)
}

func (s *Server) tried(recipient string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tries[recipient]++
}

// named tells whether the recipient asks for a behaviour.
func named(recipient, behaviour string) bool {
	local, _, _ := strings.Cut(recipient, "@")
	return strings.Contains(local, behaviour)
}
