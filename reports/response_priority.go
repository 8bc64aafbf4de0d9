package reports

import (
	"strings"

	"nines/analysis/response"
	"nines/reports/document"
)

// priorityBlocks shows the incidents whose priority is not that of the matrix: some on the page, all in the workbook.
func (m *making) priorityBlocks(p *response.Priorities) []document.Block {
	const words = "response.priority."
	if p.Incidents == 0 {
		return nil
	}
	if p.Assessed == 0 {
		return []document.Block{&document.Text{
			Title: m.words.Text(words + "heading"), Text: m.words.Plural(words+"nothing", p.Incidents, m.count(p.Incidents)) + " " + m.priorityNote(p), Tone: document.Muted,
		}}
	}
	n := len(p.Disagreements)
	t := &document.Table{
		ID: "priorities", Title: m.words.Plural(words+"title", p.Assessed, m.count(n), "all", m.count(p.Assessed)), Empty: m.words.Text(words + "agree"),
		Subtitle: m.words.Text(words+"subtitle", "low", m.count(p.TooLow), "high", m.count(p.TooHigh)), Note: m.priorityNote(p),
	}
	columns := m.disagreementColumns()
	fill(t, columns, p.Disagreements[:min(n, disagreementsOnPage)])
	if n <= disagreementsOnPage {
		return []document.Block{t}
	}
	t.Note = m.words.Plural(words+"more", n-disagreementsOnPage, m.count(n-disagreementsOnPage)) + " " + t.Note
	d := &document.Detail{ID: "priority_disagreements", Title: m.words.Text(words + "detail")}
	for _, c := range columns {
		d.Columns = append(d.Columns, c.Column)
	}
	d.Rows = func(yield func([]document.Value) error) error {
		row := make([]document.Value, len(columns))
		for _, p := range p.Disagreements {
			for i, c := range columns {
				row[i] = c.cell(p)
			}
			if err := yield(row); err != nil {
				return err
			}
		}
		return nil
	}
	return []document.Block{t, d}
}

func (m *making) disagreementColumns() []column[response.Disagreement] {
	const words = "response.priority."
	text := func(key string, width float64, of func(response.Disagreement) string) column[response.Disagreement] {
		c := m.column(words, key, document.KindText, 0, document.Everywhere)
		c.Width = width
		return column[response.Disagreement]{c, func(d response.Disagreement) document.Value { return document.TextValue(of(d)) }}
	}
	level := func(l response.Level) string { return m.words.Text("response.level." + m.count(int(l))) }
	return []column[response.Disagreement]{
		{m.column(words, "incident", document.KindID, 0, document.Everywhere), func(d response.Disagreement) document.Value {
			return document.ID(d.ID, m.link(d.Source, d.ID))
		}},
		{m.column(words, "service", document.KindText, 0, document.Everywhere), func(d response.Disagreement) document.Value {
			return document.TextValue(m.serviceName(d.Service))
		}},
		text("own", 1, func(d response.Disagreement) string { return d.Own.String() }),
		text("matrix", 1, func(d response.Disagreement) string { return d.ByMatrix.String() }),
		text("impact", 1, func(d response.Disagreement) string { return level(d.Impact) }),
		text("urgency", 1.6, func(d response.Disagreement) string {
			if d.Derived {
				return m.words.Text(words+"derived", "urgency", level(d.Urgency))
			}
			return level(d.Urgency)
		}),
	}
}

// priorityNote says what could not be assessed, and why.
func (m *making) priorityNote(p *response.Priorities) string {
	notes := []string{m.words.Text("response.priority.note")}
	if p.Derived > 0 {
		notes = append(notes, m.words.Plural("response.priority.derivation", p.Derived, m.count(p.Derived)))
	}
	if rest := p.Incidents - p.Assessed; rest > 0 {
		notes = append(notes, m.words.Plural("response.priority.rest", rest, m.count(rest), "impact", m.count(p.NoImpact),
			"urgency", m.count(p.NoUrgency), "own", m.count(p.NoPriority), "unread", m.count(p.Unreadable)))
	}
	if len(p.UnreadableWords) > 0 {
		notes = append(notes, m.words.Text("response.priority.words", "words", m.list(p.UnreadableWords[:min(len(p.UnreadableWords), namesShown)])))
	}
	return strings.Join(notes, " ")
}
