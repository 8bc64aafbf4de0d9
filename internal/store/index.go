package store

import (
	"context"
	"fmt"
	"strings"
)

// Into an empty table rows go three times as fast without its indexes; they are made again when the import ends. The
// key stays: rows of an id that was seen are looked up by it.

type indexDefinition struct{ Name, Definition string }

// dropIndexes drops the indexes of an empty table, but for its key.
func (s *statements) dropIndexes(ctx context.Context) error {
	query := s.w.im.dialect.indexes
	var all []indexDefinition
	if err := s.tx.SelectContext(ctx, &all, s.tx.Rebind(query), s.w.record); err != nil {
		return fmt.Errorf("list the indexes of %s: %w", s.w.record, err)
	}
	for _, index := range all {
		if strings.HasSuffix(index.Name, "_key") {
			continue
		}
		if err := s.exec(ctx, "DROP INDEX "+index.Name); err != nil {
			return err
		}
		s.dropped = append(s.dropped, index.Definition)
	}
	return nil
}

// makeIndexes makes what dropIndexes dropped.
func (s *statements) makeIndexes(ctx context.Context) error {
	for _, definition := range s.dropped {
		if err := s.exec(ctx, definition); err != nil {
			return err
		}
	}
	return nil
}

// The database looks at a table by itself when a tenth of it is new, but a minute too late for the report that follows
// an import. Of a small table it need not know anything.
const (
	grownBy   = 10
	grownRows = 1000
)

// census makes the database look at a table that has grown much, where it has to be told. A plan that it makes without
// takes minutes instead of a second.
func (s *statements) census(ctx context.Context) error {
	if s.w.im.dialect.census == "" || s.w.next-s.w.first < max(grownRows, s.w.next/grownBy) {
		return nil
	}
	return s.exec(ctx, s.w.im.dialect.census+s.table)
}
