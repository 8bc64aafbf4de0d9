package making

import (
	"strings"

	"nines/reports/document"
	"nines/templates"
)

// newLocale reads from the words how numbers and dates are written.
func newLocale(tag string, w *templates.Words) document.Locale {
	l := document.Locale{
		Tag: templates.Tag(tag), Language: w.Language,
		Decimal: w.Text("locale.decimal"), Group: w.Text("locale.group"),
		Hours: w.Text("locale.hours"), Minutes: w.Text("locale.minutes"), Points: w.Text("locale.points"),
		Unknown: w.Text("locale.unknown"),
		Dates: document.Dates{
			Time: w.Text("locale.time"), Day: w.Text("locale.day"), ShortDay: w.Text("locale.day.short"), Instant: w.Text("locale.instant"),
			Weekday: w.Text("locale.weekday"), Short: w.Text("locale.weekday.short"),
		},
	}
	copy(l.Months[:], strings.Fields(w.Text("locale.months")))
	copy(l.Days[:], strings.Fields(w.Text("locale.days")))
	return l
}

// AsNow says of what a panel shows, in its subtitle, that it stands as of the report's instant, whatever its period.
func (m *Report) AsNow(what string) string {
	return m.Words.Text("report.as_now", "what", what, "instant", m.Locale.Instant(m.Want.AsOf.In(m.Settings.Zone)))
}

// List joins words as a reader does: a, b and c.
func (m *Report) List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return strings.Join(items[:last], m.Words.Text("locale.list")) + m.Words.Text("locale.and") + items[last]
}
