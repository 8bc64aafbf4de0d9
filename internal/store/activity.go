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
	if err := s.countActivity(ctx, active, s.activity("t.service IS NULL", span, byPriority), []string{""}); err != nil {
		return nil, err
	}
	return active, s.countActivity(ctx, active, s.activity("t.service = ?", span, byPriority), names)
}

// countActivity runs the query for each service.
func (s *Snapshot) countActivity(ctx context.Context, active map[string]itsm.Activity, q activityQuery, services []string) error {
	count, err := s.tx.PreparexContext(ctx, q.text)
	if err != nil {
		return fmt.Errorf("count incidents: %w", err)
	}
	defer count.Close()
	for _, service := range services {
		args := q.args
		if q.byName {
			args = append([]any{service}, q.args...)
		}
		var a itsm.Activity
		if err := count.QueryRowxContext(ctx, args...).Scan(&a.Incidents, &a.Assessable, &a.Opened); err != nil {
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
	text   string
	args   []any // without the service
	byName bool  // the service is the first argument
}

// activity asks for the incidents of one service from the index incident_activity alone.
func (s *Snapshot) activity(service string, span itsm.Span, byPriority bool) activityQuery {
	from, to := span.From.UnixMilli(), span.To.UnixMilli()
	var ranges []string
	for level := range reaches {
		ranges = append(ranges, fmt.Sprintf("(%d, %d)", level, since(level, min(from, s.ms))))
	}
	q := &query{
		with: "WITH reach (level, since) AS (VALUES " + strings.Join(ranges, ", ") + ") ",
		from: "reach CROSS JOIN incident AS t",
	}
	q.and(service + " AND t.v_level = reach.level AND t.v_began >= reach.since")
	q.and("t.v_began < ? AND t.v_ended >= ?", to, from)
	q.and("t.v_from <= ? AND t.v_to > ? AND t.v_opened <= ?", s.ms, s.ms, s.ms)
	q.and("(t.v_place >= ? OR t.v_place < ? AND t.v_at > ?)", placeOf(1, 0, always), placeOf(0, 0, always), s.ms)
	class := fmt.Sprintf("abs(t.v_place / %d - %d)", int64(classWidth), classShift)
	return activityQuery{byName: strings.Contains(service, "?"), text: s.tx.Rebind(q.sql("count(*), " +
		countWhere(assessable(class, byPriority)) + ", " +
		countWhere(fmt.Sprintf("t.v_opened >= %d AND t.v_opened < %d", from, to)))), args: q.args}
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
