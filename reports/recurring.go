package reports

import (
	"context"
	"strings"

	"nines/analysis/recurring"
	"nines/internal/itsm"
	"nines/reports/document"
)

// presentRecurring shows what keeps coming back: issues that want a problem ticket, requests that want automating.
func presentRecurring(ctx context.Context, m *making) (document.Section, error) {
	r, err := m.recurring(ctx, m.want.Period.Span)
	if err != nil {
		return document.Section{}, err
	}
	s := document.Section{Lead: m.recurringLead(r), Figures: m.recurringFigures(r)}
	issues, requests := ofKind(r, recurring.Incident), ofKind(r, recurring.Request)
	if len(issues) >= leastInChart {
		s.Blocks = append(s.Blocks, m.issuesPareto(issues))
	}
	if len(issues) > 0 {
		s.Blocks = append(s.Blocks, m.issuesTable(r.Incidents, issues))
	}
	if m.want.Report.Proposals && len(issues) > 0 {
		s.Blocks = append(s.Blocks, m.proposalsText(issues))
	}
	if len(requests) > 0 {
		s.Blocks = append(s.Blocks, m.requestsTable(r.Requests, requests))
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

// recurringLead says how much of the tickets came back, and how many issues nobody owns.
func (m *making) recurringLead(r *recurring.Result) string {
	incidents, requests := r.Incidents, r.Requests
	all := m.count(incidents.Tickets + requests.Tickets)
	switch {
	case incidents.Tickets+requests.Tickets == 0:
		return m.words.Text("recurring.lead.nothing")
	case incidents.Tickets+requests.Tickets == incidents.Untitled+requests.Untitled:
		return m.words.Text("recurring.lead.untitled", "all", all)
	case incidents.Groups+requests.Groups == 0:
		return m.words.Text("recurring.lead.none", "all", all)
	case incidents.Groups == 0:
		return m.words.Plural("recurring.lead.requests", requests.Groups, m.count(requests.Groups),
			"share", m.shareOf(requests), "all", m.count(requests.Tickets))
	}
	orphans := 0
	for _, g := range r.Groups {
		if g.Kind == recurring.Incident && len(g.Problems) == 0 {
			orphans++
		}
	}
	return m.words.Plural("recurring.lead", incidents.Groups, m.count(incidents.Groups),
		"share", m.shareOf(incidents), "all", m.count(incidents.Tickets),
		"orphans", m.words.Plural("recurring.orphans", orphans, m.count(orphans)))
}

// shareOf is the share of the tickets that are in a group.
func (m *making) shareOf(t recurring.Tally) string {
	return m.locale.Share(float64(t.Grouped)/float64(t.Tickets), 0)
}

// A chart shows so many issues one by one; fewer than the least are no distribution.
const (
	issuesInChart = 10
	leastInChart  = 3
)

// issuesPareto draws what the issues cost, or, where no cost is known, how often they came.
func (m *making) issuesPareto(issues []recurring.Group) *document.Chart {
	w := m.words.Text
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
		c.Categories = append(c.Categories, m.words.Text("recurring.of", "service", m.serviceOr(g.Service), "signature", g.Signature))
		series.Values = append(series.Values, &v)
	}
	if n := len(issues) - issuesInChart; n > 0 {
		c.Categories = append(c.Categories, m.words.Plural("recurring.pareto.rest", n, m.count(n)))
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
func (m *making) groupColumn(key string, kind document.Kind, decimals int, width float64, medium document.Medium, cell func(recurring.Group) document.Value) column[recurring.Group] {
	c := m.column("recurring.table.", key, kind, decimals, medium)
	c.Width = width
	if kind == document.KindText {
		c.Lines = 2
	}
	return column[recurring.Group]{c, cell}
}

// whatColumns say what came back and how often, in both tables.
func (m *making) whatColumns() []column[recurring.Group] {
	return []column[recurring.Group]{
		m.groupColumn("signature", document.KindText, 0, 5, document.Everywhere, func(g recurring.Group) document.Value { return document.TextValue(g.Signature) }),
		m.groupColumn("service", document.KindText, 0, 2, document.Everywhere, func(g recurring.Group) document.Value {
			return document.Value{Text: m.serviceOr(g.Service), Unknown: g.Service == ""}
		}),
		m.groupColumn("count", document.KindCount, 0, 1, document.Everywhere, func(g recurring.Group) document.Value { return document.Count(g.Count) }),
		m.groupColumn("hours", document.KindNumber, hourDecimals, 1.2, document.Everywhere, func(g recurring.Group) document.Value { return hoursValue(g.Minutes) }),
		m.groupColumn("without_effort", document.KindCount, 0, 1.2, document.BookOnly, func(g recurring.Group) document.Value { return document.Count(g.WithoutEffort) }),
	}
}

// whenColumns say when, in both tables, and which tickets.
func (m *making) whenColumns() []column[recurring.Group] {
	return []column[recurring.Group]{
		m.groupColumn("first", document.KindInstant, 0, 2, document.BookOnly, func(g recurring.Group) document.Value { return document.Instant(g.First) }),
		m.groupColumn("last", document.KindDay, 0, 1.6, document.Everywhere, func(g recurring.Group) document.Value {
			return document.Value{Kind: document.KindDay, Time: g.Last, Unknown: g.Last.IsZero()}
		}),
		m.groupColumn("every", document.KindNumber, dayDecimals, 1.2, document.Everywhere, func(g recurring.Group) document.Value {
			return document.Value{Kind: document.KindNumber, Number: g.MinutesBetween.Value / minutesPerDay, Unknown: !g.MinutesBetween.Known}
		}),
		m.groupColumn("tickets", document.KindText, 0, 6, document.BookOnly, func(g recurring.Group) document.Value { return document.TextValue(m.firstIDs(g)) }),
	}
}

const minutesPerDay = 24 * 60

// idsInCell is how many ids a cell of the workbook names; the JSON has all.
const idsInCell = 100

func (m *making) firstIDs(g recurring.Group) string {
	ids, comma := idsOf(g.Members), m.words.Text("locale.list")
	if n := len(ids) - idsInCell; n > 0 {
		return m.words.Text("recurring.more", "ids", strings.Join(ids[:idsInCell], comma), "n", m.count(n))
	}
	return strings.Join(ids, comma)
}

func (m *making) issuesTable(tally recurring.Tally, issues []recurring.Group) *document.Table {
	w := m.words.Text
	t := &document.Table{
		ID: "recurring_issues", Title: w("recurring.issues.title"), Subtitle: w("recurring.issues.subtitle"),
		PageRows: groupsOnPage, Note: m.recurringNote(tally, issues),
	}
	columns := m.whatColumns()
	columns = append(columns,
		m.groupColumn("lost", document.KindMinutes, minuteDecimals, 1.2, document.Everywhere, func(g recurring.Group) document.Value { return minutesValue(g.Downtime) }),
		m.groupColumn("not_assessed", document.KindCount, 0, 1.2, document.BookOnly, func(g recurring.Group) document.Value { return document.Count(g.NotAssessed) }))
	columns = append(columns, m.whenColumns()...)
	columns = append(columns, m.groupColumn("problem", document.KindText, 0, 2.2, document.Everywhere, m.problemOfGroup))
	fill(t, columns, issues)
	return t
}

// problemOfGroup names the problem that most of the incidents name, or asks for one where they are worth it.
func (m *making) problemOfGroup(g recurring.Group) document.Value {
	switch {
	case g.WantsProblem():
		return document.Value{Text: m.words.Text("recurring.propose"), Tone: document.Warning}
	case len(g.Problems) == 0:
		return document.Value{Text: m.words.Text("recurring.no_problem"), Unknown: true}
	}
	first := g.Problems[0]
	v := document.TextValue(first.Problem)
	if first.Tickets < g.Count {
		v.Second = m.words.Text("recurring.named", "n", m.count(first.Tickets), "all", m.count(g.Count))
	}
	return v
}

func (m *making) requestsTable(tally recurring.Tally, requests []recurring.Group) *document.Table {
	w := m.words.Text
	t := &document.Table{
		ID: "recurring_requests", Title: w("recurring.requests.title"), Subtitle: w("recurring.requests.subtitle"),
		PageRows: groupsOnPage, Note: m.recurringNote(tally, requests),
	}
	columns := append(m.whatColumns(), m.groupColumn("hours_a_year", document.KindNumber, 0, 1.4, document.Everywhere, func(g recurring.Group) document.Value {
		return document.Known(document.KindNumber, g.HoursAYear.Pointer())
	}))
	fill(t, append(columns, m.whenColumns()...), requests)
	return t
}

// recurringNote names what the figures of a table lack.
func (m *making) recurringNote(tally recurring.Tally, groups []recurring.Group) string {
	without := 0
	for _, g := range groups {
		without += g.WithoutEffort
	}
	note := m.words.Text("recurring.note")
	if without > 0 {
		note += " " + m.words.Plural("recurring.without_effort", without, m.count(without), "all", m.count(tally.Grouped))
	}
	if tally.Untitled > 0 {
		note += " " + m.words.Plural("recurring.untitled", tally.Untitled, m.count(tally.Untitled))
	}
	return note
}

// serviceOr is the name of a service, or that of an unknown one.
func (m *making) serviceOr(id string) string {
	if id == "" {
		return m.words.Text("recurring.no_service")
	}
	return m.serviceName(id)
}

func hoursValue(minutes itsm.Number) document.Value {
	return document.Value{Kind: document.KindNumber, Number: minutes.Value / 60, Unknown: !minutes.Known}
}
