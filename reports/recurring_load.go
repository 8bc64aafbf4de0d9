package reports

import (
	"context"
	"fmt"
	"slices"

	"nines/analysis/availability"
	"nines/analysis/recurring"
	"nines/internal/itsm"
)

// recurringFields are the fields of incidents that the grouping takes.
var recurringFields = []string{
	"parent", "duplicate_of", "title", "service", "component", "lost", "outage", "priority", "status", "started", "detected",
	"opened", "updated", "restored", "resolved", "closed", "problem", "team", "effort",
}

// recurring groups the tickets opened in a span, up to the as-of instant, by what they are about. Each span is computed
// once. Effort is all that was worked on a ticket until the as-of instant; downtime is that within the span.
func (m *making) recurring(ctx context.Context, span itsm.Span) (*recurring.Result, error) {
	span.To = earlier(span.To, m.want.AsOf)
	if r, ok := m.grouped[span]; ok {
		return r, nil
	}
	tickets, err := m.openedIn(ctx, span)
	if err != nil {
		return nil, err
	}
	if err := m.worked(ctx, span, tickets); err != nil {
		return nil, err
	}
	r := recurring.Compute(recurring.Input{Span: span, Tickets: slices.Values(tickets)})
	if m.grouped == nil {
		m.grouped = map[itsm.Span]*recurring.Result{}
	}
	m.grouped[span] = r
	return r, nil
}

// openedIn lists the incidents and requests opened in the span that count once: of the report's own period as they were
// loaded for its figures.
func (m *making) openedIn(ctx context.Context, span itsm.Span) ([]recurring.Ticket, error) {
	if !span.From.Equal(m.want.Period.From) || !span.To.Equal(m.until()) {
		return m.openedElsewhere(ctx, span)
	}
	f, err := m.facts(ctx)
	if err != nil {
		return nil, err
	}
	var list []recurring.Ticket
	lost := f.lostByIncident()
	for i := range f.tickets {
		if t := &f.tickets[i]; t.once && span.Contains(t.came()) {
			list = append(list, m.recurringTicket(t, lost))
		}
	}
	return list, nil
}

// openedElsewhere lists those of another span.
func (m *making) openedElsewhere(ctx context.Context, span itsm.Span) ([]recurring.Ticket, error) {
	l, err := m.losses(ctx, span)
	if err != nil {
		return nil, err
	}
	var list []recurring.Ticket
	take := func(t ticket) {
		if t.once && span.Contains(t.came()) {
			list = append(list, m.recurringTicket(&t, l.minutes))
		}
	}
	q := itsm.IncidentQuery{Span: span, Fields: recurringFields, AnyOrder: true}
	err = m.data.Incidents(ctx, q, func(i *itsm.Incident) error {
		take(incidentTicket(i, m.assessed(i)))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load the incidents for recurring issues: %w", err)
	}
	err = m.data.Requests(ctx, span, func(r *itsm.ServiceRequest) error {
		take(requestTicket(r))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load the requests for recurring requests: %w", err)
	}
	return list, nil
}

func (m *making) recurringTicket(t *ticket, lost map[availability.Ref]float64) recurring.Ticket {
	r := recurring.Ticket{
		Ref: t.ref(), Title: t.title, Service: m.serviceID(t.service.Value()), Opened: t.came(), Effort: t.effort,
		OpenFor: t.openFor(m.want.AsOf), Component: t.component.Value(), Team: t.team.Value(), Priority: t.priority, Problems: t.problems,
	}
	if t.request {
		r.Kind = recurring.Request
		return r
	}
	minutes, cost := lost[r.Ref]
	r.Downtime = itsm.Number{Value: minutes, Known: cost || t.assessed}
	return r
}

// worked puts what was logged on the tickets in the place of the effort that they state themselves.
func (m *making) worked(ctx context.Context, span itsm.Span, tickets []recurring.Ticket) error {
	var logs []itsm.WorkLog
	err := m.data.WorkLogs(ctx, itsm.Span{From: span.From, To: m.want.AsOf}, func(w *itsm.WorkLog) error {
		if w.Minutes.Known {
			logs = append(logs, itsm.WorkLog{Head: itsm.Head{Source: w.Source}, Ticket: w.Ticket, Minutes: w.Minutes})
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the work logs for recurring issues: %w", err)
	}
	byID := map[string][]int{}
	for i := range logs {
		byID[logs[i].Ticket] = nil
	}
	for i, t := range tickets {
		if same, named := byID[t.ID]; named {
			byID[t.ID] = append(same, i)
		}
	}
	logged := map[int]itsm.Length{}
	for i := range logs {
		if at := loggedOn(&logs[i], tickets, byID[logs[i].Ticket]); at >= 0 {
			logged[at] = itsm.Length{Value: logged[at].Value + logs[i].Minutes.Value, Known: true}
		}
	}
	for i, l := range logged {
		tickets[i].Effort = l
	}
	return nil
}

// loggedOn returns which of the tickets with the id a work log is about, -1 where that cannot be told: that of its own
// source, else the only one.
func loggedOn(w *itsm.WorkLog, tickets []recurring.Ticket, same []int) int {
	for _, i := range same {
		if tickets[i].Source == w.Source {
			return i
		}
	}
	if len(same) == 1 {
		return same[0]
	}
	return -1
}
