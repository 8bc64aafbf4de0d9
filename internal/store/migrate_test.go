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
	older, err := Open(ctx, "sqlite:"+file)
	require.NoError(t, err)
	for _, source := range []string{"s", "other"} {
		im, err := older.BeginImport(ctx, ImportSpec{Source: source, At: day(1)})
		require.NoError(t, err)
		for _, id := range []string{"I1", "I3"} {
			require.NoError(t, im.Put(ctx, &itsm.Incident{Head: itsm.Head{ID: id}}))
		}
		_, err = im.Commit(ctx, Tally{Read: 2})
		require.NoError(t, err)
	}
	_, err = older.writer.ExecContext(ctx, `DROP TABLE import_finding; DROP TABLE source_range; DELETE FROM goose_db_version WHERE version_id >= 8`)
	require.NoError(t, err)
	require.NoError(t, older.Close())

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
