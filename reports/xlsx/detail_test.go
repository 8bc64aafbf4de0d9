package xlsx_test

import (
	"bytes"
	"context"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"nines/reports/document"
	"nines/reports/xlsx"
)

func TestDetailIsStreamedWhole(t *testing.T) {
	f := open(t, frame(t, section(tickets(1000))))
	sheet := "Tickets of the period"
	rows, err := f.GetRows(sheet)
	require.NoError(t, err)
	require.Len(t, rows, 1001)
	assert.Equal(t, "Record", rows[0][0])
	// Row 500 is ticket 499: 1 October 08:12 UTC and 499 minutes are 16:31 UTC, 17:31 in London; 499 mod 90 = 49,
	// 499 mod 7 = 2 and 2 x 1.5 = 3, 499 mod 5 = 4. The slice of values was used again for each row.
	assert.Equal(t, []string{
		"incident", "INC0000499", "Payments gateway", "queue-f", "Queue full at half-month run: acknowledgements late", "P2", "closed",
		"2026-10-01 17:31", "2026-10-01 18:31", "", "team-b", "software", "49", "3.0", "4",
	}, rows[500])
	assert.Equal(t, "INC0000007", rows[8][1], "a row of those that waited for the widths")
	for _, cell := range []string{"H501", "M501", "O501"} {
		kind, err := f.GetCellType(sheet, cell)
		require.NoError(t, err)
		assert.Equal(t, excelize.CellTypeUnset, kind, "%s is a number", cell)
	}
	tables, err := f.GetTables(sheet)
	require.NoError(t, err)
	require.Len(t, tables, 1)
	assert.Equal(t, "tickets", tables[0].Name)
	assert.Equal(t, "A1:O1001", tables[0].Range)
	width, err := f.GetColWidth(sheet, "E")
	require.NoError(t, err)
	assert.InDelta(t, 51*1.08+2, width, 0.01, "51 characters")
}

func TestDetailWithoutRows(t *testing.T) {
	for name, d := range map[string]*document.Detail{
		"no rows": tickets(0),
		"no iterator": {
			ID: "tickets", Title: "Tickets of the period", Columns: []document.Column{{Key: "record", Title: "Record"}},
		},
	} {
		f := open(t, frame(t, section(d)))
		rows, err := f.GetRows("Tickets of the period")
		require.NoError(t, err)
		assert.Equal(t, "Record", rows[0][0], name)
		assert.Equal(t, []string{"nothing to show"}, rows[1], name)
		tables, err := f.GetTables("Tickets of the period")
		require.NoError(t, err)
		assert.Empty(t, tables, name)
	}
}

func TestTableWithoutRows(t *testing.T) {
	f := open(t, frame(t, section(&document.Table{ID: "t", Title: "Requests", Columns: []document.Column{{Title: "Item"}}})))
	row := rowNumber(t, f, "One", "Requests")
	text, err := f.GetCellValue("One", "A"+strconv.Itoa(row+1))
	require.NoError(t, err)
	assert.Equal(t, "nothing to show", text)
	tables, err := f.GetTables("One")
	require.NoError(t, err)
	assert.Empty(t, tables)
}

// A table of 300 services stands in its section, one of 2,500 outages on a sheet of its own; its total stays, and its
// formula names the other sheet.
func TestLongTables(t *testing.T) {
	many := outages(300)
	long := outages(2500)
	long.ID = "long"
	total := make([]document.Value, len(long.Columns))
	total[7] = minutes(375000) // 2,500 x 150
	total[7].Source = &document.Source{Op: document.OpSum, Cells: []document.Ref{{Table: "long", Column: "gross", Row: -1}}}
	long.Total = &document.Row{Cells: total}
	f := open(t, frame(t, section(many, long)))
	assert.Equal(t, []string{"Contents", "One", "All outages"}, f.GetSheetList())
	header := rowNumber(t, f, "One", "Outage")
	tables, err := f.GetTables("One")
	require.NoError(t, err)
	require.Len(t, tables, 1)
	assert.Equal(t, "A"+strconv.Itoa(header)+":K"+strconv.Itoa(header+300), tables[0].Range)
	rows, err := f.GetRows("All outages", excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	assert.Len(t, rows, 2501)
	pointer := rowNumber(t, f, "One", "The rows stand on the sheet “All outages”.")
	formula, err := f.GetCellFormula("One", "H"+strconv.Itoa(pointer+2))
	require.NoError(t, err)
	assert.Equal(t, "SUM('All outages'!$H$2:$H$2501)", formula)
}

func TestAFigureMayCountStreamedRows(t *testing.T) {
	count := document.Count(1000)
	count.Source = &document.Source{Op: document.OpCount, Cells: []document.Ref{{Table: "tickets", Column: "id", Row: -1}}}
	f := open(t, frame(t, section(&document.KeyFigures{Items: []document.KeyFigure{{Value: count, Label: "tickets"}}}, tickets(1000))))
	cells, err := f.SearchSheet("One", "1,000")
	require.NoError(t, err)
	require.Len(t, cells, 1)
	formula, err := f.GetCellFormula("One", cells[0])
	require.NoError(t, err)
	assert.Equal(t, "COUNTA('Tickets of the period'!$B$2:$B$1001)", formula)
}

// A sheet is full at 400 rows here, its header among them: 1,000 tickets take three.
func TestDetailGoesOnOnAnotherSheet(t *testing.T) {
	count := document.Count(1000)
	count.Source = document.CountOf("tickets", "id")
	summary := &document.Table{ID: "sums", Columns: []document.Column{{Key: "n", Title: "All", Kind: document.KindCount}}, Rows: []document.Row{{Cells: []document.Value{count}}}}
	var out bytes.Buffer
	doc := frame(t, section(tickets(1000), summary), document.Section{Name: "more", Title: "More"})
	require.NoError(t, xlsx.Render(context.Background(), &out, doc, xlsx.Options{SheetRows: 400}))
	f, err := excelize.OpenReader(&out)
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	assert.Equal(t, []string{"Contents", "One", "Tickets of the period", "Tickets of the period (2)", "Tickets of the period (3)", "More"}, f.GetSheetList())
	for sheet, want := range map[string]struct {
		table, cells, first, last string
	}{
		"Tickets of the period":     {"tickets", "A1:O400", "INC0000000", "INC0000398"},
		"Tickets of the period (2)": {"tickets_2", "A1:O400", "INC0000399", "INC0000797"},
		"Tickets of the period (3)": {"tickets_3", "A1:O203", "INC0000798", "INC0000999"},
	} {
		tables, err := f.GetTables(sheet)
		require.NoError(t, err)
		require.Len(t, tables, 1)
		assert.Equal(t, []string{want.table, want.cells}, []string{tables[0].Name, tables[0].Range})
		rows, err := f.GetRows(sheet)
		require.NoError(t, err)
		assert.Equal(t, []string{"Record", want.first, want.last}, []string{rows[0][0], rows[1][1], rows[len(rows)-1][1]})
	}
	cell := "A" + rowOf(t, f, "One", "1000")
	formula, err := f.GetCellFormula("One", cell)
	require.NoError(t, err)
	assert.Empty(t, formula, "no formula names the cells of two sheets")
}
