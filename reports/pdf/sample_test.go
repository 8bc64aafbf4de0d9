package pdf

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/reports/document"
)

// english is the locale en-GB as reports write it.
func english() document.Locale {
	return document.Locale{
		Tag: "en-GB", Language: "en", Decimal: ".", Group: ",",
		Months: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		Days:   [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
		Hours:  "h", Minutes: "min", Points: "pt", Unknown: "\u2013",
	}
}

func ptr(values ...float64) []*float64 {
	out := make([]*float64, len(values))
	for i := range values {
		if values[i] >= 0 {
			out[i] = &values[i]
		}
	}
	return out
}

func share(v float64) document.Value { return document.Value{Kind: document.KindShare, Number: v} }
func text(s string) document.Value   { return document.TextValue(s) }
func usual() document.Value          { return document.Value{Text: "usual", Tone: document.Muted} }

func spark(limit, open float64, values ...float64) document.Value {
	return document.Value{Kind: document.KindSpark, Spark: &document.Spark{Values: ptr(values...), Limit: limit, Open: open}}
}

func spent(v, upper float64, tone document.Tone) document.Value {
	top := max(v, upper)
	return document.Value{Kind: document.KindBar, Number: v, Tone: tone, Bar: &document.Bar{
		Value: v, Upper: upper, Max: 3, Limit: 1, Tone: tone, Label: strconv.Itoa(int(top*100+0.5)) + " %",
	}}
}

// sample is a document in the manner of the picture of page one: every kind of block, and of value, once at least.
func sample(t testing.TB) *document.Document {
	t.Helper()
	london, err := time.LoadLocation("Europe/London")
	require.NoError(t, err)
	from := time.Date(2026, 10, 1, 0, 0, 0, 0, london)
	return &document.Document{
		Report: "monthly", Organisation: "Example Bank, production support", Title: "Monthly service report",
		Subject: "weighted service availability in % of agreed service time, 10 services",
		Scope:   "October 2026 against September 2026, target and the last 12 months",
		Message: "FX pricing spent 2.7 times its error budget: one failed release cost 42 of its 61 lost minutes.",
		Period: document.Period{
			Name: "2026-10", From: from, To: from.AddDate(0, 1, 0), Provisional: true, FinalAt: from.AddDate(0, 1, 5),
		},
		AsOf: time.Date(2026, 11, 2, 7, 0, 0, 0, london), Zone: london, GeneratedBy: "nines test", Revision: 1,
		Locale: english(),
		Sections: []document.Section{
			{Name: "overview", Title: "Overview", Blocks: []document.Block{keyFigures(), services(), outages(), decisions(), quality()}},
			{
				Name: "availability", Title: "Availability", Lead: "Availability stayed in its usual range at 99.942 %.",
				Blocks: []document.Block{trend(), lost(), regions(), warning()},
			},
			{Name: "top_talkers", Title: "Top talkers", Lead: "Six of 13 outages make 80 % of the loss.", Blocks: []document.Block{pareto(), tickets(80)}},
			{Name: "volumes", Title: "Volumes", Blocks: []document.Block{backlog(), byPriority(), byService(), capacity(), week()}},
			{Name: "data_quality", Title: "Data quality", Blocks: []document.Block{
				&document.Table{ID: "findings", Title: "Findings", Columns: []document.Column{{Key: "a", Title: "Finding"}}, Empty: "nothing found"},
				&document.Chart{ID: "none", Kind: document.ChartLine, Title: "No trend", Empty: "no period before this one"},
				&document.Decisions{Title: "Decisions asked for", Empty: "none"},
				&document.Text{Tone: document.Muted, Text: "Times are those of Europe/London."},
				&document.Text{Tone: document.Missed, Title: "A source is too old", Text: "data-warehouse.csv ends on 22 October."},
			}},
		},
	}
}

func keyFigures() *document.KeyFigures {
	s := func(v ...float64) *document.Spark { return &document.Spark{Values: ptr(v...)} }
	return &document.KeyFigures{Items: []document.KeyFigure{
		{Value: text("7 of 10"), Label: "services met their target", Notes: []string{"1 missed, 1 undecided, 1 unknown", "September: 8 of 10"}, Spark: s(9, 9, 8, 8, 9, 9, 8, 9, 9, 9, 8, 7)},
		{Value: share(0.99942), Label: "weighted availability, all", Notes: []string{"99.942 to 99.951 with open ends", "September: 99.951, usual range"}, Spark: s(4, 5, 5, 4, 6, 4, 5, 4, 5, 4, 5, 6)},
		{Value: document.Count(13), Label: "outages counted", Notes: []string{"in 8 of 9 services with data", "September: 11, usual range"}, Spark: s(9, 10, 9, 13, 11, 9, 12, 10, 13, 9, 11, 13)},
		{Value: document.Value{Kind: document.KindDuration, Number: 34}, Label: "median time to restore", Notes: []string{"n = 12, 1 without an end", "September: 38 min, usual range"}, Spark: s(33, 30, 28, 39, 35, 31, 38, 30, 37, 33, 38, 34)},
	}}
}

func services() *document.Table {
	t := &document.Table{
		ID: "services", Title: "Services, worst first", Subtitle: "error budget = minutes that the target allows to be lost",
		Columns: []document.Column{
			{Key: "rating", Title: "Rating", Kind: document.KindRating},
			{Key: "service", Title: "Service, weight"},
			{Key: "actual", Title: "Actual %", Kind: document.KindShare, Decimals: 3},
			{Key: "target", Title: "Target %", Kind: document.KindShare, Decimals: 2},
			{Key: "spent", Title: "Budget spent, of 300 %", Kind: document.KindBar},
			{Key: "change", Title: "Change, pt, if unusual", Kind: document.KindPoints, Decimals: 3},
			{Key: "year", Title: "Budget spent, Nov 25 to Oct 26", Kind: document.KindSpark, Medium: document.PageOnly},
			{Key: "minutes", Title: "Minutes", Kind: document.KindMinutes, Medium: document.BookOnly},
		},
		Note: "Hatched: minutes that depend on an end nobody recorded. The average hides FX pricing: read the rows, not the total.",
	}
	add := func(rating, name string, actual, target, budget float64, year ...float64) *document.Row {
		t.Rows = append(t.Rows, document.Row{Cells: []document.Value{
			{Kind: document.KindRating, Text: rating},
			{Text: name, Anchor: "regions"},
			share(actual), share(target),
			spent(budget, 0, document.Plain), usual(), spark(1, 0, year...),
			{},
		}})
		return &t.Rows[len(t.Rows)-1]
	}
	fx := add("red", "FX pricing \u00d7 3", 0.99864, 0.9995, 2.73, .3, .2, .4, .3, .5, .3, .4, .2, .5, .4, .6, 2.73)
	fx.Tone = document.Missed
	fx.Cells[2].Tone, fx.Cells[4] = document.Missed, spent(2.73, 0, document.Missed)
	fx.Cells[5] = document.Value{Kind: document.KindPoints, Number: -0.00098, Strong: true, Tone: document.Missed}
	mobile := add("undecided", "Mobile app \u00d7 2", 0.99872, 0.999, 0.47, .4, .6, 1.2, .3, .4, .7, 1.2, .6, .4, .7, 1.3, 1.28)
	mobile.Cells[2].Second, mobile.Cells[2].Strong = "to 99.953", true
	mobile.Cells[4] = spent(0.47, 1.28, document.Plain)
	mobile.Cells[4].Second, mobile.Cells[6].Spark.Open = "from 47", 0.8
	blind := add("unknown", "Data warehouse \u00d7 1", 0, 0.995, 0, .2, .1, .3, .2, .6, .2, .1, .2, .3, .2, .2, -1)
	blind.Cells[2] = document.Value{Kind: document.KindShare, Unknown: true, Text: "no data"}
	blind.Cells[4] = document.Value{Kind: document.KindBar, Unknown: true, Bar: &document.Bar{Max: 3, Limit: 1, Unknown: true, Label: "newest data 22 Oct"}}
	blind.Cells[5] = document.Value{Kind: document.KindPoints, Unknown: true}
	add("amber", "Payments gateway \u00d7 3", 0.99959, 0.9995, 0.81, .6, .5, .7, 1.2, .6, .7, .5, .4, .6, .7, 1.2, .81)
	add("amber", "Trade settlement \u00d7 2", 0.99921, 0.999, 0.79, .6, .5, .7, .6, .9, .7, .5, .4, .6, .7, .8, .79)
	add("green", "Online banking \u00d7 3", 0.99973, 0.999, 0.27, .3, .1, .3, .2, .6, .2, .3, .2, .5, .3, .3, .27)
	add("green", "Market data \u00d7 2", 0.99979, 0.999, 0.21, .4, .3, .2, .5, .4, .3, .2, .4, .2, .3, .2, .21)
	add("green", "Card authorisation \u00d7 3", 0.99991, 0.9995, 0.18, .2, .1, .2, .1, .5, .1, .2, .1, .3, .1, .1, .18)
	add("green", "Branch telephony \u00d7 1", 0.9998, 0.998, 0.1, .3, .1, .2, .1, .3, .1, .2, .1, .1, .1, .1, .1)
	add("green", "Client reporting \u00d7 1", 1, 0.995, 0, .1, .1, .1, .1, 0, .1, .1, .1, .1, .1, .1, 0)
	t.Total = &document.Row{Cells: []document.Value{
		{},
		{Text: "All, by weight", Second: "9 services with data"},
		{Kind: document.KindShare, Number: 0.99942, Second: "to 99.951"},
		share(0.9992), spent(0.64, 0.71, document.Plain), usual(),
		{},
		{},
	}}
	return t
}

func outages() *document.Table {
	row := func(id, what, second string, minutes, upper, weight, share float64) document.Row {
		label := fmt.Sprintf("%.1f", max(minutes, upper)*weight)
		return document.Row{Cells: []document.Value{
			document.ID(id, "https://tool.example.com/"+id),
			{Text: what, Second: second, Strong: true},
			{Kind: document.KindMinutes, Number: max(minutes, upper)},
			{Kind: document.KindNumber, Number: weight},
			{Kind: document.KindBar, Bar: &document.Bar{Value: minutes * weight, Upper: upper * weight, Label: label}},
			{Kind: document.KindShare, Number: share, Strong: true},
		}}
	}
	return &document.Table{
		ID: "outages", Title: "Three outages cost 60 % of the weighted loss", Subtitle: "266.6 of 447.2 weighted minutes; 13 outages in all",
		Columns: []document.Column{
			{Key: "id", Title: "Outage", Kind: document.KindID},
			{Key: "title", Title: "Service: what happened"},
			{Key: "minutes", Title: "Attributed min", Kind: document.KindMinutes, Decimals: 1},
			{Key: "weight", Title: "\u00d7 weight", Kind: document.KindNumber},
			{Key: "score", Title: "Minutes \u00d7 weight", Kind: document.KindBar},
			{Key: "share", Title: "Share %", Kind: document.KindShare, Decimals: 1},
		},
		Rows: []document.Row{
			row("INC0048213", "FX pricing: Release failed, prices stale", "14 Oct 09:12 to 09:54 \u00b7 all regions \u00b7 change CHG0031882", 42, 0, 3, .282),
			row("INC0048377", "Mobile app: Log-in refused, certificate expired", "21 Oct 08:40, end unknown, closed 10:18 \u00b7 EMEA \u00b7 13.0 to 49.0 min", 13, 49, 2, .219),
			row("INC0048290", "Payments gateway: Queue full at half-month run", "15 Oct 23:02 to 23:22 \u00b7 all regions, 71 % of the work \u00b7 problem PRB0007312", 14.2, 0, 3, .095),
		},
	}
}

func decisions() *document.Decisions {
	return &document.Decisions{Title: "Decisions asked for", Items: []document.Decision{
		{Text: "FX pricing: stop normal releases until the backout of CHG0031882 has been rehearsed?", Detail: "If not: budget for November is 21.6 min; one more such release spends it almost twice.", Owner: "Service owner FX pricing", Due: "Thu 5 Nov"},
		{Text: "Mobile app: state when log-in worked again on 21 October (INC0048377).", Detail: "Restored by 09:53: target met. Later: missed.", Owner: "Service owner Mobile app", Due: "Fri 6 Nov, before final"},
		{Text: "Data warehouse: have the export of 23 to 31 October sent again, or accept \u201cunknown\u201d?", Detail: "No month without a rating in the year so far.", Owner: "Head of data services", Due: "Fri 6 Nov"},
	}}
}

func quality() *document.Text {
	return &document.Text{Title: "Data quality", Text: "4 of 5 sources current; the newest of Data warehouse are 10 days old. 1 of 13 outages has no end. 6.0 of 177.5 attributed minutes rest on a priority rule. 2 exclusions. No figure published before has changed."}
}

func months() []string {
	return []string{"Nov\n2025", "Dec", "Jan\n2026", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct"}
}

func trend() *document.Chart {
	target := 0.99919
	flat := make([]*float64, 12)
	for i := range flat {
		flat[i] = &target
	}
	return &document.Chart{
		ID: "trend", Kind: document.ChartLine, Title: "12 months: availability", Subtitle: "in %, all services by weight", Categories: months(),
		Series: []document.Series{
			{Name: "availability", Values: ptr(.99966, .99959, .99954, .99961, .99949, .99963, .99955, .9996, .99953, .99963, .99951, .99942)},
			{Name: "target", Role: document.RoleTarget, Values: flat},
		},
		Band: &document.Band{Lower: 0.99933, Upper: 0.99983}, Y: document.Axis{Kind: document.KindShare, Decimals: 3},
	}
}

func lost() *document.Chart {
	return &document.Chart{
		ID: "lost", Kind: document.ChartBars, Title: "Weighted minutes lost", Subtitle: "against the error budget (outlined)", Categories: months(),
		Series: []document.Series{
			{Name: "budget", Role: document.RoleBudget, Values: ptr(830, 850, 850, 780, 850, 830, 850, 830, 850, 850, 830, 630)},
			{Role: document.RolePrevious, Values: ptr(269, 341, 379, 287, 418, 285, 370, 312, 386, 296, 390, -1)},
			{Name: "lost", Values: ptr(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 447), Open: []float64{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 72}},
		},
		Y: document.Axis{Kind: document.KindMinutes}, Note: "October leaves Data warehouse out (no data): agreed time and budget are those of 9 services.",
	}
}

func regions() *document.Chart {
	return &document.Chart{
		ID: "regions", Kind: document.ChartHeat, Title: "Where it was lost", Subtitle: "error budget spent, %, by service and region",
		Rows: []string{"FX pricing", "Mobile app", "Payments gateway", "Online banking", "Data warehouse"}, Categories: []string{"AMRS", "EMEA", "APAC"},
		Cells: [][]*float64{ptr(1.9, 2.6, 7.7), ptr(0, .8, .9), ptr(1.1, .6, .6), ptr(-1, .3, -1), ptr(-1, -1, -1)},
		Steps: []float64{0.0001, 0.75, 1}, Y: document.Axis{Kind: document.KindShare},
	}
}

func warning() *document.Text {
	return &document.Text{Tone: document.Warning, Title: "Read with care: everything above 6.8 thousand orders an hour is beyond 1.25 \u00d7 the greatest seen.", Text: "The +50 % and +100 % lines hold only if nothing else gives way first; a load test in the first quarter would settle it."}
}

func pareto() *document.Chart {
	names := []string{
		"FX pricing: Release failed, prices stale", "Mobile app: Log-in refused, certificate expired", "Payments gateway: Queue full at half-month run",
		"FX pricing: Feed handler out of memory, APAC", "Online banking: Session store slow", "Trade settlement: Batch overran into the day",
		"Market data: Vendor line down, EMEA", "FX pricing: Stale spreads, EMEA", "Mobile app: Push service down, APAC",
		"Payments gateway: Acknowledgements late, AMRS", "Card authorisation: Timeouts to scheme, APAC", "Online banking: Statement page failed", "Branch telephony: Call routing lost",
	}
	return &document.Chart{
		ID: "pareto", Kind: document.ChartPareto, Title: "Six of 13 outages make 80 % of the loss", Subtitle: "attributed minutes \u00d7 weight, October 2026", Categories: names,
		Series: []document.Series{{
			Name: "minutes", Values: ptr(126, 98, 42.6, 39, 27.3, 25, 19.2, 18, 16, 12, 12, 9, 3.1),
			Open: []float64{0, 72, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
		}},
		Y: document.Axis{Kind: document.KindMinutes, Decimals: 1},
	}
}

func tickets(n int) *document.Table {
	t := &document.Table{
		ID: "tickets", Title: "Tickets of the month", Subtitle: "newest first", PageRows: n - 10,
		Columns: []document.Column{
			{Key: "id", Title: "Id", Kind: document.KindID},
			{Key: "title", Title: "Title"},
			{Key: "service", Title: "Service"},
			{Key: "priority", Title: "Priority"},
			{Key: "opened", Title: "Opened", Kind: document.KindInstant},
			{Key: "due", Title: "Due", Kind: document.KindDay},
			{Key: "restore", Title: "Restore", Kind: document.KindDuration},
			{Key: "n", Title: "Reassign\u00adments", Kind: document.KindCount},
		},
	}
	for i := range n {
		opened := time.Date(2026, 10, 1+i%30, 9, i%60, 0, 0, time.UTC)
		id := fmt.Sprintf("INC%07d", 48000+i)
		t.Rows = append(t.Rows, document.Row{Cells: []document.Value{
			document.ID(id, ""), text("Prices stale after the release of the feed handler, several desks in London affected"), text("FX pricing"),
			text("P2"), document.Instant(opened),
			{Kind: document.KindDay, Time: opened},
			{Kind: document.KindDuration, Number: float64(i * 7)},
			document.Count(i % 4),
		}})
	}
	return t
}

func backlog() *document.Chart {
	return &document.Chart{
		ID: "backlog", Kind: document.ChartLine, Title: "Incidents opened, resolved and closed", Subtitle: "per month", Categories: months(),
		Series: []document.Series{
			{Name: "opened", Values: ptr(201, 220, 190, 180, 230, 240, 210, 205, 215, 228, 231, 244)},
			{Name: "resolved", Values: ptr(198, 215, 195, 181, -1, 236, 212, 200, 211, 220, 235, 239)},
			{Name: "closed", Values: ptr(190, 210, 199, 178, 220, 230, 215, 201, 208, 222, 230, 238)},
		},
		Y: document.Axis{Kind: document.KindCount, FromZero: true},
	}
}

func byPriority() *document.Chart {
	return &document.Chart{
		ID: "priorities", Kind: document.ChartStacked, Title: "Incidents by priority", Subtitle: "opened per month", Categories: months(),
		Series: []document.Series{
			{Name: "P1", Values: ptr(3, 4, 2, 1, 5, 4, 3, 2, 3, 3, 2, 4)},
			{Name: "P2", Values: ptr(20, 22, 18, 17, 25, 26, 21, 20, 22, 24, 23, 27)},
			{Name: "P3", Values: ptr(90, 99, 80, 82, 98, 100, 90, 88, 92, 99, 98, 101)},
			{Name: "P4", Values: ptr(80, 85, 81, 70, 92, 99, 86, 85, 88, 92, 98, 101)},
		},
		Y: document.Axis{Kind: document.KindCount},
	}
}

func byService() *document.Chart {
	return &document.Chart{
		ID: "by_service", Kind: document.ChartBars, Title: "Incidents by service", Categories: []string{"Card authorisation", "Payments gateway", "Trade settlement", "Client reporting", "Data warehouse", "Online banking", "Branch telephony"},
		Series: []document.Series{{Name: "October", Values: ptr(52, 44, 31, 20, -1, 12, 0)}, {Name: "September", Role: document.RolePrevious, Values: ptr(40, 49, 30, 22, -1, 14, 1)}},
		Y:      document.Axis{Kind: document.KindCount},
	}
}

func capacity() *document.Chart {
	ch := &document.Chart{
		ID: "capacity", Kind: document.ChartScatter, Title: "Order entry: CPU against orders", Subtitle: "in %, one dot per hour",
		X: document.Axis{Title: "thousand orders an hour", Kind: document.KindNumber, FromZero: true}, Y: document.Axis{Kind: document.KindNumber, FromZero: true},
		Series: []document.Series{
			{Role: document.RoleLower, X: []float64{0, 5.5}, Values: ptr(5, 44)},
			{Role: document.RoleUpper, X: []float64{0, 5.5}, Values: ptr(21, 60)},
			{Name: "CPU = 13.0 + 7.24 \u00d7 orders", Role: document.RoleFit, X: []float64{0, 5.5}, Values: ptr(13, 52.8)},
			{Role: document.RoleForecast, X: []float64{5.5, 9}, Values: ptr(52.8, 78.2)},
			{Name: "limit", Role: document.RoleLimit, Values: ptr(70)},
		},
	}
	for i := range 400 {
		x := 0.5 + float64(i%71)/14
		ch.Points = append(ch.Points, document.Point{X: x, Y: 13 + 7.24*x + float64((i*37)%17) - 8})
	}
	return ch
}

func week() *document.Chart {
	from := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	at := func(hours float64) time.Time { return from.Add(time.Duration(hours * float64(time.Hour))) }
	return &document.Chart{
		ID: "week", Kind: document.ChartGantt, Title: "The week of changes", Rows: []string{"FX pricing", "Market data", "Mobile app", "Branch telephony"},
		From: from, To: from.AddDate(0, 0, 7),
		Spans: []document.GanttSpan{
			{Row: 0, From: at(24), To: at(72), Label: "freeze: US election", Backdrop: true},
			{Row: 0, From: at(33), To: at(37), Label: "\u20262011", Class: "normal", Conflict: true},
			{Row: 0, From: at(35), To: at(39), Label: "\u20262019", Class: "normal", Conflict: true},
			{Row: 1, From: at(48), To: at(53), Label: "\u20262023 Line switch, vendor B", Class: "normal"},
			{Row: 2, From: at(8), To: at(9), Label: "\u20262030 Certificates renewed", Class: "emergency"},
			{Row: 3, From: at(142), To: at(148), Label: "\u20262008 Call router firmware", Class: "standard"},
		},
	}
}
