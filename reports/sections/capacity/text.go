package capacity

import (
	"math"
	"strings"
	"time"

	"nines/analysis/capacity"
	"nines/internal/itsm"
	"nines/reports/making"
)

// name says of which KPI a fit is: the service, its component where it has one, and the metric.
func name(m *making.Report, f *making.CapacityFit) string {
	return m.Words.Text("capacity.name", "owner", owner(m, f), "metric", f.Series.Metric)
}

// owner is the service and its component.
func owner(m *making.Report, f *making.CapacityFit) string {
	service := m.Words.Text("capacity.service.none")
	if f.Series.Service != "" {
		service = m.ServiceName(f.Series.Service)
	}
	if f.Series.Component == "" {
		return service
	}
	return m.Words.Text("capacity.component", "service", service, "component", f.Series.Component)
}

// driver names what drives a KPI.
func driver(m *making.Report, f *making.CapacityFit) string {
	if f.OverTime() {
		return m.Words.Text("capacity.driver.time")
	}
	return strings.Join(f.Drivers, " + ")
}

// decimalsOf is how many decimals a KPI's figures are shown with: two digits of what a single step departs from the
// fit, as data do not carry more; without a fit three digits of the figure.
func decimalsOf(f *making.CapacityFit) int {
	if se := f.ResidualSE; se.Known && se.Value > 0 {
		return clamp(1 - int(math.Floor(math.Log10(se.Value))))
	}
	return digits(f.Measured.Value)
}

// digits is how many decimals show three digits of a number.
func digits(v float64) int {
	if v == 0 {
		return 0
	}
	return clamp(2 - int(math.Floor(math.Log10(math.Abs(v)))))
}

func clamp(decimals int) int { return max(0, min(decimals, 6)) }

// figureText writes a figure of the KPI.
func figureText(m *making.Report, f *making.CapacityFit, n itsm.Number) string {
	if !n.Known {
		return m.Locale.Unknown
	}
	return m.Locale.Number(n.Value, decimalsOf(f))
}

// number writes any number with three digits; one too small for that as it is, with a power of ten.
func number(m *making.Report, v float64) string {
	if v != 0 && math.Abs(v) < 1e-6 {
		return m.Locale.Power(v)
	}
	return m.Locale.Number(v, digits(v))
}

// limitText writes a limit as it was configured, with the unit.
func limitText(m *making.Report, f *making.CapacityFit) string {
	limit := f.Entry.Limit
	if !limit.Known {
		return m.Locale.Unknown
	}
	return strings.TrimSpace(m.Locale.Number(limit.Value, plainDecimals(limit.Value)) + " " + f.Unit)
}

// plainDecimals is how many decimals a number has that somebody wrote.
func plainDecimals(v float64) int {
	for d := range 6 {
		if scaled := v * math.Pow(10, float64(d)); math.Abs(scaled-math.Round(scaled)) < 1e-9*math.Max(1, math.Abs(scaled)) {
			return d
		}
	}
	return 6
}

// growthText writes a growth with its sign.
func growthText(m *making.Report, growth float64) string {
	text := m.Locale.Number(growth*100, plainDecimals(growth*100)) + " %"
	if growth >= 0 {
		return "+" + text
	}
	return text
}

// exactWithin is how near to each other the earliest and the latest date must lie to be told by the day; else they are
// told by the month.
const exactWithin = 62 * 24 * time.Hour

// dateText writes one of the dates at which a limit is met, no more exactly than they can be known.
func dateText(m *making.Report, d capacity.Dates, t time.Time) string {
	if t.IsZero() {
		return m.Locale.Unknown
	}
	local := t.In(m.Settings.Zone)
	if !d.Latest.IsZero() && d.Latest.Sub(d.Earliest) <= exactWithin {
		return m.Locale.Day(local)
	}
	return m.Words.Text("period.month", "month", m.Locale.Months[local.Month()-1], "year", local.Year())
}

// stepText says how long a step is.
func stepText(m *making.Report, step time.Duration) string {
	for _, unit := range []struct {
		word   string
		length time.Duration
	}{{"day", 24 * time.Hour}, {"hour", time.Hour}, {"minute", time.Minute}} {
		if n := int(step / unit.length); n > 0 && step%unit.length == 0 {
			return m.Words.Plural("capacity.step."+unit.word, n, m.Count(n))
		}
	}
	n := int(step / time.Second)
	return m.Words.Plural("capacity.step.second", n, m.Count(n))
}

// grave are the warnings that make a fit unreliable.
func grave(f *making.CapacityFit) []capacity.Warning {
	var list []capacity.Warning
	for _, w := range f.Warnings {
		if w.Grave {
			list = append(list, w)
		}
	}
	return list
}
