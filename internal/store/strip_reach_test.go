package store

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store/strip"
)

// randomLives are those of a few versions, on days 0 to 20, of which some never end and some are not in use.
func randomLives(rng *rand.Rand) *strip.Lives {
	l := &strip.Lives{}
	for range 1 + rng.IntN(4) {
		began, ended := rng.Int64N(20), int64(forever)
		if rng.IntN(3) > 0 {
			ended = began + rng.Int64N(5)
		}
		l.From, l.To = append(l.From, rng.Int64N(15)), append(l.To, 10+rng.Int64N(15))
		l.Began, l.Ended, l.Opened = append(l.Began, began), append(l.Ended, ended), append(l.Opened, began)
		l.Class = append(l.Class, rng.Int64N(2*effectLast+1)-effectLast)
	}
	return l
}

func TestNoStripIsPassedOverThatHasWhatIsAskedFor(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	const asOf = 12
	passed := 0
	for range 5000 {
		l := randomLives(rng)
		from := rng.Int64N(20)
		f := filter{losing: rng.IntN(2) == 0, classes: effectsAll()}
		if f.losing {
			f.classes = effectsLosing([]itsm.Priority{itsm.P2})
		}
		if rng.IntN(4) > 0 {
			f.span = itsm.Span{From: time.UnixMilli(from), To: time.UnixMilli(from + 1 + rng.Int64N(5))}
		}
		ask := newPick(f, asOf)
		r, err := reachOf(7, l, asOf)
		require.NoError(t, err)
		if ask.mayTake(&r) {
			continue
		}
		passed++
		for i := range l.From {
			assert.False(t, ask.takes(l, i), "%+v of %+v", f, l)
		}
	}
	assert.Greater(t, passed, 500)

	_, err := reachOf(0, &strip.Lives{From: []int64{0}, To: []int64{20}, Began: []int64{0}, Ended: []int64{0}, Opened: []int64{0}, Class: []int64{99}}, asOf)
	assert.ErrorIs(t, err, strip.ErrDamaged)
}
