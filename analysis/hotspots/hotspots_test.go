package hotspots

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// The periods of the tests are the months of June to October 2026, seen on 2 November; all are covered unless said.
func terms() Terms {
	t := Terms{AsOf: on(time.November, 2), Service: func(name string) string { return name }}
	for month := time.June; month <= time.October; month++ {
		t.Periods = append(t.Periods, Period{Span: itsm.Span{From: on(month, 1), To: on(month+1, 1)}, Covered: true})
	}
	return t
}

func on(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 9, 0, 0, 0, time.UTC)
}

func took(minutes int) itsm.Length {
	return itsm.Length{Value: time.Duration(minutes) * time.Minute, Known: true}
}

func tool(id string) Ref { return Ref{TypeIncident, itsm.Ref{Source: "tool", ID: id}} }

func head(id string) itsm.Head { return itsm.Head{Source: "tool", ID: id} }

// incident was open for a day of a month, and states its effort.
func incident(id string, month time.Month, day, minutes int) *itsm.Incident {
	return &itsm.Incident{
		Head: head(id), Service: "pay", Component: "db", Team: "ops", Level: 2, Status: itsm.StatusClosed,
		Opened: on(month, day), Resolved: on(month, day+1), Closed: on(month, day+3), Effort: took(minutes),
	}
}

func log(ticket string, at time.Time, minutes int) *itsm.WorkLog {
	return &itsm.WorkLog{Head: itsm.Head{Source: "clock"}, Ticket: ticket, At: at, Minutes: took(minutes)}
}

func TestNothing(t *testing.T) {
	r := NewCollector(terms()).Result()
	assert.Zero(t, r.Total.Minutes)
	assert.False(t, r.Total.Share.Known, "a share of nothing is unknown")
	assert.False(t, r.Total.Previous.Known, "nobody states any effort, which is not none")
	assert.False(t, r.Periods[4].Known)
	assert.Empty(t, r.ByType)
	assert.Zero(t, r.Travel.Resolved)
	assert.False(t, r.Travel.Hands.Ratio.Known)
}

// stated makes the effort of every earlier month known: some ticket took no time.
func stated(c *Collector) {
	for month := time.June; month < time.October; month++ {
		c.Incident(incident("zero", month, 1, 0))
	}
}

// I1 60 min in October, I2 30 in October, R1 30 in October, I0 40 in September: October 120, September 40.
// incident 90/120 = 0.75, request 30/120 = 0.25.
func TestOwnEffort(t *testing.T) {
	c := NewCollector(terms())
	stated(c)
	c.Incident(incident("I0", time.September, 3, 40))
	c.Incident(incident("I1", time.October, 3, 60))
	other := incident("I2", time.October, 5, 30)
	other.Service, other.Component, other.Team, other.Level = "", "", "desk", 0
	c.Incident(other)
	c.Request(&itsm.ServiceRequest{Head: head("R1"), Service: "mail", Status: itsm.StatusClosed, Opened: on(9, 1), Closed: on(10, 2), Effort: took(30)})
	r := c.Result()
	assert.InDelta(t, 120, r.Total.Minutes, 1e-12)
	assert.Equal(t, itsm.Known(40), r.Total.Previous)
	assert.Equal(t, 3, r.Tickets)
	assert.Equal(t, []Group{
		{Key: "incident", Minutes: 90, Share: itsm.Known(0.75), Tickets: 2, Previous: itsm.Known(40), MeanOfFour: itsm.Known(10)}, // (0+0+0+40)/4
		{Key: "request", Minutes: 30, Share: itsm.Known(0.25), Tickets: 1, Previous: itsm.Known(0), MeanOfFour: itsm.Known(0)},
	}, r.ByType)
	assert.Equal(t, []string{"pay", "", "mail"}, keysOf(r.ByService), "a tie at 30 minutes goes by key")
	assert.Equal(t, []string{"", "db"}, keysOf(r.ByComponent), "both 60 minutes")
	assert.Equal(t, []string{"pay"}, r.ByComponent[1].Services)
	assert.Equal(t, []string{"ops", "", "desk"}, keysOf(r.ByTeam))
	assert.Equal(t, []string{"", "2"}, keysOf(r.ByLevel), "both 60 minutes")
}

