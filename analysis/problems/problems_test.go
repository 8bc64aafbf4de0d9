package problems

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// oct is an hour of October 2026; day 0 is 30 September, day 33 is 2 November.
func oct(day, hour int) time.Time { return time.Date(2026, 10, day, hour, 0, 0, 0, time.UTC) }

// asOf is Monday, 2 November 2026, 07:00.
var asOf = oct(33, 7)

func input() Input {
	last := itsm.LastComplete(itsm.Week, asOf, time.UTC)
	in := Input{
		AsOf: asOf, LastReview: last.From, Zone: time.UTC,
		Rules: Rules{
			AllowedDays:   map[itsm.Priority]float64{itsm.P1: 7, itsm.P2: 14, itsm.P3: 30, itsm.P4: 60, itsm.P5: 90},
			RootCauseDays: 14, BacklogTarget: 20, ReviewDays: 2,
		},
	}
	for n := 12; n >= 0; n-- {
		in.Weeks = append(in.Weeks, last.Shift(-n))
	}
	return in
}

func head(id string, version time.Time) itsm.Head {
	return itsm.Head{Source: "s", ID: id, Version: version}
}

// problem is an open P3 with an owner and a root cause, which misses an action only.
func problem(id string, opened, updated time.Time) itsm.Problem {
	return itsm.Problem{
		Head: head(id, updated), Status: itsm.StatusOpen, Priority: itsm.P3, Opened: opened, Updated: updated, Owner: "Ann", RootCause: "known",
	}
}

func ref(id string) itsm.Ref { return itsm.Ref{Source: "s", ID: id} }

func only(t *testing.T, in Input) Review {
	t.Helper()
	r := Compute(in)
	require.Len(t, r.Agenda, 1)
	return r.Agenda[0]
}

func TestNothing(t *testing.T) {
	r := Compute(input())
	assert.Empty(t, r.Agenda)
	assert.Empty(t, r.Actions)
	assert.Len(t, r.Weeks, 13)
	assert.True(t, r.Backlog.Met)
	assert.Zero(t, r.Backlog.Net.Value)
	assert.Equal(t, Gaps{}, r.Gaps)
	assert.Empty(t, Compute(Input{AsOf: asOf, Zone: time.UTC}).Weeks, "no weeks at all")
}

// Updated on 3 October at 07:00, the problem is idle for 30 days of 24 hours on 2 November: as long as a P3 may be. A
// minute earlier it is stale.
func TestStale(t *testing.T) {
	for _, c := range []struct {
		name     string
		priority itsm.Priority
		updated  time.Time
		idle     float64
		stale    bool
	}{
		{"as long as allowed", itsm.P3, oct(3, 7), 30, false},
		{"a minute longer", itsm.P3, oct(3, 7).Add(-time.Minute), 30 + 1./1440, true},
		{"unknown as P3", itsm.PriorityUnknown, oct(3, 6), 30 + 1./24, true},
		{"P4 has 60 days", itsm.P4, oct(3, 6), 30 + 1./24, false},
		{"P1 has 7 days", itsm.P1, oct(25, 19), 7.5, true},
		{"just now", itsm.P1, asOf, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := input()
			p := problem("P", oct(1, 0), c.updated)
			p.Priority = c.priority
			in.Problems = []itsm.Problem{p}
			v := only(t, in)
			assert.InDelta(t, c.idle, v.Idle.Value, 1e-9)
			assert.Equal(t, c.stale, v.Stale)
		})
	}
	in := input()
	in.Problems = []itsm.Problem{problem("P", time.Time{}, time.Time{})}
	r := Compute(in)
	assert.False(t, r.Agenda[0].Idle.Known)
	assert.False(t, r.Agenda[0].Stale, "nothing tells")
	assert.Equal(t, []itsm.Ref{ref("P")}, r.Gaps.NotUpdated)
	assert.Equal(t, []itsm.Ref{ref("P")}, r.Gaps.NotOpened)
}

// A problem is open unless it is resolved, closed or cancelled; an unknown status goes by the times.
func TestOpen(t *testing.T) {
	in := input()
	for i, status := range []itsm.Status{
		itsm.StatusNew, itsm.StatusPending, itsm.StatusKnownError, itsm.StatusResolved, itsm.StatusClosed, itsm.StatusCancelled, itsm.StatusUnknown, itsm.StatusUnknown,
	} {
		p := problem(string(rune('A'+i)), oct(1, 0), oct(2, 0))
		p.Status = status
		if i == 7 {
			p.Closed = oct(3, 0)
		}
		in.Problems = append(in.Problems, p)
	}
	var open []string
	r := Compute(in)
	for _, v := range r.Agenda {
		open = append(open, v.ID)
	}
	assert.Equal(t, []string{"A", "B", "C", "G"}, open)
	assert.Equal(t, []itsm.Ref{ref("F")}, r.Gaps.Cancelled)
	assert.Equal(t, []itsm.Ref{ref("D"), ref("E")}, r.Gaps.EndUnknown)
}

