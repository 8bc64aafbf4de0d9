package problems

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

var fixOpened = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// day is so many days after the opening.
func day(d float64) time.Time { return fixOpened.Add(time.Duration(d * 24 * float64(time.Hour))) }

// fixInput is a problem opened on day 0 and closed on day closed, with incidents of 60 minutes and an hour's effort.
func fixInput(closed, asOf float64, incidents ...float64) Input {
	p := itsm.Problem{Status: itsm.StatusClosed, Opened: fixOpened, Closed: day(closed)}
	p.ID = "P"
	in := Input{AsOf: day(asOf), Zone: time.UTC, Problems: []itsm.Problem{p}}
	for i, d := range incidents {
		in.Incidents = append(in.Incidents, Incident{
			Ref: itsm.Ref{ID: fmt.Sprint(i)}, Once: true, Start: day(d), Problems: []itsm.Ref{p.Ref()},
			Minutes: 60, Assessed: true, Effort: itsm.Length{Value: time.Hour, Known: true},
		})
	}
	return in
}

// Incidents on days -3, -2, -1 and 0 made somebody open the problem; four came in the 40 days until it was closed. Four
// in 40 days: none in 40 (0.05^(-1/4) - 1) = 44.6 days would be beyond chance.
func TestFixes(t *testing.T) {
	cluster := []float64{-3, -2, -1, 0}
	four := append([]float64{5, 15, 25, 40}, cluster...)
	for name, c := range map[string]struct {
		in            Input
		want          Verdict
		before, after int
		gained        float64
	}{
		"44 days without":         {fixInput(40, 84, four...), TooEarly, 4, 0, 4 * 60 * 44.0 / 40},
		"45 days without":         {fixInput(40, 85, four...), Worked, 4, 0, 4 * 60 * 45.0 / 40},
		"one since, too early":    {fixInput(40, 84, append(four, 50)...), TooEarly, 4, 1, 4*60*44.0/40 - 60},
		"one since, and it tells": {fixInput(40, 90, append(four, 50)...), Unclear, 4, 1, 4*60*50.0/40 - 60}, // P(X <= 1 | 5, 5/9) = 0.1264
		"as many as before":       {fixInput(40, 90, append(four, 50, 60, 70, 80, 89)...), Unclear, 4, 5, 0},
		"five in five days":       {fixInput(40, 45, append(four, 41, 42, 43, 44, 45)...), Worse, 4, 5, 4*60*5.0/40 - 300},
		"after the as-of instant": {fixInput(40, 85, append(four, 85.5)...), Worked, 4, 0, 4 * 60 * 45.0 / 40},
	} {
		list := Compute(c.in).Fixes
		require.Len(t, list, 1, name)
		f := list[0]
		assert.Equal(t, c.want, f.Verdict, name)
		assert.Equal(t, []int{c.before, c.after}, []int{f.Before.Incidents, f.After.Incidents}, name)
		assert.InDelta(t, c.gained, f.Gained.Value, 1e-9, name)
		assert.InDelta(t, c.gained/60, f.Effort.Value, 1e-9, name)
		assert.False(t, f.Uncertain)
		tells := 40 + 40*(math.Pow(0.05, -0.25)-1)
		assert.WithinDuration(t, day(tells), f.Tells, time.Second, name)
	}
}

func TestFixesThatCannotBeJudged(t *testing.T) {
	f := Compute(fixInput(40, 900, -3, -2, -1)).Fixes[0]
	assert.Equal(t, NothingYet, f.Verdict, "only the cluster")
	assert.True(t, f.Tells.IsZero())
	assert.Equal(t, itsm.Number{}, f.Gained)
	assert.False(t, f.Ratio.Value.Known)

	late := fixInput(40, 900, 5, 15, 25)
	late.IncidentsFrom = day(60)
	assert.Equal(t, NothingYet, Compute(late).Fixes[0].Verdict, "the data begin after the fix")
	late.IncidentsFrom = day(20)
	f = Compute(late).Fixes[0]
	assert.InDelta(t, 20, f.Days.Value, 1e-9)
	assert.Equal(t, 1, f.Before.Incidents)
	assert.Equal(t, Worked, f.Verdict, "one in 20 days, none in 860: (20/880)")

	none := map[string]func(*itsm.Problem){
		"cancelled":            func(p *itsm.Problem) { p.Status = itsm.StatusCancelled },
		"open":                 func(p *itsm.Problem) { p.Status, p.Closed = itsm.StatusOpen, time.Time{} },
		"closed at an unknown": func(p *itsm.Problem) { p.Closed = time.Time{} },
		"opened at an unknown": func(p *itsm.Problem) { p.Opened = time.Time{} },
		"closed before it was": func(p *itsm.Problem) { p.Closed = day(-1) },
	}
	for name, change := range none {
		in := fixInput(40, 90, 5)
		change(&in.Problems[0])
		assert.Empty(t, Compute(in).Fixes, name)
	}

	in := fixInput(40, 85, 5, 10, 20, 30, 40)
	in.Problems[0].Status, in.Problems[0].Closed = itsm.StatusOpen, time.Time{}
	in.FixedBy = map[itsm.Ref]time.Time{{ID: "P"}: day(35)}
	in.Incidents[0].Assessed = false
	f = Compute(in).Fixes[0]
	assert.Equal(t, []int{4, 1}, []int{f.Before.Incidents, f.After.Incidents}, "an open problem whose change was carried out")
	assert.True(t, f.Uncertain)
}

// chanceFix is a problem of constant rate that is opened when three incidents come within a sixth of the time that
// three take on average, closed 20 to 120 days later and judged up to a year after that.
func chanceFix(r *rand.Rand, falls float64) Input {
	mean := 5 + 25*r.Float64() // days between incidents
	var at []float64
	now, opened := 0.0, math.Inf(1)
	for math.IsInf(opened, 1) {
		now += mean * r.ExpFloat64()
		at = append(at, now)
		if n := len(at); n >= 3 && now-at[n-3] < mean/2 {
			opened = now
		}
	}
	closed := 20 + 100*r.Float64()
	asOf := closed + 365*r.Float64()
	var since []float64
	for _, v := range at {
		since = append(since, v-opened)
	}
	for d := mean * r.ExpFloat64(); d < asOf; {
		since = append(since, d)
		step := mean * r.ExpFloat64()
		if d+step > closed {
			step *= falls
		}
		d += step
	}
	return fixInput(closed, asOf, since...)
}

// Of problems opened after a chance cluster, with nothing changed by the fix, at most 10 % are said to have improved or to
// have become worse; of those whose rate fell to a tenth, most that can be judged are found.
func TestChanceClusterDoesNotImprove(t *testing.T) {
	count := func(falls float64) map[Verdict]int {
		found := map[Verdict]int{}
		for run := range uint64(500) {
			found[Compute(chanceFix(rand.New(rand.NewPCG(5, run)), falls)).Fixes[0].Verdict]++
		}
		return found
	}
	same, better := count(1), count(10)
	t.Logf("constant rate %v; a tenth %v", same, better)
	assert.LessOrEqual(t, same[Worked], 50)
	assert.LessOrEqual(t, same[Worse], 50)
	assert.Greater(t, better[Worked], 250)
}
