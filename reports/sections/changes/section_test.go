package changes_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/reportstest"
	"nines/reports/sections/changes"
	"nines/templates"
)

// thursday is when the pack of week 43, 19 to 25 October 2026, is made.
var thursday = reportstest.At(15, 9, 0)

// packOf makes the report of that name: cab for week 43, weekly for week 42.
func packOf(t *testing.T, name string, asOf time.Time, data *reportstest.Records, set func(*making.Settings)) *reports.Report {
	t.Helper()
	s := reportstest.SettingsOf(reportstest.Services(0.999, "shop", "till"))
	s.Changes = making.ChangeRules{
		LeadDays:  map[itsm.ChangeClass]int{itsm.ClassNormal: 5},
		Approvals: map[itsm.ChangeClass]int{itsm.ClassNormal: 1, itsm.ClassEmergency: 1},
		Suspect:   24 * time.Hour,
	}
	if set != nil {
		set(&s)
	}
	built, err := templates.Reports()
	require.NoError(t, err)
	week := map[string]string{"cab": "2026-W43", "weekly": "2026-W42"}[name]
	period, err := itsm.ParsePeriod(week, asOf, time.UTC)
	require.NoError(t, err)
	data.Sources = append(reportstest.Imported(), itsm.SourceState{Source: "c", Record: "change"})
	data.First = reportstest.At(1, 0, 0)
	r, err := reports.Make(context.Background(), data.Snapshot(), s, making.Want{Report: built[name], Period: period, AsOf: asOf})
	require.NoError(t, err)
	return r
}

// planned is a change that nothing speaks against: requested on 1 October, which leaves eleven working days to the 19th.
func planned(id, service string, day, from, to int) itsm.Change {
	return itsm.Change{
		Head: itsm.Head{Source: "c", ID: id}, Title: "title of " + id, Service: service, Component: "db", Class: itsm.ClassNormal, Risk: itsm.RiskLow,
		Status: itsm.StatusOpen, Requested: reportstest.At(1, 9, 0), Approved: itsm.Mark{State: itsm.Yes, At: reportstest.At(2, 9, 0)},
		PlannedStart: reportstest.At(day, from, 0), PlannedEnd: reportstest.At(day, to, 0),
		Plan: "p", Backout: "b", Validation: "v", Responsible: "Ann Smith",
	}
}

// done is one carried out as it was planned.
func done(id, service string, day, from, to int, outcome itsm.Outcome) itsm.Change {
	c := planned(id, service, day, from, to)
	c.Status, c.Outcome, c.ActualStart, c.ActualEnd = itsm.StatusClosed, outcome, c.PlannedStart, c.PlannedEnd
	c.Validated = itsm.Mark{State: itsm.Yes}
	return c
}

func figuresOf(t *testing.T, r *reports.Report) changes.Figures {
	return reportstest.FiguresOf[changes.Figures](t, r, "changes")
}

func TestThePackInTheOrderOfTheBoard(t *testing.T) {
	standard := planned("STD", "till", 19, 8, 9)
	standard.Class = itsm.ClassStandard
	bare := planned("BARE", "till", 20, 8, 9)
	bare.Backout, bare.Responsible = "", ""
	data := &reportstest.Records{Changes: []itsm.Change{
		standard, planned("A1", "shop", 21, 9, 12), planned("A2", "shop", 21, 11, 13), planned("FINE", "till", 22, 9, 10), bare,
		done("D1", "shop", 5, 9, 10, itsm.OutcomeFailed), done("D2", "shop", 6, 9, 10, itsm.OutcomeSuccessful),
	}}
	r := packOf(t, "cab", thursday, data, nil)
	f := figuresOf(t, r)
	var order []string
	for _, u := range f.Upcoming {
		order = append(order, u.ID+" "+u.Group)
	}
	assert.Equal(t, []string{"BARE decide", "A1 decide", "A2 decide", "FINE agreed", "STD standard"}, order, "by risk, then by start")
	assert.Equal(t, []string{"missing_backout", "missing_responsible"}, f.Upcoming[0].Flags)
	assert.Equal(t, []string{"overlaps:A2"}, f.Upcoming[1].Flags)
	assert.Equal(t, []string{}, f.Upcoming[3].Flags)
	assert.Equal(t, 2, f.Upcoming[1].Record.N, "D1 and D2 are of its kind")
	assert.Equal(t, 1, f.Upcoming[1].Record.Failed)
	assert.Equal(t, 0, f.Upcoming[3].Record.N, "nothing was done to till yet")
	assert.Nil(t, f.Upcoming[3].Record.Lower)
	require.Len(t, f.Conflicts, 1)
	assert.Equal(t, time.Hour, f.Conflicts[0].To.Sub(f.Conflicts[0].From), "11:00 to 12:00")
	assert.Equal(t, "3 of 5 changes planned need a decision: one pair collides.", r.Document.Message)
	assert.True(t, r.Document.Landscape)
	assert.Equal(t, "PLAN as of Thu 15 Oct 2026 09:00", r.Document.Mark(mustWords(t).Text))
	assert.NotContains(t, reportstest.TextsJoined(r), "Ann Smith", "names of persons are hidden")
	assert.Contains(t, reportstest.TextsJoined(packOf(t, "cab", thursday, data, func(s *making.Settings) { s.PersonNames = true })), "Ann Smith")
}

