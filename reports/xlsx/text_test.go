package xlsx_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// hostile is what tickets say, and what a cell must hold.
var hostile = []struct{ name, text, want string }{
	{"formula", `=HYPERLINK("http://x","y")`, `=HYPERLINK("http://x","y")`},
	{"plus", "+1+1", "+1+1"},
	{"at", "@SUM(A1)", "@SUM(A1)"},
	{"minus", "-2+3", "-2+3"},
	{"markup", `<script>alert("&amp;")</script>`, `<script>alert("&amp;")</script>`},
	{"digits", "00123", "00123"},
	{"exponent", "1E5", "1E5"},
	{"date", "2026-10-01", "2026-10-01"},
	{"emoji", "down 🔥🔥", "down 🔥🔥"},
	{"arabic", "تعطل الخدمة", "تعطل الخدمة"},
	{"NUL", "a\x00b\x1fc", "a\uFFFDb\uFFFDc"},
	{"invalid UTF-8", "caf\xe9 au lait", "caf\uFFFD au lait"},
	{"no characters", "a\uFFFEb\uFFFFc", "a\uFFFDb\uFFFDc"},
	{"line ends", "one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"},
	{"spaces", "  two before, one after ", "  two before, one after "},
	{"escape", "_x0041_", "_x0041_"},
	{"only a part of one", "_x004_ x0041_ _x00G1_", "_x004_ x0041_ _x00G1_"},
	{"many escapes", strings.Repeat("_x0041_ ", 2000), strings.Repeat("_x0041_ ", 2000)},
	{"underscores", "my_xfile_name", "my_xfile_name"},
	{"as long as a cell", strings.Repeat("x", 32767), strings.Repeat("x", 32767)},
	{"too long", strings.Repeat("x", 40000), strings.Repeat("x", 32766) + "…"},
	{"too long, in pairs", strings.Repeat("🔥", 20000), strings.Repeat("🔥", 16383) + "…"},
}

func TestTextOfTicketsIsText(t *testing.T) {
	table := &document.Table{ID: "t", Columns: []document.Column{{Key: "n", Title: "Number", Kind: document.KindCount}, {Key: "t", Title: "Text"}}}
	for i, h := range hostile {
		table.Rows = append(table.Rows, document.Row{Cells: []document.Value{document.Count(i), document.TextValue(h.text)}})
	}
	detail := &document.Detail{ID: "d", Title: "Detail", Columns: table.Columns, Rows: func(yield func([]document.Value) error) error {
		for _, row := range table.Rows {
			if err := yield(row.Cells); err != nil {
				return err
			}
		}
		return nil
	}}
	f := open(t, frame(t, section(table, detail)))
	firsts := map[string]int{"One": rowNumber(t, f, "One", "Number") + 1, "Detail": 2}
	for sheet, first := range firsts {
		for i, h := range hostile {
			cell := "B" + strconv.Itoa(first+i)
			value, err := f.GetCellValue(sheet, cell)
			require.NoError(t, err)
			assert.Equal(t, h.want, value, "%s on %s", h.name, sheet)
			assert.LessOrEqual(t, len(utf16.Encode([]rune(value))), 32767, h.name)
			formula, err := f.GetCellFormula(sheet, cell)
			require.NoError(t, err)
			assert.Empty(t, formula, h.name)
			kind, err := f.GetCellType(sheet, cell)
			require.NoError(t, err)
			assert.Contains(t, []excelize.CellType{excelize.CellTypeSharedString, excelize.CellTypeInlineString}, kind, h.name)
		}
	}
}

func TestHostileTextElsewhere(t *testing.T) {
	for _, h := range hostile {
		doc := frame(t, document.Section{Name: "s", Title: h.text, Lead: h.text, Blocks: []document.Block{
			&document.Text{Title: h.text, Text: h.text},
			&document.KeyFigures{Items: []document.KeyFigure{{Value: document.TextValue(h.text), Label: h.text, Notes: []string{h.text}}}},
			&document.Decisions{Title: h.text, Items: []document.Decision{{Text: h.text, Detail: h.text, Owner: h.text}}},
			&document.Chart{
				ID: h.text, Kind: document.ChartPareto, Title: h.text, Alt: h.text, Categories: []string{h.text},
				Series: []document.Series{{Name: h.text, Values: known(1)}}, X: document.Axis{Title: h.text},
			},
			&document.Chart{ID: "heat", Kind: document.ChartHeat, Rows: []string{h.text}, Categories: []string{h.text}, Cells: [][]*float64{known(1)}, Steps: []float64{1}},
		}})
		doc.Organisation, doc.Message = h.text, h.text
		f := open(t, doc)
		for _, sheet := range f.GetSheetList() {
			rows, err := f.GetRows(sheet)
			require.NoError(t, err, h.name)
			require.NotEmpty(t, rows, h.name)
			foot, err := f.GetHeaderFooter(sheet)
			require.NoError(t, err)
			assert.LessOrEqual(t, len([]rune(foot.OddFooter)), 255, h.name)
		}
	}
}

