package xlsx_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

// TestLibreOfficeReadsTheSame has another program read the workbook and write it again: every value must be the same.
func TestLibreOfficeReadsTheSame(t *testing.T) {
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	if testing.Short() {
		t.Skip("LibreOffice takes some seconds")
	}
	dir := t.TempDir()
	source := filepath.Join(dir, "bank.xlsx")
	data := render(t, bank(t))
	require.NoError(t, os.WriteFile(source, data, 0o600))
	out, err := exec.Command(program, "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profile")), "--headless",
		"--convert-to", "xlsx", "--outdir", filepath.Join(dir, "out"), source).CombinedOutput()
	require.NoError(t, err, "%s", out)
	ours, err := excelize.OpenReader(bytes.NewReader(data))
	require.NoError(t, err)
	theirs, err := excelize.OpenFile(filepath.Join(dir, "out", "bank.xlsx"))
	require.NoError(t, err)
	defer func() {
		require.NoError(t, ours.Close())
		require.NoError(t, theirs.Close())
	}()
	require.Equal(t, ours.GetSheetList(), theirs.GetSheetList())
	for _, sheet := range ours.GetSheetList() {
		want, err := ours.GetRows(sheet, excelize.Options{RawCellValue: true})
		require.NoError(t, err)
		got, err := theirs.GetRows(sheet, excelize.Options{RawCellValue: true})
		require.NoError(t, err)
		compareRows(t, sheet, want, got)
	}
}

func compareRows(t *testing.T, sheet string, want, got [][]string) {
	t.Helper()
	require.GreaterOrEqual(t, len(got), len(want), sheet)
	for i, row := range want {
		for j, value := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			require.NoError(t, err)
			other := ""
			if j < len(got[i]) {
				other = got[i][j]
			}
			if v, err := strconv.ParseFloat(value, 64); err == nil {
				assert.InDelta(t, v, number(t, other), 1e-9*max(1, v), "%s!%s", sheet, cell)
				continue
			}
			assert.Equal(t, value, other, "%s!%s", sheet, cell)
		}
	}
}
