package problems

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

func lossProblem(id, service string, status itsm.Status) itsm.Problem {
	p := itsm.Problem{Service: service, Status: status}
	p.ID = id
	return p
}

// lossIncident began in the window and cost these minutes.
func lossIncident(minutes float64, problems ...string) Incident {
	n := Incident{Once: true, Start: lossWindow.From.Add(time.Hour), Minutes: minutes, Assessed: true}
	for _, id := range problems {
		n.Problems = append(n.Problems, itsm.Ref{ID: id})
	}
	return n
}

// Four incidents of 10 minutes in four quarters, and a problem of the same service that had none: mean m = 4/8 = 0.5 a
// quarter, A = 2 x (4 x 0.25 + 4 x 0.25) / 8 - 0.5 / 4 = 0.375, shape 0.25 / 0.375 = 2/3, prior rate 4/3. Rates
// (4 + 2/3) / (4 + 4/3) = 0.875 and (2/3) / (4 + 4/3) = 0.125, times 10 minutes.
func TestExpectedLossByHand(t *testing.T) {
	in := LossInput{
		Window:   lossWindow,
		Problems: []itsm.Problem{lossProblem("busy", "S", itsm.StatusOpen), lossProblem("quiet", "S", itsm.StatusOpen)},
		Incidents: []Incident{
			lossIncident(10, "busy"), lossIncident(10, "busy"), lossIncident(10, "busy"), lossIncident(10, "busy"),
			{Start: lossWindow.From, Minutes: 999, Assessed: true, Problems: []itsm.Ref{{ID: "busy"}}}, // does not count once
		},
	}
	early, late := lossIncident(999, "busy"), lossIncident(999, "busy")
	early.Start, late.Start = lossWindow.From.Add(-1), lossWindow.To
	in.Incidents = append(in.Incidents, early, late, lossIncident(999, "of no record"))
	got := ExpectedLosses(in)
	busy, quiet := got[itsm.Ref{ID: "busy"}], got[itsm.Ref{ID: "quiet"}]
	assert.InDelta(t, 8.75, busy.Minutes.Value, 1e-9)
	assert.InDelta(t, 0.875, busy.RatePerQuarter.Value, 1e-9)
	assert.InDelta(t, 1, busy.ObservedQuarterly.Value, 1e-9)
	assert.Equal(t, 4, busy.Incidents)
	assert.InDelta(t, 1.25, quiet.Minutes.Value, 1e-9, "no incident in four quarters is no proof of none")
	assert.Zero(t, quiet.Incidents)
	assert.Equal(t, itsm.Number{}, busy.Cost, "nothing is priced")
	assert.Less(t, busy.Lower.Value, 5.0)
	assert.Greater(t, busy.Upper.Value, 17.0)
}

// P1 lost 10 and 30, P2 100: within 200 / 1 = 200; means 20 and 100 about 140/3: 2 x 26.667^2 + 53.333^2 = 4266.7, less
// 200, over 3 - 5/3: 3050; k = 200/3050, which is raised to 2. The loss of one is (40 + 2 x 46.667) / 4 = 33.333 and
// (100 + 93.333) / 3 = 64.444.
func TestLossOfOneIsMixedWithTheServices(t *testing.T) {
	in := LossInput{Problems: []itsm.Problem{lossProblem("P1", "S", itsm.StatusOpen), lossProblem("P2", "S", itsm.StatusOpen)}, Window: lossWindow}
	in.Incidents = []Incident{lossIncident(10, "P1"), lossIncident(30, "P1"), lossIncident(100, "P2")}
	v := newLosses(lossServices(&in), func(l *loss) itsm.Number { return l.minutes }).services[0]
	assert.InDelta(t, 2, v.credibility, 0)
	assert.InDelta(t, 33.333333333, v.lossOfOne(0), 1e-8)
	assert.InDelta(t, 64.444444444, v.lossOfOne(1), 1e-8)
	for name, c := range map[string]struct {
		groups [][]float64
		want   float64
	}{
		"nothing": {nil, 5}, "one group": {[][]float64{{1, 9}}, 5}, "one of each": {[][]float64{{1}, {9}}, 5},
		"equal means": {[][]float64{{1, 9}, {9, 1}, nil}, 5},
		// within 18 + 18 over 2 = 18; means 4 and 9: 6.25 x 4 = 25, less 18, over 4 - 8/4 = 2: 3.5; 18/3.5 = 5.14
		"bounded above": {[][]float64{{1, 7}, {6, 12}}, 5},
		// means 4 and 9.5: 30.25, less 18, over 2: 6.125
		"in between": {[][]float64{{1, 7}, {6.5, 12.5}}, 18 / 6.125},
	} {
		assert.InDelta(t, c.want, credibility(c.groups), 1e-12, name)
	}
}

