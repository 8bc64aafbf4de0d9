package availability

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

func TestWhichTicketsAreOutagesAndOfWhat(t *testing.T) {
	rule := Rule{itsm.P1: 1, itsm.P2: 0.5}
	for name, c := range map[string]struct {
		word     itsm.OutageWord
		lost     itsm.Number
		priority itsm.Priority
		rule     Rule
		want     loss
		cannot   bool
	}{
		"none":                                     {word: itsm.OutageNone, priority: itsm.P1, rule: rule},
		"none, whatever loss it states":            {word: itsm.OutageNone, lost: itsm.Known(1)},
		"a loss of 0, whatever word it states":     {word: itsm.OutageFull, lost: itsm.Known(0), priority: itsm.P1, rule: rule},
		"a stated loss before the word":            {word: itsm.OutageFull, lost: itsm.Known(0.3), want: loss{part: 0.3}},
		"a stated loss before the rule":            {lost: itsm.Known(0.3), priority: itsm.P1, rule: rule, want: loss{part: 0.3}},
		"full":                                     {word: itsm.OutageFull, want: loss{part: 1}},
		"partial without a share goes by the rule": {word: itsm.OutagePartial, priority: itsm.P2, rule: rule, want: loss{0.5, true}},
		"nothing stated goes by the rule":          {priority: itsm.P1, rule: rule, want: loss{1, true}},
		"a priority that the rule leaves out":      {priority: itsm.P3, rule: rule},
		"an empty rule is a rule":                  {priority: itsm.P1, rule: Rule{}},
		"no rule":                                  {priority: itsm.P1, cannot: true},
		"partial, no rule":                         {word: itsm.OutagePartial, priority: itsm.P1, cannot: true},
		"unknown priority":                         {rule: rule, cannot: true},
		"a loss outside 0 to 1 is missing":         {lost: itsm.Known(1.5), priority: itsm.P1, rule: rule, want: loss{1, true}},
	} {
		i := itsm.Incident{Outage: c.word, Lost: c.lost}
		got, ok := c.rule.loss(effectOf(&i), c.priority)
		assert.Equal(t, c.want, got, name)
		assert.Equal(t, !c.cannot, ok, name)
	}
}

func TestFromWhenToWhen(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 10, 13, hour, 0, 0, 0, time.UTC) }
	for name, c := range map[string]struct {
		incident itsm.Incident
		want     placing
	}{
		"started before detected before opened": {
			itsm.Incident{Started: at(1), Detected: at(2), Opened: at(3), Restored: at(9)}, placing{start: at(1), end: at(9)},
		},
		"detected, else opened": {
			itsm.Incident{Detected: at(2), Opened: at(3), Restored: at(9), Resolved: at(10)}, placing{start: at(2), end: at(9)},
		},
		"resolved where restored is missing": {
			itsm.Incident{Opened: at(3), Resolved: at(10), Closed: at(12)}, placing{start: at(3), end: at(10)},
		},
		"an end before the start is missing: the next one counts": {
			itsm.Incident{Opened: at(3), Restored: at(2), Resolved: at(10)}, placing{start: at(3), end: at(10), contradictory: true},
		},
		"an end at the start is none": {
			itsm.Incident{Opened: at(3), Restored: at(3)}, placing{start: at(3), end: at(3)},
		},
		"closed without an end": {
			itsm.Incident{Opened: at(3), Closed: at(12), Status: itsm.StatusClosed}, placing{start: at(3), closed: at(12), state: UndecidedClosing},
		},
		"closed by its times, the status being unknown": {
			itsm.Incident{Opened: at(3), Closed: at(12)}, placing{start: at(3), closed: at(12), state: UndecidedClosing},
		},
		"resolved by its status, and no time at all": {
			itsm.Incident{Opened: at(3), Status: itsm.StatusResolved}, placing{start: at(3), state: UndecidedNoClosing},
		},
		"a closing before the start is missing": {
			itsm.Incident{Opened: at(3), Closed: at(1), Status: itsm.StatusClosed}, placing{start: at(3), state: UndecidedNoClosing, contradictory: true},
		},
		"open": {
			itsm.Incident{Opened: at(3), Status: itsm.StatusPending}, placing{start: at(3), state: Open},
		},
		"nothing tells when": {
			itsm.Incident{Restored: at(3)}, placing{},
		},
	} {
		assert.Equal(t, c.want, place(nil, &c.incident), name)
	}
}

