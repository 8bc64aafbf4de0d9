package main

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"nines/internal/officetest"
)

// TestWorkbooksRecalculate takes what the formulas of each report's workbook gave out of the file, so that LibreOffice
// has to compute all of them, and compares what it gets with what was there.
func TestWorkbooksRecalculate(t *testing.T) {
	// How many formulas there are at least: one that does not give the published figure is left out.
	reports := map[string]struct {
		period string
		least  int
	}{
		"monthly": {"2026-10", 510}, "weekly": {"2026-W44", 170}, "quarterly": {"2026-Q3", 480}, "daily": {"2026-10-21", 20},
		"cab": {"2026-W45", 7}, "problem-review": {"2026-W44", 100}, "capacity": {"2026-10", 0},
	}
	cached := map[string]map[string]string{}
	bare, out := filepath.Join(t.TempDir(), "bare"), t.TempDir()
	require.NoError(t, os.Mkdir(bare, 0o700))
	var files []string
	dir := sampleFolder(t)
	imported := nines(t, dir, "import")
	require.Equal(t, exitDone, imported.status, imported.err)
	for name, r := range reports {
		got := nines(t, dir, "run", name, "--no-import", "--period", r.period, "--as-of", "2026-11-02T07:00", "--format", "xlsx")
		require.Equal(t, exitDone, got.status, got.err)
		file := name + "-" + r.period + ".xlsx"
		data, err := os.ReadFile(filepath.Join(dir, "out", file))
		require.NoError(t, err)
		stripped, values := withoutResults(t, data)
		assert.GreaterOrEqual(t, len(values), r.least, name)
		cached[file] = values
		files = append(files, filepath.Join(bare, file))
		require.NoError(t, os.WriteFile(filepath.Join(bare, file), stripped, 0o600))
	}
	officetest.Convert(t, "xlsx", out, files...)
	for file, values := range cached {
		compareResults(t, filepath.Join(out, file), values)
	}
}

// formulaCell is a cell with a formula and what it gave.
var formulaCell = regexp.MustCompile(`(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v>([^<]*)</v>`)

// withoutResults takes the results of all formulas out of a workbook; by sheet and cell they are returned.
func withoutResults(t *testing.T, data []byte) (stripped []byte, results map[string]string) {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(data))
	require.NoError(t, err)
	names := book.GetSheetMap() // our files are called after the ids
	require.NoError(t, book.Close())
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	results = map[string]string{}
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, part := range r.File {
		in, err := part.Open()
		require.NoError(t, err)
		content, err := io.ReadAll(in)
		require.NoError(t, err)
		if id, ok := strings.CutPrefix(part.Name, "xl/worksheets/sheet"); ok {
			n, err := strconv.Atoi(strings.TrimSuffix(id, ".xml"))
			require.NoError(t, err)
			require.Contains(t, names, n)
			for _, m := range formulaCell.FindAllSubmatch(content, -1) {
				results[names[n]+"!"+string(m[2])] = html.UnescapeString(string(m[3]))
			}
			content = formulaCell.ReplaceAll(content, []byte("$1"))
		}
		out, err := w.Create(part.Name)
		require.NoError(t, err)
		_, err = out.Write(content)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return buf.Bytes(), results
}

func compareResults(t *testing.T, path string, want map[string]string) {
	t.Helper()
	book, err := excelize.OpenFile(path)
	require.NoError(t, err)
	defer func() { require.NoError(t, book.Close()) }()
	for at, text := range want {
		i := strings.LastIndexByte(at, '!')
		got, err := book.GetCellValue(at[:i], at[i+1:], excelize.Options{RawCellValue: true})
		require.NoError(t, err)
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			assert.Equal(t, text, got, "%s: %s", filepath.Base(path), at)
			continue
		}
		n, err := strconv.ParseFloat(got, 64)
		require.NoError(t, err, "%s: %s", filepath.Base(path), at)
		assert.InDelta(t, v, n, 1e-9*math.Max(1, math.Abs(v)), "%s: %s", filepath.Base(path), at)
	}
	t.Logf("%s: %d formulas", filepath.Base(path), len(want))
}