func TestExpectedLossOfAnIncidentWithTwoProblems(t *testing.T) {
	in := LossInput{Window: lossWindow, Problems: []itsm.Problem{lossProblem("P1", "S", itsm.StatusOpen), lossProblem("P2", "T", itsm.StatusOpen)}}
	shared := lossIncident(60, "P1", "P2")
	shared.Cost = itsm.Known(500)
	in.Incidents = []Incident{shared}
	for _, id := range []string{"P1", "P2"} {
		e := ExpectedLosses(in)[itsm.Ref{ID: id}]
		assert.Equal(t, 1, e.Incidents, "it counts wholly for each")
		assert.InDelta(t, 7.5, e.Minutes.Value, 1e-9, "a quarter of an incident a quarter, half of 60 minutes")
		assert.InDelta(t, 62.5, e.Cost.Value, 1e-9)
		assert.Less(t, e.LowestCost.Value, e.Cost.Value)
		assert.Greater(t, e.HighestCost.Value, e.Cost.Value)
	}
}

func TestExpectedLossUnknown(t *testing.T) {
	assert.Empty(t, ExpectedLosses(LossInput{Window: lossWindow}))
	in := LossInput{Window: lossWindow, Problems: []itsm.Problem{
		lossProblem("nothing", "S", itsm.StatusOpen), lossProblem("not assessed", "T", itsm.StatusOpen), lossProblem("closed", "U", itsm.StatusClosed),
		lossProblem("free", "V", itsm.StatusOpen), lossProblem("heir", "U", itsm.StatusOpen),
	}}
	blank := lossIncident(0, "not assessed")
	blank.Assessed = false
	in.Incidents = []Incident{blank, lossIncident(5, "closed"), lossIncident(0, "free")}
	got := ExpectedLosses(in)
	assert.NotContains(t, got, itsm.Ref{ID: "closed"}, "another quarter of it is not expected")
	assert.Equal(t, itsm.Number{}, got[itsm.Ref{ID: "nothing"}].Minutes)
	assert.Equal(t, itsm.Number{}, got[itsm.Ref{ID: "not assessed"}].Upper)
	assert.Equal(t, itsm.Known(0.25), got[itsm.Ref{ID: "not assessed"}].RatePerQuarter, "the rate is known nevertheless")
	assert.Equal(t, itsm.Known(0), got[itsm.Ref{ID: "free"}].Minutes, "an incident that cost nothing is not an unknown one")
	assert.Equal(t, itsm.Number{}, got[itsm.Ref{ID: "heir"}].Minutes, "no rate, though the service's losses are known")
	in.Window.From = in.Window.To
	for _, e := range ExpectedLosses(in) {
		assert.Equal(t, Expected{}, e, "no time watched")
	}
}

// One incident in a thousand lost anything: it is in the estimate and in few draws, and the interval holds it still.
func TestIntervalHoldsTheEstimate(t *testing.T) {
	in := LossInput{Window: lossWindow, Problems: []itsm.Problem{lossProblem("P1", "S", itsm.StatusOpen), lossProblem("P2", "S", itsm.StatusOpen)}}
	for range 999 {
		in.Incidents = append(in.Incidents, lossIncident(0, "P1"))
	}
	in.Incidents = append(in.Incidents, lossIncident(0, "P2"), lossIncident(1e4, "P1"))
	for ref, e := range expectedLosses(in, 200) {
		assert.Positive(t, e.Minutes.Value)
		assert.LessOrEqual(t, e.Minutes.Value, e.Upper.Value, ref)
		assert.GreaterOrEqual(t, e.Minutes.Value, e.Lower.Value, ref)
	}
}

// What is expected of a problem, and how sure that is, hangs on its service alone: a report about a part of the services
// says the same of it as one about all.
func TestExpectedLossDoesNotDependOnOtherServices(t *testing.T) {
	w := scenarios["one in ten ten times worse"].world(7, 1)
	all := ExpectedLosses(w.LossInput)
	of := map[itsm.Ref]bool{}
	part := LossInput{Window: w.Window, Seed: w.Seed}
	for _, p := range w.Problems {
		if p.Service == "S1" || p.Service == "S3" {
			part.Problems, of[p.Ref()] = append(part.Problems, p), true
		}
	}
	for _, i := range w.Incidents {
		if of[i.Problems[0]] {
			part.Incidents = append(part.Incidents, i)
		}
	}
	found := ExpectedLosses(part)
	require.Len(t, found, 12)
	for ref, e := range found {
		assert.Equal(t, all[ref], e)
	}
}

func TestExpectedLossDoesNotDependOnOrder(t *testing.T) {
	w := scenarios["one in ten ten times worse"].world(3, 1)
	want := expectedLosses(w.LossInput, 50)
	r := rand.New(rand.NewPCG(1, 1))
	r.Shuffle(len(w.Incidents), func(i, j int) { w.Incidents[i], w.Incidents[j] = w.Incidents[j], w.Incidents[i] })
	slices.Reverse(w.Problems)
	assert.Equal(t, want, expectedLosses(w.LossInput, 50))

	w.Problems = append(w.Problems, lossProblem("new", "elsewhere", itsm.StatusOpen))
	got := expectedLosses(w.LossInput, 50)
	delete(got, itsm.Ref{ID: "new"})
	require.Equal(t, want, got, "a problem without incidents in another service")
}

func BenchmarkExpectedLosses(b *testing.B) {
	w := scenario{200, 20, gammaRate(1, 2), scaled}.world(1, 1)
	for b.Loop() {
		ExpectedLosses(w.LossInput)
	}
}
