package store

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

// SetBatch makes imports set so few rows at once against the database that a small test takes many batches.
func (s *Store) SetBatch(rows int) { s.batch = rows }

// Forms are the forms of its tables that a database went through, and those that there are.
func Forms(t *testing.T, location string) (went, all []int64) {
	d, name, err := dialectOf(location)
	require.NoError(t, err)
	db, err := d.open(name, true)
	require.NoError(t, err)
	defer db.Close()
	require.NoError(t, db.SelectContext(context.Background(), &went, "SELECT version_id FROM goose_db_version ORDER BY id"))
	steps, _, err := migrations(d, db)
	require.NoError(t, err)
	all = []int64{0}
	for _, source := range steps.ListSources() {
		all = append(all, source.Version)
	}
	return went, all
}
