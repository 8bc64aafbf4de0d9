package reports

import (
	"context"

	"nines/analysis/availability"
	"nines/analysis/toptalkers"
	"nines/reports/document"
)

// presentTopTalkers ranks what cost the most availability.
func presentTopTalkers(ctx context.Context, m *making) (document.Section, error) {
	f, err := m.facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	ranked := f.ranking
	s := document.Section{Lead: m.words.Text("top_talkers.lead.none"), Figures: m.talkerFigures(ranked)}
	if len(ranked.Outages) == 0 {
		return s, nil
	}
	few, share := vitalFew(ranked.Outages)
	s.Lead = m.words.Plural("top_talkers.lead", few, m.count(few), "all", m.count(len(ranked.Outages)), "share", m.locale.Share(share, 0))
	s.Blocks = append(s.Blocks, m.pareto(f, few, share), m.outagesTable(f))
	for _, g := range m.groups(ranked) {
		if len(g.list) > 0 && !(len(g.list) == 1 && g.list[0].Key == "") {
			s.Blocks = append(s.Blocks, m.groupTable(g.name, g.list))
		}
	}
	return s, nil
}

// vitalShare is the share of the loss that the vital few make.
const vitalShare = 0.8

// vitalFew counts the outages that together make 80 % of the loss, and the share that they make.
func vitalFew(ranked []toptalkers.Ranked) (n int, share float64) {
	for i, o := range ranked {
		if o.Cumulative.Value >= vitalShare-1e-9 {
			return i + 1, o.Cumulative.Value
		}
	}
	return len(ranked), 1
}

func (m *making) serviceName(id string) string {
	if s := m.catalogue.Lookup(id); s != nil {
		return s.Name
	}
	return id
}

type groupList struct {
	name string
	list []toptalkers.Group
}

func (m *making) groups(r toptalkers.Result) []groupList {
	return []groupList{
		{"by_problem", r.ByProblem}, {"by_cause", r.ByCause}, {"by_component", r.ByComponent}, {"by_change", r.ByChange}, {"by_team", r.ByTeam},
	}
}

// barsOfPareto is how many outages the Pareto draws one by one; the rest is one bar.
const barsOfPareto = 15

func (m *making) pareto(f *facts, few int, share float64) *document.Chart {
	ranked := f.ranking.Outages
	c := &document.Chart{
		ID: "pareto", Kind: document.ChartPareto,
		Title:    m.words.Plural("top_talkers.pareto.title", few, m.count(few), "all", m.count(len(ranked)), "share", m.locale.Share(share, 0)),
		Subtitle: m.words.Text("top_talkers.pareto.subtitle"), Alt: m.words.Text("top_talkers.pareto.alt"),
		Y: document.Axis{Kind: document.KindMinutes, Decimals: minuteDecimals, FromZero: true},
	}
	series := document.Series{Name: m.words.Text("top_talkers.pareto.actual"), Role: document.RoleActual}
	rest := 0.0
	for i, o := range ranked {
		if i >= barsOfPareto {
			rest += o.Score
			continue
		}
		score := o.Score
		c.Categories = append(c.Categories, ticketName(o.Incident, o.ID)+"  "+m.serviceName(o.Service))
		series.Values = append(series.Values, &score)
	}
	if n := len(ranked) - barsOfPareto; n > 0 {
		c.Categories = append(c.Categories, m.words.Text("top_talkers.pareto.rest", "n", m.count(n)))
		series.Values = append(series.Values, &rest)
	}
	c.Series = []document.Series{series}
	return c
}

// outagesOnPage is how many outages a page lists; the workbook and the JSON have all.
const outagesOnPage = 25

func (m *making) outagesTable(f *facts) *document.Table {
	const words = "top_talkers.outages."
	t := &document.Table{
		ID: "outages", Title: m.words.Text(words + "title"), Subtitle: m.words.Text(words + "subtitle"),
		Empty: m.words.Text(words + "none"), PageRows: outagesOnPage,
	}
	type row struct {
		rank   int
		ranked toptalkers.Ranked
		outage availability.OutageMinutes
	}
	byRef := outagesByRef(f)
	var rows []row
	for i, o := range f.ranking.Outages {
		rows = append(rows, row{i + 1, o, byRef[availability.Ref{Source: o.Source, ID: o.ID}]})
	}
	col := func(key string, kind document.Kind, decimals int, width float64, medium document.Medium, cell func(row) document.Value) column[row] {
		c := m.column(words, key, kind, decimals, medium)
		c.Width = width
		if kind == document.KindText {
			c.Lines = 2
		}
		return column[row]{c, cell}
	}
	yesNo := func(yes bool) string {
		if yes {
			return m.words.Text("top_talkers.yes")
		}
		return m.words.Text("top_talkers.no")
	}
	fill(t, []column[row]{
		col("rank", document.KindCount, 0, 0.5, document.Everywhere, func(r row) document.Value { return document.Count(r.rank) }),
		col("outage", document.KindID, 0, 1.6, document.BookOnly, func(r row) document.Value { return document.ID(r.outage.ID, m.link(r.outage.Source, r.outage.ID)) }),
		col("incident", document.KindID, 0, 1.8, document.Everywhere, func(r row) document.Value { return m.ticketID(r.outage) }),
		col("service", document.KindText, 0, 2, document.Everywhere, func(r row) document.Value { return document.TextValue(r.outage.Service.Name) }),
		col("title_column", document.KindText, 0, 4, document.Everywhere, func(r row) document.Value { return document.TextValue(r.ranked.Title) }),
		col("from", document.KindInstant, 0, 2.4, document.Everywhere, func(r row) document.Value { return document.Instant(r.outage.Start) }),
		col("to", document.KindInstant, 0, 2.4, document.BookOnly, func(r row) document.Value { return document.Instant(r.outage.End) }),
		col("lost", document.KindShare, 0, 0.9, document.Everywhere, func(r row) document.Value { return document.Value{Kind: document.KindShare, Number: r.outage.Lost} }),
		col("by_rule", document.KindText, 0, 1, document.BookOnly, func(r row) document.Value { return document.TextValue(yesNo(r.outage.ByRule)) }),
		col("gross", document.KindMinutes, minuteDecimals, 1.1, document.BookOnly, func(r row) document.Value { return minutes(r.ranked.Gross) }),
		col("attributed", document.KindMinutes, minuteDecimals, 1.4, document.Everywhere, func(r row) document.Value { return minutes(r.ranked.Attributed) }),
		col("score", document.KindMinutes, minuteDecimals, 1.2, document.Everywhere, func(r row) document.Value { return minutes(r.ranked.Score) }),
		col("share", document.KindShare, shareDecimals, 1, document.Everywhere, func(r row) document.Value { return shareValue(r.ranked.Share) }),
		col("cumulative", document.KindShare, shareDecimals, 1.2, document.Everywhere, func(r row) document.Value { return shareValue(r.ranked.Cumulative) }),
		col("problem", document.KindText, 0, 1.4, document.BookOnly, func(r row) document.Value { return document.TextValue(m.list(r.ranked.Problems)) }),
		col("change", document.KindText, 0, 1.4, document.BookOnly, func(r row) document.Value { return document.TextValue(m.list(r.ranked.Changes)) }),
	}, rows)
	t.Total = m.outagesTotal(t, f)
	return t
}

