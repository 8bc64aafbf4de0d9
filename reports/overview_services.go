package reports

import (
	"math"

	"nines/analysis/availability"
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
)

// servicesOnPageOne is how many services page one shows before it keeps to those that missed or changed.
const servicesOnPageOne = 12

// barEnd is the end of the scale of error budget bars: three times the budget. A longer bar is cut there.
const barEnd = 3

func (m *making) servicesTable(f *facts, h *history, standings []*standing) *document.Table {
	w := m.words.Text
	t := &document.Table{
		ID: "services", Title: w("overview.services.title"), Subtitle: w("overview.services.subtitle"),
		Note: w("overview.services.note"), Empty: w("overview.message.no_services"),
		Columns: []document.Column{
			{Key: "rating", Title: w("overview.services.rating"), Kind: document.KindRating, Width: 1.6},
			{Key: "service", Title: w("overview.services.service"), Width: 3, Lines: 2},
			{Key: "actual", Title: w("overview.services.actual"), Kind: document.KindShare, Decimals: availabilityDecimals, Width: 1.2},
			{Key: "target", Title: w("overview.services.target"), Kind: document.KindShare, Decimals: targetDecimals, Width: 1.1},
			{Key: "spent", Title: w("overview.services.spent"), Kind: document.KindBar, Decimals: budgetDecimals, Width: 2.6},
			{Key: "change", Title: w("overview.services.change"), Kind: document.KindPoints, Decimals: availabilityDecimals, Width: 1.2},
			{Key: "trend", Title: w("overview.services.trend", "period", m.periodWord()), Kind: document.KindSpark, Width: 2.2, Medium: document.PageOnly},
		},
	}
	left := 0
	for _, s := range standings {
		if len(standings) > servicesOnPageOne && !s.changed() {
			left++
			continue
		}
		t.Rows = append(t.Rows, m.serviceRow(f, s))
	}
	if left > 0 {
		t.Note = m.words.Plural("overview.services.left_out", left, m.count(left)) + " " + t.Note
	}
	if len(standings) > 0 {
		t.Total = m.overallRow(f, h)
	}
	return t
}

func (m *making) serviceRow(f *facts, s *standing) document.Row {
	name := document.TextValue(m.words.Text("overview.services.weight", "name", s.name, "weight", m.weight(s.weight)))
	name.Strong = !s.Rating.Met()
	row := document.Row{Cells: []document.Value{
		{Kind: document.KindRating, Text: s.Rating.String()},
		name,
		m.actual(s),
		shareValue(s.Target),
		m.spent(f, s),
		m.change(s),
		{Kind: document.KindSpark, Spark: budgetSpark(s)},
	}}
	if s.Rating == availability.Red {
		row.Tone = document.Missed
	}
	return row
}

func (m *making) weight(v float64) string {
	if v == math.Trunc(v) {
		return m.locale.Number(v, 0)
	}
	return m.locale.Number(v, 2)
}

// actual is the availability; of an undecided service with its other bound below, of an unknown one with the reason.
func (m *making) actual(s *standing) document.Value {
	v := shareValue(s.Availability)
	v.Strong = !s.Rating.Met()
	if !s.Availability.Known {
		v.Text = m.gapWord(s.Gap)
		return v
	}
	if s.Upper.Value > s.Availability.Value {
		v.Second = m.words.Text("overview.services.to", "upper", m.percent(s.Upper))
	}
	if s.Rating == availability.Red {
		v.Tone = document.Missed
	}
	return v
}

func (m *making) gapWord(g availability.Gap) string {
	switch g {
	case availability.NoAgreedTime:
		return m.words.Text("overview.services.no_time")
	case availability.NoneAssessable:
		return m.words.Text("overview.services.not_assessed")
	}
	return m.words.Text("overview.services.no_data")
}