// The workbook of a report, taken as the template of a job, is filled with the same rows: every table has its name, its
// headers are ours, and no cell of any says something else.
func TestJobFillsAWorkbook(t *testing.T) {
	dir := sampleFolder(t)
	got := nines(t, dir, "run", "monthly", "--period", "2026-10", "--as-of", "2026-11-02T07:00", "--format", "xlsx")
	require.Equal(t, exitDone, got.status, got.err)
	made := filepath.Join(dir, "out", "monthly-2026-10.xlsx")
	require.NoError(t, os.Rename(made, filepath.Join(dir, "board.xlsx")))
	file := filepath.Join(dir, "config.yaml")
	conf, err := os.ReadFile(file)
	require.NoError(t, err)
	conf = bytes.Replace(conf, []byte("    report: monthly\n"), []byte("    report: monthly\n    workbook: board.xlsx\n"), 1)
	require.NoError(t, os.WriteFile(file, conf, 0o600))
	got = nines(t, dir, "check")
	assert.Contains(t, got.out, "job monthly-pack: workbook board.xlsx, fills services, costliest, service_availability")
	assert.NotContains(t, got.out, "stays as it is")
	assert.NotContains(t, got.out, "which stays as it is")
	assertOddTables(t, dir, string(conf))
	got = nines(t, dir, "run", "monthly-pack", "--no-import", "--period", "2026-10", "--as-of", "2026-11-02T07:00", "--format", "xlsx")
	require.Equal(t, exitDone, got.status, got.err)
	want, err := excelize.OpenFile(filepath.Join(dir, "board.xlsx"))
	require.NoError(t, err)
	filled, err := excelize.OpenFile(made)
	require.NoError(t, err)
	defer func() {
		require.NoError(t, want.Close())
		require.NoError(t, filled.Close())
	}()
	tables := 0
	for _, sheet := range want.GetSheetList() {
		was, err := want.GetTables(sheet)
		require.NoError(t, err)
		is, err := filled.GetTables(sheet)
		require.NoError(t, err)
		assert.Equal(t, was, is)
		for _, table := range was {
			assertSameCells(t, want, filled, sheet, table.Range)
			tables++
		}
	}
	assert.Greater(t, tables, 20)
}

// assertOddTables looks at a workbook whose tables are nearly called like ours, or their columns.
func assertOddTables(t *testing.T, dir, conf string) {
	t.Helper()
	book := excelize.NewFile()
	for i, headers := range [][]any{{"id", "Prioritty", "Our remark"}, {"Whatever", "Note"}, {"x"}} {
		left := []string{"A", "F", "K"}[i]
		require.NoError(t, book.SetSheetRow("Sheet1", left+"1", &headers))
		right, err := excelize.ColumnNumberToName([]int{3, 7, 11}[i])
		require.NoError(t, err)
		require.NoError(t, book.AddTable("Sheet1", &excelize.Table{Name: []string{"tickets", "outages", "service_availabilit"}[i], Range: left + "1:" + right + "2"}))
	}
	require.NoError(t, book.SaveAs(filepath.Join(dir, "odd.xlsx")))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "odd.yaml"), []byte(strings.Replace(conf, "workbook: board.xlsx", "workbook: odd.xlsx", 1)), 0o600))
	got := nines(t, dir, "check", "--config", "odd.yaml")
	assert.Equal(t, exitFailed, got.status, "a table without any column of ours could not be filled")
	assert.Contains(t, got.out, `job monthly-pack: the table tickets has the column "Prioritty", which stays as it is; did you mean "Priority"? We have Priority; `)
	assert.NotContains(t, got.out, "Our remark")
	assert.Contains(t, got.out, "FAILED: the table outages of odd.xlsx has none of our columns, so nothing can be filled in: it has Whatever, Note; we have ")
	assert.Contains(t, got.out, "job monthly-pack: the table service_availabilit stays as it is; did you mean service_availability?")
}

func assertSameCells(t *testing.T, want, got *excelize.File, sheet, cells string) {
	t.Helper()
	from, to, _ := strings.Cut(cells, ":")
	left, top, err := excelize.CellNameToCoordinates(from)
	require.NoError(t, err)
	right, bottom, err := excelize.CellNameToCoordinates(to)
	require.NoError(t, err)
	raw := excelize.Options{RawCellValue: true}
	for row := top; row <= bottom; row++ {
		for col := left; col <= right; col++ {
			cell, err := excelize.CoordinatesToCellName(col, row)
			require.NoError(t, err)
			was, err := want.GetCellValue(sheet, cell, raw)
			require.NoError(t, err)
			is, err := got.GetCellValue(sheet, cell, raw)
			require.NoError(t, err)
			if was != is { // a figure within words, such as 12 of 14, is a number with a format of its own, and words where it is filled in
				was, err = want.GetCellValue(sheet, cell)
				require.NoError(t, err)
			}
			assert.Equal(t, was, is, "%s!%s", sheet, cell)
		}
	}
}
