package xlsx_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"nines/internal/officetest"
	"nines/reports/document"
)

// TestLibreOfficeReadsTheSame has another program read the workbook and write it again: every value must be the same.
func TestLibreOfficeReadsTheSame(t *testing.T) {
	dir := t.TempDir()
	documents := map[string]*document.Document{"bank": bank(t), "empty": frame(t), "extreme": extreme(t)}
	var files []string
	data := map[string][]byte{}
	for name, doc := range documents {
		path := filepath.Join(dir, name+".xlsx")
		data[name] = render(t, doc)
		require.NoError(t, os.WriteFile(path, data[name], 0o600))
		files = append(files, path)
	}
	officetest.Convert(t, "xlsx", filepath.Join(dir, "out"), files...)
	for name := range documents {
		t.Run(name, func(t *testing.T) { compareBooks(t, data[name], filepath.Join(dir, "out", name+".xlsx")) })
	}
}

// extreme has 300 services with names in Chinese and titles of 300 characters, and texts that programs take for others.
func extreme(t *testing.T) *document.Document {
	t.Helper()
	table := &document.Table{ID: "services", Title: strings.Repeat("服务 ", 100), Columns: []document.Column{
		{Key: "service", Title: strings.Repeat("长", 300)},
		{Key: "lost", Title: "Lost", Kind: document.KindMinutes},
		{Key: "share", Title: "Share", Kind: document.KindShare, Each: document.Ratio(document.Here("services", "lost"), document.Sum("services", "lost"))},
	}}
	for i := range 300 {
		name := fmt.Sprintf("支付网关 %d %s", i, strings.Repeat("很长的标题", 60))
		if i%50 == 0 {
			name = []string{"=1+1", "1E5", "007", "a\nb", "@x", "-1"}[i/50]
		}
		table.Rows = append(table.Rows, document.Row{Cells: []document.Value{
			document.TextValue(name), minutes(1), {Kind: document.KindShare, Number: 1. / 300},
		}})
	}
	return frame(t, document.Section{Name: "services", Title: strings.Repeat("可用性", 20), Blocks: []document.Block{table}})
}

func compareBooks(t *testing.T, data []byte, path string) {
	t.Helper()
	ours, err := excelize.OpenReader(bytes.NewReader(data))
	require.NoError(t, err)
	theirs, err := excelize.OpenFile(path)
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
