package deliver_test

import (
	"context"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/deliver"
	"nines/internal/smtptest"
)

func password(text string) func() (string, error) {
	return func() (string, error) { return text, nil }
}

// sender is a sender to the server, with little patience.
func sender(s *smtptest.Server, security deliver.Security) *deliver.Email {
	return &deliver.Email{
		Host: s.Host, Port: s.Port, Security: security, CAFile: s.CAFile, From: "Nines <nines@example.com>",
		Step: 30 * time.Second, Final: 30 * time.Second,
	}
}

func message(t testing.TB) deliver.Message {
	path := filepath.Join(t.TempDir(), "monthly-2026-10.pdf")
	require.NoError(t, os.WriteFile(path, []byte("%PDF-1.4 not really"), 0o600))
	return deliver.Message{
		Report: "monthly", Period: "2026-10", Revision: 2, Subject: "Example Bank: Monthly service report, Störung – 2 missed",
		Text: "Two services missed their target.\n", HTML: "<p>Two services missed their target.</p>\n",
		Files:     []deliver.File{{Name: "monthly-2026-10.pdf", Path: path, ContentType: "application/pdf"}},
		MessageID: deliver.MessageID("monthly", "2026-10", 2, "m@example.com", "example.com"),
		InReplyTo: deliver.MessageID("monthly", "2026-10", 1, "m@example.com", "example.com"),
		ListID:    deliver.ListID("monthly", "example.com"),
		Date:      time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC),
	}
}

func TestMailIsProtectedAndLoggedIn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		options   smtptest.Options
		security  deliver.Security
		protected bool
	}{
		{"starttls, plain", smtptest.Options{StartTLS: true, Mechanisms: []string{"PLAIN"}}, deliver.StartTLS, true},
		{"starttls, login", smtptest.Options{StartTLS: true, Mechanisms: []string{"LOGIN"}}, deliver.StartTLS, true},
		{"starttls, cram-md5", smtptest.Options{StartTLS: true, Mechanisms: []string{"CRAM-MD5"}}, deliver.StartTLS, true},
		{"tls, all", smtptest.Options{TLS: true, Mechanisms: []string{"CRAM-MD5", "LOGIN", "PLAIN"}}, deliver.TLS, true},
		{"tls, login", smtptest.Options{TLS: true, Mechanisms: []string{"LOGIN"}}, deliver.TLS, true},
		{"open, cram-md5", smtptest.Options{Mechanisms: []string{"PLAIN", "CRAM-MD5"}}, deliver.Plain, false},
		{"open, to this machine", smtptest.Options{Mechanisms: []string{"PLAIN"}}, deliver.Plain, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.options.User, test.options.Password = "nines", "hunter2"
			server := smtptest.Start(t, test.options)
			e := sender(server, test.security)
			e.Username, e.Password = "nines", password("hunter2")
			require.NoError(t, e.Send(t.Context(), message(t), "m@example.com"))
			got := server.To("m@example.com")
			require.Len(t, got, 1)
			assert.Equal(t, "nines", got[0].User)
			assert.Equal(t, test.protected, got[0].TLS)
			assert.Equal(t, "nines@example.com", got[0].From)

			e.Password = password("hunter3")
			var refused *deliver.RefusedError
			err := e.Send(t.Context(), message(t), "m@example.com")
			require.ErrorAs(t, err, &refused, "an account is locked by trying")
			assert.NotContains(t, err.Error(), "hunter")
		})
	}
}

func TestMailWithoutLogin(t *testing.T) {
	server := smtptest.Start(t, smtptest.Options{})
	require.NoError(t, sender(server, deliver.Plain).Send(t.Context(), message(t), "m@example.com"))
	assert.Len(t, server.Messages(), 1)
}

// Nothing is sent where the server cannot show who it is, or protects nothing.
func TestMailStaysWhereTheServerIsNotTrusted(t *testing.T) {
	var temporary *deliver.TemporaryError
	t.Run("unknown authority", func(t *testing.T) {
		for _, security := range []deliver.Security{deliver.StartTLS, deliver.TLS} {
			server := smtptest.Start(t, smtptest.Options{StartTLS: security == deliver.StartTLS, TLS: security == deliver.TLS})
			e := sender(server, security)
			e.CAFile = ""
			err := e.Send(t.Context(), message(t), "m@example.com")
			require.ErrorAs(t, err, &temporary)
			assert.ErrorContains(t, err, "certificate")
			assert.Empty(t, server.Messages())
		}
	})
	t.Run("another name", func(t *testing.T) {
		server := smtptest.Start(t, smtptest.Options{StartTLS: true})
		e := sender(server, deliver.StartTLS)
		e.Host = "127.0.0.1"
		err := e.Send(t.Context(), message(t), "m@example.com")
		require.ErrorAs(t, err, &temporary)
		assert.ErrorContains(t, err, "certificate")
		assert.Empty(t, server.Messages())
	})
	t.Run("no starttls", func(t *testing.T) {
		server := smtptest.Start(t, smtptest.Options{})
		require.ErrorAs(t, sender(server, deliver.StartTLS).Send(t.Context(), message(t), "m@example.com"), &temporary)
		assert.Empty(t, server.Messages())
	})
	t.Run("no authority in the file", func(t *testing.T) {
		server := smtptest.Start(t, smtptest.Options{StartTLS: true})
		e := sender(server, deliver.StartTLS)
		e.CAFile = filepath.Join(t.TempDir(), "ca.pem")
		require.ErrorAs(t, e.Send(t.Context(), message(t), "m@example.com"), &temporary, "the file may come")
		require.NoError(t, os.WriteFile(e.CAFile, []byte("no PEM"), 0o600))
		var refused *deliver.RefusedError
		require.ErrorAs(t, e.Send(t.Context(), message(t), "m@example.com"), &refused)
	})
}

