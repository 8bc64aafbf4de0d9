package overview

import (
	"math"
	"slices"
	"strings"

	"nines/analysis/availability"
	"nines/analysis/stats"
	"nines/reports/document"
	"nines/reports/making"
)

// servicesOnPageOne is how many services page one shows before it keeps to those that missed or changed.
const servicesOnPageOne = 12

// rowsOnPageOne is how many services page one shows at most, so that it holds the decisions too; all of them stand under
// availability.
const rowsOnPageOne = servicesOnPageOne

// barEnd is the end of the scale of error budget bars: three times the budget. A longer bar is cut there.
const barEnd = 3

func servicesTable(m *making.Report, f *making.Facts, h *making.History, standings []*making.Standing) *document.Table {
	w := m.Words.Text
	t := &document.Table{
		ID: "services", Title: w("overview.services.title"), Subtitle: w("overview.services.subtitle"),
		Empty: m.OfPart("overview.message.no_services"), PageRows: rowsOnPageOne, More: "availability",
		Columns: []document.Column{
			{Key: "rating", Title: w("overview.services.rating"), Kind: document.KindRating, Width: 1.6},
			{Key: "service", Title: w("overview.services.service"), Width: 3, Lines: 2},
			{Key: "actual", Title: w("overview.services.actual"), Kind: document.KindShare, Decimals: making.AvailabilityDecimals, Width: 1.2},
			{Key: "target", Title: w("overview.services.target"), Kind: document.KindShare, Decimals: making.TargetDecimals, Width: 1.1},
			{Key: "spent", Title: w("overview.services.spent"), Kind: document.KindBar, Decimals: making.BudgetDecimals, Width: 2.6, Ticks: budgetTicks(m)},
			{Key: "change", Title: w("overview.services.change"), Kind: document.KindPoints, Decimals: making.AvailabilityDecimals, Width: 1.2},
			{Key: "trend", Title: w("overview.services.trend", "period", m.PeriodWord()), Kind: document.KindSpark, Width: 2.2, Medium: document.PageOnly},
		},
	}
	if hatched(standings) {
		t.Note = w("overview.services.hatched")
	}
	left := 0
	for i, s := range standings {
		if len(standings) > servicesOnPageOne && !s.Changed() {
			left++
			continue
		}
		t.Rows = append(t.Rows, liveRow(t, serviceRow(m, f, s), i))
	}
	if left > 0 {
		t.Note = m.Words.Plural("overview.services.left_out", left, m.Count(left)) + " " + t.Note
	}
	if len(standings) > 1 {
		t.Note = strings.TrimSpace(t.Note + " " + w("overview.services.note"))
		t.Total = overallRow(m, f, h)
	}
	return t
}

// hatched tells whether a bar rests in part on an end that nobody recorded.
func hatched(standings []*making.Standing) bool {
	return slices.ContainsFunc(standings, func(s *making.Standing) bool { return s.Upper.Value > s.Availability.Value })
}

// liveRow says that the figures of a row are those of a service, the nth of all, and what its change comes from.
func liveRow(t *document.Table, row document.Row, nth int) document.Row {
	of := func(key string) *document.Source { return document.Cell(allServices, key, nth) }
	for i, c := range t.Columns {
		switch c.Key {
		case "actual", "target", "spent":
			row.Cells[i].Source = of(c.Key)
		case "change":
			row.Cells[i].Source = document.Less(of("actual"), of("previous"))
		}
	}
	return row
}

// allServices is the table of the section availability that page one rests on.
const allServices = "service_availability"

// blended is 1 less the services' downtime over their agreed time, both by weight.
func blended() *document.Source {
	return document.Rest(document.Ratio(document.SumOfProducts(allServices, "weight", "down", "down"),
		document.SumOfProducts(allServices, "weight", "agreed", "down")))
}

func serviceRow(m *making.Report, f *making.Facts, s *making.Standing) document.Row {
	name := document.TextValue(m.Words.Text("overview.services.weight", "name", s.Name, "weight", weight(m, s.Weight)))
	name.Strong = !s.Rating.Met()
	row := document.Row{Cells: []document.Value{
		{Kind: document.KindRating, Text: s.Rating.String()},
		name,
		m.Actual(s),
		making.ShareValue(s.Target),
		spent(m, f, s),
		change(m, s),
		{Kind: document.KindSpark, Spark: budgetSpark(s)},
	}}
	if s.Rating == availability.Red {
		row.Tone = document.Missed
	}
	return row
}

func weight(m *making.Report, v float64) string {
	if v == math.Trunc(v) {
		return m.Locale.Number(v, 0)
	}
	return m.Locale.Number(v, 2)
}

// spent is the share of the error budget that is gone, as a bar; hatched what rests on ends that nobody recorded.
func spent(m *making.Report, f *making.Facts, s *making.Standing) document.Value {
	v := document.Value{Kind: document.KindBar, Bar: &document.Bar{Max: barEnd, Limit: 1}}
	if !s.BudgetSpent.Known || !s.Availability.Known {
		v.Unknown, v.Bar.Unknown = true, true
		v.Bar.Label = reason(m, f, s)
		v.Text = v.Bar.Label
		return v
	}
	v.Number = s.BudgetSpent.Value
	least := (1 - s.Upper.Value) * s.Agreed / s.Budget.Value
	v.Bar.Value, v.Bar.Upper = least, s.BudgetSpent.Value
	v.Bar.Label = m.Locale.Share(s.BudgetSpent.Value, making.BudgetDecimals) + " %"
	v.Strong = !s.Rating.Met()
	if s.Upper.Value > s.Availability.Value {
		v.Second = m.Words.Text("overview.services.from", "lower", m.Locale.Share(least, making.BudgetDecimals))
	}
	if s.Rating == availability.Red {
		v.Bar.Tone = document.Missed
	}
	return v
}

