package reports

import (
	"math"

	"nines/analysis/problems"
	"nines/internal/itsm"
	"nines/reports/document"
)

// agendaID is the problem with its priority and age.
func (m *making) agendaID(v *problems.Review) document.Value {
	id := document.ID(v.ID, m.link(v.Source, v.ID))
	id.Second = m.words.Text("problems.agenda.age.unknown", "priority", m.priorityWord(v.Priority))
	if v.Age.Known {
		days := int(math.Floor(v.Age.Value))
		id.Second = m.words.Plural("problems.agenda.age", days, m.count(days), "priority", m.priorityWord(v.Priority))
	}
	return id
}

func (m *making) priorityWord(p itsm.Priority) string {
	if p == itsm.PriorityUnknown {
		return m.words.Text("problems.priority.unknown")
	}
	return p.String()
}

// agendaWhat is the service above the title.
func (m *making) agendaWhat(v *problems.Review) document.Value {
	return document.Value{Text: m.problemService(v.Service), Second: v.Title, Strong: true}
}

// problemService is the name of a service that a record names, or a word for none.
func (m *making) problemService(name string) string {
	if id := m.serviceID(name); id != "" {
		return m.serviceName(id)
	}
	return m.words.Text("problems.service.none")
}

// agendaMeasure names what the agenda weighs: the expected loss, else what problems have cost since they were opened.
func (m *making) agendaMeasure(v *problems.Result) string {
	switch {
	case !m.anyExpected(v):
		return "lost"
	case m.set.Costs.Priced():
		return "loss_money"
	}
	return "loss"
}

// agendaScale is the end of the scale of losses: one long whisker must not press all bars to nothing, so it goes by
// twice the greatest loss and a whisker beyond it is cut.
func (m *making) agendaScale(v *problems.Result) float64 {
	most, reach := 0.0, 0.0
	for i := range v.Agenda {
		r := &v.Agenda[i]
		if !m.anyExpected(v) {
			most, reach = max(most, r.SinceOpened.Minutes), max(reach, r.SinceOpened.Minutes)
			continue
		}
		_, upper := m.expectedInterval(r)
		most, reach = max(most, m.expected(r).Value), max(reach, upper.Value)
	}
	return min(reach, max(2*most, most))
}

func (m *making) expectedInterval(v *problems.Review) (lower, upper itsm.Number) {
	if m.set.Costs.Priced() {
		return v.Expected.LowestCost, v.Expected.HighestCost
	}
	return v.Expected.Lower, v.Expected.Upper
}

// agendaLoss is the expected loss with its interval; where that of no problem is known, the minutes lost since the
// problem was opened.
func (m *making) agendaLoss(r *problems.Review, v *problems.Result, most float64) document.Value {
	if !m.anyExpected(v) {
		return m.agendaLost(&r.SinceOpened, most)
	}
	value := m.measured(m.expected(r), most)
	if lower, upper := m.expectedInterval(r); lower.Known && upper.Known {
		value.Bar.Interval = &document.Interval{Lower: lower.Value, Upper: upper.Value}
		value.Bar.Label = m.locale.Number(twoDigits(m.expected(r).Value), 0)
		value.Second = m.words.Text("problems.agenda.interval",
			"lower", m.locale.Number(twoDigits(lower.Value), 0), "upper", m.locale.Number(twoDigits(upper.Value), 0))
	}
	return value
}

// twoDigits rounds to what an expected loss carries: two digits of a figure of which the interval is so wide. The
// workbook and the JSON have all of them.
func twoDigits(v float64) float64 {
	if v < 100 {
		return v
	}
	unit := math.Pow(10, math.Floor(math.Log10(v))-1)
	return math.Round(v/unit) * unit
}

// agendaLost is the minutes lost, with the incidents that lost them.
func (m *making) agendaLost(w *problems.Waiting, most float64) document.Value {
	value := m.measured(w.Downtime(), most)
	if !w.Known {
		return value
	}
	value.Second = m.words.Plural("problems.incidents", w.Incidents, m.count(w.Incidents))
	if value.Unknown {
		value.Text = m.words.Text("problems.not_assessed")
		value.Bar.Label = value.Text
	} else if w.NotAssessed > 0 {
		value.Second += m.words.Text("problems.of_these_not_assessed", "n", m.count(w.NotAssessed))
	}
	return value
}

// measured is a bar, or an empty box where the number is not known.
func (m *making) measured(n itsm.Number, most float64) document.Value {
	v := document.Value{Kind: document.KindBar, Number: n.Value, Strong: true, Bar: &document.Bar{Value: n.Value, Upper: n.Value, Max: most}}
	if !n.Known {
		v.Unknown, v.Strong, v.Bar.Unknown = true, false, true
		v.Text = m.words.Text("problems.agenda.unknown")
		v.Bar.Label = v.Text
		return v
	}
	v.Bar.Label = m.locale.Number(n.Value, 0)
	return v
}

