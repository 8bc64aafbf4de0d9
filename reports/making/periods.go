package making

import (
	"fmt"
	"time"

	"nines/internal/itsm"
)

// PastPeriods is how many earlier periods a report looks back on.
const PastPeriods = 12

// ShownPeriods are the earlier periods that stand beside this one in charts: with it they make twelve.
const ShownPeriods = PastPeriods - 1

// Until is the end of what can be known of the period: its own end or the as-of instant, whichever is earlier.
func (m *Report) Until() time.Time { return Earlier(m.Want.Period.To, m.Want.AsOf) }

// Running tells whether the period is not over yet: then its counts say nothing beside those of whole periods.
func (m *Report) Running() bool { return m.Want.AsOf.Before(m.Want.Period.To) }

// Earlier is the earlier of two instants.
func Earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// PeriodName writes a period as a reader says it: Oct 2026, week 43 2026.
func (m *Report) PeriodName(p itsm.Period) string {
	from := p.From.In(m.Settings.Zone)
	switch p.Kind {
	case itsm.Day:
		return m.Locale.DayOfWeek(from)
	case itsm.Week:
		year, week := from.AddDate(0, 0, 3).ISOWeek()
		return m.Words.Text("period.week", "week", week, "year", year)
	case itsm.Month:
		return m.Words.Text("period.month", "month", m.Locale.Months[from.Month()-1], "year", from.Year())
	case itsm.Quarter:
		return m.Words.Text("period.quarter", "quarter", (int(from.Month())+2)/3, "year", from.Year())
	case itsm.Year:
		return p.Name
	}
	last := p.To.In(m.Settings.Zone).Add(-time.Nanosecond)
	return m.Words.Text("period.range", "from", m.Locale.Day(from), "to", m.Locale.Day(last))
}

// PreviousLabel is the name of the period before.
func (m *Report) PreviousLabel() string { return m.PeriodName(m.Want.Period.Shift(-1)) }

// PeriodLabel is a period's short name under a chart; the year stands once, where it changes.
func (m *Report) PeriodLabel(p, before itsm.Period) string {
	from := p.From.In(m.Settings.Zone)
	label := ""
	switch p.Kind {
	case itsm.Day:
		label = m.Locale.DayOfWeekShort(from)
	case itsm.Week:
		_, week := from.AddDate(0, 0, 3).ISOWeek()
		label = m.Words.Text("period.week.short", "week", fmt.Sprintf("%02d", week))
	case itsm.Month:
		label = m.Locale.Months[from.Month()-1]
	case itsm.Quarter:
		label = m.Words.Text("period.quarter.short", "quarter", (int(from.Month())+2)/3)
	default:
		label = m.Locale.ShortDay(from)
	}
	if before.Zone == nil || before.From.In(m.Settings.Zone).Year() != from.Year() {
		label += fmt.Sprintf("\n%d", from.Year())
	}
	return label
}

// Labels names the earlier periods and this one for an axis.
func (m *Report) Labels(h *History) []string {
	var before itsm.Period
	earlier := h.Periods[PastPeriods-ShownPeriods:]
	labels := make([]string, 0, ShownPeriods+1)
	for _, p := range append(earlier[:ShownPeriods:ShownPeriods], m.Want.Period) {
		labels = append(labels, m.PeriodLabel(p, before))
		before = p
	}
	return labels
}

var kindWords = map[itsm.Kind]string{
	itsm.Day: "day", itsm.Week: "week", itsm.Month: "month", itsm.Quarter: "quarter", itsm.Year: "year", itsm.Custom: "custom",
}

// PeriodWord says what kind of period it is: week, month.
func (m *Report) PeriodWord() string {
	return m.Words.Text("overview.period." + kindWords[m.Want.Period.Kind])
}

// PeriodsWord is the same of several: weeks, months.
func (m *Report) PeriodsWord() string {
	return m.Words.Text("report.periods." + kindWords[m.Want.Period.Kind])
}
