package fill

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A table of A1:B2 that is to hold ten rows ends at B11.
func TestRoom(t *testing.T) {
	for name, c := range map[string]struct{ rows, tail, want string }{
		"nothing":              {"", "", ""},
		"beside":               {`<row r="5"><c r="C5"><v>1</v></c></row>`, `<mergeCells><mergeCell ref="C5:D6"/></mergeCells>`, ""},
		"below":                {"", `<mergeCells count="1"><mergeCell ref="A12:B13"/></mergeCells>`, ""},
		"a cell":               {`<row r="5"><c r="A5"><v>1</v></c></row>`, "", "needs the cell A5"},
		"merged cells":         {"", `<mergeCells count="1"><mergeCell ref="A5:B6"/></mergeCells>`, "needs the cells A5:B6, which are merged"},
		"merged at the corner": {"", `<x:mergeCells><x:mergeCell ref="$B$11:D20"/></x:mergeCells>`, "needs the cells B11:D20"},
	} {
		t.Run(name, func(t *testing.T) {
			parsed, err := parseSheet(`<worksheet xmlns:x="y"><sheetData>` + c.rows + `</sheetData>` + c.tail + `</worksheet>`)
			require.NoError(t, err)
			f := &flow{area: &area{
				table: &table{name: "outages", at: box{1, 1, 2, 2}}, sheet: &sheet{name: "One"}, first: 2, last: 2, end: 11,
			}}
			if err = f.room(parsed); c.want == "" {
				assert.NoError(t, err)
				return
			}
			assert.ErrorContains(t, err, c.want)
		})
	}
}
