package pdf

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
)

// What page one says in short tells the page on which more of it stands, once the pages are laid out.
func TestThePageThatSaysMore(t *testing.T) {
	doc := bare(
		&document.Table{Title: "In short", More: "two", Columns: []document.Column{{Title: "Key"}}, Rows: []document.Row{{Cells: []document.Value{text("a")}}}},
		&document.Text{Title: "Data quality", Text: "All sources are current.", More: "two"},
		&document.Text{Title: "Nowhere", Text: "Of this there is no section.", More: "three"},
	)
	long := tickets(120)
	long.PageRows = 0
	doc.Sections = append(doc.Sections,
		document.Section{Name: "long", Title: "Long", Blocks: []document.Block{long}},
		document.Section{Name: "two", Title: "Two", Blocks: []document.Block{&document.Text{Text: "More."}}})
	l := drawn(t, doc)
	require.Len(t, l.references, 2)
	assert.Greater(t, l.heads[2].page, 2)
	got := words(t, doc)
	says(t, got, l.Words.Text("render.see_page", "n", l.heads[2].page))
	assert.Regexp(t, `In short +› page \d`, got)
	assert.NotRegexp(t, `Of this there is no section\. +›`, got)
}

// What goes on on the next page says of which measure it is.
func TestWhatGoesOnRepeatsItsMeasure(t *testing.T) {
	ch := capacity()
	ch.Title, ch.Head = "Measure of all things", true
	blocks := []document.Block{ch}
	for range 12 {
		blocks = append(blocks, &document.Text{Title: "Care", Tone: document.Warning, Points: []string{"One point.", "Another one.", "A third one."}})
	}
	doc := bare(append(blocks, tickets(30))...)
	l := drawn(t, doc)
	require.Greater(t, l.canvas.pdf.PageCount(), 1)
	says(t, words(t, doc), "Measure of all things (continued)")
}

func TestMarksAboveBars(t *testing.T) {
	bar := func(v float64) document.Value {
		return document.Value{Kind: document.KindBar, Bar: &document.Bar{Value: v, Upper: v, Max: 3, Label: "label"}}
	}
	doc := bare(&document.Table{Title: "Bars", Columns: []document.Column{
		{Title: "Key"},
		{Title: "Nothing"},
		{Title: "Spent", Kind: document.KindBar, Ticks: []document.Tick{{At: 0, Text: "nil"}, {At: 0.01, Text: "near"}, {At: 3, Text: "thrice"}, {At: 4, Text: "beyond"}}},
	}, Rows: []document.Row{{Cells: []document.Value{text("a"), text(""), bar(1)}}, {Cells: []document.Value{text("b"), text(""), bar(2)}}}})
	got := words(t, doc)
	says(t, got, "nil", "thrice")
	silent(t, got, "near")
	silent(t, got, "beyond")
	silent(t, got, "Nothing")
}
