package xlsx_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"nines/reports/document"
	"nines/reports/xlsx"
)

func TestSheetsStandInOrder(t *testing.T) {
	f := open(t, bank(t))
	assert.Equal(t, []string{
		"Contents", "Overview", "Availability", "Top talkers what cost most", "Capacity", "Volumes", "Tickets of the period", "Chart data",
	}, f.GetSheetList())
	assert.Equal(t, 0, f.GetActiveSheetIndex())
}

func TestSheetNamesAreWhatExcelAccepts(t *testing.T) {
	long := "An uncommonly long title of a section"
	titles := []string{"", "'quoted'", `a:b\c/d?e*f[g]`, long, long, "OVERVIEW", "History", "\x00"}
	var sections []document.Section
	for i, title := range titles {
		sections = append(sections, document.Section{Name: fmt.Sprint(i), Title: title})
	}
	assert.Equal(t, []string{
		"Contents", "Sheet", "quoted", "a b c d e f g", "An uncommonly long title of a …", "An uncommonly long title o… (2)",
		"OVERVIEW", "History (2)", "�",
	}, open(t, frame(t, sections...)).GetSheetList())
}

func TestPropertiesKnowNoTimeButTheAsOfInstant(t *testing.T) {
	props, err := open(t, bank(t)).GetDocProps()
	require.NoError(t, err)
	assert.Equal(t, "Monthly service report", props.Title)
	assert.Contains(t, props.Subject, "October 2026 against September 2026")
	assert.Equal(t, "nines 1.0", props.Creator)
	assert.Equal(t, "monthly, 2026-10, revision 1, as of 2026-11-02T07:00:00Z", props.Keywords)
	assert.Equal(t, "monthly-2026-10", props.Identifier)
	assert.Equal(t, "2026-11-02T07:00:00Z", props.Created)
	app, err := open(t, bank(t)).GetAppProps()
	require.NoError(t, err)
	assert.Equal(t, "Example Bank & Sons, production support", app.Company)
	assert.Equal(t, "2026-11-02T07:00:00Z", props.Created)
	assert.Equal(t, "2026-11-02T07:00:00Z", props.Modified)
}

// cellsOf lists all cells with their raw values, formulas and styles.
func cellsOf(t *testing.T, f *excelize.File) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		require.NoError(t, err)
		for i, row := range rows {
			for j, value := range row {
				cell, err := excelize.CoordinatesToCellName(j+1, i+1)
				require.NoError(t, err)
				formula, err := f.GetCellFormula(sheet, cell)
				require.NoError(t, err)
				style, err := f.GetCellStyle(sheet, cell)
				require.NoError(t, err)
				all[sheet+"!"+cell] = fmt.Sprintf("%s|%s|%d", value, formula, style)
			}
		}
	}
	return all
}

func TestSameDocumentSameCells(t *testing.T) {
	first := cellsOf(t, open(t, bank(t)))
	require.Greater(t, len(first), 1000)
	assert.Empty(t, cmp.Diff(first, cellsOf(t, open(t, bank(t)))))
}

func TestPrintSetUp(t *testing.T) {
	f := open(t, bank(t))
	for _, sheet := range f.GetSheetList() {
		page, err := f.GetPageLayout(sheet)
		require.NoError(t, err)
		assert.Equal(t, "landscape", *page.Orientation, sheet)
		assert.Equal(t, 1, *page.FitToWidth, sheet)
		assert.Equal(t, 0, *page.FitToHeight, sheet)
		props, err := f.GetSheetProps(sheet)
		require.NoError(t, err)
		streamed := sheet == "Tickets of the period" || sheet == "Chart data"
		assert.Equal(t, streamed, *props.FitToPage, "only a sheet without breaks is fitted: %s", sheet)
		if !streamed {
			assert.LessOrEqual(t, *page.AdjustTo, uint(80), sheet)
			assert.GreaterOrEqual(t, *page.AdjustTo, uint(55), sheet)
		}
		foot, err := f.GetHeaderFooter(sheet)
		require.NoError(t, err)
		assert.Equal(t, "&LExample Bank && Sons, production support · as of 2 Nov 2026 07:00 Europe/London · provisional until 6 Nov 2026", strings.Split(strings.Split(foot.OddFooter, "&R")[0], " · columns ")[0])
		assert.Contains(t, foot.OddFooter, "&Rpage &P of &N")
	}
	names := map[string]string{}
	for _, name := range f.GetDefinedName() {
		names[name.Scope+" "+name.Name] = name.RefersTo
	}
	assert.Equal(t, "'Tickets of the period'!$1:$1", names["Tickets of the period _xlnm.Print_Titles"])
	assert.Regexp(t, `^'Overview'!\$A\$1:\$[A-Z]\$\d+$`, names["Overview _xlnm.Print_Area"])
	assert.Regexp(t, `^'Top talkers what cost most'!\$(\d+):\$(\d+)$`, names["Top talkers what cost most _xlnm.Print_Titles"], "the header of the long table")
	panes, err := f.GetPanes("Tickets of the period")
	require.NoError(t, err)
	assert.True(t, panes.Freeze)
	assert.Equal(t, 1, panes.YSplit)
}

