package xlsx_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// one renders a table of one column and one row and returns the workbook and the cell below the header.
func one(t *testing.T, c document.Column, v document.Value) (*excelize.File, string) {
	t.Helper()
	c.Key, c.Title = "c", "Column"
	f := open(t, frame(t, section(&document.Table{ID: "t", Columns: []document.Column{c}, Rows: []document.Row{{Cells: []document.Value{v}}}})))
	return f, "A" + strconv.Itoa(rowNumber(t, f, "One", "Column")+1)
}

func TestValues(t *testing.T) {
	zone, err := time.LoadLocation("Europe/London")
	require.NoError(t, err)
	// 2026-10-14 is 46,309 days after 1899-12-30; 09:12 of London's summer is 08:12 UTC; 9.2 / 24 = 0.38333...
	at := time.Date(2026, 10, 14, 8, 12, 0, 0, time.UTC)
	tests := []struct {
		name   string
		column document.Column
		value  document.Value
		raw    float64
		shown  string
	}{
		{"count", document.Column{Kind: document.KindCount}, document.Count(12345), 12345, "12,345"},
		{"number", document.Column{Kind: document.KindNumber, Decimals: 2}, document.Value{Kind: document.KindNumber, Number: 1234.567}, 1234.567, "1,234.57"},
		{"share is the ratio", document.Column{Kind: document.KindShare, Decimals: 3}, share(0.99864), 0.99864, "99.864%"},
		{"less than all is never 100", document.Column{Kind: document.KindShare, Decimals: 1}, share(0.99996), 0.99996, "99.996%"},
		{"all is 100", document.Column{Kind: document.KindShare, Decimals: 1}, share(1), 1, "100.0%"},
		{"points", document.Column{Kind: document.KindPoints, Decimals: 3}, document.Value{Kind: document.KindPoints, Number: 0.00098}, 0.098, "+0.098"},
		{"fewer points", document.Column{Kind: document.KindPoints, Decimals: 3}, document.Value{Kind: document.KindPoints, Number: -0.00098}, -0.098, "−0.098"},
		{"minutes", document.Column{Kind: document.KindMinutes, Decimals: 1}, minutes(1234.5), 1234.5, "1,234.5"},
		{"duration", document.Column{Kind: document.KindDuration}, document.Value{Kind: document.KindDuration, Number: 125}, 125, "125 min"},
		{"short duration", document.Column{Kind: document.KindDuration}, document.Value{Kind: document.KindDuration, Number: 4.5}, 4.5, "4.5 min"},
		{"instant in the zone", document.Column{Kind: document.KindInstant}, document.Instant(at), 46309 + 9.2/24, "2026-10-14 09:12"},
		{"day of the zone", document.Column{Kind: document.KindDay}, document.Value{Kind: document.KindDay, Time: time.Date(2026, 7, 1, 0, 0, 0, 0, zone)}, 46204, "2026-07-01"},
		{"bar of shares", document.Column{Kind: document.KindBar}, bar(2.73, 0, 3, "273 %"), 2.73, "273%"},
		{"bar of minutes", document.Column{Kind: document.KindBar}, bar(126, 0, 160, "126.0"), 126, "126.0"},
		{"zero is zero", document.Column{Kind: document.KindMinutes, Decimals: 1}, minutes(0), 0, "0.0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f, cell := one(t, test.column, test.value)
			raw, err := f.GetCellValue("One", cell, excelize.Options{RawCellValue: true})
			require.NoError(t, err)
			number, err := strconv.ParseFloat(raw, 64)
			require.NoError(t, err, "a real number")
			assert.InDelta(t, test.raw, number, 1e-9)
			kind, err := f.GetCellType("One", cell)
			require.NoError(t, err)
			assert.Equal(t, excelize.CellTypeUnset, kind, "a cell without a type is a number")
			shown, err := f.GetCellValue("One", cell)
			require.NoError(t, err)
			assert.Equal(t, test.shown, shown)
		})
	}
}

