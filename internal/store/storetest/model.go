package storetest

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
)

// model is the store's rule for versions, written down over whole lists in memory.
type model map[string][]modelVersion // by id, in the order of (at, arrival)

type modelVersion struct {
	id      string
	stated  bool
	at      time.Time
	title   string
	arrival int
}

func (m model) importRows(rows []modelVersion, now time.Time) (c store.Counts) {
	byID := map[string][]modelVersion{}
	for _, r := range rows {
		if !r.stated {
			r.at = now
		}
		byID[r.id] = append(byID[r.id], r)
	}
	for id, rows := range byID {
		m.importID(id, rows, &c)
	}
	c.Read = len(rows)
	return c
}

// importID sets the rows of one id, sorted by their instants, against its versions.
func (m model) importID(id string, rows []modelVersion, c *store.Counts) {
	slices.SortStableFunc(rows, func(a, b modelVersion) int { return a.at.Compare(b.at) })
	before := slices.Clone(m[id])
	add := func(v modelVersion) {
		switch {
		case len(m[id]) == 0:
			c.Stored++
		case len(before) > 0 && v.at.Before(before[len(before)-1].at):
			c.Unchanged++ // older than what stood
		default:
			c.Replaced++
		}
		v.arrival = len(m[id])
		m[id] = append(m[id], v)
		slices.SortFunc(m[id], func(a, b modelVersion) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.arrival, b.arrival)) })
	}
	for len(rows) > 0 { // one group after the other
		first := rows[0]
		same := func(v modelVersion) bool {
			return v.stated == first.stated && (!v.stated || v.at.Equal(first.at))
		}
		var told, rest []modelVersion
		for _, r := range rows {
			if same(r) {
				told = append(told, r)
			} else {
				rest = append(rest, r)
			}
		}
		var known []modelVersion
		for _, v := range before {
			if same(v) {
				known = append(known, v)
			}
		}
		m.tell(told, known, add, c)
		rows = rest
	}
}

// tell sets the rows of one group against the group's known versions.
func (m model) tell(rows, known []modelVersion, add func(modelVersion), c *store.Counts) {
	reached := 0
	for i, r := range rows {
		next := slices.IndexFunc(known[reached:], func(v modelVersion) bool { return v.title == r.title })
		if next >= 0 {
			reached += next
			c.Unchanged++
			continue
		}
		for j, r := range rows[i:] { // from here on the rows are news
			if j > 0 && rows[i+j-1].title == r.title {
				c.Unchanged++
				continue
			}
			add(r)
		}
		return
	}
	last := known[len(known)-1]
	if back := rows[len(rows)-1]; back.title != last.title && !back.at.Before(last.at) {
		c.Unchanged--
		add(back)
	}
}

// asOf is the title of the version that is used as of the instant: the newest not later than it, or the oldest.
func (m model) asOf(id string, asOf time.Time) string {
	versions := m[id]
	used := versions[0]
	for _, v := range versions {
		if v.at.Equal(versions[0].at) || !v.at.After(asOf) {
			used = v
		}
	}
	return used.title
}

// versionsFollowTheModel imports random files, some of them again, and asks for everything as of every instant.
func versionsFollowTheModel(t *testing.T, s *store.Store) {
	for seed := range uint64(6) {
		rng := rand.New(rand.NewPCG(seed, 1))
		m, source := model{}, fmt.Sprintf("source %d", seed)
		for n := range 8 {
			rows := randomRows(rng)
			for _, now := range []time.Time{at(2+2*n, 12), at(3+2*n, 12)} { // the second time it is the same file
				want := m.importRows(rows, now)
				require.Equal(t, want, importRows(t, s, source, now, rows), "%s, import %d at %v", source, n, now)
				agrees(t, s, m, source)
			}
			again := importRows(t, s, source, at(4+2*n, 1), rows)
			m.importRows(rows, at(4+2*n, 1))
			require.Equal(t, store.Counts{Read: len(rows), Unchanged: len(rows)}, again, "the same file once more")
		}
	}
}

// randomRows are a file of few ids, states and instants, so that everything meets.
func randomRows(rng *rand.Rand) []modelVersion {
	rows := make([]modelVersion, 1+rng.IntN(12))
	for i := range rows {
		rows[i] = modelVersion{id: fmt.Sprint(rng.IntN(3)), title: string(rune('A' + rng.IntN(3)))}
		if rows[i].stated = rng.IntN(2) == 0; rows[i].stated {
			rows[i].at = at(1+rng.IntN(25), 0) // some of them after the imports
		}
	}
	return rows
}

func importRows(t *testing.T, s *store.Store, source string, now time.Time, rows []modelVersion) store.Counts {
	t.Helper()
	return importAll(t, s, source, now, recordsOf(rows)...)
}

func recordsOf(rows []modelVersion) []any {
	var records []any
	for _, r := range rows {
		i := &itsm.Incident{Head: itsm.Head{ID: r.id}, Title: r.title}
		if r.stated {
			i.Updated, i.Version = r.at, r.at
		}
		records = append(records, i)
	}
	return records
}

func agrees(t *testing.T, s *store.Store, m model, source string) {
	t.Helper()
	ctx := context.Background()
	for d := range 31 {
		asOf := at(1+d, 13)
		view, err := s.Snapshot(ctx, asOf)
		require.NoError(t, err)
		seen := 0
		require.NoError(t, view.Incidents(ctx, itsm.IncidentQuery{}, func(r *itsm.Incident) error {
			if r.Source == source {
				seen++
				require.Equal(t, m.asOf(r.ID, asOf), r.Title, "%s of %s as of %v", r.ID, source, asOf)
			}
			return nil
		}))
		require.Equal(t, len(m), seen)
		require.NoError(t, view.Close())
	}
}
