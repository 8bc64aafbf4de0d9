package availability

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// down is one incident that loses everything for so many seconds of the week.
func down(seconds int) *itsm.Incident {
	i := lost("1", "2026-10-13 10:00", "2026-10-13 10:00", 1)
	i.Restored = i.Opened.Add(time.Duration(seconds) * time.Second)
	return i
}

// The budget of the week at 99.9 % is 10.08 min, 604.8 s; 75 % of it are 7.56 min, 453.6 s.
func TestRating(t *testing.T) {
	for seconds, want := range map[int]Rating{0: Green, 453: Green, 454: Amber, 604: Amber, 605: Red} {
		s := newDesk(week, []*itsm.Service{plain("s")}, down(seconds)).one(t)
		assert.Equal(t, want, s.Rating, seconds)
		assert.InDelta(t, 10.08, s.Budget.Value, minute)
		assert.InDelta(t, float64(seconds)/604.8, s.BudgetSpent.Value, minute)
	}
}

// Downtime that spends exactly the budget meets the target, and exactly 75 % of it is amber, whatever binary fractions
// make of the target: 1,000,000 min at 99.9, 99.99 ... allow 1,000, 100 ... min.
func TestExactlyTheBudgetMeetsTheTarget(t *testing.T) {
	span := itsm.Span{From: utc("2025-01-01 00:00"), To: utc("2025-01-01 00:00").Add(1_000_000 * time.Minute)}
	for percent, allowed := range map[float64]time.Duration{99.9: 1000 * time.Minute, 99.99: 100 * time.Minute, 99.95: 500 * time.Minute, 99.999: 10 * time.Minute, 99.9999: time.Minute, 97.3: 27000 * time.Minute} {
		s := plain("s")
		s.Epochs[0].Target = percent / 100
		rating := func(d time.Duration) Rating {
			i := lost("1", "2025-02-03 10:00", "2025-02-03 10:00", 1)
			i.Restored = i.Opened.Add(d)
			return newDesk(span, []*itsm.Service{s}, i).one(t).Rating
		}
		assert.Equal(t, Amber, rating(allowed), percent)
		assert.Equal(t, Red, rating(allowed+time.Millisecond), percent)
		assert.Equal(t, Amber, rating(allowed*3/4), percent)
		assert.Equal(t, Green, rating(allowed*3/4-time.Millisecond), percent)
	}
}

func TestTargetOfAHundredPerCent(t *testing.T) {
	s := plain("s")
	s.Epochs[0].Target = 1
	for seconds, want := range map[int]Rating{0: Green, 1: Red} {
		got := newDesk(week, []*itsm.Service{s}, down(seconds)).one(t)
		assert.Equal(t, want, got.Rating)
		assert.False(t, got.BudgetSpent.Known)
		assert.Equal(t, itsm.Known(1), got.Target)
	}
}

// As of Thursday 00:00 three of seven days are gone: |T| = 4,320 min, of which 4.32 may be lost until now; the budget
// is that of the whole week, 10.08. Five minutes lost: missed, although half of the budget is left.
func TestAPeriodThatIsNotOver(t *testing.T) {
	d := newDesk(week, []*itsm.Service{plain("s")}, down(300))
	d.AsOf, d.input.AsOf = utc("2026-10-15 00:00"), utc("2026-10-15 00:00")
	s := d.one(t)
	assert.InDelta(t, 4320, s.Agreed, minute)
	assert.InDelta(t, 1-5.0/4320, s.Availability.Value, minute)
	assert.InDelta(t, 5/10.08, s.BudgetSpent.Value, minute)
	assert.Equal(t, Red, s.Rating)
}

