package reports

import (
	"context"
	"fmt"
	"slices"

	"nines/analysis/stats"
	"nines/analysis/volumes"
	"nines/internal/itsm"
	"nines/reports/document"
)

// counts is how many tickets were opened in the earlier periods, oldest first.
type counts struct {
	incidents, requests []int
}

func (m *making) openedBefore(ctx context.Context) (*counts, error) {
	h, err := m.lookBack(ctx)
	if err != nil {
		return nil, err
	}
	spans := make([]itsm.Span, len(h.periods))
	for i, p := range h.periods {
		spans[i] = p.Span
	}
	incidents, requests, err := m.data.Opened(ctx, spans)
	if err != nil {
		return nil, fmt.Errorf("count the tickets of earlier periods: %w", err)
	}
	return &counts{incidents, requests}, nil
}

// presentVolumes shows how many tickets came, went and remained.
func presentVolumes(ctx context.Context, m *making) (document.Section, error) {
	f, err := m.facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	h, err := m.lookBack(ctx)
	if err != nil {
		return document.Section{}, err
	}
	before, err := m.openedBefore(ctx)
	if err != nil {
		return document.Section{}, err
	}
	e, err := m.effort(ctx)
	if err != nil {
		return document.Section{}, err
	}
	v := f.volumes
	s := document.Section{
		Lead: m.words.Text("volumes.lead", "opened", m.count(v.Incidents.Opened), "resolved", m.count(v.Incidents.Resolved), "open", m.count(v.Incidents.OpenAtEnd)),
		Blocks: []document.Block{
			m.openedTrend(h, before, v),
			m.ticketsTable(before, v),
			m.priorityTable(v),
			m.changesTable(v),
			&document.Text{Text: m.effortText(e), Tone: document.Muted},
			m.detail(f),
		},
	}
	s.Figures = volumeFigures(v, e)
	return s, nil
}

func (m *making) openedTrend(h *history, before *counts, v volumes.Volumes) *document.Chart {
	w := m.words.Text
	c := &document.Chart{
		ID: "opened_trend", Kind: document.ChartStacked, Title: w("volumes.trend.title", "period", m.periodWord()),
		Subtitle: w("volumes.trend.subtitle"), Alt: w("volumes.trend.alt", "n", shown+1, "periods", m.periodsWord()),
		Categories: m.labels(h), Y: document.Axis{Kind: document.KindCount, FromZero: true},
	}
	c.Series = []document.Series{
		{Name: w("volumes.trend.incidents"), Role: document.RoleActual, Values: m.floats(h, before.incidents, v.Incidents.Opened)},
		{Name: w("volumes.trend.requests"), Role: document.RolePrevious, Values: m.floats(h, before.requests, v.Requests.Opened)},
	}
	return c
}

// floats lists the counts of the earlier periods that are shown and of this one; nil where the data do not reach back.
func (m *making) floats(h *history, earlier []int, now int) []*float64 {
	var values []*float64
	for i := past - shown; i < past; i++ {
		var v *float64
		if h.trends[i] != nil {
			n := float64(earlier[i])
			v = &n
		}
		values = append(values, v)
	}
	n := float64(now)
	return append(values, &n)
}

func (m *making) ticketsTable(before *counts, v volumes.Volumes) *document.Table {
	const words = "volumes.table."
	type row struct {
		name     string
		tickets  volumes.Tickets
		resolves bool
		earlier  []int // nil: not known
	}
	t := &document.Table{ID: "tickets_by_record", Title: m.words.Text(words + "title"), Subtitle: m.words.Text(words + "subtitle")}
	if apart := v.Incidents.NotOnce + v.Requests.NotOnce + v.Problems.NotOnce; apart > 0 {
		t.Note = m.words.Text(words+"apart", "n", m.count(apart))
	}
	name := m.column(words, "record", document.KindText, 0, document.Everywhere)
	name.Width = 2.5
	change := m.column(words, "change", document.KindText, 0, document.Everywhere)
	change.Width = 2
	count := func(key string, of func(row) int) column[row] {
		return column[row]{m.column(words, key, document.KindCount, 0, document.Everywhere), func(r row) document.Value { return document.Count(of(r)) }}
	}
	fill(t, []column[row]{
		{name, func(r row) document.Value { return document.TextValue(m.words.Text(words + r.name)) }},
		count("opened", func(r row) int { return r.tickets.Opened }),
		{m.column(words, "resolved", document.KindCount, 0, document.Everywhere), func(r row) document.Value {
			return document.Value{Kind: document.KindCount, Number: float64(r.tickets.Resolved), Unknown: !r.resolves}
		}},
		count("closed", func(r row) int { return r.tickets.Closed }),
		count("open", func(r row) int { return r.tickets.OpenAtEnd }),
		{m.column(words, "before", document.KindCount, 0, document.Everywhere), func(r row) document.Value {
			if r.earlier == nil {
				return document.Value{Kind: document.KindCount, Unknown: true}
			}
			return document.Count(r.earlier[len(r.earlier)-1])
		}},
		{change, func(r row) document.Value { return document.TextValue(m.changeOfCount(r.earlier, r.tickets.Opened)) }},
	}, []row{
		{"incidents", v.Incidents, true, before.incidents},
		{"requests", v.Requests, false, before.requests},
		{"problems", v.Problems, false, nil},
	})
	return t
}

