package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
)

// version is what tells versions apart in these tests.
type version struct {
	id, source, owner string
	at                time.Time
	oldest            bool
}

func problemVersions(t *testing.T, s *store.Store, asOf time.Time) []version {
	t.Helper()
	var list []version
	require.NoError(t, snapshot(t, s, asOf).ProblemVersions(context.Background(), func(r *itsm.Problem) error {
		list = append(list, version{r.ID, r.Source, r.Owner, r.Version, r.Oldest})
		return nil
	}))
	return list
}

// Problem 1 changed hands on the 3rd and the 5th, and the row of the 5th was corrected within the same instant; problem
// 2 was known once; both stand in two sources in the end.
func versions(t *testing.T, s *store.Store) {
	problem := func(id, owner string, updated int) *itsm.Problem {
		return &itsm.Problem{Head: itsm.Head{ID: id, Version: day(updated)}, Owner: owner, Opened: day(1), Updated: day(updated)}
	}
	importAll(t, s, "a", day(6), problem("1", "Ann", 3), problem("1", "Bob", 5), problem("1", "Cid", 5), problem("2", "Ann", 2))
	importAll(t, s, "b", day(7), problem("1", "Dan", 4))

	one := []version{{"1", "a", "Ann", day(3), true}, {"1", "a", "Cid", day(5), false}}
	rest := []version{{"1", "b", "Dan", day(4), true}, {"2", "a", "Ann", day(2), true}}
	assert.Equal(t, append(one, rest...), problemVersions(t, s, day(9)), "by id, source and instant; never what was replaced at once")
	assert.Equal(t, append(one[:1:1], rest...), problemVersions(t, s, at(4, 23)), "later ones are not known yet")
	assert.Empty(t, problemVersions(t, s, day(1).Add(-time.Hour)), "opened later")

	action := func(due, updated int) *itsm.Action {
		return &itsm.Action{Head: itsm.Head{ID: "A", Version: day(updated)}, Problem: "1", Due: day(due), Updated: day(updated)}
	}
	importAll(t, s, "a", day(8), action(10, 2), action(20, 4), action(30, 7))
	var due []time.Time
	require.NoError(t, snapshot(t, s, day(5)).ActionVersions(context.Background(), func(r *itsm.Action) error {
		due = append(due, r.Due)
		return nil
	}))
	assert.Equal(t, []time.Time{day(10), day(20)}, due, "a due date is a plan: known though it lies ahead")
}

// An incident is one of a problem as long as the version in use says so.
func ofProblems(t *testing.T, s *store.Store) {
	incident := func(id string, updated int, problems ...string) *itsm.Incident {
		return &itsm.Incident{Head: itsm.Head{ID: id, Version: day(updated)}, Title: "t " + id, Problem: problems, Opened: day(1), Updated: day(updated)}
	}
	importAll(t, s, "a", day(9), incident("1", 2), incident("1", 4, "P1"), incident("2", 2, "P1", "P2"), incident("2", 6),
		incident("3", 2), incident("4", 8, "P3"))
	read := func(asOf time.Time) map[string][]string {
		found := map[string][]string{}
		require.NoError(t, snapshot(t, s, asOf).IncidentsOfProblems(context.Background(), []string{"problem"}, func(r *itsm.Incident) error {
			assert.Empty(t, r.Title, "not asked for")
			found[r.ID] = r.Problem
			return nil
		}))
		return found
	}
	assert.Equal(t, map[string][]string{"2": {"P1", "P2"}, "4": {"P3"}}, read(day(3)), "the oldest version stands for the time before")
	assert.Equal(t, map[string][]string{"1": {"P1"}, "2": {"P1", "P2"}, "4": {"P3"}}, read(day(5)))
	assert.Equal(t, map[string][]string{"1": {"P1"}, "4": {"P3"}}, read(day(9)))
}

// An incident is one of a change as long as the version in use says so; one of a problem is not.
func ofChanges(t *testing.T, s *store.Store) {
	incident := func(id string, updated int, changes ...string) *itsm.Incident {
		return &itsm.Incident{Head: itsm.Head{ID: id, Version: day(updated)}, Title: "t " + id, Change: changes, Opened: day(1), Updated: day(updated)}
	}
	other := incident("3", 2)
	other.Problem = []string{"P1"}
	importAll(t, s, "a", day(9), incident("1", 2), incident("1", 4, "C1"), incident("2", 2, "C1", "C2"), incident("2", 6), other)
	read := func(asOf time.Time) map[string][]string {
		found := map[string][]string{}
		require.NoError(t, snapshot(t, s, asOf).IncidentsOfChanges(context.Background(), []string{"change"}, func(r *itsm.Incident) error {
			assert.Empty(t, r.Title, "not asked for")
			found[r.ID] = r.Change
			return nil
		}))
		return found
	}
	assert.Equal(t, map[string][]string{"2": {"C1", "C2"}}, read(day(3)), "the oldest version stands for the time before")
	assert.Equal(t, map[string][]string{"1": {"C1"}, "2": {"C1", "C2"}}, read(day(5)))
	assert.Equal(t, map[string][]string{"1": {"C1"}}, read(day(9)))
}