func TestUnknownIsNeverANumber(t *testing.T) {
	tests := []struct {
		name   string
		column document.Kind
		value  document.Value
		want   string
	}{
		{"without a word", document.KindShare, document.Value{Kind: document.KindShare, Unknown: true}, ""},
		{"with its word", document.KindShare, document.Value{Kind: document.KindShare, Unknown: true, Text: "no data"}, "no data"},
		{"open end", document.KindInstant, document.Instant(time.Time{}), ""},
		{"not a number", document.KindMinutes, minutes(math.NaN()), ""},
		{"infinite", document.KindMinutes, minutes(math.Inf(1)), ""},
		{"bar", document.KindBar, document.Value{Kind: document.KindBar, Bar: &document.Bar{Unknown: true, Label: "newest data 22 Oct"}}, "newest data 22 Oct"},
		{"rating", document.KindRating, document.Value{Kind: document.KindRating, Text: "unknown"}, "? Unknown"},
		{"before Excel's calendar", document.KindDay, document.Value{Kind: document.KindDay, Time: time.Date(1900, 1, 5, 0, 0, 0, 0, time.UTC)}, "5 Jan 1900"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f, cell := one(t, document.Column{Kind: test.column}, test.value)
			value, err := f.GetCellValue("One", cell, excelize.Options{RawCellValue: true})
			require.NoError(t, err)
			assert.Equal(t, test.want, value)
		})
	}
}

func TestRatingsHaveSignAndWord(t *testing.T) {
	for rating, want := range map[string]string{
		"red": "× Missed", "undecided": "◐ Undecided", "unknown": "? Unknown", "amber": "! Met, tight", "green": "✓ Met",
	} {
		f, cell := one(t, document.Column{Kind: document.KindRating}, document.Value{Kind: document.KindRating, Text: rating})
		value, err := f.GetCellValue("One", cell)
		require.NoError(t, err)
		assert.Equal(t, want, value)
	}
}

func TestTableIsAnExcelTable(t *testing.T) {
	f := open(t, bank(t))
	tables, err := f.GetTables("Overview")
	require.NoError(t, err)
	require.Len(t, tables, 2)
	assert.Equal(t, "services", tables[0].Name)
	assert.Equal(t, "worst", tables[1].Name)
	header := rowNumber(t, f, "Overview", "Rating")
	// Nine rows; the drawing is left out; the notes of two columns stand behind those of the page, before those for analysts.
	assert.Equal(t, fmt.Sprintf("A%d:I%d", header, header+9), tables[0].Range)
	rows, err := f.GetRows("Overview")
	require.NoError(t, err)
	assert.Equal(t, []string{
		"Rating", "Service, weight", "Actual, %", "Target, %", "Budget spent, %", "Change, pt, if unusual",
		"Service, weight: note", "Actual, %: note", "Lost, min",
	}, rows[header-1])
	assert.Equal(t, []string{"◐ Undecided", "Mobile app", "99.872%", "99.90%", "47%", "usual", "× 2", "to 99.953", "10.2"}, rows[header+1])
	formats, err := f.GetConditionalFormats("Overview")
	require.NoError(t, err)
	data := formats[fmt.Sprintf("E%d:E%d", header+1, header+9)]
	require.Len(t, data, 1, "a data bar on the scale of the page")
	assert.Equal(t, []string{"data_bar", "0", "3"}, []string{data[0].Type, data[0].MinValue, data[0].MaxValue})
}

func TestTableNamesAndTitlesAreUnique(t *testing.T) {
	table := func(id string) *document.Table {
		return &document.Table{
			ID: id, Columns: []document.Column{{Key: "a", Title: "Share"}, {Key: "b", Title: "share"}, {Key: "c"}},
			Rows: []document.Row{{Cells: []document.Value{document.TextValue("x")}}},
		}
	}
	f := open(t, frame(t, section(table("same"), table("SAME"), table("A1"), table("2 x-y"), table(""))))
	tables, err := f.GetTables("One")
	require.NoError(t, err)
	var names []string
	for _, found := range tables {
		names = append(names, found.Name)
	}
	assert.Equal(t, []string{"same", "SAME_2", "t_A1", "t_2_x_y", "t_"}, names)
	rows, err := f.GetRows("One")
	require.NoError(t, err)
	assert.Contains(t, rows, []string{"Share", "share (2)", "#c"})
}

