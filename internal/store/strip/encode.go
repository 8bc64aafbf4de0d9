package strip

import (
	"encoding/binary"
	"math"
)

// appendStrip writes the strip of a field; nil where all its values are missing.
func appendStrip(content []byte, cells []Value) []byte {
	for i := range cells {
		switch cells[i].Kind {
		case Missing:
			continue
		case Whole:
			wholes := make([]int64, len(cells))
			for k := range cells {
				wholes[k] = noWhole
				if cells[k].Kind != Missing {
					wholes[k] = cells[k].N
				}
			}
			return appendWholes(content, wholes)
		case Float:
			return appendFloats(content, cells)
		case Text, List:
			if words, ok := appendWords(content, cells); ok {
				return words
			}
			return appendTexts(content, cells)
		}
	}
	return nil
}

// appendWords is not ok where most texts are different ones.
func appendWords(content []byte, cells []Value) (_ []byte, ok bool) {
	const few = 32
	places := map[string]uint64{}
	var words []byte
	at := make([]uint64, len(cells))
	met := 0
	for i := range cells {
		if cells[i].Kind == Missing {
			continue
		}
		met++
		place, known := places[cells[i].Text]
		if !known {
			if len(places) > few+met/2 {
				return nil, false
			}
			place = uint64(len(places) + 1)
			places[cells[i].Text] = place
			words = appendSized(words, cells[i].Text)
		}
		at[i] = place
	}
	content = binary.AppendUvarint(append(content, formWords), uint64(len(places)))
	return appendColumn(append(content, words...), at), true
}

func appendSized(content []byte, text string) []byte {
	return append(binary.AppendUvarint(content, uint64(len(text))), text...)
}

func appendTexts(content []byte, cells []Value) []byte {
	sizes := make([]uint64, len(cells))
	for i := range cells {
		if cells[i].Kind != Missing {
			sizes[i] = uint64(len(cells[i].Text)) + 1
		}
	}
	content = appendColumn(append(content, formTexts), sizes)
	for i := range cells {
		if cells[i].Kind != Missing {
			content = append(content, cells[i].Text...)
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
	largest := uint64(0)
	for _, n := range numbers {
		largest = max(largest, n)
	}
	switch {
	case largest <= math.MaxUint8:
		content = append(content, 1)
		for _, n := range numbers {
			content = append(content, byte(n))
		}
	case largest <= math.MaxUint16:
		content = append(content, 2)
		for _, n := range numbers {
			content = binary.LittleEndian.AppendUint16(content, uint16(n))
		}
	default:
		content = append(content, 4)
		for _, n := range numbers {
			content = binary.LittleEndian.AppendUint32(content, uint32(n))
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

// maxExact bounds the numbers that are written as whole ones; a float64 holds them exactly.
const maxExact = 1 << 50

// appendFloats writes whole numbers as such, others as the bits of their float64.
func appendFloats(content []byte, cells []Value) []byte {
	codes, large := make([]uint64, len(cells)), []uint64(nil)
	for i := range cells {
		f := cells[i].F
		switch {
		case cells[i].Kind == Missing:
		case f == math.Trunc(f) && math.Abs(f) < maxExact && (f != 0 || !math.Signbit(f)):
			codes[i], large = coded(int64(f), math.Float64bits(f), large)
		default:
			codes[i], large = codeLarge, append(large, math.Float64bits(f))
		}
	}
	return appendLarge(appendColumn(append(content, formFloats), codes), large)
}
