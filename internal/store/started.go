package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"nines/internal/itsm"
)

// startOfChange is when a change started, else when it should: the indexes change_service and change_start have it.
const startOfChange = `coalesce(t."actual_start", t."planned_start")`

// startedIn asks for the changes that started in the query's span.
func startedIn(q *query, want *itsm.ChangeQuery) {
	if !want.From.IsZero() {
		q.and(startOfChange+" >= ?", want.From.UnixMilli())
	}
	q.and(startOfChange+" < ?", want.To.UnixMilli())
	if want.Services != nil {
		of(q, want.Services)
	}
}

// latestFirst orders changes by their start, and takes so many; 0: all.
func latestFirst(most int) string {
	order := " ORDER BY " + startOfChange + " DESC, t.id, t.v_source"
	if most > 0 {
		order += " LIMIT " + strconv.Itoa(most)
	}
	return order
}

// ServiceNames lists the names by which records of any source call services, in their order.
func (s *Snapshot) ServiceNames(ctx context.Context) ([]string, error) {
	var names []string
	if err := s.tx.SelectContext(ctx, &names, `SELECT DISTINCT service FROM source_service ORDER BY service`); err != nil {
		return nil, fmt.Errorf("read how the data call the services: %w", err)
	}
	return names, nil
}

// ChangesImported is when a source of changes was imported last, other than the one called but; zero: never.
func (s *Snapshot) ChangesImported(ctx context.Context, but string) (time.Time, error) {
	var at sql.NullInt64
	err := s.tx.GetContext(ctx, &at, s.tx.Rebind(`SELECT max(imported_at) FROM import_run WHERE failure = '' AND source <> ?
		AND source IN (SELECT source FROM source_field WHERE record = 'change')`), but)
	if err != nil || !at.Valid {
		return time.Time{}, err
	}
	return instant(at.Int64), nil
}
