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
	if query == "" {
		return nil
	}
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

// analyze has a database that goes by what it knows of a table look at it again, after much of it is new.
func (s *statements) analyze(ctx context.Context) error {
	const much = 10_000
	if s.w.im.dialect.analyze == "" || s.w.wrote < much {
		return nil
	}
	return s.exec(ctx, s.w.im.dialect.analyze+s.table)
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
