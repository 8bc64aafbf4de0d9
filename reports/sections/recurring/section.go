// Package recurring is the section on what keeps coming back: issues that want a problem ticket, requests that want
// automating. In go the groups of tickets, out come its blocks, its figures and the tickets that it proposes.
package recurring

import (
	"context"

	"nines/analysis/recurring"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/narrative"
)

// Present shows what keeps coming back: issues that want a problem ticket, requests that want automating.
func Present(ctx context.Context, m *making.Report) (document.Section, error) {
	r, err := m.Recurring(ctx, m.Want.Period.Span)
	if err != nil {
		return document.Section{}, err
	}
	lead, err := m.Tell(facts(r))
	if err != nil {
		return document.Section{}, err
	}
	s := document.Section{Lead: lead, Figures: newFigures(m, r)}
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

func facts(r *recurring.Result) narrative.Recurring {
	incidents, requests := r.Incidents, r.Requests
	return narrative.Recurring{
		Incidents: incidents.Tickets, Requests: requests.Tickets, Untitled: incidents.Untitled + requests.Untitled,
		IncidentGroups: incidents.Groups, RequestGroups: requests.Groups, IncidentShare: shareOf(incidents), RequestShare: shareOf(requests),
		Orphans: orphans(r),
	}
}

// orphans counts the groups of incidents of which none names a problem.
func orphans(r *recurring.Result) (n int) {
	for _, g := range r.Groups {
		if g.Kind == recurring.Incident && len(g.Problems) == 0 {
			n++
		}
	}
	return n
}

// shareOf is the share of the tickets that are in groups; 0 where there are none.
func shareOf(t recurring.Tally) float64 {
	if t.Tickets == 0 {
		return 0
	}
	return float64(t.Grouped) / float64(t.Tickets)
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