// What the server does decides whether the mail is sent again.
func TestOutcomeOfMail(t *testing.T) {
	t.Parallel()
	server := smtptest.Start(t, smtptest.Options{StartTLS: true})
	var temporary *deliver.TemporaryError
	var refused *deliver.RefusedError
	var doubtful *deliver.DoubtfulError
	tests := []struct {
		to   string
		want any
		says string
	}{
		{"tempfail@example.com", &temporary, "451"},
		{"full@example.com", &temporary, "452"},
		{"reject@example.com", &refused, "550"},
		{"spam@example.com", &refused, "554"},
		{"drop@example.com", &doubtful, "did not answer"},
		{"half@example.com", &doubtful, ""},
		{"hang@example.com", &doubtful, "did not answer"},
		{"no address", &refused, "recipient"},
		{"a@example.com\r\nRCPT TO:<b@example.com>", &refused, "line"},
	}
	for _, test := range tests {
		t.Run(test.to, func(t *testing.T) {
			t.Parallel()
			e := sender(server, deliver.StartTLS)
			e.Step, e.Final = time.Minute, time.Minute
			if strings.HasPrefix(test.to, "hang") {
				e.Final = 200 * time.Millisecond
			}
			m := message(t)
			m.Text = strings.Repeat(m.Text, 40_000) // more than any buffer on the way holds
			err := e.Send(t.Context(), m, test.to)
			require.ErrorAs(t, err, test.want, "%v", err)
			assert.ErrorContains(t, err, test.says)
		})
	}
}

// Before the message itself, a server that is not there, hangs or goes away has not got it.
func TestMailBeforeTheMessageIsTemporary(t *testing.T) {
	t.Parallel()
	var temporary *deliver.TemporaryError
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	e := &deliver.Email{
		Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, Security: deliver.Plain, From: "n@example.com",
		Step: 100 * time.Millisecond,
	}
	require.ErrorAs(t, e.Send(t.Context(), message(t), "m@example.com"), &temporary, "it says nothing")

	e.Step = time.Minute
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	err = e.Send(ctx, message(t), "m@example.com")
	require.ErrorAs(t, err, &temporary)
	require.ErrorIs(t, err, context.DeadlineExceeded)

	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			conn.Close()
		}
	}()
	require.ErrorAs(t, e.Send(t.Context(), message(t), "m@example.com"), &temporary, "it hangs up")
	listener.Close()
	require.ErrorAs(t, e.Send(t.Context(), message(t), "m@example.com"), &temporary, "it is not there")
}

func TestHeadersOfMail(t *testing.T) {
	server := smtptest.Start(t, smtptest.Options{StartTLS: true})
	e := sender(server, deliver.StartTLS)
	e.ReplyTo = "support@example.com"
	m := message(t)
	require.NoError(t, e.Send(t.Context(), m, "Managers <m@example.com>"))
	got, err := mail.ReadMessage(strings.NewReader(server.To("m@example.com")[0].Data))
	require.NoError(t, err)
	h := got.Header
	assert.Equal(t, "<"+m.MessageID+">", h.Get("Message-Id"))
	assert.Equal(t, "<"+m.InReplyTo+">", h.Get("In-Reply-To"))
	assert.Equal(t, "<"+m.InReplyTo+">", h.Get("References"))
	assert.Equal(t, "<monthly.example.com>", h.Get("List-Id"))
	assert.Equal(t, "auto-generated", h.Get("Auto-Submitted"))
	assert.Equal(t, `<support@example.com>`, h.Get("Reply-To"))
	assert.Equal(t, `"Nines" <nines@example.com>`, h.Get("From"))
	assert.Equal(t, `"Managers" <m@example.com>`, h.Get("To"))
	date, err := h.Date()
	require.NoError(t, err)
	assert.True(t, m.Date.Equal(date))
	subject, err := new(mime.WordDecoder).DecodeHeader(h.Get("Subject"))
	require.NoError(t, err)
	assert.Equal(t, m.Subject, subject)

	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	require.NoError(t, err)
	assert.Equal(t, "multipart/mixed", kind)
	parts := multipart.NewReader(got.Body, params["boundary"])
	body, err := parts.NextPart()
	require.NoError(t, err)
	kind, params, err = mime.ParseMediaType(body.Header.Get("Content-Type"))
	require.NoError(t, err)
	assert.Equal(t, "multipart/alternative", kind)
	choices := multipart.NewReader(body, params["boundary"])
	for _, want := range []string{"text/plain", "text/html"} {
		part, err := choices.NextPart()
		require.NoError(t, err)
		assert.Contains(t, part.Header.Get("Content-Type"), want)
		text, err := io.ReadAll(part)
		require.NoError(t, err)
		assert.Contains(t, string(text), "Two services missed")
	}
	file, err := parts.NextPart()
	require.NoError(t, err)
	assert.Equal(t, "monthly-2026-10.pdf", file.FileName())
}

