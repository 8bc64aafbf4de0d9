package main

import (
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"nines/internal/officetest"
)

// step is one of those of testdata/board.py.
type step map[string]any

// office has LibreOffice Calc do the steps on the sheet of decisions of a workbook, and returns what it printed, by line.
func office(t *testing.T, workbook, sheet string, steps ...step) []string {
	t.Helper()
	list, err := json.Marshal(steps)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "steps.json")
	require.NoError(t, os.WriteFile(file, list, 0o600))
	return officetest.Drive(t, filepath.Join(repository, "cmd", "nines", "testdata", "board.py"), workbook, sheet, file)
}

const boardChanges = cabHeader +
	"=C1+1,one,fx,normal,high,2026-10-01,2026-10-05,2026-11-03T09:00,2026-11-03T13:00,p,b,v,Ann,open,\n" +
	"C2,two,fx,normal,low,2026-10-01,2026-10-05,2026-11-03T12:00,2026-11-03T14:00,p,b,v,Ann,open,\n" +
	"0003,three,pay,normal,low,2026-10-01,2026-10-05,2026-11-04T12:00,2026-11-04T14:00,p,b,v,Ann,open,\n" +
	"C5,five,pay,normal,low,2026-10-01,2026-10-05,2026-11-06T12:00,2026-11-06T14:00,p,b,v,Ann,open,\n"

// The board fills in its workbook in LibreOffice: a date as the tool has it and one as people write it, a row twice, one
// of a change that nobody has, a blank row; then it sorts and filters, and saves. What LibreOffice wrote is what is read.
func TestTheBoardWorksInLibreOffice(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": cabConfig, "changes.csv": boardChanges})
	require.Equal(t, exitDone, nines(t, dir, "run", "cab", "--as-of", "2026-10-29T09:00", "--format", "xlsx").status)
	require.NoError(t, os.Mkdir(filepath.Join(dir, "decided"), 0o700))
	saved := filepath.Join(dir, "decided", "week 45.xlsx")
	offers := office(t, filepath.Join(dir, "out", "cab-2026-W45.xlsx"), "Decisions",
		step{"offer": "Decision"}, step{"offer": "Condition met"},
		step{"row": "=C1+1", "type": map[string]string{
			"Decision": "approved with conditions", "Condition": "tested with the desk", "Owner": "Bo", "Decided by": "Board", "Decided on": "2026-10-30",
		}},
		step{"row": "C2", "type": map[string]string{"Decision": "deferred", "Decided on": "30.10.26"}}, step{"copy": "C2"},
		step{"new": map[string]string{"Meeting": "2026-W45", "Change": "NOPE", "Decision": "rejected", "Decided on": "2026-10-30"}},
		step{"blank": "C5"}, step{"sort": "Change"}, step{"hide": "=C1+1"},
		step{"save": saved}, step{"save": filepath.Join(dir, "decided.ods")})
	assert.JSONEq(t, `{"type": "LIST", "error": "STOP", "list": "\"approved\";\"approved with conditions\";\"rejected\";\"deferred\""}`, offers[0])
	assert.JSONEq(t, `{"type": "LIST", "error": "STOP", "list": "\"yes\";\"no\""}`, offers[1])

	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(cabConfig+cabDecisions), 0o600))
	read := nines(t, dir, "import", "decisions")
	require.Equal(t, exitDone, read.status, read.err)
	assert.Contains(t, read.out, "decisions: read 6, stored 3, replaced 0, unchanged 1, rejected 0, skipped 2", "C2 stands there twice; 0003 and C5 wait")
	assert.Contains(t, read.err, "1 rows are hidden, by a filter perhaps; they were read as well")

	upcoming := func(asOf string) map[string]any {
		require.Equal(t, exitDone, nines(t, dir, "run", "cab", "--no-import", "--period", "2026-W45", "--as-of", asOf, "--format", "json").status)
		decided := map[string]any{}
		for _, c := range readFigures(t, filepath.Join(dir, "out", "cab-2026-W45.json")).at(t, "sections/changes/upcoming").([]any) {
			decided[c.(map[string]any)["id"].(string)] = c.(map[string]any)["decision"]
		}
		return decided
	}
	assert.Equal(t, map[string]any{"=C1+1": nil, "C2": nil, "0003": nil, "C5": nil}, upcoming("2026-10-29T23:00"), "both dates were read: nothing was decided yet")
	assert.Equal(t, map[string]any{"=C1+1": "approved_with_conditions", "C2": "deferred", "0003": nil, "C5": nil}, upcoming("2026-10-30T09:00"))

	assert.Equal(t, false, nextPack(t, dir))
	assert.Equal(t, []string{`"approved,approved with conditions,rejected,deferred"`, `"yes,no"`}, dropDowns(t, saved), "still there")
	office(t, saved, "Decisions", step{"row": "=C1+1", "type": map[string]string{"Condition met": "yes"}}, step{"save": saved})
	read = nines(t, dir, "import", "decisions")
	assert.Contains(t, read.out, "stored 0, replaced 1, unchanged 3, rejected 0, skipped 2")
	assert.Equal(t, true, nextPack(t, dir))

	require.NoError(t, os.Rename(filepath.Join(dir, "decided.ods"), saved))
	refused := nines(t, dir, "import", "decisions")
	assert.Equal(t, exitIncomplete, refused.status)
	assert.Contains(t, refused.err, "an OpenDocument file (.ods): save it as Excel workbook (.xlsx)")
}

