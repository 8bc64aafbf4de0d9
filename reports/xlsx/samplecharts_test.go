package xlsx_test

import (
	"fmt"
	"time"

	"nines/reports/document"
)

var year = []string{"Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"}

func trend() *document.Chart {
	return &document.Chart{
		ID: "trend", Kind: document.ChartLine, Title: "12 months: availability", Subtitle: "in %, all services by weight",
		Alt: "Availability by month: between 99.942 and 99.966 %, always above the target.", Categories: year,
		Series: []document.Series{
			{Name: "availability", Role: document.RoleActual, Values: known(.99966, .99959, .99954, .99962, .99949, .99964, .99955, .99961, .99953, .99964, .99951, .99942)},
			{Name: "target", Role: document.RoleTarget, Values: known(.99919, .99919, .99919, .99919, .99919, .99919, .99919, .99919, .99919, .99919, .99919, .99919)},
		},
		Band: &document.Band{Lower: .99933, Upper: .99983, Label: "usual range"},
		Y:    document.Axis{Kind: document.KindShare, Decimals: 3},
		Note: "October leaves Data warehouse out (no data).",
	}
}

func lost() *document.Chart {
	return &document.Chart{
		ID: "lost", Kind: document.ChartBars, Title: "Weighted minutes lost", Subtitle: "against the error budget", Categories: year,
		Series: []document.Series{
			{Name: "lost", Role: document.RoleActual, Values: known(269, 341, 379, 287, 418, 285, 370, 312, 386, 296, 390, 447), Open: []float64{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 72}},
			{Name: "budget", Role: document.RoleBudget, Values: known(820, 850, 850, 770, 850, 820, 850, 820, 850, 850, 820, 630)},
		},
		Y: document.Axis{Title: "minutes", Kind: document.KindMinutes, FromZero: true},
	}
}

func pareto() *document.Chart {
	c := &document.Chart{
		ID: "pareto", Kind: document.ChartPareto, Title: "Six of 13 outages make 80 % of the loss", Subtitle: "attributed minutes × weight, October 2026",
		Series: []document.Series{{Name: "minutes × weight", Role: document.RoleActual, Values: known(126, 98, 42.6, 39, 27.3, 25, 19.2, 18, 16, 12, 12, 9, 3.1)}},
		Y:      document.Axis{Kind: document.KindMinutes, Decimals: 1, FromZero: true},
	}
	for i := range 13 {
		c.Categories = append(c.Categories, fmt.Sprintf("INC%07d Payments gateway: what happened to it in October", 48213+i))
	}
	return c
}

func scatter() *document.Chart {
	c := &document.Chart{
		ID: "fit", Kind: document.ChartScatter, Title: "CPU against transactions", Subtitle: "% against million transactions an hour",
		X: document.Axis{Title: "million transactions", Kind: document.KindNumber, Decimals: 1}, Y: document.Axis{Title: "CPU, %", Kind: document.KindNumber, FromZero: true},
	}
	xs := []float64{1, 3, 5, 7}
	for i := range 40 {
		x := 1 + float64(i)*.1
		c.Points = append(c.Points, document.Point{X: x, Y: 12.5*x + float64(i*7%11) - 5})
	}
	c.Series = []document.Series{
		{Name: "fit", Role: document.RoleFit, X: xs, Values: known(12.5, 37.5, 62.5, 87.5)},
		{Name: "lower", Role: document.RoleLower, X: xs, Values: known(3.5, 28.5, 53.5, 78.5)},
		{Name: "upper", Role: document.RoleUpper, X: xs, Values: known(21.5, 46.5, 71.5, 96.5)},
		{Name: "limit", Role: document.RoleLimit, X: xs, Values: known(80, 80, 80, 80)},
	}
	return c
}

func stacked() *document.Chart {
	return &document.Chart{
		ID: "classes", Kind: document.ChartStacked, Title: "Changes by class", Subtitle: "by month", Categories: year,
		Series: []document.Series{
			{Name: "normal", Values: known(20, 22, 18, 25, 24, 21, 23, 25, 20, 22, 24, 26)},
			{Name: "standard", Values: known(10, 12, 9, 11, 12, 14, 10, 11, 13, 10, 12, 11)},
			{Name: "emergency", Role: document.RoleLimit, Values: known(3, 2, 4, 3, 2, 5, 3, 2, 4, 3, 2, 6)},
		},
		Y: document.Axis{Title: "changes", Kind: document.KindCount, FromZero: true},
	}
}