func TestUnknownIsNeverGreen(t *testing.T) {
	dark := lost("1", "2026-10-13 10:00", "2026-10-13 11:00", 1)
	dark.Lost = itsm.Number{}
	light := lost("2", "2026-10-13 10:00", "2026-10-13 11:00", 0)
	elsewhen := lost("3", "2026-09-13 10:00", "2026-09-13 11:00", 0)
	closed := plain("s")
	closed.Epochs[0].Calendar = &itsm.Calendar{Zone: time.UTC}
	for name, c := range map[string]struct {
		service    *itsm.Service
		incidents  []*itsm.Incident
		notCovered bool
		gap        Gap
		downtime   itsm.Number
	}{
		"no incidents at all":               {plain("s"), nil, false, NoGap, itsm.Known(0)},
		"none can be assessed":              {plain("s"), []*itsm.Incident{dark}, false, NoneAssessable, itsm.Number{}},
		"one of another period can":         {plain("s"), []*itsm.Incident{dark, elsewhen}, false, NoneAssessable, itsm.Number{}},
		"one of two can":                    {plain("s"), []*itsm.Incident{dark, light}, false, NoGap, itsm.Known(0)},
		"the data do not cover the period":  {plain("s"), []*itsm.Incident{light}, true, NotCovered, itsm.Number{}},
		"there is no agreed service time":   {closed, []*itsm.Incident{down(60)}, false, NoAgreedTime, itsm.Known(0)},
		"there are no terms in this period": {&itsm.Service{ID: "s"}, nil, false, NoAgreedTime, itsm.Known(0)},
	} {
		d := newDesk(week, []*itsm.Service{c.service}, c.incidents...)
		if c.notCovered {
			d.input.NotCovered = map[string]string{"s": "the newest data are 5 days old"}
		}
		r := d.compute(t)
		s := r.Services[0]
		assert.Equal(t, c.gap, s.Gap, name)
		assert.Equal(t, c.downtime, s.Downtime, name)
		if c.gap == NoGap {
			assert.Equal(t, Green, s.Rating, name)
			continue
		}
		assert.Equal(t, RatingUnknown, s.Rating, name)
		for _, n := range []itsm.Number{s.Availability, s.Lower, s.Upper, s.Unweighted, s.BudgetSpent, r.Overall.Availability, r.Overall.Downtime} {
			assert.False(t, n.Known, name)
		}
		assert.Equal(t, map[Rating]int{RatingUnknown: 1}, r.Overall.Ratings)
	}
}

// One incident was closed at 10:20 without an end, one open until 10:08 for sure: D is 20 + 8 = 28 min, between 8
// and 28; the budget of 10.08 min lies between them.
func TestUndecidedEnds(t *testing.T) {
	sure := lost("sure", "2026-10-14 10:00", "2026-10-14 10:08", 1)
	closing := lost("closing", "2026-10-13 10:00", "2026-10-13 10:00", 1)
	closing.Restored, closing.Closed = time.Time{}, utc("2026-10-13 10:20")
	d := newDesk(week, []*itsm.Service{plain("s")}, sure, closing)
	s := d.one(t)
	assert.InDelta(t, 28, s.Downtime.Value, minute)
	assert.InDelta(t, 1-28.0/10080, s.Availability.Value, minute)
	assert.InDelta(t, 1-28.0/10080, s.Lower.Value, minute)
	assert.InDelta(t, 1-8.0/10080, s.Upper.Value, minute)
	assert.Equal(t, 1, s.Undecided)
	assert.Equal(t, Undecided, s.Rating)

	sure.Restored = utc("2026-10-14 10:30") // missed in any case
	assert.Equal(t, Red, d.one(t).Rating)
	sure.Restored, closing.Closed = sure.Opened, utc("2026-10-13 10:05") // met in any case
	assert.Equal(t, Green, d.one(t).Rating)
}