func keysOf(groups []Group) []string {
	var list []string
	for _, g := range groups {
		list = append(list, g.Key)
	}
	return list
}

// The own effort counts when it was resolved, else closed, else last updated; nothing tells the place of I4's.
func TestWhenOwnEffortCounts(t *testing.T) {
	c := NewCollector(terms())
	resolved := incident("I1", time.September, 29, 10) // resolved on the 30th, closed on 2 October
	closed := incident("I2", time.September, 30, 20)
	closed.Resolved, closed.Closed = time.Time{}, on(10, 2)
	updated := incident("I3", time.September, 30, 40)
	updated.Resolved, updated.Closed, updated.Updated, updated.Status = time.Time{}, time.Time{}, on(10, 3), itsm.StatusInProgress
	never := incident("I4", time.September, 30, 80)
	never.Resolved, never.Closed, never.Status = time.Time{}, time.Time{}, itsm.StatusInProgress
	for _, i := range []*itsm.Incident{resolved, closed, updated, never} {
		c.Incident(i)
	}
	r := c.Result()
	assert.InDelta(t, 60, r.Total.Minutes, 1e-12) // 20 + 40
	assert.InDelta(t, 40, r.UnsettledMinutes, 1e-12, "I3 is still open")
	assert.Equal(t, itsm.Known(10), r.Total.Previous)
}

// I1 has work logs of 15 min in September and 45 in October (20 of them by the desk at level 1): its own 500 minutes
// are never counted beside them. I2 has one of August only: nothing of it is October's, its own 30 neither.
func TestWorkLogsStandForTheOwnEffort(t *testing.T) {
	c := NewCollector(terms())
	stated(c)
	desk := log("I1", on(10, 4), 20)
	desk.Team, desk.Level, desk.Person = "desk", 1, "ann"
	named := log("I1", on(10, 5), 25)
	named.Person = "bob"
	for _, l := range []*itsm.WorkLog{log("I1", on(9, 30), 15), desk, named, log("I2", on(8, 1), 5)} {
		c.WorkLog(l)
	}
	c.Incident(incident("I1", time.October, 3, 500))
	c.Incident(incident("I2", time.October, 3, 30))
	assert.Empty(t, c.Unplaced())
	r := c.Result()
	assert.InDelta(t, 45, r.Total.Minutes, 1e-12)
	assert.Equal(t, 1, r.Tickets)
	assert.Equal(t, []Group{
		{Key: "ops", Minutes: 25, Share: itsm.Known(25. / 45), Tickets: 1, Previous: itsm.Known(15), MeanOfFour: itsm.Known(5)}, // (0+0+5+15)/4
		{Key: "desk", Minutes: 20, Share: itsm.Known(20. / 45), Tickets: 1, Previous: itsm.Known(0), MeanOfFour: itsm.Known(0)},
	}, r.ByTeam)
	assert.Equal(t, []string{"2", "1"}, keysOf(r.ByLevel))
	assert.InDelta(t, 45, r.Logs.Minutes, 1e-12)
	assert.InDelta(t, 45, r.Logs.PersonalMinutes, 1e-12)
	assert.Equal(t, 2, r.Logs.Persons)
	assert.Equal(t, PeriodEffort{Period: terms().Periods[4], Known: true, Minutes: 45, Opened: 2, Finished: 2, Measured: 2, MeasuredMinutes: 65}, plain(r.Periods[4])) // 60 + 5
}

func plain(p PeriodEffort) PeriodEffort { p.effort, p.measured = 0, 0; return p }

// Ids refer within the same source first, then to others if unique there.
func TestWhatAWorkLogMeans(t *testing.T) {
	inSource := func(source string, i *itsm.Incident) *itsm.Incident { i.Source = source; return i }
	for name, c := range map[string]struct {
		tickets []*itsm.Incident
		want    map[string]float64 // minutes by type
	}{
		"another source's, the only one": {[]*itsm.Incident{incident("1", 10, 3, 60)}, map[string]float64{"incident": 10}},
		"its own source's first":         {[]*itsm.Incident{incident("1", 10, 3, 60), inSource("clock", incident("1", 10, 3, 70))}, map[string]float64{"incident": 70}}, // 10 + own 60
		"one of two":                     {[]*itsm.Incident{incident("1", 10, 3, 60), inSource("desk", incident("1", 10, 3, 70))}, map[string]float64{"incident": 130, "unlinked": 10}},
		"none":                           {nil, map[string]float64{"unlinked": 10}},
	} {
		col := NewCollector(terms())
		col.WorkLog(log("1", on(10, 4), 10))
		if len(c.tickets) == 0 {
			assert.Equal(t, []string{"1"}, col.Unplaced(), name)
		}
		for _, i := range c.tickets {
			col.Incident(i)
		}
		r := col.Result()
		got := map[string]float64{}
		for _, g := range r.ByType {
			got[g.Key] = g.Minutes
		}
		assert.Equal(t, c.want, got, name)
		assert.Equal(t, c.want["unlinked"] > 0, len(r.Unlinked) == 1, name)
	}
}

