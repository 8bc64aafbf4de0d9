package store

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

func openForTest(t *testing.T) *Store {
	return openAt(t, "sqlite:"+filepath.Join(t.TempDir(), "nines.db"))
}

func openAt(t *testing.T, location string) *Store {
	s, err := Open(context.Background(), location)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func columnsAre[R any](t *testing.T, s *Store, table table[R]) {
	t.Helper()
	rows, err := s.reader.Query("SELECT * FROM " + quoted(table.Record) + " LIMIT 0")
	require.NoError(t, err)
	defer rows.Close()
	found, err := rows.Columns()
	require.NoError(t, err)
	require.NoError(t, rows.Err())
	want := slices.Clone(ownColumns)
	want = append(want, table.keys...)
	assert.ElementsMatch(t, want, found, "table %s", table.Record)
}

func TestTablesHaveTheColumnsThatAreWritten(t *testing.T) {
	s := openForTest(t)
	columnsAre(t, s, incidents)
	columnsAre(t, s, outages)
	columnsAre(t, s, requests)
	columnsAre(t, s, problems)
	columnsAre(t, s, actions)
	columnsAre(t, s, changes)
	columnsAre(t, s, worklogs)
	columnsAre(t, s, updates)
	columnsAre(t, s, exclusions)
	columnsAre(t, s, decisions)
	columnsAre(t, s, services)
}

func plan(t *testing.T, s *Store, text string, args []any) string {
	t.Helper()
	var steps []struct {
		ID, Parent, Notused int
		Detail              string
	}
	require.NoError(t, s.reader.Select(&steps, "EXPLAIN QUERY PLAN "+text, args...))
	var details []string
	for _, step := range steps {
		details = append(details, step.Detail)
	}
	return strings.Join(details, "\n")
}

// What a report reads goes through an index on the time, and counting needs nothing but an index.
func TestQueriesTouchTheirSpan(t *testing.T) {
	s := openForTest(t)
	span := itsm.Span{From: day(1), To: day(31)}
	read := filter{span: span, classes: effectsAll()}.query(&sqlite, "incident", day(31).UnixMilli())
	got := plan(t, s, read.sql("t.content"), read.args)
	assert.Contains(t, got, "SEARCH t USING INDEX incident_span (v_place>? AND v_place<?)")

	snapshot, err := s.Snapshot(context.Background(), day(31))
	require.NoError(t, err)
	defer snapshot.Close()
	q := snapshot.activity(span)
	got = plan(t, s, q.sql(activityColumns), q.args)
	assert.Contains(t, got, "SEARCH t USING COVERING INDEX incident_span (v_place>? AND v_place<?)")

	opened := snapshot.requestsOpened(span)
	assert.Contains(t, plan(t, s, opened.sql("count(*)"), opened.args), "SEARCH t USING COVERING INDEX request_span")
	opened = snapshot.incidentsOpened(span)
	assert.Contains(t, plan(t, s, opened.sql("count(*)"), opened.args), "SEARCH t USING COVERING INDEX incident_span")

	for _, kind := range []string{"problem", "change"} {
		read = filter{linked: kind}.query(&sqlite, "incident", day(31).UnixMilli())
		got = plan(t, s, read.sql("t.content"), read.args)
		assert.Contains(t, got, "SEARCH t USING INDEX incident_"+kind+" (v_to>?)")
	}

	read = filter{ids: []string{"a", "b"}}.query(&sqlite, "incident", 0)
	got = plan(t, s, read.sql("t.content"), read.args)
	assert.Contains(t, got, "SEARCH t USING INDEX incident_key (id=?)")
}

// Dropped for the first import into an empty table, the indexes are there again after it.
func TestFirstImportKeepsTheIndexes(t *testing.T) {
	s := openForTest(t)
	indexes := func() (names []string) {
		require.NoError(t, s.reader.Select(&names, `SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name`))
		return names
	}
	before := indexes()
	im, err := s.BeginImport(context.Background(), ImportSpec{Source: "s", At: day(1)})
	require.NoError(t, err)
	require.NoError(t, im.Put(context.Background(), &itsm.Incident{Head: itsm.Head{ID: "1"}}))
	_, err = im.Commit(context.Background(), Tally{Read: 1})
	require.NoError(t, err)
	assert.Equal(t, before, indexes())
	assert.Contains(t, before, "incident_span")
}

func TestNewerTablesAreRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "nines.db")
	s, err := Open(context.Background(), "sqlite:"+file)
	require.NoError(t, err)
	_, err = s.writer.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`)
	require.NoError(t, err)
	require.NoError(t, s.Close())
	_, err = Open(context.Background(), "sqlite:"+file)
	require.ErrorContains(t, err, "a newer version of nines made it")
	_, err = Check(context.Background(), "sqlite:"+file)
	require.ErrorContains(t, err, "a newer version of nines made it")
}