func mustWords(t *testing.T) *templates.Words {
	t.Helper()
	words, _, err := templates.LoadWords("en-GB", nil)
	require.NoError(t, err)
	return words
}

// INC1 (60 minutes, P1: all is lost) names D1 as its cause and INC2 (30 minutes) D1 and D2: D1 has cost 60 + 15 = 75
// minutes and D2 15; both failed, D2 by name: 90 / 2 = 45 minutes a failure. A budget of 0.1 % of 28 days, 40,320
// minutes, is 40.32 minutes; 90 are lost: 1 - 90/40.32 = -1.2321.
func TestWhatAFailureCostsAndWhatIsLeftOfTheBudget(t *testing.T) {
	inc1, inc2 := reportstest.Outage("INC1", "shop", 6, 60), reportstest.Outage("INC2", "shop", 7, 30)
	inc1.Change, inc2.Change = []string{"D1"}, []string{"D1", "D2"}
	data := &reportstest.Records{
		Incidents: []itsm.Incident{inc1, inc2},
		Changes: []itsm.Change{
			done("D1", "shop", 6, 7, 8, itsm.OutcomeFailed), done("D2", "shop", 7, 7, 8, itsm.OutcomeSuccessful), planned("A1", "shop", 21, 9, 12),
		},
	}
	u := figuresOf(t, packOf(t, "cab", thursday, data, nil)).Upcoming[0]
	assert.Equal(t, 2, u.Record.N)
	assert.Equal(t, 2, u.Record.Failed)
	assert.Equal(t, 2, u.Failure.Linked)
	require.NotNil(t, u.Failure.Minutes)
	assert.InDelta(t, 45, *u.Failure.Minutes, 1e-9)
	assert.Nil(t, u.Failure.Cost, "nothing is priced")
	require.NotNil(t, u.Standing)
	assert.Equal(t, 2, u.Standing.Incidents)
	assert.InDelta(t, 1-90/40.32, *u.Standing.BudgetLeft, 1e-6)
}

func TestThePackOpensWithConditions(t *testing.T) {
	decision := func(meeting, change, condition string, met itsm.YesNo) itsm.Decision {
		return itsm.Decision{
			Head: itsm.Head{Source: "d", ID: meeting + change}, Meeting: meeting, Change: change, Verdict: itsm.VerdictApprovedWithConditions,
			Condition: condition, Owner: "Bo Berg", At: reportstest.At(8, 0, 0), Met: itsm.Mark{State: met},
		}
	}
	data := &reportstest.Records{
		Changes: []itsm.Change{planned("A1", "shop", 21, 9, 12)},
		Decisions: []itsm.Decision{
			decision("2026-W42", "X1", "test", itsm.Yes), decision("2026-W42", "X2", "ask", itsm.Unsaid), decision("2026-W42", "X3", "", itsm.Unsaid),
			decision("2026-W40", "Y1", "long ago", itsm.Yes), decision("2026-W40", "Y2", "still open", itsm.No),
			decision("2026-W42", "A1", "", itsm.Unsaid),
			decision("2026-W43", "A1", "of today", itsm.Unsaid), decision("2026-W44", "Z1", "of later", itsm.Unsaid),
		},
	}
	r := packOf(t, "cab", thursday, data, nil)
	f := figuresOf(t, r)
	var list []string
	for _, c := range f.Conditions {
		list = append(list, c.Change+" "+c.Condition)
	}
	assert.Equal(t, []string{"Y2 still open", "X1 test", "X2 ask"}, list, "all of the last meeting, of earlier ones what is open")
	require.NotNil(t, f.Upcoming[0].Decision)
	assert.Equal(t, "approved_with_conditions", *f.Upcoming[0].Decision)
	require.NotNil(t, f.Upcoming[0].Before, "it was before the board already")
	assert.Equal(t, "2026-W42", *f.Upcoming[0].Before.Meeting)
	assert.NotContains(t, reportstest.TextsJoined(r), "Bo Berg")
	assert.Zero(t, minuteRows(t, r), "what was decided is not asked for again")
	assert.NotContains(t, reportstest.TextsJoined(r), "asked for again")
}

