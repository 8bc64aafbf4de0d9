package toptalkers

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"nines/internal/itsm"
)

func at(hour int) time.Time { return time.Date(2026, 10, 5, hour, 0, 0, 0, time.UTC) }

// Scores 60, 30, 30 and 0 (weight 0) of 120 in all: shares 1/2, 1/4, 1/4, 0.
var outages = []Outage{
	{ID: "C", From: at(2), Gross: 30, Attributed: 30, Score: 30, Problems: []string{"P1", "P2"}, Component: "db", Team: "x"},
	{ID: "A", From: at(9), Gross: 30, Attributed: 20, Score: 60, Problems: []string{"P1"}, Component: "db", Cause: "disk", Changes: []string{"CH1", "CH1"}},
	{ID: "B", From: at(1), Gross: 40, Attributed: 30, Score: 30, Component: "web"},
	{ID: "D", From: at(1), Gross: 10, Attributed: 5},
	{ID: "E", From: at(1)}, // cost nothing
}

func TestOutagesAreRankedByScore(t *testing.T) {
	var ids []string
	var shares, cumulative []float64
	for _, o := range Compute(Input{Outages: outages}).Outages {
		ids = append(ids, o.ID)
		shares = append(shares, o.Share.Value)
		cumulative = append(cumulative, o.Cumulative.Value)
	}
	assert.Equal(t, []string{"A", "B", "C", "D"}, ids, "equal scores: the earlier first")
	assert.Equal(t, []float64{0.5, 0.25, 0.25, 0}, shares)
	assert.Equal(t, []float64{0.5, 0.75, 1, 1}, cumulative)
}

// P1 gets A's 60 and half of C's 30: 75 of 120 = 0.625. No problem: B's 30 and D's 0. P2: 15.
func TestSeveralProblemsSplitEqually(t *testing.T) {
	r := Compute(Input{Outages: outages})
	assert.Equal(t, []Group{
		{Key: "P1", Outages: 2, Attributed: 35, Score: 75, Share: itsm.Known(0.625), Cumulative: itsm.Known(0.625)},
		{Key: "", Outages: 2, Attributed: 35, Score: 30, Share: itsm.Known(0.25), Cumulative: itsm.Known(0.875)},
		{Key: "P2", Outages: 1, Attributed: 15, Score: 15, Share: itsm.Known(0.125), Cumulative: itsm.Known(1)},
	}, r.ByProblem)
	assert.Equal(t, []string{"db", "web", ""}, keys(r.ByComponent))
	assert.Equal(t, []string{"", "disk"}, keys(r.ByCause))
	assert.Equal(t, []string{"", "CH1"}, keys(r.ByChange), "the same change named twice is one")
	assert.Empty(t, r.ByTeam, "off by default")
	assert.Equal(t, []string{"", "x"}, keys(Compute(Input{Outages: outages, ByTeam: true}).ByTeam))
}

func TestSharesAreUnknownWhereTheTotalIsZero(t *testing.T) {
	r := Compute(Input{Outages: outages[3:]})
	assert.Len(t, r.Outages, 1)
	assert.False(t, r.Outages[0].Share.Known)
	assert.False(t, r.ByProblem[0].Cumulative.Known)
}

func keys(groups []Group) []string {
	var list []string
	for _, g := range groups {
		list = append(list, g.Key)
	}
	return list
}
