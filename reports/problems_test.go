package reports

import (
	"context"
	"encoding/json"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/templates"
)

// problemReviewOf makes the review of week 41, 5 to 11 October, on Monday, 12 October 2026, 07:00.
func problemReviewOf(t *testing.T, data *memory, change func(*Settings)) *Report {
	t.Helper()
	set := settingsOf(services(0.999, "shop", "till"))
	set.Problems = ProblemRules{
		AllowedDays:   map[itsm.Priority]float64{itsm.P1: 7, itsm.P2: 14, itsm.P3: 30, itsm.P4: 60, itsm.P5: 90},
		RootCauseDays: 14, BacklogTarget: 1, ReviewDays: 2,
	}
	if change != nil {
		change(&set)
	}
	built, err := templates.Reports()
	require.NoError(t, err)
	period, err := itsm.ParsePeriod("2026-W41", time.Time{}, time.UTC)
	require.NoError(t, err)
	r, err := Make(context.Background(), data, set, Want{Report: built["problem-review"], Period: period, AsOf: at(12, 7, 0)})
	require.NoError(t, err)
	return r
}

// PRB1 is idle since 5 October, 07:00: seven days, as long as a P1 may be; PRB2 since the 1st, longer than a P1 may be.
// INC1 of 60 minutes is of PRB1, INC2 of 30 minutes of both and of PRB9, which has no record: 10 minutes for each.
func problemData() *memory {
	linked := func(i itsm.Incident, problems ...string) itsm.Incident {
		i.Problem, i.Title = problems, "orders fail"
		i.Effort = itsm.Length{Value: time.Hour, Known: true}
		return i
	}
	problem := func(id, service string, priority itsm.Priority, updated time.Time) itsm.Problem {
		return itsm.Problem{
			Head: itsm.Head{Source: "tickets", ID: id, Version: updated}, Title: "title of " + id, Service: service, Priority: priority,
			Status: itsm.StatusOpen, Opened: at(1, 0, 0), Updated: updated, Owner: "Ann",
		}
	}
	data := &memory{
		incidents: []itsm.Incident{linked(outage("INC1", "shop", 6, 60), "PRB1"), linked(outage("INC2", "till", 7, 30), "PRB2", "PRB9", "PRB1", "PRB1")},
		problems:  []itsm.Problem{problem("PRB2", "till", itsm.P1, at(1, 0, 0)), problem("PRB1", "shop", itsm.P1, at(5, 7, 0))},
		sources:   imported(), first: at(1, 0, 0),
	}
	data.problemVersions = data.problems
	return data
}

func TestProblemReview(t *testing.T) {
	r := problemReviewOf(t, problemData(), nil)
	f := figuresOf[problemsFigures](t, r, "problems")
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
	assert.Equal(t, weekFigures{Week: "2026-W40", Opened: 2, Outstanding: 2}, f.Weekly[11])
	assert.Contains(t, r.Document.Message, "of the loss expected of another quarter")

	rows := table(t, r, "agenda").Rows
	assert.Equal(t, "https://tool.example.com/PRB1", rows[0].Cells[1].Link)
	assert.Equal(t, "P1 · 11 days old", rows[0].Cells[1].Second)
}

