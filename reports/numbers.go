package reports

import (
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
)

// The decimals with which figures are shown: three for availability, two for targets, whole per cents for budgets, one
// for shares and minutes.
const (
	availabilityDecimals = 3
	targetDecimals       = 2
	budgetDecimals       = 0
	shareDecimals        = 1
	minuteDecimals       = 1
)

// percent writes a ratio with the decimals of availability, without the sign.
func (m *making) percent(n itsm.Number) string { return m.share(n, availabilityDecimals) }

// target writes a target with as many decimals as it needs, two at least.
func (m *making) target(n itsm.Number) string { return m.share(n, decimalsOf(n)) }

func (m *making) share(n itsm.Number, decimals int) string {
	if !n.Known {
		return m.locale.Unknown
	}
	return m.locale.Share(n.Value, decimals)
}

func (m *making) count(n int) string { return m.locale.Number(float64(n), 0) }

// decimalsOf is how many decimals a target in per cent needs so that it is not rounded away, two to five.
func decimalsOf(target itsm.Number) int {
	for d := targetDecimals; d < 5; d++ {
		scaled := target.Value * 100
		for range d {
			scaled *= 10
		}
		if diff := scaled - float64(int64(scaled+0.5)); diff > -1e-6 && diff < 1e-6 {
			return d
		}
	}
	return 5
}

// shareValue is a ratio of a table.
func shareValue(n itsm.Number) document.Value { return document.Known(document.KindShare, n.Pointer()) }

// minutesValue is a number of minutes of a table.
func minutesValue(n itsm.Number) document.Value {
	return document.Known(document.KindMinutes, n.Pointer())
}

func minutes(v float64) document.Value {
	return document.Value{Kind: document.KindMinutes, Number: v}
}

func number(n stats.Number) itsm.Number { return itsm.Number(n) }

// usualWord says how a figure stands to its usual range.
func (m *making) usualWord(u stats.Usual) string {
	switch u {
	case stats.TooEarly:
		return m.words.Text("overview.few")
	case stats.Within:
		return m.words.Text("overview.usual")
	}
	return m.words.Text("overview.unusual")
}
