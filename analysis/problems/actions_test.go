package problems

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// As of Monday, 2 November, 07:00; the last review was on Monday, 26 October, 00:00. A date without an hour lasts until
// its day ends, one with an hour until then.
func TestActions(t *testing.T) {
	action := func(id string, due time.Time) itsm.Action {
		return itsm.Action{Head: head(id, oct(1, 0)), Due: due, Status: itsm.StatusOpen}
	}
	done := func(id string, at time.Time) itsm.Action {
		a := action(id, oct(20, 0))
		a.Done = itsm.Mark{State: itsm.Yes, At: at}
		return a
	}
	in := input()
	cancelled := action("cancelled", oct(1, 0))
	cancelled.Status = itsm.StatusCancelled
	undated := done("done, nobody knows when", time.Time{})
	seen := done("done, first seen on the 30th", time.Time{})
	before := action(seen.ID, oct(20, 0))
	seen.Version = oct(30, 0)
	in.Actions = []itsm.Action{
		action("today", oct(33, 0)), action("an hour ago", oct(33, 6)), action("yesterday", oct(32, 0)), action("long ago", oct(10, 0)),
		action("in 14 days", oct(47, 0)), action("in 15 days", oct(48, 0)), action("no date", time.Time{}),
		done("done before the review", oct(25, 23)), done("done since", oct(26, 0)), cancelled, undated, seen,
	}
	in.ActionVersions = []itsm.Action{before, seen}
	type line struct {
		id    string
		state ActionState
		days  float64
	}
	var got []line
	r := Compute(in)
	for _, a := range r.Actions {
		got = append(got, line{a.ID, a.State, a.DueDays.Value})
	}
	assert.Equal(t, []line{
		{"long ago", Overdue, -23},
		{"yesterday", Overdue, -1},
		{"an hour ago", Overdue, 0},
		{"today", DueSoon, 0},
		{"in 14 days", DueSoon, 14},
		{"in 15 days", DueLater, 15},
		{"no date", Undated, 0},
		{"done, first seen on the 30th", Done, 0},
		{"done since", Done, 0},
	}, got)
	assert.Equal(t, []itsm.Ref{ref("done, nobody knows when")}, r.Gaps.DoneAtUnknown)
}

// The date moved from the 10th to the 20th, back to the 15th, away, and to the 25th: twice to a later one; where it was
// set anew nothing was put off.
func TestPutOff(t *testing.T) {
	in := input()
	for i, due := range []time.Time{{}, oct(10, 0), oct(20, 0), oct(15, 0), {}, oct(25, 0), oct(28, 0)} {
		in.ActionVersions = append(in.ActionVersions, itsm.Action{Head: head("A", oct(1+i, 0)), Due: due, Status: itsm.StatusOpen})
	}
	in.Actions = in.ActionVersions[6:]
	list := Compute(in).Actions
	require.Len(t, list, 1)
	assert.Equal(t, 2, list[0].PutOff)
	assert.Equal(t, oct(10, 0), list[0].FirstDue)
}

// The agenda counts the open actions of a problem, and names the next date.
func TestActionsOfAProblem(t *testing.T) {
	in := input()
	in.Problems = []itsm.Problem{problem("P", oct(1, 0), oct(30, 0))}
	for i, due := range []int{50, 20, 40} {
		in.Actions = append(in.Actions, itsm.Action{Head: head(string(rune('A'+i)), oct(2, 0)), Problem: "P", Due: oct(due, 0)})
	}
	in.Actions[2].Status = itsm.StatusClosed
	v := only(t, in)
	assert.Equal(t, 2, v.OpenActions)
	assert.Equal(t, 1, v.Overdue)
	assert.Equal(t, oct(20, 0), v.NextDue)
}

// Two days are allowed after the end. Ended on 10 October 12:00, the review is due on the 12th 12:00.
func TestReviewsOfMajorIncidents(t *testing.T) {
	in := input()
	major := func(id string, ended, held time.Time) Major { return Major{Ref: ref(id), Ended: ended, Held: held} }
	followed := major("followed", oct(10, 12), oct(11, 0))
	byProblem := major("by its problem", oct(10, 12), oct(11, 0))
	byProblem.Problems = []itsm.Ref{ref("P")}
	in.Problems = []itsm.Problem{problem("P", oct(1, 0), oct(30, 0))}
	in.Actions = []itsm.Action{{Head: head("A", oct(2, 0)), Incident: "followed"}, {Head: head("B", oct(2, 0)), Problem: "P"}}
	in.Majors = []Major{
		followed, byProblem, major("in time", oct(10, 12), oct(12, 12)), major("late", oct(10, 12), oct(13, 0)),
		major("never", oct(10, 12), time.Time{}), major("not due", oct(31, 12), time.Time{}), major("goes on", time.Time{}, time.Time{}),
	}
	r := Compute(in)
	require.Len(t, r.LateReviews, 2)
	assert.Equal(t, "never", r.LateReviews[0].ID)
	// From 12 October 12:00 to 2 November 07:00: 20 days and 19 hours.
	assert.InDelta(t, 20+19./24, r.LateReviews[0].LateDays, 1e-9)
	assert.Equal(t, "late", r.LateReviews[1].ID)
	assert.InDelta(t, 0.5, r.LateReviews[1].LateDays, 1e-9)
	var without []string
	for _, m := range r.WithoutAction {
		without = append(without, m.ID)
	}
	assert.Equal(t, []string{"in time", "late"}, without)
}
