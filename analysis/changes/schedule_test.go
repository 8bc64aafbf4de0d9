package changes_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/analysis/changes"
	"nines/internal/itsm"
)

var london = must(time.LoadLocation("Europe/London"))

func must(zone *time.Location, err error) *time.Location {
	if err != nil {
		panic(err)
	}
	return zone
}

// week 43 of 2026 is Monday, 19 October, to Sunday, the 25th, when the clocks in London go back at 02:00.
var week43 = itsm.NewPeriod(itsm.Week, itsm.Date{Year: 2026, Month: 10, Day: 19}, london)

// asOf is the Friday before, at 12:00 in London.
var asOf = oct(16, 12, 0)

// oct is a time of October 2026 on London's clocks.
func oct(day, hour, minute int) time.Time {
	return time.Date(2026, 10, day, hour, minute, 0, 0, london)
}

// calendarOf has the same hours from Monday to Friday.
func calendarOf(from, to int) *itsm.Calendar {
	c := &itsm.Calendar{Zone: london}
	for day := time.Monday; day <= time.Friday; day++ {
		c.Hours[day] = []itsm.HourSpan{{From: from * 60, To: to * 60}}
	}
	return c
}

// catalogue: fx depends on market, which depends on network; mail on nothing.
func catalogue() *itsm.Catalogue {
	return itsm.NewCatalogue([]*itsm.Service{
		{ID: "fx", Aliases: []string{"FX pricing"}, DependsOn: []string{"market", "Market data", "FX", "gone"}},
		{ID: "market", Aliases: []string{"Market data"}, DependsOn: []string{"network"}},
		{ID: "network"},
		{ID: "mail"},
	}, func(id string) *itsm.Service { return &itsm.Service{ID: id} })
}

func input(list ...itsm.Change) changes.ScheduleInput {
	return changes.ScheduleInput{
		AsOf: asOf, Coming: week43.Span, Zone: london, Catalogue: catalogue(), Changes: list,
		Rules: changes.Rules{
			LeadDays:  map[itsm.ChangeClass]int{itsm.ClassNormal: 5, itsm.ClassBAU: 1},
			Approvals: map[itsm.ChangeClass]int{itsm.ClassNormal: 1, itsm.ClassBAU: 1, itsm.ClassEmergency: 1},
		},
	}
}

// complete is a change against which nothing speaks: planned on Wednesday, 21 October, from 18:00 to 20:00, requested
// on the 1st.
func complete(id string, set ...func(*itsm.Change)) itsm.Change {
	c := itsm.Change{
		Head: itsm.Head{Source: "s", ID: id}, Service: "fx", Class: itsm.ClassNormal, Risk: itsm.RiskLow, Requested: oct(1, 9, 0),
		Approved: itsm.Mark{State: itsm.Yes, At: oct(5, 9, 0)}, PlannedStart: oct(21, 18, 0), PlannedEnd: oct(21, 20, 0),
		Plan: "p", Backout: "b", Validation: "v", Responsible: "Ann",
	}
	for _, f := range set {
		f(&c)
	}
	return c
}

func class(class itsm.ChangeClass) func(*itsm.Change) {
	return func(c *itsm.Change) { c.Class = class }
}

func planned(start, end time.Time) func(*itsm.Change) {
	return func(c *itsm.Change) { c.PlannedStart, c.PlannedEnd = start, end }
}

func actual(start, end time.Time) func(*itsm.Change) {
	return func(c *itsm.Change) { c.ActualStart, c.ActualEnd = start, end }
}

func on(service string) func(*itsm.Change) { return func(c *itsm.Change) { c.Service = service } }

func ref(id string) itsm.Ref { return itsm.Ref{Source: "s", ID: id} }

func ids(list []changes.Scheduled) []string {
	var ids []string
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	return ids
}

// flags are those of the only change ahead.
func flags(t *testing.T, in changes.ScheduleInput) []string {
	t.Helper()
	s := changes.NewSchedule(in)
	require.Len(t, s.Changes, 1)
	return s.Changes[0].Words()
}

func TestNothingAhead(t *testing.T) {
	assert.Equal(t, &changes.Schedule{}, changes.NewSchedule(input()))
	assert.Equal(t, []string{}, flags(t, input(complete("1"))), "no flags are a list too")
}