func TestADecisionThatCannotBeReadIsAskedForAgain(t *testing.T) {
	r := packOf(t, "cab", thursday, &reportstest.Records{
		Changes:   []itsm.Change{planned("A1", "shop", 21, 9, 12)},
		Decisions: []itsm.Decision{{Head: itsm.Head{Source: "d", ID: "1"}, Meeting: "2026-W43", Change: "A1", By: "Bo Berg"}},
	}, nil)
	assert.Equal(t, 1, minuteRows(t, r))
	assert.Contains(t, reportstest.TextsJoined(r), "states none of the known words, so it is asked for again: A1.")
}

func TestWhatWasDecidedNeedsNoDecision(t *testing.T) {
	r := packOf(t, "cab", thursday, &reportstest.Records{
		Changes: []itsm.Change{planned("A1", "shop", 21, 9, 12), planned("A2", "shop", 21, 11, 13)},
		Decisions: []itsm.Decision{{
			Head: itsm.Head{Source: "d", ID: "1"}, Meeting: "2026-W43", Change: "A2", Verdict: itsm.VerdictApproved, At: reportstest.At(8, 0, 0),
		}},
	}, nil)
	assert.Equal(t, "1 of 2 changes planned still needs a decision, 1 has been decided on: one pair collides.", r.Document.Message)
	assert.Equal(t, "2 changes for the board, 1 decided on", reportstest.Table(t, r, "changes_to_decide").Title)
	assert.Equal(t, 1, minuteRows(t, r))
}

// minuteRows is how many changes the sheet asks the board about.
func minuteRows(t *testing.T, r *reports.Report) (rows int) {
	t.Helper()
	for _, b := range sectionOf(t, r).Blocks {
		if d, ok := b.(*document.Detail); ok {
			require.NoError(t, d.Rows(func([]document.Value) error { rows++; return nil }))
		}
	}
	return rows
}

func sectionOf(t *testing.T, r *reports.Report) document.Section {
	t.Helper()
	for _, s := range r.Document.Sections {
		if s.Name == "changes" {
			return s
		}
	}
	require.Fail(t, "no section on changes")
	return document.Section{}
}

// Week 42, 12 to 18 October: of three changes carried out by the 20th, all with a known outcome and a day behind them,
// one failed and one is named by an incident that began an hour after it: 2 of 3.
func TestLookingBack(t *testing.T) {
	outage := reportstest.Outage("INC1", "shop", 14, 30) // from 09:00
	outage.Change = []string{"D2"}
	unsaid := done("D4", "till", 15, 7, 8, itsm.OutcomeUnknown)
	data := &reportstest.Records{
		Incidents: []itsm.Incident{outage},
		Changes: []itsm.Change{
			done("D1", "till", 13, 7, 8, itsm.OutcomeBackedOut), done("D2", "shop", 14, 7, 8, itsm.OutcomeSuccessful),
			done("D3", "till", 16, 7, 8, itsm.OutcomeSuccessful), unsaid, planned("A1", "shop", 21, 9, 12),
		},
	}
	r := packOf(t, "weekly", reportstest.At(20, 7, 0), data, nil)
	f := figuresOf(t, r)
	assert.Len(t, f.Implemented, 4)
	assert.Equal(t, 2, f.FailureRate.Explicit.Failed)
	assert.Equal(t, 3, f.FailureRate.Explicit.N)
	assert.Equal(t, 1, f.FailureRate.NoOutcome)
	require.Len(t, f.Linked, 1)
	assert.Equal(t, "D2", f.Linked[0].Change)
	assert.Equal(t, "INC1", f.Linked[0].Incident)
	assert.InDelta(t, 60, *f.Linked[0].Minutes, 1e-9, "08:00 to 09:00")
	assert.Equal(t, "A1", f.Upcoming[0].ID, "the week after")
	assert.Nil(t, f.RateRatio.Ratio, "of one outage nothing can be told")
	assert.Contains(t, reportstest.LeadOf(t, r, "changes"), "2 of 3 changes whose outcome is known failed")
}

func TestWithoutChangesASectionSaysSoInOneLine(t *testing.T) {
	data := &reportstest.Records{}
	assert.Equal(t, "No change is planned for Week 43 2026.", packOf(t, "cab", thursday, data, nil).Document.Message)
	s := sectionOf(t, packOf(t, "weekly", reportstest.At(20, 7, 0), data, nil))
	assert.Equal(t, "No change was carried out.", s.Lead)
	assert.Len(t, s.Blocks, 1, "and none is planned")
}
