package problems

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// quietSince computes the review of one problem from its versions, the last of which is the present one, and of an
// action from its versions, and returns when it last moved.
func quietSince(t *testing.T, versions []itsm.Problem, actions ...itsm.Action) time.Time {
	t.Helper()
	in := input()
	in.Problems, in.ProblemVersions, in.ActionVersions = versions[len(versions)-1:], versions, actions
	if len(actions) > 0 {
		in.Actions = actions[len(actions)-1:]
	}
	quiet := only(t, in).Quiet
	if !quiet.Known {
		return time.Time{}
	}
	return asOf.Add(-time.Duration(quiet.Value * 24 * float64(time.Hour))).Round(time.Second)
}

// changed is a version of a problem that differs from the one before it.
func changed(before itsm.Problem, at time.Time, change func(*itsm.Problem)) itsm.Problem {
	before.Version, before.Updated = at, at
	change(&before)
	return before
}

func TestProgress(t *testing.T) {
	first := problem("P", oct(1, 0), oct(3, 0))
	bulk := func(p *itsm.Problem) { p.Owner, p.Team, p.Priority, p.Title = "Bob", "b", itsm.P1, "other" }
	worked := changed(first, oct(5, 0), func(p *itsm.Problem) { p.Status = itsm.StatusInProgress })
	for _, c := range []struct {
		name     string
		versions []itsm.Problem
		want     time.Time
	}{
		{"the oldest version is taken for progress", []itsm.Problem{first}, oct(3, 0)},
		{"an edit in bulk is none", []itsm.Problem{first, changed(first, oct(9, 0), bulk)}, oct(3, 0)},
		{"a status is", []itsm.Problem{first, worked, changed(worked, oct(9, 0), bulk)}, oct(5, 0)},
		{"back to an earlier status as well", []itsm.Problem{first, worked, changed(first, oct(9, 0), func(*itsm.Problem) {})}, oct(9, 0)},
		{"a cause", []itsm.Problem{first, changed(first, oct(6, 0), func(p *itsm.Problem) { p.RootCause = "found" })}, oct(6, 0)},
		{"a workaround", []itsm.Problem{first, changed(first, oct(6, 0), func(p *itsm.Problem) { p.Workaround = "restart" })}, oct(6, 0)},
		{"a known error", []itsm.Problem{first, changed(first, oct(6, 0), func(p *itsm.Problem) { p.KnownError = itsm.Yes })}, oct(6, 0)},
	} {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, quietSince(t, c.versions)) })
	}
}

// Without a time of the last update the opening is all that the data show; a version that was updated after the as-of
// instant does not tell when it was before.
func TestProgressOfWhatDoesNotTell(t *testing.T) {
	silent := problem("P", oct(1, 0), time.Time{})
	silent.Version, silent.Oldest = oct(30, 0), true // the import's
	assert.Equal(t, oct(1, 0), quietSince(t, []itsm.Problem{silent}))
	later := silent
	later.Version = oct(40, 0)
	assert.True(t, quietSince(t, []itsm.Problem{later}).IsZero())
}

func TestProgressOfActions(t *testing.T) {
	first := problem("P", oct(1, 0), oct(3, 0))
	action := itsm.Action{Head: head("A", oct(8, 0)), Problem: "P", Title: "do", Status: itsm.StatusOpen, Due: oct(20, 0), Updated: oct(8, 0)}
	with := func(change func(*itsm.Action)) []itsm.Action {
		next := action
		next.Version, next.Updated = oct(12, 0), oct(12, 0)
		change(&next)
		return []itsm.Action{action, next}
	}
	for name, c := range map[string]struct {
		versions []itsm.Action
		want     time.Time
	}{
		"set up":             {[]itsm.Action{action}, oct(8, 0)},
		"another owner":      {with(func(a *itsm.Action) { a.Owner = "Bob" }), oct(8, 0)},
		"put off":            {with(func(a *itsm.Action) { a.Due = oct(25, 0) }), oct(8, 0)},
		"without a date now": {with(func(a *itsm.Action) { a.Due = time.Time{} }), oct(8, 0)},
		"brought forward":    {with(func(a *itsm.Action) { a.Due = oct(15, 0) }), oct(12, 0)},
		"in work":            {with(func(a *itsm.Action) { a.Status = itsm.StatusInProgress }), oct(12, 0)},
		"done on the 11th":   {with(func(a *itsm.Action) { a.Done = itsm.Mark{State: itsm.Yes, At: oct(11, 0)} }), oct(12, 0)},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, quietSince(t, []itsm.Problem{first}, c.versions...)) })
	}
}