func TestWhatCountsAndWhatIsNamed(t *testing.T) {
	s := plain("s")
	s.Epochs[0].Regions = []itsm.Region{{Name: "AMRS", Share: 0.5}, {Name: "EMEA", Share: 0.5}}
	const from, to = "2026-10-13 10:00", "2026-10-13 11:00"
	change := func(id string, change func(*itsm.Incident)) *itsm.Incident {
		i := lost(id, from, to, 1)
		change(i)
		return i
	}
	d := newDesk(week, []*itsm.Service{s},
		change("child", func(i *itsm.Incident) { i.Parent = "x" }),
		change("duplicate", func(i *itsm.Incident) { i.DuplicateOf = "x" }),
		change("cancelled", func(i *itsm.Incident) { i.Status = itsm.StatusCancelled }),
		change("homeless", func(i *itsm.Incident) { i.Service = "" }),
		change("dark", func(i *itsm.Incident) { i.Lost = itsm.Number{} }),
		change("ruled", func(i *itsm.Incident) { i.Lost, i.Priority = itsm.Number{}, itsm.P2 }),
		change("harmless", func(i *itsm.Incident) { i.Lost, i.Priority = itsm.Number{}, itsm.P4 }),
		change("timeless", func(i *itsm.Incident) { i.Opened = time.Time{} }),
		change("backwards", func(i *itsm.Incident) { i.Restored = i.Opened.Add(-time.Minute) }),
		change("elsewhere", func(i *itsm.Incident) { i.Regions, i.Functions = []string{"Mars", " emea"}, []string{"fun"} }),
		change("nowhere", func(i *itsm.Incident) { i.Regions = []string{"Mars"} }),
	)
	d.Rule = Rule{itsm.P2: 0.5}
	a := d.assess()
	assert.Equal(t, map[FindingKind][]string{
		NotOnce:           {"cancelled", "child", "duplicate"},
		NoService:         {"homeless"},
		NotAssessable:     {"dark"},
		NotPlaced:         {"timeless"},
		ContradictoryTime: {"backwards"},
		EndUnknown:        {"backwards"},
		LostByRule:        {"ruled"},
		UnknownRegion:     {"elsewhere Mars", "nowhere Mars"},
		UnknownFunction:   {"elsewhere fun"},
	}, a.ids())
	byID := map[string]*Outage{}
	for _, o := range a.Outages {
		byID[o.ID] = o
	}
	require.Len(t, byID, 4)
	assert.Equal(t, []string{"EMEA"}, byID["elsewhere"].Regions)
	assert.Nil(t, byID["elsewhere"].Functions, "none of the names is known: all")
	assert.Nil(t, byID["nowhere"].Regions)
	assert.True(t, byID["ruled"].ByRule)
	assert.Equal(t, UndecidedNoClosing, byID["backwards"].State)
	assert.Equal(t, map[string]itsm.Activity{"s": {Incidents: 7, Assessable: 6}}, a.Activity, "all that count once and have a service")
	assert.Empty(t, itsm.Spans(nil).Subtract(byID["ruled"].Spans))
}

func record(id, incident, from, to string) *itsm.OutageRecord {
	r := &itsm.OutageRecord{Head: itsm.Head{Source: "outages", ID: id}, Incident: incident, From: utc(from)}
	if to != "" {
		r.To = utc(to)
	}
	return r
}

