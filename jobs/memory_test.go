package jobs

import (
	"math"
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Whichever of two reports ends last, garbage is collected as before the first.
func TestCollectingIsAsBefore(t *testing.T) {
	percent := func() int {
		p := debug.SetGCPercent(100)
		debug.SetGCPercent(p)
		return p
	}
	before, limit := percent(), debug.SetMemoryLimit(-1)
	if limit != math.MaxInt64 {
		debug.SetMemoryLimit(math.MaxInt64)
		defer debug.SetMemoryLimit(limit)
	}
	first, second := collectSeldom(), collectSeldom()
	assert.Equal(t, -1, percent())
	assert.EqualValues(t, softLimit, debug.SetMemoryLimit(-1))
	first()
	assert.Equal(t, -1, percent(), "the second is being made")
	second()
	assert.Equal(t, before, percent())
	assert.EqualValues(t, math.MaxInt64, debug.SetMemoryLimit(-1))
}
