package volumes

import (
	"slices"
	"time"

	"nines/analysis/stats"
	"nines/analysis/volumes"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

func ticketsTable(m *making.Report, before *counts, v volumes.Volumes) *document.Table {
	const words = "volumes.table."
	type row struct {
		name     string
		tickets  volumes.Tickets
		resolves bool
		earlier  []int  // nil: not known
		record   string // in the list of tickets; empty: it is not there
	}
	rows := slices.DeleteFunc([]row{
		{"incidents", v.Incidents, true, before.incidents, "incident"},
		{"requests", v.Requests, false, before.requests, "request"},
		{"problems", v.Problems, false, nil, ""},
	}, func(r row) bool { // nobody brings such records, or there never was one: 0 would be a claim
		return r.record != "incident" && !known(r.tickets) && !some(r.earlier)
	})
	t := &document.Table{ID: "tickets_by_record", Title: m.Words.Text(words + "title"), Subtitle: m.Words.Text(words + "subtitle")}
	if apart := v.Incidents.NotOnce + v.Requests.NotOnce + v.Problems.NotOnce; apart > 0 {
		t.Note = m.Words.Text(words+"apart", "n", m.Count(apart))
	}
	name := m.Column(words, "record", document.KindText, 0, document.Everywhere)
	name.Width = 2.5
	change := m.Column(words, "change", document.KindText, 0, document.Everywhere)
	change.Width = 2
	count := func(key string, of func(row) int) making.Column[row] {
		return making.Col(m.Column(words, key, document.KindCount, 0, document.Everywhere), func(r row) document.Value { return document.Count(of(r)) })
	}
	making.Fill(t, []making.Column[row]{
		making.Col(name, func(r row) document.Value { return document.TextValue(m.Words.Text(words + r.name)) }),
		count("opened", func(r row) int { return r.tickets.Opened }),
		making.Col(m.Column(words, "resolved", document.KindCount, 0, document.Everywhere), func(r row) document.Value {
			return document.Value{Kind: document.KindCount, Number: float64(r.tickets.Resolved), Unknown: !r.resolves}
		}),
		count("closed", func(r row) int { return r.tickets.Closed }),
		count("open", func(r row) int { return r.tickets.OpenAtEnd }),
		making.Col(m.Column(words, "before", document.KindCount, 0, document.Everywhere), func(r row) document.Value {
			if r.earlier == nil {
				return document.Value{Kind: document.KindCount, Unknown: true}
			}
			return document.Count(r.earlier[len(r.earlier)-1])
		}),
		making.Col(change, func(r row) document.Value { return document.TextValue(changeOfCount(m, r.earlier, r.tickets.Opened)) }),
	}, rows)
	making.Hush(t, "resolved", "before", "change")
	for i, r := range rows {
		if r.record != "" {
			liveTickets(m, t, i, r.record)
		}
	}
	return t
}

// known tells whether there was any ticket in the period.
func known(t volumes.Tickets) bool { return t.Opened+t.Resolved+t.Closed+t.OpenAtEnd+t.NotOnce > 0 }

// some tells whether any of the counts is more than 0.
func some(counts []int) bool { return slices.ContainsFunc(counts, func(n int) bool { return n > 0 }) }

// liveTickets says that the counts of a row are those of a record in the list of tickets.
func liveTickets(m *making.Report, t *document.Table, row int, record string) {
	for i, c := range t.Columns {
		switch c.Key {
		case "opened", "resolved", "closed":
			t.Rows[row].Cells[i].Source = ticketsIn(m, record, c.Key)
		}
	}
}

// ticketsIn counts the tickets of a record that count once and have a time of the period in a column.
func ticketsIn(m *making.Report, record, column string, more ...document.Condition) *document.Source {
	day := func(t time.Time) document.Value { return document.Value{Kind: document.KindDay, Time: t} }
	return document.CountOf("tickets", "id", append([]document.Condition{
		document.Is("record", document.TextValue(m.Words.Text("volumes.detail."+record))),
		document.Is("counts", document.TextValue(m.Words.Text("volumes.detail.yes"))),
		{Column: column, Compare: document.AtLeast, Value: day(m.Want.Period.From)},
		{Column: column, Compare: document.Under, Value: day(m.Want.Period.To)},
	}, more...)...)
}

// changeOfCount says how a count stands to the earlier ones.
func changeOfCount(m *making.Report, earlier []int, now int) string {
	if earlier == nil {
		return m.Locale.Unknown
	}
	if m.Running() {
		return m.Words.Text("overview.running")
	}
	switch usualCount(earlier, now) {
	case stats.Within:
		return m.Words.Text("volumes.usual")
	case stats.Above:
		return m.Words.Text("volumes.up")
	case stats.Below:
		return m.Words.Text("volumes.down")
	}
	return m.Words.Text("volumes.few")
}

// usualCount holds a count against the Poisson limits of the earlier ones since the first ticket.
func usualCount(earlier []int, now int) stats.Usual {
	first := slices.IndexFunc(earlier, func(n int) bool { return n > 0 })
	if first < 0 {
		return stats.TooEarly
	}
	return stats.UsualCount(earlier[first:], now)
}

var priorities = []itsm.Priority{itsm.P1, itsm.P2, itsm.P3, itsm.P4, itsm.P5, itsm.PriorityUnknown}

func priorityTable(m *making.Report, v volumes.Volumes) *document.Table {
	const words = "volumes.priority."
	shown := priorities
	if v.Incidents.ByPriority[itsm.PriorityUnknown] == 0 {
		shown = priorities[:len(priorities)-1]
	}
	t := &document.Table{ID: "incidents_by_priority", Title: m.Words.Text(words + "title"), Subtitle: m.Words.Text(words + "subtitle")}
	making.Fill(t, []making.Column[itsm.Priority]{
		making.Col(m.Column(words, "priority", document.KindText, 0, document.Everywhere), func(p itsm.Priority) document.Value {
			if p == itsm.PriorityUnknown {
				return document.Value{Unknown: true, Text: m.Words.Text(words + "unknown")}
			}
			return document.TextValue(p.String())
		}),
		making.Col(m.Column(words, "count", document.KindCount, 0, document.Everywhere), func(p itsm.Priority) document.Value { return document.Count(v.Incidents.ByPriority[p]) }),
		making.Col(m.Column(words, "share", document.KindShare, making.ShareDecimals, document.Everywhere), func(p itsm.Priority) document.Value {
			share := document.Value{Kind: document.KindShare, Unknown: v.Incidents.Opened == 0}
			if !share.Unknown {
				share.Number = float64(v.Incidents.ByPriority[p]) / float64(v.Incidents.Opened)
			}
			return share
		}),
	}, shown)
	for i, p := range shown {
		t.Rows[i].Cells[1].Source = ticketsIn(m, "incident", "opened", document.Is("priority", document.TextValue(p.String())))
	}
	making.Each(t, "share", document.Ratio(document.Here(t.ID, "count"), document.Sum(t.ID, "count")))
	return t
}

func changesTable(m *making.Report, v volumes.Volumes) *document.Table {
	const words = "volumes.changes."
	type row struct {
		what, word string
		n          int
	}
	t := &document.Table{ID: "changes_by_class", Title: m.Words.Text(words + "title"), Subtitle: m.Words.Text(words + "subtitle"), Empty: m.Words.Text(words + "none")}
	var rows []row
	for class := itsm.ClassNormal; class <= itsm.ClassBAU; class++ {
		rows = append(rows, row{"class", class.String(), v.Changes.ByClass[class]})
	}
	rows = append(rows, row{"class", m.Words.Text(words + "unknown"), v.Changes.ByClass[itsm.ClassUnknown]})
	for outcome := itsm.OutcomeSuccessful; outcome <= itsm.OutcomeBackedOut; outcome++ {
		rows = append(rows, row{"outcome", outcome.String(), v.Changes.ByOutcome[outcome]})
	}
	rows = append(rows, row{"outcome", m.Words.Text(words + "unknown"), v.Changes.ByOutcome[itsm.OutcomeUnknown]})
	rows = slices.DeleteFunc(rows, func(r row) bool { return r.n == 0 })
	making.Fill(t, []making.Column[row]{
		making.Col(document.Column{Key: "by", Title: m.Words.Text(words + "by")}, func(r row) document.Value { return document.TextValue(m.Words.Text(words + r.what)) }),
		making.Col(document.Column{Key: "word", Title: m.Words.Text(words + "word"), Width: 2}, func(r row) document.Value { return document.TextValue(m.WordOf(r.word)) }),
		making.Col(m.Column(words, "count", document.KindCount, 0, document.Everywhere), func(r row) document.Value { return document.Count(r.n) }),
	}, rows)
	for i, r := range rows {
		t.Rows[i].Cells[2].Source = document.CountOf("changes_carried_out", "change", document.Is(r.what, document.TextValue(m.WordOf(r.word))))
	}
	return t
}