// spent is the share of the error budget that is gone, as a bar; hatched what rests on ends that nobody recorded.
func (m *making) spent(f *facts, s *standing) document.Value {
	v := document.Value{Kind: document.KindBar, Bar: &document.Bar{Max: barEnd, Limit: 1}}
	if !s.BudgetSpent.Known || !s.Availability.Known {
		v.Unknown, v.Bar.Unknown = true, true
		v.Bar.Label = m.reason(f, s)
		v.Text = v.Bar.Label
		return v
	}
	v.Number = s.BudgetSpent.Value
	least := (1 - s.Upper.Value) * s.Agreed / s.Budget.Value
	v.Bar.Value, v.Bar.Upper = least, s.BudgetSpent.Value
	v.Bar.Label = m.locale.Share(s.BudgetSpent.Value, budgetDecimals) + " %"
	v.Strong = !s.Rating.Met()
	if s.Upper.Value > s.Availability.Value {
		v.Second = m.words.Text("overview.services.from", "lower", m.locale.Share(least, budgetDecimals))
	}
	if s.Rating == availability.Red {
		v.Bar.Tone = document.Missed
	}
	return v
}

// reason says why nothing is drawn.
func (m *making) reason(f *facts, s *standing) string {
	if g, ok := f.notCovered[s.Service.Service.ID]; ok {
		return g.short
	}
	if s.Gap == availability.NoGap {
		return m.locale.Unknown // a target of 100 % has no budget
	}
	return m.gapWord(s.Gap)
}

// change is the difference to the period before, and only where it is outside what is usual.
func (m *making) change(s *standing) document.Value {
	before := s.previous()
	v := document.Value{Kind: document.KindPoints}
	switch {
	case !before.Known || !s.Availability.Known || s.usual == stats.TooEarly:
		v.Unknown = true
	case s.usual == stats.Within:
		v.Unknown, v.Text = true, m.words.Text("overview.services.usual")
	default:
		v.Number = s.Availability.Value - before.Value
		v.Strong = true
		if v.Number < 0 {
			v.Tone = document.Missed
		}
	}
	return v
}

// budgetSpark shows the share of the error budget spent in the last twelve periods, on one scale for all services.
func budgetSpark(s *standing) *document.Spark {
	spark := &document.Spark{Limit: 1, Max: 2}
	for _, f := range s.earlier[past-shown:] {
		var v *float64
		if f != nil && f.Availability.Known {
			v = f.BudgetSpent.Pointer()
		}
		spark.Values = append(spark.Values, v)
	}
	var now *float64
	if s.Availability.Known {
		now = s.BudgetSpent.Pointer()
		if s.BudgetSpent.Known {
			spark.Open = s.BudgetSpent.Value - (1-s.Upper.Value)*s.Agreed/s.Budget.Value
		}
	}
	spark.Values = append(spark.Values, now)
	return spark
}

// overallRow blends the services whose availability is known.
func (m *making) overallRow(f *facts, h *history) *document.Row {
	overall := f.result.Overall
	actual := shareValue(overall.Availability)
	actual.Strong = true
	if overall.Upper.Value > overall.Availability.Value {
		actual.Second = m.words.Text("overview.services.to", "upper", m.percent(overall.Upper))
	}
	known := overall.Of - overall.Ratings[availability.RatingUnknown]
	spent := document.Value{Kind: document.KindBar, Unknown: true}
	if overall.Budget.Known && overall.Budget.Value > 0 {
		share := overall.Downtime.Value / overall.Budget.Value
		spent = document.Value{Kind: document.KindBar, Number: share, Strong: true, Bar: &document.Bar{
			Value: share, Upper: share, Max: barEnd, Limit: 1, Label: m.locale.Share(share, budgetDecimals) + " %",
		}}
	}
	change := document.Value{Kind: document.KindPoints, Unknown: true}
	if before := h.previous(); before != nil && before.Overall.Availability.Known && overall.Availability.Known {
		switch usual(overallAvailabilities(h), overall.Availability) {
		case stats.Within:
			change.Text = m.words.Text("overview.services.usual")
		case stats.Below, stats.Above:
			change = document.Value{Kind: document.KindPoints, Strong: true, Number: overall.Availability.Value - before.Overall.Availability.Value}
		}
	}
	return &document.Row{Cells: []document.Value{
		{},
		{Text: m.words.Text("overview.services.all"), Second: m.words.Plural("overview.services.with_data", known, m.count(known)), Strong: true},
		actual,
		shareValue(overallTarget(overall)),
		spent,
		change,
		{Kind: document.KindSpark},
	}}
}

// overallTarget is the target that the services' error budgets make together.
func overallTarget(o availability.Overall) itsm.Number {
	if !o.Budget.Known || o.Whole.Value <= 0 {
		return itsm.Number{}
	}
	return itsm.Known(1 - o.Budget.Value/o.Whole.Value)
}
