package reports

import (
	"context"
	"slices"
	"strings"
	"time"

	"nines/analysis/quality"
	"nines/internal/itsm"
	"nines/reports/document"
)

// presentDataQuality closes every report: what the data could not say, and what was published before.
func presentDataQuality(ctx context.Context, m *making) (document.Section, error) {
	f, err := m.facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	restated, err := m.restatements(ctx)
	if err != nil {
		return document.Section{}, err
	}
	findings := m.findingFigures(f.findings)
	s := document.Section{Lead: m.words.Text("data_quality.lead.sound")}
	if len(findings) > 0 {
		s.Lead = m.words.Text("data_quality.lead", "n", len(findings))
	}
	s.Blocks = []document.Block{
		m.sourcesTable(f.sources),
		m.findingsTable(findings),
		m.exclusionsTable(f),
		m.restated(restated),
	}
	s.Figures = qualityFigures{
		Sources: m.sourceFigures(f.sources), Findings: findings, Restatements: m.restatementFigures(restated),
	}
	return s, nil
}

func (m *making) sourcesTable(sources []itsm.SourceState) *document.Table {
	w := m.words.Text
	t := &document.Table{
		ID: "sources", Title: w("data_quality.sources.title"), Subtitle: w("data_quality.sources.subtitle"),
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
		age := document.Value{Kind: document.KindNumber, Unknown: s.Newest.IsZero(), Number: m.want.AsOf.Sub(s.Newest).Hours() / 24}
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

func (m *making) sourceFigures(sources []itsm.SourceState) []sourceFigures {
	list := make([]sourceFigures, 0, len(sources))
	for _, s := range sources {
		f := sourceFigures{
			Source: s.Source, Read: s.Read, Stored: s.Stored, Replaced: s.Replaced, Unchanged: s.Unchanged,
			Rejected: s.Rejected, Skipped: s.Skipped, Newest: m.timeOrNull(s.Newest),
		}
		if s.Failed != "" {
			f.Failed = &s.Failed
		}
		list = append(list, f)
	}
	return list
}

// timeOrNull is the instant in the business zone, nil where it is unknown.
func (m *making) timeOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	local := t.In(m.set.Zone)
	return &local
}

// namesShown is how many words of the data a sentence names.
const namesShown = 4

// ticketsShown is how many ids a sentence or a row of findings names; the JSON has them all.
const ticketsShown = 12

func (m *making) findingFigures(findings []quality.Finding) []findingFigures {
	list := make([]findingFigures, 0, len(findings))
	for _, f := range findings {
		key := "finding." + string(f.Kind)
		minutes := m.locale.Unknown
		if f.Minutes.Known {
			minutes = m.locale.Number(f.Minutes.Value, 1)
		}
		entry := findingFigures{
			Finding: string(f.Kind), Count: f.Count(), IDs: f.IDs,
			Effect: m.words.Text(key+".effect", "minutes", minutes),
		}
		for _, n := range f.Names {
			entry.Names = append(entry.Names, n.Text)
		}
		list = append(list, entry)
	}
	return list
}

func (m *making) findingsTable(findings []findingFigures) *document.Table {
	w := m.words.Text
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
		names := f.Names[:min(len(f.Names), namesShown)]
		text := w("finding."+f.Finding, "names", strings.Join(names, m.words.Text("locale.list")))
		t.Rows = append(t.Rows, document.Row{Cells: []document.Value{
			document.TextValue(text), document.Count(f.Count), document.TextValue(f.Effect), document.TextValue(m.someIDs(f.IDs)),
		}})
	}
	return t
}

func (m *making) someIDs(ids []string) string {
	if len(ids) <= ticketsShown {
		return strings.Join(ids, ", ")
	}
	return m.words.Text("data_quality.findings.more", "ids", strings.Join(ids[:ticketsShown], ", "), "n", len(ids)-ticketsShown)
}