// Forty servers are down wholly for 10 minutes, then with half the loss for 20: 10 + 10 = 20 minutes, not the hour of
// the incident.
func TestOutageRecordsReplaceTheIncident(t *testing.T) {
	i := lost("INC1", "2026-10-13 10:00", "2026-10-13 11:00", 1)
	i.Title, i.Problem, i.Component = "Servers down", []string{"PRB1"}, "db"
	d := newDesk(week, []*itsm.Service{plain("s")}, i)
	full, half := record("O1", "INC1", "2026-10-13 10:00", "2026-10-13 10:10"), record("O2", "INC1", "2026-10-13 10:10", "2026-10-13 10:30")
	half.Lost, half.Title = itsm.Known(0.5), "Slow"
	d.Records = []*itsm.OutageRecord{full, half}
	r := d.compute(t)
	assert.InDelta(t, 20, r.Services[0].Downtime.Value, minute)
	require.Len(t, r.Outages, 2)
	o := r.Outages[0]
	assert.Equal(t, Ref{Source: "outages", ID: "O1"}, o.Ref)
	assert.Equal(t, Ref{Source: "tool", ID: "INC1"}, o.Incident)
	assert.Equal(t, []string{"Servers down", "Slow"}, []string{o.Title, r.Outages[1].Title})
	assert.Equal(t, []string{"PRB1"}, o.Problems)
	assert.Equal(t, "db", r.Outages[1].Component)
	assert.Equal(t, 1, r.Services[0].Failures, "touching outages are one failure")
	assert.Equal(t, itsm.Activity{Incidents: 1, Assessable: 1}, d.input.Activity["s"], "one ticket")
}

func TestWhatARecordLeavesOutIsItsIncidents(t *testing.T) {
	i := &itsm.Incident{Outage: itsm.OutagePartial, Lost: itsm.Known(0.3)}
	for name, c := range map[string]struct {
		record itsm.OutageRecord
		want   effect
	}{
		"nothing said":               {itsm.OutageRecord{}, effect{itsm.OutagePartial, itsm.Known(0.3)}},
		"full has said enough":       {itsm.OutageRecord{Outage: itsm.OutageFull}, effect{word: itsm.OutageFull}},
		"none has said enough":       {itsm.OutageRecord{Outage: itsm.OutageNone}, effect{word: itsm.OutageNone}},
		"partial wants the share":    {itsm.OutageRecord{Outage: itsm.OutagePartial}, effect{itsm.OutagePartial, itsm.Known(0.3)}},
		"a loss of its own":          {itsm.OutageRecord{Lost: itsm.Known(0.9)}, effect{lost: itsm.Known(0.9)}},
		"a loss of its own, in word": {itsm.OutageRecord{Outage: itsm.OutagePartial, Lost: itsm.Known(0.9)}, effect{itsm.OutagePartial, itsm.Known(0.9)}},
	} {
		assert.Equal(t, c.want, recordEffect(&c.record, i), name)
	}
	none := &itsm.Incident{Lost: itsm.Known(0)}
	assert.Equal(t, effect{word: itsm.OutagePartial}, recordEffect(&itsm.OutageRecord{Outage: itsm.OutagePartial}, none), "partial is not nothing")
}

func TestRecordsAndTheirIncidents(t *testing.T) {
	const from, to = "2026-10-13 10:00", "2026-10-13 11:00"
	child := lost("CHILD", from, to, 1)
	child.Parent = "INC1"
	closed := lost("CLOSED", from, to, 1)
	closed.Restored, closed.Closed = time.Time{}, utc("2026-10-13 15:00")
	twinA, twinB, own := lost("TWIN", from, to, 1), lost("TWIN", from, to, 1), lost("OWN", from, to, 0.25)
	twinA.Source, twinB.Source, own.Source = "a", "b", "outages"
	foreign := lost("OWN", from, to, 0.75)
	d := newDesk(week, []*itsm.Service{plain("s")}, child, closed, twinA, twinB, own, foreign)
	d.Records = []*itsm.OutageRecord{
		record("of a child", "CHILD", from, to),
		record("open", "CLOSED", "2026-10-13 12:00", ""), // its ticket was closed at 15:00
		record("of a twin", "TWIN", from, to),
		record("of its own", "OWN", from, ""), // ends with its incident, at 11:00
		record("of nobody", "GONE", from, to),
	}
	for _, r := range d.Records {
		r.Service = "s"
	}
	d.Records[2].Outage, d.Records[4].Outage = itsm.OutageFull, itsm.OutageFull
	a := d.assess()
	assert.Equal(t, map[FindingKind][]string{
		NotOnce:           {"CHILD", "of a child"},
		IncidentAmbiguous: {"of a twin TWIN"},
		IncidentNotFound:  {"of nobody GONE"},
		EndUndecided:      {"open"},
	}, a.ids())
	var got []string
	for _, o := range a.Outages {
		got = append(got, o.Source+" "+o.ID+" of "+o.Incident.Source+" "+o.Incident.ID+" "+o.Spans.Length().String())
	}
	assert.ElementsMatch(t, []string{
		"a TWIN of a TWIN 1h0m0s", "b TWIN of b TWIN 1h0m0s", "tool OWN of tool OWN 1h0m0s", // nobody's records replace them
		"outages of a twin of  TWIN 1h0m0s", "outages of nobody of  GONE 1h0m0s",
		"outages of its own of outages OWN 1h0m0s", "outages open of tool CLOSED 3h0m0s",
	}, got)
}

