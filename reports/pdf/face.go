package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"unicode"

	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/go-fonts/dejavu/dejavusanscondensedbold"
)

// face is what layout needs of a TrueType font: which characters it has and how wide they are.
type face struct {
	ttf    []byte
	widths [1 << 16]uint16 // thousandths of the type size
	has    [1 << 16]bool   // without those that have no place in a line: controls, marks of format, private use
}

var (
	regularFace = sync.OnceValues(func() (*face, error) { return readFace(dejavusanscondensed.TTF) })
	boldFace    = sync.OnceValues(func() (*face, error) { return readFace(dejavusanscondensedbold.TTF) })
)

// width measures a text in points. A character that the font lacks has none.
func (f *face) width(text string, size float64) float64 {
	sum := 0
	for _, r := range text {
		if r <= 0xFFFF {
			sum += int(f.widths[r])
		}
	}
	return float64(sum) * size / 1000
}

var errFont = errors.New("not a TrueType font with a Unicode table of the basic plane")

// readFace reads the tables head, hhea, hmtx and cmap of a TrueType font.
func readFace(ttf []byte) (*face, error) {
	tables, err := fontTables(ttf)
	if err != nil {
		return nil, err
	}
	head, hhea, hmtx, cmap := tables["head"], tables["hhea"], tables["hmtx"], tables["cmap"]
	if len(head) < 20 || len(hhea) < 36 || len(cmap) < 4 {
		return nil, fmt.Errorf("read the font's tables: %w", errFont)
	}
	units := int(binary.BigEndian.Uint16(head[18:]))
	metrics := int(binary.BigEndian.Uint16(hhea[34:]))
	if units == 0 || metrics == 0 || len(hmtx) < 4*metrics {
		return nil, fmt.Errorf("read the font's widths: %w", errFont)
	}
	f := &face{ttf: ttf}
	err = eachGlyph(cmap, func(char uint16, glyph int) {
		advance := int(binary.BigEndian.Uint16(hmtx[4*min(glyph, metrics-1):]))
		r := rune(char)
		f.has[char] = !unicode.IsControl(r) && !unicode.In(r, unicode.Cf, unicode.Co)
		f.widths[char] = uint16((advance*1000 + units/2) / units)
	})
	if err != nil {
		return nil, err
	}
	return f, nil
}

func fontTables(ttf []byte) (map[string][]byte, error) {
	if len(ttf) < 12 {
		return nil, fmt.Errorf("read the font's directory: %w", errFont)
	}
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(ttf[4:])) {
		at := 12 + 16*i
		if at+16 > len(ttf) {
			return nil, fmt.Errorf("read the font's directory: %w", errFont)
		}
		from, size := int(binary.BigEndian.Uint32(ttf[at+8:])), int(binary.BigEndian.Uint32(ttf[at+12:]))
		if from+size > len(ttf) {
			return nil, fmt.Errorf("read the font's table %q: %w", ttf[at:at+4], errFont)
		}
		tables[string(ttf[at:at+4])] = ttf[from : from+size]
	}
	return tables, nil
}

// eachGlyph calls yield for every character of the Windows Unicode table (format 4) that has a glyph.
func eachGlyph(cmap []byte, yield func(char uint16, glyph int)) error {
	u16 := func(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
	table := unicodeTable(cmap)
	if len(table) < 16 || u16(table, 0) != 4 {
		return fmt.Errorf("read the font's characters: %w", errFont)
	}
	n := u16(table, 6) // twice the number of segments
	if len(table) < 16+4*n {
		return fmt.Errorf("read the font's characters: %w", errFont)
	}
	for s := 0; s < n; s += 2 {
		end, start := u16(table, 14+s), u16(table, 16+n+s)
		delta, offset := u16(table, 16+2*n+s), u16(table, 16+3*n+s)
		for char := start; char <= end && char < 0xFFFF; char++ {
			glyph := char
			if offset != 0 {
				at := 16 + 3*n + s + offset + 2*(char-start)
				if at+2 > len(table) {
					continue
				}
				if glyph = u16(table, at); glyph == 0 {
					continue
				}
			}
			if glyph = (glyph + delta) & 0xFFFF; glyph != 0 {
				yield(uint16(char), glyph)
			}
		}
	}
	return nil
}

// unicodeTable finds the subtable of platform 3 (Windows), encoding 1 (Unicode, basic plane).
func unicodeTable(cmap []byte) []byte {
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		at := 4 + 8*i
		if at+8 > len(cmap) {
			return nil
		}
		platform, encoding := binary.BigEndian.Uint16(cmap[at:]), binary.BigEndian.Uint16(cmap[at+2:])
		if from := int(binary.BigEndian.Uint32(cmap[at+4:])); platform == 3 && encoding == 1 && from < len(cmap) {
			return cmap[from:]
		}
	}
	return nil
}
