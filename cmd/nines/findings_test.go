package main

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const plain = `
timezone: Europe/London
services: [{id: fx}]
outages: {by_priority: {P1: 100}}
sources:
  - {name: inc, kind: csv, path: "inc*.csv", record: incident, columns: {id: id, service: service, opened: opened, title: title}}
`

// tickets are a file of n tickets, an hour apart from the 12th of October on. Another title makes other tickets of them.
func tickets(n int, moved time.Duration, title string) string {
	var b strings.Builder
	b.WriteString("id,service,opened,title\n")
	for i := range n {
		opened := time.Date(2026, 10, 12, i, 0, 0, 0, time.UTC).Add(moved)
		fmt.Fprintf(&b, "I%d,fx,%s,%s %d\n", i, opened.Format("2006-01-02T15:04Z"), title, i)
	}
	return b.String()
}

// doubtful imports one state of a file after the other, makes the report of the week and requires that the last import
// tells of a finding in the words given, that page one has a banner that says so, where there is one, and that the
// JSON lists it.
func doubtful(t *testing.T, finding, words string, count int, banner bool, states ...string) figures {
	t.Helper()
	dir := project(t, map[string]string{"config.yaml": plain})
	told := ""
	for i, state := range states {
		write(t, dir, "inc.csv", state)
		got := ninesOn(t, 20+i, dir, "import")
		require.Equal(t, exitDone, got.status, got.err)
		told = got.err
	}
	assert.Contains(t, told, "source inc: "+words)
	got := ninesOn(t, 20+len(states), dir, "run", "weekly", "--period", "2026-W42", "--format", "json,html")
	require.Equal(t, exitDone, got.status, got.err)
	f := readFigures(t, filepath.Join(dir, "out", "weekly-2026-W42.json"))
	at := "sections/data_quality/findings/finding=" + finding + "/"
	assert.InDelta(t, count, f.at(t, at+"count"), 0)
	assert.NotContains(t, f.at(t, at+"effect"), "finding.", "a word is missing")
	page, err := os.ReadFile(filepath.Join(dir, "out", "weekly-2026-W42.html"))
	require.NoError(t, err)
	assert.Contains(t, html.UnescapeString(string(page)), words)
	banners := fmt.Sprint(f.at(t, "sections/overview/banners"))
	assert.Equal(t, banner, strings.Contains(banners, words), banners)
	return f
}

func TestCutExports(t *testing.T) {
	doubtful(t, "cut_export", "inc.csv has exactly 1,000 rows: Jira cuts exports there", 1000, true, tickets(1000, 0, "x"))
	doubtful(t, "cut_export", "inc.csv has exactly 10,000 rows: ServiceNow cuts exports there", 10_000, true, tickets(10_000, 0, "x"))
}

// The next, complete export ends the finding; one that is cut again is counted per file.
func TestCutExportIsOfTheLastImport(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": plain, "inc1.csv": tickets(1000, 0, "x"), "inc2.csv": tickets(1001, 0, "x"), "inc3.csv": tickets(1000, 0, "y")})
	got := ninesOn(t, 20, dir, "import")
	assert.Equal(t, 2, strings.Count(got.err, "has exactly 1,000 rows"), got.err)
	write(t, dir, "inc1.csv", tickets(1002, 0, "x"))
	write(t, dir, "inc3.csv", tickets(1002, 0, "y"))
	assert.NotContains(t, ninesOn(t, 21, dir, "import").err, "exactly")
	f := weekOn(t, 21, dir, "weekly")
	assert.NotContains(t, fmt.Sprint(f.at(t, "sections/data_quality/findings")), "cut_export")
}

// 500,000 cells in 50 columns are 10,000 rows, in 40 columns 12,500.
func TestCutCells(t *testing.T) {
	wide := func(rows int) string {
		var b strings.Builder
		b.WriteString("id,service,opened,title" + strings.Repeat(",c", 36) + "\n")
		for i := range rows {
			fmt.Fprintf(&b, "I%d,fx,2026-10-18T09:00Z,x%s\n", i, strings.Repeat(",", 36))
		}
		return b.String()
	}
	doubtful(t, "cut_export", "inc.csv has 12,500 rows of 40 columns, as many as fit into 500,000 cells: ServiceNow", 12_500, true, wide(12_500))
}

func TestShiftedTimes(t *testing.T) {
	f := doubtful(t, "shifted_times",
		"the times of 150 records (incident), of 150 that changed, moved by +1:00 h, e.g. I0 opened 2026-10-12 01:00 and now 2026-10-12 02:00", 150, true,
		tickets(150, 0, "x"), tickets(150, time.Hour, "x"))
	assert.Len(t, f.at(t, "sections/data_quality/findings/finding=shifted_times/ids"), 150)
}

func TestReusedIDs(t *testing.T) {
	f := doubtful(t, "reused_ids",
		"150 ids (incident), of 150 that changed, are other tickets than before, e.g. I0, which was “x 0” of 2026-10-12 01:00 and is now “y 0” of 2026-10-15 01:00", 150, true,
		tickets(150, 0, "x"), tickets(150, 72*time.Hour, "y"))
	assert.Len(t, f.at(t, "sections/data_quality/findings/finding=reused_ids/ids"), 150)
}

