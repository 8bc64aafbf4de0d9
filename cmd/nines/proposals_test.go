package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What the quarterly report proposes can be imported again as problems, from the CSV file and from the workbook, and no
// cell of it is a formula.
func TestProposedProblemsCanBeImported(t *testing.T) {
	var rows strings.Builder
	for i := range 6 {
		fmt.Fprintf(&rows, "I%d,@SUM(A1),=1+1 shown on srv000%d,P1,2026-10-%02dT09:00:00Z,2026-10-%02dT10:00:00Z,,,closed,\n", i, i, 12+i, 12+i)
	}
	dir := project(t, map[string]string{
		"config.yaml": small, "incidents.csv": smallHeader + rows.String(),
		"tool/config.yaml": "sources:\n" +
			"  - {name: text, kind: csv, path: \"../out/*-proposals.csv\", preset: servicenow, record: problem}\n" +
			"  - {name: book, kind: xlsx, path: \"../out/*-proposals.xlsx\", preset: servicenow, record: problem}\n",
	})
	got := nines(t, dir, "run", "quarterly", "--period", "2026-Q4", "--as-of", "2026-11-01T07:00", "--format", "json")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Equal(t, "out/quarterly-2026-Q4.json\nout/quarterly-2026-Q4-proposals.csv\nout/quarterly-2026-Q4-proposals.xlsx\n", got.out)
	file, err := os.Open(filepath.Join(dir, "out", "quarterly-2026-Q4-proposals.csv"))
	require.NoError(t, err)
	defer file.Close()
	cells, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Len(t, cells, 2)
	assert.Equal(t, "'@SUM(A1)", cells[1][3], "the name of the service")
	for _, cell := range cells[1] {
		assert.False(t, cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r"), cell)
	}
	read := nines(t, filepath.Join(dir, "tool"), "import")
	require.Equal(t, exitDone, read.status, read.err)
	for _, source := range []string{"text", "book"} {
		assert.Contains(t, read.out, source+": read 1, stored 1, replaced 0, unchanged 0, rejected 0, skipped 0")
	}
}
