package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// writeHeat writes a heat map as the cells that it is, shaded in fixed steps. What is unknown stays without a shade.
func (b *book) writeHeat(s *sheet, c *document.Chart) {
	header := b.dataHeader("right")
	b.put(s, 1, s.row, content{look: header})
	for j, text := range c.Categories {
		b.put(s, j+2, s.row, content{text: clean(text), look: header})
		b.raise(s, s.row, lineHeight(text, s.width(j+2), header))
	}
	s.row++
	first := s.row
	known := look{format: numberFormat(c.Y.Kind, c.Y.Decimals), align: "right", bottom: b.theme.Colours.Rule}
	for i, text := range c.Rows {
		b.put(s, 1, s.row, content{text: clean(text), look: look{bottom: b.theme.Colours.Rule}})
		for j := range c.Categories {
			cell := content{text: b.words.Text("render.unknown"), look: look{align: "right", colour: b.theme.Colours.Grey, bottom: b.theme.Colours.Rule}}
			if i < len(c.Cells) && j < len(c.Cells[i]) && c.Cells[i][j] != nil {
				cell = content{number: *c.Cells[i][j], numeric: true, look: known}
			}
			b.put(s, j+2, s.row, cell)
		}
		s.row++
	}
	s.main, s.last = max(s.main, len(c.Categories)+1), max(s.last, len(c.Categories)+1)
	b.shade(s, c.Steps, cellName(2, first), cellName(len(c.Categories)+1, s.row-1))
	b.writeKey(s, c)
}

// shade colours numbers by the steps; a text is greater than any number to Excel, so only numbers are asked.
func (b *book) shade(s *sheet, steps []float64, from, to string) {
	var rules []excelize.ConditionalFormatOptions
	for i := min(len(steps), len(b.theme.Colours.Heat)-1) - 1; i >= 0; i-- {
		id, err := b.file.NewConditionalStyle(&excelize.Style{
			Font: &excelize.Font{Color: b.theme.Colours.HeatText[i+1], Bold: i == len(b.theme.Colours.Heat)-2},
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{b.theme.Colours.Heat[i+1]}},
		})
		b.do(err)
		bound := strconv.FormatFloat(steps[i], 'f', -1, 64)
		rules = append(rules, excelize.ConditionalFormatOptions{
			Type: "formula", Criteria: fmt.Sprintf("AND(ISNUMBER(%s),%s>=%s)", from, from, bound), Format: &id, StopIfTrue: true,
		})
	}
	if len(rules) > 0 {
		b.do(b.file.SetConditionalFormat(s.name, from+":"+to, rules))
	}
}

// writeKey says what the shades mean.
func (b *book) writeKey(s *sheet, c *document.Chart) {
	var parts []string
	text := func(v float64) string {
		value := document.Value{Kind: c.Y.Kind, Number: v}
		return b.doc.Locale.FormatWithUnit(value, document.Column{Decimals: boundDecimals(v, c.Y)}, b.zone)
	}
	for i, step := range c.Steps {
		if i == 0 {
			parts = append(parts, b.words.Text("xlsx.under", "value", text(step)))
		}
		if i+1 < len(c.Steps) {
			parts = append(parts, b.words.Text("xlsx.from_to", "lower", text(step), "upper", text(c.Steps[i+1])))
		} else {
			parts = append(parts, b.words.Text("xlsx.from", "value", text(step)))
		}
	}
	b.paragraph(s, strings.Join(parts, " · "), b.small())
}

// boundDecimals adds decimals where a small bound would read as 0.
func boundDecimals(bound float64, a document.Axis) int {
	decimals := a.Decimals
	if a.Kind == document.KindShare {
		bound *= 100
	}
	for bound > 0 && decimals < 6 && bound*math.Pow10(decimals) < 0.5 {
		decimals++
	}
	return decimals
}