// Four are no reason for a banner.
func TestFewReusedIDs(t *testing.T) {
	four := tickets(4, 72*time.Hour, "y")
	doubtful(t, "reused_ids", "4 ids (incident) are other tickets than before, e.g. I0", 4, false, tickets(150, 0, "x"), four)
}

// A title that plays tricks with a terminal is shown without them.
func TestTitlesOfFindingsAreHarmless(t *testing.T) {
	doubtful(t, "reused_ids", "150 ids (incident), of 150 that changed, are other tickets than before, e.g. I0, which was “a [2Jb 0” of", 150, true,
		tickets(150, 0, "a\x1b[2Jb"), tickets(150, 72*time.Hour, "y"))
}

const sourcesOfAllKinds = `
services: [{id: fx}]
sources:
  - {name: inc, kind: csv, path: inc.csv, record: incident, min_rows: 2, columns: {id: id, service: service, opened: opened, title: title}}
  - {name: chg, kind: csv, path: chg.csv, record: change, max_age: 2d, columns: {id: id, requested: requested}}
`

func names(t *testing.T, f figures, finding string) string {
	t.Helper()
	return fmt.Sprint(f.at(t, "sections/data_quality/findings/finding="+finding+"/names"))
}

// A source that no rating rests on is too old all the same; what failed says why, and on what the figures stand.
func TestOldAndFailedSources(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": sourcesOfAllKinds, "inc.csv": tickets(168, 0, "x"), "chg.csv": "id,requested\nC1,2026-10-13T09:00Z\n"})
	require.Equal(t, exitDone, ninesOn(t, 20, dir, "import").status)
	f := weekOn(t, 20, dir, "weekly")
	assert.Equal(t, "[chg: the newest data are of 13 Oct 2026 09:00, 2 d is allowed]", names(t, f, "too_old"))
	assert.Empty(t, f.at(t, "sections/overview/banners"))

	write(t, dir, "inc.csv", tickets(1, 0, "x"))
	got := ninesOn(t, 21, dir, "import")
	assert.Equal(t, exitIncomplete, got.status)
	assert.Contains(t, got.err, "1 rows, but min_rows expects 2 at least: is the export complete?")
	f = weekOn(t, 21, dir, "weekly")
	assert.Equal(t, "[inc: 1 rows, but min_rows expects 2 at least: is the export complete? (the figures stand on the import of 20 Oct 2026 07:00)]", names(t, f, "source_failed"))
	assert.Equal(t, []any{"inc: the last import failed; older data stand."}, f.at(t, "sections/overview/banners"))
}

// Tickets until Thursday 03:00 (100 hours from Monday) say nothing of the days until Monday, but ratings stand.
func TestDataThatEndBeforeThePeriod(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": plain, "inc.csv": tickets(100, 0, "x")})
	require.Equal(t, exitDone, ninesOn(t, 20, dir, "import").status)
	f := weekOn(t, 20, dir, "weekly")
	const text = "The newest incident data are of 16 Oct 2026 04:00: nothing tells of the time from then to 19 Oct 2026 00:00. If that is usual, set max_age."
	assert.Equal(t, []any{text}, f.at(t, "sections/overview/banners"))
	assert.Equal(t, "["+text+"]", names(t, f, "data_end"))

	write(t, dir, "config.yaml", strings.Replace(plain, "record: incident,", "record: incident, max_age: 5d,", 1))
	assert.Empty(t, weekOn(t, 20, dir, "weekly").at(t, "sections/overview/banners"), "it is usual")
	write(t, dir, "config.yaml", plain)
	write(t, dir, "inc.csv", tickets(145, 0, "x")) // until 18 October 00:00 UTC, 01:00 in London: 23 hours before the end
	require.Equal(t, exitDone, ninesOn(t, 20, dir, "import").status)
	assert.Empty(t, weekOn(t, 20, dir, "weekly").at(t, "sections/overview/banners"))
}

// No fit without its newest samples is today's: page one says that they are old.
func TestOldSamplesAreToldOnPageOne(t *testing.T) {
	config := sourcesOfAllKinds + "  - {name: kpis, kind: csv, path: kpis.csv, record: sample, max_age: 2d, columns: {at: at, value: value}, set: {service: fx, metric: cpu}}\n"
	dir := project(t, map[string]string{
		"config.yaml": config, "inc.csv": tickets(168, 0, "x"), "chg.csv": "id,requested\nC1,2026-10-13T09:00Z\n",
		"kpis.csv": "at,value\n2026-10-13T10:00Z,40\n",
	})
	require.Equal(t, exitDone, ninesOn(t, 20, dir, "import").status)
	f := weekOn(t, 20, dir, "weekly")
	assert.Equal(t, "[kpis: the newest data are of 13 Oct 2026 10:00, 2 d is allowed]", fmt.Sprint(f.at(t, "sections/overview/banners")))
}
