package html_test

import (
	"fmt"
	"time"

	"nines/reports/document"
)

var year = []string{"Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"}

func values(list ...float64) []*float64 {
	out := make([]*float64, len(list))
	for i, v := range list {
		out[i] = known(v)
	}
	return out
}

func trend() *document.Chart {
	return &document.Chart{
		ID: "trend", Kind: document.ChartLine, Title: "12 months: availability", Subtitle: "in %, all services by weight",
		Alt:        "Availability by month, November 2025 to October 2026: between 99.942 and 99.966 %, always above the target of 99.919 %.",
		Categories: year,
		Series: []document.Series{
			{Name: "availability", Role: document.RoleActual, Values: values(.99966, .99959, .99954, .99962, .99949, .99964, .99955, .99961, .99953, .99964, .99951, .99942)},
			{Name: "target", Role: document.RoleTarget, Values: values(.99919, .99919, .99919, .99919, .99919, .99919, .99919, .99919, .99919, .99919, .99919, .99919)},
		},
		Band: &document.Band{Lower: .99933, Upper: .99983, Label: "usual range"},
		Y:    document.Axis{Kind: document.KindShare, Decimals: 3},
		Note: "October leaves Data warehouse out (no data).",
	}
}

func lost() *document.Chart {
	return &document.Chart{
		ID: "lost", Kind: document.ChartBars, Title: "Weighted minutes lost", Subtitle: "against the error budget (outlined)",
		Alt: "Weighted minutes lost by month: 269 to 447, below the budget of 630.", Categories: year,
		Series: []document.Series{
			{Name: "lost", Role: document.RoleActual, Values: values(269, 341, 379, 287, 418, 285, 370, 312, 386, 296, 390, 375), Open: []float64{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 72}},
			{Name: "budget", Role: document.RoleBudget, Values: values(820, 850, 850, 770, 850, 820, 850, 820, 850, 850, 820, 630)},
		},
		Y: document.Axis{Kind: document.KindMinutes, FromZero: true},
	}
}

func pareto() *document.Chart {
	c := &document.Chart{
		ID: "pareto", Kind: document.ChartPareto, Title: "Six of 13 outages make 80 % of the loss", Subtitle: "attributed minutes × weight, October 2026",
		Alt:    "The six greatest of 13 outages make 80 % of 447.2 weighted minutes.",
		Series: []document.Series{{Name: "score", Role: document.RoleActual, Values: values(126, 98, 42.6, 39, 27.3, 25, 19.2, 18, 16, 12, 12, 9, 3.1)}},
		Y:      document.Axis{Kind: document.KindMinutes, Decimals: 1, FromZero: true},
	}
	for i := range 13 {
		c.Categories = append(c.Categories, fmt.Sprintf("Service %d: what happened to it in October", i+1))
	}
	return c
}

func scatter() *document.Chart {
	c := &document.Chart{
		ID: "fit", Kind: document.ChartScatter, Title: "CPU against transactions", Subtitle: "% against million transactions an hour", Alt: "CPU grows by 12.5 points per million transactions.",
		X: document.Axis{Title: "million transactions", Kind: document.KindNumber, Decimals: 1}, Y: document.Axis{Title: "CPU %", Kind: document.KindNumber, FromZero: true},
	}
	var xs, fit, low, high []float64
	for i := range 40 {
		x := 1 + float64(i)*.1
		c.Points = append(c.Points, document.Point{X: x, Y: 12.5*x + float64(i*7%11) - 5})
	}
	for _, x := range []float64{1, 3, 5, 7} {
		xs, fit, low, high = append(xs, x), append(fit, 12.5*x), append(low, 12.5*x-9), append(high, 12.5*x+9)
	}
	c.Series = []document.Series{
		{Name: "fit", Role: document.RoleFit, X: xs, Values: values(fit...)},
		{Name: "lower", Role: document.RoleLower, X: xs, Values: values(low...)},
		{Name: "upper", Role: document.RoleUpper, X: xs, Values: values(high...)},
		{Name: "limit", Role: document.RoleLimit, X: xs, Values: values(80, 80, 80, 80)},
	}
	return c
}

