package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"

	"nines/internal/itsm"
)

// layoutOf returns the fields that a source's contents hold, in their order; none where it never had such a record. It
// only ever grows at its end.
func layoutOf(ctx context.Context, tx *sqlx.Tx, source, record string) ([]string, error) {
	var names []string
	err := tx.SelectContext(ctx, &names, tx.Rebind(`SELECT field FROM source_field WHERE source = ? AND record = ? ORDER BY place`),
		source, record)
	if err != nil {
		return nil, fmt.Errorf("read which fields %s fills: %w", source, err)
	}
	return names, nil
}

// keepLayout notes the fields that were filled for the first time.
func (s *statements) keepLayout(ctx context.Context) error {
	w := s.w
	for place := w.kept; place < len(w.layout); place++ {
		if err := s.exec(ctx, `INSERT INTO source_field (source, record, place, field) VALUES (?, ?, ?, ?)`,
			w.im.spec.Source, w.record, place, w.fields[w.layout[place]].name); err != nil {
			return err
		}
	}
	w.kept = len(w.layout)
	return nil
}

// intoFields are the places in the record of the fields that are asked for, nil for all; with the status those of all
// times, as it may have to go by them.
func intoFields[R any](t table[R], r *R, fields []string) (map[string]any, error) {
	status := slices.Contains(fields, "status")
	into := map[string]any{}
	for _, f := range t.Fields {
		times := f.Type == itsm.TypeTime || f.Type == itsm.TypeMark
		if fields == nil || slices.Contains(fields, f.Name) || status && times {
			into[f.Name] = f.At(r)
		}
	}
	for _, name := range fields {
		if into[name] == nil {
			return nil, fmt.Errorf("read the table %s: it has no field %q", t.Record, name)
		}
	}
	return into, nil
}

// contentsOf makes readers of the contents of each source, which fill the record. Of the fields those
// of intoFields are filled.
func contentsOf[R any](ctx context.Context, tx *sqlx.Tx, t table[R], r *R, fields []string) (map[string]*contentReader, error) {
	into, err := intoFields(t, r, fields)
	if err != nil {
		return nil, err
	}
	return contentsInto(ctx, tx, t.Record, into)
}

// contentsInto makes readers of the contents of each source, which fill what stands for a field.
func contentsInto(ctx context.Context, tx *sqlx.Tx, record string, into map[string]any) (map[string]*contentReader, error) {
	var sources []string
	err := tx.SelectContext(ctx, &sources, tx.Rebind(`SELECT DISTINCT source FROM source_field WHERE record = ?`), record)
	if err != nil {
		return nil, fmt.Errorf("read which sources tell of the record %s: %w", record, err)
	}
	readers := map[string]*contentReader{}
	for _, source := range sources {
		names, err := layoutOf(ctx, tx, source, record)
		if err != nil {
			return nil, err
		}
		targets := make([]any, len(names))
		for i, name := range names {
			targets[i] = into[name] // nil for what nobody asked for
		}
		readers[source] = newContentReader(targets)
	}
	return readers, nil
}
