package reports

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/internal/itsm"
)

// notAssessed is the same data where nothing tells what an incident cost, as there is no rule for priorities.
func notAssessed(s *Settings) { s.LossByPriority = nil }

// Two incidents, of which nothing tells the downtime: it is unknown everywhere, and 0 nowhere.
func TestDowntimeOfProblemsIsUnknown(t *testing.T) {
	r := problemReviewOf(t, problemData(), notAssessed)
	f := figuresOf[problemsFigures](t, r, "problems")
	first := f.Agenda[0]
	assert.Positive(t, *first.IncidentsOpened)
	assert.Nil(t, first.DowntimeOpened)
	assert.Nil(t, f.Unrecorded[0].DowntimeMinutes)
	c := figuresOf[costFigures](t, r, "cost")
	assert.Nil(t, c.Total)
	assert.True(t, c.Partial)
	assert.Nil(t, c.Period.Minutes)
	all := textsJoined(r)
	assert.Contains(t, all, "nothing tells what downtime the incidents of the period cost; what problems cost in four quarters is not known.")
	assert.Contains(t, all, "not assessed")
	assert.NotContains(t, all, "0 weighted minutes")
	assert.NotContains(t, all, "no problem cost anything")
	for _, name := range []string{"agenda", "waiting", "unrecorded"} {
		tab := table(t, r, name)
		for i, c := range tab.Columns {
			if c.Key == "lost" || c.Key == "minutes" {
				assert.True(t, tab.Rows[0].Cells[i].Unknown, name)
			}
		}
	}
}

// INC1 lost 60 minutes, and of INC2 nothing is known: what PRB1 lost is 60 at least.
func TestDowntimeOfProblemsIsALowerBound(t *testing.T) {
	data := problemData()
	data.incidents[0].Outage = itsm.OutageFull
	r := problemReviewOf(t, data, notAssessed)
	f := figuresOf[problemsFigures](t, r, "problems")
	assert.Equal(t, "PRB1", f.Agenda[0].ID)
	assert.InDelta(t, 60, *f.Agenda[0].DowntimeOpened, 1e-9)
	assert.InDelta(t, 60, *figuresOf[costFigures](t, r, "cost").Total, 1e-9)
	assert.Contains(t, textsJoined(r), "at least 60 weighted minutes")
}

// A problem without incidents lost nothing, and that is known.
func TestNoIncidentsLostNothing(t *testing.T) {
	data := problemData()
	data.incidents = nil
	f := figuresOf[problemsFigures](t, problemReviewOf(t, data, notAssessed), "problems")
	assert.Zero(t, *f.Agenda[0].DowntimeOpened)
}

// The shop costs 2 a minute, the till has no rate: its 30 minutes are in no amount, and the page says so.
func TestServicesWithoutARate(t *testing.T) {
	r := problemReviewOf(t, problemData(), func(s *Settings) {
		s.Costs = Rates{Minute: map[string]float64{"shop": 2}}
		s.Currency = "EUR"
	})
	f := figuresOf[costFigures](t, r, "cost")
	assert.InDelta(t, 120, *f.Period.Cost, 1e-9)
	assert.Equal(t, []string{"till"}, f.unpricedFigures.Services)
	assert.InDelta(t, 30, *f.unpricedFigures.Minutes, 1e-9)
	assert.Equal(t, []string{"till"}, f.ProblemsUnpriced.Services)
	all := textsJoined(r)
	assert.Contains(t, all, "cost EUR 120 (without the downtime of till, which has no rate);")
	assert.Contains(t, all, "30 weighted minutes of incidents of the period (till)")

	unpriced := figuresOf[costFigures](t, problemReviewOf(t, problemData(), nil), "cost")
	assert.Equal(t, []string{}, unpriced.unpricedFigures.Services)
	assert.Nil(t, unpriced.unpricedFigures.Minutes)
}

// No source brings problems or actions, no incident is a major one or has a title: the page says that instead of good
// news.
func TestWhatTheReviewLacks(t *testing.T) {
	data := problemData()
	data.problems, data.problemVersions = nil, nil
	for i := range data.incidents {
		data.incidents[i].Title = ""
	}
	r := problemReviewOf(t, data, nil)
	assert.Equal(t, "No source brings problem records: 3 problems are named by incidents only.", r.Document.Message)
	assert.Nil(t, figuresOf[problemsFigures](t, r, "problems").Backlog.Met)
	all := textsJoined(r)
	for _, said := range []string{"Not reviewed: no source brings actions;", "no source brings problem records, so", "no incident has a title", "declared a major one"} {
		assert.Contains(t, all, said)
	}
	for _, good := range []string{"no action is open", "No problem is open", "without a problem", "no review", "no known error", "no problem was fixed"} {
		assert.NotContains(t, all, good)
	}
	data.sources = append(data.sources, itsm.SourceState{Source: "plan", Record: "action"}, itsm.SourceState{Source: "problems", Record: "problem"})
	assert.Contains(t, textsJoined(problemReviewOf(t, data, nil)), "no action is open")
}
