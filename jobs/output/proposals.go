package output

import (
	"encoding/csv"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"nines/internal/wholefile"
	"nines/reports"
	"nines/reports/xlsx"
)

// WriteProposals writes the problem tickets that a report proposes, none also, to dir/<report>-<period>-proposals.csv
// and .xlsx, and tells of each file. What an earlier run proposed is replaced.
func WriteProposals(dir string, made *reports.Report, written func(path string)) error {
	p := made.Proposals
	if p == nil {
		return nil
	}
	name := filepath.Join(dir, made.Document.FileName()+"-proposals.")
	for _, file := range []struct {
		format Format
		fill   func(io.Writer) error
	}{
		{"csv", func(w io.Writer) error { return writeRows(w, p.Header, p.Rows) }},
		{XLSX, func(w io.Writer) error { return xlsx.Sheet(w, p.Sheet, p.Header, p.Rows) }},
	} {
		path := name + string(file.format)
		if err := wholefile.Write(path, file.fill); err != nil {
			return fmt.Errorf("write %s: %w", path, err)
		}
		written(path)
	}
	return nil
}

// writeRows writes a CSV file of which no cell is a formula to the program that opens it.
func writeRows(w io.Writer, header []string, rows [][]string) error {
	out := csv.NewWriter(w)
	if err := out.Write(header); err != nil {
		return err
	}
	for _, row := range rows {
		harmless := make([]string, len(row))
		for i, cell := range row {
			harmless[i] = withoutFormula(cell)
		}
		if err := out.Write(harmless); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// withoutFormula puts an apostrophe, as OWASP advises, before a text that a spreadsheet would take for a formula. CSV
// has no types: nothing else tells a text from a formula there.
func withoutFormula(text string) string {
	if trimmed := strings.TrimLeft(text, " \u00a0\u3000"); trimmed != "" && strings.ContainsAny(firstRune(trimmed), "=+-@\t\r\n＝＋－＠") {
		return "'" + text
	}
	return text
}

func firstRune(text string) string {
	for _, r := range text {
		return string(r)
	}
	return ""
}
