package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Passes over very many records take few of their fields. Those fields stand a second time in the table record_strip: a
// strip is one field of stripVersions versions, one behind the other, so that a pass reads some hundred rows instead of a
// million, and nothing of what it does not ask for. Strips are made when versions are (strip_writer.go), tell nothing that
// the records do not (storetest holds them against each other), and only readStrips and scanLives read them. A field that
// all versions of a strip lack has none.
//
// A strip's content is one byte, its form, and
//
//   - formWords: the different texts, and for each version the place of its own among them, from 1; 0: missing;
//   - formTexts: for each version the length of its text in bytes and one, 0: missing; then the texts;
//   - formWholes: for each version its difference to the one before (see appendWholes), in units of a minute or a second
//     where all are such; before them the unit in milliseconds;
//   - formSame: the one whole number of all versions;
//   - formFloats: for each version a number (see appendFloats).
//
// Texts and lists are as in a content, without quotes around a text; counts are varints.
const (
	formWords = 1 + iota
	formTexts
	formWholes
	formSame
	formFloats
)

// stripVersions is how many versions a strip has: strip n those whose numbers begin at n times as many, and one.
const stripVersions = 4096

// noWhole stands for a missing whole number: no instant, length, flag or mark is the same.
const noWhole = math.MaxInt64

// The codes of whole numbers and floats in a sequence; others are zigzag numbers and codesBefore.
const (
	codeMissing = iota
	codeRaw     // eight bytes follow
	codesBefore
)

// errStrip says that a strip's content is none.
var errStrip = errors.New("a part of the store is damaged: put back a copy of it, or remove it and import again")

// appendStrip writes the strip of a field; nil where all its values are missing.
func appendStrip(content []byte, cells []datum) []byte {
	for i := range cells {
		switch cells[i].kind {
		case missing:
			continue
		case ofInt:
			wholes := make([]int64, len(cells))
			for k := range cells {
				wholes[k] = noWhole
				if cells[k].kind != missing {
					wholes[k] = cells[k].n
				}
			}
			return appendWholes(content, wholes)
		case ofFloat:
			return appendFloats(content, cells)
		case ofText, ofList:
			if words, ok := appendWords(content, cells); ok {
				return words
			}
			return appendTexts(content, cells)
		}
	}
	return nil
}

// appendWords is not ok where most texts are different ones.
func appendWords(content []byte, cells []datum) (_ []byte, ok bool) {
	const few = 32
	places := map[string]uint64{}
	var words, at []byte
	met := 0
	for i := range cells {
		if cells[i].kind == missing {
			at = append(at, 0)
			continue
		}
		met++
		place, known := places[cells[i].text]
		if !known {
			if len(places) > few+met/2 {
				return nil, false
			}
			place = uint64(len(places) + 1)
			places[cells[i].text] = place
			words = appendSized(words, cells[i].text)
		}
		at = binary.AppendUvarint(at, place)
	}
	content = binary.AppendUvarint(append(content, formWords), uint64(len(places)))
	return append(append(content, words...), at...), true
}

func appendSized(content []byte, text string) []byte {
	return append(binary.AppendUvarint(content, uint64(len(text))), text...)
}

func appendTexts(content []byte, cells []datum) []byte {
	content = append(content, formTexts)
	for i := range cells {
		size := uint64(0)
		if cells[i].kind != missing {
			size = uint64(len(cells[i].text)) + 1
		}
		content = binary.AppendUvarint(content, size)
	}
	for i := range cells {
		if cells[i].kind != missing {
			content = append(content, cells[i].text...)
		}
	}
	return content
}

// appendWholes writes whole numbers as differences to the last one that is not missing.
func appendWholes(content []byte, wholes []int64) []byte {
	if same(wholes) {
		return binary.AppendVarint(append(content, formSame), wholes[0])
	}
	unit := unitOf(wholes)
	content = binary.AppendUvarint(append(content, formWholes), uint64(unit))
	before := int64(0)
	for _, n := range wholes {
		if n == noWhole {
			content = append(content, codeMissing)
			continue
		}
		difference := n/unit - before
		content = appendCoded(content, difference, uint64(difference))
		before = n / unit
	}
	return content
}

// unitOf is the largest of a minute, a second and a millisecond of which all whole numbers are multiples.
func unitOf(wholes []int64) int64 {
	unit := int64(60_000)
	for _, n := range wholes {
		for n != noWhole && n%unit != 0 {
			if unit /= 60; unit < 1000 {
				return 1
			}
		}
	}
	return unit
}

func same(wholes []int64) bool {
	for _, n := range wholes {
		if n != wholes[0] {
			return false
		}
	}
	return len(wholes) > 0
}

// appendCoded writes a whole number as a zigzag varint, or raw where that has no room for the codes.
func appendCoded(content []byte, n int64, raw uint64) []byte {
	zigzag := uint64(n<<1) ^ uint64(n>>63)
	if zigzag > math.MaxUint64-codesBefore {
		return binary.LittleEndian.AppendUint64(append(content, codeRaw), raw)
	}
	return binary.AppendUvarint(content, zigzag+codesBefore)
}

// appendFloats writes whole numbers as such, others as the eight bytes of their float64.
func appendFloats(content []byte, cells []datum) []byte {
	content = append(content, formFloats)
	for i := range cells {
		f := cells[i].f
		switch {
		case cells[i].kind == missing:
			content = append(content, codeMissing)
		case f == math.Trunc(f) && math.Abs(f) < maxWhole && (f != 0 || !math.Signbit(f)):
			content = appendCoded(content, int64(f), 0)
		default:
			content = binary.LittleEndian.AppendUint64(append(content, codeRaw), math.Float64bits(f))
		}
	}
	return content
}

