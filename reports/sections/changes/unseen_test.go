package changes_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/reportstest"
	"nines/reports/sections/changes"
)

// unseenData: the shop was down for an hour after D1, and its ticket says no more than its priority. INC2 names D2 as its
// cause. The till's ticket says that all was lost, an hour after D3.
func unseenData() *reportstest.Records {
	silent, named, full := reportstest.Outage("INC1", "shop", 13, 60), reportstest.Outage("INC2", "shop", 15, 30), reportstest.Outage("INC3", "till", 16, 60)
	named.Change = []string{"D2"}
	full.Outage = itsm.OutageFull
	return &reportstest.Records{
		Incidents: []itsm.Incident{silent, named, full},
		Changes: []itsm.Change{
			done("D1", "shop", 13, 7, 8, itsm.OutcomeSuccessful), done("D2", "shop", 15, 7, 8, itsm.OutcomeSuccessful),
			done("D3", "till", 16, 7, 8, itsm.OutcomeSuccessful), planned("A1", "shop", 21, 9, 12),
		},
	}
}

func findings(t *testing.T, r *reports.Report) (kinds []string) {
	t.Helper()
	for _, row := range reportstest.Table(t, r, "findings").Rows {
		kinds = append(kinds, row.Cells[0].Text)
	}
	return kinds
}

// Without a rule for priorities nothing is inferred of the shop, and the section says that this is why.
func TestWithoutALossRuleTheSectionSaysWhyNothingIsInferred(t *testing.T) {
	const why = "No incident of shop can be assessed, as none states a loss and the configuration has no “outages” block"
	r := packOf(t, "weekly", reportstest.At(20, 7, 0), unseenData(), reportstest.NotAssessed)
	f := figuresOf(t, r)
	var links []string
	for _, l := range f.Linked {
		links = append(links, l.Change+" "+l.Incident+" "+string(l.Grade))
	}
	assert.Equal(t, []string{"D2 INC2 explicit", "D3 INC3 inferred"}, links)
	assert.Equal(t, 3, f.FailureRate.Explicit.N)
	assert.Equal(t, 1, f.FailureRate.WithInferred.N, "D3 alone")
	assert.Equal(t, 2, f.FailureRate.NotAssessed)
	assert.Equal(t, []string{"shop"}, f.Gaps["not_assessed"])
	assert.Contains(t, reportstest.TextsJoined(r), why)
	assert.Contains(t, findings(t, r), "No rule says what an incident of which priority costs (“outages.by_priority”), and the incidents of these services say nothing: shop")
	followed := reportstest.Table(t, r, "changes_carried_out")
	var said []string
	for _, row := range followed.Rows {
		said = append(said, row.Cells[0].Text+": "+row.Cells[4].Text)
	}
	assert.Contains(t, said, "D1: not assessed", "not none")

	pack := packOf(t, "cab", reportstest.At(18, 7, 0), unseenData(), reportstest.NotAssessed)
	assert.Contains(t, reportstest.TextsJoined(pack), why)
	assert.Contains(t, findings(t, pack)[0], "these services say nothing: shop", "also where the period is still to come")

	with := packOf(t, "weekly", reportstest.At(20, 7, 0), unseenData(), nil)
	assert.Equal(t, 3, figuresOf(t, with).FailureRate.WithInferred.N)
	assert.Empty(t, figuresOf(t, with).Gaps["not_assessed"])
	assert.NotContains(t, reportstest.TextsJoined(with), "can be assessed, as none")
}

// Other sections do not take for none what nobody can know.
func TestWithoutALossRuleNoSectionTakesOutagesForNone(t *testing.T) {
	data := unseenData()
	data.Incidents = data.Incidents[:2]
	r := packOf(t, "weekly", reportstest.At(20, 7, 0), data, reportstest.NotAssessed)
	const said = "; 2 incidents could not be assessed"
	assert.Contains(t, reportstest.LeadOf(t, r, "top_talkers"), said)
	assert.Contains(t, reportstest.LeadOf(t, r, "response"), "; 2 could not be assessed")
	assert.Contains(t, reportstest.Table(t, r, "costliest").Empty, said)
	none := packOf(t, "weekly", reportstest.At(20, 7, 0), &reportstest.Records{}, reportstest.NotAssessed)
	assert.Equal(t, "No outage cost any availability in this period.", reportstest.LeadOf(t, none, "top_talkers"))
}

// INC1 took 30 minutes of work at 60 an hour and 60 minutes of the shop, which cost 2 each where they are known.
func TestTheCostOfAFailureIsAtLeastThat(t *testing.T) {
	cost := func(set func(*making.Settings)) (changes.Figures, string) {
		incident := reportstest.Outage("INC1", "shop", 6, 60)
		incident.Change, incident.Effort = []string{"D1"}, itsm.Length{Value: 30 * 60e9, Known: true}
		r := packOf(t, "cab", thursday, &reportstest.Records{
			Incidents: []itsm.Incident{incident},
			Changes:   []itsm.Change{done("D1", "shop", 6, 7, 8, itsm.OutcomeFailed), withoutBackout(planned("A1", "shop", 21, 9, 12))},
		}, func(s *making.Settings) {
			s.Currency, s.Costs = "EUR", making.Rates{Hour: itsm.Known(60), Minute: map[string]float64{"shop": 2}}
			set(s)
		})
		var cell document.Value
		table := reportstest.Table(t, r, "changes_to_decide")
		for i, c := range table.Columns {
			if c.Key == "failure" {
				cell = table.Rows[0].Cells[i]
			}
		}
		return figuresOf(t, r), cell.Text + ", " + cell.Second
	}
	f, said := cost(func(*making.Settings) {})
	require.NotNil(t, f.Upcoming[0].Failure.Cost)
	assert.InDelta(t, 150, *f.Upcoming[0].Failure.Cost, 1e-9)
	assert.False(t, f.Upcoming[0].Failure.Partial)
	assert.Equal(t, "150 EUR, of 1", said)
	f, said = cost(reportstest.NotAssessed)
	assert.InDelta(t, 30, *f.Upcoming[0].Failure.Cost, 1e-9)
	assert.True(t, f.Upcoming[0].Failure.Partial)
	assert.Equal(t, "\u2265 30 EUR, of 1", said)
}

func withoutBackout(c itsm.Change) itsm.Change {
	c.Backout = ""
	return c
}
