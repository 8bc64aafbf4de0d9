package changes

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

func TestCounts(t *testing.T) {
	at := func(h float64) itsm.Mark { return itsm.Mark{State: itsm.Yes, At: on(h)} }
	late := did("C1", "web", 10.001, 11) // began late, ended in time; approved a second after its start
	late.PlannedStart, late.PlannedEnd, late.Approved = on(10), on(11), itsm.Mark{State: itsm.Yes, At: on(10.001).Add(time.Second)}
	inTime := did("C2", "web", 10, 11) // to the instant, approved at it
	inTime.PlannedStart, inTime.PlannedEnd, inTime.Approved, inTime.Validated = on(10), on(11), at(10), itsm.Mark{State: itsm.Yes}
	over := did("C3", "web", 10, 11.001) // nothing tells its planned start; nobody approved it
	over.PlannedEnd, over.Class = on(11), itsm.ClassEmergency
	plan := &itsm.Change{Service: "web", Class: itsm.ClassStandard, Status: itsm.StatusClosed, PlannedStart: on(20), PlannedEnd: on(21)}
	plan.ID = "C4"
	unknown := did("C5", "web", 12, 10) // ended before it began; of no class: the rules of a normal one hold
	unknown.Class, unknown.Outcome = itsm.ClassUnknown, itsm.OutcomeFailed
	before := did("C0", "web", -2, 0) // carried out at Monday 00:00: in the week
	next := did("C6", "web", 160, 7*24)
	r := LookBack(pastOf([]*itsm.Change{late, inTime, over, plan, unknown, before, next}, nil))

	var ids []string
	for _, c := range r.Carried {
		ids = append(ids, c.ID)
	}
	assert.Equal(t, []string{"C0", "C1", "C2", "C3", "C5", "C4"}, ids, "by when they were carried out")
	n := r.Counts
	assert.Equal(t, []ClassCount{
		{Class: itsm.ClassNormal, N: 3, ByOutcome: [Outcomes]int{itsm.OutcomeSuccessful: 3}},
		{Class: itsm.ClassStandard, N: 1, ByOutcome: [Outcomes]int{itsm.OutcomeUnknown: 1}},
		{Class: itsm.ClassEmergency, N: 1, ByOutcome: [Outcomes]int{itsm.OutcomeSuccessful: 1}},
		{Class: itsm.ClassUnknown, N: 1, ByOutcome: [Outcomes]int{itsm.OutcomeFailed: 1}},
	}, n.Classes)
	assert.Equal(t, 6, n.N)
	assert.Equal(t, Part{1, 5}, n.Emergency)
	assert.Equal(t, Part{1, 2}, n.LateStart) // C1 of C1, C2
	assert.Equal(t, Part{1, 3}, n.LateEnd)   // C3 of C1, C2, C3
	assert.Equal(t, Part{2, 3}, n.Late)
	assert.Equal(t, Part{3, 5}, n.Unapproved)   // C0, C3, C5 of all but the standard one
	assert.Equal(t, Part{1, 2}, n.ApprovedLate) // C1 of C1, C2
	assert.Equal(t, Part{5, 6}, n.NotValidated)
	assert.InDelta(t, 5.0/6, n.NotValidated.Share().Value, 1e-15)
	assert.False(t, Part{}.Share().Known)
	assert.Equal(t, []itsm.Ref{{ID: "C4"}}, r.Gaps.ByPlan)
	assert.Equal(t, []itsm.Ref{{Source: "chg", ID: "C5"}}, r.Gaps.Contradictory)
	assert.Equal(t, on(12), r.Carried[4].At)
}

// A line on a command line cannot say who approved it: what is logged is counted apart from what lacks approvals, whatever
// its class.
func TestLoggedChangesAreNotHeldAgainstApprovals(t *testing.T) {
	bau, emergency, own := did("LOG-1", "web", 10, 10), did("LOG-2", "web", 11, 11), did("C1", "web", 12, 12)
	bau.Source, bau.Class = itsm.LogSource, itsm.ClassBAU
	emergency.Source, emergency.Class = itsm.LogSource, itsm.ClassEmergency
	own.Class = itsm.ClassNormal
	n := LookBack(pastOf([]*itsm.Change{bau, emergency, own}, nil)).Counts
	assert.Equal(t, 2, n.Logged)
	assert.Equal(t, Part{1, 1}, n.Unapproved, "C1 alone")
	assert.Equal(t, 3, n.N, "they are changes like others otherwise")
}