// strip is one that is read: what belongs to its form.
type strip struct {
	form   byte
	words  []string
	places []uint32 // among words, from 1; 0: missing
	texts  []byte
	ends   []uint32  // of each text
	known  []bool    // of texts: not missing
	wholes []int64   // noWhole: missing
	floats []float64 // NaN: missing
}

// read takes the content of a strip of n versions; its room is used again.
func (s *strip) read(content []byte, n int) error {
	if len(content) == 0 {
		return errStrip
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
		return fmt.Errorf("%w (a strip of the form %d)", errStrip, s.form)
	}
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("%w (%d bytes too many)", errStrip, len(rest))
	}
	return err
}

// count reads a varint that is no larger than most. Most are short: those of up to three bytes are read without a call.
func count(content []byte, most uint64) (n uint64, rest []byte, err error) {
	size := 0
	switch {
	case len(content) > 2 && content[0] < 0x80:
		n, size = uint64(content[0]), 1
	case len(content) > 2 && content[1] < 0x80:
		n, size = uint64(content[0]&0x7f)|uint64(content[1])<<7, 2
	case len(content) > 2 && content[2] < 0x80:
		n, size = uint64(content[0]&0x7f)|uint64(content[1]&0x7f)<<7|uint64(content[2])<<14, 3
	default:
		n, size = binary.Uvarint(content)
	}
	if size <= 0 || n > most {
		return 0, nil, fmt.Errorf("%w (a strip ends early)", errStrip)
	}
	return n, content[size:], nil
}

func (s *strip) readWords(rest []byte, n int) (_ []byte, err error) {
	var words, size, place uint64
	if words, rest, err = count(rest, uint64(n)); err != nil {
		return nil, err
	}
	s.words, s.places = s.words[:0], s.places[:0]
	for range words {
		if size, rest, err = count(rest, math.MaxUint64); err != nil || size > uint64(len(rest)) {
			return nil, errStrip
		}
		s.words, rest = append(s.words, string(rest[:size])), rest[size:]
	}
	for range n {
		if place, rest, err = count(rest, words); err != nil {
			return nil, err
		}
		s.places = append(s.places, uint32(place))
	}
	return rest, nil
}

func (s *strip) readTexts(rest []byte, n int) (_ []byte, err error) {
	s.ends, s.known = s.ends[:0], s.known[:0]
	end, size := uint64(0), uint64(0)
	for range n {
		if size, rest, err = count(rest, math.MaxUint32); err != nil {
			return nil, err
		}
		s.known = append(s.known, size > 0)
		end += max(size, 1) - 1
		s.ends = append(s.ends, uint32(end))
	}
	if end > uint64(len(rest)) {
		return nil, errStrip
	}
	s.texts = rest[:end]
	return rest[end:], nil
}

// readWholes appends n whole numbers; it takes the form as well.
func readWholes(into []int64, content []byte, n int) (_ []int64, rest []byte, err error) {
	if len(content) == 0 {
		return nil, nil, errStrip
	}
	form, rest := content[0], content[1:]
	if form == formSame {
		value, size := binary.Varint(rest)
		if size <= 0 {
			return nil, nil, errStrip
		}
		for range n {
			into = append(into, value)
		}
		return into, rest[size:], nil
	}
	if form != formWholes {
		return nil, nil, errStrip
	}
	unit, rest, err := count(rest, 60_000)
	if err != nil {
		return nil, nil, err
	}
	into, rest, err = readDifferences(into, rest, n, int64(unit))
	return into, rest, err
}

func readDifferences(into []int64, rest []byte, n int, unit int64) (_ []int64, _ []byte, err error) {
	before := int64(0)
	for range n {
		var code uint64
		if code, rest, err = count(rest, math.MaxUint64); err != nil {
			return nil, nil, err
		}
		switch code {
		case codeMissing:
			into = append(into, noWhole)
			continue
		case codeRaw:
			if len(rest) < 8 {
				return nil, nil, errStrip
			}
			before += int64(binary.LittleEndian.Uint64(rest))
			rest = rest[8:]
		default:
			code -= codesBefore
			before += int64(code>>1) ^ -int64(code&1)
		}
		into = append(into, before*unit)
	}
	return into, rest, nil
}

func (s *strip) readFloats(rest []byte, n int) ([]byte, error) {
	s.floats = s.floats[:0]
	for range n {
		code, size := binary.Uvarint(rest)
		if size <= 0 || code == codeRaw && len(rest) < size+8 {
			return nil, errStrip
		}
		rest = rest[size:]
		switch code {
		case codeMissing:
			s.floats = append(s.floats, math.NaN())
		case codeRaw:
			s.floats = append(s.floats, math.Float64frombits(binary.LittleEndian.Uint64(rest)))
			rest = rest[8:]
		default:
			code -= codesBefore
			s.floats = append(s.floats, float64(int64(code>>1)^-int64(code&1)))
		}
	}
	return rest, nil
}

// text is that of a version; not ok where it is missing.
func (s *strip) text(i int) (text string, ok bool) {
	if s.form == formWords {
		if s.places[i] == 0 {
			return "", false
		}
		return s.words[s.places[i]-1], true
	}
	if s.form != formTexts || !s.known[i] {
		return "", false
	}
	begin := uint32(0)
	if i > 0 {
		begin = s.ends[i-1]
	}
	return string(s.texts[begin:s.ends[i]]), true
}

// missing tells whether the version lacks the field.
func (s *strip) missing(i int) bool {
	switch s.form {
	case formWords:
		return s.places[i] == 0
	case formTexts:
		return !s.known[i]
	case formFloats:
		return math.IsNaN(s.floats[i])
	}
	return s.wholes[i] == noWhole
}
