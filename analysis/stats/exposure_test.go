package stats

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// sixWeeks is one stratum a week pair: an hour of the one week exposed, an hour of the other not, by turns.
func sixWeeks(exposed, free [6]int) []Watch {
	var list []Watch
	for i := range 6 {
		list = append(list,
			Watch{Stratum: i, Stretch: i, Exposed: 1, ExposedEvents: exposed[i]},
			Watch{Stratum: i, Stretch: (i + 1) % 6, Free: 1, FreeEvents: free[i]},
		)
	}
	return list
}

// By hand: with an hour of each in every stratum, the score at R is sum of (a - n R/(R+1)), which is 0 at R = A / B.
// Here A = 3+4+2+5+3+4 = 21 and B = 1+2+1+1+1+1 = 7: R = 3, and half of the 28 are expected in exposed time at R = 1.
func TestCompareExposureByHand(t *testing.T) {
	watched := sixWeeks([6]int{3, 4, 2, 5, 3, 4}, [6]int{1, 2, 1, 1, 1, 1})
	e := CompareExposure(watched)
	assert.Equal(t, 28, e.Events)
	assert.Equal(t, 21, e.Observed)
	assert.InDelta(t, 14, e.Expected, 1e-9)
	assert.InDelta(t, 3, e.Ratio.Value, 1e-4)
	// The residuals are small here, so the interval is that of independent events: the score test of a binomial share
	// of 21 of 28, whose inversion is Wilson's interval, turned into odds.
	share, _ := Wilson(21, 28)
	assert.InDelta(t, share.Lower/(1-share.Lower), e.Lower.Value, 1e-4)
	assert.InDelta(t, share.Upper/(1-share.Upper), e.Upper.Value, 1e-3)

	// Strata that are never exposed, always exposed or without events change nothing.
	more := CompareExposure(append(watched,
		Watch{Stratum: 7, Stretch: 0, Free: 5, FreeEvents: 90}, Watch{Stratum: 8, Stretch: 1, Exposed: 5, ExposedEvents: 90},
		Watch{Stratum: 9, Stretch: 2, Exposed: 3, Free: 4}))
	assert.Equal(t, e, more)
}

// The robust part by hand. Two strata of hours share six weeks: weeks 0 to 2 exposed, 3 to 5 free, with 6 0 6 and 0 6 0
// events in each stratum. At R = 1 a stratum of 18 expects 3 a week. A week's score is twice (n - 3)/2 where exposed and
// twice (3 - n)/2 where free: 3 -3 3 3 -3 3, in all 6. Each is scaled by 1/sqrt(1 - 1/6): 3.286335, in all 6.572671, of
// which a week's part is 1.095445. What is left is 2.190890 four times and -4.381780 twice: squared 4 x 4.8 + 2 x 19.2 =
// 57.6, over 1 - 1/6: 69.12. Independent events would make 36 / 4 = 9.
func TestBurstsWidenTheInterval(t *testing.T) {
	var watched []Watch
	for stratum := range 2 {
		for week, n := range []int{6, 0, 6, 0, 6, 0} {
			w := Watch{Stratum: stratum, Stretch: week, Exposed: 1, ExposedEvents: n}
			if week > 2 {
				w = Watch{Stratum: stratum, Stretch: week, Free: 1, FreeEvents: n}
			}
			watched = append(watched, w)
		}
	}
	s := newExposureModel(watched).score(0)
	assert.InDelta(t, 6, s.value, 1e-9) // 24 of 36 in exposed time, 18 expected
	assert.InDelta(t, 9, s.information, 1e-9)
	assert.InDelta(t, 69.12, s.robust, 1e-9)
	assert.InDelta(t, 6, s.effective, 1e-9)
	assert.InDelta(t, 6/(2.570582*math.Sqrt(69.12)), s.standard(), 1e-6) // Student's t with 5 degrees of freedom

	e := CompareExposure(watched)
	assert.InDelta(t, 2, e.Ratio.Value, 1e-4)
	assert.Less(t, e.Lower.Value, 1.0)
	share, _ := Wilson(24, 36)
	assert.Less(t, e.Lower.Value, share.Lower/(1-share.Lower))
}

func TestExposureThatTellsTooLittle(t *testing.T) {
	for name, watched := range map[string][]Watch{
		"nothing":          nil,
		"no events":        sixWeeks([6]int{}, [6]int{}),
		"four on a side":   sixWeeks([6]int{4, 4}, [6]int{}),
		"two weeks":        sixWeeks([6]int{0, 9}, [6]int{0, 9}),
		"exposed always":   {{Exposed: 100, ExposedEvents: 90}},
		"times of nothing": {{Exposed: math.NaN(), ExposedEvents: 90}, {Free: 1, FreeEvents: 90}},
	} {
		e := CompareExposure(watched)
		assert.False(t, e.Ratio.Known || e.Lower.Known || e.Upper.Known, name)
	}
	none := CompareExposure(sixWeeks([6]int{}, [6]int{2, 2, 2, 2, 2, 2}))
	assert.Equal(t, []Number{known(0), known(0)}, []Number{none.Ratio, none.Lower}, "no event in exposed time")
	assert.True(t, none.Upper.Known && none.Upper.Value > 0.1 && none.Upper.Value < 1)
	all := CompareExposure(sixWeeks([6]int{2, 2, 2, 2, 2, 2}, [6]int{}))
	assert.Equal(t, Number{}, all.Ratio, "no event in free time: no bound")
	assert.Equal(t, Number{}, all.Upper)
	assert.Greater(t, all.Lower.Value, 1.0)
}

// By hand: five periods of 2 of 10 make p = 0.2. P(X >= 7 of 10) = 0.000864, P(X >= 6) = 0.006369; the limit is 0.00135.
func TestUsualShare(t *testing.T) {
	earlier := []Share{{2, 10}, {2, 10}, {0, 0}, {2, 10}, {2, 10}, {2, 10}}
	assert.Equal(t, Above, UsualShare(earlier, Share{7, 10}))
	assert.Equal(t, Within, UsualShare(earlier, Share{6, 10}))
	assert.Equal(t, Within, UsualShare(earlier, Share{0, 10})) // 0.8^10 = 0.107
	assert.Equal(t, Within, UsualShare(earlier, Share{0, 29})) // 0.8^29 = 0.00155
	assert.Equal(t, Below, UsualShare(earlier, Share{0, 30}))  // 0.8^30 = 0.00124
	assert.Equal(t, TooEarly, UsualShare(earlier[:5], Share{7, 10}), "four shares of something")
	assert.Equal(t, TooEarly, UsualShare(earlier, Share{}))
	never := []Share{{0, 10}, {0, 10}, {0, 10}, {0, 10}, {0, 10}}
	assert.Equal(t, Above, UsualShare(never, Share{1, 10}), "what never happened")
	assert.Equal(t, Within, UsualShare(never, Share{0, 10}))
}