func TestPlannedOutagesOfAServiceThatExcludesMaintenance(t *testing.T) {
	excludes, counts := plain("excludes"), plain("counts")
	excludes.MaintenanceExcluded = true
	d := newDesk(week, []*itsm.Service{excludes, counts})
	for _, s := range []string{"excludes", "counts"} {
		r := record(s, "", "2026-10-13 10:00", "2026-10-13 11:00")
		r.Service, r.Planned, r.Outage = s, itsm.Yes, itsm.OutageFull
		d.Records = append(d.Records, r)
	}
	r := d.compute(t)
	assert.InDelta(t, 0, r.Services[0].Downtime.Value, minute)
	assert.InDelta(t, 60, r.Services[1].Downtime.Value, minute)
	assert.Equal(t, []string{"excludes"}, d.assess().ids()[PlannedNotCounted])
}

// Maintenance from 10:00 to 12:00 was approved before: agreed time is 10,080 - 120, and of an outage from 11:00 to
// 12:30 the half hour of the overrun counts. The other changes take nothing out.
func TestMaintenance(t *testing.T) {
	s := plain("s")
	s.MaintenanceExcluded = true
	approved := func(at string) itsm.Mark { return itsm.Mark{State: itsm.Yes, At: utc(at)} }
	planned := itsm.Change{
		Service: "s", Maintenance: itsm.Yes, Approved: approved("2026-10-12 00:00"),
		PlannedStart: utc("2026-10-13 10:00"), PlannedEnd: utc("2026-10-13 12:00"), ActualEnd: utc("2026-10-13 13:00"),
	}
	d := newDesk(week, []*itsm.Service{s}, lost("1", "2026-10-13 11:00", "2026-10-13 12:30", 1))
	d.Changes = append(d.Changes, &planned)
	for _, spoil := range []func(*itsm.Change){
		func(c *itsm.Change) { c.Maintenance = itsm.Unsaid },
		func(c *itsm.Change) { c.Approved = approved("2026-10-14 10:00") }, // at its start is not before it
		func(c *itsm.Change) { c.Approved = itsm.Mark{} },
		func(c *itsm.Change) { c.Status = itsm.StatusCancelled },
		func(c *itsm.Change) { c.PlannedEnd = time.Time{} },
	} {
		c := planned
		c.PlannedStart, c.PlannedEnd = utc("2026-10-14 10:00"), utc("2026-10-14 12:00")
		spoil(&c)
		d.Changes = append(d.Changes, &c)
	}
	got := d.one(t)
	assert.InDelta(t, 9960, got.Agreed, minute)
	assert.InDelta(t, 30, got.Downtime.Value, minute)
	s.MaintenanceExcluded = false
	got = d.one(t)
	assert.InDelta(t, 10080, got.Agreed, minute)
	assert.InDelta(t, 90, got.Downtime.Value, minute)
}

