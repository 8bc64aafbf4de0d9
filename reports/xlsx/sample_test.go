package xlsx_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"nines/reports/document"
	"nines/reports/xlsx"
)

var british = document.Locale{
	Tag: "en-GB", Language: "en", Decimal: ".", Group: ",",
	Months: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	Days:   [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	Hours:  "h", Minutes: "min", Points: "pt", Unknown: "–",
}

// frame is a document without sections: as of Monday 2 November 2026, 07:00 in London.
func frame(t testing.TB, sections ...document.Section) *document.Document {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	require.NoError(t, err)
	return &document.Document{
		Report: "monthly", Organisation: "Example Bank & Sons, production support", Title: "Monthly service report",
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

// render returns the workbook's bytes.
func render(t testing.TB, doc *document.Document) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, xlsx.Render(context.Background(), &out, doc, xlsx.Options{TempDir: t.TempDir()}))
	return out.Bytes()
}

// open renders a document and reads the workbook back.
func open(t testing.TB, doc *document.Document) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(render(t, doc)))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, f.Close()) })
	return f
}

func section(blocks ...document.Block) document.Section {
	return document.Section{Name: "one", Title: "One", Blocks: blocks}
}

func share(v float64) document.Value { return document.Value{Kind: document.KindShare, Number: v} }

func minutes(v float64) document.Value { return document.Value{Kind: document.KindMinutes, Number: v} }

func known(list ...float64) []*float64 {
	out := make([]*float64, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}

// bank is the made-up bank's report with every kind of block.
func bank(t testing.TB) *document.Document {
	return frame(t,
		document.Section{
			Name: "overview", Title: "Overview", Lead: "Seven of ten services met their target; the usual number is eight.",
			Blocks: []document.Block{keyFigures(), services(), worst(), asked(), quality()},
		},
		document.Section{
			Name: "availability", Title: "Availability", Lead: "Availability stayed in its usual range.",
			Blocks: []document.Block{trend(), lost(), regions(), agreed()},
		},
		document.Section{
			Name: "top_talkers", Title: "Top talkers: what cost most", Lead: "Six of 13 outages make 80 % of the loss.",
			Blocks: []document.Block{pareto(), outages(40)},
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
			&document.Chart{ID: "nothing", Title: "Requests by week", Empty: "No requests to draw."},
			tickets(300),
		}},
	)
}

func keyFigures() *document.KeyFigures {
	ratio := share(0.99942)
	ratio.Source = &document.Source{Op: document.OpCell, Cells: []document.Ref{{Table: "agreed", Column: "availability", Row: 0}}}
	count := document.Count(40)
	count.Source = &document.Source{Op: document.OpCount, Cells: []document.Ref{{Table: "outages", Column: "id", Row: -1}}}
	return &document.KeyFigures{Items: []document.KeyFigure{
		{Value: document.TextValue("7 of 10"), Label: "services met their target", Notes: []string{"1 missed, 1 undecided, 1 unknown", "September: 8 of 10"}},
		{Value: ratio, Label: "weighted availability, all", Notes: []string{"99.942 to 99.951 with open ends", "September: 99.951, usual range"}},
		{Value: count, Label: "outages counted", Notes: []string{"in 8 of 9 services with data", "September: 11, usual range"}},
		{Value: document.Value{Kind: document.KindDuration, Number: 34}, Label: "median time to restore", Notes: []string{"n = 12, 1 without an end"}},
	}}
}

func bar(v, upper, end float64, label string) document.Value {
	return document.Value{Kind: document.KindBar, Number: v, Bar: &document.Bar{Value: v, Upper: upper, Max: end, Label: label}}
}

