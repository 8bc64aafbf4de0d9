package response

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

func minutesOf(h HowSoon) (median float64, n, missing int) { return h.Median.Value, h.N, h.Missing }

// From 09:00: detected after 2, told after 12, extent 15, impact 20, handled 5, workaround 30, resolved 50, cause 90.
func TestEveryStep(t *testing.T) {
	i := incident("A", func(i *itsm.Incident) {
		i.Started, i.Detected, i.Notified = at(9, 0), at(9, 2), at(9, 12)
		i.ExtentKnown, i.ImpactKnown, i.Engaged = at(9, 15), at(9, 20), at(9, 5)
		i.Workaround, i.Resolved, i.CauseTold = at(9, 30), at(9, 50), at(10, 30)
	})
	r := Compute(input([]Outage{ended("A", critical, at(9, 0), at(9, 45))}, i))
	require.Len(t, r.HowSoon, 8)
	for n, want := range []struct {
		word    string
		minutes float64
	}{
		{"detected", 2},
		{"notified", 12},
		{"extent_known", 15},
		{"impact_known", 20},
		{"engaged", 5},
		{"workaround", 30},
		{"resolved", 50},
		{"cause_told", 90},
	} {
		h := r.HowSoon[n]
		assert.Equal(t, want.word, h.Step.String())
		assert.InDelta(t, want.minutes, h.Median.Value, 1e-9, want.word)
		assert.Equal(t, 1, h.N)
		assert.False(t, h.P90.Known, "none below ten")
	}
	assert.Equal(t, r.HowSoon, Brief(input([]Outage{ended("A", critical, at(9, 0), at(9, 45))}, i)))
}

// Told after 0, 1, .. 10 minutes: median 5, 90th percentile 9.
func TestPercentile(t *testing.T) {
	var outages []Outage
	var incidents []*itsm.Incident
	for n := range 11 {
		id := string(rune('A' + n))
		outages = append(outages, ended(id, critical, at(9, 0), at(10, 0)))
		incidents = append(incidents, incident(id, func(i *itsm.Incident) { i.Started, i.Notified = at(9, 0), at(9, n) }))
	}
	told := Compute(input(outages, incidents...)).HowSoon[Told]
	assert.InDelta(t, 5, told.Median.Value, 1e-9)
	assert.InDelta(t, 9, told.P90.Value, 1e-9)
}

func TestTimesThatAreMissing(t *testing.T) {
	open := Outage{Incident: ref("open"), Service: critical, Start: at(9, 0), Open: true, Counts: true}
	for name, c := range map[string]struct {
		outage        Outage
		incident      *itsm.Incident
		missing       int
		contradictory []Ref
	}{
		"no time":          {ended("A", critical, at(9, 0), at(10, 0)), incident("A", func(i *itsm.Incident) { i.Started = at(9, 0) }), 1, nil},
		"before the start": {ended("A", critical, at(9, 0), at(10, 0)), incident("A", func(i *itsm.Incident) { i.Started, i.Notified = at(9, 0), at(8, 59) }), 1, []Ref{ref("A")}},
		"not over":         {open, incident("open", func(i *itsm.Incident) { i.Started, i.Notified = at(9, 0), at(9, 5) }), 1, nil},
		"not among the data": {
			Outage{Incident: Ref{ID: "X"}, Service: critical, Start: at(9, 0), End: at(10, 0), Counts: true, Ended: true},
			incident("A", nil), 1, nil,
		},
		"of another period": {Outage{Incident: ref("A"), Start: at(9, 0), End: at(10, 0)}, incident("A", func(i *itsm.Incident) { i.Notified = at(9, 5) }), 0, nil},
	} {
		told := Compute(input([]Outage{c.outage}, c.incident)).HowSoon[Told]
		assert.Zero(t, told.N, name)
		assert.Equal(t, c.missing, told.Missing, name)
		assert.Equal(t, c.contradictory, told.Contradictory, name)
		assert.False(t, told.Median.Known, name)
	}
}

// Nothing says when B began: it was detected at 09:10, which stands in. Told at 09:25 is 15 minutes, and detection
// after 0 minutes would be made up.
func TestAssumedStart(t *testing.T) {
	b := incident("B", func(i *itsm.Incident) { i.Detected, i.Opened, i.Notified = at(9, 10), at(9, 12), at(9, 25) })
	r := Compute(input([]Outage{ended("B", critical, at(9, 10), at(10, 0))}, b))
	assert.Equal(t, []Ref{ref("B")}, r.StartAssumed)
	assert.Equal(t, 1, r.HowSoon[Detected].Missing)
	assert.InDelta(t, 15, r.HowSoon[Told].Median.Value, 1e-9)
	// an outage record that begins earlier states the start
	r = Compute(input([]Outage{ended("B", critical, at(9, 0), at(10, 0))}, b))
	assert.Empty(t, r.StartAssumed)
	assert.InDelta(t, 10, r.HowSoon[Detected].Median.Value, 1e-9)
}

