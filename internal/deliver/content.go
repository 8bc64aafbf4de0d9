package deliver

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/mail"
	"os"

	gomail "github.com/wneessen/go-mail"
)

// content is the mail as it is sent. All of it is made before anything is sent, so that a file that cannot be read does
// not break a message off.
func (e *Email) content(m Message, from, to *mail.Address) ([]byte, error) {
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	msg.FromMailAddress(from)
	msg.ToMailAddress(to)
	if e.ReplyTo != "" {
		if err := msg.ReplyTo(e.ReplyTo); err != nil {
			return nil, &RefusedError{fmt.Errorf("the address for answers %q: %w", e.ReplyTo, err)}
		}
	}
	headers(msg, m)
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		msg.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
	for _, p := range m.Inline {
		msg.EmbedReadSeeker(p.Name, bytes.NewReader(p.Data), gomail.WithFileContentType(gomail.ContentType(p.ContentType)), gomail.WithFileContentID("<"+p.CID+">"))
	}
	for _, f := range m.Files {
		data, err := os.ReadFile(f.Path) // go-mail would leave out what it cannot read, and say nothing
		if errors.Is(err, fs.ErrNotExist) {
			return nil, &RefusedError{fmt.Errorf("read the report: %w", err)}
		}
		if err != nil {
			return nil, &TemporaryError{Err: fmt.Errorf("read the report: %w", err)}
		}
		msg.AttachReadSeeker(f.Name, bytes.NewReader(data), gomail.WithFileContentType(gomail.ContentType(f.ContentType)))
	}
	var out bytes.Buffer
	if _, err := msg.WriteTo(&out); err != nil {
		return nil, &TemporaryError{Err: fmt.Errorf("make the mail: %w", err)}
	}
	if e.SizeLimit > 0 && int64(out.Len()) > e.SizeLimit {
		return nil, &RefusedError{fmt.Errorf("the mail has %d bytes, and %d are allowed", out.Len(), e.SizeLimit)}
	}
	return out.Bytes(), nil
}

// headers says what the mail is: sent by a program, which wants no answers from other programs, and part of a series.
func headers(msg *gomail.Msg, m Message) {
	msg.Subject(m.Subject)
	msg.SetDateWithValue(m.Date)
	msg.SetMessageIDWithValue(m.MessageID)
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	if m.ListID != "" {
		msg.SetGenHeader("List-Id", "<"+m.ListID+">")
	}
	if m.InReplyTo != "" {
		msg.SetGenHeader("In-Reply-To", "<"+m.InReplyTo+">")
		msg.SetGenHeader("References", "<"+m.InReplyTo+">")
	}
}

// EncodedSize is how many bytes a file of so many takes in a mail: base64 in lines of 76, and its own headers.
func EncodedSize(size int64) int64 {
	const overhead = 400
	encoded := (size + 2) / 3 * 4
	return encoded + (encoded+75)/76*2 + overhead
}