func TestLinks(t *testing.T) {
	tests := []struct {
		link string
		want string // empty: none
	}{
		{"https://tool.example.com/INC1", "https://tool.example.com/INC1"},
		{"http://tool.example.com/a b?q=1&r=2", "http://tool.example.com/a%20b?q=1&r=2"},
		{"javascript:alert(1)", ""},
		{"file:///etc/passwd", ""},
		{"//tool.example.com/INC1", ""},
		{"https:///INC1", ""},
		{"https://tool.example.com/" + strings.Repeat("x", 3000), ""},
		{"https://tool.example.com/\x00", ""},
		{"", ""},
	}
	table := &document.Table{ID: "t", Columns: []document.Column{{Key: "id", Title: "Id", Kind: document.KindID}}}
	for range tests {
		table.Rows = append(table.Rows, document.Row{})
	}
	for i, test := range tests {
		table.Rows[i].Cells = []document.Value{document.ID("INC1", test.link)}
	}
	f := open(t, frame(t, section(table)))
	first := rowNumber(t, f, "One", "Id") + 1
	for i, test := range tests {
		_, target, err := f.GetCellHyperLink("One", "A"+strconv.Itoa(first+i))
		require.NoError(t, err)
		assert.Equal(t, test.want, target, test.link)
	}
}

// excelize would drop the first and misread the second in a streamed cell: an invisible word joiner keeps them there.
func TestWhatStreamedCellsCannotCarry(t *testing.T) {
	table := &document.Table{ID: "t", Columns: []document.Column{{Key: "t", Title: "Text"}}, Rows: []document.Row{
		{Cells: []document.Value{document.TextValue("_xD83D_")}}, {Cells: []document.Value{document.TextValue("_x0041_x0042_")}},
	}}
	detail := &document.Detail{ID: "d", Title: "Detail", Columns: table.Columns, Rows: func(yield func([]document.Value) error) error {
		return errors.Join(yield(table.Rows[0].Cells), yield(table.Rows[1].Cells))
	}}
	f := open(t, frame(t, section(table, detail)))
	rows, err := f.GetRows("Detail")
	require.NoError(t, err)
	assert.Equal(t, [][]string{{"Text", "", "‹ Contents"}, {"_\u2060xD83D_"}, {"_\u2060x0041_\u2060x0042_"}}, rows)
	first := rowNumber(t, f, "One", "Text") + 1
	for i, want := range []string{"_xD83D_", "_x0041_x0042_"} {
		kept, err := f.GetCellValue("One", "A"+strconv.Itoa(first+i))
		require.NoError(t, err)
		assert.Equal(t, want, kept)
	}
}

// 12 signs of Chinese take 24 characters, and what stands in four lines at most begins at the top where it is longer.
func TestWideAndLongTexts(t *testing.T) {
	name, long := "中国支付系统中国支付系统", strings.Repeat("log-in refused ", 40)
	table := &document.Table{ID: "t", Columns: []document.Column{{Key: "service", Title: "S"}, {Key: "title", Title: "T", Lines: 2}, {Key: "n", Title: "N", Kind: document.KindCount}}}
	table.Rows = []document.Row{
		{Cells: []document.Value{document.TextValue(name), document.TextValue("short"), document.Count(1)}},
		{Cells: []document.Value{document.TextValue(name), document.TextValue(long), document.Count(2)}},
	}
	unknown := &document.KeyFigures{Items: []document.KeyFigure{{Label: "availability", Value: document.Value{Kind: document.KindShare, Unknown: true}}}}
	f := open(t, frame(t, section(unknown, table)))
	width, err := f.GetColWidth("One", "A")
	require.NoError(t, err)
	assert.GreaterOrEqual(t, width, 24.0)
	first := rowNumber(t, f, "One", "S") + 1
	upright := func(row int) string {
		id, err := f.GetCellStyle("One", "B"+strconv.Itoa(row))
		require.NoError(t, err)
		style, err := f.GetStyle(id)
		require.NoError(t, err)
		return style.Alignment.Vertical
	}
	assert.Equal(t, "center", upright(first))
	assert.Equal(t, "top", upright(first+1))
	height, err := f.GetRowHeight("One", first+1)
	require.NoError(t, err)
	assert.InDelta(t, 4*12.75, height, 0.1)
	figures, err := f.GetRows("One")
	require.NoError(t, err)
	assert.True(t, slices.ContainsFunc(figures, func(row []string) bool { return slices.Contains(row, "–") }), "unknown is not blank")
}
