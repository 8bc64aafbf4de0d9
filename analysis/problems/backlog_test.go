package problems

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// The last week is W44, from 26 October. A problem of August, one of W43 that was closed in W44, one of W44, one that
// was called off, and one of unknown opening, which was always there.
func TestWeeks(t *testing.T) {
	in := input()
	was := problem("B", oct(20, 0), oct(27, 0))
	was.Status, was.Closed = itsm.StatusClosed, oct(27, 0)
	off := problem("D", oct(20, 0), oct(27, 0))
	off.Status = itsm.StatusCancelled
	in.Problems = []itsm.Problem{problem("A", oct(-40, 0), oct(1, 0)), was, problem("C", oct(26, 0), oct(27, 0)), off, problem("E", time.Time{}, oct(27, 0))}
	weeks := Compute(in).Weeks
	require.Len(t, weeks, 13)
	week := func(i int) [3]int { return [3]int{weeks[i].Opened, weeks[i].Closed, weeks[i].Outstanding} }
	assert.Equal(t, "2026-W44", weeks[12].Name)
	assert.Equal(t, [3]int{1, 1, 3}, week(12), "A, C and E")
	assert.Equal(t, [3]int{1, 0, 3}, week(11), "A, B and E")
	assert.Equal(t, [3]int{0, 0, 2}, week(10))
	assert.Equal(t, [3]int{0, 0, 1}, week(0), "E")
}

// A problem that was reopened is open all the time; one that was closed on a week's last midnight is of the next.
func TestWeekOfABoundary(t *testing.T) {
	in := input()
	reopened := problem("A", oct(13, 0), oct(27, 0))
	reopened.Closed = oct(20, 0)
	edge := problem("B", oct(13, 0), oct(26, 0))
	edge.Status, edge.Closed = itsm.StatusClosed, oct(26, 0)
	in.Problems = []itsm.Problem{reopened, edge}
	weeks := Compute(in).Weeks
	assert.Equal(t, 2, weeks[11].Outstanding)
	assert.Zero(t, weeks[11].Closed)
	assert.Equal(t, 1, weeks[12].Closed)
	assert.Equal(t, 1, weeks[12].Outstanding)
}

// weeksOf makes weeks that end with W44, of which the last has so many outstanding.
func weeksOf(outstanding int, counts ...[2]int) []Week {
	weeks := make([]Week, len(counts))
	for i, c := range counts {
		weeks[i] = Week{Period: itsm.LastComplete(itsm.Week, asOf, time.UTC).Shift(i + 1 - len(counts)), Opened: c[0], Closed: c[1]}
	}
	weeks[len(weeks)-1].Outstanding = outstanding
	return weeks
}

// Four weeks with 1 opened and 3, 3, 5, 5 closed: net -2, -2, -4, -4, on average -3 a week. Squares about it: 4, by 3 is
// 1.333; opened plus closed is 5 a week, which is more and taken. Reach: t(0.975; 3) = 3.182446 x sqrt(5 / 4) = 3.558084.
// So -6.558 to 0.558: not clear of zero.
func TestBacklogNotClearOfZero(t *testing.T) {
	b := backlog(weeksOf(30, [2]int{1, 3}, [2]int{1, 3}, [2]int{1, 5}, [2]int{1, 5}), 20)
	assert.InDelta(t, -3, b.Net.Value, 1e-12)
	assert.InDelta(t, -3-3.558084, b.Lower.Value, 1e-5)
	assert.InDelta(t, -3+3.558084, b.Upper.Value, 1e-5)
	assert.True(t, b.Likely.IsZero(), "no date")
	assert.False(t, b.Met)
}

// Eight weeks with 1 opened and 5 closed each: net -4, no spread, but 6 tickets a week. Reach: t(0.975; 7) = 2.364624 x
// sqrt(6 / 8) = 2.047825: -6.047825 to -1.952175. From 30 to 20 it is 10: 10 / 4 = 2.5 weeks (17.5 days), at the soonest
// 1.653487 weeks, at the latest 5.122491.
func TestBacklogMeetsItsTarget(t *testing.T) {
	var counts [][2]int
	for range 8 {
		counts = append(counts, [2]int{1, 5})
	}
	b := backlog(weeksOf(30, counts...), 20)
	end := oct(33, 0)
	within := func(want float64, got time.Time) {
		t.Helper()
		assert.InDelta(t, want, got.Sub(end).Hours()/24/7, 1e-4)
	}
	within(2.5, b.Likely)
	within(10/6.047825, b.Earliest)
	within(10/1.952175, b.Latest)

	b = backlog(weeksOf(20, counts...), 20)
	assert.True(t, b.Met)
	assert.True(t, b.Likely.IsZero(), "it is met already")
}

// A backlog that grows, one of one week, and one without weeks give no date.
func TestBacklogWithoutADate(t *testing.T) {
	var counts [][2]int
	for range 8 {
		counts = append(counts, [2]int{9, 1})
	}
	b := backlog(weeksOf(90, counts...), 20)
	assert.Positive(t, b.Lower.Value)
	assert.True(t, b.Latest.IsZero())
	assert.False(t, backlog(weeksOf(30, [2]int{1, 2}), 20).Net.Known)
	assert.False(t, backlog(nil, 20).Net.Known)
}
