package mapping_test

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/importers/csv"
	"nines/importers/mapping"
	"nines/internal/itsm"
)

var update = flag.Bool("update", false, "write the records that the cases make to their want.txt, to be read by a person")

// A case is a folder of testdata/presets: export.csv, a made-up export with the quirks of its tool, and want.txt, what
// becomes of its rows. The folder's name begins with a preset's name or an alias, or is it.
func TestPresetCases(t *testing.T) {
	folders, err := filepath.Glob("testdata/presets/*")
	require.NoError(t, err)
	require.NotEmpty(t, folders)
	for _, folder := range folders {
		name := filepath.Base(folder)
		t.Run(name, func(t *testing.T) {
			got := strings.Join(importWithPreset(t, presetOf(name), filepath.Join(folder, "export.csv")), "\n") + "\n"
			want := filepath.Join(folder, "want.txt")
			if *update {
				require.NoError(t, os.WriteFile(want, []byte(got), 0o600))
			}
			text, err := os.ReadFile(want)
			require.NoError(t, err)
			assert.Empty(t, cmp.Diff(string(text), got))
		})
	}
}

// presetOf cuts the folder's name to a name of a preset; bmc-helix and request-tracker have hyphens of their own.
func presetOf(folder string) string {
	if folder == "bmc-helix" || folder == "request-tracker" {
		return folder
	}
	name, _, _ := strings.Cut(folder, "-")
	return name
}

// importWithPreset maps a file with nothing but a preset stated, and describes what became of each row.
func importWithPreset(t *testing.T, preset, path string) (lines []string) {
	t.Helper()
	rows := readAll(t, path)
	spec := withPreset(t, mapping.Spec{}, preset, path)
	m, err := mapping.New(spec, rows[0])
	require.NoError(t, err)
	for _, cells := range rows[1:] {
		result := m.Map(cells)
		line := "- " + result.Skipped + result.Rejected
		if result.Record != nil {
			line = describe(t, result.Record)
		}
		lines = append(lines, line)
	}
	require.NoError(t, m.Finish())
	return lines
}

// readAll returns the header and the rows of a file.
func readAll(t *testing.T, path string) [][]string {
	t.Helper()
	r, err := csv.Open(path, csv.Options{Header: 1})
	require.NoError(t, err)
	defer func() { require.NoError(t, r.Close()) }()
	rows := [][]string{r.Header()}
	for {
		cells, _, err := r.Next()
		if errors.Is(err, io.EOF) {
			return rows
		}
		require.NoError(t, err)
		rows = append(rows, slices.Clone(cells))
	}
}

// describe returns what a record holds, its fields in the order of the schema, then the remarks.
func describe(t *testing.T, record any) string {
	t.Helper()
	switch r := record.(type) {
	case *itsm.Incident:
		return describeBy(itsm.Incidents, r)
	case *itsm.OutageRecord:
		return describeBy(itsm.Outages, r)
	case *itsm.ServiceRequest:
		return describeBy(itsm.Requests, r)
	case *itsm.Problem:
		return describeBy(itsm.Problems, r)
	case *itsm.Action:
		return describeBy(itsm.Actions, r)
	case *itsm.Change:
		return describeBy(itsm.Changes, r)
	case *itsm.WorkLog:
		return describeBy(itsm.Worklogs, r)
	}
	t.Fatalf("no description of %T", record)
	return ""
}

func describeBy[R any](schema *itsm.Schema[R], r *R) string {
	parts := []string{schema.Record}
	for _, f := range schema.Fields {
		if text := show(f.At(r)); text != "" {
			parts = append(parts, f.Name+"="+text)
		}
	}
	for _, remark := range schema.Head(r).Remarks {
		parts = append(parts, fmt.Sprintf("[%s %s %q]", remark.Field, remark.Kind, remark.Text))
	}
	return strings.Join(parts, " ")
}

func show(at any) string {
	instant := func(t time.Time) string { return t.Format("2006-01-02T15:04:05Z07:00") }
	switch v := at.(type) {
	case *string:
		if *v != "" {
			return fmt.Sprintf("%q", *v)
		}
	case *time.Time:
		if !v.IsZero() {
			return instant(*v)
		}
	case *itsm.Number:
		if v.Known {
			return fmt.Sprint(v.Value)
		}
	case *itsm.Length:
		if v.Known {
			return v.Value.String()
		}
	case *itsm.YesNo:
		return [...]string{"", "yes", "no"}[*v]
	case *itsm.Mark:
		if v.At.IsZero() {
			return [...]string{"", "yes", "no"}[v.State]
		}
		return instant(v.At)
	case *[]string:
		return strings.Join(*v, "|")
	case itsm.Word:
		return v.String()
	}
	return ""
}
