package xlsx_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
)

// Two sheets with links of both kinds, beside the charts' and the tables' own relations: each cell leads where it should.
func TestEachLinkLeadsToItsOwnTarget(t *testing.T) {
	const rows = 150
	tables := make([]*document.Table, 2)
	for i := range tables {
		name := "t" + strconv.Itoa(i)
		tables[i] = &document.Table{ID: name, Title: name, Columns: []document.Column{
			{Key: "id", Title: "Id", Kind: document.KindID}, {Key: "s", Title: "Where"},
		}}
		for n := range rows {
			other := document.TextValue("there")
			other.Anchor = []string{"t0", "t1", "nowhere"}[n%3]
			address := fmt.Sprintf("https://tool.example.com/%s/%d?a=1&b=<2>", name, n)
			tables[i].Rows = append(tables[i].Rows, document.Row{Cells: []document.Value{document.ID("INC"+strconv.Itoa(n), address), other}})
		}
	}
	doc := frame(t, section(tables[0]))
	second := section(tables[1])
	second.Title, second.Name = "Two", "two"
	doc.Sections = append(doc.Sections, second)
	f := open(t, doc)
	title := map[string]string{"t0": "'One'!A" + rowOf(t, f, "One", "t0"), "t1": "'Two'!A" + rowOf(t, f, "Two", "t1"), "nowhere": ""}
	for i, sheet := range []string{"One", "Two"} {
		first := rowNumber(t, f, sheet, "Id") + 1
		for n := range rows {
			_, target, err := f.GetCellHyperLink(sheet, "A"+strconv.Itoa(first+n))
			require.NoError(t, err)
			assert.Equal(t, fmt.Sprintf("https://tool.example.com/t%d/%d?a=1&b=<2>", i, n), target)
			_, target, err = f.GetCellHyperLink(sheet, "B"+strconv.Itoa(first+n))
			require.NoError(t, err)
			assert.Equal(t, title[tables[i].Rows[n].Cells[1].Anchor], target)
		}
	}
}
