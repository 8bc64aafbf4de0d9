package making

import (
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/narrative"
)

// The decimals with which figures are shown: three for availability, two for targets, whole per cents for budgets, one
// for shares and minutes.
const (
	AvailabilityDecimals = 3
	TargetDecimals       = 2 // at least
	BudgetDecimals       = 0
	ShareDecimals        = 1
	MinuteDecimals       = 1
)

// Percent writes a ratio with the decimals of availability, without the sign.
func (m *Report) Percent(n itsm.Number) string { return m.Share(n, AvailabilityDecimals) }

// Target writes a target with as many decimals as it needs, two at least.
func (m *Report) Target(n itsm.Number) string { return m.Share(n, narrative.TargetDecimals(n.Value)) }

// Share writes a ratio in per cent with so many decimals, without the sign.
func (m *Report) Share(n itsm.Number, decimals int) string {
	if !n.Known {
		return m.Locale.Unknown
	}
	return m.Locale.Share(n.Value, decimals)
}

// Count writes a whole number.
func (m *Report) Count(n int) string { return m.Locale.Number(float64(n), 0) }

// ShareValue is a ratio of a table.
func ShareValue(n itsm.Number) document.Value { return document.Known(document.KindShare, n.Pointer()) }

// MinutesValue is a number of minutes of a table.
func MinutesValue(n itsm.Number) document.Value {
	return document.Known(document.KindMinutes, n.Pointer())
}

// Minutes is a known number of minutes of a table.
func Minutes(v float64) document.Value {
	return document.Value{Kind: document.KindMinutes, Number: v}
}

// Number is a number of the statistics as the records have it.
func Number(n stats.Number) itsm.Number { return itsm.Number(n) }

// UsualWord says how a figure stands to its usual range.
func (m *Report) UsualWord(u stats.Usual) string {
	switch u {
	case stats.TooEarly:
		return m.Words.Text("overview.few")
	case stats.Within:
		return m.Words.Text("overview.usual")
	case stats.Unclear:
		return m.Words.Text("overview.unclear")
	}
	return m.Words.Text("overview.unusual")
}

// Lacking says of how many incidents a quantity is not known.
func (m *Report) Lacking(v document.Value, n int) document.Value {
	if n > 0 && !v.Unknown {
		v.Second = m.Words.Text("cost.lacking", "n", m.Count(n))
	}
	return v
}

// HoursText writes minutes as hours: with a decimal below ten.
func (m *Report) HoursText(minutes float64) string { return m.Locale.HoursOf(minutes) }

// CostValue is an amount of money; a lower bound says so.
func (m *Report) CostValue(cost itsm.Number, partial bool) document.Value {
	v := document.Known(document.KindNumber, cost.Pointer())
	if partial && cost.Known {
		v.Second = m.Words.Text("cost.at_least")
	}
	return v
}

// HoursValue is a number of minutes as hours of a table.
func HoursValue(minutes itsm.Number) document.Value {
	return document.Value{Kind: document.KindNumber, Number: minutes.Value / 60, Unknown: !minutes.Known}
}
