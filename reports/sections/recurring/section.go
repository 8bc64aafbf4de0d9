package recurring

import (
	"context"
	"strings"

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

// A chart shows so many issues one by one; fewer than the least are no distribution.
const (
	issuesInChart = 10
	leastInChart  = 3
)

// issuesPareto draws what the issues cost, or, where no cost is known, how often they came.
func issuesPareto(m *making.Report, issues []recurring.Group) *document.Chart {
	w := m.Words.Text
	c := &document.Chart{ID: "recurring_pareto", Kind: document.ChartPareto, Alt: w("recurring.pareto.alt")}
	measure := func(g recurring.Group) float64 { return g.Cost() / 60 }
	if issues[0].Cost() > 0 { // they are ranked by it
		c.Title, c.Subtitle = w("recurring.pareto.title"), w("recurring.pareto.subtitle")
		c.Y = document.Axis{Kind: document.KindNumber, Decimals: hourDecimals, FromZero: true}
	} else {
		measure = func(g recurring.Group) float64 { return float64(g.Count) }
		c.Title, c.Subtitle = w("recurring.pareto.counts"), w("recurring.pareto.counts_subtitle")
		c.Y = document.Axis{Kind: document.KindCount, FromZero: true}
	}
	series := document.Series{Name: c.Subtitle, Role: document.RoleActual}
	rest := 0.0
	for i, g := range issues {
		v := measure(g)
		if i >= issuesInChart {
			rest += v
			continue
		}
		c.Categories = append(c.Categories, m.Words.Text("recurring.of", "service", serviceOr(m, g.Service), "signature", g.Signature))
		series.Values = append(series.Values, &v)
	}
	if n := len(issues) - issuesInChart; n > 0 {
		c.Categories = append(c.Categories, m.Words.Plural("recurring.pareto.rest", n, m.Count(n)))
		series.Values = append(series.Values, &rest)
	}
	c.Series = []document.Series{series}
	return c
}

// hourDecimals and dayDecimals are the decimals of hours worked and of days between tickets.
const (
	hourDecimals = 1
	dayDecimals  = 1
)

// groupsOnPage is how many issues, and how many requests, a page lists; the workbook and the JSON have all.
const groupsOnPage = 15

// groupColumn describes a column of the tables of groups.
func groupColumn(m *making.Report, key string, kind document.Kind, decimals int, width float64, medium document.Medium, cell func(recurring.Group) document.Value) making.Column[recurring.Group] {
	c := m.Column("recurring.table.", key, kind, decimals, medium)
	c.Width = width
	if kind == document.KindText {
		c.Lines = 2
	}
	return making.Col(c, cell)
}

// whatColumns say what came back and how often, in both tables.
func whatColumns(m *making.Report) []making.Column[recurring.Group] {
	return []making.Column[recurring.Group]{
		groupColumn(m, "signature", document.KindText, 0, 5, document.Everywhere, func(g recurring.Group) document.Value { return document.TextValue(g.Signature) }),
		groupColumn(m, "service", document.KindText, 0, 2, document.Everywhere, func(g recurring.Group) document.Value {
			return document.Value{Text: serviceOr(m, g.Service), Unknown: g.Service == ""}
		}),
		groupColumn(m, "count", document.KindCount, 0, 1, document.Everywhere, func(g recurring.Group) document.Value { return document.Count(g.Count) }),
		groupColumn(m, "hours", document.KindNumber, hourDecimals, 1.2, document.Everywhere, func(g recurring.Group) document.Value { return making.HoursValue(g.Minutes) }),
		groupColumn(m, "without_effort", document.KindCount, 0, 1.2, document.BookOnly, func(g recurring.Group) document.Value { return document.Count(g.WithoutEffort) }),
	}
}

// whenColumns say when, in both tables, and which tickets.
func whenColumns(m *making.Report) []making.Column[recurring.Group] {
	return []making.Column[recurring.Group]{
		groupColumn(m, "first", document.KindInstant, 0, 2, document.BookOnly, func(g recurring.Group) document.Value { return document.Instant(g.First) }),
		groupColumn(m, "last", document.KindDay, 0, 1.6, document.Everywhere, func(g recurring.Group) document.Value {
			return document.Value{Kind: document.KindDay, Time: g.Last, Unknown: g.Last.IsZero()}
		}),
		groupColumn(m, "every", document.KindNumber, dayDecimals, 1.2, document.Everywhere, func(g recurring.Group) document.Value {
			return document.Value{Kind: document.KindNumber, Number: g.MinutesBetween.Value / minutesPerDay, Unknown: !g.MinutesBetween.Known}
		}),
		groupColumn(m, "tickets", document.KindText, 0, 6, document.BookOnly, func(g recurring.Group) document.Value { return document.TextValue(firstIDs(m, g)) }),
	}
}

const minutesPerDay = 24 * 60

// idsInCell is how many ids a cell of the workbook names; the JSON has all.
const idsInCell = 100

func firstIDs(m *making.Report, g recurring.Group) string {
	ids, comma := making.IDsOf(g.Members), m.Words.Text("locale.list")
	if n := len(ids) - idsInCell; n > 0 {
		return m.Words.Text("recurring.more", "ids", strings.Join(ids[:idsInCell], comma), "n", m.Count(n))
	}
	return strings.Join(ids, comma)
}

func issuesTable(m *making.Report, tally recurring.Tally, issues []recurring.Group) *document.Table {
	w := m.Words.Text
	t := &document.Table{
		ID: "recurring_issues", Title: w("recurring.issues.title"), Subtitle: w("recurring.issues.subtitle"),
		PageRows: groupsOnPage, Note: note(m, tally, issues),
	}
	columns := whatColumns(m)
	columns = append(columns,
		groupColumn(m, "lost", document.KindMinutes, making.MinuteDecimals, 1.2, document.Everywhere, func(g recurring.Group) document.Value { return making.MinutesValue(g.Downtime) }),
		groupColumn(m, "not_assessed", document.KindCount, 0, 1.2, document.BookOnly, func(g recurring.Group) document.Value { return document.Count(g.NotAssessed) }))
	columns = append(columns, whenColumns(m)...)
	columns = append(columns, groupColumn(m, "problem", document.KindText, 0, 2.2, document.Everywhere, func(g recurring.Group) document.Value { return problemOfGroup(m, g) }))
	making.Fill(t, columns, issues)
	return t
}

// problemOfGroup names the problem that most of the incidents name, or asks for one where they are worth it.
func problemOfGroup(m *making.Report, g recurring.Group) document.Value {
	switch {
	case g.WantsProblem():
		return document.Value{Text: m.Words.Text("recurring.propose"), Tone: document.Warning}
	case len(g.Problems) == 0:
		return document.Value{Text: m.Words.Text("recurring.no_problem"), Unknown: true}
	}
	first := g.Problems[0]
	v := document.TextValue(first.Problem)
	if first.Tickets < g.Count {
		v.Second = m.Words.Text("recurring.named", "n", m.Count(first.Tickets), "all", m.Count(g.Count))
	}
	return v
}

func requestsTable(m *making.Report, tally recurring.Tally, requests []recurring.Group) *document.Table {
	w := m.Words.Text
	t := &document.Table{
		ID: "recurring_requests", Title: w("recurring.requests.title"), Subtitle: w("recurring.requests.subtitle"),
		PageRows: groupsOnPage, Note: note(m, tally, requests),
	}
	columns := append(whatColumns(m), groupColumn(m, "hours_a_year", document.KindNumber, 0, 1.4, document.Everywhere, func(g recurring.Group) document.Value {
		return document.Known(document.KindNumber, g.HoursAYear.Pointer())
	}))
	making.Fill(t, append(columns, whenColumns(m)...), requests)
	return t
}

// note names what the figures of a table lack.
func note(m *making.Report, tally recurring.Tally, groups []recurring.Group) string {
	without := 0
	for _, g := range groups {
		without += g.WithoutEffort
	}
	note := m.Words.Text("recurring.note")
	if without > 0 {
		note += " " + m.Words.Plural("recurring.without_effort", without, m.Count(without), "all", m.Count(tally.Grouped))
	}
	if tally.Untitled > 0 {
		note += " " + m.Words.Plural("recurring.untitled", tally.Untitled, m.Count(tally.Untitled))
	}
	return note
}

// serviceOr is the name of a service, or that of an unknown one.
func serviceOr(m *making.Report, id string) string {
	if id == "" {
		return m.Words.Text("recurring.no_service")
	}
	return m.ServiceName(id)
}
