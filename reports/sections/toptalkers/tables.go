package toptalkers

import (
	"strings"

	"nines/analysis/availability"
	"nines/analysis/toptalkers"
	"nines/reports/document"
	"nines/reports/making"
)

// outagesOnPage is how many outages a page lists; the workbook and the JSON have all.
const outagesOnPage = 25

// outagesTable lists the outages by what they cost. On a page it is a Pareto at once: bars, ink for the few that make most
// of the loss, and the share reached with each.
func outagesTable(m *making.Report, f *making.Facts, few int) *document.Table {
	const words = "top_talkers.outages."
	t := &document.Table{
		ID: "outages", Title: m.Words.Text(words + "title"), Subtitle: m.Words.Text(words + "subtitle"),
		Empty: m.Words.Text(words + "none"), PageRows: outagesOnPage,
	}
	type row struct {
		rank   int
		ranked toptalkers.Ranked
		outage availability.OutageMinutes
	}
	byRef := making.OutagesByRef(f)
	var rows []row
	for i, o := range f.Ranking.Outages {
		rows = append(rows, row{i + 1, o, byRef[availability.Ref{Source: o.Source, ID: o.ID}]})
	}
	col := func(key string, kind document.Kind, decimals int, width float64, medium document.Medium, cell func(row) document.Value) making.Column[row] {
		c := m.Column(words, key, kind, decimals, medium)
		c.Width = width
		if kind == document.KindText {
			c.Lines = 3
		}
		return making.Col(c, cell)
	}
	bar := func(key string, width float64, ticks []document.Tick, cell func(row) document.Value) making.Column[row] {
		return making.Col(document.Column{
			Key: key + "_bar", Title: m.Words.Text(words + key), Kind: document.KindBar, Decimals: making.MinuteDecimals, Width: width, Medium: document.PageOnly, Ticks: ticks,
		}, cell)
	}
	yesNo := func(yes bool) string {
		if yes {
			return m.Words.Text("top_talkers.yes")
		}
		return m.Words.Text("top_talkers.no")
	}
	making.Fill(t, []making.Column[row]{
		col("rank", document.KindCount, 0, 0.5, document.Everywhere, func(r row) document.Value { return document.Count(r.rank) }),
		col("outage", document.KindID, 0, 1.6, document.BookOnly, func(r row) document.Value { return document.ID(r.outage.ID, m.Link(r.outage.Source, r.outage.ID)) }),
		col("incident", document.KindID, 0, 1.8, document.Everywhere, func(r row) document.Value { return m.TicketID(r.outage) }),
		col("service", document.KindText, 0, 2, document.Everywhere, func(r row) document.Value { return document.TextValue(r.outage.Service.Name) }),
		col("title_column", document.KindText, 0, 4, document.Everywhere, func(r row) document.Value { return document.TextValue(r.ranked.Title) }),
		col("from", document.KindInstant, 0, 2.4, document.Everywhere, func(r row) document.Value { return document.Instant(r.outage.Start) }),
		col("to", document.KindInstant, 0, 2.4, document.BookOnly, func(r row) document.Value { return document.Instant(r.outage.End) }),
		col("lost", document.KindShare, 0, 0.9, document.Everywhere, func(r row) document.Value { return document.Value{Kind: document.KindShare, Number: r.outage.Lost} }),
		col("by_rule", document.KindText, 0, 1, document.BookOnly, func(r row) document.Value { return document.TextValue(yesNo(r.outage.ByRule)) }),
		col("gross", document.KindMinutes, making.MinuteDecimals, 1.1, document.BookOnly, func(r row) document.Value { return making.Minutes(r.ranked.Gross) }),
		col("attributed", document.KindMinutes, making.MinuteDecimals, 1.4, document.Everywhere, func(r row) document.Value { return making.Minutes(r.ranked.Attributed) }),
		bar("score", 2, nil, func(r row) document.Value { return scoreBar(m, r.ranked, r.outage, r.rank <= few) }),
		col("score", document.KindMinutes, making.MinuteDecimals, 1.2, document.BookOnly, func(r row) document.Value { return making.Minutes(r.ranked.Score) }),
		col("share", document.KindShare, making.ShareDecimals, 1, document.BookOnly, func(r row) document.Value { return making.ShareValue(r.ranked.Share) }),
		bar("cumulative", 0.6, m.ReachedTicks(), func(r row) document.Value { return m.ReachedBar(r.ranked.Cumulative) }),
		col("cumulative", document.KindShare, making.ShareDecimals, 1.2, document.BookOnly, func(r row) document.Value { return making.ShareValue(r.ranked.Cumulative) }),
		col("problem", document.KindText, 0, 1.4, document.BookOnly, func(r row) document.Value { return document.TextValue(m.List(r.ranked.Problems)) }),
		col("change", document.KindText, 0, 1.4, document.BookOnly, func(r row) document.Value { return document.TextValue(m.List(r.ranked.Changes)) }),
		col("cause", document.KindText, 0, 1.4, document.BookOnly, func(r row) document.Value { return document.TextValue(r.ranked.Cause) }),
		col("component", document.KindText, 0, 1.4, document.BookOnly, func(r row) document.Value { return document.TextValue(r.ranked.Component) }),
	}, rows)
	making.Shares(t, "score", document.Sum(t.ID, "score"))
	t.Total = outagesTotal(m, t, f)
	return t
}

