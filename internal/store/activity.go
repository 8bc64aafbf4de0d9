package store

import (
	"context"
	"fmt"
	"slices"

	"nines/internal/itsm"
)

// Assessable tells, per span and service as the sources call it, whether any of its incidents whose life overlaps the span
// and that count once (no child, no duplicate, not cancelled) can be assessed: it states a loss, a full outage or none,
// or, byPriority, has a known priority. Services without incidents are left out, and so are incidents without a
// service.
func (s *Snapshot) Assessable(ctx context.Context, spans []itsm.Span, byPriority bool) ([]map[string]bool, error) {
	has, err := s.hasStrips(ctx, incidents.Record)
	if err != nil {
		return nil, err
	}
	var all []map[string]bool
	if has {
		for chunk := range slices.Chunk(spans, spansAtOnce) {
			found, err := s.assessableInStrips(ctx, chunk, byPriority)
			if err != nil {
				return nil, fmt.Errorf("ask for incidents: %w", err)
			}
			all = append(all, found...)
		}
		return all, nil
	}
	for _, span := range spans {
		found, err := s.assessableIn(ctx, span, byPriority)
		if err != nil {
			return nil, err
		}
		all = append(all, found)
	}
	return all, nil
}

// assessableIn asks for those of one span by the index.
func (s *Snapshot) assessableIn(ctx context.Context, span itsm.Span, byPriority bool) (map[string]bool, error) {
	q := s.activity(span)
	rows, err := s.tx.QueryContext(ctx, s.tx.Rebind(q.sql(activityColumns)), q.args...)
	if err != nil {
		return nil, fmt.Errorf("ask for incidents: %w", err)
	}
	defer rows.Close()
	found := map[string]bool{}
	for rows.Next() {
		var service string
		var class int64
		if err := rows.Scan(textCell{&service}, intCell{&class}); err != nil {
			return nil, fmt.Errorf("ask for incidents: %w", err)
		}
		found[service] = found[service] || canBeAssessed(class-classShift, byPriority)
	}
	return found, rows.Err()
}

// activityColumns are a service and the class of some of its incidents, as v_place tells it.
var activityColumns = fmt.Sprintf("DISTINCT t.service, t.v_place / %d", int64(classWidth))

// activity asks for the services of the incidents that count once, and their classes, from the index incident_span
// alone.
func (s *Snapshot) activity(span itsm.Span) *query {
	q := filter{span: span, classes: effectsOnce()}.query(s.dialect, incidents.Record, s.ms)
	q.and("t.service IS NOT NULL")
	return q
}

// canBeAssessed says which classes can be assessed, see effectOf.
func canBeAssessed(class int64, byPriority bool) bool {
	if !byPriority {
		return class <= effectStated
	}
	return class != effectUnstated && class != effectPartial // + no priority
}
