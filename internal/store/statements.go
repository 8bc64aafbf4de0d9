package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"
)

const lookupIDs = 500 // ids a look-up

// ownColumns are the store's own columns of a table.
var ownColumns = append(slices.Clone(boundColumns), "v_source", "v_run", "v_stated", "v_from", "v_to", "v_remarks")

// boundColumns are those that differ from row to row.
var boundColumns = []string{"v_id", "v_at", "v_hash", "v_ended", "v_opened", "v_place", "id", "content"}

// statements is the SQL of a writer.
type statements struct {
	tx      *sqlx.Tx
	w       *writer
	table   string
	lookup  *sqlx.Stmt // prepared statements end with the transaction
	update  *sqlx.Stmt
	bulk    bulk
	args    []any
	dropped []indexDefinition // that are to be made again
	unkeyed bool              // among them those by which versions are looked up
}

func newStatements(im *Import, w *writer) statements {
	return statements{tx: im.tx, w: w, table: quoted(w.record), bulk: im.dialect.bulk(im, w)}
}

func (s *statements) close() { s.bulk.close() }

func (s *statements) exec(ctx context.Context, query string, args ...any) error {
	_, err := s.tx.ExecContext(ctx, s.tx.Rebind(query), args...)
	if err != nil {
		return fmt.Errorf("write the table %s: %w", s.w.record, err)
	}
	return nil
}

// places are n placeholders.
func places(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
