package strip

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
)

// Strip is one that was read. The blank one is that of a field that all versions lack.
type Strip struct {
	form   byte     // 0: of the blank one. What belongs to the others stands in:
	column []uint64 // of words the places, of texts the sizes, of floats the codes
	words  []string
	texts  []byte
	ends   []uint32  // of each text
	wholes []int64   // noWhole: missing
	floats []float64 // NaN: missing
}

// Read takes the content of a strip of n versions, and keeps parts of it until the next. The room of the one before is used again.
func (s *Strip) Read(content []byte, n int) error {
	if len(content) == 0 {
		return ErrDamaged
	}
	s.form = content[0]
	rest, err := content[1:], error(nil)
	switch s.form {
	case formWords:
		rest, err = s.readWords(rest, n)
	case formTexts:
		rest, err = s.readTexts(rest, n)
	case formWholes, formSame:
		s.wholes, rest, err = readWholes(s.wholes[:0], content, n)
	case formFloats:
		rest, err = s.readFloats(rest, n)
	default:
		return fmt.Errorf("%w (a strip of the form %d)", ErrDamaged, s.form)
	}
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("%w (%d bytes too many)", ErrDamaged, len(rest))
	}
	return err
}

// count reads a varint that is no larger than most.
func count(content []byte, most uint64) (n uint64, rest []byte, err error) {
	n, size := binary.Uvarint(content)
	if size <= 0 || n > most {
		return 0, nil, fmt.Errorf("%w (a strip ends early)", ErrDamaged)
	}
	return n, content[size:], nil
}

// packed is a column of numbers that take so many bytes each.
type packed struct {
	width   byte // 1, 2 or 4
	content []byte
}

// cutColumn takes a column of n numbers off a content.
func cutColumn(content []byte, n int) (c packed, rest []byte, err error) {
	if len(content) == 0 || len(content)-1 < n*int(content[0]) {
		return c, nil, ErrDamaged
	}
	c.width = content[0]
	if c.width != 1 && c.width != 2 && c.width != 4 {
		return c, nil, ErrDamaged
	}
	c.content, rest = content[1:1+n*int(c.width)], content[1+n*int(c.width):]
	return c, rest, nil
}

// expand appends the numbers of a column to others: with a loop for each width, as much of the time that reading takes goes
// here.
func expand[N int64 | uint64](into []N, c packed) []N {
	switch c.width {
	case 1:
		for _, b := range c.content {
			into = append(into, N(b))
		}
	case 2:
		for rest := c.content; len(rest) >= 2; rest = rest[2:] {
			into = append(into, N(binary.LittleEndian.Uint16(rest)))
		}
	default:
		for rest := c.content; len(rest) >= 4; rest = rest[4:] {
			into = append(into, N(binary.LittleEndian.Uint32(rest)))
		}
	}
	return into
}

// readColumn reads the n numbers of a column into the room of others.
func readColumn(into []uint64, content []byte, n int) (_ []uint64, rest []byte, err error) {
	c, rest, err := cutColumn(content, n)
	if err != nil {
		return nil, nil, err
	}
	return expand(slices.Grow(into, n), c), rest, nil
}

// readLarge reads a number that stands behind a column.
func readLarge(rest []byte) (uint64, []byte, error) {
	if len(rest) < 8 {
		return 0, nil, ErrDamaged
	}
	return binary.LittleEndian.Uint64(rest), rest[8:], nil
}

func (s *Strip) readWords(rest []byte, n int) (_ []byte, err error) {
	var words, size uint64
	if words, rest, err = count(rest, uint64(n)); err != nil {
		return nil, err
	}
	s.words = s.words[:0]
	for range words {
		if size, rest, err = count(rest, math.MaxUint64); err != nil || size > uint64(len(rest)) {
			return nil, ErrDamaged
		}
		s.words, rest = append(s.words, string(rest[:size])), rest[size:]
	}
	if s.column, rest, err = readColumn(s.column[:0], rest, n); err != nil {
		return nil, err
	}
	for _, place := range s.column {
		if place > words {
			return nil, ErrDamaged
		}
	}
	return rest, nil
}

