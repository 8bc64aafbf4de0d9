package store

import (
	"context"
	"fmt"
	"strings"

	"nines/internal/itsm"
)

// Assessable tells, per service as the sources call it, whether any of its incidents whose life overlaps the span and
// that count once (no child, no duplicate, not cancelled) can be assessed: it states a loss, a full outage or none,
// or, byPriority, has a known priority. Services without incidents are left out, and so are incidents without a
// service.
func (s *Snapshot) Assessable(ctx context.Context, span itsm.Span, byPriority bool) (map[string]bool, error) {
	names, err := s.serviceNames(ctx)
	if err != nil {
		return nil, err
	}
	q := s.activity(span, byPriority)
	asking, err := s.tx.PreparexContext(ctx, q.text)
	if err != nil {
		return nil, fmt.Errorf("ask for incidents: %w", err)
	}
	defer asking.Close()
	assessable := map[string]bool{}
	for _, service := range names {
		var some, can bool
		if err := asking.QueryRowxContext(ctx, q.args(service)...).Scan(&some, &can); err != nil {
			return nil, fmt.Errorf("ask for the incidents of service %q: %w", service, err)
		}
		if some {
			assessable[service] = can
		}
	}
	return assessable, nil
}

// activityQuery asks whether a service has incidents, and any that can be assessed.
type activityQuery struct {
	text string
	args func(service string) []any
}

// activity asks for the incidents of one service, from the index incident_activity alone: each question ends with the
// first incident that answers it, and there is one question per level, in which the databases see a short range. The
// text is the same for all spans.
func (s *Snapshot) activity(span itsm.Span, byPriority bool) activityQuery {
	from, to := span.From.UnixMilli(), span.To.UnixMilli()
	q := &query{from: "incident AS t"}
	q.and("t.v_spot >= ? AND t.v_spot < ?")
	q.and("t.service = ?")
	q.and("t.v_ended >= ?", from)
	q.and("t.v_from <= ? AND t.v_to > ? AND t.v_opened <= ?", s.ms, s.ms, s.ms)
	q.and("t.v_place >= ?", placeOf(1, 0, always)) // no child, not cancelled
	class := fmt.Sprintf("abs(t.v_place / %d - %d)", int64(classWidth), classShift)
	some := "EXISTS (" + q.sql("1") + ")"
	can := "EXISTS (" + q.sql("1") + " AND " + assessable(class, byPriority) + ")"
	text := "SELECT " + some + strings.Repeat(" OR "+some, len(reaches)-1) + ", " + can + strings.Repeat(" OR "+can, len(reaches)-1)
	return activityQuery{s.tx.Rebind(text), func(service string) []any {
		bucket := bucketOf(service)
		var args []any
		for level := range reaches {
			args = append(args, spotOf(bucket, int64(level), since(level, min(from, s.ms))), spotOf(bucket, int64(level), to), service)
			args = append(args, q.args...)
		}
		return append(args, args...)
	}}
}

// assessable says which classes can be assessed, see effectOf.
func assessable(class string, byPriority bool) string {
	if !byPriority {
		return fmt.Sprintf("%s <= %d", class, effectStated)
	}
	return fmt.Sprintf("%s <> %d AND %s <> %d", class, effectUnstated, class, effectPartial) // + no priority
}
