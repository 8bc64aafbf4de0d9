package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Into an empty table rows go three times as fast without its indexes; they are made again when the import ends. Those
// by which a version is looked up are made as soon as one has to be.

// indexDefinition is an index that a first import does without.
type indexDefinition struct {
	Name    string
	Discard string // the statement that drops it
	Restore string // and the one that makes it again
}

// looksUp tells whether versions are found by the index.
func (d indexDefinition) looksUp() bool { return strings.HasSuffix(d.Name, "key") }

// dropIndexes drops the indexes of an empty table that its database can do without.
func (s *statements) dropIndexes(ctx context.Context) error {
	query := s.w.im.dialect.indexes
	if err := s.tx.SelectContext(ctx, &s.dropped, s.tx.Rebind(query), s.w.record); err != nil {
		return fmt.Errorf("list the indexes of %s: %w", s.w.record, err)
	}
	for _, index := range s.dropped {
		if err := s.exec(ctx, index.Discard); err != nil {
			return err
		}
	}
	s.unkeyed = slices.ContainsFunc(s.dropped, indexDefinition.looksUp)
	return nil
}

// makeKeys makes the indexes by which versions are looked up, before the first look-up.
func (s *statements) makeKeys(ctx context.Context) error {
	if !s.unkeyed {
		return nil
	}
	s.unkeyed = false
	return s.makeSome(ctx, indexDefinition.looksUp)
}

// makeIndexes makes what dropIndexes dropped.
func (s *statements) makeIndexes(ctx context.Context) error {
	s.unkeyed = false
	return s.makeSome(ctx, func(indexDefinition) bool { return true })
}

func (s *statements) makeSome(ctx context.Context, now func(indexDefinition) bool) error {
	var later []indexDefinition
	for _, index := range s.dropped {
		if !now(index) {
			later = append(later, index)
		} else if err := s.exec(ctx, index.Restore); err != nil {
			return err
		}
	}
	s.dropped = later
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
