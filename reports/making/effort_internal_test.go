package making

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"nines/internal/itsm"
)

// 2 November 2026 is a Monday. From its noon to Friday's end: 4.5 days; a weekend has none.
func TestWorkingDays(t *testing.T) {
	day := func(d, hour int) time.Time { return time.Date(2026, 11, d, hour, 0, 0, 0, time.UTC) }
	assert.InDelta(t, 4.5, workingDays(itsm.Span{From: day(2, 12), To: day(9, 0)}, time.UTC), 1e-12)
	assert.Zero(t, workingDays(itsm.Span{From: day(7, 0), To: day(9, 0)}, time.UTC))
	// November 2026 begins on a Sunday: data that begin on Monday the 2nd cover it, those of the 3rd do not.
	p := itsm.NewPeriod(itsm.Month, itsm.Date{Year: 2026, Month: 11, Day: 1}, time.UTC)
	assert.True(t, covered(p, day(2, 23)))
	assert.False(t, covered(p, day(3, 0)))
	assert.False(t, covered(p, time.Time{}))
}
