package problems

import (
	"math"

	"nines/analysis/problems"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// agendaID is the problem with its priority and age.
func agendaID(m *making.Report, v *problems.Review) document.Value {
	id := document.ID(v.ID, m.Link(v.Source, v.ID))
	id.Second = m.Words.Text("problems.agenda.age.unknown", "priority", priorityWord(m, v.Priority))
	if v.Age.Known {
		days := int(math.Floor(v.Age.Value))
		id.Second = m.Words.Plural("problems.agenda.age", days, m.Count(days), "priority", priorityWord(m, v.Priority))
	}
	return id
}

func priorityWord(m *making.Report, p itsm.Priority) string {
	if p == itsm.PriorityUnknown {
		return m.Words.Text("problems.priority.unknown")
	}
	return p.String()
}

// agendaWhat is the service above the title.
func agendaWhat(m *making.Report, v *problems.Review) document.Value {
	return document.Value{Text: m.ProblemService(v.Service), Second: v.Title, Strong: true}
}

// agendaScale is the end of the scale of losses: one long whisker must not press all bars to nothing, so it goes by
// twice the greatest loss and a whisker beyond it is cut.
func agendaScale(m *making.Report, v *problems.Result) float64 {
	most, reach := 0.0, 0.0
	for i := range v.Agenda {
		r := &v.Agenda[i]
		if !anyExpected(m, v) {
			most, reach = max(most, r.SinceOpened.Minutes), max(reach, r.SinceOpened.Minutes)
			continue
		}
		_, upper := expectedInterval(m, r)
		most, reach = max(most, expected(m, r).Value), max(reach, upper.Value)
	}
	return min(reach, max(2*most, most))
}

func expectedInterval(m *making.Report, v *problems.Review) (lower, upper itsm.Number) {
	if m.Settings.Costs.Priced() {
		return v.Expected.LowestCost, v.Expected.HighestCost
	}
	return v.Expected.Lower, v.Expected.Upper
}

// agendaLoss is the expected loss with its interval; where that of no problem is known, the minutes lost since the
// problem was opened.
func agendaLoss(m *making.Report, r *problems.Review, v *problems.Result, most float64) document.Value {
	if !anyExpected(m, v) {
		return agendaLost(m, &r.SinceOpened, most)
	}
	value := measured(m, expected(m, r), most)
	if lower, upper := expectedInterval(m, r); lower.Known && upper.Known {
		value.Bar.Interval = &document.Interval{Lower: lower.Value, Upper: upper.Value}
		value.Bar.Label = m.Locale.Number(twoDigits(expected(m, r).Value), 0)
		value.Second = m.Words.Text("problems.agenda.interval",
			"lower", m.Locale.Number(twoDigits(lower.Value), 0), "upper", m.Locale.Number(twoDigits(upper.Value), 0))
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
func agendaLost(m *making.Report, w *problems.Waiting, most float64) document.Value {
	value := measured(m, w.Downtime(), most)
	if !w.Known {
		return value
	}
	value.Second = m.Words.Plural("problems.incidents", w.Incidents, m.Count(w.Incidents))
	if value.Unknown {
		value.Text = m.Words.Text("problems.not_assessed")
		value.Bar.Label = value.Text
	} else if w.NotAssessed > 0 {
		value.Second += m.Words.Text("problems.of_these_not_assessed", "n", m.Count(w.NotAssessed))
	}
	return value
}

// measured is a bar, or an empty box where the number is not known.
func measured(m *making.Report, n itsm.Number, most float64) document.Value {
	v := document.Value{Kind: document.KindBar, Number: n.Value, Strong: true, Bar: &document.Bar{Value: n.Value, Upper: n.Value, Max: most}}
	if !n.Known {
		v.Unknown, v.Strong, v.Bar.Unknown = true, false, true
		v.Text = m.Words.Text("problems.agenda.unknown")
		v.Bar.Label = v.Text
		return v
	}
	v.Bar.Label = m.Locale.Number(n.Value, 0)
	return v
}

// idleScale is the end of the scale of idle days: twice the longest time that a priority allows. Longer bars are broken.
func idleScale(v *problems.Result) float64 {
	most, allowed := 1.0, 1.0
	for i := range v.Agenda {
		most, allowed = max(most, v.Agenda[i].Idle.Value), max(allowed, v.Agenda[i].Allowed)
	}
	return min(max(most, allowed), 2*allowed)
}

// agendaIdle is how long the record was not touched beside what its priority allows, and below it how long nothing
// moved where that is longer.
func agendaIdle(m *making.Report, r *problems.Review, v *problems.Result) document.Value {
	value := measured(m, shownDays(r.Idle), idleScale(v))
	value.Strong = r.Stale
	if r.Idle.Known {
		value.Bar.Mark = r.Allowed
		value.Bar.Label = idleDays(m, r.Idle)
	}
	if r.Stale {
		value.Bar.Tone, value.Tone = document.Missed, document.Missed
	}
	if r.Quiet.Known && shownDays(r.Quiet).Value > shownDays(r.Idle).Value {
		value.Second = m.Words.Text("problems.agenda.quiet", "n", idleDays(m, r.Quiet))
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
func idleDays(m *making.Report, n itsm.Number) string {
	if n = shownDays(n); n.Value < 10 {
		return m.Locale.Number(n.Value, 1)
	}
	return m.Locale.Number(n.Value, 0)
}

func agendaMissing(m *making.Report, v *problems.Review) document.Value {
	if len(v.Missing) == 0 {
		return document.Value{Unknown: true, Text: m.Words.Text("problems.missing.nothing")}
	}
	return document.Value{Text: m.List(missingWords(m, v.Missing)), Tone: document.Warning}
}

func missingWords(m *making.Report, missing []string) []string {
	list := make([]string, len(missing))
	for i, what := range missing {
		list[i] = m.Words.Text("problems.missing." + what)
	}
	return list
}