func (m *making) exclusionsTable(f *facts) *document.Table {
	w := m.words.Text
	t := &document.Table{
		ID: "exclusions", Title: w("data_quality.exclusions.title"), Subtitle: w("data_quality.exclusions.subtitle"),
		Empty: w("data_quality.exclusions.none"),
		Columns: []document.Column{
			{Key: "what", Title: w("data_quality.exclusions.what"), Width: 2},
			{Key: "from", Title: w("data_quality.exclusions.from"), Kind: document.KindInstant, Width: 2},
			{Key: "to", Title: w("data_quality.exclusions.to"), Kind: document.KindInstant, Width: 2},
			{Key: "reason", Title: w("data_quality.exclusions.reason"), Width: 4, Lines: 6},
			{Key: "at", Title: w("data_quality.exclusions.at"), Kind: document.KindInstant, Width: 2},
			{Key: "minutes", Title: w("data_quality.exclusions.minutes"), Kind: document.KindMinutes, Decimals: minuteDecimals},
		},
	}
	for _, e := range f.exclusions {
		what := e.Incident
		if what == "" {
			what = e.Outage
		}
		t.Rows = append(t.Rows, document.Row{Cells: []document.Value{
			document.ID(what, ""), document.Instant(e.From), document.Instant(e.To), document.TextValue(e.Reason), document.Instant(e.At), minutes(e.Minutes),
		}})
	}
	return t
}

// restated lists the figures that were published before and come out otherwise now, or says that there are none.
func (m *making) restated(restated []quality.Restatement) document.Block {
	w := m.words.Text
	none := &document.Text{Title: w("data_quality.restatements.title"), Tone: document.Muted}
	switch {
	case m.want.Before == nil:
		none.Text = w("data_quality.restatements.unpublished")
		return none
	case len(restated) == 0:
		none.Text = w("data_quality.restatements.none")
		return none
	}
	return m.restatementsTable(restated)
}

func (m *making) restatementsTable(restated []quality.Restatement) *document.Table {
	w := m.words.Text
	t := &document.Table{
		ID: "restatements", Title: w("data_quality.restatements.title"), Subtitle: w("data_quality.restatements.subtitle"),
		Columns: []document.Column{
			{Key: "figure", Title: w("data_quality.restatements.figure"), Width: 4, Lines: 2},
			{Key: "published", Title: w("data_quality.restatements.published"), Kind: document.KindNumber, Decimals: 6, Width: 2},
			{Key: "now", Title: w("data_quality.restatements.now"), Kind: document.KindNumber, Decimals: 6, Width: 2},
			{Key: "because", Title: w("data_quality.restatements.because"), Width: 4, Lines: 8},
		},
	}
	for _, r := range restated {
		t.Rows = append(t.Rows, document.Row{Tone: document.Warning, Cells: []document.Value{
			document.TextValue(r.Figure),
			document.Known(document.KindNumber, r.Published.Pointer()), document.Known(document.KindNumber, r.Now.Pointer()),
			document.TextValue(m.someIDs(m.because(r))),
		}})
	}
	return t
}

// because lists what made a figure come out otherwise: its tickets, else the configuration, else what is left.
func (m *making) because(r quality.Restatement) []string {
	switch {
	case len(r.Because) > 0:
		return r.Because
	case r.Configuration:
		return []string{m.words.Text("data_quality.restatements.configuration")}
	}
	return []string{m.words.Text("data_quality.restatements.other")}
}

func (m *making) restatementFigures(restated []quality.Restatement) []restatementFigures {
	list := make([]restatementFigures, 0, len(restated))
	for _, r := range restated {
		because := slices.Clone(r.Because)
		if len(because) == 0 {
			because = []string{"other"}
			if r.Configuration {
				because = []string{"configuration"}
			}
		}
		list = append(list, restatementFigures{Figure: r.Figure, Published: r.Published.Pointer(), Now: r.Now.Pointer(), Because: because})
	}
	return list
}

// coverageReason says why a source does not cover the period.
func (m *making) coverageReason(source string, newest time.Time, limit time.Duration) string {
	when := m.locale.Unknown
	if !newest.IsZero() {
		when = m.locale.Instant(newest.In(m.set.Zone))
	}
	return m.words.Text("overview.banner.uncovered", "source", source, "newest", when, "limit", days(limit))
}