func TestTotalsAreLiveAndKeepTheirValue(t *testing.T) {
	f := open(t, bank(t))
	header := rowNumber(t, f, "Overview", "Rating")
	outages := rowNumber(t, f, "Top talkers what cost most", "Outage")
	agreed := rowNumber(t, f, "Availability", "What")
	tests := []struct{ cell, formula, value string }{
		// 21.6 x (2.73 + 0.47 + 0.81 + 0.79 + 0.27 + 0.21 + 0.20 + 0) = 21.6 x 5.48 = 118.368
		{fmt.Sprintf("I%d", header+10), fmt.Sprintf("SUM($I$%d:$I$%d)", header+1, header+9), "118.368"},
		{"A" + strconv.Itoa(figureRow(t, f, "weighted availability, all")), fmt.Sprintf("'Availability'!$C$%d", agreed+1), "0.99942"},
		{"A" + strconv.Itoa(figureRow(t, f, "outages counted")), fmt.Sprintf("COUNTA('Top talkers what cost most'!$A$%d:$A$%d)", outages+1, outages+40), "40"},
	}
	for _, test := range tests {
		formula, err := f.GetCellFormula("Overview", test.cell)
		require.NoError(t, err)
		assert.Equal(t, test.formula, formula)
		cached, err := f.GetCellValue("Overview", test.cell, excelize.Options{RawCellValue: true})
		require.NoError(t, err)
		assert.Equal(t, test.value, cached, "the value of a reader that does not compute")
		kind, err := f.GetCellType("Overview", test.cell)
		require.NoError(t, err)
		assert.NotEqual(t, excelize.CellTypeFormula, kind, "the cached value is a number, no text")
		computed, err := f.CalcCellValue("Overview", test.cell, excelize.Options{RawCellValue: true})
		require.NoError(t, err)
		assert.InDelta(t, number(t, cached), number(t, computed), 1e-9)
	}
}

func number(t *testing.T, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	require.NoError(t, err)
	return v
}

func figureRow(t *testing.T, f *excelize.File, label string) int {
	t.Helper()
	cells, err := f.SearchSheet("Overview", label)
	require.NoError(t, err)
	require.Len(t, cells, 1)
	_, row, err := excelize.CellNameToCoordinates(cells[0])
	require.NoError(t, err)
	return row
}

