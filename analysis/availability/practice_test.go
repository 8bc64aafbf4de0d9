package availability

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

const minute = 1e-9 // tolerance of minutes and ratios that are hand calculated

// The table of practice.md section 1: one week of 10,080 minutes around the clock, A = 1 - D / 10,080.
func TestWeightedDowntime(t *testing.T) {
	world := plain("s")
	world.Epochs[0].Regions = []itsm.Region{{Name: "AMRS", Share: 0.5}, {Name: "EMEA", Share: 0.4}, {Name: "APAC", Share: 0.1}}
	for name, c := range map[string]struct {
		incidents []*itsm.Incident
		d, a      float64
	}{
		"everything, everywhere": { // 60 x 1; 1 - 60 / 10,080
			[]*itsm.Incident{lost("1", "2026-10-13 10:00", "2026-10-13 11:00", 1)}, 60, 0.994048,
		},
		"only APAC, 10 % of the users": { // 60 x 0.1
			[]*itsm.Incident{lost("1", "2026-10-13 10:00", "2026-10-13 11:00", 1, "APAC")}, 6, 0.999405,
		},
		"and 80 % of their work went on": { // 60 x 0.1 x 0.2
			[]*itsm.Incident{lost("1", "2026-10-13 10:00", "2026-10-13 11:00", 0.2, "APAC")}, 1.2, 0.999881,
		},
		"an overlap in one cell": { // 10:00-11:00 at 1, 11:00-11:30 at 0.5: 60 + 15
			[]*itsm.Incident{lost("1", "2026-10-13 10:00", "2026-10-13 11:00", 1), lost("2", "2026-10-13 10:30", "2026-10-13 11:30", 0.5)}, 75, 0.992560,
		},
		"nothing": {nil, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := newDesk(week, []*itsm.Service{world}, c.incidents...).one(t)
			assert.InDelta(t, 10080, s.Agreed, minute)
			assert.InDelta(t, c.d, s.Downtime.Value, minute)
			assert.InDelta(t, c.a, s.Availability.Value, 5e-7)
		})
	}
}

// In the overlap, 10:30-11:00, the minutes are shared 1 : 0.5. First: 30 + 30 x 1/1.5 = 50. Second: 30 x 0.5/1.5 + 15 = 25.
// Gross: 60 x 1 = 60 and 60 x 0.5 = 30.
func TestAttributionOfAnOverlap(t *testing.T) {
	r := newDesk(week, []*itsm.Service{plain("s")},
		lost("1", "2026-10-13 10:00", "2026-10-13 11:00", 1), lost("2", "2026-10-13 10:30", "2026-10-13 11:30", 0.5)).compute(t)
	require.Len(t, r.Outages, 2)
	assert.InDelta(t, 50, r.Outages[0].Attributed, minute)
	assert.InDelta(t, 60, r.Outages[0].Gross, minute)
	assert.InDelta(t, 25, r.Outages[1].Attributed, minute)
	assert.InDelta(t, 30, r.Outages[1].Gross, minute)
	assert.Equal(t, 1, r.Services[0].Failures, "overlapping outages are one failure")
	assert.Equal(t, 90*time.Minute, r.Services[0].UnweightedDowntime) // 10:00-11:30
	assert.InDelta(t, 10080-90, r.Services[0].BetweenFailures.Value, minute)
}

// Monday to Friday 09:00-17:00 is 5 x 480 = 2,400 min. Friday 16:30 to the next Monday 09:30 is 30 min of each week;
// A = 1 - 30 / 2,400 = 0.9875. It is one failure of each week: MTBF (2,400 - 30) / 1.
func TestOutageOverAWeekend(t *testing.T) {
	s := plain("s")
	s.Epochs[0].Calendar = office(time.UTC, nineTo5, workdays...)
	incident := lost("1", "2026-10-16 16:30", "2026-10-19 09:30", 1)
	next := itsm.Span{From: week.To, To: week.To.AddDate(0, 0, 7)}
	for _, w := range []itsm.Span{week, next} {
		got := newDesk(w, []*itsm.Service{s}, incident).one(t)
		assert.InDelta(t, 2400, got.Agreed, minute)
		assert.InDelta(t, 30, got.Downtime.Value, minute)
		assert.InDelta(t, 0.9875, got.Availability.Value, minute)
		assert.InDelta(t, 2370, got.BetweenFailures.Value, minute)
	}
	both := newDesk(itsm.Span{From: week.From, To: next.To}, []*itsm.Service{s}, incident).one(t)
	assert.InDelta(t, 60, both.Downtime.Value, minute)
	assert.Equal(t, 1, both.Failures, "the service was not back in between")
}