// scoreBar is what an outage cost; hatched where its end is not known.
func scoreBar(m *making.Report, o toptalkers.Ranked, of availability.OutageMinutes, vital bool) document.Value {
	uncertain := 0.0
	if of.State.Undecided() {
		uncertain = o.Score
	}
	return making.RankedBar(o.Score, uncertain, m.Locale.Number(o.Score, making.MinuteDecimals), vital)
}

// outagesTotal adds up what the table shows; in a workbook as live sums of its columns.
func outagesTotal(m *making.Report, t *document.Table, f *making.Facts) *document.Row {
	total := &document.Row{Cells: make([]document.Value, len(t.Columns))}
	sums := map[string]float64{}
	for _, o := range f.Ranking.Outages {
		sums["attributed"] += o.Attributed
		sums["score"] += o.Score
	}
	for i, c := range t.Columns {
		switch c.Key {
		case "service":
			total.Cells[i] = document.Value{Text: m.Words.Text("top_talkers.outages.all", "n", m.Count(len(f.Ranking.Outages))), Strong: true}
		case "score_bar":
			total.Cells[i] = making.Minutes(sums["score"])
			total.Cells[i].Strong = true
		case "attributed", "score":
			v := making.Minutes(sums[c.Key])
			v.Strong = true
			v.Source = document.Sum(t.ID, c.Key)
			total.Cells[i] = v
		}
	}
	return total
}

func groupTable(m *making.Report, name string, groups []toptalkers.Group) *document.Table {
	const words = "top_talkers.by."
	t := &document.Table{ID: name, Title: m.Words.Text(words + name), Subtitle: m.Words.Text(words + "subtitle"), PageRows: 10}
	key := m.Column(words, "key", document.KindText, 0, document.Everywhere)
	key.Width, key.Lines = 4, 2
	making.Fill(t, []making.Column[toptalkers.Group]{
		making.Col(key, func(g toptalkers.Group) document.Value {
			if g.Key == "" {
				return document.Value{Unknown: true, Text: m.Words.Text(words + "none")}
			}
			return document.TextValue(g.Key)
		}),
		making.Col(m.Column(words, "outages", document.KindCount, 0, document.Everywhere), func(g toptalkers.Group) document.Value { return document.Count(g.Outages) }),
		making.Col(m.Column(words, "attributed", document.KindMinutes, making.MinuteDecimals, document.Everywhere), func(g toptalkers.Group) document.Value { return making.Minutes(g.Attributed) }),
		making.Col(m.Column(words, "score", document.KindMinutes, making.MinuteDecimals, document.Everywhere), func(g toptalkers.Group) document.Value { return making.Minutes(g.Score) }),
		making.Col(m.Column(words, "share", document.KindShare, making.ShareDecimals, document.Everywhere), func(g toptalkers.Group) document.Value { return making.ShareValue(g.Share) }),
		making.Col(m.Column(words, "cumulative", document.KindShare, making.ShareDecimals, document.BookOnly), func(g toptalkers.Group) document.Value { return making.ShareValue(g.Cumulative) }),
	}, groups)
	making.Shares(t, "score", document.Sum("outages", "score"))
	liveGroups(t, groups)
	return t
}

// liveGroups says from which outages the rows of a table of groups come; one that several keys share is in none of the
// workbook's formulas.
func liveGroups(t *document.Table, groups []toptalkers.Group) {
	of := strings.TrimPrefix(t.ID, "by_")
	for i, g := range groups {
		same := document.SameAs(of, t.ID, "key")
		if g.Key == "" {
			same = document.Is(of, document.TextValue(""))
		}
		for j, c := range t.Columns {
			switch c.Key {
			case "outages":
				t.Rows[i].Cells[j].Source = document.CountOf("outages", "incident", same)
			case "attributed", "score":
				t.Rows[i].Cells[j].Source = document.Sum("outages", c.Key, same)
			}
		}
	}
}