// Without a closing the figure leaves the incident out; at its longest it lasts from Saturday 00:00 to the end of the
// week: 2,880 min.
func TestAnEndThatNothingTells(t *testing.T) {
	i := lost("1", "2026-10-17 00:00", "2026-10-17 00:00", 1)
	i.Restored = time.Time{}
	d := newDesk(week, []*itsm.Service{plain("s")}, i)
	s := d.one(t)
	assert.InDelta(t, 0, s.Downtime.Value, minute)
	assert.InDelta(t, 1, s.Upper.Value, minute)
	assert.InDelta(t, 1-2880.0/10080, s.Lower.Value, minute)
	assert.Equal(t, Undecided, s.Rating)
	assert.Zero(t, s.Outages)
	assert.Empty(t, d.compute(t).Outages)

	i.Status = itsm.StatusOpen // open: down until the end of the period, and that is decided
	s = d.one(t)
	assert.InDelta(t, 2880, s.Downtime.Value, minute)
	assert.Equal(t, Red, s.Rating)
	assert.Equal(t, s.Availability, s.Lower)
}

// P2 is half lost by the rule: 60 x 0.5 = 30 of the 90 min of D.
func TestWhatRestsOnTheRule(t *testing.T) {
	ruled := lost("1", "2026-10-13 10:00", "2026-10-13 11:00", 1)
	ruled.Lost, ruled.Priority = itsm.Number{}, itsm.P2
	d := newDesk(week, []*itsm.Service{plain("s")}, ruled, lost("2", "2026-10-14 10:00", "2026-10-14 11:00", 1))
	d.Rule = Rule{itsm.P2: 0.5}
	s := d.one(t)
	assert.InDelta(t, 90, s.Downtime.Value, minute)
	assert.InDelta(t, 30, s.ByRule, minute)
	assert.Equal(t, 2, s.Outages)
}

// Restored after 10, 20 ... 100 min: mean and median 55, 90th percentile at position 8.1: 90 + 0.1 x 10 = 91.
// Detected after 5 min each, opened at detection, acknowledged 2 min later, engaged 7 min after detection.
func TestTimes(t *testing.T) {
	var incidents []*itsm.Incident
	for n := range 10 {
		i := lost(fmt.Sprint(n), "2026-10-13 10:00", "2026-10-13 10:00", 1)
		i.Started = i.Opened
		i.Detected, i.Opened = i.Started.Add(5*time.Minute), i.Started.Add(5*time.Minute)
		i.Acknowledged, i.Engaged = i.Opened.Add(2*time.Minute), i.Detected.Add(7*time.Minute)
		i.Restored = i.Started.Add(time.Duration(n+1) * 10 * time.Minute)
		incidents = append(incidents, i)
	}
	incidents[0].Detected = incidents[0].Started.Add(-time.Minute) // contradictory: no time to detect
	incidents[1].Engaged = time.Time{}
	open := lost("open", "2026-10-18 10:00", "2026-10-18 10:00", 1)
	open.Restored, open.Status = time.Time{}, itsm.StatusOpen
	closed := lost("closed", "2026-10-12 10:00", "2026-10-12 10:00", 1)
	closed.Restored, closed.Closed = time.Time{}, utc("2026-10-12 11:00")
	timeless := lost("over, some time after last week", "2026-10-10 10:00", "2026-10-10 10:00", 1)
	timeless.Restored = time.Time{}                                      // missing in the week in which it began
	next := lost("next week", "2026-10-18 10:00", "2026-10-19 00:00", 1) // ends with the week, not in it
	s := newDesk(week, []*itsm.Service{plain("s")}, append(incidents, open, closed, timeless, next)...).one(t)
	require.Equal(t, 10, s.Times.Restore.N)
	assert.Equal(t, 2, s.Times.Restore.Missing)
	assert.InDelta(t, 55, s.Times.Restore.Mean.Value, minute)
	assert.InDelta(t, 55, s.Times.Restore.Median.Value, minute)
	assert.InDelta(t, 91, s.Times.Restore.P90.Value, minute)
	assert.Equal(t, []int{9, 3}, []int{s.Times.Detect.N, s.Times.Detect.Missing})
	assert.InDelta(t, 5, s.Times.Detect.Mean.Value, minute)
	assert.False(t, s.Times.Detect.P90.Known, "below ten")
	assert.Equal(t, []int{10, 2}, []int{s.Times.Acknowledge.N, s.Times.Acknowledge.Missing})
	assert.InDelta(t, 2, s.Times.Acknowledge.Mean.Value, minute)
	assert.Equal(t, []int{9, 3}, []int{s.Times.Engage.N, s.Times.Engage.Missing})
	assert.InDelta(t, 7.6667, s.Times.Engage.Mean.Value, 5e-5) // 8 x 7 and, from the earlier detection, 5 + 1 + 7 = 13: 69 / 9
}