// changeOfCount says how a count stands to the Poisson limits of the earlier ones; periods before the first ticket
// tell nothing.
func (m *making) changeOfCount(earlier []int, now int) string {
	if earlier == nil {
		return m.locale.Unknown
	}
	if m.running() {
		return m.words.Text("overview.running")
	}
	first := slices.IndexFunc(earlier, func(n int) bool { return n > 0 })
	if first < 0 {
		return m.words.Text("volumes.few")
	}
	switch stats.UsualCount(earlier[first:], now) {
	case stats.Within:
		return m.words.Text("volumes.usual")
	case stats.Above:
		return m.words.Text("volumes.up")
	case stats.Below:
		return m.words.Text("volumes.down")
	}
	return m.words.Text("volumes.few")
}

var priorities = []itsm.Priority{itsm.P1, itsm.P2, itsm.P3, itsm.P4, itsm.P5, itsm.PriorityUnknown}

func (m *making) priorityTable(v volumes.Volumes) *document.Table {
	const words = "volumes.priority."
	t := &document.Table{ID: "incidents_by_priority", Title: m.words.Text(words + "title"), Subtitle: m.words.Text(words + "subtitle")}
	fill(t, []column[itsm.Priority]{
		{m.column(words, "priority", document.KindText, 0, document.Everywhere), func(p itsm.Priority) document.Value {
			if p == itsm.PriorityUnknown {
				return document.Value{Unknown: true, Text: m.words.Text(words + "unknown")}
			}
			return document.TextValue(p.String())
		}},
		{m.column(words, "count", document.KindCount, 0, document.Everywhere), func(p itsm.Priority) document.Value { return document.Count(v.Incidents.ByPriority[p]) }},
		{m.column(words, "share", document.KindShare, shareDecimals, document.Everywhere), func(p itsm.Priority) document.Value {
			share := document.Value{Kind: document.KindShare, Unknown: v.Incidents.Opened == 0}
			if !share.Unknown {
				share.Number = float64(v.Incidents.ByPriority[p]) / float64(v.Incidents.Opened)
			}
			return share
		}},
	}, priorities)
	return t
}

func (m *making) changesTable(v volumes.Volumes) *document.Table {
	const words = "volumes.changes."
	type row struct {
		what, word string
		n          int
	}
	t := &document.Table{ID: "changes_by_class", Title: m.words.Text(words + "title"), Subtitle: m.words.Text(words + "subtitle"), Empty: m.words.Text(words + "none")}
	var rows []row
	for class := itsm.ClassNormal; class <= itsm.ClassBAU; class++ {
		rows = append(rows, row{"class", class.String(), v.Changes.ByClass[class]})
	}
	rows = append(rows, row{"class", m.words.Text(words + "unknown"), v.Changes.ByClass[itsm.ClassUnknown]})
	for outcome := itsm.OutcomeSuccessful; outcome <= itsm.OutcomeBackedOut; outcome++ {
		rows = append(rows, row{"outcome", outcome.String(), v.Changes.ByOutcome[outcome]})
	}
	rows = append(rows, row{"outcome", m.words.Text(words + "unknown"), v.Changes.ByOutcome[itsm.OutcomeUnknown]})
	rows = slices.DeleteFunc(rows, func(r row) bool { return r.n == 0 })
	fill(t, []column[row]{
		{document.Column{Key: "by", Title: m.words.Text(words + "by")}, func(r row) document.Value { return document.TextValue(m.words.Text(words + r.what)) }},
		{document.Column{Key: "word", Title: m.words.Text(words + "word"), Width: 2}, func(r row) document.Value { return document.TextValue(m.wordOf(r.word)) }},
		{m.column(words, "count", document.KindCount, 0, document.Everywhere), func(r row) document.Value { return document.Count(r.n) }},
	}, rows)
	return t
}

// wordOf prints one of our own words as a reader writes it.
func (m *making) wordOf(word string) string {
	if key := "word." + word; m.words.Has(key) {
		return m.words.Text(key)
	}
	return word
}

// effortText says what was worked in the period, as hotspots has it.
func (m *making) effortText(e *effort) string {
	if !e.now().Known {
		return m.words.Text("volumes.effort.unknown")
	}
	return m.words.Text("volumes.effort", "hours", m.locale.Number(e.now().Minutes/60, 0), "without", m.count(len(e.WithoutEffort)))
}

func volumeFigures(v volumes.Volumes, e *effort) volumesFigures {
	f := volumesFigures{
		Incidents: incidentVolumes{
			Opened: v.Incidents.Opened, Resolved: v.Incidents.Resolved, Closed: v.Incidents.Closed,
			OpenAtEnd: v.Incidents.OpenAtEnd, ByPriority: map[string]int{},
		},
		Requests: ticketFigures(v.Requests), Problems: ticketFigures(v.Problems),
		Changes: changeVolumes{Implemented: v.Changes.Implemented, ByClass: map[string]int{}, ByOutcome: map[string]int{}},
	}
	if now := e.now(); now.Known {
		f.EffortMinutes = &now.Minutes
	}
	for _, p := range priorities {
		f.Incidents.ByPriority[orUnknown(p.String())] = v.Incidents.ByPriority[p]
	}
	for class, n := range v.Changes.ByClass {
		f.Changes.ByClass[orUnknown(class.String())] = n
	}
	for outcome, n := range v.Changes.ByOutcome {
		f.Changes.ByOutcome[orUnknown(outcome.String())] = n
	}
	return f
}

func ticketFigures(t volumes.Tickets) ticketVolumes {
	return ticketVolumes{Opened: t.Opened, Closed: t.Closed, OpenAtEnd: t.OpenAtEnd}
}

func orUnknown(word string) string {
	if word == "" {
		return "unknown"
	}
	return word
}
