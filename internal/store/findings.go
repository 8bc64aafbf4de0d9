package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"nines/internal/itsm"
)

// logFindings keeps what an import found out.
func (im *Import) logFindings(ctx context.Context, findings []Finding) error {
	for place, f := range findings {
		ids := f.IDs
		if ids == nil {
			ids = []string{}
		}
		detail, _ := im.erased.Text(clean(f.Text))
		text, err := json.Marshal(ids)
		if err == nil {
			_, err = im.tx.ExecContext(ctx, im.tx.Rebind(`INSERT INTO import_finding
				(run, place, source, imported_at, kind, detail, concerned, ids) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
				im.run, place, im.spec.Source, im.at, string(f.Kind), detail, f.Count, string(text))
		}
		if err != nil {
			return fmt.Errorf("log what the import found: %w", err)
		}
	}
	return nil
}

// Findings tells what the last import of each source that did not fail found out, and what those did that were made
// since an instant and not after the as-of instant; in the order of sources and imports.
func (s *Snapshot) Findings(ctx context.Context, since time.Time) ([]itsm.SourceFinding, error) {
	rows, err := s.tx.QueryContext(ctx, s.tx.Rebind(`SELECT f.source, f.imported_at, f.kind, f.detail, f.concerned, f.ids,
		CASE WHEN f.run = last.run THEN 1 ELSE 0 END
		FROM import_finding AS f JOIN (SELECT source, max(run) AS run FROM import_run WHERE failure = '' GROUP BY source) AS last
		ON last.source = f.source
		WHERE f.run = last.run OR (f.imported_at >= ? AND f.imported_at <= ?) ORDER BY f.source, f.run, f.place`),
		since.UnixMilli(), s.ms)
	if err != nil {
		return nil, fmt.Errorf("read what imports found: %w", err)
	}
	defer rows.Close()
	var all []itsm.SourceFinding
	for rows.Next() {
		var f itsm.SourceFinding
		var at, count, last int64
		var ids string
		if err := rows.Scan(textCell{&f.Source}, intCell{&at}, textCell{(*string)(&f.Kind)}, textCell{&f.Text},
			intCell{&count}, textCell{&ids}, intCell{&last}); err != nil {
			return nil, fmt.Errorf("read what imports found: %w", err)
		}
		f.At, f.Count, f.Last = instant(at), int(count), last != 0
		if err := json.Unmarshal([]byte(ids), &f.IDs); err != nil {
			return nil, fmt.Errorf("read what imports found: %w", err)
		}
		all = append(all, f)
	}
	return all, rows.Err()
}
