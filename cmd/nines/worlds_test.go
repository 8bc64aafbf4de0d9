package main

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const worldConfig = `
timezone: Europe/London
services: [{id: web, name: Web shop, aliases: [WEB], depends_on: [db], change_window: nights}, {id: db, name: Datenbank, target: 99.5}, {id: 支付, critical: nights}]
calendars: {nights: {hours: {Mon-Sun: "19:00-06:00"}}}
outages: {by_priority: {P1: 100, P2: 40}}
costs: {hour: 80, contact: 12, minute: {web: 3}, currency: EUR}
changes: {freezes: [{from: 2026-10-24, to: 2026-10-26, services: [db], reason: "clocks"}, {from: 2026-11-03, to: 2026-11-03}]}
sources:
  - {name: ops, kind: csv, path: ops.csv, record: change, columns: &change {id: id, title: title, service: service, component: component, class: class, risk: risk, status: status,
     outcome: outcome, incident: mends, requested: requested, approved: approved, planned_start: ps, planned_end: pe, actual_start: as, actual_end: ae, plan: plan, backout: backout,
     responsible: who, releases_code: code, maintenance: maintenance, effort: effort, updated: updated}}
  - {name: vendor, kind: csv, path: vendor.csv, record: change, columns: *change}
  - {name: desk, kind: csv, path: desk.csv, record: incident, columns: &incident {id: id, title: title, service: service, priority: priority, status: status, outage: outage, lost: lost,
     opened: opened, restored: restored, closed: closed, problem: problem, change: change, effort: effort, contacts: contacts, updated: updated}}
  - {name: app, kind: csv, path: app.csv, record: incident, columns: *incident}
  - {name: board, kind: csv, path: board.csv, record: decision, columns: {meeting: meeting, change: change, decision: decision, condition: condition, owner: owner, at: at, met: met}}
`

// world makes up what a team might have, with what goes wrong in exports: two sources that share ids, several versions of a
// record, names in other letters, times that are missing, contradict each other or fall into the hours of a clock change.
type world struct {
	*rand.Rand
}

func (w world) of(words ...string) string { return words[w.IntN(len(words))] }

func (w world) yes(part float64) bool { return w.Float64() < part }

func (w world) mostly(part float64, word string) string {
	if w.yes(part) {
		return word
	}
	return ""
}

var worldBegins = time.Date(2026, 7, 20, 0, 0, 0, 0, time.UTC)

// at is a moment of 17 weeks, most often a full quarter of an hour, and not seldom one of the night of 25 October.
func (w world) at() time.Time {
	if w.yes(0.03) {
		return time.Date(2026, 10, 25, 0, 15*w.IntN(12), 0, 0, time.UTC)
	}
	return worldBegins.Add(time.Duration(w.IntN(17*7*24*4)) * 15 * time.Minute)
}

func (w world) stamp(part float64, t time.Time) string { return w.mostly(part, t.Format(time.RFC3339)) }

func (w world) service() string {
	return w.of("web", "WEB", "Web shop", "db", "db ", "支付", "", "Met later")
}

// change is a change as one row, or as two versions of it.
func (w world) change() [][]string {
	start := w.at()
	length := time.Duration(w.IntN(40)) * 15 * time.Minute
	row := []string{
		fmt.Sprintf("C%d", w.IntN(260)), w.of("Release", "Überlauf <b>", "=1+1", "Patch"), w.service(), w.of("", "a-1", "A-1", "b"),
		w.of("normal", "standard", "emergency", "bau", "odd"), w.of("low", "medium", "high", ""), w.of("open", "closed", "closed", "cancelled"),
		w.of("", "successful", "successful", "failed", "backed_out"), w.mostly(0.2, fmt.Sprintf("I%d", w.IntN(300))),
		w.stamp(0.9, start.Add(-time.Duration(w.IntN(400))*time.Hour)), w.of("yes", "no", "", start.Add(-time.Hour).Format(time.RFC3339)),
		w.stamp(0.9, start), w.stamp(0.9, start.Add(length)), w.stamp(0.6, start.Add(time.Minute)), w.stamp(0.6, start.Add(length-30*time.Minute)),
		w.mostly(0.8, "plan"), w.mostly(0.8, "back"), w.of("Ann", "Bo", ""), w.of("yes", "no", ""), w.of("yes", "no", "no"), w.of("", "30", "90"),
		start.Format(time.RFC3339),
	}
	rows := [][]string{row}
	if w.yes(0.2) {
		later := append([]string(nil), row...)
		later[7], later[21] = w.of("failed", "successful"), start.Add(50*time.Hour).Format(time.RFC3339)
		rows = append(rows, later)
	}
	return rows
}

