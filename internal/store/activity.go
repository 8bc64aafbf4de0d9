package store

import (
	"context"
	"fmt"
	"strings"

	"nines/internal/itsm"
)

// IncidentActivity counts, per service as the sources call it, the incidents whose life overlaps the span and that
// count once (no child, no duplicate, not cancelled); how many of them can be assessed: they state a loss, a full
// outage or none, or, byPriority, have a known priority; and how many were opened in the span. Services without
// incidents are left out; incidents without a service stand under the empty name.
func (s *Snapshot) IncidentActivity(ctx context.Context, span itsm.Span, byPriority bool) (map[string]itsm.Activity, error) {
	names, err := s.serviceNames(ctx)
	if err != nil {
		return nil, err
	}
	active := map[string]itsm.Activity{}
	if err := s.countActivity(ctx, active, s.activity(false, span, byPriority), []string{""}); err != nil {
		return nil, err
	}
	return active, s.countActivity(ctx, active, s.activity(true, span, byPriority), names)
}

// countActivity runs the query for each service.
func (s *Snapshot) countActivity(ctx context.Context, active map[string]itsm.Activity, q activityQuery, services []string) error {
	count, err := s.tx.PreparexContext(ctx, q.text)
	if err != nil {
		return fmt.Errorf("count incidents: %w", err)
	}
	defer count.Close()
	for _, service := range services {
		var a itsm.Activity
		if err := count.QueryRowxContext(ctx, q.args(service)...).Scan(&a.Incidents, &a.Assessable, &a.Opened); err != nil {
			return fmt.Errorf("count the incidents of service %q: %w", service, err)
		}
		if a.Incidents > 0 {
			active[service] = a
		}
	}
	return nil
}

// activityQuery counts the incidents of one service.
type activityQuery struct {
	text string
	args func(service string) []any
}

// activity asks for the incidents of one service from the index incident_activity alone. named: it has a name.
func (s *Snapshot) activity(named bool, span itsm.Span, byPriority bool) activityQuery {
	from, to := span.From.UnixMilli(), span.To.UnixMilli()
	var ranges []string
	for level := range reaches {
		ranges = append(ranges, fmt.Sprintf("(%d, %d)", spotOf(0, int64(level), since(level, min(from, s.ms))), spotOf(0, int64(level), to)))
	}
	q := &query{
		with: "WITH reach (low, high) AS (VALUES " + strings.Join(ranges, ", ") + ") ", // + the bucket's place
		from: "reach CROSS JOIN incident AS t",
	}
	q.and("t.v_spot >= reach.low + CAST(? AS BIGINT) AND t.v_spot < reach.high + CAST(? AS BIGINT)")
	if named {
		q.and("t.service = ?")
	} else {
		q.and("t.service IS NULL")
	}
	q.and("t.v_ended >= ?", from)
	q.and("t.v_from <= ? AND t.v_to > ? AND t.v_opened <= ?", s.ms, s.ms, s.ms)
	q.and("(t.v_place >= ? OR t.v_place < ? AND t.v_at > ?)", placeOf(1, 0, always), placeOf(0, 0, always), s.ms)
	class := fmt.Sprintf("abs(t.v_place / %d - %d)", int64(classWidth), classShift)
	text := q.sql("count(*), " + countWhere(assessable(class, byPriority)) + ", " +
		countWhere(fmt.Sprintf("t.v_opened >= %d AND t.v_opened < %d", from, to)))
	return activityQuery{s.tx.Rebind(text), func(service string) []any {
		bucket := bucketOf(service) * classWidth
		first := []any{bucket, bucket}
		if named {
			first = append(first, service)
		}
		return append(first, q.args...)
	}}
}

func countWhere(condition string) string {
	return "coalesce(sum(CASE WHEN " + condition + " THEN 1 ELSE 0 END), 0)"
}

// assessable says which classes can be assessed, see effectOf.
func assessable(class string, byPriority bool) string {
	if !byPriority {
		return fmt.Sprintf("%s <= %d", class, effectStated)
	}
	return fmt.Sprintf("%s <> %d AND %s <> %d", class, effectUnstated, class, effectPartial) // + no priority
}
