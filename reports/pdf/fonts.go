package pdf

import (
	"errors"
	"fmt"
	"strconv"

	"nines/reports/document"
)

// font is a family of which a page has the regular and the bold face.
type font struct {
	name          string // inside the file
	regular, bold *face
	// onlyRegular tells that there is no bold face: bold is drawn with a line around the letters.
	onlyRegular bool
}

func (f *font) face(bold bool) *face {
	if bold {
		return f.bold
	}
	return f.regular
}

// has tells whether the font shows a character in both faces.
func (f *font) has(r rune) bool { return r <= 0xFFFF && f.regular.has[r] && f.bold.has[r] }

// loadFonts returns the fonts in the order in which a character is looked for: the organisation's, the built-in one and
// that for what both lack.
func loadFonts(b *document.Branding) ([]*font, error) {
	var fonts []*font
	if b.Font != nil {
		regular, err := readFace(b.Font)
		if err != nil {
			return nil, fmt.Errorf("the font: %w", err)
		}
		bold, err := readFace(b.BoldFont)
		if err != nil {
			return nil, fmt.Errorf("the bold font: %w", err)
		}
		fonts = append(fonts, &font{regular: regular, bold: bold})
	}
	regular, err := regularFace()
	if err != nil {
		return nil, err
	}
	bold, err := boldFace()
	if err != nil {
		return nil, err
	}
	fonts = append(fonts, &font{regular: regular, bold: bold})
	if b.FallbackFont != nil {
		face, err := readFace(b.FallbackFont)
		if err != nil {
			return nil, fmt.Errorf("the fallback font: %w", err)
		}
		fonts = append(fonts, &font{regular: face, bold: face, onlyRegular: true})
	}
	for i, f := range fonts {
		f.name = "font" + strconv.Itoa(i)
	}
	return fonts, nil
}

// CheckFont tells what is wrong with a font for the pages: it has to be a TrueType file with outlines and a Unicode
// table of the basic plane, and may not forbid to be embedded.
func CheckFont(ttf []byte) error {
	if len(ttf) >= 4 {
		switch string(ttf[:4]) {
		case "ttcf":
			return errors.New("a collection of fonts (.ttc) cannot be embedded: expected one TrueType font (.ttf)")
		case "OTTO":
			return errors.New("an OpenType font with PostScript outlines (.otf) cannot be embedded: expected a TrueType font (.ttf)")
		case "wOFF", "wOF2":
			return errors.New("a font for the web (.woff) cannot be embedded: expected a TrueType font (.ttf)")
		}
	}
	if _, err := readFace(ttf); err != nil {
		return err
	}
	return embeddable(ttf)
}

// neededTables are those that the embedded part of a font is made of.
var neededTables = []string{"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"}

func embeddable(ttf []byte) error {
	tables, err := fontTables(ttf)
	if err != nil {
		return err
	}
	for _, name := range neededTables {
		if len(tables[name]) < 6 {
			return fmt.Errorf("the table %q is missing: %w", name, errFont)
		}
	}
	const restricted, bitmapOnly = 0x0002, 0x0300 // fsType of OS/2
	if len(tables["OS/2"]) < 78 || len(tables["post"]) < 16 {
		return fmt.Errorf("a table is too short: %w", errFont)
	}
	if fsType := int(tables["OS/2"][8])<<8 | int(tables["OS/2"][9]); fsType == restricted || fsType&bitmapOnly != 0 {
		return errors.New("the font's licence forbids to embed it, or parts of it (fsType of its table OS/2)")
	}
	return nil
}
