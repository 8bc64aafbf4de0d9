package reports

import (
	"fmt"

	"nines/analysis/problems"
	"nines/reports/document"
)

// ageingChart counts the open problems by age, the stale ones apart.
func (m *making) ageingChart(v *problems.Result) *document.Chart {
	w := m.words.Text
	old, known := 0, 0
	c := &document.Chart{ID: "problem_ageing", Kind: document.ChartStacked, Y: document.Axis{Kind: document.KindCount, FromZero: true}}
	stale := document.Series{Name: w("problems.ageing.stale"), Role: document.RoleActual}
	others := document.Series{Name: w("problems.ageing.others"), Role: document.RolePrevious}
	for _, b := range v.Ageing {
		known += b.N
		if b.From > oldFrom {
			old += b.N
		}
		c.Categories = append(c.Categories, ageRange(b))
		is, rest := float64(b.Stale), float64(b.N-b.Stale)
		stale.Values, others.Values = append(stale.Values, &is), append(others.Values, &rest)
	}
	c.Title = m.words.Plural("problems.ageing.title", known, m.count(known), "old", m.count(old))
	c.Subtitle, c.Alt = w("problems.ageing.subtitle"), w("problems.ageing.alt", "old", m.count(old), "n", m.count(known))
	c.Series = []document.Series{stale, others}
	return c
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
func (m *making) backlogMoved(v *problems.Result) bool {
	for _, w := range v.Weeks {
		if w.Outstanding+w.Opened+w.Closed > 0 {
			return true
		}
	}
	return false
}

// backlogChart shows how many problems were open at the end of each week, and says where that goes.
func (m *making) backlogChart(v *problems.Result) *document.Chart {
	w := m.words.Text
	b := v.Backlog
	outstanding, target := m.count(b.Outstanding), m.count(b.Target)
	c := &document.Chart{
		ID: "problem_backlog", Kind: document.ChartLine,
		Title: w("problems.backlog.title", "n", outstanding, "target", target), Subtitle: w("problems.backlog.subtitle"),
		Alt: w("problems.backlog.alt", "n", outstanding, "target", target), Note: m.backlogNote(b),
		Categories: m.weekLabels(v), Y: document.Axis{Kind: document.KindCount, FromZero: true},
	}
	actual := document.Series{Name: w("problems.backlog.open"), Role: document.RoleActual}
	goal := document.Series{Name: w("problems.backlog.target"), Role: document.RoleTarget}
	for i := range v.Weeks {
		n, to := float64(v.Weeks[i].Outstanding), float64(b.Target)
		actual.Values, goal.Values = append(actual.Values, &n), append(goal.Values, &to)
	}
	c.Series = []document.Series{actual, goal}
	return c
}

// weeklyChart shows how many were opened and closed.
func (m *making) weeklyChart(v *problems.Result) *document.Chart {
	w := m.words.Text
	opened := document.Series{Name: w("problems.weekly.opened"), Role: document.RoleActual}
	closed := document.Series{Name: w("problems.weekly.closed"), Role: document.RolePrevious}
	in, out := 0, 0
	for i := range v.Weeks {
		week := &v.Weeks[i]
		in, out = in+week.Opened, out+week.Closed
		a, b := float64(week.Opened), float64(week.Closed)
		opened.Values, closed.Values = append(opened.Values, &a), append(closed.Values, &b)
	}
	return &document.Chart{
		ID: "problem_weekly", Kind: document.ChartBars,
		Title:    w("problems.weekly.title", "opened", m.count(in), "closed", m.count(out), "weeks", len(v.Weeks)),
		Subtitle: w("problems.weekly.subtitle"), Alt: w("problems.weekly.alt"),
		Categories: m.weekLabels(v), Y: document.Axis{Kind: document.KindCount, FromZero: true},
		Series: []document.Series{closed, opened},
	}
}

func (m *making) weekLabels(v *problems.Result) []string {
	labels := make([]string, len(v.Weeks))
	for i := range v.Weeks {
		labels[i] = m.periodLabel(v.Weeks[i].Period, v.Weeks[max(i-1, 0)].Period)
	}
	return labels
}

// backlogNote says how the backlog changes a week, and when it meets its target if that can be told.
func (m *making) backlogNote(b problems.Backlog) string {
	if !b.Net.Known {
		return ""
	}
	note := m.words.Text("problems.backlog.net", "net", m.signed(b.Net.Value), "lower", m.signed(b.Lower.Value), "upper", m.signed(b.Upper.Value))
	day := func(key string) string {
		return m.words.Text(key, "earliest", m.locale.Day(b.Earliest.In(m.set.Zone)), "likely", m.locale.Day(b.Likely.In(m.set.Zone)),
			"latest", m.locale.Day(b.Latest.In(m.set.Zone)))
	}
	switch {
	case b.Met:
		return note + m.words.Text("problems.backlog.met")
	case !b.Likely.IsZero():
		return note + day("problems.backlog.dates")
	case b.Lower.Value > 0:
		return note + m.words.Text("problems.backlog.grows")
	}
	return note + m.words.Text("problems.backlog.unclear")
}

// signed writes a number with one decimal and its sign.
func (m *making) signed(v float64) string {
	text := m.locale.Number(v, 1)
	if v > 0 && text != m.locale.Number(0, 1) {
		return "+" + text
	}
	return text
}