// Known since the 6th; three incidents since then, of which one says that it was worked around by hand. A known error
// without incidents is not listed.
func TestKnownErrors(t *testing.T) {
	in := input()
	first := problem("P", oct(1, 0), oct(3, 0))
	known := changed(first, oct(6, 0), func(p *itsm.Problem) { p.KnownError = itsm.Yes })
	calm := problem("Q", oct(1, 0), oct(3, 0))
	calm.Status = itsm.StatusKnownError
	in.Problems, in.ProblemVersions = []itsm.Problem{known, calm}, []itsm.Problem{first, known, calm}
	for i, day := range []int{4, 6, 7, 9} {
		in.Incidents = append(in.Incidents, Incident{
			Ref: ref(string(rune('1' + i))), Once: true, Start: oct(day, 0), Problems: []itsm.Ref{ref("P")}, Minutes: 10, WorkAround: day == 9,
		})
	}
	list := Compute(in).KnownErrors
	require.Len(t, list, 1)
	assert.Equal(t, oct(6, 0), list[0].Since)
	assert.Equal(t, 3, list[0].Waiting.Incidents)
	assert.Equal(t, 1, list[0].WorkedAround)
	assert.InDelta(t, 30, list[0].Waiting.Minutes, 1e-9)
}

// Closed on the 10th, the problem had an incident on the 9th, one as it was closed, and two later: those two went on.
// Of one that says only that it is resolved, the version tells when.
func TestFalseClosures(t *testing.T) {
	in := input()
	closed := problem("P", oct(1, 0), oct(10, 0))
	closed.Status, closed.Closed = itsm.StatusClosed, oct(10, 0)
	open := problem("Q", oct(1, 0), oct(3, 0))
	resolved := changed(open, oct(12, 0), func(p *itsm.Problem) { p.Status = itsm.StatusResolved })
	cancelled := problem("R", oct(1, 0), oct(3, 0))
	cancelled.Status, cancelled.Closed = itsm.StatusCancelled, oct(3, 0)
	in.Problems, in.ProblemVersions = []itsm.Problem{closed, resolved, cancelled}, []itsm.Problem{closed, open, resolved, cancelled}
	incident := func(id, problem string, start time.Time) Incident {
		return Incident{Ref: ref(id), Once: true, Start: start, Problems: []itsm.Ref{ref(problem)}}
	}
	in.Incidents = []Incident{
		incident("1", "P", oct(9, 0)), incident("2", "P", oct(10, 0)), incident("3", "P", oct(10, 1)), incident("4", "P", oct(20, 0)),
		incident("5", "Q", oct(13, 0)), incident("6", "R", oct(20, 0)),
	}
	list := Compute(in).FalseClosures
	require.Len(t, list, 2)
	assert.Equal(t, []string{"3", "4"}, list[0].IDs)
	assert.Equal(t, oct(10, 1), list[0].Waiting.First)
	assert.Equal(t, []string{"5"}, list[1].IDs)
	assert.Equal(t, oct(12, 0), list[1].ClosedAt)
}

// A problem that only incidents name is listed with them.
func TestUnrecorded(t *testing.T) {
	in := input()
	in.Incidents = []Incident{
		{Ref: ref("1"), Once: true, Start: oct(9, 0), Minutes: 8, Assessed: true, Problems: []itsm.Ref{{ID: "X"}, {ID: "Y"}}},
		{Ref: ref("2"), Once: true, Start: oct(8, 0), Minutes: 3, Assessed: true, Problems: []itsm.Ref{{ID: "Y"}}},
	}
	list := Compute(in).Unrecorded
	require.Len(t, list, 2)
	assert.Equal(t, "Y", list[0].ID)
	assert.Equal(t, []string{"2", "1"}, list[0].IDs, "by their start")
	assert.InDelta(t, 3+8./2, list[0].Waiting.Minutes, 1e-9)
	assert.Equal(t, oct(8, 0), list[0].Waiting.First)
	assert.InDelta(t, 4, list[1].Waiting.Minutes, 1e-9)
}
