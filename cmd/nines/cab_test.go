package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

const cabConfig = `
timezone: UTC
services: [{id: fx, name: FX pricing}, {id: pay, name: Payments}]
sources:
  - name: changes
    kind: csv
    path: changes.csv
    record: change
    columns: {id: id, title: title, service: service, class: class, risk: risk, requested: requested, approved: approved,
      planned_start: start, planned_end: end, plan: plan, backout: backout, validation: test, responsible: who, status: status, outcome: outcome}
`

const cabDecisions = `
  - name: decisions
    kind: xlsx
    path: "decided/*.xlsx"
    sheet: Decisions
    record: decision
    columns: {meeting: Meeting, change: Change, decision: Decision, condition: Condition, owner: Owner, by: Decided by, at: Decided on, met: Condition met}
`

const cabHeader = "id,title,service,class,risk,requested,approved,start,end,plan,backout,test,who,status,outcome\n"

// Two changes on one service at a time, one that nothing speaks against, a standard one, and one of the week after; ids
// that a spreadsheet would take for something else.
const cabChanges = cabHeader +
	"=C1+1,one,fx,normal,high,2026-10-01,2026-10-05,2026-11-03T09:00,2026-11-03T13:00,p,b,v,Ann,open,\n" +
	"C2,two,fx,normal,low,2026-10-01,2026-10-05,2026-11-03T12:00,2026-11-03T14:00,p,b,v,Ann,open,\n" +
	"0003,three,pay,normal,low,2026-10-01,2026-10-05,2026-11-04T12:00,2026-11-04T14:00,p,b,v,Ann,open,\n" +
	"C4,four,pay,standard,low,2026-10-01,,2026-11-05T12:00,2026-11-05T14:00,p,b,v,Ann,open,\n" +
	"C5,five,pay,normal,low,2026-10-01,2026-10-05,2026-11-10T12:00,2026-11-10T14:00,p,b,v,Ann,open,\n"

// The board decides on the changes of the coming week; what it decided comes back, and the next pack opens with it.
func TestWhatTheBoardDecidesComesBack(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": cabConfig, "changes.csv": cabChanges})
	got := nines(t, dir, "run", "cab", "--as-of", "2026-10-29T09:00")
	require.Equal(t, exitDone, got.status, got.err)
	f := readFigures(t, filepath.Join(dir, "out", "cab-2026-W45.json"))
	ids := func(list any) (all []any) {
		for _, entry := range list.([]any) {
			all = append(all, entry.(map[string]any)["id"])
		}
		return all
	}
	assert.Equal(t, []any{"=C1+1", "C2", "0003", "C4"}, ids(f.at(t, "sections/changes/upcoming")), "the order of the board")

	decide(t, dir, "cab-2026-W45.xlsx", map[string]map[string]any{
		"=C1+1": {"Decision": "approved with conditions", "Condition": "=1+1 tested", "Owner": "Bo", "Decided by": "Board", "Decided on": "2026-10-30"},
		"C2":    {"Decision": "deferred", "Decided on": "2026-10-30"},
	})
	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(cabConfig+cabDecisions), 0o600))
	read := nines(t, dir, "import", "decisions")
	require.Equal(t, exitDone, read.status, read.err)
	assert.Contains(t, read.out, "decisions: read 3, stored 2, replaced 0, unchanged 0, rejected 0, skipped 1", "nothing was decided on 0003, and C4 is not discussed")
	read = nines(t, dir, "import", "decisions")
	assert.Contains(t, read.out, "decisions: read 3, stored 0, replaced 0, unchanged 2, rejected 0, skipped 1")

	got = nines(t, dir, "run", "cab", "--as-of", "2026-11-05T09:00", "--format", "json")
	require.Equal(t, exitDone, got.status, got.err)
	f = readFigures(t, filepath.Join(dir, "out", "cab-2026-W46.json"))
	conditions := f.at(t, "sections/changes/conditions").([]any)
	require.Len(t, conditions, 1)
	condition := conditions[0].(map[string]any)
	assert.Equal(t, "=C1+1", condition["change"])
	assert.Equal(t, "2026-W45", condition["meeting"])
	assert.Equal(t, "=1+1 tested", condition["condition"])
	assert.Equal(t, false, condition["met"])
	assert.NotEqual(t, "Bo", condition["owner"], "names of persons are pseudonyms")

	got = nines(t, dir, "run", "cab", "--period", "2026-W45", "--as-of", "2026-10-29T09:00", "--format", "json")
	require.Equal(t, exitDone, got.status, got.err)
	f = readFigures(t, filepath.Join(dir, "out", "cab-2026-W45.json"))
	assert.Nil(t, f.at(t, "sections/changes/upcoming").([]any)[0].(map[string]any)["decision"], "decided the day after")
}

