// Package deliver brings what a report made to where it is wanted: into mailboxes, a folder, to a web address. Each way
// says of a failure whether another try is worth it, and never sends twice what may have arrived.
package deliver

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Message is one report on its way, or a word to the operators.
type Message struct {
	Report, Period string
	Revision       int // from 1 on; 0: no report
	Subject        string
	Text, HTML     string    // the body, twice; HTML may be empty
	Inline         []Picture // what the HTML shows by cid: addresses; small
	Files          []File
	MessageID      string // without brackets; also what a receiver of a webhook tells a repetition by
	InReplyTo      string // the MessageID that it answers; empty: none
	ListID         string // a name like that of a host, for the receiver's filters; empty: no list
	Date           time.Time
	Data           []byte // JSON: what a webhook gets
}

// Picture is a picture within a message.
type Picture struct {
	CID         string // by which the HTML names it
	Name        string // of a file
	ContentType string
	Data        []byte
}

// File is a file on the disk that goes with a message.
type File struct {
	Name        string // under which it arrives
	Path        string // where it lies
	ContentType string
}

// Sender brings a message to one target. The error is one of *TemporaryError, *RefusedError and *DoubtfulError; it holds
// no secret.
type Sender interface {
	Send(ctx context.Context, m Message, target string) error
}

// TemporaryError says that the message has not arrived, and that another try is worth it.
type TemporaryError struct {
	After time.Duration // what the other side asks to wait; 0: it does not say
	Err   error
}

func (e *TemporaryError) Error() string { return "not delivered yet: " + e.Err.Error() }
func (e *TemporaryError) Unwrap() error { return e.Err }

// RefusedError says that the message has not arrived, and will not the next time either.
type RefusedError struct{ Err error }

func (e *RefusedError) Error() string { return "refused: " + e.Err.Error() }
func (e *RefusedError) Unwrap() error { return e.Err }

// DoubtfulError says that the message was handed over and nobody answered: it may have arrived.
type DoubtfulError struct{ Err error }

func (e *DoubtfulError) Error() string { return "may have arrived: " + e.Err.Error() }
func (e *DoubtfulError) Unwrap() error { return e.Err }

// check refuses a message of which a part would become a header, a path or an address of its own.
func (m *Message) check(target string) error {
	lines := map[string]string{
		"subject": m.Subject, "message id": m.MessageID, "id of the message answered": m.InReplyTo, "list": m.ListID,
		"target": target, "report": m.Report, "period": m.Period,
	}
	for what, text := range lines {
		if strings.ContainsFunc(text, control) {
			return &RefusedError{fmt.Errorf("the %s %q has more than one line, or signs that nobody sees", what, text)}
		}
	}
	for _, p := range m.Inline {
		if strings.ContainsFunc(p.CID+p.Name+p.ContentType, control) || strings.ContainsAny(p.CID, "<>") {
			return &RefusedError{fmt.Errorf("%q is no name of a picture", p.Name)}
		}
	}
	for _, f := range m.Files {
		if f.Name == "" || f.Name == "." || f.Name == ".." || strings.ContainsAny(f.Name, `/\`) || strings.ContainsFunc(f.Name+f.ContentType, control) {
			return &RefusedError{fmt.Errorf("%q is no name of a file", f.Name)}
		}
	}
	return nil
}

// control tells the signs that no header, path or address has.
func control(r rune) bool { return r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' }
