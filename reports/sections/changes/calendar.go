package changes

import (
	"slices"
	"time"

	"nines/analysis/changes"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// classOrder is the order in which classes are told, and so that of their forms.
var classOrder = []itsm.ChangeClass{itsm.ClassNormal, itsm.ClassStandard, itsm.ClassBAU, itsm.ClassEmergency, itsm.ClassUnknown}

// longestCalendar is the longest period that is drawn hour by hour: longer ones show nothing that a reader could tell.
const longestCalendar = 32 * 24 * time.Hour

// calendar draws the changes with a time by service, freezes behind them, conflicts in red, busy hours below.
func calendar(m *making.Report, a *ahead) *document.Chart {
	c := &document.Chart{
		ID: "change_calendar", Kind: document.ChartGantt, Title: m.Words.Text("changes.calendar.title"),
		Subtitle: m.AsNow(m.Words.Text("changes.calendar.subtitle", "period", m.PeriodName(a.coming))),
		Alt:      m.Words.Plural("changes.calendar.alt", len(a.schedule.Changes), m.Count(len(a.schedule.Changes)), "conflicts", m.Count(len(a.schedule.Conflicts))),
		From:     a.coming.From, To: a.coming.To, Empty: m.Words.Text("changes.calendar.none"),
	}
	for _, class := range classOrder {
		c.Classes = append(c.Classes, classWord(m, class))
	}
	rows := calendarRows(m, a)
	at := map[string]int{}
	for i, r := range rows {
		c.Rows, at[r.id] = append(c.Rows, r.name), i
	}
	c.Spans = append(freezeSpans(m, a, rows), busySpans(m, a, at)...)
	colliding := map[itsm.Ref]bool{}
	for _, conflict := range a.schedule.Conflicts {
		colliding[conflict.Change], colliding[conflict.With] = true, true
	}
	for i := range a.schedule.Changes {
		s := &a.schedule.Changes[i]
		if at, shown := at[rowOf(s)]; shown && !s.At.Empty() {
			c.Spans = append(c.Spans, document.GanttSpan{
				Row: at, From: s.At.From, To: s.At.To, Label: s.ID + " " + s.Title, Class: classWord(m, s.Class), Conflict: colliding[s.Ref()],
			})
		}
	}
	return c
}

// calendarRow is a service with changes that have a time.
type calendarRow struct {
	id, name string
	first    time.Time
}

// rowOf is the row of a change: its service; those of unknown service share one.
func rowOf(s *changes.Scheduled) string {
	if s.Of == nil {
		return ""
	}
	return s.Of.ID
}

// calendarRows lists the services in the order of their first change, those without one are left out.
func calendarRows(m *making.Report, a *ahead) []calendarRow {
	first := map[string]time.Time{}
	for i := range a.schedule.Changes {
		s := &a.schedule.Changes[i]
		if t, met := first[rowOf(s)]; !s.At.Empty() && (!met || s.At.From.Before(t)) {
			first[rowOf(s)] = s.At.From
		}
	}
	var rows []calendarRow
	for id, t := range first {
		rows = append(rows, calendarRow{id, m.ProblemService(id), t})
	}
	slices.SortFunc(rows, func(x, y calendarRow) int {
		if c := x.first.Compare(y.first); c != 0 {
			return c
		}
		return compareText(x.id, y.id)
	})
	return rows
}

// freezeSpans draws each freeze behind the services that it concerns.
func freezeSpans(m *making.Report, a *ahead, rows []calendarRow) []document.GanttSpan {
	var spans []document.GanttSpan
	for _, f := range a.schedule.Freezes {
		concerned := map[string]bool{}
		for _, name := range f.Services {
			concerned[m.ServiceID(name)] = true
		}
		for i, r := range rows {
			if len(f.Services) == 0 || concerned[r.id] {
				spans = append(spans, document.GanttSpan{
					Row: i, From: f.Span.From, To: f.Span.To, Label: freezeLabel(m, f.Reason), Class: m.Words.Text("changes.freeze"), Backdrop: true,
				})
			}
		}
	}
	return spans
}

func freezeLabel(m *making.Report, reason string) string {
	if reason == "" {
		return m.Words.Text("changes.freeze")
	}
	return m.Words.Text("changes.freeze.reason", "reason", reason)
}

// busySpans marks the busy hours of each service.
func busySpans(m *making.Report, a *ahead, rows map[string]int) []document.GanttSpan {
	var spans []document.GanttSpan
	for id, row := range rows {
		calendar := a.schedule.Busy[id]
		if calendar == nil {
			continue
		}
		for _, s := range calendar.Within(a.coming.Span) {
			spans = append(spans, document.GanttSpan{Row: row, From: s.From, To: s.To, Class: m.Words.Text("changes.busy"), Strip: true})
		}
	}
	slices.SortFunc(spans, func(x, y document.GanttSpan) int {
		if x.Row != y.Row {
			return x.Row - y.Row
		}
		return x.From.Compare(y.From)
	})
	return spans
}