// Requested on Friday 2 October at 12:00; Monday the 5th is the first working day that begins after that.
func TestLeadTimes(t *testing.T) {
	friday := on(-60)
	requested := func(id string, at time.Time, start float64) *itsm.Change {
		c := did(id, "web", start, start+1)
		c.Requested = at
		return c
	}
	unknown := did("C4", "web", 1, 2)
	unknown.ActualStart = time.Time{} // it ended, and when it began nobody knows
	unknown.Requested = friday
	changes := []*itsm.Change{
		requested("C1", friday, 10),     // Monday: 1 working day, 70 hours
		requested("C2", friday, 34),     // Tuesday: 2 working days, 94 hours
		requested("C3", on(10), 9),      // written down afterwards
		requested("C5", on(9), 9),       // at once: 0
		did("C6", "web", 3, 4), unknown, // missing
	}
	changes[1].Class = itsm.ClassEmergency
	r := LookBack(pastOf(changes, nil)).Lead
	assert.Equal(t, 3, r.All.Elapsed.N)
	assert.Equal(t, 2, r.All.Elapsed.Missing)
	assert.Equal(t, 1, r.All.Afterwards)
	assert.InDelta(t, (70+94)*60/3.0, r.All.Elapsed.Mean.Value, 1e-9)
	assert.InDelta(t, 70*60, r.All.Elapsed.Median.Value, 1e-9)
	assert.False(t, r.All.Elapsed.P90.Known)
	assert.InDelta(t, 1, r.All.Working.Median.Value, 1e-9)
	assert.InDelta(t, 1, r.All.Working.Mean.Value, 1e-9) // 0, 1 and 2
	assert.Equal(t, []itsm.ChangeClass{itsm.ClassNormal, itsm.ClassEmergency}, []itsm.ChangeClass{r.ByClass[0].Class, r.ByClass[1].Class})
	assert.Equal(t, 1, r.ByClass[1].Elapsed.N)
}

// By hand: of five changes three release code: one of them failed, and two outages of 60 and 90 minutes name it; the
// third goes on. Three deployments in seven days.
func TestDelivery(t *testing.T) {
	var changes []*itsm.Change
	for i, says := range []itsm.YesNo{itsm.Yes, itsm.Yes, itsm.Yes, itsm.No, itsm.Unsaid} {
		c := did(string(rune('A'+i)), "web", float64(30*i), float64(30*i+1))
		c.ReleasesCode = says
		changes = append(changes, c)
	}
	changes[0].Requested, changes[0].Approved = on(-9), itsm.Mark{State: itsm.Yes, At: on(-1)} // done at 1: 600 and 120 minutes
	changes[1].Requested, changes[1].Approved = on(30), itsm.Mark{State: itsm.Yes}             // done at 31: 60, and unknown
	longer, open := hit("I2", mail, 5, "A"), hit("I3", mail, 6, "A")
	longer.End, open.End = on(6.5), time.Time{}
	d := LookBack(pastOf(changes, []*Outage{hit("I1", mail, 4, "A"), longer, open, hit("I4", mail, 4, "D")})).Delivery
	assert.True(t, d.Known)
	assert.Equal(t, []int{3, 1}, []int{d.Deployments, d.Unsaid})
	assert.InDelta(t, 3.0/7, d.PerDay.Value, 1e-15)
	assert.Equal(t, stats.Summary{N: 2, Missing: 1, Mean: stats.Number{Value: 330, Known: true}, Median: stats.Number{Value: 330, Known: true}}, d.SinceRequest)
	assert.Equal(t, stats.Summary{N: 1, Missing: 2, Mean: stats.Number{Value: 120, Known: true}, Median: stats.Number{Value: 120, Known: true}}, d.SinceApproval)
	assert.Equal(t, stats.Summary{N: 2, Missing: 1, Mean: stats.Number{Value: 75, Known: true}, Median: stats.Number{Value: 75, Known: true}}, d.Recovery)
	assert.Equal(t, []int{1, 3}, []int{d.Failures.Explicit.Failed, d.Failures.Explicit.N})

	none := LookBack(pastOf([]*itsm.Change{did("C", "web", 1, 2)}, nil)).Delivery
	assert.False(t, none.Known)
	assert.Equal(t, itsm.Number{}, none.PerDay)
}

func TestNothingToLookBackOn(t *testing.T) {
	r := LookBack(pastOf(nil, nil))
	assert.Empty(t, r.Carried)
	assert.Empty(t, r.Links)
	assert.Equal(t, itsm.Number{}, r.Failures[0].Explicit.Share)
	assert.Equal(t, stats.ExposureEffect{}, r.Ratio)
	assert.Equal(t, Delivery{}, r.Delivery)
	assert.Equal(t, PastGaps{}, r.Gaps)
}

// Records of which next to nothing is known, times at the ends of the calendar, a service that depends on itself.
func TestOddRecordsDoNoHarm(t *testing.T) {
	self := &itsm.Service{ID: "self", DependsOn: []string{"self", "SELF", "nowhere", ""}}
	first, last := time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC), time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
	forgotten := &itsm.Change{Service: "self", Outcome: itsm.OutcomeSuccessful, ActualStart: first, ActualEnd: on(10)}
	ahead := &itsm.Change{Service: "self", Outcome: itsm.OutcomeSuccessful, PlannedStart: on(10), PlannedEnd: last}
	in := pastOf([]*itsm.Change{{}, {}, forgotten, ahead, did("C", "self", 30, 31)}, []*Outage{
		{}, {Service: self}, {Service: self, Start: first}, {Service: self, Start: last}, hit("I", self, 32), {Ref: itsm.Ref{ID: "E"}, Changes: []string{""}},
	})
	in.Catalogue = itsm.NewCatalogue([]*itsm.Service{self}, nil)
	r := LookBack(in)
	assert.Equal(t, []said{{"C", "I", Inferred, 60}}, brief(r.Links), "once, though it depends on itself")
	in.Periods = nil
	assert.Empty(t, LookBack(in).Failures)
	in.Rules.Suspect = 0
	assert.Empty(t, LookBack(in).Links)
}
