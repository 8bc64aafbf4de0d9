package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"nines/internal/itsm"
)

// IncidentActivity counts, per service as the sources call it, the incidents whose life overlaps the span and that
// count once (no child, no duplicate, not cancelled), and how many of them can be assessed: they state a loss, a full
// outage or none, or, byPriority, have a known priority, and how many were opened in it. Services without incidents
// are left out; incidents without a service stand under the empty name.
func (s *Snapshot) IncidentActivity(ctx context.Context, span itsm.Span, byPriority bool) (map[string]itsm.Activity, error) {
	active := map[string]itsm.Activity{}
	names, err := s.serviceNames(ctx)
	if err != nil {
		return nil, err
	}
	count := s.activity(span)
	counting, err := s.tx.PreparexContext(ctx, s.tx.Rebind(count.sql(
		`count(*), coalesce(sum(CASE WHEN abs(t.v_place / `+fmt.Sprint(classWidth)+` - `+fmt.Sprint(classShift)+`) IN (`+assessable(byPriority)+`) THEN 1 ELSE 0 END), 0),
		coalesce(sum(CASE WHEN t.v_opened >= `+strconv.FormatInt(span.From.UnixMilli(), 10)+` THEN 1 ELSE 0 END), 0)`)))
	if err != nil {
		return nil, fmt.Errorf("count incidents: %w", err)
	}
	defer counting.Close()
	for _, name := range append(names, "") {
		var a itsm.Activity
		if err := counting.QueryRowxContext(ctx, append([]any{name}, count.args...)...).Scan(&a.Incidents, &a.Assessable, &a.Opened); err != nil {
			return nil, fmt.Errorf("count the incidents of service %q: %w", name, err)
		}
		if a.Incidents > 0 {
			active[name] = a
		}
	}
	return active, nil
}

// activity asks for the incidents of one service, the first argument, from the index incident_activity alone.
func (s *Snapshot) activity(span itsm.Span) *query {
	from, to := span.From.UnixMilli(), span.To.UnixMilli()
	var ranges []string
	for level := range reaches {
		ranges = append(ranges, fmt.Sprintf("(%d, %d)", level, since(level, min(from, s.ms))))
	}
	q := &query{
		with: "WITH reach (level, since) AS (VALUES " + strings.Join(ranges, ", ") + ") ",
		from: "reach CROSS JOIN incident AS t",
	}
	q.where = []string{"t.service = ? AND t.v_level = reach.level AND t.v_began >= reach.since"} // ? is the service
	q.and("t.v_began < ? AND t.v_ended >= ?", to, from)
	q.and("t.v_from <= ? AND t.v_to > ? AND t.v_opened <= ?", s.ms, s.ms, s.ms)
	q.and("(t.v_place >= ? OR t.v_place < ? AND t.v_at > ?)", placeOf(1, 0, always), placeOf(0, 0, always), s.ms)
	return q
}

// assessable lists the classes of the incidents that can be assessed, see effectOf.
func assessable(byPriority bool) string {
	classes := []string{strconv.Itoa(effectNone), strconv.Itoa(effectStated)}
	for p := itsm.P1; byPriority && p <= itsm.P5; p++ {
		classes = append(classes, strconv.Itoa(effectUnstated+int(p)), strconv.Itoa(effectPartial+int(p)))
	}
	return strings.Join(classes, ", ")
}
