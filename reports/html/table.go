package html

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"nines/reports/document"
	"nines/reports/drawing"
)

// How many columns make a table what it is.
const (
	narrow = 4 // fit a phone; a table of more turns each row into a card there
	slim   = 6 // of figures and words need no wide page: far apart, a row is hard to follow
	dense  = 9 // fit a screen in the size of the text; more are set smaller
)

// table is a table of the page.
type table struct {
	view  *view
	from  *document.Table
	shown []int           // indices of the columns that a page shows
	head  int             // index of the column that names the row, -1: none
	scale map[int]float64 // end of the common scale of a column's drawings
	texts map[int]string  // columns of more than a word: mid, and long where they hold sentences, which need room

	ID, Title, Subtitle, Note, More, Empty string
	Kind, Of                               string // of a table without a title: what it is, and of what
	stacked                                bool
}

// column is the head of a column.
type column struct{ Title, Class string }

// row is a row of the page's table.
type row struct {
	ID, Class string
	Cells     []cell
}

func (v *view) table(t *document.Table) *table {
	out := &table{
		view: v, from: t, head: -1, scale: map[int]float64{}, texts: map[int]string{},
		ID: v.ids[t], Title: clip(t.Title), Subtitle: clip(t.Subtitle), Note: t.Note,
	}
	for i, c := range t.Columns {
		if c.Medium == document.BookOnly || nothingIn(t, i) {
			continue
		}
		if out.head < 0 && (c.Kind == document.KindText || c.Kind == document.KindID) {
			out.head = i
		}
		out.shown = append(out.shown, i)
		out.scale[i], out.texts[i] = commonScale(t, i), length(t, i)
	}
	out.stacked = len(out.shown) > narrow
	if len(t.Rows) == 0 {
		out.Empty = clip(t.Empty)
		if out.Empty == "" {
			out.Empty = v.words.Text("render.no_rows")
		}
	}
	if shown := t.Shown(); shown < len(t.Rows) {
		out.More = v.words.Text("render.of_rows",
			"shown", v.doc.Locale.Number(float64(shown), 0), "all", v.doc.Locale.Number(float64(len(t.Rows)), 0))
	}
	return out
}

// nothingIn tells whether a column is empty, also one that readers fill in: nobody writes on a screen.
func nothingIn(t *document.Table, column int) bool {
	c := t.Columns[column]
	return t.Bare(column) || c.Entry && !slices.ContainsFunc(t.Rows, func(r document.Row) bool {
		return column < len(r.Cells) && !c.Blank(r.Cells[column])
	})
}

// commonScale lets the drawings of a column compare: all of them, in rows and total, share one scale. 0 where the
// column has none.
func commonScale(t *document.Table, column int) float64 {
	var bars []*document.Bar
	var sparks []*document.Spark
	add := func(r *document.Row) {
		if column < len(r.Cells) {
			bars = append(bars, r.Cells[column].Bar)
			sparks = append(sparks, r.Cells[column].Spark)
		}
	}
	if kind := t.Columns[column].Kind; kind != document.KindBar && kind != document.KindSpark {
		return 0
	}
	for i := range t.Rows {
		add(&t.Rows[i])
	}
	if t.Total != nil {
		add(t.Total)
	}
	return max(drawing.BarScale(bars), drawing.SparkScale(sparks))
}

// length is how much room the texts of a column need: none, "mid" or "long".
func length(t *document.Table, column int) string {
	const word, words = 12, 24 // bytes
	if t.Columns[column].Kind != document.KindText {
		return ""
	}
	longest := 0
	for _, r := range t.Rows {
		if column < len(r.Cells) {
			longest = max(longest, len(r.Cells[column].Text), len(r.Cells[column].Second))
		}
	}
	switch {
	case longest > words:
		return "long"
	case longest > word:
		return "mid"
	}
	return ""
}

// class is the form of a column, of its head and its cells alike.
func (t *table) class(column int) string {
	return join(" ", kindClass(t.from.Columns[column].Kind), t.texts[column])
}

// Caption names the table for readers who cannot see its place.
func (t *table) Caption() string { return cmp.Or(t.Kind+t.Of, join(", ", t.Title, t.Subtitle)) }

// Class is the form of the table.
func (t *table) Class() string {
	wide := func(i int) bool {
		kind := t.from.Columns[i].Kind
		return t.texts[i] == "long" || kind == document.KindBar || kind == document.KindSpark
	}
	var stack, size string
	if t.stacked {
		stack = "stack"
	}
	switch n := len(t.shown); {
	case n > dense:
		size = "dense"
	case n <= slim && !slices.ContainsFunc(t.shown, wide):
		size = "slim"
	}
	return join(" ", stack, size)
}

// Headed tells whether any column says what it holds: a list of names and values needs no head.
func (t *table) Headed() bool {
	return slices.ContainsFunc(t.shown, func(i int) bool { return t.from.Columns[i].Title != "" })
}

// MoreColumns says, where a table is wider than its place, that it can be moved.
func (t *table) MoreColumns() string { return t.view.words.Text("html.more_columns") }

// Columns are the columns' heads.
func (t *table) Columns() []column {
	list := make([]column, len(t.shown))
	for i, at := range t.shown {
		c := t.from.Columns[at]
		list[i] = column{Title: clip(c.Title), Class: t.class(at)}
	}
	return list
}

// Rows yields the rows that a page shows, one at a time: a long table is never a second time in memory.
func (t *table) Rows() iter.Seq[row] {
	rows := t.from.Rows[:t.from.Shown()]
	return func(yield func(row) bool) {
		for i := range rows {
			r := t.row(&rows[i])
			if t.ID != "" {
				r.ID = rowID(t.ID, i)
			}
			if !yield(r) {
				return
			}
		}
	}
}

// Total is the last row, nil where there is none.
func (t *table) Total() *row {
	if t.from.Total == nil {
		return nil
	}
	r := t.row(t.from.Total)
	return &r
}

func (t *table) row(from *document.Row) row {
	r, head := row{Class: toneClass(from.Tone), Cells: make([]cell, len(t.shown))}, -1
	for i, at := range t.shown {
		var value document.Value
		if at < len(from.Cells) {
			value = from.Cells[at]
		}
		c := t.view.cell(value, t.from.Columns[at], t.scale[at])
		c.Class = join(" ", t.class(at), c.Class)
		if !t.stacked {
			c.Label = ""
		}
		if t.from.Columns[at].Blank(value) {
			c.Class = join(" ", t.class(at), "entry")
			c.Text = ""
		}
		if c.Anchor == t.ID || t.ID != "" && strings.HasPrefix(c.Anchor, t.ID+".") {
			c.Anchor = "" // it comes from this table
		}
		if c.Head = at == t.head; c.Head {
			head = i
		}
		r.Cells[i] = c
	}
	oneLink(r.Cells, head)
	return r
}

// kindClass is the form of a column: figures stand at the right.
func kindClass(k document.Kind) string {
	switch k {
	case document.KindCount, document.KindNumber, document.KindShare, document.KindPoints,
		document.KindMinutes, document.KindDuration:
		return "num"
	case document.KindInstant, document.KindDay:
		return "when"
	case document.KindRating:
		return "rating"
	case document.KindID:
		return "id"
	case document.KindBar:
		return "bar"
	case document.KindSpark:
		return "spark"
	}
	return "text"
}
