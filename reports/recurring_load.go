package reports

import (
	"context"
	"fmt"
	"slices"
	"time"

	"nines/analysis/availability"
	"nines/analysis/recurring"
	"nines/internal/itsm"
)

// recurringFields are the fields of incidents that the grouping takes.
var recurringFields = []string{
	"parent", "duplicate_of", "title", "service", "component", "lost", "outage", "priority", "status", "started", "detected",
	"opened", "updated", "problem", "team", "effort",
}

// recurring groups the tickets opened in a span, up to the as-of instant, by what they are about. Each span is computed
// once. Effort is all that was worked on a ticket until the as-of instant; downtime is that within the span.
func (m *making) recurring(ctx context.Context, span itsm.Span) (*recurring.Result, error) {
	span.To = earlier(span.To, m.want.AsOf)
	if r, ok := m.grouped[span]; ok {
		return r, nil
	}
	lost, err := m.lostIn(ctx, span)
	if err != nil {
		return nil, err
	}
	tickets, err := m.openedIn(ctx, span, lost)
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

// lostIn returns the weighted minutes that incidents cost within a span; of the report's own period as it is shown.
func (m *making) lostIn(ctx context.Context, span itsm.Span) (map[availability.Ref]float64, error) {
	if span.From.Equal(m.want.Period.From) && span.To.Equal(m.until()) {
		f, err := m.facts(ctx)
		if err != nil {
			return nil, err
		}
		return f.lostByIncident(), nil
	}
	l, err := m.losses(ctx, span)
	if err != nil {
		return nil, err
	}
	return l.minutes, nil
}

// openedIn lists the incidents and requests opened in the span that count once.
func (m *making) openedIn(ctx context.Context, span itsm.Span, lost map[availability.Ref]float64) ([]recurring.Ticket, error) {
	var list []recurring.Ticket
	q := itsm.IncidentQuery{Span: span, Fields: recurringFields, AnyOrder: true}
	err := m.data.Incidents(ctx, q, func(i *itsm.Incident) error {
		if opened := itsm.Incidents.Opened(i); i.CountsOnce() && span.Contains(opened) {
			list = append(list, m.recurringIncident(i, opened, lost))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load the incidents for recurring issues: %w", err)
	}
	err = m.data.Requests(ctx, span, func(r *itsm.ServiceRequest) error {
		if r.Status != itsm.StatusCancelled && span.Contains(r.Opened) {
			list = append(list, recurring.Ticket{
				Ref: recurring.Ref{Source: r.Source, ID: r.ID}, Kind: recurring.Request, Title: titleOf(r), Service: m.serviceID(r.Service),
				Opened: r.Opened, Effort: r.Effort, Component: r.Component, Team: r.Team,
			})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load the requests for recurring requests: %w", err)
	}
	return list, nil
}

func (m *making) recurringIncident(i *itsm.Incident, opened time.Time, lost map[availability.Ref]float64) recurring.Ticket {
	minutes, cost := lost[refOf(i)]
	known := cost || i.Lost.Known || i.Outage != itsm.OutageUnstated || m.set.LossByPriority != nil && i.Priority != itsm.PriorityUnknown
	return recurring.Ticket{
		Ref: recurring.Ref{Source: i.Source, ID: i.ID}, Title: i.Title, Service: m.serviceID(i.Service), Opened: opened,
		Effort: i.Effort, Downtime: itsm.Number{Value: minutes, Known: known}, Problems: i.Problem,
		Component: i.Component, Team: i.Team, Priority: i.Priority,
	}
}

// titleOf is what a request asks for: its title, else the item of the catalogue.
func titleOf(r *itsm.ServiceRequest) string {
	if r.Title != "" {
		return r.Title
	}
	return r.Item
}

// worked puts what was logged on the tickets in the place of the effort that they state themselves.
func (m *making) worked(ctx context.Context, span itsm.Span, tickets []recurring.Ticket) error {
	byID := map[string][]int{}
	for i, t := range tickets {
		byID[t.ID] = append(byID[t.ID], i)
	}
	logged := map[int]itsm.Length{}
	err := m.data.WorkLogs(ctx, itsm.Span{From: span.From, To: m.want.AsOf}, func(w *itsm.WorkLog) error {
		if i := loggedOn(w, tickets, byID[w.Ticket]); i >= 0 && w.Minutes.Known {
			logged[i] = itsm.Length{Value: logged[i].Value + w.Minutes.Value, Known: true}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the work logs for recurring issues: %w", err)
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