func TestWorkLogsThatTellLittle(t *testing.T) {
	c := NewCollector(terms())
	c.WorkLog(&itsm.WorkLog{Ticket: "I1", At: on(10, 4)}) // no minutes: it does not stand for the ticket's own
	c.WorkLog(log("I2", time.Time{}, 30))                 // no time: in no period
	c.WorkLog(log("", on(10, 4), 7))                      // no ticket
	c.WorkLog(&itsm.WorkLog{Ticket: "I1", At: on(1, 4)})  // not of the period
	c.WorkLog(log("I3", on(time.November, 1), 5))         // after the period
	c.Incident(incident("I1", time.October, 3, 60))
	c.Incident(incident("I2", time.October, 3, 60))
	r := c.Result()
	assert.InDelta(t, 67, r.Total.Minutes, 1e-12)
	assert.Equal(t, Logs{Minutes: 7, WithoutPerson: 1, WithoutTicket: 1, WithoutMinutes: 1, WithoutTime: 1, effort: 7 * time.Minute}, r.Logs)
	assert.Equal(t, 1, r.Tickets)
	assert.Empty(t, r.WithoutEffort, "I2 has work logs")
}

func TestWithoutEffort(t *testing.T) {
	c := NewCollector(terms())
	add := func(id string, change func(*itsm.Incident)) {
		i := incident(id, time.October, 3, 0)
		i.Effort = itsm.Length{}
		change(i)
		c.Incident(i)
	}
	add("I2", func(*itsm.Incident) {})
	add("I1", func(*itsm.Incident) {})
	add("I3", func(i *itsm.Incident) { i.DuplicateOf = "I1" })
	add("I4", func(i *itsm.Incident) { i.Status, i.Resolved, i.Closed = itsm.StatusOpen, time.Time{}, time.Time{} })
	add("I5", func(i *itsm.Incident) { i.Effort = took(0) }) // states that it took nothing
	add("I6", func(i *itsm.Incident) { i.Resolved = on(9, 1) })
	assert.Equal(t, []Ref{tool("I1"), tool("I2")}, c.Result().WithoutEffort)
}

// Closed incidents were open for three days, 4,320 minutes; I3 by its work logs of both months. I2 is open since 30
// October 09:00: 4,320 minutes as of 2 November 09:00.
func TestDoubtful(t *testing.T) {
	c := NewCollector(terms())
	c.WorkLog(log("I3", on(9, 30), 4000))
	c.WorkLog(log("I3", on(10, 4), 322))
	c.Incident(incident("I0", time.October, 3, 4320))
	c.Incident(incident("I1", time.October, 3, 4321))
	open := incident("I2", time.October, 30, 6000)
	open.Status, open.Resolved, open.Closed, open.Updated = itsm.StatusOpen, time.Time{}, time.Time{}, on(10, 31)
	c.Incident(open)
	c.Incident(incident("I3", time.October, 3, 1))
	c.Incident(incident("I4", time.September, 3, 9000)) // not of the period
	unopened := incident("I5", time.October, 3, 9000)
	unopened.Opened = time.Time{}
	c.Incident(unopened)
	doubt := func(id string, minutes, booked float64, logged bool) Doubt {
		return Doubt{Ref: tool(id), Minutes: minutes, Booked: booked, OpenMinutes: 4320, Logged: logged}
	}
	r := c.Result()
	assert.Equal(t, []Doubt{doubt("I2", 6000, 6000, false), doubt("I3", 4322, 322, true), doubt("I1", 4321, 4321, false)}, r.Doubtful)
	assert.InDelta(t, 10643, r.DoubtfulMinutes, 1e-9)
}

