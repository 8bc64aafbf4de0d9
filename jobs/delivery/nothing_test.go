package delivery

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/internal/smtptest"
	"nines/reports/document"
)

func TestNothingToTellIsSentOrSkipped(t *testing.T) {
	for more, want := range map[string]int{"": 1, ", empty: send": 1, ", empty: skip": 0} {
		p := newPost(t, smtptest.Start(t, smtptest.Options{}), `[{kind: email, to: [a@example.com]}]`, more)
		p.begin()
		assert.Len(t, p.smtp.Messages(), want, more)
	}
	p := newPost(t, smtptest.Start(t, smtptest.Options{}), `[{kind: email, to: [a@example.com]}]`, ", empty: skip")
	p.made.Document.Sections[0].Blocks = []document.Block{&document.Decisions{Items: []document.Decision{{Text: "?"}}}}
	p.begin()
	assert.Len(t, p.smtp.Messages(), 1)
}

func TestNothingToTell(t *testing.T) {
	row := func(values ...document.Value) *document.Table {
		return &document.Table{Rows: []document.Row{{Cells: values}}}
	}
	green, red := document.Value{Kind: document.KindRating, Text: "green"}, document.Value{Kind: document.KindRating, Text: "red"}
	tests := []struct {
		name  string
		block document.Block
		want  bool
	}{
		{"a note", &document.Text{Text: "x"}, true},
		{"a warning", &document.Text{Text: "x", Tone: document.Warning}, false},
		{"no decision", &document.Decisions{}, true},
		{"no row", &document.Table{}, true},
		{"zeros", row(document.TextValue("incidents"), document.Count(0)), true},
		{"unknown", row(document.Known(document.KindShare, nil)), true},
		{"a number", row(document.Count(1)), false},
		{"an id", row(document.ID("INC1", "")), false},
		{"green", row(document.Count(100), green), true},
		{"red", row(document.Count(0), red), false},
		{"a row that warns", &document.Table{Rows: []document.Row{{Tone: document.Missed}}}, false},
	}
	for _, test := range tests {
		doc := &document.Document{Sections: []document.Section{
			{Name: "changes", Blocks: []document.Block{test.block}},
			{Name: "data_quality", Blocks: []document.Block{row(document.Count(7))}},
		}}
		assert.Equal(t, test.want, nothingToTell(doc), test.name)
	}
}
