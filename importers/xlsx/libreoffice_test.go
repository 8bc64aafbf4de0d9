package xlsx

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"nines/internal/officetest"
)

// formatted are cells whose formats show what we read; LibreOffice is asked what it shows.
var formatted = []struct {
	code  string
	value any
}{
	{"", "a text, with \"quotes\"\nand a line break"},
	{"", 5732943},
	{"", 0.1},
	{"", true},
	{"", "00042"},
	{"@", "=1+1"},
	{"yyyy-mm-dd", 46303.0},
	{"yyyy-mm-dd", 36585.0}, // 2000-02-29
	{"yyyy-mm-dd", 73050.0},
	{`yyyy\-mm\-dd"T"hh:mm:ss`, 46303.3125},
	{`yyyy\-mm\-dd"T"hh:mm:ss`, 46302.99998842592}, // 23:59:59
	{`yyyy\-mm\-dd"T"hh:mm:ss.000`, 46303.123456789},
	{"hh:mm:ss", 0.7},
	{"[h]:mm:ss", 5.0625},
	{"0%", 0.5},
	{"0.0%", 0.285},
	{"00000", 42},
	{`"INC"0000000`, 12345},
}

// TestLibreOfficeShowsTheSame writes a workbook with excelize, for both ways to count days, and has LibreOffice turn
// it into CSV as shown.
func TestLibreOfficeShowsTheSame(t *testing.T) {
	dir := t.TempDir()
	var files []string
	for _, from1904 := range []bool{false, true} {
		files = append(files, formattedFile(t, dir, from1904))
	}
	officetest.Convert(t, officetest.Shown, dir, files...)
	for _, from1904 := range []bool{false, true} {
		name := filepath.Join(dir, fmt.Sprintf("from1904-%t", from1904))
		file, err := os.Open(name + ".csv")
		require.NoError(t, err)
		want, err := csv.NewReader(file).ReadAll()
		require.NoError(t, err)
		require.NoError(t, file.Close())
		_, rows := readAll(t, name+".xlsx", Options{Header: 1})
		require.Len(t, rows, len(formatted))
		for i, row := range rows {
			assert.Equal(t, want[i+1], row.cells, "%v in format %q, 1904: %t", formatted[i].value, formatted[i].code, from1904)
		}
	}
}

func formattedFile(t *testing.T, dir string, from1904 bool) string {
	f := excelize.NewFile()
	require.NoError(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}))
	require.NoError(t, f.SetSheetRow("Sheet1", "A1", &[]any{"no", "cell"}))
	for i, cell := range formatted {
		require.NoError(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+2), &[]any{i, cell.value}))
		if cell.code == "" {
			continue
		}
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &cell.code})
		require.NoError(t, err)
		at := fmt.Sprintf("B%d", i+2)
		require.NoError(t, f.SetCellStyle("Sheet1", at, at, style))
	}
	path := filepath.Join(dir, fmt.Sprintf("from1904-%t.xlsx", from1904))
	require.NoError(t, f.SaveAs(path))
	require.NoError(t, f.Close())
	return path
}
