package quality

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

func at(hour int) time.Time { return time.Date(2026, 10, 8, hour, 0, 0, 0, time.UTC) }

func kinds(c *Collector) map[Kind][]string {
	found := map[Kind][]string{}
	for _, f := range c.Findings() {
		found[f.Kind] = f.IDs
	}
	return found
}

func TestIncidentFaults(t *testing.T) {
	sound := itsm.Incident{Head: itsm.Head{ID: "ok"}, Service: "fx", Priority: itsm.P2, Status: itsm.StatusClosed, Opened: at(8), Resolved: at(9), Closed: at(10)}
	for name, c := range map[string]struct {
		change func(*itsm.Incident)
		want   []Kind
	}{
		"sound":        {func(*itsm.Incident) {}, nil},
		"no start":     {func(r *itsm.Incident) { r.Opened = time.Time{} }, []Kind{NoStart}},
		"no service":   {func(r *itsm.Incident) { r.Service = "" }, []Kind{NoService}},
		"no priority":  {func(r *itsm.Incident) { r.Priority = 0 }, []Kind{MissingPriority}},
		"end first":    {func(r *itsm.Incident) { r.Resolved = at(7) }, []Kind{ContradictoryTime}},
		"not resolved": {func(r *itsm.Incident) { r.Resolved = time.Time{} }, []Kind{MissingResolved}},
		// opened 8, closed 10: 120 minutes; 121 minutes of effort are more than that, 120 are not
		"effort":      {func(r *itsm.Incident) { r.Effort = itsm.Length{Value: 121 * time.Minute, Known: true} }, []Kind{DoubtfulEffort}},
		"full effort": {func(r *itsm.Incident) { r.Effort = itsm.Length{Value: 120 * time.Minute, Known: true} }, nil},
		"child":       {func(r *itsm.Incident) { r.Parent = "x"; r.Service = "" }, []Kind{CountedApart}},
		"odd word": {func(r *itsm.Incident) {
			r.Remarks = []itsm.Remark{{Field: "status", Kind: itsm.RemarkUnknownWord, Text: "Parked"}}
		}, []Kind{UnknownWord}},
	} {
		t.Run(name, func(t *testing.T) {
			r := sound
			c.change(&r)
			var collector Collector
			collector.Incident(&r)
			want := map[Kind][]string{}
			for _, kind := range c.want {
				want[kind] = []string{"ok"}
			}
			assert.Equal(t, want, kinds(&collector))
		})
	}
}

func TestFindingsAreOrderedAndNamed(t *testing.T) {
	var c Collector
	c.Add(UnknownWord, "b", "status: Parked")
	c.Add(UnknownWord, "a", "status: Parked")
	c.Add(UnknownWord, "a", "priority: Urgent")
	c.Add(NoStart, "z", "")
	c.AddMinutes(ByRule, 2)
	c.AddMinutes(ByRule, 3.5)
	c.Add(Gone, "g", "")
	c.AddMore(Gone, 41)
	found := c.Findings()
	require.Len(t, found, 4)
	assert.Equal(t, 42, found[2].Count(), "one by id, and 41 more")
	found = slices.Delete(found, 2, 3)
	assert.Equal(t, []Kind{NoStart, ByRule, UnknownWord}, []Kind{found[0].Kind, found[1].Kind, found[2].Kind})
	assert.Equal(t, itsm.Known(5.5), found[1].Minutes)
	assert.Equal(t, []string{"a", "b"}, found[2].IDs)
	assert.Equal(t, []Name{{"status: Parked", 2}, {"priority: Urgent", 1}}, found[2].Names)
}

func TestEveryKindIsInTheOrder(t *testing.T) {
	for _, kind := range kindOfRemark {
		assert.Contains(t, Kinds(), kind)
	}
}

// FX pricing was published with 61 minutes from A (42) and B (19). B was corrected to 10, C (5) came late: 57.
func TestRestatementNamesTheTickets(t *testing.T) {
	was := []Figure{{"downtime", itsm.Known(61), []Contribution{{"A", 42}, {"B", 19}}}, {"opened", itsm.Known(2), nil}}
	now := []Figure{{"downtime", itsm.Known(57), []Contribution{{"A", 42}, {"B", 10}, {"C", 5}}}, {"opened", itsm.Known(2), nil}}
	assert.Equal(t, []Restatement{{Figure: "downtime", Published: itsm.Known(61), Now: itsm.Known(57), Because: []string{"B", "C"}}},
		Restatements(was, now, false))
}

func TestRestatementByConfiguration(t *testing.T) {
	tickets := []Contribution{{"A", 42}}
	got := Restatements([]Figure{{"availability", itsm.Known(0.99), tickets}}, []Figure{{"availability", itsm.Number{}, tickets}}, true)
	assert.Equal(t, []Restatement{{Figure: "availability", Published: itsm.Known(0.99), Configuration: true}}, got)
}

func TestNoiseOfAddingIsNoRestatement(t *testing.T) {
	assert.Empty(t, Restatements([]Figure{{Name: "d", Value: itsm.Known(1000)}}, []Figure{{Name: "d", Value: itsm.Known(1000.0000000001)}}, true))
}