// An incident with two outage records counts once in the times of incidents and twice in those of outages.
func TestTimesCountAnIncidentOnce(t *testing.T) {
	i := lost("1", "2026-10-13 10:00", "2026-10-13 12:00", 1)
	i.Acknowledged = utc("2026-10-13 10:03")
	d := newDesk(week, []*itsm.Service{plain("s")}, i)
	d.Records = []*itsm.OutageRecord{record("A", "1", "2026-10-13 10:00", "2026-10-13 10:30"), record("B", "1", "2026-10-13 10:00", "2026-10-13 12:00")}
	s := d.one(t)
	assert.Equal(t, 2, s.Times.Restore.N)
	assert.InDelta(t, 75, s.Times.Restore.Mean.Value, minute)
	assert.Equal(t, 1, s.Times.Acknowledge.N)
	assert.InDelta(t, 3, s.Times.Acknowledge.Mean.Value, minute)
}

// Three outages in office hours: 10:00-11:00, 10:30-11:30 (overlaps), 20:00-21:00 (outside). One failure; of 2,400 min
// 90 are down: (2,400 - 90) / 1.
func TestMeanTimeBetweenFailures(t *testing.T) {
	s := plain("s")
	s.Epochs[0].Calendar = office(time.UTC, nineTo5, workdays...)
	d := newDesk(week, []*itsm.Service{s}, lost("1", "2026-10-13 10:00", "2026-10-13 11:00", 0.1),
		lost("2", "2026-10-13 10:30", "2026-10-13 11:30", 1), lost("3", "2026-10-13 20:00", "2026-10-13 21:00", 1))
	got := d.one(t)
	assert.Equal(t, 1, got.Failures)
	assert.Equal(t, 2, got.Outages)
	assert.InDelta(t, 2310, got.BetweenFailures.Value, minute)
	assert.InDelta(t, 1-90.0/2400, got.Unweighted.Value, minute)
	d.incidents = nil
	assert.False(t, d.one(t).BetweenFailures.Known, "no failure is no time between failures")
}

func TestBriefAgreesWithCompute(t *testing.T) {
	d := newDesk(week, []*itsm.Service{plain("s"), plain("t")}, down(500))
	r := d.compute(t)
	b, err := Brief(d.input)
	require.NoError(t, err)
	assert.Equal(t, r.Overall, b.Overall)
	for i := range b.Services {
		assert.Equal(t, r.Services[i].Figures, b.Services[i])
	}
}

func TestRegionsThatComeAndGo(t *testing.T) {
	s := plain("s")
	s.Epochs = append(s.Epochs, s.Epochs[0])
	s.Epochs[0].Until = utc("2026-10-14 00:00")
	s.Epochs[0].Regions = []itsm.Region{{Name: "old", Share: 0.25}, {Name: "both", Share: 0.75}}
	s.Epochs[1].Regions = []itsm.Region{{Name: "both", Share: 0.5}, {Name: "new", Share: 0.5}}
	// "new" has no users before the 14th: of two hours one counts, for half of the users.
	got := newDesk(week, []*itsm.Service{s}, lost("1", "2026-10-13 23:00", "2026-10-14 01:00", 1, "new")).one(t)
	assert.InDelta(t, 30, got.Downtime.Value, minute)
	var names []string
	var agreed []float64
	for _, c := range got.Cells {
		names, agreed = append(names, c.Region), append(agreed, c.Agreed)
	}
	assert.Equal(t, []string{"both", "new", "old"}, names)
	assert.Equal(t, []float64{10080, 7200, 2880}, agreed)
}

