package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
)

// records are n incidents, the i-th of which opened at opened(i) under title(i).
func opened(n int, opened func(i int) time.Time, title func(i int) string) []any {
	var all []any
	for i := range n {
		all = append(all, &itsm.Incident{Head: itsm.Head{ID: fmt.Sprintf("I%02d", i)}, Title: title(i), Opened: opened(i)})
	}
	return all
}

// differs imports what stood, then what comes, and tells the differences.
func differs(t *testing.T, s *store.Store, source string, stood, comes []any) store.Differences {
	t.Helper()
	spec := store.ImportSpec{Source: source, Record: "incident", At: at(20, 0)}
	_, found := importAs(t, s, spec, stood...)
	assert.Zero(t, found["incident"].Compared, "of a first import nothing can be compared")
	spec.At = at(21, 0)
	_, found = importAs(t, s, spec, comes...)
	return found["incident"]
}

func same(i int) string { return fmt.Sprintf("ticket %d", i) }

func hourly(i int) time.Time { return at(1, i) }

func later(by time.Duration, of func(int) bool) func(int) time.Time {
	return func(i int) time.Time {
		if of(i) {
			return hourly(i).Add(by)
		}
		return hourly(i)
	}
}

func all(int) bool { return true }

// Of 20 records 18 moved by two hours, that is 90 %; 17 of 20 that moved are 85 %.
func shifts(t *testing.T, s *store.Store) {
	mixed := func(n int) func(int) time.Time {
		return func(i int) time.Time {
			if i < n {
				return hourly(i).Add(2 * time.Hour)
			}
			return hourly(i).Add(time.Duration(i) * time.Minute)
		}
	}
	for name, c := range map[string]struct {
		n     int
		now   func(int) time.Time
		title func(int) string
		by    time.Duration // 0: no shift
		count int
	}{
		"all by two hours":           {20, later(2*time.Hour, all), same, 2 * time.Hour, 20},
		"all back by 5:45":           {20, later(-345*time.Minute, all), same, -345 * time.Minute, 20},
		"nine are too few":           {9, later(2*time.Hour, all), same, 0, 0},
		"ten are enough":             {10, later(2*time.Hour, all), same, 2 * time.Hour, 10},
		"nine of ten":                {20, mixed(18), same, 2 * time.Hour, 18},
		"less than nine of ten":      {20, mixed(17), same, 0, 0},
		"no multiple of a quarter":   {20, later(50*time.Minute, all), same, 0, 0},
		"more than zones are apart":  {20, later(15*time.Hour, all), same, 0, 0},
		"less than half of compared": {24, later(time.Hour, func(i int) bool { return i < 11 }), func(i int) string { return same(i + 1) }, 0, 0},
		// a zone with summer time instead of one without: eleven of 24 moved by four hours, the others by five
		"four and five hours": {24, func(i int) time.Time { return later(5*time.Hour, all)(i).Add(-time.Duration(i%24/13) * time.Hour) }, same, 5 * time.Hour, 24},
	} {
		t.Run(name, func(t *testing.T) {
			d := differs(t, s, name, opened(c.n, hourly, same), opened(c.n, c.now, c.title))
			assert.Equal(t, c.n, d.Compared)
			if c.by == 0 {
				assert.Nil(t, d.Shift)
				return
			}
			require.NotNil(t, d.Shift)
			assert.Equal(t, c.by, d.Shift.By)
			assert.Equal(t, c.count, d.Shift.Count)
			assert.Len(t, d.Shift.IDs, c.count)
			assert.Equal(t, c.by, d.Shift.Now.Sub(d.Shift.Before))
			assert.Contains(t, d.Shift.IDs, d.Shift.ID)
			assert.Equal(t, name == "four and five hours", d.Shift.Summer)
		})
	}
}

// Another title alone is an edit, another day alone a correction; both are another ticket.
func reuses(t *testing.T, s *store.Store) {
	other := func(i int) string { return fmt.Sprintf("matter %d", i) }
	spaced := func(i int) string { return fmt.Sprintf("  Ticket\t%d", i) }
	none := func(int) string { return "" }
	for name, c := range map[string]struct {
		by    time.Duration
		title func(int) string
		want  int
	}{
		"another title":             {0, other, 0},
		"another day":               {48 * time.Hour, same, 0},
		"case and spaces apart":     {48 * time.Hour, spaced, 0},
		"no title any more":         {48 * time.Hour, none, 0},
		"a day and another title":   {24 * time.Hour, other, 0},
		"two days, and another one": {-48 * time.Hour, other, 7},
	} {
		t.Run(name, func(t *testing.T) {
			d := differs(t, s, name, opened(7, hourly, same), opened(7, later(c.by, all), c.title))
			assert.Equal(t, c.want, d.Reused.Count)
			if c.want == 0 {
				assert.Nil(t, d.Example)
				return
			}
			require.NotNil(t, d.Example)
			assert.Len(t, d.Reused.IDs, c.want)
			assert.Equal(t, c.by, d.Example.Now.Sub(d.Example.Before))
			assert.Contains(t, d.Example.TitleBefore, "ticket")
			assert.Contains(t, d.Example.TitleNow, "matter")
			assert.Nil(t, d.Shift)
		})
	}
}

// A finding stands while its import is the last, and where it was made since an instant.
func findings(t *testing.T, s *store.Store) {
	ctx := context.Background()
	importWith := func(source string, d int, found ...store.Finding) {
		im, err := s.BeginImport(ctx, store.ImportSpec{Source: source, Record: "incident", At: day(d)})
		require.NoError(t, err)
		_, err = im.Commit(ctx, store.Tally{Findings: found})
		require.NoError(t, err)
	}
	importWith("b", 2, store.Finding{Kind: itsm.FoundShift, Text: "early", Count: 2, IDs: []string{"1", "2"}})
	importWith("b", 4, store.Finding{Kind: itsm.FoundGone, Text: "gone", Count: 1, IDs: []string{"3"}}, store.Finding{Kind: itsm.FoundCut, Text: "cut"})
	importWith("b", 6)
	importWith("a", 1, store.Finding{Kind: itsm.FoundCut, Text: "nul\x00", Count: 7})
	require.NoError(t, s.RecordFailure(ctx, "a", day(3), "broken"))

	read := func(asOf, since int) []itsm.SourceFinding {
		got, err := snapshot(t, s, day(asOf)).Findings(ctx, day(since))
		require.NoError(t, err)
		return got
	}
	last := itsm.SourceFinding{Source: "a", Kind: itsm.FoundCut, At: day(1), Last: true, Text: "nul\uFFFD", Count: 7, IDs: []string{}}
	gone := itsm.SourceFinding{Source: "b", Kind: itsm.FoundGone, At: day(4), Text: "gone", Count: 1, IDs: []string{"3"}}
	cut := itsm.SourceFinding{Source: "b", Kind: itsm.FoundCut, At: day(4), Text: "cut", IDs: []string{}}
	assert.Empty(t, cmp.Diff([]itsm.SourceFinding{last, gone, cut}, read(9, 3)))
	assert.Empty(t, cmp.Diff([]itsm.SourceFinding{last}, read(9, 5)))
	assert.Empty(t, cmp.Diff([]itsm.SourceFinding{last}, read(3, 3)), "made after the as-of instant")
	assert.Len(t, read(9, 1), 4)
}
