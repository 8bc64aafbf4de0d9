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
//   - formWords: how many different texts there are, each behind its length; then for each version the place of its own among
//     them, from 1; 0: missing;
//   - formTexts: for each version the length of its text in bytes and one, 0: missing; then the texts;
//   - formWholes: for each version its difference to the one before (see appendWholes), in units of a minute or a second
//     where all are such; before them the unit in milliseconds;
//   - formSame: the one whole number of all versions;
//   - formFloats: for each version a number (see appendFloats).
//
// Texts and lists are as in a content, without quotes around a text. What there is for each version stands in a column (see
// appendColumn), which takes little time to read; other counts are varints.
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

// The codes of a column.
const (
	codeMissing = iota
	codeLarge   // the number stands behind the column
	codesBefore // others are numbers and this
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
	var words []byte
	at := make([]uint64, len(cells))
	met := 0
	for i := range cells {
		if cells[i].kind == missing {
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
		at[i] = place
	}
	content = binary.AppendUvarint(append(content, formWords), uint64(len(places)))
	return appendColumn(append(content, words...), at), true
}

func appendSized(content []byte, text string) []byte {
	return append(binary.AppendUvarint(content, uint64(len(text))), text...)
}

func appendTexts(content []byte, cells []datum) []byte {
	sizes := make([]uint64, len(cells))
	for i := range cells {
		if cells[i].kind != missing {
			sizes[i] = uint64(len(cells[i].text)) + 1
		}
	}
	content = appendColumn(append(content, formTexts), sizes)
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
	codes, large := make([]uint64, len(wholes)), []uint64(nil)
	before := int64(0)
	for i, n := range wholes {
		if n != noWhole {
			codes[i], large = coded(n/unit-before, uint64(n/unit-before), large)
			before = n / unit
		}
	}
	return appendLarge(appendColumn(content, codes), large)
}

// coded is the code of a number; of one that has none codeLarge, and what is to be read instead is added to large.
func coded(n int64, instead uint64, large []uint64) (uint64, []uint64) {
	zigzag := uint64(n<<1) ^ uint64(n>>63)
	if zigzag >= math.MaxUint32-codesBefore {
		return codeLarge, append(large, instead)
	}
	return zigzag + codesBefore, large
}

// appendColumn writes a number below 1 << 32 of each version, all in one, two or four bytes.
func appendColumn(content []byte, numbers []uint64) []byte {
	width := 1
	for _, n := range numbers {
		for n>>(8*width) > 0 {
			width *= 2
		}
	}
	content = append(content, byte(width))
	for _, n := range numbers {
		for k := range width {
			content = append(content, byte(n>>(8*k)))
		}
	}
	return content
}

// appendLarge writes the numbers that stand behind a column, eight bytes each.
func appendLarge(content []byte, large []uint64) []byte {
	for _, n := range large {
		content = binary.LittleEndian.AppendUint64(content, n)
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

// appendFloats writes whole numbers as such, others as the bits of their float64.
func appendFloats(content []byte, cells []datum) []byte {
	codes, large := make([]uint64, len(cells)), []uint64(nil)
	for i := range cells {
		f := cells[i].f
		switch {
		case cells[i].kind == missing:
		case f == math.Trunc(f) && math.Abs(f) < maxWhole && (f != 0 || !math.Signbit(f)):
			codes[i], large = coded(int64(f), math.Float64bits(f), large)
		default:
			codes[i], large = codeLarge, append(large, math.Float64bits(f))
		}
	}
	return appendLarge(appendColumn(append(content, formFloats), codes), large)
}

// strip is one that is read: what belongs to its form.
type strip struct {
	form   byte
	column []uint64 // of words the places, of texts the sizes, of floats the codes
	words  []string
	texts  []byte
	ends   []uint32  // of each text
	wholes []int64   // noWhole: missing
	floats []float64 // NaN: missing
	reader wholes
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
		s.wholes, rest, err = s.reader.read(s.wholes[:0], content, n)
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

// count reads a varint that is no larger than most.
func count(content []byte, most uint64) (n uint64, rest []byte, err error) {
	n, size := binary.Uvarint(content)
	if size <= 0 || n > most {
		return 0, nil, fmt.Errorf("%w (a strip ends early)", errStrip)
	}
	return n, content[size:], nil
}

// readColumn appends the n numbers of a column.
func readColumn(into []uint64, content []byte, n int) (_ []uint64, rest []byte, err error) {
	if len(content) == 0 || len(content)-1 < n*int(content[0]) {
		return nil, nil, errStrip
	}
	width, content := content[0], content[1:]
	rest, content = content[n*int(width):], content[:n*int(width)]
	switch width {
	case 1:
		for _, b := range content {
			into = append(into, uint64(b))
		}
	case 2:
		for ; len(content) > 1; content = content[2:] {
			into = append(into, uint64(binary.LittleEndian.Uint16(content)))
		}
	case 4:
		for ; len(content) > 3; content = content[4:] {
			into = append(into, uint64(binary.LittleEndian.Uint32(content)))
		}
	default:
		return nil, nil, errStrip
	}
	return into, rest, nil
}

// readLarge reads a number that stands behind a column.
func readLarge(rest []byte) (uint64, []byte, error) {
	if len(rest) < 8 {
		return 0, nil, errStrip
	}
	return binary.LittleEndian.Uint64(rest), rest[8:], nil
}

func (s *strip) readWords(rest []byte, n int) (_ []byte, err error) {
	var words, size uint64
	if words, rest, err = count(rest, uint64(n)); err != nil {
		return nil, err
	}
	s.words = s.words[:0]
	for range words {
		if size, rest, err = count(rest, math.MaxUint64); err != nil || size > uint64(len(rest)) {
			return nil, errStrip
		}
		s.words, rest = append(s.words, string(rest[:size])), rest[size:]
	}
	if s.column, rest, err = readColumn(s.column[:0], rest, n); err != nil {
		return nil, err
	}
	for _, place := range s.column {
		if place > words {
			return nil, errStrip
		}
	}
	return rest, nil
}

func (s *strip) readTexts(rest []byte, n int) (_ []byte, err error) {
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
		return nil, errStrip
	}
	s.texts = rest[:end]
	return rest[end:], nil
}

// wholes reads strips of whole numbers; its room is used again.
type wholes struct{ codes []uint64 }

// read appends n whole numbers; it takes the form as well.
func (w *wholes) read(into []int64, content []byte, n int) (_ []int64, rest []byte, err error) {
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
	if w.codes, rest, err = readColumn(w.codes[:0], rest, n); err != nil {
		return nil, nil, err
	}
	before, large := int64(0), uint64(0)
	for _, code := range w.codes {
		switch code {
		case codeMissing:
			into = append(into, noWhole)
			continue
		case codeLarge:
			if large, rest, err = readLarge(rest); err != nil {
				return nil, nil, err
			}
			before += int64(large)
		default:
			code -= codesBefore
			before += int64(code>>1) ^ -int64(code&1)
		}
		into = append(into, before*int64(unit))
	}
	return into, rest, nil
}

func (s *strip) readFloats(rest []byte, n int) (_ []byte, err error) {
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

// text is that of a version; not ok where it is missing.
func (s *strip) text(i int) (text string, ok bool) {
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

// missing tells whether the version lacks the field.
func (s *strip) missing(i int) bool {
	switch s.form {
	case formWords, formTexts:
		return s.column[i] == 0
	case formFloats:
		return math.IsNaN(s.floats[i])
	}
	return s.wholes[i] == noWhole
}