func TestFormulasThatDoNotGiveTheFigureAreLeftOut(t *testing.T) {
	column := func(op document.Op, tables ...string) *document.Source {
		s := &document.Source{Op: op}
		for _, table := range tables {
			s.Cells = append(s.Cells, document.Ref{Table: table, Column: "m", Row: -1})
		}
		return s
	}
	rows := []document.Row{{Cells: []document.Value{minutes(30)}}, {Cells: []document.Value{minutes(12)}}, {Cells: []document.Value{{Kind: document.KindMinutes, Unknown: true, Text: "no data"}}}}
	tests := []struct {
		name    string
		total   float64
		source  *document.Source
		formula string
	}{
		{"sum", 42, column(document.OpSum, "t"), "SUM($A$FIRST:$A$LAST)"},
		{"ratio", 1, document.Ratio(document.Sum("t", "m"), document.Sum("t", "m")), "SUM($A$FIRST:$A$LAST)/SUM($A$FIRST:$A$LAST)"},
		{"unknown cells do not count", 2, column(document.OpCount, "t"), "COUNT($A$FIRST:$A$LAST)"},
		{"one cell", 12, document.Cell("t", "m", 1), "ASECOND"},
		{"rest of a ratio: 1 - 12/30", 0.6, document.Rest(document.Ratio(document.Cell("t", "m", 1), document.Cell("t", "m", 0))), "1-(ASECOND/AFIRST)"},
		{"difference: 30 - (12 + 12)", 6, document.Less(document.Cell("t", "m", 0), document.Plus(document.Cell("t", "m", 1), document.Cell("t", "m", 1))), "AFIRST-(ASECOND+ASECOND)"},
		{"product of sums: (12 + 12) x 30", 720, document.Product(document.Plus(document.Cell("t", "m", 1), document.Cell("t", "m", 1)), document.Cell("t", "m", 0)), "(ASECOND+ASECOND)*AFIRST"},
		{"30 x 30 + 12 x 12", 1044, document.SumOfProducts("t", "m", "m", "m"), "SUMPRODUCT(--ISNUMBER($A$FIRST:$A$LAST),$A$FIRST:$A$LAST,$A$FIRST:$A$LAST)"},
		{"rows of 20 and more", 1, document.CountOf("t", "m", document.Condition{Column: "m", Compare: document.AtLeast, Value: minutes(20)}), `COUNTIFS($A$FIRST:$A$LAST,">="&20)`},
		{"sum of those under 30", 12, document.Sum("t", "m", document.Condition{Column: "m", Compare: document.Under, Value: minutes(30)}), `SUMIFS($A$FIRST:$A$LAST,$A$FIRST:$A$LAST,"<"&30)`},
		{"a text", 1, document.CountOf("t", "m", document.Is("m", document.TextValue("NO data"))), `COUNTIFS($A$FIRST:$A$LAST,"NO data")`},
		{"a text that is a comparison", 0, document.CountOf("t", "m", document.Is("m", document.TextValue("<100"))), ""},
		{"no row of its own", 42, document.SumToHere("t", "m"), ""},
		{"nothing below the line", 42, document.Ratio(document.Sum("t", "m"), document.Less(document.Cell("t", "m", 0), document.Cell("t", "m", 0))), ""},
		{"another figure", 41, column(document.OpSum, "t"), ""},
		{"no such table", 42, column(document.OpSum, "elsewhere"), ""},
		{"no such row", 42, &document.Source{Op: document.OpCell, Cells: []document.Ref{{Table: "t", Column: "m", Row: 7}}}, ""},
		{"ratio of nothing", 42, column(document.OpRatio, "t"), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			total := minutes(test.total)
			total.Source = test.source
			f := open(t, frame(t, section(&document.Table{
				ID: "t", Columns: []document.Column{{Key: "m", Title: "Minutes", Kind: document.KindMinutes}},
				Rows: rows, Total: &document.Row{Cells: []document.Value{total}},
			})))
			header := rowNumber(t, f, "One", "Minutes")
			want := strings.NewReplacer("FIRST", strconv.Itoa(header+1), "SECOND", strconv.Itoa(header+2), "LAST", strconv.Itoa(header+3)).Replace(test.formula)
			cell := "A" + strconv.Itoa(header+4)
			formula, err := f.GetCellFormula("One", cell)
			require.NoError(t, err)
			assert.Equal(t, want, formula)
			value, err := f.GetCellValue("One", cell, excelize.Options{RawCellValue: true})
			require.NoError(t, err)
			assert.InDelta(t, test.total, number(t, value), 1e-12)
		})
	}
}

func TestTextsOfSeveralLinesWrap(t *testing.T) {
	long := strings.Repeat("They cost no availability. ", 5) // 135 characters in columns of 44
	f, cell := one(t, document.Column{Lines: 4}, document.TextValue(long))
	_, row, err := excelize.CellNameToCoordinates(cell)
	require.NoError(t, err)
	width, err := f.GetColWidth("One", "A")
	require.NoError(t, err)
	assert.InDelta(t, 44, width, 0.01)
	height, err := f.GetRowHeight("One", row)
	require.NoError(t, err)
	assert.InDelta(t, 4*12.75, height, 0.01, "four lines")
	id, err := f.GetCellStyle("One", cell)
	require.NoError(t, err)
	style, err := f.GetStyle(id)
	require.NoError(t, err)
	assert.True(t, style.Alignment.WrapText)
}
