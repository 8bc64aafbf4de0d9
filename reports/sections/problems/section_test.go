package problems_test

import (
	"encoding/json"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/reportstest"
	"nines/reports/sections/cost"
	"nines/reports/sections/problems"
)

func TestProblemReview(t *testing.T) {
	r := reportstest.ProblemReviewOf(t, reportstest.ProblemData(), nil)
	f := reportstest.FiguresOf[problems.Figures](t, r, "problems")
	assert.Equal(t, 2, f.Open)
	require.Len(t, f.Stale, 1)
	assert.Equal(t, "PRB2", f.Stale[0].ID)
	assert.InDelta(t, 11+7./24, *f.Stale[0].DaysSinceUpdate, 1e-9)
	assert.InDelta(t, 7, f.Stale[0].AllowedDays, 0)
	assert.Equal(t, []string{"action"}, f.Stale[0].Missing)

	require.Len(t, f.Agenda, 2)
	first := f.Agenda[0]
	assert.Equal(t, "PRB1", first.ID, "more is expected of it")
	assert.Equal(t, 2, *first.IncidentsOpened)
	assert.InDelta(t, 70, *first.DowntimeOpened, 1e-9)
	assert.InDelta(t, 80, *first.EffortOpened, 1e-6, "60 minutes and a third of 60")
	assert.Nil(t, first.CostOpened, "nothing is priced")
	assert.Positive(t, *first.ExpectedLoss.Minutes)
	assert.Greater(t, *first.ExpectedLoss.Minutes, *f.Agenda[1].ExpectedLoss.Minutes)

	require.Len(t, f.Unrecorded, 1)
	assert.Equal(t, "PRB9", f.Unrecorded[0].Problem)
	assert.InDelta(t, 10, *f.Unrecorded[0].DowntimeMinutes, 1e-9)
	assert.Equal(t, map[string]int{"0-30": 2, "31-60": 0, "61-90": 0, "91-180": 0, "181+": 0}, f.Ageing)
	require.Len(t, f.Weekly, 13)
	assert.Equal(t, problems.WeekFigures{Week: "2026-W40", Opened: 2, Outstanding: 2}, f.Weekly[11])
	assert.Contains(t, r.Document.Message, "of what they are expected to cost in another quarter")

	rows := reportstest.Table(t, r, "agenda").Rows
	assert.Equal(t, "https://tool.example.com/PRB1", rows[0].Cells[1].Link)
	assert.Equal(t, "P1 · 11 days old", rows[0].Cells[1].Second)
}

// The keys of the contract are there, and lists without members are lists.
func TestKeysOfTheProblemReview(t *testing.T) {
	r := reportstest.ProblemReviewOf(t, reportstest.ProblemData(), nil)
	written, err := json.Marshal(reportstest.FiguresOf[problems.Figures](t, r, "problems"))
	require.NoError(t, err)
	var got map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(written, &got))
	for _, key := range []string{"open", "stale", "ageing", "weekly", "actions", "orphans", "false_closures", "fixes"} {
		assert.Contains(t, got, key)
		assert.NotEqual(t, "null", string(got[key]), key)
	}
	var stale []map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(got["stale"], &stale))
	for _, key := range []string{
		"id", "priority", "status", "days_since_update", "days_since_progress", "allowed_days", "age_days", "missing",
		"incidents_since_opened", "downtime_minutes_since_opened", "expected_loss",
	} {
		assert.Contains(t, stale[0], key)
	}
}

// What cannot be assessed cost nobody knows what: of one such incident the minutes are unknown, not 0. Of no incident at
// all both minutes and cost are known: 0.
func TestUnknownIsNotNothing(t *testing.T) {
	data := reportstest.ProblemData()
	dark := data.Incidents[0]
	dark.ID, dark.Problem, dark.Priority = "INC9", []string{"PRB8"}, itsm.PriorityUnknown
	data.Incidents = append(data.Incidents, dark)
	f := reportstest.FiguresOf[problems.Figures](t, reportstest.ProblemReviewOf(t, data, nil), "problems")
	require.Len(t, f.Unrecorded, 2)
	require.Equal(t, "PRB8", f.Unrecorded[1].Problem)
	assert.Equal(t, 1, f.Unrecorded[1].NotAssessed)
	assert.Nil(t, f.Unrecorded[1].DowntimeMinutes)
	data.Incidents[2].Service = ""
	byService := reportstest.FiguresOf[cost.Figures](t, reportstest.ProblemReviewOf(t, data, nil), "cost").Services
	assert.Nil(t, byService[len(byService)-1].Service)

	data.Incidents = nil
	r := reportstest.ProblemReviewOf(t, data, func(s *making.Settings) { s.Costs = making.Rates{Hour: itsm.Known(60)} })
	first := reportstest.FiguresOf[problems.Figures](t, r, "problems").Agenda[0]
	assert.Zero(t, *first.IncidentsOpened)
	assert.Zero(t, *first.DowntimeOpened)
	require.NotNil(t, first.CostOpened)
	assert.Zero(t, *first.CostOpened)
	assert.Zero(t, *reportstest.FiguresOf[cost.Figures](t, r, "cost").Period.Cost)

	data.First = time.Time{} // no source tells of any incident
	first = reportstest.FiguresOf[problems.Figures](t, reportstest.ProblemReviewOf(t, data, nil), "problems").Agenda[0]
	assert.Nil(t, first.IncidentsOpened)
	assert.Nil(t, first.DowntimeOpened)
}