// outagesTotal adds up what the table shows; in a workbook as live sums of its columns.
func (m *making) outagesTotal(t *document.Table, f *facts) *document.Row {
	total := &document.Row{Cells: make([]document.Value, len(t.Columns))}
	sums := map[string]float64{}
	for _, o := range f.ranking.Outages {
		sums["attributed"] += o.Attributed
		sums["score"] += o.Score
	}
	for i, c := range t.Columns {
		switch c.Key {
		case "service":
			total.Cells[i] = document.Value{Text: m.words.Text("top_talkers.outages.all", "n", m.count(len(f.ranking.Outages))), Strong: true}
		case "attributed", "score":
			v := minutes(sums[c.Key])
			v.Strong = true
			v.Source = &document.Source{Op: document.OpSum, Cells: []document.Ref{{Table: t.ID, Column: c.Key, Row: -1}}}
			total.Cells[i] = v
		}
	}
	return total
}

func (m *making) groupTable(name string, groups []toptalkers.Group) *document.Table {
	const words = "top_talkers.by."
	t := &document.Table{ID: name, Title: m.words.Text(words + name), Subtitle: m.words.Text(words + "subtitle"), PageRows: 10}
	key := m.column(words, "key", document.KindText, 0, document.Everywhere)
	key.Width, key.Lines = 4, 2
	fill(t, []column[toptalkers.Group]{
		{key, func(g toptalkers.Group) document.Value {
			if g.Key == "" {
				return document.Value{Unknown: true, Text: m.words.Text(words + "none")}
			}
			return document.TextValue(g.Key)
		}},
		{m.column(words, "outages", document.KindCount, 0, document.Everywhere), func(g toptalkers.Group) document.Value { return document.Count(g.Outages) }},
		{m.column(words, "attributed", document.KindMinutes, minuteDecimals, document.Everywhere), func(g toptalkers.Group) document.Value { return minutes(g.Attributed) }},
		{m.column(words, "score", document.KindMinutes, minuteDecimals, document.Everywhere), func(g toptalkers.Group) document.Value { return minutes(g.Score) }},
		{m.column(words, "share", document.KindShare, shareDecimals, document.Everywhere), func(g toptalkers.Group) document.Value { return shareValue(g.Share) }},
		{m.column(words, "cumulative", document.KindShare, shareDecimals, document.Everywhere), func(g toptalkers.Group) document.Value { return shareValue(g.Cumulative) }},
	}, groups)
	return t
}

func (m *making) talkerFigures(r toptalkers.Result) topTalkersFigures {
	figures := topTalkersFigures{
		Outages:   []outageFigures{},
		ByProblem: groupFiguresOf(r.ByProblem), ByCause: groupFiguresOf(r.ByCause),
		ByComponent: groupFiguresOf(r.ByComponent), ByChange: groupFiguresOf(r.ByChange),
	}
	if m.set.ByTeam {
		figures.ByTeam = groupFiguresOf(r.ByTeam)
	}
	for _, o := range r.Outages {
		figures.Outages = append(figures.Outages, outageFigures{
			ID: o.ID, Incident: textOrNull(o.Incident), Service: o.Service, Title: o.Title,
			From: m.timeOrNull(o.From), To: m.timeOrNull(o.To), GrossMinutes: o.Gross, AttributedMinutes: o.Attributed,
			Score: o.Score, Share: o.Share.Pointer(), CumulativeShare: o.Cumulative.Pointer(),
		})
	}
	return figures
}

func textOrNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func groupFiguresOf(groups []toptalkers.Group) []groupFigures {
	list := make([]groupFigures, 0, len(groups))
	for _, g := range groups {
		list = append(list, groupFigures{
			Key: textOrNull(g.Key), Outages: g.Outages, AttributedMinutes: g.Attributed, Score: g.Score,
			Share: g.Share.Pointer(), CumulativeShare: g.Cumulative.Pointer(),
		})
	}
	return list
}