func (w world) incident() [][]string {
	start := w.at()
	end := start.Add(time.Duration(w.IntN(300)-10) * time.Minute)
	changes := []string{"", "", "", fmt.Sprintf("C%d", w.IntN(280)), fmt.Sprintf("C%d;C%d", w.IntN(260), w.IntN(260))}
	return [][]string{{
		fmt.Sprintf("I%d", w.IntN(300)), w.of("Orders time out", "Login <script>", "Queue 17 full", ""), w.service(), w.of("P1", "P2", "P3", ""), w.of("closed", "closed", "open", "cancelled"),
		w.of("", "", "full", "none"), w.mostly(0.1, "30"), w.stamp(0.97, start), w.stamp(0.8, end), w.stamp(0.8, end.Add(time.Hour)),
		w.mostly(0.2, fmt.Sprintf("P%d", w.IntN(9))), changes[w.IntN(len(changes))], w.of("", "20", "100"), w.of("", "1", "4"), end.Add(time.Hour).Format(time.RFC3339),
	}}
}

func (w world) decision() [][]string {
	return [][]string{{
		w.of("2026-W43", "2026-W44", "2026-W45", "extra"), fmt.Sprintf("C%d", w.IntN(270)), w.of("approved", "rejected", "deferred", "approved with conditions", ""),
		w.of("", "tested", "Zweiter Standort"), w.of("", "Ann"), w.of("", "2026-10-22", "2026-10-29"), w.of("", "yes", "no"),
	}}
}

// worldFolder is a folder with a world of that seed.
func worldFolder(t *testing.T, seed uint64) string {
	t.Helper()
	dir := project(t, map[string]string{"config.yaml": worldConfig})
	w := world{rand.New(rand.NewPCG(seed, 0))}
	write := func(name, header string, n int, row func() [][]string) {
		var text strings.Builder
		out := csv.NewWriter(&text)
		require.NoError(t, out.Write(strings.Split(header, ",")))
		for range n {
			require.NoError(t, out.WriteAll(row()))
		}
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text.String()), 0o600))
	}
	const changes = "id,title,service,component,class,risk,status,outcome,mends,requested,approved,ps,pe,as,ae,plan,backout,who,code,maintenance,effort,updated"
	const incidents = "id,title,service,priority,status,outage,lost,opened,restored,closed,problem,change,effort,contacts,updated"
	write("ops.csv", changes, 300, w.change)
	write("vendor.csv", changes, 60, w.change)
	write("desk.csv", incidents, 350, w.incident)
	write("app.csv", incidents, 60, w.incident)
	write("board.csv", "meeting,change,decision,condition,owner,at,met", 30, w.decision)
	return dir
}

// What became of changes and of incidents does not depend on the store, in whatever order it yields them.
func TestRandomWorldsFromBothStores(t *testing.T) {
	if testing.Short() {
		t.Skip("imports and reports of whole worlds, twice")
	}
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			sameFromBoth(t, func(t *testing.T) string { return worldFolder(t, seed) }, [][]string{
				{"cab", "--as-of", "2026-10-22T09:00"},
				{"cab", "--period", "2026-W45", "--as-of", "2026-11-02T09:00"},
				{"weekly", "--period", "2026-W43", "--as-of", "2026-10-27T07:00"},
				{"monthly", "--period", "2026-10", "--as-of", "2026-11-09T07:00"},
			})
		})
	}
}
