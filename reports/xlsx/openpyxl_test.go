package xlsx_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
)

// python finds a Python that has openpyxl, and skips the test where there is none.
func python(t *testing.T) string {
	t.Helper()
	for _, program := range []string{"/usr/bin/python3", "python3"} {
		if exec.Command(program, "-c", "import openpyxl").Run() == nil {
			return program
		}
	}
	t.Skip("Python with openpyxl is not installed")
	return ""
}

// seen is what openpyxl makes of a workbook.
type seen struct {
	Sheets map[string]struct {
		Tables  map[string]string `json:"tables"`
		Charts  int               `json:"charts"`
		Formats int               `json:"formats"`
		Lists   int               `json:"lists"`
		Links   int               `json:"links"`
		Frozen  string            `json:"frozen"`
		Print   []string          `json:"print"`
		Titles  string            `json:"titles"`
		Cells   map[string]any    `json:"cells"`
	} `json:"sheets"`
	Names    []string `json:"names"`
	Creator  string   `json:"creator"`
	Title    string   `json:"title"`
	Keywords string   `json:"keywords"`
}

const look = `
import json, sys, warnings
import openpyxl
warnings.simplefilter("error")
warnings.filterwarnings("ignore", message="(Unknown|Conditional Formatting) extension is not supported") # solid bars: it reads the plain ones
book = openpyxl.load_workbook(sys.argv[1])
p = book.properties
out = {"names": [n.name for n in book.defined_names.definedName], "creator": p.creator, "title": p.title, "keywords": p.keywords, "sheets": {}}
for s in book:
    cells = {c.coordinate: c.value for row in s.iter_rows(max_row=20) for c in row if c.value is not None}
    out["sheets"][s.title] = {
        "tables": {t.displayName: t.ref for t in s.tables.values()}, "charts": len(s._charts), "formats": len(s.conditional_formatting),
        "lists": len(s.data_validations.dataValidation), "links": sum(1 for row in s.iter_rows() for c in row if c.hyperlink), "frozen": s.freeze_panes,
        "print": s.print_area or [], "titles": s.print_title_rows, "cells": cells,
    }
json.dump(out, sys.stdout, default=str)
`

func byOpenpyxl(t *testing.T, data []byte) (s seen) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "book.xlsx")
	require.NoError(t, os.WriteFile(path, data, 0o600))
	cmd := exec.Command(python(t), "-c", look, path)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(out, &s))
	return s
}

func TestOpenpyxlReadsTheWorkbook(t *testing.T) {
	s := byOpenpyxl(t, render(t, bank(t)))
	overview := s.Sheets["Overview"]
	assert.Contains(t, overview.Tables, "services")
	assert.GreaterOrEqual(t, overview.Formats, 2, "bars and ratings")
	charts := 0
	for _, sheet := range s.Sheets {
		charts += sheet.Charts
	}
	assert.Positive(t, charts)
	assert.Positive(t, s.Sheets["Contents"].Links)
	tickets := s.Sheets["Tickets of the period"]
	assert.Contains(t, tickets.Tables, "tickets")
	assert.Equal(t, "A2", tickets.Frozen)
	assert.Equal(t, "$1:$1", tickets.Titles)
	assert.NotEmpty(t, tickets.Print)
	assert.Equal(t, []string{"nines 1.0", "Monthly service report"}, []string{s.Creator, s.Title})
	assert.Contains(t, s.Keywords, "2026-10")
}

// What people write must be what openpyxl reads: no formula, no number, no date, nothing lost.
func TestOpenpyxlReadsTextsAsTexts(t *testing.T) {
	texts := []string{
		"=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "1E5", "007", "12345678901234567890", "1/2", "2026-10-01", "TRUE", "#N/A",
		"line\nbreak", "tab\there", "'quote", "支付网关", "😀", " spaces ", "<b>&amp;</b>",
	}
	table := &document.Table{ID: "t", Columns: []document.Column{{Key: "a", Title: "Text"}}}
	for _, text := range texts {
		table.Rows = append(table.Rows, document.Row{Cells: []document.Value{document.TextValue(text)}})
	}
	detail := &document.Detail{ID: "d", Title: "Detail", Columns: table.Columns, Rows: func(yield func([]document.Value) error) error {
		for _, row := range table.Rows {
			if err := yield(row.Cells); err != nil {
				return err
			}
		}
		return nil
	}}
	s := byOpenpyxl(t, render(t, frame(t, section(table, detail))))
	var read []any
	for row := 2; row <= len(texts) && row <= 20; row++ {
		read = append(read, s.Sheets["Detail"].Cells["A"+strconv.Itoa(row)])
	}
	for i, text := range read {
		assert.Equal(t, texts[i], text)
	}
	assert.Empty(t, s.Names)
}
