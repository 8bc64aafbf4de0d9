package csv

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// Limits to one row, so that a quote that is never closed, or a wrong delimiter, cannot take all memory: of its text in
// bytes, and of its cells; Excel has 16,384 columns.
const (
	maxRecord = 8 << 20
	maxCells  = 1 << 16
)

// errQuote is wrapped by the error about a quote that is never closed.
var errQuote = errors.New("a quote is opened and not closed")

// scanner splits a text into records. It stands in for encoding/csv, which collapses files that end their lines in CR
// into one row, and which with LazyQuotes takes a quote that is never closed, and the rest of the file with it, for a
// cell. Quotes within cells are taken as they stand, as encoding/csv does with LazyQuotes.
type scanner struct {
	src    io.Reader
	err    error // why src gave no more; io.EOF at its end
	buf    []byte
	at     int // buf[at:end] is still to be split; positions, as a slice would cost a write barrier per cell
	end    int
	stop   [256]bool // the bytes that end a cell without quotes
	delim  byte      // between cells
	line   int       // the line of the next byte, from 1
	begun  int       // the line on which the record begins
	record []byte    // the text of the record's cells
	bounds []int     // where in record each cell begins and ends
	broken brokenCell
}

// brokenCell is the cell of a record that goes on over most lines.
type brokenCell struct {
	from, to int  // its first and last line; 0: no cell has a line break
	index    int  // among the record's cells
	reopened bool // after a line break in it a quote follows the delimiter, as where a cell begins
}

func newScanner(src io.Reader, delim byte, line int) *scanner {
	s := &scanner{src: src, buf: make([]byte, 64<<10), delim: delim, line: line}
	s.stop[delim], s.stop['\n'], s.stop['\r'] = true, true, true
	return s
}

// scan reads the next record, passing over blank lines. It returns io.EOF at the end.
func (s *scanner) scan() error {
	s.record, s.bounds, s.broken = s.record[:0], s.bounds[:0], brokenCell{}
	for {
		b, ok := s.peek()
		if !ok {
			return s.err
		}
		if b != '\n' && b != '\r' {
			break
		}
		s.breakLine()
	}
	s.begun = s.line
	for s.plainCells() {
		from := len(s.record)
		more, err := s.cell()
		if err != nil {
			return err
		}
		if s.bounds = append(s.bounds, from, len(s.record)); !more {
			break
		}
		if s.beyondLimits() {
			return s.tooLong()
		}
	}
	if s.beyondLimits() { // its end was in the buffer
		return s.tooLong()
	}
	return nil
}

func (s *scanner) beyondLimits() bool { return len(s.record) > maxRecord || s.width() > maxCells }

// tooLong says that the record has no end in sight, and what is likely to be wrong.
func (s *scanner) tooLong() error {
	switch {
	case len(bytes.Trim(s.record[max(0, len(s.record)-1024):], "\x00")) == 0 && len(s.record) > 0:
		return fmt.Errorf("line %d holds nothing but NUL bytes: the file was not written whole, copy or export it again", s.begun)
	case s.width() > maxCells:
		return fmt.Errorf("the row that begins in line %d has more than %d cells: is the delimiter right, which is %q?", s.begun, maxCells, s.delim)
	}
	return fmt.Errorf("the row that begins in line %d is longer than %d MiB: does the file have line ends, and is the delimiter right, which is %q?",
		s.begun, maxRecord>>20, s.delim)
}

// plainCells reads the cells without quotes that lie in the buffer, in one pass and one copy. It tells whether the
// record goes on with a cell that has quotes, or that the buffer does not hold whole.
func (s *scanner) plainCells() bool {
	unread, stop := s.buf[s.at:s.end], &s.stop
	base, from := len(s.record), 0
	for i, b := range unread {
		if !stop[b] {
			continue
		}
		if unread[from] == '"' {
			break
		}
		s.bounds = append(s.bounds, base+from, base+i)
		if from = i + 1; b == s.delim {
			continue
		}
		s.record = append(s.record, unread[:i]...)
		s.at += i
		s.breakLine()
		return false
	}
	s.record = append(s.record, unread[:from]...)
	s.at += from
	return true
}