// idleScale is the end of the scale of idle days: twice the longest time that a priority allows. Longer bars are broken.
func (m *making) idleScale(v *problems.Result) float64 {
	most, allowed := 1.0, 1.0
	for i := range v.Agenda {
		most, allowed = max(most, v.Agenda[i].Idle.Value), max(allowed, v.Agenda[i].Allowed)
	}
	return min(max(most, allowed), 2*allowed)
}

// agendaIdle is how long the record was not touched beside what its priority allows, and below it how long nothing
// moved where that is longer.
func (m *making) agendaIdle(r *problems.Review, v *problems.Result) document.Value {
	value := m.measured(shownDays(r.Idle), m.idleScale(v))
	value.Strong = r.Stale
	if r.Idle.Known {
		value.Bar.Mark = r.Allowed
		value.Bar.Label = m.idleDays(r.Idle)
	}
	if r.Stale {
		value.Bar.Tone, value.Tone = document.Missed, document.Missed
	}
	if r.Quiet.Known && shownDays(r.Quiet).Value > shownDays(r.Idle).Value {
		value.Second = m.words.Text("problems.agenda.quiet", "n", m.idleDays(r.Quiet))
	}
	return value
}

// shownDays are days as every place shows them: with one decimal below ten, whole ones above, rounded down.
func shownDays(n itsm.Number) itsm.Number {
	steps := 1.0
	if n.Value < 10 {
		steps = 10
	}
	const dust = 1e-9 // of 8.2 * 10
	n.Value = math.Floor(n.Value*steps+dust) / steps
	return n
}

// idleDays writes them.
func (m *making) idleDays(n itsm.Number) string {
	if n = shownDays(n); n.Value < 10 {
		return m.locale.Number(n.Value, 1)
	}
	return m.locale.Number(n.Value, 0)
}

func (m *making) agendaMissing(v *problems.Review) document.Value {
	if len(v.Missing) == 0 {
		return document.Value{Unknown: true, Text: m.words.Text("problems.missing.nothing")}
	}
	return document.Value{Text: m.list(m.missingWords(v.Missing)), Tone: document.Warning}
}

func (m *making) missingWords(missing []string) []string {
	list := make([]string, len(missing))
	for i, what := range missing {
		list[i] = m.words.Text("problems.missing." + what)
	}
	return list
}

// agendaBook are the columns for the analyst.
func (m *making) agendaBook() []column[*problems.Review] {
	const words = "problems.agenda."
	text := func(key string, of func(*problems.Review) string) column[*problems.Review] {
		return column[*problems.Review]{m.column(words, key, document.KindText, 0, document.BookOnly), func(v *problems.Review) document.Value { return document.TextValue(of(v)) }}
	}
	number := func(key string, of func(*problems.Review) itsm.Number) column[*problems.Review] {
		return column[*problems.Review]{m.column(words, key, document.KindNumber, 1, document.BookOnly), func(v *problems.Review) document.Value {
			return document.Known(document.KindNumber, of(v).Pointer())
		}}
	}
	// bound is an end of the interval of the loss that is shown, in its unit.
	bound := func(key string, of func(*problems.Review) itsm.Number) column[*problems.Review] {
		c := number(key, of)
		if m.set.Costs.Priced() {
			c.Title = m.words.Text(words+key+"_money", "currency", m.set.Currency)
		}
		return c
	}
	return []column[*problems.Review]{
		text("title_column", func(v *problems.Review) string { return v.Title }),
		text("priority", func(v *problems.Review) string { return v.Priority.String() }),
		text("status", func(v *problems.Review) string { return statusWord(v.Status, v.StatusText) }),
		text("owner", func(v *problems.Review) string { return m.person(v.Owner) }),
		number("age_days", func(v *problems.Review) itsm.Number { return shownDays(v.Age) }),
		number("quiet_days", func(v *problems.Review) itsm.Number { return shownDays(v.Quiet) }),
		number("allowed_days", func(v *problems.Review) itsm.Number { return itsm.Known(v.Allowed) }),
		number("open_actions", func(v *problems.Review) itsm.Number { return itsm.Known(float64(v.OpenActions)) }),
		bound("lower", func(v *problems.Review) itsm.Number { lower, _ := m.expectedInterval(v); return lower }),
		bound("upper", func(v *problems.Review) itsm.Number { _, upper := m.expectedInterval(v); return upper }),
	}
}
