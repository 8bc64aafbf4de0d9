package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"nines/internal/itsm"
)

// RequestsOpened counts the service requests that were opened in each of the spans and not cancelled.
func (s *Snapshot) RequestsOpened(ctx context.Context, spans []itsm.Span) ([]int, error) {
	counts := make([]int, len(spans))
	for i, span := range spans {
		q := s.requestsOpened(span)
		if err := s.tx.GetContext(ctx, &counts[i], s.tx.Rebind(q.sql("count(*)")), q.args...); err != nil {
			return nil, fmt.Errorf("count the service requests: %w", err)
		}
	}
	return counts, nil
}

// requestsOpened asks for the requests of the span from the index request_opened alone.
func (s *Snapshot) requestsOpened(span itsm.Span) *query {
	q := &query{from: "request AS t"}
	q.and("t.v_opened >= ? AND t.v_opened < ?", span.From.UnixMilli(), span.To.UnixMilli())
	q.and("t.v_from <= ? AND t.v_to > ? AND t.v_opened <= ?", s.ms, s.ms, s.ms)
	q.and("(t.status IS NULL OR t.status <> 'cancelled' OR t.v_at > ?)", s.ms) // a later cancellation is not known yet
	return q
}

// FirstInstant is the first instant that the records of a source of incidents or outages tell, zero where there is
// none.
func (s *Snapshot) FirstInstant(ctx context.Context) (time.Time, error) {
	var first sql.NullInt64
	err := s.tx.GetContext(ctx, &first, `SELECT min(h.earliest) FROM source_hour AS h WHERE h.source IN
		(SELECT source FROM source_field WHERE record IN ('incident', 'outage'))`)
	if err != nil {
		return time.Time{}, fmt.Errorf("read how far the data reach back: %w", err)
	}
	if !first.Valid {
		return time.Time{}, nil
	}
	return instant(first.Int64), nil
}