// Two outages of one incident count once, from the start of the first: told after 20 minutes.
func TestIncidentWithSeveralOutages(t *testing.T) {
	i := incident("A", func(i *itsm.Incident) { i.Started, i.Notified = at(9, 5), at(9, 20) })
	r := Compute(input([]Outage{ended("A", supporting, at(9, 30), at(10, 0)), ended("A", critical, at(9, 0), at(9, 30))}, i))
	median, n, missing := minutesOf(r.HowSoon[Told])
	assert.InDelta(t, 20, median, 1e-9)
	assert.Equal(t, []int{1, 0, 1}, []int{n, missing, r.Cases})
}

// Of five, two were noticed by monitoring, one by a customer, none by staff; of two nobody knows. Wilson of 2 of 3 with
// z = 1.959964: centre (2/3 + z2/6)/(1 + z2/3) = 0.573097, half width 0.365435 (z2 = 3.841459).
func TestWhoNoticedFirst(t *testing.T) {
	var outages []Outage
	var incidents []*itsm.Incident
	for n, by := range []itsm.Detector{itsm.DetectorMonitoring, itsm.DetectorMonitoring, itsm.DetectorCustomer, itsm.DetectorUnknown} {
		id := string(rune('A' + n))
		outages = append(outages, ended(id, critical, at(9, 0), at(10, 0)))
		incidents = append(incidents, incident(id, func(i *itsm.Incident) { i.DetectedBy = by }))
	}
	outages = append(outages, Outage{Incident: Ref{ID: "gone"}, Start: at(9, 0), End: at(9, 5), Counts: true, Ended: true})
	n := Compute(input(outages, incidents...)).NoticedBy
	assert.Equal(t, 2, n.Unknown)
	assert.Equal(t, []int{1, 2, 0, 3}, []int{n.Customers.Hits, n.Monitoring.Hits, n.Staff.Hits, n.Staff.N})
	assert.InDelta(t, 2.0/3, n.Monitoring.Share.Value, 1e-12)
	assert.InDelta(t, 0.207660, n.Monitoring.Lower.Value, 1e-5)
	assert.InDelta(t, 0.938508, n.Monitoring.Upper.Value, 1e-5)
}

func TestNothing(t *testing.T) {
	r := Compute(input(nil))
	assert.Zero(t, r.Cases)
	assert.False(t, r.NoticedBy.Customers.Share.Known)
	assert.False(t, r.Communication.Outages.Restored.Share.Known)
	assert.Empty(t, r.Tiers.Escalations)
	assert.Empty(t, r.Majors)
	require.Len(t, r.HowSoon, 8)
	for _, h := range r.HowSoon {
		assert.False(t, h.Median.Known)
	}
}

// The same input in the other order makes the same result.
func TestOrderDoesNotMatter(t *testing.T) {
	in := input(
		[]Outage{ended("B", critical, at(9, 0), at(10, 0)), ended("A", critical, at(9, 0), at(11, 0)), ended("C", supporting, at(8, 0), at(12, 0))},
		incident("A", func(i *itsm.Incident) { i.Major = at(9, 40) }), incident("B", nil), incident("C", func(i *itsm.Incident) { i.Continuity = at(9, 0) }),
	)
	in.Updates = []*itsm.Update{message("A", itsm.UpdateProgress, at(9, 10)), message("A", itsm.UpdateRestored, at(9, 50)), message("B", itsm.UpdateAcknowledgement, at(9, 1))}
	want := Compute(in)
	slices.Reverse(in.Outages)
	slices.Reverse(in.Incidents)
	slices.Reverse(in.Updates)
	assert.Equal(t, ids(want), ids(Compute(in)))
	assert.Equal(t, want.HowSoon, Compute(in).HowSoon)
}

func ids(r Result) (list []string) {
	for _, talk := range r.Communication.Talks {
		list = append(list, talk.ID, talk.Gap.Value.String())
	}
	for _, e := range r.Tiers.Escalations {
		list = append(list, e.ID, e.Verdict.String(), e.Due.Format(time.RFC3339))
	}
	for _, m := range r.Majors {
		list = append(list, m.ID)
	}
	return list
}