// decide writes the board's decisions, by the id of the change, into the sheet of decisions, and puts the workbook aside.
func decide(t *testing.T, dir, name string, decisions map[string]map[string]any) {
	t.Helper()
	f, err := excelize.OpenFile(filepath.Join(dir, "out", name))
	require.NoError(t, err)
	defer f.Close()
	rows, err := f.GetRows("Decisions")
	require.NoError(t, err)
	column := map[string]int{}
	for i, title := range rows[0] {
		column[title] = i + 1
	}
	found := 0
	for i, row := range rows[1:] {
		for title, value := range decisions[row[column["Change"]-1]] {
			require.NotZero(t, column[title], title)
			cell, err := excelize.CoordinatesToCellName(column[title], i+2)
			require.NoError(t, err)
			require.NoError(t, f.SetCellValue("Decisions", cell, value))
			found++
		}
	}
	require.Equal(t, 7, found)
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "decided"), 0o700))
	require.NoError(t, f.SaveAs(filepath.Join(dir, "decided", name)))
}

// The workbook of a German report is known as well, filled in or not: what the board decides about are no changes.
func TestInitKnowsTheGermanWorkbookOfTheBoard(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": "locale: de-DE\n" + cabConfig, "changes.csv": cabChanges})
	require.Equal(t, exitDone, nines(t, dir, "run", "cab", "--as-of", "2026-10-29T09:00", "--format", "xlsx").status)
	require.NoError(t, os.Remove(filepath.Join(dir, "config.yaml")))
	made := filepath.Join("out", "cab-2026-W45.xlsx")
	got := nines(t, dir, "init", made)
	assert.NotEqual(t, exitDone, got.status)
	assert.Contains(t, got.out+got.err, "sheet Entscheidungen: ")
	assert.Contains(t, got.out+got.err, "nothing was decided yet")
	assert.NoFileExists(t, filepath.Join(dir, "config.yaml"))

	f, err := excelize.OpenFile(filepath.Join(dir, made))
	require.NoError(t, err)
	rows, err := f.GetRows("Entscheidungen")
	require.NoError(t, err)
	for title, value := range map[string]string{"Entscheidung": "mit Auflagen genehmigt", "Auflage": "getestet", "Zuständig": "Bo", "Auflage erfüllt": "nein"} {
		cell, err := excelize.CoordinatesToCellName(slices.Index(rows[0], title)+1, 2)
		require.NoError(t, err)
		require.NoError(t, f.SetCellValue("Entscheidungen", cell, value))
	}
	require.NoError(t, f.Save())
	require.NoError(t, f.Close())
	got = nines(t, dir, "init", made)
	require.Equal(t, exitDone, got.status, got.err)
	conf, err := os.ReadFile(filepath.Join(dir, "config.yaml"))
	require.NoError(t, err)
	assert.Contains(t, string(conf), "record: decision")
	assert.NotContains(t, string(conf), "record: change")
	assert.NotContains(t, string(conf), "record: sample")
	got = nines(t, dir, "import")
	assert.Equal(t, exitDone, got.status, got.err)
	assert.Contains(t, got.out, "stored 1,")
	assert.NotContains(t, got.out+got.err, "unknown")
}

// What comes back from the meeting is known as what it is: not as changes, whose columns stand beside the decisions.
func TestInitKnowsTheWorkbookOfTheBoard(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": cabConfig, "changes.csv": cabChanges})
	require.Equal(t, exitDone, nines(t, dir, "run", "cab", "--as-of", "2026-10-29T09:00", "--format", "xlsx").status)
	decide(t, dir, "cab-2026-W45.xlsx", map[string]map[string]any{
		"=C1+1": {"Decision": "approved with conditions", "Condition": "tested", "Owner": "Bo", "Decided by": "Board", "Decided on": "2026-10-30"},
		"C2":    {"Decision": "deferred", "Decided on": "2026-10-30"},
	})
	require.NoError(t, os.Remove(filepath.Join(dir, "config.yaml")))
	got := nines(t, dir, "init", filepath.Join("decided", "cab-2026-W45.xlsx"))
	require.Equal(t, exitDone, got.status, got.err)
	made, err := os.ReadFile(filepath.Join(dir, "config.yaml"))
	require.NoError(t, err)
	assert.Contains(t, string(made), "record: decision")
	assert.NotContains(t, string(made), "record: change")
	assert.NotContains(t, string(made), "record: sample", "the figures behind its charts are no samples")
}