// APAC (10 %) on 09:00-17:00 of its day, the others around the clock: |T| = 0.9 x 10,080 + 0.1 x 7 x 480 = 9,408.
// Everything lost 08:00-10:00 of APAC's day, Tokyo (+09:00): 0.9 x 120 + 0.1 x 60 = 114. A = 1 - 114 / 9,408.
func TestRegionCalendar(t *testing.T) {
	s := plain("s")
	s.Epochs[0].Regions = []itsm.Region{
		{Name: "rest", Share: 0.9},
		{Name: "APAC", Share: 0.1, Calendar: office(zone(t, "Asia/Tokyo"), nineTo5, everyDay...)},
	}
	// The week of UTC holds seven whole Tokyo office days: they run from 00:00 to 08:00 UTC.
	got := newDesk(week, []*itsm.Service{s}, lost("1", "2026-10-13 23:00", "2026-10-14 01:00", 1)).one(t)
	assert.InDelta(t, 9408, got.Agreed, minute)
	assert.InDelta(t, 114, got.Downtime.Value, minute)
	assert.InDelta(t, 0.987883, got.Availability.Value, 5e-7)
	assert.InDelta(t, 120, got.Cells[0].Downtime.Value, minute)
	assert.InDelta(t, 60, got.Cells[1].Downtime.Value, minute)
	assert.InDelta(t, 3360, got.Cells[1].Agreed, minute)
	assert.InDelta(t, 1-60.0/3360, got.Cells[1].Availability.Value, minute)
	// Unweighted, any region's outage counts whole: 120 of 10,080.
	assert.InDelta(t, 1-120.0/10080, got.Unweighted.Value, minute)
}

// Europe/London: W43 has 169 hours (10,140 min), W13 has 167 (10,020 min). An outage from 00:30 to 02:30 on the wall
// clock lasts 3 hours on the autumn night and 1 hour on the spring night.
func TestClockChanges(t *testing.T) {
	london := zone(t, "Europe/London")
	for name, c := range map[string]struct{ agreed, down float64 }{"2026-W43": {10140, 180}, "2026-W13": {10020, 60}} {
		p := period(t, name, london)
		sunday := itsm.DateOf(p.From).AddDays(6).Start(london)
		day := itsm.DateOf(sunday)
		i := lost("1", "2026-10-13 10:00", "2026-10-13 11:00", 1)
		i.Opened = time.Date(day.Year, day.Month, day.Day, 0, 30, 0, 0, london)
		i.Restored = time.Date(day.Year, day.Month, day.Day, 2, 30, 0, 0, london)
		s := newDesk(p, []*itsm.Service{plain("s")}, i).one(t)
		assert.InDelta(t, c.agreed, s.Agreed, minute, name)
		assert.InDelta(t, c.down, s.Downtime.Value, minute, name)
	}
}

// Six services of equal weight and time at 57, 63, 56, 49, 65 and 78 %: (57 + 63 + 56 + 49 + 65 + 78) / 6 = 61.3333.
func TestBlendOfEqualServices(t *testing.T) {
	var services []*itsm.Service
	var incidents []*itsm.Incident
	for i, percent := range []int{57, 63, 56, 49, 65, 78} {
		id := string(rune('a' + i))
		services = append(services, plain(id))
		x := lost(id, "2026-10-12 00:00", "2026-10-19 00:00", float64(100-percent)/100)
		x.Service = id
		incidents = append(incidents, x)
	}
	r := newDesk(week, services, incidents...).compute(t)
	assert.InDelta(t, 0.613333, r.Overall.Availability.Value, 5e-7)
	assert.InDelta(t, 6*10080, r.Overall.Agreed.Value, 1e-6)
	assert.InDelta(t, 0, r.Overall.Unweighted.Value, 0, "all were down, somehow, all the time")
	assert.Equal(t, 6, r.Overall.Of)
	assert.Equal(t, 0, r.Overall.Met)
}