// Without any problem each section says so, and nothing is made up.
func TestNoProblems(t *testing.T) {
	sources := append(reportstest.Imported(), itsm.SourceState{Source: "problems", Record: "problem"})
	r := reportstest.ProblemReviewOf(t, &reportstest.Records{Sources: sources, First: reportstest.At(1, 0, 0)}, nil)
	assert.Equal(t, "No problem is open.", r.Document.Message)
	f := reportstest.FiguresOf[problems.Figures](t, r, "problems")
	assert.True(t, *f.Backlog.Met)
	assert.Zero(t, f.Open)
	assert.NotNil(t, f.Stale)
	assert.Zero(t, f.Weekly[12].Outstanding)
	assert.Nil(t, reportstest.FiguresOf[cost.Figures](t, r, "cost").Total)
	for _, b := range r.Document.Sections[0].Blocks {
		_, isTable := b.(*document.Table)
		assert.False(t, isTable, "no empty tables")
	}
}

// No placeholder stays unfilled, and no word is missing, on any page of a review that has everything.
func TestWordsOfTheProblemReview(t *testing.T) {
	data := reportstest.ProblemData()
	over := data.Problems[0]
	over.ID, over.Status, over.Closed, over.KnownError = "PRB3", itsm.StatusClosed, reportstest.At(6, 0, 0), itsm.Yes
	known := data.Problems[0]
	known.ID, known.KnownError, known.Priority, known.Owner, known.Opened = "PRB4", itsm.Yes, itsm.PriorityUnknown, "", reportstest.At(2, 0, 0)
	silent := itsm.Problem{Head: itsm.Head{Source: "tickets", ID: "PRB5"}, Status: itsm.StatusNew}
	data.Problems = append(data.Problems, over, known, silent)
	data.Incidents[1].Problem = []string{"PRB3", "PRB4"}
	major := reportstest.Outage("INC3", "shop", 8, 30)
	major.Major, major.ReviewHeld, major.Problem = reportstest.At(8, 9, 0), reportstest.At(11, 12, 0), []string{"PRB8"}
	data.Incidents = append(data.Incidents, major)
	for i, due := range []int{10, 14, 30} {
		data.Actions = append(data.Actions, itsm.Action{Head: itsm.Head{Source: "tickets", ID: "A" + string(rune('1'+i))}, Problem: "PRB1", Due: reportstest.At(due, 0, 0)})
	}
	data.Actions = append(data.Actions,
		itsm.Action{Head: itsm.Head{Source: "tickets", ID: "A4"}, Problem: "PRB1"},
		itsm.Action{Head: itsm.Head{Source: "tickets", ID: "A5"}, Problem: "PRB1", Done: itsm.Mark{State: itsm.Yes, At: reportstest.At(9, 0, 0)}})
	r := reportstest.ProblemReviewOf(t, data, nil)
	placeholder := regexp.MustCompile(`\{[a-z_]+\}`)
	for _, text := range reportstest.Texts(r) {
		assert.NotRegexp(t, placeholder, text)
		assert.NotRegexp(t, `^(problems|cost)\.[a-z_.]+$`, text, "a word is missing")
	}
	f := reportstest.FiguresOf[problems.Figures](t, r, "problems")
	assert.Len(t, f.Actions, 5)
	assert.Len(t, f.FalseClosures, 1)
	assert.Len(t, f.KnownErrors, 1)
	assert.Len(t, f.LateReviews, 1)
	assert.Equal(t, []string{"INC3"}, f.WithoutAction)
	assert.Equal(t, []string{"PRB5"}, f.Gaps["not_updated"])
}

// Two more incidents of the shop say what INC1 says and name no problem: PRB1 is expected to strike more often, though
// what it has cost since it was opened stays what names it. One of another title, and a duplicate, tell nothing.
func TestIncidentsLikeThoseOfAProblem(t *testing.T) {
	expected := func(r *reports.Report) (float64, int) {
		first := reportstest.FiguresOf[problems.Figures](t, r, "problems").Agenda[0]
		require.Equal(t, "PRB1", first.ID)
		return *first.ExpectedLoss.Minutes, *first.IncidentsOpened
	}
	before, linked := expected(reportstest.ProblemReviewOf(t, reportstest.ProblemData(), nil))
	data, other := reportstest.ProblemData(), reportstest.Outage("INC6", "shop", 10, 60)
	for day, id := range map[int]string{8: "INC3", 9: "INC4"} {
		i := reportstest.Outage(id, "shop", day, 60)
		i.Title = "Orders FAIL"
		data.Incidents = append(data.Incidents, i)
	}
	more, still := expected(reportstest.ProblemReviewOf(t, data, nil))
	assert.Greater(t, more, before*1.2)
	assert.Equal(t, linked, still)

	other.Title = "printer jammed"
	duplicate := data.Incidents[len(data.Incidents)-1]
	duplicate.ID, duplicate.DuplicateOf = "INC7", "INC3"
	data.Incidents = append(data.Incidents, other, duplicate)
	same, _ := expected(reportstest.ProblemReviewOf(t, data, nil))
	assert.InDelta(t, more, same, 1e-9)
}
