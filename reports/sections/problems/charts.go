package problems

import (
	"fmt"

	"nines/analysis/problems"
	"nines/reports/document"
	"nines/reports/making"
)

// ageingChart counts the open problems by age, the stale ones apart.
func ageingChart(m *making.Report, v *problems.Result) *document.Chart {
	w := m.Words.Text
	old, known := 0, 0
	c := &document.Chart{ID: "problem_ageing", Kind: document.ChartStacked, Y: document.Axis{Kind: document.KindCount, FromZero: true}}
	stale := document.Series{Name: w("problems.ageing.stale"), Role: document.RoleLimit}
	others := document.Series{Name: w("problems.ageing.others"), Role: document.RolePrevious}
	for _, b := range v.Ageing {
		known += b.N
		if b.From > oldFrom {
			old += b.N
		}
		c.Categories = append(c.Categories, ageRange(b))
		stale.Cells = append(stale.Cells, inBucket(m, b, true))
		others.Cells = append(others.Cells, inBucket(m, b, false))
		is, rest := float64(b.Stale), float64(b.N-b.Stale)
		stale.Values, others.Values = append(stale.Values, &is), append(others.Values, &rest)
	}
	c.Title = m.Words.Plural("problems.ageing.title", known, m.Count(known), "old", m.Count(old))
	c.Subtitle, c.Alt = m.AsNow(w("problems.ageing.subtitle")), w("problems.ageing.alt", "old", m.Count(old), "n", m.Count(known))
	c.Series = []document.Series{stale, others}
	return c
}

// inBucket counts the problems of the agenda that are as old as the bucket says, those that are stale or the others.
func inBucket(m *making.Report, b problems.Bucket, stale bool) *document.Source {
	days := func(n int) document.Value { return document.Value{Kind: document.KindNumber, Number: float64(n)} }
	where := []document.Condition{
		document.Is("stale", document.TextValue(staleWord(m, stale))),
		{Column: "age_days", Compare: document.AtLeast, Value: days(b.From)},
	}
	if b.To >= 0 {
		where = append(where, document.Condition{Column: "age_days", Compare: document.Under, Value: days(b.To + 1)})
	}
	return document.CountOf("agenda", "problem", where...)
}

// oldFrom is the age in days beyond which a problem is called old.
const oldFrom = 90

// ageRange is the key of a bucket: 0-30, 181+.
func ageRange(b problems.Bucket) string {
	if b.To < 0 {
		return fmt.Sprintf("%d+", b.From)
	}
	return fmt.Sprintf("%d-%d", b.From, b.To)
}

// backlogMoved tells whether there was any problem in the weeks.
func backlogMoved(v *problems.Result) bool {
	for _, w := range v.Weeks {
		if w.Outstanding+w.Opened+w.Closed > 0 {
			return true
		}
	}
	return false
}

// backlogChart shows how many problems were open at the end of each week, and says where that goes. The target is that of
// all services: a part of them is held against none.
func backlogChart(m *making.Report, v *problems.Result) *document.Chart {
	w := m.Words.Text
	b := v.Backlog
	outstanding, target := m.Count(b.Outstanding), m.Count(b.Target)
	c := &document.Chart{
		ID: "problem_backlog", Kind: document.ChartLine,
		Title: m.OfPart("problems.backlog.title", "n", outstanding, "target", target), Subtitle: w("problems.backlog.subtitle"),
		Alt: m.OfPart("problems.backlog.alt", "n", outstanding, "target", target), Note: backlogNote(m, b),
		Categories: weekLabels(m, v), Y: document.Axis{Kind: document.KindCount, FromZero: true},
	}
	actual := document.Series{Name: w("problems.backlog.open"), Role: document.RoleActual}
	goal := document.Series{Name: w("problems.backlog.target"), Role: document.RoleTarget}
	for i := range v.Weeks {
		n, to := float64(v.Weeks[i].Outstanding), float64(b.Target)
		actual.Values, goal.Values = append(actual.Values, &n), append(goal.Values, &to)
	}
	opened, closed := weeklyFlows(m, v)
	c.Flows = []document.Series{opened, closed}
	if c.Series = []document.Series{actual, goal}; m.Catalogue.Restricted() {
		c.Series = c.Series[:1]
	}
	return c
}

// weeklyFlows are how many problems were opened and closed in each week.
func weeklyFlows(m *making.Report, v *problems.Result) (opened, closed document.Series) {
	opened = document.Series{Name: m.Words.Text("problems.weekly.opened"), Role: document.RoleActual}
	closed = document.Series{Name: m.Words.Text("problems.weekly.closed"), Role: document.RolePrevious}
	for i := range v.Weeks {
		a, b := float64(v.Weeks[i].Opened), float64(v.Weeks[i].Closed)
		opened.Values, closed.Values = append(opened.Values, &a), append(closed.Values, &b)
	}
	return opened, closed
}

// weeklyChart shows how many were opened and closed; on a page the backlog has that below it.
func weeklyChart(m *making.Report, v *problems.Result) *document.Chart {
	w := m.Words.Text
	opened, closed := weeklyFlows(m, v)
	in, out := 0, 0
	for i := range v.Weeks {
		in, out = in+v.Weeks[i].Opened, out+v.Weeks[i].Closed
	}
	return &document.Chart{
		ID: "problem_weekly", Kind: document.ChartBars, Within: "problem_backlog",
		Title:    w("problems.weekly.title", "opened", m.Count(in), "closed", m.Count(out), "weeks", len(v.Weeks)),
		Subtitle: w("problems.weekly.subtitle"), Alt: w("problems.weekly.alt"),
		Categories: weekLabels(m, v), Y: document.Axis{Kind: document.KindCount, FromZero: true},
		Series: []document.Series{closed, opened},
	}
}

func weekLabels(m *making.Report, v *problems.Result) []string {
	labels := make([]string, len(v.Weeks))
	for i := range v.Weeks {
		labels[i] = m.PeriodLabel(v.Weeks[i].Period, v.Weeks[max(i-1, 0)].Period)
	}
	return labels
}

// backlogNote says how the backlog changes a week, and when it meets its target if that can be told.
func backlogNote(m *making.Report, b problems.Backlog) string {
	if !b.Net.Known {
		return ""
	}
	note := m.Words.Text("problems.backlog.net", "net", signed(m, b.Net.Value), "lower", signed(m, b.Lower.Value), "upper", signed(m, b.Upper.Value))
	day := func(key string) string {
		return m.Words.Text(key, "earliest", m.Locale.Day(b.Earliest.In(m.Settings.Zone)), "likely", m.Locale.Day(b.Likely.In(m.Settings.Zone)),
			"latest", m.Locale.Day(b.Latest.In(m.Settings.Zone)))
	}
	switch {
	case m.Catalogue.Restricted():
		return note + m.Words.Text("problems.backlog.part")
	case b.Met:
		return note + m.Words.Text("problems.backlog.met")
	case !b.Likely.IsZero():
		return note + day("problems.backlog.dates")
	case b.Lower.Value > 0:
		return note + m.Words.Text("problems.backlog.grows")
	}
	return note + m.Words.Text("problems.backlog.unclear")
}

// signed writes a number with one decimal and its sign.
func signed(m *making.Report, v float64) string {
	text := m.Locale.Number(v, 1)
	if v > 0 && text != m.Locale.Number(0, 1) {
		return "+" + text
	}
	return text
}
