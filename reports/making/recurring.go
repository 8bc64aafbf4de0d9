package making

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

// Recurring groups the tickets opened in a span, up to the as-of instant, by what they are about. Each span is computed
// once. Effort is all that was worked on a ticket until the as-of instant; downtime is that within the span.
func (m *Report) Recurring(ctx context.Context, span itsm.Span) (*recurring.Result, error) {
	span.To = Earlier(span.To, m.Want.AsOf)
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
func (m *Report) openedIn(ctx context.Context, span itsm.Span) ([]recurring.Ticket, error) {
	if !span.From.Equal(m.Want.Period.From) || !span.To.Equal(m.Until()) {
		return m.openedElsewhere(ctx, span)
	}
	f, err := m.Facts(ctx)
	if err != nil {
		return nil, err
	}
	var list []recurring.Ticket
	lost := f.LostByIncident()
	for i := range f.Tickets {
		if t := &f.Tickets[i]; t.Once && span.Contains(t.came()) {
			list = append(list, m.recurringTicket(t, lost))
		}
	}
	return list, nil
}

// openedElsewhere lists those of another span.
func (m *Report) openedElsewhere(ctx context.Context, span itsm.Span) ([]recurring.Ticket, error) {
	l, err := m.Losses(ctx, span)
	if err != nil {
		return nil, err
	}
	var list []recurring.Ticket
	take := func(t Ticket) {
		if t.Once && span.Contains(t.came()) {
			list = append(list, m.recurringTicket(&t, l.Minutes))
		}
	}
	q := itsm.IncidentQuery{Span: span, Fields: recurringFields, AnyOrder: true}
	err = m.Data.Incidents(ctx, q, func(i *itsm.Incident) error {
		take(incidentTicket(i, m.assessed(i)))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load the incidents for recurring issues: %w", err)
	}
	err = m.Data.RequestsInAnyOrder(ctx, span, requestFields, func(r *itsm.ServiceRequest) error {
		take(requestTicket(r))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load the requests for recurring requests: %w", err)
	}
	return list, nil
}

func (m *Report) recurringTicket(t *Ticket, lost map[availability.Ref]float64) recurring.Ticket {
	r := recurring.Ticket{
		Ref: t.Ref(), Title: t.Title, Service: m.ServiceID(t.Service.Value()), Opened: t.came(), Effort: t.Effort,
		OpenFor: t.openFor(m.Want.AsOf), Component: t.Component.Value(), Team: t.Team.Value(), Priority: t.Priority, Problems: t.Problems,
	}
	if t.Request {
		r.Kind = recurring.Request
		return r
	}
	minutes, cost := lost[r.Ref]
	r.Downtime = itsm.Number{Value: minutes, Known: cost || t.Assessed}
	return r
}

// worked puts what was logged on the tickets in the place of the effort that they state themselves.
func (m *Report) worked(ctx context.Context, tickets []recurring.Ticket) error {
	known := itsm.References{}
	for i := range tickets {
		known.Add(tickets[i].Ref)
	}
	logged, err := m.Logged(ctx, known)
	if err != nil {
		return err
	}
	for i := range tickets {
		tickets[i].Effort = logged.OrOwn(tickets[i].Ref, tickets[i].Effort)
	}
	return nil
}