// Five earlier months of 10, 12, 11, 13, 14 hours: limits 8.01 and 15.99 (the example of the chart of individuals).
func TestTrend(t *testing.T) {
	in := terms()
	in.Periods = append([]Period{{Span: itsm.Span{From: on(5, 1), To: on(6, 1)}, Covered: true}}, in.Periods...)
	for hours, want := range map[int]stats.Usual{8: stats.Below, 15: stats.Within, 16: stats.Above} {
		c := NewCollector(in)
		for i, h := range []int{10, 12, 11, 13, 14, hours} {
			c.Incident(incident(string(rune('A'+i)), time.May+time.Month(i), 3, 60*h))
		}
		r := c.Result()
		assert.Equal(t, want, r.Total.Usual)
		assert.Equal(t, want, r.ByService[0].Usual)
		assert.Equal(t, itsm.Known(750), r.Total.MeanOfFour) // (12 + 11 + 13 + 14) x 60 / 4
	}
	in.Periods[0].Covered = false
	c := NewCollector(in)
	stated(c)
	c.Incident(incident("A", time.October, 3, 60))
	r := c.Result()
	assert.Equal(t, stats.TooEarly, r.Total.Usual, "four periods are known")
	assert.True(t, r.Total.MeanOfFour.Known)
	in.Periods[4].Covered = false
	c = NewCollector(in)
	for i := range 6 {
		c.Incident(incident(string(rune('A'+i)), time.May+time.Month(i), 3, 60))
	}
	assert.False(t, c.Result().Total.MeanOfFour.Known, "September is not covered")
}

// Work is work: the effort of children, duplicates and cancelled tickets counts, in no mean and no backlog.
func TestWhatCountsOnce(t *testing.T) {
	c := NewCollector(terms())
	child := incident("I2", time.October, 3, 30)
	child.Parent = "I1"
	c.Incident(child)
	c.Incident(incident("I1", time.October, 3, 60))
	c.Change(&itsm.Change{Head: head("C1"), Service: "pay", Requested: on(9, 1), ActualStart: on(10, 3), ActualEnd: on(10, 4), Effort: took(10)})
	p := &itsm.Problem{Head: head("P1"), Service: "pay", Status: itsm.StatusOpen, Opened: on(10, 2), Updated: on(10, 9), Effort: took(20)}
	c.Problem(p)
	r := c.Result()
	assert.InDelta(t, 120, r.Total.Minutes, 1e-12)
	assert.Equal(t, []string{"incident", "problem", "change"}, keysOf(r.ByType))
	assert.Equal(t, PeriodEffort{Period: terms().Periods[4], Known: true, Minutes: 120, Opened: 2, Finished: 1, Measured: 1, MeasuredMinutes: 60}, plain(r.Periods[4]))
}

// Of five resolved incidents four state a level: 2 at level 1, 1 at level 2, 1 at level 3. Three count reassignments,
// 1 of them has three or more: 1/3. One of two was reopened.
func TestTravel(t *testing.T) {
	c := NewCollector(terms())
	for i, change := range []func(*itsm.Incident){
		func(i *itsm.Incident) { i.Level, i.Reassignments = 1, itsm.Known(2) },
		func(i *itsm.Incident) { i.Level, i.Reopenings = 1, itsm.Known(0) },
		func(i *itsm.Incident) { i.Level, i.Reassignments, i.Reopenings = 3, itsm.Known(3), itsm.Known(2) },
		func(i *itsm.Incident) { i.Reassignments = itsm.Known(0) },
		func(i *itsm.Incident) { i.Level, i.Resolved, i.Closed = 0, time.Time{}, on(10, 9) },
		func(i *itsm.Incident) { i.Parent, i.Reassignments = "A", itsm.Known(9) },
		func(i *itsm.Incident) { i.Status, i.Reassignments = itsm.StatusInProgress, itsm.Known(9) }, // reopened and open
		func(i *itsm.Incident) { i.Resolved = on(9, 30) },
	} {
		in := incident(string(rune('A'+i)), time.October, 3, 60)
		change(in)
		c.Incident(in)
	}
	got := c.Result().Travel
	assert.Equal(t, 5, got.Resolved)
	require.Len(t, got.Levels, 3)
	assert.Equal(t, []int{2, 1, 1}, []int{got.Levels[0].N, got.Levels[1].N, got.Levels[2].N})
	assert.Equal(t, itsm.Known(0.5), got.Levels[0].Ratio)
	assert.Equal(t, 1, got.WithoutLevel)
	assert.Equal(t, Share{N: 1, Of: 3, Ratio: itsm.Known(1. / 3), Interval: got.Hands.Interval}, got.Hands)
	// Wilson, z^2 = 3.84146: centre (1/3 + 3.84146/6) / (1 + 3.84146/3) = 0.97358 / 2.28049 = 0.42692, reach
	// 1.95996 / 2.28049 x sqrt(2/9/3 + 3.84146/36) = 0.85945 x 0.42518 = 0.36542.
	assert.InDelta(t, 0.0615, got.Hands.Interval.Lower, 5e-5)
	assert.InDelta(t, 0.7923, got.Hands.Interval.Upper, 5e-5)
	assert.Equal(t, []Passed{{tool("C"), "pay", "ops", 3}}, got.Passed)
	assert.Equal(t, []Passed{{tool("C"), "pay", "ops", 2}}, got.Again)
	assert.Equal(t, 2, got.Reopened.Of)
	assert.Equal(t, 2, got.WithoutHands)
	assert.Equal(t, 3, got.WithoutReopenings)
}

