package response

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// Mission-critical: major after 30 minutes, continuity after 4 hours. Supporting: major after 2 hours. All from 09:00.
func TestEscalations(t *testing.T) {
	major := func(h, m int) func(*itsm.Incident) { return func(i *itsm.Incident) { i.Major = at(h, m) } }
	for name, c := range map[string]struct {
		service  *itsm.Service
		end      time.Time
		incident func(*itsm.Incident)
		tier     Tier
		verdict  Verdict
		due      time.Time
		late     float64
	}{
		"in time":                {critical, at(10, 0), major(9, 30), TierMajor, OnTime, at(9, 30), 0},
		"before it was due":      {critical, at(10, 0), major(9, 4), TierMajor, OnTime, at(9, 30), 0},
		"25 minutes late":        {critical, at(10, 0), major(9, 55), TierMajor, Late, at(9, 30), 25},
		"never":                  {critical, at(10, 0), nil, TierMajor, Never, at(9, 30), 0},
		"declared, over in time": {critical, at(9, 30), major(9, 10), TierMajor, NotDue, time.Time{}, 0},
		"supporting":             {supporting, at(11, 1), nil, TierMajor, Never, at(11, 0), 0},
		"no rule, declared":      {internal, at(19, 0), major(9, 10), TierMajor, NotDue, time.Time{}, 0},
		// one minute beyond four hours, never a continuity case, but major at once
		"continuity": {critical, at(13, 1), major(9, 0), TierContinuity, Never, at(13, 0), 0},
	} {
		in := input([]Outage{ended("A", c.service, at(9, 0), c.end)}, incident("A", c.incident))
		found := false
		for _, e := range Compute(in).Tiers.Escalations {
			if e.Tier != c.tier {
				continue
			}
			found = true
			assert.Equal(t, c.verdict, e.Verdict, name)
			assert.Equal(t, c.due, e.Due, name)
			assert.InDelta(t, c.late, e.Late.Value.Minutes(), 1e-9, name)
		}
		assert.True(t, found, name)
	}
}

// A continuity case is more than major: declared at 09:20, both tiers are in time.
func TestContinuityIsMajorToo(t *testing.T) {
	in := input([]Outage{ended("A", critical, at(9, 0), at(14, 0))}, incident("A", func(i *itsm.Incident) { i.Continuity = at(9, 20) }))
	got := Compute(in).Tiers
	assert.Equal(t, []int{1, 1}, []int{got.Counts[TierMajor].OnTime, got.Counts[TierContinuity].OnTime})
}

// Three outages of one incident: 20 minutes, and in the afternoon 20 and 25 that overlap by 5, which makes 40 from 15:00.
// Due 30 minutes after 15:00.
func TestOutagesInARowAreOne(t *testing.T) {
	in := input([]Outage{
		ended("A", critical, at(15, 15), at(15, 40)), ended("A", critical, at(9, 0), at(9, 20)), ended("A", supporting, at(15, 0), at(15, 20)),
	}, incident("A", nil))
	got := Compute(in).Tiers
	require.Len(t, got.Escalations, 1)
	assert.Equal(t, at(15, 30), got.Escalations[0].Due)
}

func TestWhatCannotBeJudged(t *testing.T) {
	unknown := Outage{Incident: ref("unknown"), Service: critical, Start: at(9, 0), Counts: true}
	young := Outage{Incident: ref("young"), Service: critical, Start: october.To.Add(-30 * time.Minute), Open: true, Counts: true}
	old := Outage{Incident: ref("old"), Service: critical, Start: october.To.Add(-31 * time.Minute), Open: true, Counts: true}
	got := Compute(input(
		[]Outage{unknown, young, old, ended("wiki", internal, at(9, 0), at(12, 0)), ended("none", nil, at(9, 0), at(12, 0))},
		incident("unknown", nil), incident("young", nil), incident("old", nil), incident("wiki", nil), incident("none", nil),
	)).Tiers
	assert.Equal(t, TierCount{Tier: TierMajor, Judged: 2, NoRule: 2, NoEnd: 1, Due: 1, Never: 1}, got.Counts[TierMajor])
	require.Len(t, got.Escalations, 1)
	assert.Equal(t, "old", got.Escalations[0].ID)
}

// The source records no declarations: nobody knows whether there was one.
func TestSourceWithoutTiers(t *testing.T) {
	in := input([]Outage{ended("A", critical, at(9, 0), at(10, 0))}, incident("A", nil))
	in.Escalating = nil
	got := Compute(in).Tiers
	require.Len(t, got.Escalations, 1)
	assert.Equal(t, Unrecorded, got.Escalations[0].Verdict)
	assert.Equal(t, TierCount{Tier: TierMajor, Judged: 1, Due: 1, Unrecorded: 1}, got.Counts[TierMajor])
}

func TestOrderOfEscalations(t *testing.T) {
	declared := func(id string, h, m int) *itsm.Incident {
		return incident(id, func(i *itsm.Incident) { i.Major = at(h, m) })
	}
	var outages []Outage
	for _, id := range []string{"early", "later", "latest", "never", "twin"} {
		outages = append(outages, ended(id, critical, at(9, 0), at(12, 0)))
	}
	got := Compute(input(outages, declared("later", 9, 40), declared("early", 9, 10), incident("twin", nil), declared("latest", 11, 0), incident("never", nil)))
	var order []string
	for _, e := range got.Tiers.Escalations {
		order = append(order, e.ID+" "+e.Verdict.String())
	}
	assert.Equal(t, []string{"never never", "twin never", "latest late", "later late", "early on_time"}, order)
}
