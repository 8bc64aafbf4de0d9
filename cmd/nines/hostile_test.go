package main

import (
	"archive/zip"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hostileTitles are what people and attackers write into tickets.
var hostileTitles = []string{
	`=HYPERLINK("http://x","y")`, `+1+1`, `-2+3`, `@SUM(A1)`, `<script>alert(1)</script>`, "emoji \U0001F525 fire",
	"\u0645\u0631\u062d\u0628\u0627", strings.Repeat("long ", 8_000), "nul \x00 byte", "broken \xff\xfe utf-8", "line\nbreak",
	`"quoted"`, `{{.}}`, `../../etc/passwd`, `%s%n`, "\u202eright to left",
}

func TestHostileTitles(t *testing.T) {
	var rows strings.Builder
	w := csv.NewWriter(&rows)
	for i, title := range hostileTitles {
		id := string(rune('A' + i))
		require.NoError(t, w.Write([]string{id, "FX", title, "P1", "2026-10-14T09:00:00Z", "2026-10-14T09:10:00Z", "", "", "closed", ""}))
	}
	require.NoError(t, w.Write([]string{"=1+2", "=cmd|' /C calc'!A0", "hostile id and service", "P1", "2026-10-14T09:00:00Z", "2026-10-14T09:10:00Z", "<b>", "", "", ""}))
	w.Flush()
	dir := project(t, map[string]string{"config.yaml": small, "incidents.csv": smallHeader + rows.String()})
	got := nines(t, dir, "run", "weekly", "--period", "2026-W42")
	require.Equal(t, exitDone, got.status, got.err)

	page, err := os.ReadFile(filepath.Join(dir, "out", "weekly-2026-W42.html"))
	require.NoError(t, err)
	assert.NotContains(t, string(page), "<script")
	assert.Contains(t, string(page), "&lt;script&gt;")
	f := readFigures(t, filepath.Join(dir, "out", "weekly-2026-W42.json"))
	assert.Len(t, f.at(t, "sections/top_talkers/outages"), len(hostileTitles)+1)
	assert.Empty(t, formulas(t, filepath.Join(dir, "out", "weekly-2026-W42.xlsx"), "HYPERLINK", "cmd|", "SUM(A1)"))
}

// formulas returns the formulas of a workbook that hold one of the texts.
func formulas(t *testing.T, path string, texts ...string) []string {
	t.Helper()
	book, err := zip.OpenReader(path)
	require.NoError(t, err)
	defer book.Close()
	var found []string
	for _, part := range book.File {
		if !strings.HasPrefix(part.Name, "xl/worksheets/") {
			continue
		}
		r, err := part.Open()
		require.NoError(t, err)
		data, err := io.ReadAll(r)
		require.NoError(t, err)
		for _, cell := range strings.Split(string(data), "<f")[1:] {
			formula, _, _ := strings.Cut(cell, "</f>")
			for _, text := range texts {
				if strings.Contains(formula, text) {
					found = append(found, formula)
				}
			}
		}
	}
	return found
}

// Files as tools really export them: each of the bodies says the same two incidents.
func TestOddExports(t *testing.T) {
	const columns = "record: incident\n    columns: {id: id, service: service, opened: opened, restored: restored, lost: lost}\n"
	trailing := strings.Repeat(";", 50)
	for name, c := range map[string]struct{ options, file string }{
		"semicolons, decimal comma, 50 trailing columns": {
			"decimal: \",\"\n    time_format: \"%d.%m.%Y %H:%M\"\n    ",
			"id;service;opened;restored;lost" + trailing + "\n1;fx;14.10.2026 09:00;14.10.2026 10:00;50,0 %" + trailing + "\n2;fx;15.10.2026 9:00;15.10.2026 10:00;\"25,5\"" + trailing + "\n",
		},
		"times with offsets, in another order": {
			"", "restored,lost,opened,service,id\n2026-10-14T12:00:00+02:00,50,2026-10-14T09:00:00Z,fx,1\n2026-10-15 06:00:00-04:00,25.5,2026-10-15T09:00Z,fx,2\n",
		},
		"sep= line, line breaks in cells, repeated headers": {
			"", "sep=;\nid;note;note;service;opened;restored;lost\n1;\"a\nb\";c;fx;2026-10-14T09:00Z;2026-10-14T10:00Z;50\n2;;;fx;2026-10-15T09:00Z;2026-10-15T10:00Z;25.5\n",
		},
		"UTF-16 with tabs": {
			"", utf16("id\tservice\topened\trestored\tlost\n1\tfx\t2026-10-14T09:00Z\t2026-10-14T10:00Z\t50\n2\tfx\t2026-10-15T09:00Z\t2026-10-15T10:00Z\t25.5\n"),
		},
		"times found out": {
			"", "id,service,opened,restored,lost\n1,fx,14/10/2026 9:00,14/10/2026 10:00,50\n2,fx,15/10/2026 9:00,15/10/2026 10:00,25.5\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := project(t, map[string]string{
				"config.yaml": "sources:\n  - name: odd\n    kind: csv\n    path: odd.csv\n    " + c.options + columns, "odd.csv": c.file,
			})
			got := nines(t, dir, "run", "weekly", "--period", "2026-W42", "--format", "json")
			require.Equal(t, exitDone, got.status, got.err)
			f := readFigures(t, filepath.Join(dir, "out", "weekly-2026-W42.json"))
			// 60 minutes at half lost and 60 at 25.5 %: 30 + 15.3
			assert.InDelta(t, 45.3, f.at(t, "sections/availability/overall/downtime_minutes"), 1e-9)
		})
	}
}

func utf16(text string) string {
	b := []byte{0xff, 0xfe}
	for _, r := range text {
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}

// Day and month that cannot be told apart are refused rather than guessed.
func TestAmbiguousTimesAreRefused(t *testing.T) {
	dir := project(t, map[string]string{
		"config.yaml": "sources: [{name: odd, kind: csv, path: odd.csv, record: incident, columns: {id: id, opened: opened}}]\n",
		"odd.csv":     "id,opened\n1,03/04/2026 09:00\n2,05/06/2026 10:00\n",
	})
	got := nines(t, dir, "import")
	assert.Equal(t, exitIncomplete, got.status)
	assert.Contains(t, got.err, "time_format")
	assert.Contains(t, got.err, "03/04/2026 09:00")
}