func services() *document.Table {
	row := func(rating, name, weight string, actual, target, spent float64) document.Row {
		return document.Row{Cells: []document.Value{
			{Kind: document.KindRating, Text: rating},
			{Text: name, Second: weight, Strong: rating == "red" || rating == "undecided", Anchor: "regions"},
			share(actual), share(target), bar(spent, 0, 3, fmt.Sprintf("%.0f %%", spent*100)),
			{Text: "usual", Tone: document.Muted},
			{Kind: document.KindSpark, Spark: &document.Spark{}},
			minutes(spent * 21.6),
		}}
	}
	missed := row("red", "FX pricing", "× 3", 0.99864, 0.9995, 2.73)
	missed.Tone = document.Missed
	missed.Cells[2].Strong = true
	missed.Cells[5] = document.Value{Kind: document.KindPoints, Number: -0.00098, Strong: true, Tone: document.Missed}
	undecided := row("undecided", "Mobile app", "× 2", 0.99872, 0.999, 0.47)
	undecided.Cells[2].Strong, undecided.Cells[2].Second = true, "to 99.953"
	unknown := row("unknown", "Data warehouse", "× 1", 0, 0.995, 0)
	unknown.Cells[2] = document.Value{Kind: document.KindShare, Unknown: true, Text: "no data"}
	unknown.Cells[4] = document.Value{Kind: document.KindBar, Unknown: true, Bar: &document.Bar{Unknown: true, Label: "newest data 22 Oct"}}
	unknown.Cells[5] = document.Value{Kind: document.KindPoints, Unknown: true}
	unknown.Cells[7] = document.Value{Kind: document.KindMinutes, Unknown: true}
	total := row("", "All, by weight", "9 services with data", 0.99942, 0.9992, 0.71)
	total.Cells[0], total.Cells[5] = document.Value{}, document.Value{}
	total.Cells[7] = minutes(118.368)
	total.Cells[7].Source = &document.Source{Op: document.OpSum, Cells: []document.Ref{{Table: "services", Column: "lost", Row: -1}}}
	return &document.Table{
		ID: "services", Title: "Services, worst first", Subtitle: "error budget = minutes that the target allows to be lost",
		Columns: []document.Column{
			{Key: "rating", Title: "Rating", Kind: document.KindRating},
			{Key: "service", Title: "Service, weight"},
			{Key: "actual", Title: "Actual, %", Kind: document.KindShare, Decimals: 3},
			{Key: "target", Title: "Target, %", Kind: document.KindShare, Decimals: 2},
			{Key: "budget", Title: "Budget spent, %", Kind: document.KindBar},
			{Key: "change", Title: "Change, pt, if unusual", Kind: document.KindPoints, Decimals: 3},
			{Key: "months", Title: "Budget spent, by month", Kind: document.KindSpark, Medium: document.PageOnly},
			{Key: "lost", Title: "Lost, min", Kind: document.KindMinutes, Decimals: 1, Medium: document.BookOnly},
		},
		Rows: []document.Row{
			missed, undecided, unknown,
			row("amber", "Payments gateway", "× 3", 0.99959, 0.9995, 0.81), row("amber", "Trade settlement", "× 2", 0.99921, 0.999, 0.79),
			row("green", "Online banking", "× 3", 0.99973, 0.9995, 0.27), row("green", "Market data", "× 2", 0.99979, 0.999, 0.21),
			row("green", "Card authorisation", "× 3", 0.9999999, 0.9995, 0.20), row("green", "Client reporting", "× 1", 1, 0.995, 0),
		},
		Total: &total,
		Note:  "Hatched: minutes that depend on an end nobody recorded. The average hides FX pricing: read the rows, not the total.",
	}
}

func worst() *document.Table {
	outage := func(id, what, when string, lost, score, part float64) document.Row {
		text := document.TextValue(what)
		text.Strong, text.Second = true, when
		return document.Row{Cells: []document.Value{
			document.ID(id, "https://tool.example.com/"+id), text, minutes(lost), bar(score, 0, 160, fmt.Sprintf("%.1f", score)), share(part),
		}}
	}
	return &document.Table{
		ID: "worst", Title: "Three outages cost 60 % of the weighted loss", Subtitle: "266.6 of 447.2 weighted minutes; 13 outages in all",
		Columns: []document.Column{
			{Key: "id", Title: "Outage", Kind: document.KindID},
			{Key: "what", Title: "Service: what happened"},
			{Key: "minutes", Title: "Attributed, min", Kind: document.KindMinutes, Decimals: 1},
			{Key: "score", Title: "Minutes × weight", Kind: document.KindBar},
			{Key: "share", Title: "Share, %", Kind: document.KindShare, Decimals: 1},
		},
		Rows: []document.Row{
			outage("INC0048213", "FX pricing: Release failed, prices stale", "14 Oct 09:12 to 09:54 · all regions · change CHG0031882", 42, 126, .282),
			outage("INC0048377", "Mobile app: Log-in refused, certificate expired", "21 Oct 08:40, end unknown, closed 10:18 · EMEA", 49, 98, .219),
			outage("INC0048290", "Payments gateway: Queue full at half-month run", "15 Oct 23:02 to 23:22 · all regions · problem PRB0007312", 14.2, 42.6, .095),
		},
	}
}

func asked() *document.Decisions {
	return &document.Decisions{Title: "Decisions asked for", Items: []document.Decision{
		{Text: "FX pricing: stop normal releases until the backout of CHG0031882 has been rehearsed?", Detail: "If not: budget for November is 21.6 min; one more such release spends it almost twice.", Owner: "Service owner FX pricing", Due: "Thu 5 Nov"},
		{Text: "Mobile app: state when log-in worked again on 21 October (INC0048377).", Detail: "Restored by 09:53: target met. Later: missed.", Owner: "Service owner Mobile app", Due: "Fri 6 Nov, before final"},
	}}
}

func quality() *document.Text {
	return &document.Text{Title: "Data quality", Text: "4 of 5 sources current; the newest of Data warehouse are 10 days old. 1 of 13 outages has no end. 6.0 of 177.5 attributed minutes rest on a priority rule. 2 exclusions. No figure published before has changed."}
}

// agreed has 47 downtime minutes of 81,034.48 agreed ones: 1 - 47 / 81,034.48 = 0.99942.
func agreed() *document.Table {
	return &document.Table{
		ID: "agreed", Title: "By weight", Subtitle: "minutes of agreed service time",
		Columns: []document.Column{
			{Key: "what", Title: "What"},
			{Key: "agreed", Title: "Agreed, min", Kind: document.KindMinutes, Decimals: 1},
			{Key: "availability", Title: "Availability, %", Kind: document.KindShare, Decimals: 3},
		},
		Rows: []document.Row{{Cells: []document.Value{document.TextValue("All services"), minutes(81034.48), share(0.99942)}}},
	}
}
