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
	if err := m.worked(ctx, tickets); err != nil {
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
func (m *making) worked(ctx context.Context, tickets []recurring.Ticket) error {
	known := itsm.References{}
	for i := range tickets {
		known.Add(tickets[i].Ref)
	}
	logged, err := m.logged(ctx, known)
	if err != nil {
		return err
	}
	for i := range tickets {
		tickets[i].Effort = logged.orOwn(tickets[i].Ref, tickets[i].Effort)
	}
	return nil
}
