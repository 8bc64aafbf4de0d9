package strip

import (
	"encoding/binary"
	"math"
	"slices"
)

// encoder writes strips one behind the other. What it has room for is used again.
type encoder struct {
	content []byte
	codes   []uint32
	large   []uint64 // the numbers that stand behind a column
	apart   []int64
}

// values writes the strip of a field, of so many versions; nothing where all its values are missing.
func (e *encoder) values(v *values, n int) {
	switch {
	case len(v.wholes) > 0:
		v.wholes = padded(v.wholes, n, noWhole)
		e.wholes(v.wholes)
	case len(v.floats) > 0:
		v.floats = padded(v.floats, n, math.NaN())
		e.floats(v.floats)
	case len(v.texts.numbers) > 0:
		v.texts.numbers = padded(v.texts.numbers, n, 0)
		e.texts(&v.texts)
	}
}

func (e *encoder) texts(t *texts) {
	if t.differ {
		e.content = append(e.content, formTexts)
		e.numbers(t.numbers)
		e.content = append(e.content, t.bytes...)
		return
	}
	e.content = binary.AppendUvarint(append(e.content, formWords), uint64(len(t.list)))
	for _, word := range t.list {
		e.content = append(binary.AppendUvarint(e.content, uint64(len(word))), word...)
	}
	e.numbers(t.numbers)
}

// wholes writes whole numbers as differences to the last one that is not missing.
func (e *encoder) wholes(list []int64) {
	if same(list) {
		e.content = binary.AppendVarint(append(e.content, formSame), list[0])
		return
	}
	unit := unitOf(list)
	e.content = binary.AppendUvarint(append(e.content, formWholes), uint64(unit))
	codes := e.blank(len(list))
	before := int64(0)
	for i, n := range list {
		if n == noWhole {
			continue
		}
		if unit > 1 {
			n /= unit
		}
		codes[i] = e.code(n-before, uint64(n-before))
		before = n
	}
	e.finish(codes)
}

// floats writes whole numbers as such, others as the bits of their float64.
func (e *encoder) floats(list []float64) {
	const exact = 1 << 50 // bounds those that are written as whole ones; a float64 holds them exactly
	e.content = append(e.content, formFloats)
	codes := e.blank(len(list))
	for i, f := range list {
		switch {
		case math.IsNaN(f):
		case f == math.Trunc(f) && math.Abs(f) < exact && (f != 0 || !math.Signbit(f)):
			codes[i] = e.code(int64(f), math.Float64bits(f))
		default:
			codes[i] = codeLarge
			e.large = append(e.large, math.Float64bits(f))
		}
	}
	e.finish(codes)
}

// blank is room for the codes of so many versions, all missing.
func (e *encoder) blank(n int) []uint32 {
	e.large = e.large[:0]
	e.codes = slices.Grow(e.codes[:0], n)[:n]
	clear(e.codes)
	return e.codes
}

// code is that of a number; of one that has none codeLarge, and what is to be read instead stands behind the column.
func (e *encoder) code(n int64, instead uint64) uint32 {
	zigzag := uint64(n<<1) ^ uint64(n>>63)
	if zigzag >= math.MaxUint32-codesBefore {
		e.large = append(e.large, instead)
		return codeLarge
	}
	return uint32(zigzag) + codesBefore
}

// finish writes the codes, and what stands behind them, eight bytes each.
func (e *encoder) finish(codes []uint32) {
	e.numbers(codes)
	for _, n := range e.large {
		e.content = binary.LittleEndian.AppendUint64(e.content, n)
	}
}

// numbers writes a number of each version, all in one, two or four bytes.
func (e *encoder) numbers(list []uint32) {
	switch largest := slices.Max(list); {
	case largest <= math.MaxUint8:
		e.content = slices.Grow(append(e.content, 1), len(list))
		for _, n := range list {
			e.content = append(e.content, byte(n))
		}
	case largest <= math.MaxUint16:
		e.content = slices.Grow(append(e.content, 2), 2*len(list))
		for _, n := range list {
			e.content = binary.LittleEndian.AppendUint16(e.content, uint16(n))
		}
	default:
		e.content = slices.Grow(append(e.content, 4), 4*len(list))
		for _, n := range list {
			e.content = binary.LittleEndian.AppendUint32(e.content, n)
		}
	}
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