func TestMissing(t *testing.T) {
	action := func(change func(*itsm.Action)) itsm.Action {
		a := itsm.Action{Head: head("A", oct(2, 0)), Problem: "P", Due: oct(40, 0), Status: itsm.StatusOpen}
		change(&a)
		return a
	}
	asIs := func(*itsm.Action) {}
	for _, c := range []struct {
		name    string
		problem func(*itsm.Problem)
		action  func(*itsm.Action)
		want    []string
	}{
		{"nothing", func(*itsm.Problem) {}, asIs, []string{}},
		{"an owner", func(p *itsm.Problem) { p.Owner = "" }, asIs, []string{"owner"}},
		// 14 days before 2 November 07:00 is 19 October 07:00.
		{"no cause after 14 days yet", func(p *itsm.Problem) { p.RootCause, p.Opened = "", oct(19, 7) }, asIs, []string{}},
		{"a cause after more than 14 days", func(p *itsm.Problem) { p.RootCause, p.Opened = "", oct(19, 6) }, asIs, []string{"root_cause"}},
		{"an action", func(*itsm.Problem) {}, func(a *itsm.Action) { a.Problem = "Q" }, []string{"action"}},
		{"an action, as the only one was called off", func(*itsm.Problem) {}, func(a *itsm.Action) { a.Status = itsm.StatusCancelled }, []string{"action"}},
		{"nothing, as the action is done", func(*itsm.Problem) {}, func(a *itsm.Action) { a.Status, a.Due = itsm.StatusClosed, time.Time{} }, []string{}},
		{"a date", func(*itsm.Problem) {}, func(a *itsm.Action) { a.Due = time.Time{} }, []string{"due_date"}},
		{"the workaround of a known error", func(p *itsm.Problem) { p.KnownError = itsm.Yes }, asIs, []string{"workaround"}},
		{"the same by its status", func(p *itsm.Problem) { p.Status = itsm.StatusKnownError }, asIs, []string{"workaround"}},
		{"nothing, as it has a workaround", func(p *itsm.Problem) { p.KnownError, p.Workaround = itsm.Yes, "restart" }, asIs, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := input()
			p := problem("P", oct(1, 0), oct(2, 0))
			c.problem(&p)
			in.Problems, in.Actions = []itsm.Problem{p}, []itsm.Action{action(c.action)}
			assert.Equal(t, c.want, only(t, in).Missing)
		})
	}
}

// The agenda goes by expected loss, greatest first and unknown last, then by priority (unknown as P3), age and id.
func TestOrderOfTheAgenda(t *testing.T) {
	in := input()
	add := func(id string, p itsm.Priority, opened int, minutes, money itsm.Number) {
		q := problem(id, oct(opened, 0), oct(30, 0))
		q.Priority = p
		in.Problems = append(in.Problems, q)
		if in.Expected == nil {
			in.Expected = map[itsm.Ref]Expected{}
		}
		in.Expected[ref(id)] = Expected{Minutes: minutes, Cost: money}
	}
	add("unknown P1", itsm.P1, 1, itsm.Number{}, itsm.Number{})
	add("unknown P2 b", itsm.P2, 1, itsm.Number{}, itsm.Number{})
	add("unknown P2 a", itsm.P2, 1, itsm.Number{}, itsm.Number{})
	add("unknown P2 older", itsm.P2, 0, itsm.Number{}, itsm.Number{})
	add("nothing", itsm.P5, 1, itsm.Known(0), itsm.Known(900))
	add("much", itsm.P5, 1, itsm.Known(50), itsm.Known(10))
	add("little P4", itsm.P4, 1, itsm.Known(5), itsm.Known(20))
	add("little no priority", itsm.PriorityUnknown, 1, itsm.Known(5), itsm.Known(30))
	rest := []string{"unknown P1", "unknown P2 older", "unknown P2 a", "unknown P2 b"}
	ids := func() (list []string) {
		for _, v := range Compute(in).Agenda {
			list = append(list, v.ID)
		}
		return list
	}
	assert.Equal(t, append([]string{"much", "little no priority", "little P4", "nothing"}, rest...), ids())
	in.Priced = true
	assert.Equal(t, append([]string{"nothing", "little no priority", "little P4", "much"}, rest...), ids())
}

