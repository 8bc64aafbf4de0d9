package response

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

func talkOf(t *testing.T, in Input) Talk {
	t.Helper()
	talks := Compute(in).Communication.Talks
	require.Len(t, talks, 1)
	return talks[0]
}

// An outage from 09:00 to 10:00.
func TestGaps(t *testing.T) {
	const ack, update, restored, timeline = itsm.UpdateAcknowledgement, itsm.UpdateProgress, itsm.UpdateRestored, itsm.UpdateTimeline
	type sent struct {
		kind itsm.UpdateKind
		at   time.Time
	}
	for name, c := range map[string]struct {
		messages                        []sent
		gap                             int
		acknowledged, cadence, restored itsm.YesNo
		n                               int
	}{
		// 09:05, 09:20, 09:33, 09:46, end 10:00: gaps of 15, 13, 13 and 14
		"kept": {[]sent{{ack, at(9, 5)}, {update, at(9, 20)}, {update, at(9, 33)}, {update, at(9, 46)}, {restored, at(10, 3)}}, 15, itsm.Yes, itsm.Yes, itsm.Yes, 5},
		// nothing from 09:20 to the end
		"silence at the end":      {[]sent{{update, at(9, 20)}, {ack, at(9, 5)}, {restored, at(10, 3)}}, 40, itsm.Yes, itsm.No, itsm.Yes, 3},
		"a timeline tells nobody": {[]sent{{ack, at(9, 5)}, {timeline, at(9, 30)}}, 55, itsm.Yes, itsm.No, itsm.No, 1},
		// the whole outage without a word
		"only afterwards": {[]sent{{restored, at(10, 1)}}, 60, itsm.No, itsm.No, itsm.Yes, 1},
		"nothing":         {nil, 60, itsm.No, itsm.No, itsm.No, 0},
		"before it began": {[]sent{{update, at(8, 50)}, {update, at(9, 50)}}, 10, itsm.No, itsm.Yes, itsm.No, 2},
		"without a time":  {[]sent{{ack, time.Time{}}}, 60, itsm.Yes, itsm.No, itsm.No, 1},
	} {
		in := input([]Outage{ended("A", critical, at(9, 0), at(10, 0))}, incident("A", nil))
		for _, m := range c.messages {
			in.Updates = append(in.Updates, message("A", m.kind, m.at))
		}
		got := talkOf(t, in)
		assert.InDelta(t, float64(c.gap), got.Gap.Value.Minutes(), 1e-9, name)
		assert.Equal(t, []itsm.YesNo{c.acknowledged, c.cadence, c.restored}, []itsm.YesNo{got.Acknowledged, got.Cadence, got.Restored}, name)
		assert.Equal(t, c.n, got.Messages, name)
	}
}

// The customers were told at 09:10, says the incident; then nothing until 10:00.
func TestNotifiedIsAnAcknowledgement(t *testing.T) {
	got := talkOf(t, input([]Outage{ended("A", critical, at(9, 0), at(10, 0))}, incident("A", func(i *itsm.Incident) { i.Notified = at(9, 10) })))
	assert.Equal(t, itsm.Yes, got.Acknowledged)
	assert.InDelta(t, 50, got.Gap.Value.Minutes(), 1e-9)
}

// Open since 31 October, 23:00, told at 23:10 and 23:30: the longest gap until the end of the period is 30 minutes, and
// no notice of restoration is due.
func TestOutageThatIsNotOver(t *testing.T) {
	start := time.Date(2026, 10, 31, 23, 0, 0, 0, time.UTC)
	in := input([]Outage{{Incident: ref("A"), Service: critical, Start: start, Open: true, Counts: true}}, incident("A", nil))
	in.Updates = []*itsm.Update{message("A", itsm.UpdateAcknowledgement, start.Add(10*time.Minute)), message("A", itsm.UpdateProgress, start.Add(30*time.Minute))}
	got := talkOf(t, in)
	assert.InDelta(t, 30, got.Gap.Value.Minutes(), 1e-9)
	assert.Equal(t, itsm.Unsaid, got.Restored)
}

// Nobody knows when it ended, between 09:00 and the closing at 12:00: only the gap between the messages counts.
func TestUndecidedEnd(t *testing.T) {
	o := ended("A", critical, at(9, 0), at(12, 0))
	o.Undecided, o.Ended = true, false
	in := input([]Outage{o}, incident("A", nil))
	assert.Equal(t, itsm.Unsaid, talkOf(t, in).Cadence)
	in.Updates = []*itsm.Update{message("A", itsm.UpdateAcknowledgement, at(9, 5)), message("A", itsm.UpdateRestored, at(9, 19))}
	got := talkOf(t, in)
	assert.InDelta(t, 14, got.Gap.Value.Minutes(), 1e-9)
	assert.Equal(t, itsm.Yes, got.Restored)
}

// The source of B brings no messages: B is named and in no rate. A: one of one acknowledged; its notice is missing.
func TestSourceWithoutMessages(t *testing.T) {
	b := incident("B", func(i *itsm.Incident) { i.Source, i.Major = "jira", at(9, 30) })
	o := ended("B", critical, at(9, 0), at(10, 0))
	o.Incident.Source = "jira"
	in := input([]Outage{ended("A", critical, at(9, 0), at(9, 10)), o}, incident("A", nil), b)
	in.Updates = []*itsm.Update{message("A", itsm.UpdateAcknowledgement, at(9, 1)), message("A", itsm.UpdateUnknown, at(9, 2)), message("elsewhere", itsm.UpdateProgress, at(9, 1))}
	got := Compute(in).Communication
	assert.Equal(t, []Ref{{Source: "jira", ID: "B"}}, got.Unrecorded)
	assert.Equal(t, []int{1, 1}, []int{got.Outages.Acknowledged.Hits, got.Outages.Acknowledged.N})
	assert.Equal(t, []int{0, 1}, []int{got.Outages.Restored.Hits, got.Outages.Restored.N})
	assert.Zero(t, got.Majors.Acknowledged.N)
	assert.Equal(t, 1, got.UnknownKind)
	require.Len(t, got.Talks, 2)
	assert.Equal(t, itsm.Unsaid, got.Talks[1].Acknowledged)
}

// Two sources have an incident A: a message of a third cannot say which it means, one of the same source can.
func TestAmbiguousID(t *testing.T) {
	twin := incident("A", func(i *itsm.Incident) { i.Source = "jira" })
	in := input([]Outage{ended("A", critical, at(9, 0), at(9, 10))}, incident("A", nil), twin)
	in.Updates = []*itsm.Update{message("A", itsm.UpdateAcknowledgement, at(9, 1))}
	assert.Zero(t, talkOf(t, in).Messages)
	in.Updates[0].Source = "snow"
	assert.Equal(t, 1, talkOf(t, in).Messages)
}
