package problems_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/internal/itsm"
	"nines/reports/reportstest"
	"nines/reports/sections/cost"
	"nines/reports/sections/problems"
)

// Two incidents, of which nothing tells the downtime: it is unknown everywhere, and 0 nowhere.
func TestDowntimeOfProblemsIsUnknown(t *testing.T) {
	r := reportstest.ProblemReviewOf(t, reportstest.ProblemData(), reportstest.NotAssessed)
	f := reportstest.FiguresOf[problems.Figures](t, r, "problems")
	first := f.Agenda[0]
	assert.Positive(t, *first.IncidentsOpened)
	assert.Nil(t, first.DowntimeOpened)
	assert.Nil(t, f.Unrecorded[0].DowntimeMinutes)
	c := reportstest.FiguresOf[cost.Figures](t, r, "cost")
	assert.Nil(t, c.Total)
	assert.True(t, c.Partial)
	assert.Nil(t, c.Period.Minutes)
	all := reportstest.TextsJoined(r)
	assert.Contains(t, all, "nothing tells what downtime the incidents of the period cost; what problems cost in the last four quarters is not known.")
	assert.Contains(t, all, "not assessed")
	assert.NotContains(t, all, "0 weighted minutes")
	assert.NotContains(t, all, "no problem cost anything")
	for _, name := range []string{"agenda", "waiting", "unrecorded"} {
		tab := reportstest.Table(t, r, name)
		for i, c := range tab.Columns {
			if c.Key == "lost" || c.Key == "minutes" {
				assert.True(t, tab.Rows[0].Cells[i].Unknown, name)
			}
		}
	}
}

// INC1 lost 60 minutes, and of INC2 nothing is known: what PRB1 lost is 60 at least.
func TestDowntimeOfProblemsIsALowerBound(t *testing.T) {
	data := reportstest.ProblemData()
	data.Incidents[0].Outage = itsm.OutageFull
	r := reportstest.ProblemReviewOf(t, data, reportstest.NotAssessed)
	f := reportstest.FiguresOf[problems.Figures](t, r, "problems")
	assert.Equal(t, "PRB1", f.Agenda[0].ID)
	assert.InDelta(t, 60, *f.Agenda[0].DowntimeOpened, 1e-9)
	assert.InDelta(t, 60, *reportstest.FiguresOf[cost.Figures](t, r, "cost").Total, 1e-9)
	assert.Contains(t, reportstest.TextsJoined(r), "at least 60 weighted minutes")
}

// A problem without incidents lost nothing, and that is known.
func TestNoIncidentsLostNothing(t *testing.T) {
	data := reportstest.ProblemData()
	data.Incidents = nil
	f := reportstest.FiguresOf[problems.Figures](t, reportstest.ProblemReviewOf(t, data, reportstest.NotAssessed), "problems")
	assert.Zero(t, *f.Agenda[0].DowntimeOpened)
}

// No source brings problems or actions, no incident is a major one or has a title: the page says that instead of good
// news.
func TestWhatTheReviewLacks(t *testing.T) {
	data := reportstest.ProblemData()
	data.Problems, data.ProblemVersions = nil, nil
	for i := range data.Incidents {
		data.Incidents[i].Title = ""
	}
	r := reportstest.ProblemReviewOf(t, data, nil)
	assert.Equal(t, "No source brings problem records: 3 problems are named by incidents only.", r.Document.Message)
	assert.Nil(t, reportstest.FiguresOf[problems.Figures](t, r, "problems").Backlog.Met)
	all := reportstest.TextsJoined(r)
	for _, said := range []string{"Not reviewed: no source brings actions;", "no source brings problem records, so", "no incident has a title", "declared a major one"} {
		assert.Contains(t, all, said)
	}
	for _, good := range []string{"no action is open", "No problem is open", "without a problem", "no review", "no known error", "no problem was fixed"} {
		assert.NotContains(t, all, good)
	}
	data.Sources = append(data.Sources, itsm.SourceState{Source: "plan", Record: "action"}, itsm.SourceState{Source: "problems", Record: "problem"})
	assert.Contains(t, reportstest.TextsJoined(reportstest.ProblemReviewOf(t, data, nil)), "no action is open")
}
