package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// benchRows is how many tickets the benchmark's file holds: a million, 20,000 with -short.
func benchRows() int {
	if testing.Short() {
		return 20_000
	}
	return 1_000_000
}

const benchConfig = `timezone: UTC
store: %s
output: out
sources:
  - name: incidents
    kind: csv
    path: incidents.csv
    record: incident
    zone: UTC
    columns:
      id: number
      title: short_description
      service: business_service
      component: cmdb_ci
      priority: priority
      status: state
      opened: opened_at
      acknowledged: acknowledged_at
      restored: restored_at
      resolved: resolved_at
      closed: closed_at
      updated: sys_updated_on
      cause: cause_code
      team: assignment_group
      assignee: assigned_to
      reassignments: reassignment_count
      category: category
      subcategory: subcategory
      effort: time_worked
`

const benchHeader = "number,short_description,business_service,cmdb_ci,priority,state,opened_at,acknowledged_at,restored_at," +
	"resolved_at,closed_at,sys_updated_on,cause_code,assignment_group,assigned_to,reassignment_count,category,subcategory,time_worked"

var ticketImport = importBench{config: benchConfig, header: benchHeader, file: "incidents.csv"}

// writeTickets writes a file of n tickets of 19 columns, about 205 bytes each, over 21 months. Of every changed-th the
// state, the team and the instant of the last update are others; 0: of none.
func writeTickets(tb testing.TB, file string, n, changed int) {
	f, err := os.Create(file)
	require.NoError(tb, err)
	w := bufio.NewWriterSize(f, 1<<20)
	fmt.Fprintln(w, benchHeader)
	rng := rand.New(rand.NewPCG(1, 2))
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	const layout = "2006-01-02 15:04:05"
	priorities := []string{"1 - Critical", "2 - High", "3 - Moderate", "4 - Low"}
	words := strings.Fields("order entry is slow for users of branch login fails after the update pricing late batch did not end")
	for i := range n {
		opened := start.Add(time.Duration(float64(i) / float64(n) * float64(638*24*time.Hour))).Truncate(time.Second)
		resolved := opened.Add(time.Duration(rng.ExpFloat64() * float64(20*time.Hour))).Truncate(time.Second)
		closed, state, team := resolved.Add(72*time.Hour), "Closed", rng.IntN(40)
		updated := closed
		word := func() string { return words[rng.IntN(len(words))] }
		title := strings.Join([]string{word(), word()}, " ")
		fmt.Fprintf(w, "INC%07d,%s %d,", i, title, rng.IntN(5000))
		if changed > 0 && i%changed == 0 {
			state, team, updated = "Resolved", team+1, closed.Add(time.Hour)
		}
		fmt.Fprintf(w, "service-%02d,host%04d,%s,%s,", rng.IntN(30), rng.IntN(3000), priorities[rng.IntN(4)], state)
		for _, t := range []time.Time{opened, opened.Add(5 * time.Minute), resolved, resolved, closed, updated} {
			w.WriteString(t.Format(layout))
			w.WriteByte(',')
		}
		fmt.Fprintf(w, "cause %d,team %02d,user%03d,%d,software,sub %d,%d\n",
			rng.IntN(9), team, rng.IntN(900), rng.IntN(4), rng.IntN(50), rng.IntN(300))
	}
	require.NoError(tb, w.Flush())
	require.NoError(tb, f.Close())
}

// BenchmarkImport imports a file of 1,000,000 tickets with the program itself, then the same file again, then one of
// which a row in a hundred changed. It reports CPU seconds, their ratio to what the sqlite3 shell takes to load the same
// file into a table of text in memory (the floor, measured in the same run), and the peak of memory.
func BenchmarkImport(b *testing.B) {
	m := ticketImport.in(b, "sqlite3")
	m.configure(b, "sqlite:nines.db")
	for b.Loop() {
		m.removeStore(b)
		for _, step := range []struct {
			name    string
			changed int
		}{{"fresh", 0}, {"unchanged", 0}, {"changed", 100}} {
			writeTickets(b, m.path(), benchRows(), step.changed)
			m.step(b, step.name, m.floor(b))
		}
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkImportPostgreSQL imports the same file into PostgreSQL. It reports the time on the clock, and its ratio to
// what psql's \copy takes to load the file into a table of text in the same server.
func BenchmarkImportPostgreSQL(b *testing.B) {
	m := ticketImport.in(b, "psql")
	writeTickets(b, m.path(), benchRows(), 0)
	m.postgres(b, func(string) string { return "" })
}
