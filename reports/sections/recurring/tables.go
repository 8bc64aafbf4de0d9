package recurring

import (
	"strings"

	"nines/analysis/recurring"
	"nines/reports/document"
	"nines/reports/making"
)

// groupsOnPage is how many issues, and how many requests, a page lists; the workbook and the JSON have all.
const groupsOnPage = 10

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
		ID: "recurring_issues", Title: w("recurring.issues.title"), Subtitle: m.AsNow(w("recurring.issues.subtitle")),
		PageRows: groupsOnPage, Note: note(m, tally, issues),
	}
	columns := append(whatColumns(m), costBars(m, issues)...)
	columns = append(columns,
		groupColumn(m, "lost", document.KindMinutes, making.MinuteDecimals, 1.2, document.Everywhere, func(g recurring.Group) document.Value { return making.MinutesValue(g.Downtime) }),
		groupColumn(m, "not_assessed", document.KindCount, 0, 1.2, document.BookOnly, func(g recurring.Group) document.Value { return document.Count(g.NotAssessed) }))
	columns = append(columns, whenColumns(m)...)
	columns = append(columns, groupColumn(m, "problem", document.KindText, 0, 2.2, document.Everywhere, func(g recurring.Group) document.Value { return problemOfGroup(m, g) }))
	making.Fill(t, columns, issues)
	return t
}

// costBars make a Pareto of the table on a page: what the issues cost in hours of work and of weighted downtime, ink for
// the few that make most of it. Where no cost is known there is none, and the tickets count.
func costBars(m *making.Report, issues []recurring.Group) []making.Column[recurring.Group] {
	sum := 0.0
	for i := range issues {
		sum += issues[i].Cost()
	}
	if sum <= 0 {
		return nil
	}
	reached, vital := 0.0, map[recurring.Ref]bool{} // by the first ticket, which no other group has
	for i := range issues {
		vital[issues[i].Members[0]] = reached < making.VitalShare*sum-1e-9
		reached += issues[i].Cost()
	}
	c := m.Column("recurring.table.", "cost", document.KindBar, hourDecimals, document.PageOnly)
	c.Width = 1.6
	return []making.Column[recurring.Group]{making.Col(c, func(g recurring.Group) document.Value {
		hours := g.Cost() / 60
		return making.RankedBar(hours, 0, m.Locale.Number(hours, hourDecimals), vital[g.Members[0]])
	})}
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
		ID: "recurring_requests", Title: w("recurring.requests.title"), Subtitle: m.AsNow(w("recurring.requests.subtitle")),
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
