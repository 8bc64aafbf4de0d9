package dataquality

import (
	"strings"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

func sourcesTable(m *making.Report, sources []itsm.SourceState) *document.Table {
	w := m.Words.Text
	t := &document.Table{
		ID: "sources", Title: w("data_quality.sources.title"), Subtitle: m.AsNow(w("data_quality.sources.subtitle")),
		Empty: w("data_quality.sources.none"),
		Columns: []document.Column{
			{Key: "source", Title: w("data_quality.sources.source"), Width: 2},
			{Key: "record", Title: w("data_quality.sources.record"), Width: 1.5},
			{Key: "read", Title: w("data_quality.sources.read"), Kind: document.KindCount},
			{Key: "stored", Title: w("data_quality.sources.stored"), Kind: document.KindCount},
			{Key: "replaced", Title: w("data_quality.sources.replaced"), Kind: document.KindCount},
			{Key: "unchanged", Title: w("data_quality.sources.unchanged"), Kind: document.KindCount},
			{Key: "rejected", Title: w("data_quality.sources.rejected"), Kind: document.KindCount},
			{Key: "skipped", Title: w("data_quality.sources.skipped"), Kind: document.KindCount},
			{Key: "newest", Title: w("data_quality.sources.newest"), Kind: document.KindInstant, Width: 2},
			{Key: "age", Title: w("data_quality.sources.age"), Kind: document.KindNumber, Decimals: 1},
		},
	}
	for _, s := range sources {
		age := document.Value{Kind: document.KindNumber, Unknown: s.Newest.IsZero(), Number: m.Want.AsOf.Sub(s.Newest).Hours() / 24}
		row := document.Row{Cells: []document.Value{
			document.TextValue(s.Source), document.TextValue(s.Record),
			document.Count(s.Read), document.Count(s.Stored), document.Count(s.Replaced), document.Count(s.Unchanged),
			document.Count(s.Rejected), document.Count(s.Skipped), document.Instant(s.Newest), age,
		}}
		if s.Failed != "" || s.Rejected > 0 {
			row.Tone = document.Warning
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func findingsTable(m *making.Report, findings []findingFigures) *document.Table {
	w := m.Words.Text
	t := &document.Table{
		ID: "findings", Title: w("data_quality.findings.title"), Subtitle: w("data_quality.findings.subtitle"),
		Empty: w("data_quality.findings.none"),
		Columns: []document.Column{
			{Key: "finding", Title: w("data_quality.findings.finding"), Width: 4, Lines: 6},
			{Key: "count", Title: w("data_quality.findings.count"), Kind: document.KindCount},
			{Key: "effect", Title: w("data_quality.findings.effect"), Width: 4, Lines: 6},
			{Key: "tickets", Title: w("data_quality.findings.tickets"), Width: 3, Lines: 8},
		},
	}
	for _, f := range findings {
		names := f.Names[:min(len(f.Names), making.NamesShown)]
		text := w("finding."+f.Finding, "names", strings.Join(names, m.Words.Text("locale.list")))
		t.Rows = append(t.Rows, document.Row{Cells: []document.Value{
			document.TextValue(text), document.Count(f.Count), document.TextValue(f.Effect), document.TextValue(m.SomeIDs(f.IDs)),
		}})
	}
	return t
}

func exclusionsTable(m *making.Report, f *making.Facts) *document.Table {
	w := m.Words.Text
	t := &document.Table{
		ID: "exclusions", Title: w("data_quality.exclusions.title"), Subtitle: w("data_quality.exclusions.subtitle"),
		Empty: w("data_quality.exclusions.none"),
		Columns: []document.Column{
			{Key: "what", Title: w("data_quality.exclusions.what"), Width: 2},
			{Key: "from", Title: w("data_quality.exclusions.from"), Kind: document.KindInstant, Width: 2},
			{Key: "to", Title: w("data_quality.exclusions.to"), Kind: document.KindInstant, Width: 2},
			{Key: "reason", Title: w("data_quality.exclusions.reason"), Width: 4, Lines: 6},
			{Key: "at", Title: w("data_quality.exclusions.at"), Kind: document.KindInstant, Width: 2},
			{Key: "minutes", Title: w("data_quality.exclusions.minutes"), Kind: document.KindMinutes, Decimals: making.MinuteDecimals},
		},
	}
	for _, e := range f.Exclusions {
		what := e.Incident
		if what == "" {
			what = e.Outage
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Value{
			document.ID(what, ""), document.Instant(e.From), document.Instant(e.To), document.TextValue(e.Reason), document.Instant(e.At), making.Minutes(e.Minutes),
		}})
	}
	return t
}
