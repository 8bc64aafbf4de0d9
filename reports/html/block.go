package html

import "nines/reports/document"

// block is one thing on the page; one of its fields is set.
type block struct {
	Figures   []figure
	Table     *table
	Chart     *chart
	Decisions *decisions
	Text      *text
}

func (v *view) block(b document.Block) (block, bool) {
	switch b := b.(type) {
	case *document.KeyFigures:
		return block{Figures: v.figures(b)}, true
	case *document.Table:
		return block{Table: v.table(b)}, true
	case *document.Chart:
		return block{Chart: v.chart(b)}, true
	case *document.Decisions:
		return block{Decisions: v.decisions(b)}, true
	case *document.Text:
		return block{Text: &text{Title: clip(b.Title), Text: b.Text, Points: b.Points, Class: toneClass(b.Tone)}}, true
	}
	return block{}, false
}

// text is a paragraph and a list; line breaks in them stay.
type text struct {
	Title, Text, Class string
	Points             []string
}

func toneClass(t document.Tone) string {
	switch t {
	case document.Muted:
		return "muted"
	case document.Warning:
		return "warning"
	case document.Missed:
		return "missed"
	}
	return ""
}

type decisions struct {
	Title, Empty, ByWhom string
	Items                []document.Decision
}

func (v *view) decisions(d *document.Decisions) *decisions {
	out := &decisions{Title: clip(d.Title), Empty: clip(d.Empty), ByWhom: v.words.Text(d.ByWhom())}
	for _, item := range d.Items {
		out.Items = append(out.Items, document.Decision{
			Text: clip(item.Text), Detail: clip(item.Detail), Owner: clip(item.Owner), Due: clip(item.Due),
		})
	}
	return out
}