// nextPack makes the pack of the week after and tells whether the condition of the last one, with which it opens, is met.
func nextPack(t *testing.T, dir string) (met any) {
	t.Helper()
	require.Equal(t, exitDone, nines(t, dir, "run", "cab", "--no-import", "--as-of", "2026-11-05T09:00", "--format", "json").status)
	f := readFigures(t, filepath.Join(dir, "out", "cab-2026-W46.json"))
	conditions := f.at(t, "sections/changes/conditions").([]any)
	require.Len(t, conditions, 1)
	assert.Equal(t, "tested with the desk", f.at(t, "sections/changes/conditions/change==C1+1/condition"))
	assert.Equal(t, []any{"NOPE"}, f.at(t, "sections/changes/gaps/decided_unknown"))
	return f.at(t, "sections/changes/conditions/change==C1+1/met")
}

// dropDowns lists what the sheet of decisions offers, by column.
func dropDowns(t *testing.T, workbook string) (lists []string) {
	t.Helper()
	f, err := excelize.OpenFile(workbook)
	require.NoError(t, err)
	defer f.Close()
	rules, err := f.GetDataValidations("Decisions")
	require.NoError(t, err)
	for _, r := range rules {
		lists = append(lists, html.UnescapeString(r.Formula1))
	}
	return lists
}

// The same where the workbook is German: its words come back by the preset.
func TestTheBoardWorksInGerman(t *testing.T) {
	conf := "locale: de-DE" + cabConfig
	dir := project(t, map[string]string{"config.yaml": conf, "changes.csv": boardChanges})
	require.Equal(t, exitDone, nines(t, dir, "run", "cab", "--as-of", "2026-10-29T09:00", "--format", "xlsx").status)
	saved := filepath.Join(dir, "entschieden.xlsx")
	offers := office(t, filepath.Join(dir, "out", "cab-2026-W45.xlsx"), "Entscheidungen", step{"offer": "Entscheidung"},
		step{"row": "=C1+1", "type": map[string]string{"Entscheidung": "mit Auflagen genehmigt", "Auflage": "getestet", "Entschieden am": "2026-10-30", "Auflage erfüllt": "ja"}},
		step{"row": "C2", "type": map[string]string{"Entscheidung": "vertagt", "Entschieden am": "30.10.2026"}}, step{"save": saved})
	assert.Contains(t, offers[0], "mit Auflagen genehmigt")
	conf += "  - {name: decisions, kind: xlsx, path: entschieden.xlsx, sheet: Entscheidungen, preset: nines}\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(conf), 0o600))
	read := nines(t, dir, "import", "decisions")
	require.Equal(t, exitDone, read.status, read.err)
	assert.Contains(t, read.out, "decisions: read 4, stored 2, replaced 0, unchanged 0, rejected 0, skipped 2")
	require.Equal(t, exitDone, nines(t, dir, "run", "cab", "--no-import", "--as-of", "2026-11-05T09:00", "--format", "json").status)
	conditions := readFigures(t, filepath.Join(dir, "out", "cab-2026-W46.json")).at(t, "sections/changes/conditions").([]any)
	require.Len(t, conditions, 1)
	assert.Equal(t, "approved_with_conditions", conditions[0].(map[string]any)["decision"])
	assert.Equal(t, true, conditions[0].(map[string]any)["met"])
}