func TestActivityByID(t *testing.T) {
	s := plain("fx")
	s.Aliases = []string{"FX Pricing"}
	catalogue := itsm.NewCatalogue([]*itsm.Service{s}, plain)
	assert.Equal(t, map[string]itsm.Activity{"fx": {Incidents: 5, Assessable: 2}}, ActivityByID(map[string]itsm.Activity{
		"FX": {Incidents: 3, Assessable: 2}, "fx pricing": {Incidents: 2}, "": {Incidents: 9},
	}, catalogue))
}

func TestRatingsAreTheWordsOfTheContract(t *testing.T) {
	for rating, word := range map[Rating]string{Green: "green", Amber: "amber", Red: "red", RatingUnknown: "unknown", Undecided: "undecided"} {
		assert.Equal(t, word, rating.String())
	}
}

func TestMinutesThatDoNotAddUpAreADefect(t *testing.T) {
	tally := tally{downtime: 60, outages: []cost{{attributed: 30}, {attributed: 30.000001}}}
	require.ErrorContains(t, tally.check(plain("fx")), `service "fx"`)
	tally.outages[1].attributed = 30
	require.NoError(t, tally.check(plain("fx")))
}

// An incident takes down two services: of each it is an outage, in all it was acknowledged once. What is excluded, or
// of a service that is not asked for, is in no mean.
func TestTimesOfAllServicesTogether(t *testing.T) {
	i := lost("1", "2026-10-13 10:00", "2026-10-13 11:00", 1)
	i.Acknowledged = utc("2026-10-13 10:03")
	other := lost("2", "2026-10-13 10:00", "2026-10-13 12:00", 1)
	d := newDesk(week, []*itsm.Service{plain("s"), plain("t")}, i, other)
	for _, service := range []string{"s", "t"} {
		r := record(service, "1", "2026-10-13 10:00", "2026-10-13 11:00")
		r.Service = service
		d.Records = append(d.Records, r)
	}
	d.Exclusions = []*itsm.Exclusion{{Incident: "2"}}
	times := d.compute(t).Times
	assert.Equal(t, 2, times.Restore.N)
	assert.Equal(t, []int{1, 0}, []int{times.Acknowledge.N, times.Acknowledge.Missing})
	d.input.Services = d.input.Services[:1]
	r, err := Compute(d.input)
	require.NoError(t, err)
	assert.Equal(t, 1, r.Times.Restore.N)
}

// Of two services with weights 1 and 3 the second is down for 10 min for sure and up to 20 more: w D is 3 x 30 of
// 4 x 10,080 min, between 3 x 10 and 3 x 30. As of Thursday 00:00 4,320 min of each are over; the budgets are those of
// the week: 10.08 + 3 x 10.08.
func TestBlendOfBounds(t *testing.T) {
	sure, closing := lost("sure", "2026-10-14 10:00", "2026-10-14 10:10", 1), lost("closing", "2026-10-13 10:00", "2026-10-13 10:00", 1)
	closing.Restored, closing.Closed = time.Time{}, utc("2026-10-13 10:20")
	a, b := plain("a"), plain("s")
	b.Epochs[0].Weight = 3
	d := newDesk(week, []*itsm.Service{a, b}, sure, closing)
	d.AsOf, d.input.AsOf = utc("2026-10-15 00:00"), utc("2026-10-15 00:00")
	o := d.compute(t).Overall
	assert.InDelta(t, 1-90.0/17280, o.Availability.Value, minute)
	assert.InDelta(t, 1-90.0/17280, o.Lower.Value, minute)
	assert.InDelta(t, 1-30.0/17280, o.Upper.Value, minute)
	assert.InDelta(t, 17280, o.Agreed.Value, minute)
	assert.InDelta(t, 40320, o.Whole.Value, minute)
	assert.InDelta(t, 40.32, o.Budget.Value, minute)
}