// Coming is [Monday 00:00, next Monday 00:00) in London, 169 hours.
func TestWhichChangesAreAhead(t *testing.T) {
	status := func(s itsm.Status, version time.Time) func(*itsm.Change) {
		return func(c *itsm.Change) { c.Status, c.Version = s, version }
	}
	for _, c := range []struct {
		name  string
		ahead bool
		asOf  time.Time
		set   []func(*itsm.Change)
	}{
		{"in the week", true, asOf, nil},
		{"ends as the week begins", false, asOf, []func(*itsm.Change){planned(oct(18, 22, 0), oct(19, 0, 0))}},
		{"ends a minute later", true, asOf, []func(*itsm.Change){planned(oct(18, 22, 0), oct(19, 0, 1))}},
		{"starts as the week ends", false, asOf, []func(*itsm.Change){planned(oct(26, 0, 0), oct(26, 1, 0))}},
		{"starts a minute earlier", true, asOf, []func(*itsm.Change){planned(oct(25, 23, 59), oct(26, 1, 0))}},
		{"longer than the week", true, asOf, []func(*itsm.Change){planned(oct(1, 0, 0), oct(31, 0, 0))}},
		{"only a start, the week's first instant", true, asOf, []func(*itsm.Change){planned(oct(19, 0, 0), none)}},
		{"a start that is its end, the week's first instant", true, asOf, []func(*itsm.Change){planned(oct(19, 0, 0), oct(19, 0, 0))}},
		{"only a start, the instant after it", false, asOf, []func(*itsm.Change){planned(oct(26, 0, 0), none)}},
		{"only an end, the instant after it", true, asOf, []func(*itsm.Change){planned(none, oct(26, 0, 0))}},
		{"only an end, the week's first instant", false, asOf, []func(*itsm.Change){planned(none, oct(19, 0, 0))}},
		{"ends before it starts: only the start counts", true, asOf, []func(*itsm.Change){planned(oct(19, 0, 0), oct(18, 0, 0))}},
		{"called off", false, asOf, []func(*itsm.Change){status(itsm.StatusCancelled, none)}},
		{"called off by its outcome", false, asOf, []func(*itsm.Change){func(c *itsm.Change) { c.Outcome = itsm.OutcomeCancelled }}},
		{"carried out early", false, asOf, []func(*itsm.Change){actual(oct(15, 8, 0), oct(15, 9, 0))}},
		{"carried out early, until the week begins", false, asOf, []func(*itsm.Change){actual(oct(18, 8, 0), oct(19, 0, 0))}},
		{"ended in its first minute", true, asOf, []func(*itsm.Change){actual(oct(18, 8, 0), oct(19, 0, 1))}},
		{"closed as of its beginning", false, oct(19, 0, 0), []func(*itsm.Change){status(itsm.StatusClosed, none)}},
		{"closed as of before the week", false, asOf, []func(*itsm.Change){status(itsm.StatusClosed, none)}},
		{"closed in the week, told after it", true, oct(28, 0, 0), []func(*itsm.Change){status(itsm.StatusClosed, oct(22, 0, 0))}},
		{"closed before the week, told after it", false, oct(28, 0, 0), []func(*itsm.Change){status(itsm.StatusClosed, oct(18, 0, 0))}},
		{"ended in the week, told after it", true, oct(28, 0, 0), []func(*itsm.Change){actual(oct(21, 18, 0), oct(21, 19, 0))}},
		{"no time at all", true, asOf, []func(*itsm.Change){planned(none, none)}},
		{"no time, and over", false, asOf, []func(*itsm.Change){planned(none, none), status(itsm.StatusClosed, none)}},
		{"no time, requested after the week", false, oct(28, 0, 0), []func(*itsm.Change){planned(none, none), func(c *itsm.Change) { c.Requested = oct(26, 0, 0) }}},
		{"no plan, under way", true, asOf, []func(*itsm.Change){planned(none, none), actual(oct(16, 8, 0), none)}},
		{"no plan, begun before, over, and nobody knows since when", false, oct(28, 0, 0), []func(*itsm.Change){planned(none, none), actual(oct(16, 8, 0), none), status(itsm.StatusClosed, none)}},
		{"no plan, carried out in the week", true, oct(28, 0, 0), []func(*itsm.Change){planned(none, none), actual(oct(20, 8, 0), oct(20, 9, 0))}},
		{"no plan, carried out before", false, oct(28, 0, 0), []func(*itsm.Change){planned(none, none), actual(oct(18, 8, 0), oct(19, 0, 0))}},
	} {
		in := input(complete("1", c.set...))
		in.AsOf = c.asOf
		assert.Equal(t, c.ahead, len(changes.NewSchedule(in).Changes) == 1, c.name)
	}
}