func stacked() *document.Chart {
	return &document.Chart{
		ID: "classes", Kind: document.ChartStacked, Title: "Changes by class", Subtitle: "by month", Alt: "30 to 50 changes a month, a tenth of them emergencies.", Categories: year,
		Series: []document.Series{
			{Name: "normal", Values: values(20, 22, 18, 25, 24, 21, 23, 25, 20, 22, 24, 26)},
			{Name: "standard", Role: document.RolePrevious, Values: values(10, 12, 9, 11, 12, 14, 10, 11, 13, 10, 12, 11)},
			{Name: "emergency", Role: document.RoleLimit, Values: values(3, 2, 4, 3, 2, 5, 3, 2, 4, 3, 2, 6)},
		},
		Y: document.Axis{Kind: document.KindCount, FromZero: true},
	}
}

func regions() *document.Chart {
	return &document.Chart{
		ID: "regions", Kind: document.ChartHeat, Title: "Where it was lost", Subtitle: "share of the error budget spent, by service and region", Alt: "FX pricing lost most in APAC.",
		Rows: []string{"FX pricing", "Mobile app", "Payments gateway", "Trade settlement", "Data warehouse"}, Categories: []string{"AMRS", "EMEA", "APAC"},
		Cells: [][]*float64{values(1.9, 2.5, 7.7), {known(0), known(.5), known(.9)}, values(1.1, .6, .6), values(.8, .8, .8), {nil, nil, nil}},
		Steps: []float64{0.0001, .75, 1}, Y: document.Axis{Kind: document.KindShare},
	}
}

func week() *document.Chart {
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, time.UTC) }
	return &document.Chart{
		ID: "week", Kind: document.ChartGantt, Title: "The week of changes", Subtitle: "2 to 9 November", Alt: "Four changes; two overlap on Tuesday night.",
		Rows: []string{"FX pricing", "Mobile app", "Market data"}, From: at(2, 0), To: at(9, 0),
		Spans: []document.GanttSpan{
			{Row: 0, From: at(3, 20), To: at(4, 4), Label: "CHG0032001", Class: "normal", Conflict: true},
			{Row: 0, From: at(4, 0), To: at(4, 8), Label: "CHG0032002", Class: "emergency", Conflict: true},
			{Row: 1, From: at(5, 0), To: at(7, 0), Label: "freeze", Backdrop: true},
			{Row: 2, From: at(8, 6), To: at(8, 9), Label: "CHG0032003", Class: "standard"},
		},
	}
}

func outages(n int) *document.Table {
	t := &document.Table{
		ID: "outages", Title: "All outages", Subtitle: "by attributed minutes", PageRows: 12,
		Columns: []document.Column{
			{Title: "Outage", Kind: document.KindID},
			{Title: "Service"},
			{Title: "What happened"},
			{Title: "From", Kind: document.KindInstant},
			{Title: "To", Kind: document.KindInstant},
			{Title: "Day", Kind: document.KindDay},
			{Title: "Restored in", Kind: document.KindDuration},
			{Title: "Gross min", Kind: document.KindMinutes, Decimals: 1},
			{Title: "Attributed min", Kind: document.KindMinutes, Decimals: 1},
			{Title: "Share %", Kind: document.KindShare, Decimals: 1},
			{Title: "Cumulative %", Kind: document.KindShare, Decimals: 1},
			{Title: "Calls", Kind: document.KindCount},
		},
	}
	start := time.Date(2026, 10, 14, 8, 12, 0, 0, time.UTC)
	for i := range n {
		at := start.Add(time.Duration(i) * 7 * time.Hour)
		end := document.Instant(at.Add(150 * time.Minute))
		if i == 3 {
			end = document.Instant(time.Time{})
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Value{
			document.ID(fmt.Sprintf("INC%07d", 48213+i), "https://tool.example.com/x"), document.TextValue("Payments gateway"),
			document.TextValue("Queue full at half-month run, acknowledgements late"), document.Instant(at), end,
			{Kind: document.KindDay, Time: at},
			{Kind: document.KindDuration, Number: 150},
			{Kind: document.KindMinutes, Number: 150},
			{Kind: document.KindMinutes, Number: 1234.5},
			share(.123), share(.5), document.Count(12345),
		}})
	}
	return t
}
