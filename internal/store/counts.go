package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"nines/internal/itsm"
)

// Opened counts the incidents and the service requests that were opened in each of the spans and count once: no
// child, no duplicate, not cancelled.
func (s *Snapshot) Opened(ctx context.Context, spans []itsm.Span) (incidents, requests []int, err error) {
	if incidents, err = s.openedIn(ctx, itsm.Incidents.Record, effectsOnce(), spans); err != nil {
		return nil, nil, fmt.Errorf("count the incidents: %w", err)
	}
	if requests, err = s.openedIn(ctx, itsm.Requests.Record, []int64{requestCounts}, spans); err != nil {
		return nil, nil, fmt.Errorf("count the service requests: %w", err)
	}
	return incidents, requests, nil
}

// openedIn counts what was opened in each of the spans and is of the classes.
func (s *Snapshot) openedIn(ctx context.Context, record string, classes []int64, spans []itsm.Span) ([]int, error) {
	if has, err := s.hasStrips(ctx, record); err != nil {
		return nil, err
	} else if has {
		return s.openedInStrips(ctx, record, classes, spans)
	}
	counts := make([]int, len(spans))
	for i, span := range spans {
		q := s.opened(record, classes, span)
		if err := s.tx.GetContext(ctx, &counts[i], s.tx.Rebind(q.sql("count(*)")), q.args...); err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// OpenedByService counts the incidents that were opened in the span and count once, by service as the sources call it;
// those without a service are left out.
func (s *Snapshot) OpenedByService(ctx context.Context, span itsm.Span) (map[string]int, error) {
	q := s.incidentsOpened(span)
	q.and("t.service IS NOT NULL")
	var rows []struct {
		Service string
		N       int
	}
	err := s.tx.SelectContext(ctx, &rows, s.tx.Rebind(q.sql("t.service AS service, count(*) AS n")+" GROUP BY t.service"), q.args...)
	if err != nil {
		return nil, fmt.Errorf("count the incidents of services: %w", err)
	}
	counts := make(map[string]int, len(rows))
	for _, r := range rows {
		counts[r.Service] = r.N
	}
	return counts, nil
}

// incidentsOpened asks for the incidents of the span from the index incident_span alone.
func (s *Snapshot) incidentsOpened(span itsm.Span) *query {
	return s.opened(incidents.Record, effectsOnce(), span)
}

// requestsOpened asks for the requests of the span from the index request_span alone.
func (s *Snapshot) requestsOpened(span itsm.Span) *query {
	return s.opened(requests.Record, []int64{requestCounts}, span)
}

// opened asks for what was opened in the span: a record matters when it is opened, if at any time.
func (s *Snapshot) opened(table string, classes []int64, span itsm.Span) *query {
	q := filter{span: span, classes: classes}.query(s.dialect, table, s.ms)
	q.and("t.v_opened >= ? AND t.v_opened < ?", span.From.UnixMilli(), span.To.UnixMilli())
	return q
}

// FirstInstant is the first instant that the records of a source of incidents or outages tell, zero where there is
// none.
func (s *Snapshot) FirstInstant(ctx context.Context) (time.Time, error) {
	if s.first != nil { // several parts of a report ask
		return *s.first, nil
	}
	var first sql.NullInt64
	err := s.tx.GetContext(ctx, &first, `SELECT min(h.earliest) FROM source_hour AS h WHERE h.source IN
		(SELECT source FROM source_field WHERE record IN ('incident', 'outage'))`)
	if err != nil {
		return time.Time{}, fmt.Errorf("read how far the data reach back: %w", err)
	}
	var at time.Time
	if first.Valid {
		at = instant(first.Int64)
	}
	s.first = &at
	return at, nil
}

// ServicesMet lists the services, as the sources call them, that records of sources of incidents or outages named
// before the instant, in the order of their names.
func (s *Snapshot) ServicesMet(ctx context.Context, before time.Time) ([]string, error) {
	var names []string
	err := s.tx.SelectContext(ctx, &names, s.tx.Rebind(`SELECT DISTINCT service FROM source_service
		WHERE opened <= ? AND opened < ? AND source IN (SELECT source FROM source_field WHERE record IN ('incident', 'outage'))
		ORDER BY service`), s.ms, before.UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("read the services met in the data: %w", err)
	}
	return names, nil
}