func TestContentsLeadToEachSheet(t *testing.T) {
	f := open(t, bank(t))
	targets := map[string]bool{}
	for _, sheet := range []string{"Contents", "Overview"} {
		cells, err := f.GetHyperLinkCells(sheet, "")
		require.NoError(t, err)
		for _, cell := range cells {
			_, target, err := f.GetCellHyperLink(sheet, cell)
			require.NoError(t, err)
			targets[target] = true
		}
	}
	for _, sheet := range f.GetSheetList()[1:] {
		assert.True(t, targets["'"+sheet+"'!A1"], sheet)
		assert.True(t, leadsBack(t, f, sheet), sheet)
	}
	assert.True(t, targets["https://tool.example.com/INC0048213"])
	assert.True(t, targets["'Availability'!A"+rowOf(t, f, "Availability", "Where it was lost")], "a service leads to the block that its anchor names")
}

// leadsBack tells whether a cell of the first row leads to the contents.
func leadsBack(t *testing.T, f *excelize.File, sheet string) bool {
	t.Helper()
	cells, err := f.GetHyperLinkCells(sheet, "")
	require.NoError(t, err)
	for _, cell := range cells {
		_, target, err := f.GetCellHyperLink(sheet, cell)
		require.NoError(t, err)
		if target == "'Contents'!A1" {
			return true
		}
	}
	return false
}

// rowOf finds the row that begins with a text.
func rowOf(t *testing.T, f *excelize.File, sheet, text string) string {
	t.Helper()
	return fmt.Sprint(rowNumber(t, f, sheet, text))
}

func rowNumber(t *testing.T, f *excelize.File, sheet, text string) int {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	for i, row := range rows {
		if len(row) > 0 && row[0] == text {
			return i + 1
		}
	}
	require.Failf(t, "no such row", "%q on %s", text, sheet)
	return 0
}

func TestNoSections(t *testing.T) {
	f := open(t, frame(t))
	assert.Equal(t, []string{"Contents"}, f.GetSheetList())
	message, err := f.GetCellValue("Contents", "A5")
	require.NoError(t, err)
	assert.Contains(t, message, "FX pricing spent 2.7 times")
}

func TestNoZoneIsUTC(t *testing.T) {
	doc := frame(t, section(&document.Table{ID: "t", Columns: []document.Column{{Key: "at", Title: "At", Kind: document.KindInstant}}, Rows: []document.Row{
		{Cells: []document.Value{document.Instant(time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC))}},
	}}))
	doc.Zone = nil
	rows, err := open(t, doc).GetRows("One")
	require.NoError(t, err)
	assert.Contains(t, rows, []string{"2026-07-01 12:00"})
}

func TestErrors(t *testing.T) {
	broken := errors.New("the store is gone")
	failing := &document.Detail{ID: "tickets", Title: "Tickets", Columns: []document.Column{{Title: "Id"}}, Rows: func(func([]document.Value) error) error { return broken }}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	tests := []struct {
		name string
		ctx  context.Context
		doc  *document.Document
		w    io.Writer
		want error
	}{
		{"the rows fail", context.Background(), frame(t, section(failing)), io.Discard, broken},
		{"the context ends", cancelled, frame(t, section(tickets(10))), io.Discard, context.Canceled},
		{"the writer fails", context.Background(), frame(t), brokenWriter{broken}, broken},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := xlsx.Render(test.ctx, test.w, test.doc, xlsx.Options{TempDir: t.TempDir()})
			require.ErrorIs(t, err, test.want)
			assert.Contains(t, err.Error(), "the workbook of monthly")
		})
	}
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

func TestCancelledWhileRowsCome(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	endless := tickets(1 << 40)
	rows := endless.Rows
	endless.Rows = func(yield func([]document.Value) error) error {
		n := 0
		return rows(func(v []document.Value) error {
			if n++; n == 5000 {
				cancel()
			}
			return yield(v)
		})
	}
	require.ErrorIs(t, xlsx.Render(ctx, io.Discard, frame(t, section(endless)), xlsx.Options{}), context.Canceled)
}

// Some 30,000 rows are more than the 16 MiB that stay in memory.
func TestTemporaryPartsAreRemoved(t *testing.T) {
	dir, during := t.TempDir(), 0
	detail := tickets(30000)
	rows := detail.Rows
	detail.Rows = func(yield func([]document.Value) error) error {
		err := rows(yield)
		entries, readErr := os.ReadDir(dir)
		during = len(entries)
		return errors.Join(err, readErr)
	}
	var out bytes.Buffer
	require.NoError(t, xlsx.Render(context.Background(), &out, frame(t, section(detail)), xlsx.Options{TempDir: dir}))
	assert.Positive(t, during, "the parts waited in the folder that was given")
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, entries)
}
