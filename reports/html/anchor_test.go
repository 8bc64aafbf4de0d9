package html_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/reports/document"
)

// A row leads once to where its figures come from: to the row there, or to the table where the row is not on the page.
func TestLinksToDetail(t *testing.T) {
	from := func(table string, row int) *document.Source {
		return &document.Source{Op: document.OpCell, Cells: []document.Ref{{Table: table, Column: "n", Row: row}}}
	}
	counted := func(s *document.Source) document.Value {
		v := document.Count(1)
		v.Source = s
		return v
	}
	nested := &document.Source{Op: document.OpSum, Args: []*document.Source{from("nowhere", 0), from("detail", 1)}}
	linked := document.ID("INC1", "https://tool.example.com/INC1")
	row := func(cells ...document.Value) document.Row { return document.Row{Cells: cells} }
	name := document.TextValue
	page := render(t, frame(t, document.Section{Blocks: []document.Block{
		&document.KeyFigures{Items: []document.KeyFigure{{Value: counted(from("detail", 0)), Label: "in all"}}},
		&document.Table{
			ID: "short", Title: "Short", Columns: []document.Column{{Title: "Name"}, {Title: "a", Kind: document.KindCount}, {Title: "b", Kind: document.KindCount}},
			Rows: []document.Row{
				row(name("one"), counted(from("detail", 0)), counted(from("detail", 1))),
				row(name("beyond"), counted(from("detail", 2)), document.Count(2)),
				row(linked, counted(nested), counted(from("detail", 0))),
				row(name("whole"), counted(from("detail", -1)), document.Count(2)),
				row(name("itself"), counted(from("short", 0)), document.Count(2)),
				row(name("unknown"), document.Value{Unknown: true, Source: from("detail", 0)}, document.Count(2)),
				row(name("lost"), counted(from("nowhere", 0)), document.Count(2)),
				row(document.Value{Text: "named", Anchor: "detail"}, document.Count(1), document.Count(2)),
			},
		},
		&document.Table{
			ID: "detail", Title: "Detail", PageRows: 2, Strict: true, Columns: []document.Column{{Title: "n", Key: "n"}},
			Rows: []document.Row{row(name("x")), row(name("y")), row(name("z"))},
		},
	}}))
	checkStructure(t, page)
	var links []string
	for _, m := range regexp.MustCompile(`<a href="([^"]*)"[^>]*>([^<]*)</a>`).FindAllStringSubmatch(page, -1) {
		links = append(links, m[2]+" > "+m[1])
	}
	assert.Equal(t, []string{
		"1 > #block-detail.1",
		"one > #block-detail.1",
		"beyond > #block-detail",
		"INC1 > https://tool.example.com/INC1", "1 > #block-detail.2",
		"whole > #block-detail",
		"named > #block-detail",
		"Back to the top > #top",
	}, links)
}
