package reports

import (
	"strings"

	"nines/reports/document"
	"nines/reports/making"
)

// changesOnPageOne is how many restated figures page one names; the section on data quality has all.
const changesOnPageOne = 4

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
	sentences := []string{m.Words.Plural("revision.replaces", len(r.Restated), m.Count(len(r.Restated)),
		"before", r.Against.Revision, "published", published, "asOf", asOf)}
	for i, changed := range r.Restated {
		if i == changesOnPageOne {
			sentences = append(sentences, m.Words.Plural("revision.more", len(r.Restated)-i, m.Count(len(r.Restated)-i)))
			break
		}
		was, is := m.FigureValues(changed.Figure, changed.Published, changed.Now)
		sentences = append(sentences, w("revision.change", "figure", m.FigureName(changed.Figure),
			"published", was, "now", is, "because", m.SomeIDs(m.Because(changed))))
	}
	note.Text = strings.Join(sentences, " ")
	return note
}