func TestExclusions(t *testing.T) {
	const from, to = "2026-10-13 10:00", "2026-10-13 11:00"
	twinA, twinB := lost("TWIN", from, to, 1), lost("TWIN", "2026-10-14 10:00", "2026-10-14 11:00", 1)
	twinA.Source, twinB.Source = "a", "b"
	dark := lost("DARK", from, to, 1)
	dark.Lost = itsm.Number{}
	d := newDesk(week, []*itsm.Service{plain("s")}, lost("PART", "2026-10-15 10:00", "2026-10-15 11:00", 0.5),
		lost("WHOLE", "2026-10-16 10:00", "2026-10-16 11:00", 1), twinA, twinB, lost("NONE", from, to, 0), dark)
	d.Records = []*itsm.OutageRecord{record("O1", "", "2026-10-17 10:00", "2026-10-17 11:00")}
	d.Records[0].Service, d.Records[0].Outage = "s", itsm.OutageFull
	d.Exclusions = []*itsm.Exclusion{
		{Head: itsm.Head{ID: "1"}, Incident: "PART", From: utc("2026-10-15 10:30")},                              // 30 min at 0.5
		{Head: itsm.Head{ID: "2"}, Incident: "PART", From: utc("2026-10-15 10:20"), To: utc("2026-10-15 10:40")}, // 10 more
		{Head: itsm.Head{ID: "3"}, Incident: "WHOLE"},
		{Head: itsm.Head{ID: "4"}, Outage: "O1", To: utc("2026-10-17 10:15")},
		{Head: itsm.Head{ID: "5", Source: "b"}, Incident: "TWIN"},
		{Head: itsm.Head{ID: "6"}, Incident: "TWIN"},
		{Head: itsm.Head{ID: "7"}, Incident: "GONE"},
		{Head: itsm.Head{ID: "8"}, Incident: "NONE"},
		{Head: itsm.Head{ID: "9"}, Incident: "PART", From: utc("2026-10-15 12:00"), To: utc("2026-10-15 11:00")},
		{Head: itsm.Head{ID: "A"}, Incident: "DARK"},
		{Head: itsm.Head{ID: "B"}},
		{Head: itsm.Head{ID: "C"}, Outage: "WHOLE"}, // an outage without a record goes by its incident's id; 3 took it all
	}
	slices.Reverse(d.Exclusions)
	r := d.compute(t)
	// Left: PART 10:00-10:20 at 0.5, O1 10:15-11:00, TWIN of a: 10 + 45 + 60.
	assert.InDelta(t, 115, r.Services[0].Downtime.Value, minute)
	type done struct {
		id      string
		outcome ExclusionOutcome
		minutes float64
	}
	var got []done
	for _, e := range r.Exclusions {
		got = append(got, done{e.ID, e.Outcome, e.Minutes})
	}
	assert.Equal(t, []done{
		{"1", Applied, 15},
		{"2", Applied, 5},
		{"3", Applied, 60},
		{"4", Applied, 15},
		{"5", Applied, 60},
		{"6", TargetAmbiguous, 0},
		{"7", TargetNotFound, 0},
		{"8", Idle, 0},
		{"9", Backwards, 0},
		{"A", Applied, 0},
		{"B", TargetNotFound, 0},
		{"C", Idle, 0},
	}, got)
	assert.Zero(t, r.Services[0].NotAssessed, "the incident that cannot be assessed is excluded")
	assert.Equal(t, 3, r.Services[0].Times.Restore.N, "what is wholly excluded is in no mean")
}

func TestIncidentsMayBeOverwrittenWhileTheyAreGoneThrough(t *testing.T) {
	list := []*itsm.Incident{lost("1", "2026-10-13 10:00", "2026-10-13 11:00", 1), lost("2", "2026-10-14 10:00", "2026-10-14 12:00", 1)}
	d := newDesk(week, []*itsm.Service{plain("s")})
	d.Records = []*itsm.OutageRecord{record("O", "1", "2026-10-13 10:00", "2026-10-13 10:30")}
	var reused itsm.Incident
	d.Incidents = func(yield func(*itsm.Incident) bool) {
		for _, i := range list {
			if reused = *i; !yield(&reused) {
				return
			}
		}
	}
	a := Assess(d.Assessment)
	require.Len(t, a.Outages, 2)
	assert.Equal(t, []string{"1", "2"}, []string{a.Outages[0].Incident.ID, a.Outages[1].Incident.ID})
}
