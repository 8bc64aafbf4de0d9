package html_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/reports/document"
)

var british = document.Locale{
	Tag: "en-GB", Language: "en", Decimal: ".", Group: ",",
	Months: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	Days:   [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	Hours:  "h", Minutes: "min", Points: "pt", Unknown: "\u2013",
}

func london(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	require.NoError(t, err)
	return zone
}

// frame is a document without sections: as of Monday 2 November 2026, 07:00 in London, provisional until 6 November.
func frame(t *testing.T, sections ...document.Section) *document.Document {
	t.Helper()
	zone := london(t)
	return &document.Document{
		Report: "monthly", Organisation: "Example Bank, production support", Title: "Monthly service report",
		Subject: "Weighted service availability in % of agreed service time, 10 services",
		Scope:   "October 2026 against September 2026, target and the last 12 months",
		Message: "FX pricing spent 2.7 times its error budget: one failed release cost 42 of its 61 lost minutes.",
		Period: document.Period{
			Name: "2026-10", From: time.Date(2026, 10, 1, 0, 0, 0, 0, zone), To: time.Date(2026, 11, 1, 0, 0, 0, 0, zone),
			Provisional: true, FinalAt: time.Date(2026, 11, 6, 0, 0, 0, 0, zone),
		},
		AsOf: time.Date(2026, 11, 2, 7, 0, 0, 0, zone), Zone: zone, GeneratedBy: "nines 1.0", Revision: 1,
		Locale: british, Sections: sections,
	}
}

// bank is the made-up bank's report: every kind of block, as a manager would get it.
func bank(t *testing.T) *document.Document {
	t.Helper()
	return frame(t,
		document.Section{
			Name: "overview", Title: "Overview", Lead: "Seven of ten services met their target; the usual number is eight.",
			Blocks: []document.Block{keyFigures(), services(), worst(), asked(), quality()},
		},
		document.Section{
			Name: "availability", Title: "Availability", Lead: "Availability stayed in its usual range.",
			Blocks: []document.Block{trend(), lost(), regions()},
		},
		document.Section{
			Name: "top_talkers", Title: "Top talkers",
			Blocks: []document.Block{pareto(), outages(60)},
		},
		document.Section{
			Name: "capacity", Title: "Capacity", Lead: "The database reaches its limit between March and June.",
			Blocks: []document.Block{scatter(), stacked(), week()},
		},
		document.Section{Name: "volumes", Title: "Volumes", Blocks: []document.Block{
			&document.Text{Text: "No incident was opened in the period.", Tone: document.Muted},
			&document.Text{Title: "Missed", Text: "Two outages were never assessed.", Tone: document.Missed},
			&document.Text{Title: "Act on this", Text: "The newest data are ten days old.\n\nAsk for the export of 23 to 31 October again.", Tone: document.Warning},
			&document.Table{ID: "requests", Title: "Requests", Columns: []document.Column{{Title: "Item"}}, Empty: "No requests in the period."},
			&document.Chart{ID: "nothing", Title: "Requests by week", Alt: "Nothing to show", Empty: "No requests in the period."},
			&document.Detail{ID: "tickets", Title: "Tickets of the period"},
		}},
	)
}

func months(values ...float64) *document.Spark {
	s := &document.Spark{Limit: 1, Max: 3}
	for _, v := range values {
		s.Values = append(s.Values, known(v))
	}
	return s
}

func recent(values ...float64) *document.Spark {
	s := months(values...)
	s.Limit, s.Max = 0, 0
	return s
}

// known is a value, or unknown where it is NaN.
func known(v float64) *float64 {
	if math.IsNaN(v) {
		return nil
	}
	return &v
}

func share(v float64) document.Value { return document.Value{Kind: document.KindShare, Number: v} }

func noted(v document.Value, second string) document.Value {
	v.Second = second
	return v
}

func strong(v document.Value) document.Value {
	v.Strong = true
	return v
}

func keyFigures() *document.KeyFigures {
	minutes := document.Value{Kind: document.KindDuration, Number: 34}
	return &document.KeyFigures{Items: []document.KeyFigure{
		{Value: document.TextValue("7 of 10"), Label: "services met their target", Notes: []string{"1 missed, 1 undecided, 1 unknown", "September: 8 of 10"}, Spark: recent(9, 9, 8, 8, 9, 9, 8, 9, 9, 9, 8, 7)},
		{Value: share(0.99942), Label: "weighted availability, all", Notes: []string{"99.942 to 99.951 with open ends", "September: 99.951, usual range"}, Spark: recent(1, 1.2, 1, 1.4, 1, 1.3, 1.2, 1, 1, 1.3, 1.2, 1.5)},
		{Value: document.Count(13), Label: "outages counted", Notes: []string{"in 8 of 9 services with data", "September: 11, usual range"}, Spark: recent(9, 10, 9, 13, 11, 9, 12, 10, 13, 9, 11, 13)},
		{Value: minutes, Label: "median time to restore", Notes: []string{"n = 12, 1 without an end", "September: 38 min, usual range"}, Spark: recent(33, 30, 28, 39, 35, 31, 38, 30, 37, 33, 38, 34)},
	}}
}

func bar(spent, upper float64, label string) document.Value {
	return document.Value{Kind: document.KindBar, Number: spent, Bar: &document.Bar{Value: spent, Upper: upper, Max: 3, Limit: 1, Label: label}}
}

// services are sorted by rating, worst first, as a section would give them.
func services() *document.Table {
	usual := document.Value{Text: "usual", Tone: document.Muted}
	row := func(rating, name, weight string, actual, target, spent float64, year ...float64) document.Row {
		a := share(actual)
		return document.Row{Cells: []document.Value{
			{Kind: document.KindRating, Text: rating},
			{Text: name, Second: weight, Strong: rating == "red" || rating == "undecided", Anchor: "regions"},
			a, share(target), bar(spent, 0, fmt.Sprintf("%.0f %%", spent*100)), usual,
			{Kind: document.KindSpark, Spark: months(year...)},
		}}
	}
	missed := row("red", "FX pricing", "× 3", 0.99864, 0.9995, 2.73, .3, .2, .4, .3, .5, .3, .4, .2, .5, .4, .6, 2.73)
	missed.Tone = document.Missed
	missed.Cells[2] = strong(missed.Cells[2])
	missed.Cells[5] = document.Value{Kind: document.KindPoints, Number: -0.00098, Strong: true, Tone: document.Missed}
	open := row("undecided", "Mobile app", "× 2", 0.99872, 0.999, 0.47, .4, .6, 1.2, .3, .4, .7, 1.2, .6, .4, .7, 1.3, .47)
	open.Cells[2] = noted(strong(open.Cells[2]), "to 99.953")
	open.Cells[4] = bar(0.47, 1.28, "128 %")
	open.Cells[6].Spark.Open = .81
	blind := row("unknown", "Data warehouse", "× 1", 0, 0.995, 0, .2, .1, .3, .2, .6, .2, .1, .2, .3, .2, .2, math.NaN())
	blind.Cells[2] = document.Value{Kind: document.KindShare, Unknown: true, Text: "no data"}
	blind.Cells[4] = document.Value{Kind: document.KindBar, Unknown: true, Bar: &document.Bar{Max: 3, Limit: 1, Unknown: true, Label: "newest data 22 Oct"}}
	blind.Cells[5] = document.Value{Kind: document.KindPoints, Unknown: true}
	total := row("", "All, by weight", "9 services with data", 0.99942, 0.9992, 0.68)
	total.Cells[0] = document.Value{}
	total.Cells[4] = bar(0.68, 0.71, "71 %")
	total.Cells[6] = document.Value{Text: "above dashes: missed", Tone: document.Muted}
	return &document.Table{
		ID: "services", Title: "Services, worst first", Subtitle: "error budget = minutes that the target allows to be lost",
		Columns: []document.Column{
			{Key: "rating", Title: "Rating", Kind: document.KindRating},
			{Key: "service", Title: "Service, weight"},
			{Key: "actual", Title: "Actual %", Kind: document.KindShare, Decimals: 3},
			{Key: "target", Title: "Target %", Kind: document.KindShare, Decimals: 2},
			{Key: "budget", Title: "Budget spent, %", Kind: document.KindBar},
			{Key: "change", Title: "Change, pt, if unusual", Kind: document.KindPoints, Decimals: 3},
			{Key: "months", Title: "Budget spent, by month", Kind: document.KindSpark, Medium: document.PageOnly},
			{Key: "raw", Title: "for analysts only", Medium: document.BookOnly},
		},
		Rows: []document.Row{
			missed, open, blind,
			row("amber", "Payments gateway", "× 3", 0.99959, 0.9995, 0.81, .6, .7, .5, 1.2, .6, .4, .5, .7, .5, .6, 1.2, .81),
			row("amber", "Trade settlement", "× 2", 0.99921, 0.999, 0.79, .5, .4, .7, .5, .9, .6, .4, .7, .9, .5, .6, .79),
			row("green", "Online banking", "× 3", 0.99973, 0.9995, 0.27, .2, .1, .2, .2, .3, .2, .2, .2, .4, .2, .3, .27),
			row("green", "Market data", "× 2", 0.99979, 0.999, 0.21, .4, .3, .2, .5, .3, .3, .4, .2, .3, .3, .2, .21),
			row("green", "Client reporting", "× 1", 1, 0.995, 0, 0, 0, 0, .1, 0, 0, 0, .1, 0, 0, 0, 0),
		},
		Total: &total,
		Note:  "Hatched: minutes that depend on an end nobody recorded. The average hides FX pricing: read the rows, not the total.",
	}
}

func worst() *document.Table {
	outage := func(id, what, when string, minutes, score, upper, part float64) document.Row {
		b := document.Bar{Value: score, Upper: upper, Max: 160, Label: fmt.Sprintf("%.1f", max(score, upper))}
		return document.Row{Cells: []document.Value{
			document.ID(id, "https://tool.example.com/"+id), strong(noted(document.TextValue(what), when)),
			{Kind: document.KindMinutes, Number: minutes},
			{Kind: document.KindBar, Number: score, Bar: &b},
			strong(share(part)),
		}}
	}
	return &document.Table{
		ID: "worst", Title: "Three outages cost 60 % of the weighted loss", Subtitle: "266.6 of 447.2 weighted minutes; 13 outages in all",
		Columns: []document.Column{
			{Title: "Outage", Kind: document.KindID},
			{Title: "Service: what happened"},
			{Title: "Attributed min", Kind: document.KindMinutes, Decimals: 1},
			{Title: "Minutes × weight", Kind: document.KindBar},
			{Title: "Share %", Kind: document.KindShare, Decimals: 1},
		},
		Rows: []document.Row{
			outage("INC0048213", "FX pricing: Release failed, prices stale", "14 Oct 09:12 to 09:54 · all regions · change CHG0031882", 42, 126, 0, .282),
			outage("INC0048377", "Mobile app: Log-in refused, certificate expired", "21 Oct 08:40, end unknown, closed 10:18 · EMEA · 13.0 to 49.0 min", 49, 26, 98, .219),
			outage("INC0048290", "Payments gateway: Queue full at half-month run", "15 Oct 23:02 to 23:22 · all regions, 71 % of the work · problem PRB0007312", 14.2, 42.6, 0, .095),
		},
	}
}

func asked() *document.Decisions {
	return &document.Decisions{Title: "Decisions asked for", Items: []document.Decision{
		{Text: "FX pricing: stop normal releases until the backout of CHG0031882 has been rehearsed?", Detail: "If not: budget for November is 21.6 min; one more such release spends it almost twice.", Owner: "Service owner FX pricing", Due: "Thu 5 Nov"},
		{Text: "Mobile app: state when log-in worked again on 21 October (INC0048377).", Detail: "Restored by 09:53: target met. Later: missed.", Owner: "Service owner Mobile app", Due: "Fri 6 Nov, before final"},
		{Text: "Data warehouse: have the export of 23 to 31 October sent again, or accept “unknown”?", Owner: "Head of data services", Due: "Fri 6 Nov"},
	}}
}

func quality() *document.Text {
	return &document.Text{Title: "Data quality", Text: "4 of 5 sources current; the newest of Data warehouse are 10 days old. 1 of 13 outages has no end.\n6.0 of 177.5 attributed minutes rest on a priority rule. 2 exclusions."}
}