// A picture goes beside the HTML that shows it, and is no attachment.
func TestPictureInMail(t *testing.T) {
	server := smtptest.Start(t, smtptest.Options{StartTLS: true})
	m := message(t)
	m.Inline = []deliver.Picture{{CID: "logo", Name: "logo.png", ContentType: "image/png", Data: []byte("a picture")}}
	require.NoError(t, sender(server, deliver.StartTLS).Send(t.Context(), m, "m@example.com"))
	sent := server.To("m@example.com")[0].Data
	assert.Contains(t, sent, "multipart/related")
	assert.Contains(t, sent, "Content-Id: <logo>")
	assert.Contains(t, sent, `Content-Disposition: inline; filename="logo.png"`)
	assert.Contains(t, sent, "YSBwaWN0dXJl", "a picture, in base64")
}

// Text of others never becomes a header, a path or an address of its own.
func TestHostileMessage(t *testing.T) {
	server := smtptest.Start(t, smtptest.Options{})
	e := sender(server, deliver.Plain)
	for name, spoil := range map[string]func(*deliver.Message){
		"subject":    func(m *deliver.Message) { m.Subject = "x\r\nBcc: other@example.com" },
		"newline":    func(m *deliver.Message) { m.Subject = "x\nBcc: other@example.com" },
		"picture":    func(m *deliver.Message) { m.Inline = []deliver.Picture{{CID: "a>\r\nX: y"}} },
		"nul":        func(m *deliver.Message) { m.Subject = "x\x00" },
		"separator":  func(m *deliver.Message) { m.Subject = "x\u2028Bcc: other@example.com" },
		"message id": func(m *deliver.Message) { m.MessageID = "a@b>\r\nX: y" },
		"answer":     func(m *deliver.Message) { m.InReplyTo = "a@b>\r\nX: y" },
		"list":       func(m *deliver.Message) { m.ListID = "a\r\nX: y" },
		"path":       func(m *deliver.Message) { m.Files[0].Name = "../../etc/passwd" },
		"file":       func(m *deliver.Message) { m.Files[0].Name = "x.pdf\"\r\nX: y" },
		"type":       func(m *deliver.Message) { m.Files[0].ContentType = "text/plain\r\nX: y" },
	} {
		t.Run(name, func(t *testing.T) {
			m := message(t)
			spoil(&m)
			var refused *deliver.RefusedError
			require.ErrorAs(t, e.Send(t.Context(), m, "m@example.com"), &refused)
			require.ErrorAs(t, deliver.Folder{}.Send(t.Context(), m, t.TempDir()), &refused)
		})
	}
	assert.Empty(t, server.Messages())
}

func TestSizeOfMail(t *testing.T) {
	server := smtptest.Start(t, smtptest.Options{})
	e := sender(server, deliver.Plain)
	m := message(t)
	size := int64(300_000)
	require.NoError(t, os.WriteFile(m.Files[0].Path, make([]byte, size), 0o600))
	require.NoError(t, e.Send(t.Context(), m, "m@example.com"))
	sent := int64(len(server.Messages()[0].Data))
	assert.InDelta(t, deliver.EncodedSize(size), sent, 2000, "but for the headers and the body")
	e.SizeLimit = 300_000
	var refused *deliver.RefusedError
	require.ErrorAs(t, e.Send(t.Context(), m, "m@example.com"), &refused)
	m.Files[0].Path += ".gone"
	require.ErrorAs(t, e.Send(t.Context(), m, "m@example.com"), &refused)
}

// An id is the same for ever: these were sent.
func TestMessageID(t *testing.T) {
	assert.Equal(t, "monthly.2026-10.r1.26caee4fbdf7602ad1f6@example.com", deliver.MessageID("monthly", "2026-10", 1, "M@example.com", "example.com"))
	assert.Equal(t, deliver.MessageID("monthly", "2026-10", 1, "M@example.com", "example.com"),
		deliver.MessageID("monthly", "2026-10", 1, "m@example.com", "example.com"))
	seen := map[string]bool{}
	for _, report := range []string{"monthly", "monthly-2", "m"} {
		for _, period := range []string{"2026-10", "2026-1"} {
			for revision := 1; revision < 12; revision++ {
				for _, to := range []string{"a@example.com", "b@example.com"} {
					seen[deliver.MessageID(report, period, revision, to, "example.com")] = true
				}
			}
		}
	}
	assert.Len(t, seen, 3*2*11*2)
	assert.Equal(t, "b-se--x--a.example.com", deliver.ListID("böse >x\r\nA:", "example.com"))
	assert.Equal(t, "report.example.com", deliver.ListID("日本", "example.com"))
}
