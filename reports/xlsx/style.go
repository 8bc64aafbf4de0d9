package xlsx

import "github.com/xuri/excelize/v2"

// fontFamily stands on every analyst's machine, or one of the same widths does, so that no figure ends as ####.
const fontFamily = "Arial"

// setFont makes body text the workbook's default: its digits are 7 pixels wide, and that is the unit of all widths.
func (b *book) setFont() {
	b.do(b.file.SetDefaultFont(fontFamily))
	size := float64(sizeBody)
	b.file.Styles.Fonts.Font[0].Sz.Val = &size
}

// Sizes of text in points.
const (
	sizeMessage = 15
	sizeTitle   = 13
	sizeBlock   = 11
	sizeBody    = 10
	sizeSmall   = 9
)

// look is how a cell looks. It is the key of the workbook's styles, so each look is made into a style once.
type look struct {
	format      string // number format; empty: general
	colour      string // of the text; empty: ink
	fill        string
	size        float64 // 0: sizeBody
	bold, wrap  bool
	align       string // left, right, center; empty: by type
	top, bottom string // colours of the lines above and below
	heavy       bool   // a thick line above
	indent      int
	high        bool // the text begins at the top, as not all of it is seen
}

// style returns the id of the workbook's style for a look.
func (b *book) style(l look) int {
	if id, ok := b.styles[l]; ok {
		return id
	}
	s := &excelize.Style{
		Font:      &excelize.Font{Family: fontFamily, Size: l.size, Bold: l.bold, Color: l.colour},
		Alignment: &excelize.Alignment{Horizontal: l.align, Vertical: "center", WrapText: l.wrap, Indent: l.indent},
	}
	if l.high {
		s.Alignment.Vertical = "top"
	}
	if l.size == 0 {
		s.Font.Size = sizeBody
	}
	if l.colour == "" {
		s.Font.Color = b.theme.Colours.Ink
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	if l.top != "" {
		line := excelize.Border{Type: "top", Color: l.top, Style: 1}
		if l.heavy {
			line.Style = 2
		}
		s.Border = append(s.Border, line)
	}
	if l.bottom != "" {
		s.Border = append(s.Border, excelize.Border{Type: "bottom", Color: l.bottom, Style: 1})
	}
	id, err := b.file.NewStyle(s)
	b.do(err)
	b.styles[l] = id
	return id
}
