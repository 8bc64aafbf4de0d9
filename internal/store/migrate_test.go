package store

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"testing"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// olderStore makes a store as the first version did: a column per field.
func olderStore(t *testing.T, rows ...string) string {
	t.Helper()
	ctx, file := context.Background(), filepath.Join(t.TempDir(), "nines.db")
	db, err := openSQLite(file, false)
	require.NoError(t, err)
	files, err := fs.Sub(migrationFiles, "migrations")
	require.NoError(t, err)
	all, err := goose.NewProvider(sqlite.goose, db.DB, steps{files, sqlite.name, sqlite.types}, goose.WithDisableGlobalRegistry(true))
	require.NoError(t, err)
	_, err = all.UpTo(ctx, 4)
	require.NoError(t, err)
	for _, text := range rows {
		_, err = db.ExecContext(ctx, text)
		require.NoError(t, err)
	}
	require.NoError(t, db.Close())
	return "sqlite:" + file
}

// What the first version kept is read as it was.
func TestOlderStoresAreReadOn(t *testing.T) {
	ctx := context.Background()
	location := olderStore(t,
		`INSERT INTO incident (v_id, v_source, v_run, v_at, v_stated, v_hash, v_ended, v_opened, v_place, v_spot, id, title, service,
			regions, lost, opened, effort, problem, change) VALUES (1, 's', 1, 5, 0, 7, 9223372036854775807, 0, 5981343255101440, 0, 'I1', 'a "quoted" title', 'fx',
			'["EMEA","x"]', 0.1, 86400000, 60000, '["P1"]', '["C1"]')`,
		`INSERT INTO "request" (v_id, v_source, v_run, v_at, v_stated, v_hash, v_ended, v_opened, v_place, v_spot, id, status, opened)
			VALUES (1, 's', 1, 5, 0, 7, 9223372036854775807, 0, `+fmt.Sprint(placeOf(0, 4, 0))+`, 0, 'R1', 'cancelled', 0)`,
		`INSERT INTO source_field (source, record, field) VALUES ('s', 'incident', 'id'), ('s', 'incident', 'title'), ('s', 'request', 'id')`)
	s, err := Open(ctx, location)
	require.NoError(t, err)
	defer s.Close()
	snapshot, err := s.Snapshot(ctx, day(1))
	require.NoError(t, err)
	defer snapshot.Close()
	var got []itsm.Incident
	require.NoError(t, snapshot.Incidents(ctx, itsm.IncidentQuery{}, func(r *itsm.Incident) error {
		got = append(got, *r)
		return nil
	}))
	want := itsm.Incident{
		Head: itsm.Head{Source: "s", ID: "I1", Version: time.UnixMilli(5).UTC(), Oldest: true}, Title: `a "quoted" title`, Service: "fx",
		Regions: []string{"EMEA", "x"}, Lost: itsm.Known(.1), Opened: time.UnixMilli(86_400_000).UTC(),
		Effort: itsm.Length{Value: time.Minute, Known: true}, Problem: []string{"P1"}, Change: []string{"C1"},
	}
	assert.Equal(t, []itsm.Incident{want}, got)
	got = nil
	require.NoError(t, snapshot.IncidentsOfProblems(ctx, nil, func(r *itsm.Incident) error {
		got = append(got, *r)
		return nil
	}))
	assert.Equal(t, []itsm.Incident{want}, got, "found by its problem as well")
	got = nil
	require.NoError(t, snapshot.IncidentsOfChanges(ctx, nil, func(r *itsm.Incident) error {
		got = append(got, *r)
		return nil
	}))
	assert.Equal(t, []itsm.Incident{want}, got, "and by its change")
	_, requests, err := snapshot.Opened(ctx, []itsm.Span{{From: time.UnixMilli(0), To: day(1)}})
	require.NoError(t, err)
	assert.Equal(t, []int{0}, requests, "a cancelled one does not count")
}

