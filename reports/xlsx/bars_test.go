package xlsx_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/reports/document"
)

// barred is a table of n rows with two columns of bars, on scales that end at 3 and at 0.5.
func barred(id string, n int) *document.Table {
	t := &document.Table{ID: id, Columns: []document.Column{
		{Key: "a", Title: "A", Kind: document.KindBar}, {Key: "b", Title: "B", Kind: document.KindBar},
	}}
	bar := func(v, end float64) document.Value {
		return document.Value{Kind: document.KindBar, Number: v, Bar: &document.Bar{Value: v, Max: end, Label: "x"}}
	}
	for range n {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Value{bar(0, 3), bar(.25, .5)}})
	}
	return t
}

var solidBar = regexp.MustCompile(`<x14:dataBar maxLength="100" minLength="0" border="false" gradient="false">` +
	`<x14:cfvo type="num"><xm:f>0</xm:f></x14:cfvo><x14:cfvo type="num"><xm:f>([0-9.]+)</xm:f></x14:cfvo>`)

func TestBarsAreSolidAndEmptyAtZero(t *testing.T) {
	tests := []struct {
		name   string
		blocks []document.Block
		want   []string // the ends of the scales, in the order of the sheets
	}{
		{"two tables on a sheet", []document.Block{barred("one", 2), barred("two", 1)}, []string{"3", "0.5", "3", "0.5"}},
		{"streamed: none rather than others", []document.Block{barred("long", 2500)}, nil},
		{"none", []document.Block{&document.Table{ID: "plain", Columns: []document.Column{{Key: "a"}}}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for name, part := range partsOf(t, render(t, frame(t, section(tt.blocks...)))) {
				if !strings.HasPrefix(name, "xl/worksheets/sheet") {
					continue
				}
				assert.NotContains(t, part, "autoM", "a scale of the figures' own")
				for _, found := range solidBar.FindAllStringSubmatch(part, -1) {
					got = append(got, found[1])
				}
			}
			assert.Equal(t, tt.want, got)
		})
	}
}
