package store

import (
	"context"
	"fmt"
	"time"

	"nines/internal/itsm"
)

// RequestsOpened counts the service requests that were opened in each of the spans and not cancelled.
func (s *Snapshot) RequestsOpened(ctx context.Context, spans []itsm.Span) ([]int, error) {
	counts := make([]int, len(spans))
	for i, span := range spans {
		err := s.tx.GetContext(ctx, &counts[i], s.tx.Rebind(`SELECT count(*) FROM "request" AS t
			WHERE t.v_opened >= ? AND t.v_opened < ? AND t.v_opened <= ? AND t.v_from <= ? AND t.v_to > ?
			AND coalesce(t.status, '') <> 'cancelled'`),
			span.From.UnixMilli(), span.To.UnixMilli(), s.ms, s.ms, s.ms)
		if err != nil {
			return nil, fmt.Errorf("count the service requests: %w", err)
		}
	}
	return counts, nil
}

// FirstInstant is the first instant that the records of a source of incidents or outages tell, zero where there is
// none.
func (s *Snapshot) FirstInstant(ctx context.Context) (time.Time, error) {
	first := intCell(0)
	err := s.tx.QueryRowxContext(ctx, `SELECT min(h.earliest) FROM source_hour AS h WHERE h.source IN
		(SELECT source FROM source_table WHERE record IN ('incident', 'outage'))`).Scan(&first)
	if err != nil {
		return time.Time{}, fmt.Errorf("read how far the data reach back: %w", err)
	}
	if first == 0 {
		return time.Time{}, nil
	}
	return instant(int64(first)), nil
}
