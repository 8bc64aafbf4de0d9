package cost_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports/making"
	"nines/reports/reportstest"
	"nines/reports/sections/cost"
	"nines/reports/sections/problems"
)

// At 10 a contact, 60 an hour and 2 a minute of shop: INC1 costs 60 + 120 = 180 at least, as its contacts are not known;
// INC2 60. PRB1 has INC1 and a third of INC2: 200 of 240.
func TestCost(t *testing.T) {
	r := reportstest.ProblemReviewOf(t, reportstest.ProblemData(), func(s *making.Settings) {
		s.Costs = making.Rates{Contact: itsm.Known(10), Hour: itsm.Known(60), Minute: map[string]float64{"shop": 2}}
		s.Currency = "EUR"
	})
	f := reportstest.FiguresOf[cost.Figures](t, r, "cost")
	assert.True(t, f.Priced)
	assert.InDelta(t, 240, *f.Period.Cost, 1e-9)
	assert.True(t, f.Period.Partial)
	assert.Nil(t, f.Period.Contacts)
	assert.InDelta(t, 240, *f.Total, 1e-6)
	require.Len(t, f.Problems, 3)
	assert.Equal(t, "PRB1", f.Problems[0].ID)
	assert.InDelta(t, 200, *f.Problems[0].Cost, 1e-6)
	assert.Equal(t, making.OutOf{N: 1, Of: 3}, f.Vital)
	assert.Equal(t, []string{"shop", "till"}, []string{*f.Services[0].Service, *f.Services[1].Service})
	assert.InDelta(t, 180, *f.Incidents[0].Cost, 1e-9)
	assert.Contains(t, reportstest.TextsJoined(r), "at least EUR 240")

	f = reportstest.FiguresOf[cost.Figures](t, reportstest.ProblemReviewOf(t, reportstest.ProblemData(), nil), "cost")
	assert.False(t, f.Priced)
	assert.Nil(t, f.Period.Cost)
	assert.InDelta(t, 90, *f.Total, 1e-6, "weighted minutes stand in")
}

// Work logs stand for the effort that a ticket states itself. INC1 has 20 and 10 minutes of them, whatever their dates:
// 30 + 120 = 150, and with INC2 210. PRB1 has INC1, a third of INC2 and 15 minutes of its own: 150 + 20 + 15 = 185. One
// without minutes tells nothing of INC2, one on a ticket that nobody knows of none.
func TestCostOfLoggedEffort(t *testing.T) {
	data := reportstest.ProblemData()
	log := func(ticket string, day int, minutes time.Duration) itsm.WorkLog {
		return itsm.WorkLog{
			Head: itsm.Head{Source: "time"}, Ticket: ticket, At: reportstest.At(day, 9, 0),
			Minutes: itsm.Length{Value: minutes * time.Minute, Known: minutes > 0},
		}
	}
	data.Worklogs = []itsm.WorkLog{log("INC1", 1, 20), log("INC1", 11, 10), log("INC2", 7, 0), log("PRB1", 8, 15), log("OTHER", 8, 99)}
	r := reportstest.ProblemReviewOf(t, data, func(s *making.Settings) {
		s.Costs = making.Rates{Hour: itsm.Known(60), Minute: map[string]float64{"shop": 2}}
	})
	f := reportstest.FiguresOf[cost.Figures](t, r, "cost")
	assert.InDelta(t, 210, *f.Period.Cost, 1e-9)
	assert.InDelta(t, 90, *f.Period.EffortMinutes, 1e-9)
	assert.InDelta(t, 185, *f.Problems[0].Cost, 1e-6)
	assert.InDelta(t, 15, *f.Problems[0].OwnEffortMinutes, 1e-9)
	review := reportstest.FiguresOf[problems.Figures](t, r, "problems")
	assert.InDelta(t, 50, *review.Agenda[0].EffortOpened, 1e-6, "30 minutes and a third of 60")
}

// The shop costs 2 a minute, the till has no rate: its 30 minutes are in no amount, and the page says so.
func TestServicesWithoutARate(t *testing.T) {
	r := reportstest.ProblemReviewOf(t, reportstest.ProblemData(), func(s *making.Settings) {
		s.Costs = making.Rates{Minute: map[string]float64{"shop": 2}}
		s.Currency = "EUR"
	})
	f := reportstest.FiguresOf[cost.Figures](t, r, "cost")
	assert.InDelta(t, 120, *f.Period.Cost, 1e-9)
	assert.Equal(t, []string{"till"}, f.UnpricedFigures.Services)
	assert.InDelta(t, 30, *f.UnpricedFigures.Minutes, 1e-9)
	assert.Equal(t, []string{"till"}, f.ProblemsUnpriced.Services)
	all := reportstest.TextsJoined(r)
	assert.Contains(t, all, "cost EUR 120 (without the downtime of till, which has no rate);")
	assert.Contains(t, all, "30 weighted minutes of incidents of the period (till)")

	unpriced := reportstest.FiguresOf[cost.Figures](t, reportstest.ProblemReviewOf(t, reportstest.ProblemData(), nil), "cost")
	assert.Equal(t, []string{}, unpriced.UnpricedFigures.Services)
	assert.Nil(t, unpriced.UnpricedFigures.Minutes)
}

// Where no incident has a service and none is configured, nothing tells what was down: not 0 minutes.
func TestWithoutAnyServiceTheDowntimeIsUnknown(t *testing.T) {
	data := reportstest.ProblemData()
	data.Problems, data.ProblemVersions = nil, nil
	for i := range data.Incidents {
		data.Incidents[i].Service = ""
	}
	r := reportstest.ProblemReviewOf(t, data, func(s *making.Settings) { s.Catalogue = reportstest.Services(0.999) })
	f := reportstest.FiguresOf[cost.Figures](t, r, "cost")
	assert.Equal(t, 2, f.Period.Incidents)
	assert.Nil(t, f.Period.Minutes)
	assert.Equal(t, 2, f.Period.NotAssessed)
}
