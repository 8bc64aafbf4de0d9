package eml

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// The limits of what is taken of a message: mails are written by anybody.
const (
	maxMessage = 16 << 20 // bytes that are read
	maxText    = 64 << 10 // bytes of the text
	maxValue   = 8 << 10  // bytes of a header or a field
	maxHeaders = 200      // of one message
	maxQuoted  = 80       // characters of what is no mail, in the message about it
)

// message is what is understood of a mail.
type message struct {
	fields  map[string]string // by name in lower case: headers, and the fields that its text begins with
	body    string
	problem string // what could not be understood; empty: nothing
}

// parse reads a message. The error is that of the reader; whatever is wrong with the message itself is its problem.
func parse(from io.Reader) (message, error) {
	content, err := io.ReadAll(io.LimitReader(from, maxMessage+1))
	if err != nil {
		return message{}, err
	}
	m := message{fields: map[string]string{}}
	if len(content) > maxMessage {
		content = content[:maxMessage]
		m.problem = fmt.Sprintf("it is longer than %d MiB: the rest is left out", maxMessage>>20)
	}
	if err := m.understand(content); err != nil {
		m.problem = err.Error()
	}
	return m, nil
}

// understand fills the message from its content; what was understood before an error stays.
func (m *message) understand(content []byte) error {
	read, err := mail.ReadMessage(bytes.NewReader(withoutEnvelope(content)))
	if err != nil {
		return fmt.Errorf("it is no mail: %.*q", maxQuoted, err.Error()) // quotes what is in the file, be it binary
	}
	m.headers(read.Header)
	text, err := textOf(read.Header.Get, read.Body, maxDepth)
	m.body = strings.TrimSpace(cut(strings.ReplaceAll(clean(text), "\r\n", "\n"), maxText))
	for name, value := range fieldsOf(m.body) {
		if _, taken := m.fields[name]; !taken && !slices.Contains(fixed, name) {
			m.fields[name] = value
		}
	}
	if err != nil {
		return fmt.Errorf("its text cannot be read whole: %w", err)
	}
	return nil
}

// withoutEnvelope leaves out what some programs write before a message: a byte order mark, blank lines, and the line
// by which a mailbox tells messages apart.
func withoutEnvelope(content []byte) []byte {
	content = bytes.TrimLeft(bytes.TrimPrefix(content, []byte("\ufeff")), "\r\n")
	if bytes.HasPrefix(content, []byte("From ")) {
		if _, rest, ok := bytes.Cut(content, []byte("\n")); ok {
			return rest
		}
	}
	return content
}

// headers takes the headers: encoded words decoded, those that come several times joined, the date in a form that
// says the same in every language, the id without its brackets.
func (m *message) headers(header mail.Header) {
	words := mime.WordDecoder{CharsetReader: charsetReader}
	for _, name := range slices.Sorted(maps.Keys(header)) {
		values := header[name]
		if len(m.fields) == maxHeaders {
			m.problem = fmt.Sprintf("it has more than %d headers: the rest are left out", maxHeaders)
			break
		}
		read := make([]string, len(values))
		for i, value := range values {
			if decoded, err := words.DecodeHeader(value); err == nil {
				value = decoded
			}
			read[i] = strings.Join(strings.Fields(clean(value)), " ")
		}
		m.fields[strings.ToLower(clean(name))] = cut(strings.Join(read, "; "), maxValue)
	}
	if date, err := header.Date(); err == nil {
		m.fields["date"] = date.Format(time.RFC3339)
	}
	if id, ok := m.fields["message-id"]; ok {
		m.fields["message-id"] = strings.TrimSuffix(strings.TrimPrefix(id, "<"), ">")
	}
}

// clean makes valid UTF-8 of a text, visibly, and leaves out NUL bytes.
func clean(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\x00", "")
}

// cut takes so many bytes of a text at most, whole characters only.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most]
}