// Medians of effort 10, 20, 30, 40: 25; of downtime 0, 0, 5, 9: 2.5. On a median is below it.
func TestQuadrant(t *testing.T) {
	q := PlaceSpots([]Spot{
		{Key: "toil", Effort: 40, Downtime: itsm.Known(0)},
		{Key: "both", Effort: 30, Downtime: itsm.Known(5)},
		{Key: "pain", Effort: 10, Downtime: itsm.Known(9)},
		{Key: "calm", Effort: 20, Downtime: itsm.Known(0)},
		{Key: "dark", Effort: 90},
	})
	assert.Equal(t, stats.Number{Value: 25, Known: true}, q.Effort)
	assert.Equal(t, stats.Number{Value: 2.5, Known: true}, q.Downtime)
	var got []Place
	for _, s := range q.Spots {
		got = append(got, s.Place)
	}
	assert.Equal(t, []Place{Pain, Both, Toil, Neither}, got)
	assert.Equal(t, []Spot{{Key: "dark", Effort: 90}}, q.Unknown)
	few := PlaceSpots([]Spot{{Key: "a", Effort: 1, Downtime: itsm.Known(1)}, {Key: "b", Effort: 9, Downtime: itsm.Known(0)}, {Key: "c", Downtime: itsm.Known(0)}})
	assert.False(t, few.Effort.Known)
	assert.Equal(t, Neither, few.Spots[0].Place)
}

// Nothing depends on the order in which the records come.
func TestOrderDoesNotMatter(t *testing.T) {
	var logs []*itsm.WorkLog
	var incidents []*itsm.Incident
	for i := range 60 {
		in := incident(string(rune('A'+i)), time.June+time.Month(i%5), 1+i%20, 7*i)
		in.Team, in.Service, in.Level = string(rune('t'+i%3)), string(rune('s'+i%4)), itsm.Level(i%4)
		in.Reassignments, in.Reopenings = itsm.Known(float64(i%6)), itsm.Known(float64(i%2))
		if i%7 == 0 {
			in.Effort = itsm.Length{}
		}
		incidents = append(incidents, in)
		if i%3 == 0 {
			logs = append(logs, log(in.ID, on(10, 1+i%25), i*100), log(in.ID, on(9, 1+i%25), i), log("gone", on(10, 3), i))
		}
	}
	collect := func() Result {
		c := NewCollector(terms())
		for _, l := range logs {
			c.WorkLog(l)
		}
		for _, i := range incidents {
			c.Incident(i)
		}
		return c.Result()
	}
	want := collect()
	require.NotEmpty(t, want.Doubtful)
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		rng.Shuffle(len(logs), func(i, j int) { logs[i], logs[j] = logs[j], logs[i] })
		rng.Shuffle(len(incidents), func(i, j int) { incidents[i], incidents[j] = incidents[j], incidents[i] })
		require.Equal(t, want, collect())
	}
}