// An incident with two problems counts for both; its 60 minutes, 2 hours and 100 of cost are split. Incidents before the
// opening, children and those of unknown start are not waited for.
func TestWaiting(t *testing.T) {
	in := input()
	in.Problems = []itsm.Problem{problem("P", oct(5, 12), oct(20, 0)), problem("Q", oct(1, 0), time.Time{})}
	incident := func(id string, start time.Time, minutes float64, problems ...itsm.Ref) Incident {
		return Incident{Ref: ref(id), Once: true, Start: start, Problems: problems, Minutes: minutes, Assessed: true}
	}
	both := incident("1", oct(5, 12), 60, ref("P"), ref("Q"))
	both.Effort, both.Cost = itsm.Length{Value: 2 * time.Hour, Known: true}, itsm.Known(100)
	before := incident("2", oct(5, 11), 1000, ref("P"))
	late := incident("3", oct(21, 0), 10, ref("P"))
	late.Assessed, late.Partial = false, true
	child := incident("4", oct(22, 0), 1000, ref("P"))
	child.Once = false
	nowhen := incident("5", time.Time{}, 1000, ref("P"))
	in.Incidents = []Incident{late, both, nowhen, child, before}
	r := Compute(in)
	p, q := r.Agenda[1], r.Agenda[0] // of equal rank, Q is older
	require.Equal(t, "P", p.ID)
	assert.Equal(t, Waiting{
		Known: true, Incidents: 2, Minutes: 30 + 10, NotAssessed: 1, Effort: time.Hour, WithoutEffort: 1,
		Cost: itsm.Known(50), Partial: true, First: oct(5, 12), Last: oct(21, 0),
	}, p.SinceOpened)
	assert.Equal(t, 1, p.SinceUpdated.Incidents)
	assert.Equal(t, 1, q.SinceOpened.Incidents)
	assert.InDelta(t, 30, q.SinceOpened.Minutes, 1e-9)
	assert.False(t, q.SinceUpdated.Known, "nothing tells when it was updated")
	assert.Equal(t, []itsm.Ref{ref("4")}, r.Gaps.NotOnce)
	assert.Equal(t, []itsm.Ref{ref("5")}, r.Gaps.NotPlaced)
}

// Whole days: 30.9 days are 30, 31.0 are 31.
func TestAgeing(t *testing.T) {
	in := input()
	for i, days := range []float64{0, 30.9, 31, 60.9, 61, 90, 91, 180, 181, 4000} {
		opened := asOf.Add(-time.Duration(days * 24 * float64(time.Hour)))
		p := problem(string(rune('A'+i)), opened, oct(32, 0))
		if i == 9 {
			p.Updated = oct(1, 0) // stale
		}
		in.Problems = append(in.Problems, p)
	}
	in.Problems = append(in.Problems, problem("no age", time.Time{}, oct(32, 0)))
	want := [5]Bucket{{0, 30, 2, 0}, {31, 60, 2, 0}, {61, 90, 2, 0}, {91, 180, 2, 0}, {181, -1, 2, 1}}
	assert.Equal(t, want, Compute(in).Ageing)
}

// Whatever the order of the input, the result is the same.
func TestOrderOfTheInput(t *testing.T) {
	in := input()
	for i := range 30 {
		id := string(rune('a' + i))
		p := problem(id, oct(1+i%5, 0), oct(2+i%7, 0))
		if i%4 == 0 {
			p.Status, p.Closed = itsm.StatusClosed, oct(10+i%3, 0)
		}
		in.Problems = append(in.Problems, p)
		in.Actions = append(in.Actions, itsm.Action{Head: head(id, oct(3, 0)), Problem: id, Due: oct(20+i%20, 0)})
		for j := range 3 {
			in.Incidents = append(in.Incidents, Incident{
				Ref: ref(id + string(rune('0'+j))), Once: true, Start: oct(5+j*7, 0), Minutes: float64(i) / 3, Problems: []itsm.Ref{ref(id), {ID: "none" + string(rune('a'+i%5))}},
			})
		}
		in.Majors = append(in.Majors, Major{Ref: ref(id), Ended: oct(3+i%3, 0)})
		in.Orphans = append(in.Orphans, Group{Signature: id, Count: i % 3})
	}
	want := Compute(in)
	rng := rand.New(rand.NewPCG(1, 2))
	sameZone := cmp.Comparer(func(a, b *time.Location) bool { return a == b })
	for range 5 {
		other := in
		other.Problems, other.Actions = shuffled(rng, in.Problems), shuffled(rng, in.Actions)
		other.Incidents, other.Majors, other.Orphans = shuffled(rng, in.Incidents), shuffled(rng, in.Majors), shuffled(rng, in.Orphans)
		assert.Empty(t, cmp.Diff(want, Compute(other), sameZone))
	}
}

func shuffled[T any](rng *rand.Rand, list []T) []T {
	list = slices.Clone(list)
	rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}