func (s *Strip) readTexts(rest []byte, n int) (_ []byte, err error) {
	if s.column, rest, err = readColumn(s.column[:0], rest, n); err != nil {
		return nil, err
	}
	s.ends = s.ends[:0]
	end := uint64(0)
	for _, size := range s.column {
		end += max(size, 1) - 1
		s.ends = append(s.ends, uint32(end))
	}
	if end > uint64(len(rest)) {
		return nil, ErrDamaged
	}
	s.texts = rest[:end]
	return rest[end:], nil
}

// readWholes reads n whole numbers into the room of others; it takes the form as well.
func readWholes(into []int64, content []byte, n int) (_ []int64, rest []byte, err error) {
	if len(content) == 0 {
		return nil, nil, ErrDamaged
	}
	form, rest := content[0], content[1:]
	if form == formSame {
		value, size := binary.Varint(rest)
		if size <= 0 {
			return nil, nil, ErrDamaged
		}
		into = slices.Grow(into, n)[:n]
		for i := range into {
			into[i] = value
		}
		return into, rest[size:], nil
	}
	if form != formWholes {
		return nil, nil, ErrDamaged
	}
	unit, rest, err := count(rest, 60_000)
	if err != nil {
		return nil, nil, err
	}
	codes, rest, err := cutColumn(rest, n)
	if err != nil {
		return nil, nil, err
	}
	into = expand(slices.Grow(into, n), codes)
	before, large := int64(0), uint64(0)
	for i, code := range into {
		switch {
		case code >= codesBefore:
			code -= codesBefore
			before += code>>1 ^ -(code & 1)
		case code == codeLarge:
			if large, rest, err = readLarge(rest); err != nil {
				return nil, nil, err
			}
			before += int64(large)
		default:
			into[i] = noWhole
			continue
		}
		into[i] = before * int64(unit)
	}
	return into, rest, nil
}

func (s *Strip) readFloats(rest []byte, n int) (_ []byte, err error) {
	if s.column, rest, err = readColumn(s.column[:0], rest, n); err != nil {
		return nil, err
	}
	s.floats = s.floats[:0]
	large := uint64(0)
	for _, code := range s.column {
		switch code {
		case codeMissing:
			s.floats = append(s.floats, math.NaN())
		case codeLarge:
			if large, rest, err = readLarge(rest); err != nil {
				return nil, err
			}
			s.floats = append(s.floats, math.Float64frombits(large))
		default:
			code -= codesBefore
			s.floats = append(s.floats, float64(int64(code>>1)^-int64(code&1)))
		}
	}
	return rest, nil
}

// Text is the text of version i, from 0, or the JSON of its list; not ok where it is missing.
func (s *Strip) Text(i int) (text string, ok bool) {
	if s.form == formWords {
		if s.column[i] == 0 {
			return "", false
		}
		return s.words[s.column[i]-1], true
	}
	if s.form != formTexts || s.column[i] == 0 {
		return "", false
	}
	begin := uint32(0)
	if i > 0 {
		begin = s.ends[i-1]
	}
	return string(s.texts[begin:s.ends[i]]), true
}

// Whole is the whole number of version i, from 0, in a strip of such; not ok where it is missing.
func (s *Strip) Whole(i int) (n int64, ok bool) { return s.wholes[i], s.wholes[i] != noWhole }

// Float is the number of version i, from 0, in a strip of such; not ok where it is missing.
func (s *Strip) Float(i int) (f float64, ok bool) { return s.floats[i], !math.IsNaN(s.floats[i]) }

// Missing tells whether version i, from 0, lacks the field.
func (s *Strip) Missing(i int) bool {
	switch s.form {
	case formWords, formTexts:
		return s.column[i] == 0
	case formWholes, formSame:
		return s.wholes[i] == noWhole
	case formFloats:
		return math.IsNaN(s.floats[i])
	}
	return true
}

// Holds is the kind of the values: Text of texts and lists, Missing where all versions lack the field.
func (s *Strip) Holds() Kind {
	switch s.form {
	case formWords, formTexts:
		return Text
	case formWholes, formSame:
		return Whole
	case formFloats:
		return Float
	}
	return Missing
}