// cell reads one cell and what ends it, and tells whether the record goes on.
func (s *scanner) cell() (more bool, err error) {
	if b, ok := s.peek(); ok && b == '"' {
		s.at++
		if err := s.quoted(); err != nil {
			return false, err
		}
		return s.separator()
	}
	for {
		unread, stop := s.buf[s.at:s.end], &s.stop
		for i, b := range unread {
			if !stop[b] {
				continue
			}
			s.record = append(s.record, unread[:i]...)
			s.at += i
			return s.separator()
		}
		s.record = append(s.record, unread...)
		s.at = s.end
		if len(s.record) > maxRecord {
			return false, s.tooLong()
		}
		if _, ok := s.peek(); !ok {
			return s.separator()
		}
	}
}

// separator passes over the delimiter, line end or end of file that follows a cell.
func (s *scanner) separator() (more bool, err error) {
	b, ok := s.peek()
	switch {
	case !ok && !errors.Is(s.err, io.EOF):
		return false, s.err
	case !ok:
		return false, nil
	case b == s.delim:
		s.at++
		return true, nil
	}
	s.breakLine()
	return false, nil
}

// quoted reads the rest of a cell in quotes, its closing quote included. Line ends within become LF.
func (s *scanner) quoted() error {
	opened, from, reopened := s.line, len(s.record), false
	for {
		b, ok := s.peek()
		switch {
		case !ok && !errors.Is(s.err, io.EOF):
			return s.err
		case !ok:
			return fmt.Errorf("%w: it begins in line %d and runs to the end of the file", errQuote, opened)
		case len(s.record) > maxRecord:
			return fmt.Errorf("%w: it begins in line %d and runs on for more than %d MiB", errQuote, opened, maxRecord>>20)
		case b == '\n' || b == '\r':
			s.breakLine()
			s.record = append(s.record, '\n')
		case b == '"':
			s.at++
			doubled, closes := s.closes()
			if closes {
				s.noteBreaks(opened, reopened)
				return nil
			}
			reopened = reopened || !doubled && s.line > opened && len(s.record) > from && s.record[len(s.record)-1] == s.delim
			s.record = append(s.record, '"')
		default:
			s.plain()
		}
	}
}

// plain takes what stands in a quoted cell up to the next quote or line end.
func (s *scanner) plain() {
	unread := s.buf[s.at:s.end]
	for i, b := range unread {
		if b == '"' || b == '\n' || b == '\r' {
			s.record = append(s.record, unread[:i]...)
			s.at += i
			return
		}
	}
	s.record = append(s.record, unread...)
	s.at = s.end
}

// closes tells whether the quote just read ends its cell; of a doubled quote it passes over the second.
func (s *scanner) closes() (doubled, closes bool) {
	b, ok := s.peek()
	if ok && b == '"' {
		s.at++
		return true, false
	}
	return false, !ok || s.stop[b]
}

// noteBreaks keeps where a quoted cell that has just ended has line breaks, if it is the one that has most.
func (s *scanner) noteBreaks(opened int, reopened bool) {
	if s.line-opened > s.broken.to-s.broken.from {
		s.broken = brokenCell{from: opened, to: s.line, index: s.width(), reopened: reopened}
	}
}

// breakLine passes over one line end: CR, LF or both.
func (s *scanner) breakLine() {
	cr := s.buf[s.at] == '\r'
	s.at++
	if b, ok := s.peek(); cr && ok && b == '\n' {
		s.at++
	}
	s.line++
}

// width is how many cells the record has.
func (s *scanner) width() int { return len(s.bounds) / 2 }

// peek returns the next byte; false at the end of the source, or where it fails (s.err says which).
func (s *scanner) peek() (byte, bool) {
	if s.at == s.end && !s.fill() {
		return 0, false
	}
	return s.buf[s.at], true
}

// fill reads on, once all is split; false where the source gives no more.
func (s *scanner) fill() bool {
	s.at, s.end = 0, 0
	for s.end == 0 && s.err == nil {
		s.end, s.err = s.src.Read(s.buf)
	}
	return s.end > 0
}

// cells appends the record's cells to into. They share one string.
func (s *scanner) cells(into []string) []string {
	all := string(s.record)
	for i := 0; i < len(s.bounds); i += 2 {
		into = append(into, all[s.bounds[i]:s.bounds[i+1]])
	}
	return into
}
