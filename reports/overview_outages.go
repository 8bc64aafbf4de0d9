package reports

import (
	"strings"
	"time"

	"nines/analysis/availability"
	"nines/reports/document"
)

// costliest is how many outages page one shows.
const costliest = 3

// costliestTable shows the outages that cost most.
func (m *making) costliestTable(f *facts) *document.Table {
	w := m.words.Text
	ranked := f.ranking.Outages
	shown := ranked[:min(len(ranked), costliest)]
	t := &document.Table{
		ID: "costliest", Title: w("overview.outages.heading"), Empty: w("overview.outages.none"),
		Columns: []document.Column{
			{Key: "outage", Title: w("overview.outages.outage"), Kind: document.KindID, Width: 1.6},
			{Key: "what", Title: w("overview.outages.what"), Width: 6, Lines: 2},
			{Key: "attributed", Title: w("overview.outages.attributed"), Kind: document.KindMinutes, Decimals: minuteDecimals, Width: 1.3},
			{Key: "weight", Title: w("overview.outages.weight"), Width: 1},
			{Key: "score", Title: w("overview.outages.score"), Kind: document.KindBar, Decimals: minuteDecimals, Width: 1.8},
			{Key: "share", Title: w("overview.outages.share"), Kind: document.KindShare, Decimals: shareDecimals, Width: 1},
		},
	}
	if len(shown) == 0 {
		if !f.result.Overall.Availability.Known {
			t.Empty = w("overview.outages.unknown")
		}
		return t
	}
	total := ranked[0].Score / max(ranked[0].Share.Value, 1e-300)
	cost := 0.0
	for _, o := range shown {
		cost += o.Score
	}
	t.Title = m.words.Plural("overview.outages.title", len(shown), m.count(len(shown)), "share", m.locale.Share(cost/total, 0))
	t.Subtitle = m.words.Plural("overview.outages.subtitle", len(ranked), m.count(len(ranked)),
		"cost", m.locale.Number(cost, minuteDecimals), "all", m.locale.Number(total, minuteDecimals))
	byRef := outagesByRef(f)
	for _, o := range shown {
		t.Rows = append(t.Rows, m.costliestRow(byRef[availability.Ref{Source: o.Source, ID: o.ID}], o.Score, shown[0].Score, shareValue(o.Share)))
	}
	return t
}

func outagesByRef(f *facts) map[availability.Ref]availability.OutageMinutes {
	byRef := make(map[availability.Ref]availability.OutageMinutes, len(f.result.Outages))
	for _, o := range f.result.Outages {
		byRef[o.Ref] = o
	}
	return byRef
}

func (m *making) costliestRow(o availability.OutageMinutes, score, greatest float64, share document.Value) document.Row {
	id := m.ticketID(o)
	weight := "\u00d7 " + m.weight(o.Service.At(o.Start).Weight)
	bar := document.Bar{Value: score, Upper: score, Max: greatest, Label: m.locale.Number(score, minuteDecimals)}
	if o.State.Undecided() {
		bar.Value = 0 // all of it depends on the end
	}
	what := document.Value{
		Text:   m.words.Text("overview.outages.title_of", "service", o.Service.Name, "title", o.Title),
		Second: m.circumstances(o), Strong: true,
	}
	share.Strong = true
	return document.Row{Cells: []document.Value{
		id, what, minutes(o.Attributed), document.TextValue(weight),
		{Kind: document.KindBar, Number: score, Bar: &bar},
		share,
	}}
}

// ticketID shows the incident, which is what people know, and links to it; the outage record's id where it stands alone.
func (m *making) ticketID(o availability.OutageMinutes) document.Value {
	if o.Incident.ID != "" && o.Incident.Source != "" {
		return document.ID(o.Incident.ID, m.link(o.Incident.Source, o.Incident.ID))
	}
	return document.ID(o.ID, m.link(o.Source, o.ID))
}

// circumstances says when, where and because of what, as far as the ticket tells.
func (m *making) circumstances(o availability.OutageMinutes) string {
	from := m.moment(o.Start)
	var parts []string
	switch o.State {
	case availability.Decided:
		parts = append(parts, m.words.Text("overview.outages.when", "from", from, "to", m.endAfter(o)))
	case availability.UndecidedClosing:
		parts = append(parts, m.words.Text("overview.outages.undecided", "from", from, "closed", m.moment(o.Closed)))
	default:
		parts = append(parts, m.words.Text("overview.outages.open", "from", from))
	}
	if len(o.Regions) > 0 {
		parts = append(parts, m.words.Text("overview.outages.regions", "regions", m.list(o.Regions)))
	}
	if len(o.Changes) > 0 {
		parts = append(parts, m.words.Text("overview.outages.change", "ids", m.list(o.Changes)))
	}
	if len(o.Problems) > 0 {
		parts = append(parts, m.words.Text("overview.outages.problem", "ids", m.list(o.Problems)))
	}
	return strings.Join(parts, " \u00b7 ")
}

// endAfter writes the end of an outage, on the day of its start without the day.
func (m *making) endAfter(o availability.OutageMinutes) string {
	from, to := o.Start.In(m.set.Zone), o.End.In(m.set.Zone)
	if from.Format("2006-01-02") == to.Format("2006-01-02") {
		return to.Format("15:04")
	}
	return m.moment(to)
}

// moment writes an instant, without the year where it is the period's.
func (m *making) moment(t time.Time) string {
	return m.locale.Moment(t.In(m.set.Zone), m.want.Period.From.In(m.set.Zone))
}