// 99 % over 10,080 min and 90 % over 2,400 min, weight 1 each: 1 - (100.8 + 240) / 12,480 = 0.972692, not 0.945.
// With weights 3 and 1: 1 - (3 x 100.8 + 240) / (3 x 10,080 + 2,400) = 1 - 542.4 / 32,640 = 0.983382.
func TestBlendIsOfSumsNotOfRatios(t *testing.T) {
	a, b := plain("a"), plain("b")
	b.Epochs[0].Calendar = office(time.UTC, nineTo5, workdays...)
	x, y := lost("1", "2026-10-12 00:00", "2026-10-19 00:00", 0.01), lost("2", "2026-10-12 00:00", "2026-10-19 00:00", 0.1)
	x.Service, y.Service = "a", "b"
	r := newDesk(week, []*itsm.Service{a, b}, x, y).compute(t)
	assert.InDelta(t, 0.972692, r.Overall.Availability.Value, 5e-7)
	a.Epochs[0].Weight = 3
	r = newDesk(week, []*itsm.Service{a, b}, x, y).compute(t)
	assert.InDelta(t, 1-542.4/32640, r.Overall.Availability.Value, minute)
	assert.InDelta(t, 542.4, r.Overall.Downtime.Value, minute)
	assert.InDelta(t, 3*100.8, r.Outages[0].Score, minute)
}

// Functions: 80 % of the work is price, 20 % history. Price half lost for 60 min and history wholly for 30 of them:
// 60 x 0.8 x 0.5 + 30 x 0.2 x 1 = 30.
func TestFunctions(t *testing.T) {
	s := plain("s")
	s.Epochs[0].Functions = []itsm.Function{{Name: "price", Share: 0.8}, {Name: "history", Share: 0.2}}
	x, y := lost("1", "2026-10-13 10:00", "2026-10-13 11:00", 0.5), lost("2", "2026-10-13 10:30", "2026-10-13 11:00", 1)
	x.Functions, y.Functions = []string{"price"}, []string{"history"}
	got := newDesk(week, []*itsm.Service{s}, x, y).one(t)
	assert.InDelta(t, 30, got.Downtime.Value, minute)
	assert.Equal(t, time.Hour, got.UnweightedDowntime)
}

// Shares of APAC: 10 % until the 14th 00:00, 40 % from then on. APAC is down from the 13th 23:00 to the 14th 02:00:
// 60 x 0.1 + 120 x 0.4 = 54. Weight 1 before and 2 after: score 6 + 2 x 48 = 102.
func TestDatedTerms(t *testing.T) {
	s := plain("s")
	s.Epochs = append(s.Epochs, s.Epochs[0])
	s.Epochs[0].Until = utc("2026-10-14 00:00")
	s.Epochs[0].Regions = []itsm.Region{{Name: "rest", Share: 0.9}, {Name: "APAC", Share: 0.1}}
	s.Epochs[1].Regions = []itsm.Region{{Name: "rest", Share: 0.6}, {Name: "APAC", Share: 0.4}}
	s.Epochs[1].Weight, s.Epochs[1].Target = 2, 0.99
	r := newDesk(week, []*itsm.Service{s}, lost("1", "2026-10-13 23:00", "2026-10-14 02:00", 1, "apac ")).compute(t)
	got := r.Services[0]
	assert.InDelta(t, 54, got.Downtime.Value, minute)
	assert.InDelta(t, 102, r.Outages[0].Score, minute)
	// Two days at 99.9 % and five at 99 %: budget 2,880 x 0.001 + 7,200 x 0.01 = 74.88; target 1 - 74.88 / 10,080.
	assert.InDelta(t, 74.88, got.Budget.Value, minute)
	assert.InDelta(t, 1-74.88/10080, got.Target.Value, 1e-12)
	assert.InDelta(t, 54/74.88, got.BudgetSpent.Value, minute)
	assert.Equal(t, Green, got.Rating)
	// Overall: w |T| = 2,880 + 2 x 7,200 = 17,280; w D = 102.
	assert.InDelta(t, 1-102.0/17280, r.Overall.Availability.Value, minute)
}