func regions() *document.Chart {
	return &document.Chart{
		ID: "regions", Kind: document.ChartHeat, Title: "Where it was lost", Subtitle: "share of the error budget spent, by service and region",
		Rows: []string{"FX pricing", "Mobile app", "Payments gateway", "Trade settlement", "Data warehouse"}, Categories: []string{"AMRS", "EMEA", "APAC"},
		Cells: [][]*float64{known(1.9, 2.5, 7.7), known(0, .5, .9), known(1.1, .6, .6), known(.8, .8, .8), {nil, nil, nil}},
		Steps: []float64{0.0001, .75, 1}, Y: document.Axis{Kind: document.KindShare},
	}
}

func week() *document.Chart {
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, time.UTC) }
	return &document.Chart{
		ID: "week", Kind: document.ChartGantt, Title: "The week of changes", Subtitle: "2 to 9 November",
		Rows: []string{"FX pricing", "Mobile app", "Market data"}, From: at(2, 0), To: at(9, 0),
		Spans: []document.GanttSpan{
			{Row: 0, From: at(3, 20), To: at(4, 4), Label: "CHG0032001", Class: "normal", Conflict: true},
			{Row: 0, From: at(4, 0), To: at(4, 8), Label: "CHG0032002", Class: "emergency", Conflict: true},
			{Row: 1, From: at(5, 0), To: at(7, 0), Label: "freeze", Backdrop: true},
			{Row: 2, From: at(8, 6), To: at(8, 9), Label: "CHG0032003", Class: "standard"},
			{Row: 2, From: at(8, 16), To: at(10, 9), Label: "CHG0032004", Class: "normal"},
		},
	}
}

func outages(n int) *document.Table {
	t := &document.Table{
		ID: "outages", Title: "All outages", Subtitle: "by attributed minutes", PageRows: 12,
		Columns: []document.Column{
			{Key: "id", Title: "Outage", Kind: document.KindID},
			{Key: "service", Title: "Service"},
			{Key: "title", Title: "What happened"},
			{Key: "from", Title: "From", Kind: document.KindInstant},
			{Key: "to", Title: "To", Kind: document.KindInstant},
			{Key: "day", Title: "Day", Kind: document.KindDay},
			{Key: "restored", Title: "Restored in", Kind: document.KindDuration},
			{Key: "gross", Title: "Gross, min", Kind: document.KindMinutes, Decimals: 1},
			{Key: "attributed", Title: "Attributed, min", Kind: document.KindMinutes, Decimals: 1},
			{Key: "share", Title: "Share, %", Kind: document.KindShare, Decimals: 1},
			{Key: "calls", Title: "Calls", Kind: document.KindCount},
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
			minutes(150), minutes(1234.5), share(.123), document.Count(12345),
		}})
	}
	return t
}

// tickets is a detail of fifteen columns; the producer uses one slice for all rows.
func tickets(n int) *document.Detail {
	d := &document.Detail{ID: "tickets", Title: "Tickets of the period", Columns: []document.Column{
		{Key: "record", Title: "Record"},
		{Key: "id", Title: "Id", Kind: document.KindID},
		{Key: "service", Title: "Service"},
		{Key: "component", Title: "Component"},
		{Key: "title", Title: "Title"},
		{Key: "priority", Title: "Priority"},
		{Key: "status", Title: "Status"},
		{Key: "opened", Title: "Opened", Kind: document.KindInstant},
		{Key: "restored", Title: "Restored", Kind: document.KindInstant},
		{Key: "closed", Title: "Closed", Kind: document.KindInstant},
		{Key: "team", Title: "Team"},
		{Key: "category", Title: "Category"},
		{Key: "effort", Title: "Effort, min", Kind: document.KindMinutes},
		{Key: "lost", Title: "Weighted min lost", Kind: document.KindMinutes, Decimals: 1},
		{Key: "calls", Title: "Calls", Kind: document.KindCount},
	}}
	start := time.Date(2026, 10, 1, 8, 12, 0, 0, time.UTC)
	d.Rows = func(yield func([]document.Value) error) error {
		row := make([]document.Value, len(d.Columns))
		for i := range n {
			at := start.Add(time.Duration(i) * time.Minute)
			for j, text := range []string{"incident", "", "Payments gateway", "queue-" + string(rune('a'+i%26)), "Queue full at half-month run: acknowledgements late", "P2", "closed"} {
				row[j] = document.TextValue(text)
			}
			row[1] = document.ID(fmt.Sprintf("INC%07d", i), "https://tool.example.com/x")
			row[7], row[8], row[9] = document.Instant(at), document.Instant(at.Add(time.Hour)), document.Instant(time.Time{})
			row[10], row[11] = document.TextValue("team-b"), document.TextValue("software")
			row[12], row[13], row[14] = minutes(float64(i%90)), minutes(float64(i%7)*1.5), document.Count(i%5)
			if err := yield(row); err != nil {
				return err
			}
		}
		return nil
	}
	return d
}
