package store

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// A store that an older version made does not know where the versions of its sources are. It learns it, so that what
// a source no longer has is found there as well.
func TestOlderStoresLearnWhereVersionsAre(t *testing.T) {
	ctx, file := context.Background(), filepath.Join(t.TempDir(), "nines.db")
	db, err := openSQLite(file, false)
	require.NoError(t, err)
	steps, err := migrations(&sqlite, db)
	require.NoError(t, err)
	_, err = steps.UpTo(ctx, 5)
	require.NoError(t, err)
	for _, text := range []string{
		`INSERT INTO incident (v_id, v_source, v_run, v_at, v_stated, v_hash, v_ended, v_opened, v_place, id, content) VALUES
			(1, 's', 1, 5, 0, 7, 9223372036854775807, 0, 0, 'I1', '["I1"]'), (2, 'other', 1, 5, 0, 7, 9223372036854775807, 0, 0, 'I1', '["I1"]'),
			(3, 's', 1, 5, 0, 7, 9223372036854775807, 0, 0, 'I3', '["I3"]')`,
		`INSERT INTO source_field (source, record, place, field) VALUES ('s', 'incident', 0, 'id'), ('other', 'incident', 0, 'id')`,
	} {
		_, err = db.ExecContext(ctx, text)
		require.NoError(t, err)
	}
	require.NoError(t, db.Close())

	s, err := Open(ctx, "sqlite:"+file)
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
