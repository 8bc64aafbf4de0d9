package capacity

import (
	"math"
	"time"

	"nines/analysis/capacity"
	"nines/reports/document"
	"nines/reports/making"
)

// yearsInSight is how many years ahead a date is told.
const yearsInSight = 5

// yearsColumn draws on a page when the limits are met, on one scale of years from the as-of instant on: solid up to the
// earliest date, hatched from there to the latest, with a stroke at the likely one.
func yearsColumn(m *making.Report, c *making.Capacity) making.Column[row] {
	end := yearsShown(m, c)
	col := m.Column("capacity.column.", "years", document.KindBar, 0, document.PageOnly)
	col.Width = 0.8
	for year := range end + 1 {
		col.Ticks = append(col.Ticks, document.Tick{At: float64(year), Text: m.Count(year)})
	}
	return making.Col(col, func(f row) document.Value { return yearsValue(m, f, float64(end)) })
}

// dated tells whether anything is said of when a fit meets its limit.
func dated(f row) bool {
	if !f.Entry.Limit.Known || f.Unreliable || warned(f, capacity.ShortVolume) || warned(f, capacity.NoTrend) {
		return false
	}
	return f.Dates.Reached || f.Dates.Beyond || !f.Dates.Likely.IsZero()
}

// yearsShown is the end of the scale: the first year that holds all dates, five at most.
func yearsShown(m *making.Report, c *making.Capacity) int {
	end := 1.0
	for _, f := range c.Fits {
		switch {
		case !dated(f) || f.Dates.Reached:
		case f.Dates.Beyond || f.Dates.Latest.IsZero():
			end = yearsInSight
		default:
			end = max(end, math.Ceil(yearsTo(m, f.Dates.Latest)))
		}
	}
	return int(min(end, yearsInSight))
}

// yearsTo is how far ahead an instant lies, not below 0.
func yearsTo(m *making.Report, t time.Time) float64 {
	return max(t.Sub(m.Want.AsOf).Hours()/24/365.25, 0)
}

func yearsValue(m *making.Report, f row, end float64) document.Value {
	v := document.Value{Kind: document.KindBar}
	switch d := f.Dates; {
	case !dated(f):
		v.Unknown = true
	case d.Reached:
		v.Bar = &document.Bar{Max: end, Tone: document.Missed}
	case d.Beyond: // the bar goes on beyond the scale
		v.Number = end
		v.Bar = &document.Bar{Value: end + 1, Upper: end + 1, Max: end, Tone: document.Muted}
	default:
		v.Number = yearsTo(m, d.Likely)
		latest := end + 1
		if !d.Latest.IsZero() {
			latest = yearsTo(m, d.Latest)
		}
		v.Bar = &document.Bar{Value: yearsTo(m, d.Earliest), Upper: latest, Mark: v.Number, Max: end}
	}
	return v
}
