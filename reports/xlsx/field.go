package xlsx

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"nines/reports/document"
)

// part says what of a document's column a column of the sheet holds.
type part uint8

const (
	whole  part = iota
	sign        // of a rating
	second      // the value's second line
)

// field is a column of a sheet.
type field struct {
	index  int // of the document's column
	part   part
	title  string // unique among the table's, whatever the case, and never empty
	column document.Column
	width  float64
}

// fieldsOf says which columns a sheet has for a table's: none for drawings, two for a rating, one more where rows have
// a second line.
func (b *book) fieldsOf(columns []document.Column, rows []document.Row, total *document.Row) []field {
	if total != nil {
		rows = append(rows[:len(rows):len(rows)], *total)
	}
	var fields []field
	for i, c := range columns {
		if c.Medium == document.PageOnly || c.Kind == document.KindSpark {
			continue
		}
		if c.Kind == document.KindRating {
			fields = append(fields, field{index: i, part: sign, title: b.words.Text("xlsx.sign"), column: c})
		}
		fields = append(fields, field{index: i, title: c.Title, column: c})
		for _, row := range rows {
			if i < len(row.Cells) && row.Cells[i].Second != "" {
				fields = append(fields, field{index: i, part: second, title: b.words.Text("xlsx.second", "column", c.Title), column: c})
				break
			}
		}
	}
	taken := map[string]bool{}
	for i := range fields {
		f := &fields[i]
		f.title = uniqueTitle(f.title, f.column.Key, taken)
		f.width = b.fit(*f, rows)
	}
	return fields
}

func uniqueTitle(title, key string, taken map[string]bool) string {
	const longest = 250
	base := cut(strings.Join(strings.Fields(clean(title)), " "), longest-5)
	if base == "" {
		base = "#" + clean(key)
	}
	unique := base
	for n := 2; taken[strings.ToLower(unique)]; n++ {
		unique = fmt.Sprintf("%s (%d)", base, n)
	}
	taken[strings.ToLower(unique)] = true
	return unique
}

// filterButton is the room that a header's button takes, in characters.
const filterButton = 3

// fit is the width that shows the rows' contents and the header on three lines at most.
func (b *book) fit(f field, rows []document.Row) float64 {
	need := float64(utf8.RuneCountInString(f.title))/3 + filterButton
	for word := range strings.FieldsSeq(f.title) {
		need = math.Max(need, float64(utf8.RuneCountInString(word))+filterButton)
	}
	for _, row := range rows {
		if f.index >= len(row.Cells) {
			continue
		}
		v := row.Cells[f.index]
		switch f.part {
		case whole:
			need = math.Max(need, b.measure(v, f.column)*1.08+2)
		case second:
			need = math.Max(need, float64(utf8.RuneCountInString(cut(v.Second, 4*maxWidth)))+2)
		}
	}
	return math.Min(math.Max(need, minWidth), maxWidth)
}

// cell is the content of a field in a row.
func (b *book) cell(f field, row document.Row) content {
	if f.index >= len(row.Cells) {
		return content{}
	}
	v := row.Cells[f.index]
	var c content
	switch f.part {
	case sign:
		c = b.sign(v)
	case second:
		c = content{text: clean(v.Second), look: look{colour: b.theme.Colours.Grey, align: "left"}}
	default:
		if c = b.content(v, f.column); v.Kind == document.KindRating {
			c.look = b.rated(v.Text, c.look)
		}
	}
	return b.toned(c, row.Tone)
}

// toned gives a cell the tint of its row.
func (b *book) toned(c content, tone document.Tone) content {
	fill := ""
	switch tone {
	case document.Missed:
		fill = b.theme.Colours.Redwash
	case document.Warning:
		fill = b.theme.Colours.Amberwash
	case document.Muted:
		if c.look.colour == "" {
			c.look.colour = b.theme.Colours.Grey
		}
	}
	if c.look.fill == "" {
		c.look.fill = fill
	}
	c.look.bottom = b.theme.Colours.Rule
	return c
}

// sign is a rating's sign: colour is never alone.
func (b *book) sign(v document.Value) content {
	c := content{look: look{align: "center", bold: true}}
	switch v.Text {
	case "red":
		c.text, c.look.colour, c.look.fill = "×", "#FFFFFF", b.theme.Colours.Red
	case "amber":
		c.text, c.look.fill = "!", b.theme.Colours.Amber
	case "undecided":
		c.text = "◐"
	case "unknown":
		c.text, c.look.colour = "?", b.theme.Colours.Grey
	case "green":
		c.text, c.look.colour = "✓", b.theme.Colours.Green
	}
	return c
}

func (b *book) rated(rating string, l look) look {
	switch rating {
	case "red":
		l.colour, l.bold = b.theme.Colours.Red, true
	case "undecided":
		l.bold = true
	case "unknown":
		l.colour = b.theme.Colours.Grey
	case "green":
		l.colour = b.theme.Colours.Green
	}
	return l
}
