package templates

import (
	"fmt"
	"strings"
)

// Mistake is something in a file of own texts that cannot be read, or not be printed as it is meant.
type Mistake struct {
	File   string
	Line   int // 1-based; 0: nobody knows
	Column int // 1-based, in characters; 0: nobody knows
	Text   string
}

// Error returns file:line: text.
func (m Mistake) Error() string {
	if m.Line == 0 {
		return m.File + ": " + m.Text
	}
	return fmt.Sprintf("%s:%d: %s", m.File, m.Line, m.Text)
}

// Mistakes are all that were found, in the order of the files.
type Mistakes []Mistake

// Error returns a line for each.
func (m Mistakes) Error() string {
	lines := make([]string, len(m))
	for i := range m {
		lines[i] = m[i].Error()
	}
	return strings.Join(lines, "\n")
}

// orNil is the mistakes as an error, nil where there are none.
func (m Mistakes) orNil() error {
	if len(m) == 0 {
		return nil
	}
	return m
}
