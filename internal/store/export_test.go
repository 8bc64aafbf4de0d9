package store

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// SetBatch makes imports set so few rows at once against the database that a small test takes many batches, and put so
// few samples into a block.
func (s *Store) SetBatch(rows int) {
	s.batch, s.stripsPay = rows, 0
	s.block, s.held = min(4*rows, blockSamples), min(1000*rows, heldBytes)
}

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

// Plans tell how PostgreSQL goes about the queries of a report.
func (s *Snapshot) Plans(t *testing.T, span itsm.Span) map[string]string {
	plans := map[string]string{}
	explain := func(name, text string, args ...any) {
		var lines []string
		require.NoError(t, s.tx.Select(&lines, "EXPLAIN "+s.tx.Rebind(text), args...))
		plans[name] = strings.Join(lines, "\n")
	}
	month := incidentFilter(itsm.IncidentQuery{Span: span}).query(s.dialect, incidents.Record, s.ms)
	explain("incidents of a span", month.sql(contentColumns), month.args...)
	ids := filter{ids: []string{"a", "b"}}.query(s.dialect, incidents.Record, s.ms)
	explain("incidents by id", ids.sql(contentColumns), ids.args...)
	activity := s.activity(span)
	explain("activity", activity.sql(activityColumns), activity.args...)
	opened := s.incidentsOpened(span)
	explain("opened", opened.sql("count(*)"), opened.args...)
	return plans
}

// Indexes lists the definitions of a table's indexes and keys in PostgreSQL.
func (s *Store) Indexes(t *testing.T, table string) (definitions []string) {
	t.Helper()
	require.NoError(t, s.reader.Select(&definitions, `SELECT pg_get_indexdef(indexrelid) || ' ' || indisprimary FROM pg_index
		WHERE indrelid = to_regclass($1) ORDER BY 1`, table))
	return definitions
}

// LeaderSettings are settings of the session in which PostgreSQL keeps the lead.
func LeaderSettings(t *testing.T, location string, names ...string) (values []string) {
	ctx := context.Background()
	c, err := contendPostgres(ctx, location)
	require.NoError(t, err)
	defer c.close()
	for _, name := range names {
		var value string
		require.NoError(t, c.(*postgresContender).conn.QueryRow(ctx, "SELECT current_setting($1)", name).Scan(&value))
		values = append(values, value)
	}
	return values
}
