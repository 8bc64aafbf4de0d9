package staffing_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/reportstest"
	"nines/reports/sections/staffing"
)

// FTE per month: demand over working days and 360 minutes. October 2026 has 22 working days: 390 / 22 / 360.
func TestStaffing(t *testing.T) {
	r := reportstest.WorkOf(t, reportstest.Busy(), reportstest.November, "staffing")
	f := reportstest.FiguresOf[staffing.Figures](t, r, "staffing")
	require.Len(t, f.Periods, 13)
	assert.InDelta(t, 22, f.Periods[12].WorkingDays, 1e-9)
	assert.Zero(t, *f.Periods[12].BacklogChange)
	assert.InDelta(t, 390./22/360, *f.FTE, 1e-9)
	assert.InDelta(t, 60/(22*360.), *f.Coverage, 1e-9)
	require.NotNil(t, f.Next.FTE)
	assert.Less(t, *f.Next.Lower, *f.Next.FTE)
	assert.Less(t, *f.Next.FTE, *f.Next.Upper)
	few := reportstest.Busy()
	few.Incidents = few.Incidents[6:] // April to September, and October: seven
	g := reportstest.FiguresOf[staffing.Figures](t, reportstest.WorkOf(t, few, reportstest.November, "staffing"), "staffing")
	assert.Nil(t, g.Next.FTE)
	assert.Equal(t, 7, g.Next.Periods)
}