func TestOrderOfThePack(t *testing.T) {
	risk := func(r itsm.Risk) func(*itsm.Change) { return func(c *itsm.Change) { c.Risk = r } }
	at := func(day int) func(*itsm.Change) { return planned(oct(day, 18, 0), oct(day, 19, 0)) }
	unready := func(c *itsm.Change) { c.Plan = " " }
	undated := planned(time.Time{}, time.Time{})
	list := []itsm.Change{
		complete("standard, flagged", class(itsm.ClassStandard), on("a"), at(19), unready),
		complete("standard, later", class(itsm.ClassStandard), on("b"), at(20)),
		complete("agreed on Tuesday", on("c"), at(20)),
		complete("agreed on Monday", on("d"), at(19), risk(itsm.RiskMedium)),
		complete("flagged, low, undated", on("e"), undated),
		complete("flagged, low, Monday", on("f"), at(19), unready),
		complete("flagged, medium", on("g"), at(21), unready, risk(itsm.RiskMedium)),
		complete("unknown risk", on("h"), at(20), risk(itsm.RiskUnknown)),
		complete("high, Friday", on("i"), at(23), risk(itsm.RiskHigh)),
		complete("high, Thursday, 2", on("j"), at(22), risk(itsm.RiskHigh)),
		complete("high, Thursday, 1", on("k"), at(22), risk(itsm.RiskHigh)),
		complete("emergency", on("l"), at(24), class(itsm.ClassEmergency), func(c *itsm.Change) { c.Incident = []string{"I"} }),
	}
	want := []string{
		"emergency", "high, Thursday, 1", "high, Thursday, 2", "high, Friday", "unknown risk", "flagged, medium", "flagged, low, Monday",
		"flagged, low, undated", "agreed on Monday", "agreed on Tuesday", "standard, flagged", "standard, later",
	}
	s := changes.NewSchedule(input(list...))
	assert.Equal(t, want, ids(s.Changes))
	for i, c := range s.Changes {
		assert.Equal(t, map[bool]changes.Group{i < 8: changes.GroupDecide, i == 8 || i == 9: changes.GroupAgreed, i > 9: changes.GroupStandard}[true], c.Group, c.ID)
	}
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
	assert.Equal(t, s, func() *changes.Schedule {
		again := changes.NewSchedule(input(list...))
		for i := range again.Changes { // of another catalogue
			assert.Equal(t, s.Changes[i].Of, again.Changes[i].Of)
		}
		return again
	}(), "whatever the order of the changes")
}

func TestGaps(t *testing.T) {
	in := input(
		complete("no service", on("")), complete("no class", class(itsm.ClassUnknown), on("mail")),
		complete("no request", on("market"), func(c *itsm.Change) { c.Requested = none }),
		complete("called off", func(c *itsm.Change) { c.Status = itsm.StatusCancelled }),
		complete("called off, some other time", planned(none, none), func(c *itsm.Change) { c.Status = itsm.StatusCancelled }),
	)
	in.Volumes = map[string]*changes.WeekVolume{"mail": changes.NewWeekVolume(london)}
	in.Volumes["mail"].Add(oct(20, 9, 0), 3)
	assert.Equal(t, changes.ScheduleGaps{
		Cancelled: []itsm.Ref{ref("called off")}, NoService: []itsm.Ref{ref("no service")}, NoClass: []itsm.Ref{ref("no class")},
		NoRequest: []itsm.Ref{ref("no request")}, NoVolume: []string{"market"},
	}, changes.NewSchedule(in).Gaps)
}

func TestStanding(t *testing.T) {
	in := input(complete("1", on("FX pricing")), complete("2", on("mail")), complete("3", on("")))
	in.Standing = map[string]changes.Standing{"fx": {Incidents: 3, Downtime: itsm.Known(12), BudgetLeft: itsm.Known(-0.5)}}
	for _, c := range changes.NewSchedule(in).Changes {
		if c.ID != "1" {
			assert.Nil(t, c.Standing, c.ID)
			continue
		}
		require.NotNil(t, c.Standing)
		assert.Equal(t, in.Standing["fx"], *c.Standing)
	}
}

func TestReach(t *testing.T) {
	in := input(
		complete("1", planned(oct(17, 0, 0), oct(19, 1, 0))), complete("2", planned(oct(25, 0, 0), oct(28, 1, 0))),
		complete("not ahead", planned(oct(1, 0, 0), oct(2, 0, 0))), complete("no time", planned(time.Time{}, time.Time{})),
	)
	assert.Equal(t, itsm.Span{From: oct(17, 0, 0), To: oct(28, 1, 0)}, in.Reach())
	assert.Equal(t, week43.Span, input().Reach())
}

// A pack from a store with 200,000 changes: those of a year on 100 services, and what they overlap.
func BenchmarkSchedule(b *testing.B) {
	var list []itsm.Change
	for i := range 200_000 {
		start := oct(1, 0, 0).Add(time.Duration(i%8760) * time.Hour)
		list = append(list, complete(fmt.Sprintf("%06d", i), on(fmt.Sprintf("s%d", i%100)), planned(start, start.Add(4*time.Hour))))
	}
	for b.Loop() {
		in := input(list...)
		in.History = changes.NewHistory(in.Catalogue, in.Coming.From)
		for i := range list {
			in.History.Add(&list[i], nil)
		}
		s := changes.NewSchedule(in)
		b.ReportMetric(float64(len(s.Changes)), "ahead")
		b.ReportMetric(float64(len(s.Conflicts)), "conflicts")
	}
}
