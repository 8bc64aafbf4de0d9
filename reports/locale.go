package reports

import (
	"fmt"
	"strings"
	"time"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/templates"
)

// newLocale reads from the words how numbers and dates are written.
func newLocale(tag string, w *templates.Words) document.Locale {
	l := document.Locale{
		Tag: tag, Language: w.Language,
		Decimal: w.Text("locale.decimal"), Group: w.Text("locale.group"),
		Hours: w.Text("locale.hours"), Minutes: w.Text("locale.minutes"), Points: w.Text("locale.points"),
		Unknown: w.Text("locale.unknown"),
	}
	copy(l.Months[:], strings.Fields(w.Text("locale.months")))
	copy(l.Days[:], strings.Fields(w.Text("locale.days")))
	return l
}

// periodName writes a period as a reader says it: Oct 2026, week 43 2026.
func (m *making) periodName(p itsm.Period) string {
	from := p.From.In(m.set.Zone)
	switch p.Kind {
	case itsm.Day:
		return m.locale.DayOfWeek(from)
	case itsm.Week:
		year, week := from.AddDate(0, 0, 3).ISOWeek()
		return m.words.Text("period.week", "week", week, "year", year)
	case itsm.Month:
		return m.words.Text("period.month", "month", m.locale.Months[from.Month()-1], "year", from.Year())
	case itsm.Quarter:
		return m.words.Text("period.quarter", "quarter", (int(from.Month())+2)/3, "year", from.Year())
	case itsm.Year:
		return p.Name
	}
	last := p.To.In(m.set.Zone).Add(-time.Nanosecond)
	return m.words.Text("period.range", "from", m.locale.Day(from), "to", m.locale.Day(last))
}

// periodLabel is a period's short name under a chart; the year stands once, where it changes.
func (m *making) periodLabel(p, before itsm.Period) string {
	from := p.From.In(m.set.Zone)
	label := ""
	switch p.Kind {
	case itsm.Day:
		label = fmt.Sprintf("%s %d", m.locale.Days[from.Weekday()], from.Day())
	case itsm.Week:
		_, week := from.AddDate(0, 0, 3).ISOWeek()
		label = fmt.Sprintf("W%02d", week)
	case itsm.Month:
		label = m.locale.Months[from.Month()-1]
	case itsm.Quarter:
		label = fmt.Sprintf("Q%d", (int(from.Month())+2)/3)
	default:
		label = fmt.Sprintf("%d %s", from.Day(), m.locale.Months[from.Month()-1])
	}
	if before.Zone == nil || before.From.In(m.set.Zone).Year() != from.Year() {
		label += fmt.Sprintf("\n%d", from.Year())
	}
	return label
}

var kindWords = map[itsm.Kind]string{
	itsm.Day: "day", itsm.Week: "week", itsm.Month: "month", itsm.Quarter: "quarter", itsm.Year: "year", itsm.Custom: "custom",
}

func (m *making) periodWord() string {
	return m.words.Text("overview.period." + kindWords[m.want.Period.Kind])
}

func (m *making) periodsWord() string {
	return m.words.Text("report.periods." + kindWords[m.want.Period.Kind])
}

// list joins words as a reader does: a, b and c.
func (m *making) list(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], m.words.Text("locale.list")) + m.words.Text("locale.and") + items[last]
}
