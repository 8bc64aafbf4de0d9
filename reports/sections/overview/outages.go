package overview

import (
	"strings"
	"time"

	"nines/analysis/availability"
	"nines/reports/document"
	"nines/reports/making"
)

// costliest is how many outages page one shows.
const costliest = 3

// costliestTable shows the outages that cost most.
func costliestTable(m *making.Report, f *making.Facts) *document.Table {
	w := m.Words.Text
	ranked := f.Ranking.Outages
	shown := ranked[:min(len(ranked), costliest)]
	t := &document.Table{
		ID: "costliest", Title: w("overview.outages.heading"), Empty: w("overview.outages.none"), More: "top_talkers",
		Columns: []document.Column{
			{Key: "outage", Title: w("overview.outages.outage"), Kind: document.KindID, Width: 1.6},
			{Key: "what", Title: w("overview.outages.what"), Width: 6, Lines: 2},
			{Key: "attributed", Title: w("overview.outages.attributed"), Kind: document.KindMinutes, Decimals: making.MinuteDecimals, Width: 1.3},
			{Key: "weight", Title: w("overview.outages.weight"), Width: 1},
			{Key: "score", Title: w("overview.outages.score"), Kind: document.KindBar, Decimals: making.MinuteDecimals, Width: 1.8},
			{Key: "share", Title: w("overview.outages.share"), Kind: document.KindShare, Decimals: making.ShareDecimals, Width: 1},
		},
	}
	if len(shown) == 0 {
		switch n := f.NotAssessed(); {
		case !f.Availability.Overall.Availability.Known:
			t.Empty = w("overview.outages.unknown")
		case n > 0:
			t.Empty = m.Words.Plural("overview.outages.not_assessed", n, m.Count(n))
		}
		return t
	}
	total := ranked[0].Score / max(ranked[0].Share.Value, 1e-300)
	cost := 0.0
	for _, o := range shown {
		cost += o.Score
	}
	t.Title = m.Words.Plural("overview.outages.title", len(shown), m.Count(len(shown)), "share", m.Locale.Share(cost/total, 0))
	t.Subtitle = m.Words.Plural("overview.outages.subtitle", len(ranked), m.Count(len(ranked)),
		"cost", m.Locale.Number(cost, making.MinuteDecimals), "all", m.Locale.Number(total, making.MinuteDecimals))
	if len(shown) == len(ranked) {
		t.Title = m.Words.Plural("overview.outages.all", len(shown), m.Count(len(shown)))
		t.Subtitle = m.Words.Text("overview.outages.all.subtitle", "all", m.Locale.Number(total, making.MinuteDecimals))
	}
	byRef := making.OutagesByRef(f)
	for i, o := range shown {
		t.Rows = append(t.Rows, liveOutage(t, i, costliestRow(m, byRef[availability.Ref{Source: o.Source, ID: o.ID}], o.Score, shown[0].Score, making.ShareValue(o.Share))))
	}
	return t
}

// liveOutage says that the figures of a row are those of the nth outage of all.
func liveOutage(t *document.Table, nth int, row document.Row) document.Row {
	for i, c := range t.Columns {
		switch c.Key {
		case "attributed", "score", "share":
			row.Cells[i].Source = document.Cell("outages", c.Key, nth)
		}
	}
	return row
}

func costliestRow(m *making.Report, o availability.OutageMinutes, score, greatest float64, share document.Value) document.Row {
	id := m.TicketID(o)
	weight := "\u00d7 " + weight(m, o.Service.At(o.Start).Weight)
	bar := document.Bar{Value: score, Upper: score, Max: greatest, Label: m.Locale.Number(score, making.MinuteDecimals)}
	if o.State.Undecided() {
		bar.Value = 0 // all of it depends on the end
	}
	what := document.Value{Text: o.Service.Name, Second: circumstances(m, o), Strong: true}
	if o.Title != "" {
		what.Text = m.Words.Text("overview.outages.title_of", "service", making.InSentence(o.Service.Name), "title", o.Title)
	}
	share.Strong = true
	return document.Row{Cells: []document.Value{
		id, what, making.Minutes(o.Attributed), document.TextValue(weight),
		{Kind: document.KindBar, Number: score, Bar: &bar},
		share,
	}}
}

// circumstances says when, where and because of what, as far as the ticket tells.
func circumstances(m *making.Report, o availability.OutageMinutes) string {
	from := moment(m, o.Start)
	var parts []string
	switch o.State {
	case availability.Decided:
		parts = append(parts, m.Words.Text("overview.outages.when", "from", from, "to", endAfter(m, o)))
	case availability.UndecidedClosing:
		parts = append(parts, m.Words.Text("overview.outages.undecided", "from", from, "closed", moment(m, o.Closed)))
	default:
		parts = append(parts, m.Words.Text("overview.outages.open", "from", from))
	}
	if len(o.Regions) > 0 {
		parts = append(parts, m.Words.Text("overview.outages.regions", "regions", m.List(o.Regions)))
	}
	if len(o.Changes) > 0 {
		parts = append(parts, m.Words.Text("overview.outages.change", "ids", m.List(o.Changes)))
	}
	if len(o.Problems) > 0 {
		parts = append(parts, m.Words.Text("overview.outages.problem", "ids", m.List(o.Problems)))
	}
	return strings.Join(parts, " \u00b7 ")
}

// endAfter writes the end of an outage, on the day of its start without the day.
func endAfter(m *making.Report, o availability.OutageMinutes) string {
	from, to := o.Start.In(m.Settings.Zone), o.End.In(m.Settings.Zone)
	if from.Format("2006-01-02") == to.Format("2006-01-02") {
		return m.Locale.Clock(to)
	}
	return moment(m, to)
}

// moment writes an instant, without the year where it is the period's.
func moment(m *making.Report, t time.Time) string {
	return m.Locale.Moment(t.In(m.Settings.Zone), m.Want.Period.From.In(m.Settings.Zone))
}
