package recurring

import (
	"context"

	"nines/analysis/recurring"
	"nines/reports/document"
	"nines/reports/making"
)

// Present shows what keeps coming back: issues that want a problem ticket, requests that want automating.
func Present(ctx context.Context, m *making.Report) (document.Section, error) {
	r, err := m.Recurring(ctx, m.Want.Period.Span)
	if err != nil {
		return document.Section{}, err
	}
	s := document.Section{Lead: lead(m, r), Figures: newFigures(m, r)}
	issues, requests := ofKind(r, recurring.Incident), ofKind(r, recurring.Request)
	if len(issues) >= leastInChart {
		s.Blocks = append(s.Blocks, issuesPareto(m, issues))
	}
	if len(issues) > 0 {
		s.Blocks = append(s.Blocks, issuesTable(m, r.Incidents, issues))
	}
	if m.Want.Report.Proposals && len(issues) > 0 {
		s.Blocks = append(s.Blocks, proposalsText(m, issues))
	}
	if len(requests) > 0 {
		s.Blocks = append(s.Blocks, requestsTable(m, r.Requests, requests))
	}
	return s, nil
}

func ofKind(r *recurring.Result, kind recurring.Kind) []recurring.Group {
	var list []recurring.Group
	for _, g := range r.Groups {
		if g.Kind == kind {
			list = append(list, g)
		}
	}
	return list
}

// lead says how much of the tickets came back, and how many issues nobody owns.
func lead(m *making.Report, r *recurring.Result) string {
	incidents, requests := r.Incidents, r.Requests
	all := m.Count(incidents.Tickets + requests.Tickets)
	switch {
	case incidents.Tickets+requests.Tickets == 0:
		return m.Words.Text("recurring.lead.nothing")
	case incidents.Tickets+requests.Tickets == incidents.Untitled+requests.Untitled:
		return m.Words.Text("recurring.lead.untitled", "all", all)
	case incidents.Groups+requests.Groups == 0:
		return m.Words.Text("recurring.lead.none", "all", all)
	case incidents.Groups == 0:
		return m.Words.Plural("recurring.lead.requests", requests.Groups, m.Count(requests.Groups),
			"share", shareOf(m, requests), "all", m.Count(requests.Tickets))
	}
	orphans := 0
	for _, g := range r.Groups {
		if g.Kind == recurring.Incident && len(g.Problems) == 0 {
			orphans++
		}
	}
	return m.Words.Plural("recurring.lead", incidents.Groups, m.Count(incidents.Groups),
		"share", shareOf(m, incidents), "all", m.Count(incidents.Tickets),
		"orphans", m.Words.Plural("recurring.orphans", orphans, m.Count(orphans)))
}

// shareOf is the share of the tickets that are in a group.
func shareOf(m *making.Report, t recurring.Tally) string {
	return m.Locale.Share(float64(t.Grouped)/float64(t.Tickets), 0)
}

// hourDecimals and dayDecimals are the decimals of hours worked and of days between tickets.
const (
	hourDecimals = 1
	dayDecimals  = 1
)

// serviceOr is the name of a service, or that of an unknown one.
func serviceOr(m *making.Report, id string) string {
	if id == "" {
		return m.Words.Text("recurring.no_service")
	}
	return m.ServiceName(id)
}
