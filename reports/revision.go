package reports

import (
	"slices"
	"strings"

	"nines/analysis/quality"
	"nines/reports/document"
	"nines/reports/making"
)

// changesOnPageOne is how many restated figures page one names; the section on data quality has all of them, each with
// its cause.
const changesOnPageOne = 2

// revisionNote says on page one what a revision takes the place of, and what it has changed, and why; nil for a first one.
func revisionNote(m *making.Report, r *making.Revision) *document.Text {
	if r.Number < 2 {
		return nil
	}
	w := m.Words.Text
	note := &document.Text{Title: w("revision.title", "n", r.Number), Tone: document.Warning}
	if r.Against == nil || len(r.Restated) == 0 { // what it replaced is not kept any more
		note.Text = w("revision.unknown")
		return note
	}
	instant := func(p *making.Published) (published, asOf string) {
		return m.Locale.Instant(p.At.In(m.Settings.Zone)), m.Locale.Instant(p.AsOf.In(m.Settings.Zone))
	}
	published, asOf := instant(r.Against)
	var changes []string
	for _, changed := range r.Restated[:min(len(r.Restated), changesOnPageOne)] {
		was, is := m.FigureValues(changed.Figure, changed.Published, changed.Now)
		changes = append(changes, w("revision.change", "figure", m.FigureName(changed.Figure), "published", was, "now", is))
	}
	if more := len(r.Restated) - len(changes); more > 0 {
		changes = append(changes, m.Words.Plural("revision.more", more, m.Count(more)))
	}
	note.Text = m.Words.Plural("revision.replaces", len(r.Restated), m.Count(len(r.Restated)),
		"before", r.Against.Revision, "published", published, "asOf", asOf,
		"changes", strings.Join(changes, "; "), "because", m.SomeIDs(causes(m, r.Restated)))
	return note
}

// causes lists what made the figures come out otherwise, each cause once.
func causes(m *making.Report, restated []quality.Restatement) []string {
	var all []string
	for _, changed := range restated {
		all = append(all, m.Because(changed)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
