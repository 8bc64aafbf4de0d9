package xlsx

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"nines/reports/document"
)

// part says what of a document's column a column of the sheet holds.
type part uint8

const (
	whole  part = iota
	second      // the value's second line
)

// field is a column of a sheet.
type field struct {
	index  int // of the document's column
	part   part
	title  string // unique among the table's, whatever the case, and never empty
	column document.Column
	width  float64
	rank   bool // it numbers the rows, at their beginning whatever the width of other tables' first column
	indent int  // of texts beside figures
	wrap   bool // texts take several lines
}

// fieldsOf says which columns a sheet has for a table's: none for drawings, and behind all others one more where rows
// have a second line, so that tables that share a sheet keep their figures in the same columns.
func (b *book) fieldsOf(columns []document.Column, rows []document.Row, total *document.Row) []field {
	if total != nil {
		rows = append(rows[:len(rows):len(rows)], *total)
	}
	var fields, notes []field
	for i, c := range columns {
		if c.Medium == document.PageOnly || c.Kind == document.KindSpark {
			continue
		}
		fields = append(fields, field{index: i, title: c.Title, column: c})
		for _, row := range rows {
			if i < len(row.Cells) && row.Cells[i].Second != "" {
				notes = append(notes, field{index: i, part: second, title: b.words.Text("xlsx.second", "column", c.Title), column: c})
				break
			}
		}
	}
	// What a page shows comes first, so that it is what is printed.
	fields = append(fields, notes...)
	instead := insteadOf(columns)
	slices.SortStableFunc(fields, func(x, y field) int {
		return cmp.Compare(x.place(instead), y.place(instead))
	})
	taken := map[string]bool{}
	for i := range fields {
		f := &fields[i]
		f.title = uniqueTitle(f.title, f.column.Key, taken)
		f.wrap = f.part == whole && f.column.Lines > 1
		f.rank = i == 0 && f.column.Kind == document.KindCount
		if f.left() && i > 0 && !fields[i-1].left() {
			f.indent = 1
		}
		f.width = b.fit(*f, rows)
	}
	return fields
}

// analysts is the place of columns that only they need.
const analysts = 2

// place is 0 for what a page shows, or a book instead of it, 1 for second lines, and that of analysts for the rest.
func (f *field) place(instead map[int]bool) int {
	switch {
	case f.column.Medium == document.BookOnly && !instead[f.index]:
		return analysts
	case f.part == second:
		return 1
	}
	return 0
}

// insteadOf tells which columns of a book stand just before one that only pages have: they say the same, apart.
func insteadOf(columns []document.Column) map[int]bool {
	instead := map[int]bool{}
	for i, c := range columns {
		if c.Medium != document.PageOnly || c.Kind != document.KindText {
			continue
		}
		for k := i - 1; k >= 0 && columns[k].Medium == document.BookOnly; k-- {
			instead[k] = true
		}
	}
	return instead
}

// left tells whether a field's contents stand on the left.
func (f *field) left() bool { return f.part == second || f.rank || alignment(f.column.Kind) == "left" }

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

// fit is the width that shows the rows' contents and the words of the header.
func (b *book) fit(f field, rows []document.Row) float64 {
	const oneLine = 16
	need := math.Min(float64(breadth(f.title)), oneLine) + filterButton
	for word := range strings.FieldsSeq(f.title) {
		need = math.Max(need, float64(breadth(word))+filterButton)
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
			need = math.Max(need, float64(breadth(cut(v.Second, 4*maxWidth)))+2)
		}
	}
	most := float64(maxWidth)
	if f.wrap {
		most = wrapWidth
	}
	return math.Min(math.Max(need+float64(f.indent), minWidth), most)
}

// cell is the content of a field in a row.
func (b *book) cell(f field, row document.Row) content {
	if f.index >= len(row.Cells) {
		return content{}
	}
	v := row.Cells[f.index]
	var c content
	switch {
	case f.part == second:
		c = content{text: clean(v.Second), look: look{colour: b.theme.Colours.Grey, align: "left"}}
	case v.Kind == document.KindRating:
		c = content{text: b.rating(v).text, look: look{align: "left"}} // see shadeRatings
	default:
		c = b.content(v, f.column)
	}
	return b.toned(b.placed(c, f), row.Tone)
}

// placed gives a cell what its field says of all cells.
func (b *book) placed(c content, f field) content {
	if f.rank {
		c.look.align = "left"
	}
	if c.look.align == "left" {
		c.look.indent = f.indent
	}
	c.look.wrap = f.wrap
	return c
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

// rating is a sign and a word: colour is never alone.
func (b *book) rating(v document.Value) content {
	colours := b.theme.Colours
	c := content{text: b.text(v), look: look{align: "left"}}
	switch document.RatingOf(v.Text) {
	case "red":
		c.text, c.look.colour, c.look.fill, c.look.bold = "× "+c.text, "#FFFFFF", colours.Red, true
	case "amber":
		c.text, c.look.fill = "! "+c.text, colours.Amber
	case "undecided":
		c.text, c.look.bold = "◐ "+c.text, true
	case "unknown":
		c.text, c.look.colour = "? "+c.text, colours.Grey
	case "green":
		c.text, c.look.colour = "✓ "+c.text, colours.Green
	}
	return c
}
