package store

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/pgtest"
)

// schemaColumn is a column, as both databases can describe it.
type schemaColumn struct {
	Table, Column, Kind string
	Required            bool
	Preset              string
}

// kinds are the types of both databases, in one word.
var kinds = map[string]string{
	"INTEGER": "whole", "BIGINT": "whole", "SMALLINT": "whole", "TEXT": "text", "DOUBLE PRECISION": "real", "BYTEA": "bytes",
	"bigint": "whole", "smallint": "whole", "text": "text", "double precision": "real", "bytea": "bytes",
}

func schemaOf(t *testing.T, s *Store, query string) []schemaColumn {
	t.Helper()
	var columns []schemaColumn
	require.NoError(t, s.reader.Select(&columns, query))
	require.NotEmpty(t, columns)
	for i, c := range columns {
		require.Contains(t, kinds, c.Kind, c)
		columns[i].Kind = kinds[c.Kind]
		columns[i].Preset = strings.Trim(strings.TrimSuffix(strings.TrimSuffix(c.Preset, "::bigint"), "::text"), "'()")
	}
	return columns
}

// One text of the migrations makes the same tables and indexes in both databases.
func TestBothSchemasAreTheSame(t *testing.T) {
	lite, server := openForTest(t), openAt(t, pgtest.URL(t))
	want := schemaOf(t, lite, `SELECT m.name AS "table", c.name AS "column", c.type AS kind, c."notnull" OR c.pk > 0 AS required,
		coalesce(c.dflt_value, '') AS preset FROM sqlite_master AS m, pragma_table_info(m.name) AS c
		WHERE m.type = 'table' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, c.name`)
	got := schemaOf(t, server, `SELECT table_name AS "table", column_name AS "column", data_type AS kind, is_nullable = 'NO' AS required,
		coalesce(column_default, '') AS preset FROM information_schema.columns
		WHERE table_schema = 'public' AND table_name NOT LIKE 'goose%' ORDER BY table_name COLLATE "C", column_name COLLATE "C"`)
	assert.Empty(t, cmp.Diff(want, got))

	var names, serverNames []string
	require.NoError(t, lite.reader.Select(&names, `SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name`))
	require.NoError(t, server.reader.Select(&serverNames, `SELECT indexname FROM pg_indexes
		WHERE schemaname = 'public' AND indexname NOT LIKE '%_pkey' ORDER BY indexname COLLATE "C"`))
	assert.Equal(t, names, serverNames)
}

// The order of texts is that of their bytes, whatever the server's locale is.
func TestTextsAreComparedByTheirBytes(t *testing.T) {
	s := openAt(t, pgtest.URL(t))
	var others []string
	require.NoError(t, s.reader.Select(&others, `SELECT table_name || '.' || column_name FROM information_schema.columns
		WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'`))
	assert.Empty(t, others)
}