// reason says why nothing is drawn.
func reason(m *making.Report, f *making.Facts, s *making.Standing) string {
	if g, ok := f.NotCovered[s.Service.Service.ID]; ok {
		return g.Short
	}
	if s.Gap == availability.NoGap {
		return m.Locale.Unknown // a target of 100 % has no budget
	}
	return m.GapWord(s.Gap)
}

// leastChange is the difference that still shows with the decimals of availability; less is no change to a reader.
const leastChange = 0.5e-5

// change is the difference to the period before, and only where it is outside what is usual.
func change(m *making.Report, s *making.Standing) document.Value {
	before := s.Previous()
	v := document.Value{Kind: document.KindPoints}
	switch {
	case !before.Known || !s.Availability.Known || s.Usual == stats.TooEarly:
		v.Unknown = true
	case s.Usual == stats.Within:
		v.Unknown, v.Text = true, m.Words.Text("overview.services.usual")
	case s.Usual == stats.Unclear:
		v.Unknown, v.Text = true, m.Words.Text("overview.services.unclear")
	default:
		v.Number = s.Availability.Value - before.Value
		v.Strong = math.Abs(v.Number) >= leastChange
		if v.Strong && v.Number < 0 {
			v.Tone = document.Missed
		}
	}
	return v
}

// budgetTicks are the marks above the bars: nothing, the whole budget, the scale's end.
func budgetTicks(m *making.Report) []document.Tick {
	number := func(share float64) string { return m.Locale.Share(share, making.BudgetDecimals) }
	return []document.Tick{{At: 0, Text: number(0)}, {At: 1, Text: number(1) + " %"}, {At: barEnd, Text: number(barEnd)}}
}

// budgetSpark shows the share of the error budget spent in the last twelve periods, on one scale for all services.
func budgetSpark(s *making.Standing) *document.Spark {
	spark := &document.Spark{Limit: 1, Max: 2}
	for _, f := range s.Earlier[making.PastPeriods-making.ShownPeriods:] {
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

// overallSpent is the share of all error budgets that is gone, by weight; hatched what rests on ends that nobody recorded.
func overallSpent(m *making.Report, f *making.Facts) document.Value {
	overall := f.Availability.Overall
	if !overall.Budget.Known || overall.Budget.Value <= 0 {
		return document.Value{Kind: document.KindBar, Unknown: true}
	}
	share := overall.Downtime.Value / overall.Budget.Value
	v := document.Value{Kind: document.KindBar, Number: share, Strong: true, Bar: &document.Bar{
		Value: share, Upper: share, Max: barEnd, Limit: 1, Label: m.Locale.Share(share, making.BudgetDecimals) + " %",
	}, Source: document.Ratio(document.SumOfProducts(allServices, "weight", "down", "down"), document.SumOfProducts(allServices, "weight", "budget", "down"))}
	if overall.Upper.Value > overall.Availability.Value {
		least := (1 - overall.Upper.Value) * overall.Agreed.Value / overall.Budget.Value
		v.Bar.Value = least
		v.Second = m.Words.Text("overview.services.from", "lower", m.Locale.Share(least, making.BudgetDecimals))
	}
	return v
}

// overallRow blends the services whose availability is known.
func overallRow(m *making.Report, f *making.Facts, h *making.History) *document.Row {
	overall := f.Availability.Overall
	actual := making.ShareValue(overall.Availability)
	actual.Strong, actual.Source = true, blended()
	if overall.Upper.Value > overall.Availability.Value {
		actual.Second = m.Words.Text("overview.services.to", "upper", m.Percent(overall.Upper))
	}
	known := overall.Of - overall.Ratings[availability.RatingUnknown]
	change := document.Value{Kind: document.KindPoints, Unknown: true}
	if before := h.Previous(); before != nil && before.Overall.Availability.Known && overall.Availability.Known {
		switch making.UsualBetween(making.OverallAvailabilities(h), overall.Lower, overall.Upper) {
		case stats.Within:
			change.Text = m.Words.Text("overview.services.usual")
		case stats.Unclear:
			change.Text = m.Words.Text("overview.services.unclear")
		case stats.Below, stats.Above:
			change = document.Value{Kind: document.KindPoints, Number: overall.Availability.Value - before.Overall.Availability.Value}
			change.Strong = math.Abs(change.Number) >= leastChange
		}
	}
	return &document.Row{Cells: []document.Value{
		{},
		{Text: m.Words.Text("overview.services.all"), Second: m.Words.Plural("overview.services.with_data", known, m.Count(known)), Strong: true},
		actual,
		making.ShareValue(making.OverallTarget(overall)),
		overallSpent(m, f),
		change,
		{Kind: document.KindSpark},
	}}
}