// The keys of the contract are there, and lists without members are lists.
func TestKeysOfTheProblemReview(t *testing.T) {
	r := problemReviewOf(t, problemData(), nil)
	written, err := json.Marshal(figuresOf[problemsFigures](t, r, "problems"))
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

// At 10 a contact, 60 an hour and 2 a minute of shop: INC1 costs 60 + 120 = 180 at least, as its contacts are not known;
// INC2 60. PRB1 has INC1 and a third of INC2: 200 of 240.
func TestCost(t *testing.T) {
	r := problemReviewOf(t, problemData(), func(s *Settings) {
		s.Costs = Rates{Contact: itsm.Known(10), Hour: itsm.Known(60), Minute: map[string]float64{"shop": 2}}
		s.Currency = "EUR"
	})
	f := figuresOf[costFigures](t, r, "cost")
	assert.True(t, f.Priced)
	assert.InDelta(t, 240, *f.Period.Cost, 1e-9)
	assert.True(t, f.Period.Partial)
	assert.Nil(t, f.Period.Contacts)
	assert.InDelta(t, 240, *f.Total, 1e-6)
	require.Len(t, f.Problems, 3)
	assert.Equal(t, "PRB1", f.Problems[0].ID)
	assert.InDelta(t, 200, *f.Problems[0].Cost, 1e-6)
	assert.Equal(t, metFigures{N: 1, Of: 3}, f.Vital)
	assert.Equal(t, []string{"shop", "till"}, []string{*f.Services[0].Service, *f.Services[1].Service})
	assert.InDelta(t, 180, *f.Incidents[0].Cost, 1e-9)
	assert.Contains(t, textsJoined(r), "at least EUR 240")

	f = figuresOf[costFigures](t, problemReviewOf(t, problemData(), nil), "cost")
	assert.False(t, f.Priced)
	assert.Nil(t, f.Period.Cost)
	assert.InDelta(t, 90, *f.Total, 1e-6, "weighted minutes stand in")
}

// Work logs stand for the effort that a ticket states itself. INC1 has 20 and 10 minutes of them, whatever their dates:
// 30 + 120 = 150, and with INC2 210. PRB1 has INC1, a third of INC2 and 15 minutes of its own: 150 + 20 + 15 = 185. One
// without minutes tells nothing of INC2, one on a ticket that nobody knows of none.
func TestCostOfLoggedEffort(t *testing.T) {
	data := problemData()
	log := func(ticket string, day int, minutes time.Duration) itsm.WorkLog {
		return itsm.WorkLog{
			Head: itsm.Head{Source: "time"}, Ticket: ticket, At: at(day, 9, 0),
			Minutes: itsm.Length{Value: minutes * time.Minute, Known: minutes > 0},
		}
	}
	data.worklogs = []itsm.WorkLog{log("INC1", 1, 20), log("INC1", 11, 10), log("INC2", 7, 0), log("PRB1", 8, 15), log("OTHER", 8, 99)}
	r := problemReviewOf(t, data, func(s *Settings) {
		s.Costs = Rates{Hour: itsm.Known(60), Minute: map[string]float64{"shop": 2}}
	})
	f := figuresOf[costFigures](t, r, "cost")
	assert.InDelta(t, 210, *f.Period.Cost, 1e-9)
	assert.InDelta(t, 90, *f.Period.EffortMinutes, 1e-9)
	assert.InDelta(t, 185, *f.Problems[0].Cost, 1e-6)
	assert.InDelta(t, 15, *f.Problems[0].OwnEffortMinutes, 1e-9)
	review := figuresOf[problemsFigures](t, r, "problems")
	assert.InDelta(t, 50, *review.Agenda[0].EffortOpened, 1e-6, "30 minutes and a third of 60")
}

// What cannot be assessed cost nobody knows what: of one such incident the minutes are unknown, not 0. Of no incident at
// all both minutes and cost are known: 0.
func TestUnknownIsNotNothing(t *testing.T) {
	data := problemData()
	dark := data.incidents[0]
	dark.ID, dark.Problem, dark.Priority = "INC9", []string{"PRB8"}, itsm.PriorityUnknown
	data.incidents = append(data.incidents, dark)
	f := figuresOf[problemsFigures](t, problemReviewOf(t, data, nil), "problems")
	require.Len(t, f.Unrecorded, 2)
	require.Equal(t, "PRB8", f.Unrecorded[1].Problem)
	assert.Equal(t, 1, f.Unrecorded[1].NotAssessed)
	assert.Nil(t, f.Unrecorded[1].DowntimeMinutes)
	data.incidents[2].Service = ""
	byService := figuresOf[costFigures](t, problemReviewOf(t, data, nil), "cost").Services
	assert.Nil(t, byService[len(byService)-1].Service)

	data.incidents = nil
	r := problemReviewOf(t, data, func(s *Settings) { s.Costs = Rates{Hour: itsm.Known(60)} })
	first := figuresOf[problemsFigures](t, r, "problems").Agenda[0]
	assert.Zero(t, *first.IncidentsOpened)
	assert.Zero(t, *first.DowntimeOpened)
	require.NotNil(t, first.CostOpened)
	assert.Zero(t, *first.CostOpened)
	assert.Zero(t, *figuresOf[costFigures](t, r, "cost").Period.Cost)

	data.first = time.Time{} // no source tells of any incident
	first = figuresOf[problemsFigures](t, problemReviewOf(t, data, nil), "problems").Agenda[0]
	assert.Nil(t, first.IncidentsOpened)
	assert.Nil(t, first.DowntimeOpened)
}

func textsJoined(r *Report) string {
	all := ""
	for _, text := range texts(r) {
		all += text + "\n"
	}
	return all
}

// Without any problem each section says so, and nothing is made up.
func TestNoProblems(t *testing.T) {
	sources := append(imported(), itsm.SourceState{Source: "problems", Record: "problem"})
	r := problemReviewOf(t, &memory{sources: sources, first: at(1, 0, 0)}, nil)
	assert.Equal(t, "No problem is open.", r.Document.Message)
	f := figuresOf[problemsFigures](t, r, "problems")
	assert.True(t, *f.Backlog.Met)
	assert.Zero(t, f.Open)
	assert.NotNil(t, f.Stale)
	assert.Zero(t, f.Weekly[12].Outstanding)
	assert.Nil(t, figuresOf[costFigures](t, r, "cost").Total)
	for _, b := range r.Document.Sections[0].Blocks {
		_, isTable := b.(*document.Table)
		assert.False(t, isTable, "no empty tables")
	}
}

// No placeholder stays unfilled, and no word is missing, on any page of a review that has everything.
func TestWordsOfTheProblemReview(t *testing.T) {
	data := problemData()
	over := data.problems[0]
	over.ID, over.Status, over.Closed, over.KnownError = "PRB3", itsm.StatusClosed, at(6, 0, 0), itsm.Yes
	known := data.problems[0]
	known.ID, known.KnownError, known.Priority, known.Owner, known.Opened = "PRB4", itsm.Yes, itsm.PriorityUnknown, "", at(2, 0, 0)
	silent := itsm.Problem{Head: itsm.Head{Source: "tickets", ID: "PRB5"}, Status: itsm.StatusNew}
	data.problems = append(data.problems, over, known, silent)
	data.incidents[1].Problem = []string{"PRB3", "PRB4"}
	major := outage("INC3", "shop", 8, 30)
	major.Major, major.ReviewHeld, major.Problem = at(8, 9, 0), at(11, 12, 0), []string{"PRB8"}
	data.incidents = append(data.incidents, major)
	for i, due := range []int{10, 14, 30} {
		data.actions = append(data.actions, itsm.Action{Head: itsm.Head{Source: "tickets", ID: "A" + string(rune('1'+i))}, Problem: "PRB1", Due: at(due, 0, 0)})
	}
	data.actions = append(data.actions,
		itsm.Action{Head: itsm.Head{Source: "tickets", ID: "A4"}, Problem: "PRB1"},
		itsm.Action{Head: itsm.Head{Source: "tickets", ID: "A5"}, Problem: "PRB1", Done: itsm.Mark{State: itsm.Yes, At: at(9, 0, 0)}})
	r := problemReviewOf(t, data, nil)
	placeholder := regexp.MustCompile(`\{[a-z_]+\}`)
	for _, text := range texts(r) {
		assert.NotRegexp(t, placeholder, text)
		assert.NotRegexp(t, `^(problems|cost)\.[a-z_.]+$`, text, "a word is missing")
	}
	f := figuresOf[problemsFigures](t, r, "problems")
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
	expected := func(r *Report) (float64, int) {
		first := figuresOf[problemsFigures](t, r, "problems").Agenda[0]
		require.Equal(t, "PRB1", first.ID)
		return *first.ExpectedLoss.Minutes, *first.IncidentsOpened
	}
	before, linked := expected(problemReviewOf(t, problemData(), nil))
	data, other := problemData(), outage("INC6", "shop", 10, 60)
	for day, id := range map[int]string{8: "INC3", 9: "INC4"} {
		i := outage(id, "shop", day, 60)
		i.Title = "Orders FAIL"
		data.incidents = append(data.incidents, i)
	}
	more, still := expected(problemReviewOf(t, data, nil))
	assert.Greater(t, more, before*1.2)
	assert.Equal(t, linked, still)

	other.Title = "printer jammed"
	duplicate := data.incidents[len(data.incidents)-1]
	duplicate.ID, duplicate.DuplicateOf = "INC7", "INC3"
	data.incidents = append(data.incidents, other, duplicate)
	same, _ := expected(problemReviewOf(t, data, nil))
	assert.InDelta(t, more, same, 1e-9)
}
