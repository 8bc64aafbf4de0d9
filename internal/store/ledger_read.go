package store

import (
	"context"
	"fmt"
	"time"
	"unicode/utf8"

	"nines/internal/itsm"
)

// PublishedFigures reads the figures whose name begins with the prefix, of the last publication of each report and
// period whose as-of instant is not after the snapshot's, in the order of the as-of instants, then of the publications
// and of the figures in them.
func (s *Snapshot) PublishedFigures(ctx context.Context, prefix string, fn func(*itsm.PublishedFigure) error) error {
	const query = `SELECT p.report, p.period, p.as_of, f.figure, f.value
		FROM publication AS p JOIN published_figure AS f ON f.publication = p.id
		WHERE p.as_of <= ? AND substr(f.figure, 1, ?) = ? AND NOT EXISTS (SELECT 1 FROM publication AS later
			WHERE later.report = p.report AND later.period = p.period AND later.as_of <= ?
			AND (later.published_at > p.published_at OR later.published_at = p.published_at AND later.id > p.id))
		ORDER BY p.as_of, p.id, f.position`
	rows, err := s.tx.QueryxContext(ctx, s.tx.Rebind(query), s.ms, utf8.RuneCountInString(prefix), prefix, s.ms)
	if err != nil {
		return fmt.Errorf("read what was published: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var f itsm.PublishedFigure
		var asOf int64
		var value *float64
		if err := rows.Scan(&f.Report, &f.Period, &asOf, &f.Name, &value); err != nil {
			return fmt.Errorf("read what was published: %w", err)
		}
		f.AsOf = time.UnixMilli(asOf).UTC()
		if value != nil {
			f.Value = itsm.Known(*value)
		}
		if err := fn(&f); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read what was published: %w", err)
	}
	return nil
}