// Of the changes that the first version kept, the last are found by their start.
func TestOlderStoresKnowTheLastChanges(t *testing.T) {
	ctx := context.Background()
	insert := `INSERT INTO "change" (v_id, v_source, v_run, v_at, v_stated, v_hash, v_ended, v_opened, v_place, v_spot, id, service, planned_start,
		actual_start) VALUES `
	location := olderStore(t,
		insert+`(1, 's', 1, 5, 0, 7, 9223372036854775807, 0, 0, 0, 'C1', 'fx', 86400000, NULL)`,
		insert+`(2, 's', 1, 5, 0, 7, 9223372036854775807, 0, 0, 0, 'C2', 'fx', 86400000, 172800000)`,
		insert+`(3, 's', 1, 5, 0, 7, 9223372036854775807, 0, 0, 0, 'C3', NULL, NULL, NULL)`,
		`INSERT INTO source_field (source, record, field) VALUES ('s', 'change', 'id')`)
	s, err := OpenToRead(ctx, location) // brings the tables to the present form
	require.NoError(t, err)
	defer s.Close()
	snapshot, err := s.Snapshot(ctx, day(1))
	require.NoError(t, err)
	defer snapshot.Close()
	var got []string
	q := itsm.ChangeQuery{Span: itsm.Span{To: day(1)}, Services: []string{"fx"}}
	require.NoError(t, snapshot.LastChanges(ctx, q, func(c *itsm.Change) error {
		got = append(got, c.ID)
		return nil
	}))
	assert.Equal(t, []string{"C2", "C1"}, got)
}

// A store that an older version made does not know where the versions of its sources are. It learns it, so that what
// a source no longer has is found there as well.
func TestOlderStoresLearnWhereVersionsAre(t *testing.T) {
	ctx := context.Background()
	insert := `INSERT INTO incident (v_id, v_source, v_run, v_at, v_stated, v_hash, v_ended, v_opened, v_place, v_spot, id) VALUES `
	s, err := Open(ctx, olderStore(t,
		insert+`(1, 's', 1, 5, 0, 7, 9223372036854775807, 0, 0, 0, 'I1')`,
		insert+`(2, 'other', 1, 5, 0, 7, 9223372036854775807, 0, 0, 0, 'I1')`,
		insert+`(3, 's', 1, 5, 0, 7, 9223372036854775807, 0, 0, 0, 'I3')`,
		`INSERT INTO source_field (source, record, field) VALUES ('s', 'incident', 'id'), ('other', 'incident', 'id')`))
	require.NoError(t, err)
	defer s.Close()
	im, err := s.BeginImport(ctx, ImportSpec{Source: "s", At: day(1), Snapshot: true})
	require.NoError(t, err)
	require.NoError(t, im.Put(ctx, &itsm.Incident{Head: itsm.Head{ID: "I9"}}))
	found, err := im.Finish(ctx)
	require.NoError(t, err)
	require.NoError(t, im.Rollback())
	assert.Equal(t, Some{Count: 2, IDs: []string{"I1", "I3"}}, found[0].Gone)
	assert.Equal(t, 2, found[0].Stood)
}

// Imports that follow each other share a range; another source between them begins a new one.
func TestRangesGrow(t *testing.T) {
	ctx, s := context.Background(), openForTest(t)
	put := func(source, id string) {
		im, err := s.BeginImport(ctx, ImportSpec{Source: source, At: day(1)})
		require.NoError(t, err)
		require.NoError(t, im.Put(ctx, &itsm.Incident{Head: itsm.Head{ID: id}}))
		_, err = im.Commit(ctx, Tally{Read: 1})
		require.NoError(t, err)
	}
	for _, id := range []string{"1", "2", "2"} { // the last brings nothing
		put("a", id)
	}
	put("b", "3")
	put("a", "4")
	var ranges []idRange
	require.NoError(t, s.reader.Select(&ranges, `SELECT first_version, last_version FROM source_range WHERE source = 'a' ORDER BY first_version`))
	assert.Equal(t, []idRange{{1, 2}, {4, 4}}, ranges)
}
