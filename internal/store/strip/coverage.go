package strip

import (
	"context"
	"fmt"
)

// Coverage is how far the strips of a kind of record go.
type Coverage struct {
	Strips   int64 // there are so many
	Numbers  int64 // the highest number is so high, and one
	Versions int64 // the highest number of a version in the records' table
}

// CoverageOf asks the database.
func CoverageOf(ctx context.Context, db DB, record string) (c Coverage, err error) {
	err = db.QueryRowContext(ctx, db.Rebind(`SELECT (SELECT count(*) FROM record_strip WHERE record = ? AND field = ?),
		(SELECT coalesce(max(number), -1) + 1 FROM record_strip WHERE record = ? AND field = ?),
		(SELECT coalesce(max(v_id), 0) FROM "`+record+`")`), record, lifeField, record, lifeField).Scan(&c.Strips, &c.Numbers, &c.Versions)
	if err != nil {
		err = fmt.Errorf("read how far the strips of %s go: %w", record, err)
	}
	return c, err
}

// Whole tells whether there are strips of all versions.
func (c Coverage) Whole() bool {
	return c.Strips == c.Numbers && c.Numbers == (c.Versions+Versions-1)/Versions
}

// Complete makes the strips of a store that an older version of the program filled.
func (w *Writer) Complete(ctx context.Context) error {
	if w == nil {
		return nil
	}
	covered, err := CoverageOf(ctx, w.db, w.record)
	if err != nil || covered.Whole() {
		return err
	}
	for number := range (covered.Versions + Versions - 1) / Versions {
		if err := w.Remake(ctx, []int64{number}); err != nil {
			return err
		}
	}
	return nil
}

// Remake makes the strips of these numbers from the table, in the place of those that may be there.
func (w *Writer) Remake(ctx context.Context, numbers []int64) error {
	for _, number := range numbers {
		w.clear(number)
		w.saved = true
		first := number*Versions + 1
		if err := w.Fill(ctx, first, first+Versions-1); err != nil {
			return err
		}
		if err := w.save(ctx); err != nil {
			return err
		}
	}
	return nil
}
