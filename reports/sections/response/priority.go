package response

import (
	"strings"

	"nines/analysis/response"
	"nines/reports/document"
	"nines/reports/making"
)

// priorityBlocks shows the incidents whose priority is not that of the matrix: some on the page, all in the workbook.
func priorityBlocks(m *making.Report, p *response.Priorities) []document.Block {
	const words = "response.priority."
	if p.Incidents == 0 {
		return nil
	}
	if p.Assessed == 0 {
		return []document.Block{&document.Text{
			Title: m.Words.Text(words + "heading"), Text: m.Words.Plural(words+"nothing", p.Incidents, m.Count(p.Incidents)) + " " + priorityNote(m, p), Tone: document.Muted,
		}}
	}
	n := len(p.Disagreements)
	t := &document.Table{
		ID: "priorities", Title: m.Words.Plural(words+"title", p.Assessed, m.Count(n), "all", m.Count(p.Assessed)), Empty: m.Words.Text(words + "agree"),
		Subtitle: m.Words.Text(words+"subtitle", "low", m.Count(p.TooLow), "high", m.Count(p.TooHigh)), Note: priorityNote(m, p),
	}
	columns := disagreementColumns(m)
	making.Fill(t, columns, p.Disagreements[:min(n, disagreementsOnPage)])
	if n <= disagreementsOnPage {
		return []document.Block{t}
	}
	t.Note = m.Words.Plural(words+"more", n-disagreementsOnPage, m.Count(n-disagreementsOnPage)) + " " + t.Note
	d := &document.Detail{ID: "priority_disagreements", Title: m.Words.Text(words + "detail")}
	for _, c := range columns {
		d.Columns = append(d.Columns, c.Column)
	}
	d.Rows = func(yield func([]document.Value) error) error {
		row := make([]document.Value, len(columns))
		for _, p := range p.Disagreements {
			for i, c := range columns {
				row[i] = c.Cell(p)
			}
			if err := yield(row); err != nil {
				return err
			}
		}
		return nil
	}
	return []document.Block{t, d}
}

func disagreementColumns(m *making.Report) []making.Column[response.Disagreement] {
	const words = "response.priority."
	text := func(key string, width float64, of func(response.Disagreement) string) making.Column[response.Disagreement] {
		c := m.Column(words, key, document.KindText, 0, document.Everywhere)
		c.Width = width
		return making.Col(c, func(d response.Disagreement) document.Value { return document.TextValue(of(d)) })
	}
	level := func(l response.Level) string { return m.Words.Text("response.level." + m.Count(int(l))) }
	return []making.Column[response.Disagreement]{
		making.Col(m.Column(words, "incident", document.KindID, 0, document.Everywhere), func(d response.Disagreement) document.Value {
			return document.ID(d.ID, m.Link(d.Source, d.ID))
		}),
		making.Col(m.Column(words, "service", document.KindText, 0, document.Everywhere), func(d response.Disagreement) document.Value {
			return document.TextValue(m.ServiceName(d.Service))
		}),
		text("own", 1, func(d response.Disagreement) string { return d.Own.String() }),
		text("matrix", 1, func(d response.Disagreement) string { return d.ByMatrix.String() }),
		text("impact", 1, func(d response.Disagreement) string { return level(d.Impact) }),
		text("urgency", 1.6, func(d response.Disagreement) string {
			if d.Derived {
				return m.Words.Text(words+"derived", "urgency", level(d.Urgency))
			}
			return level(d.Urgency)
		}),
	}
}

// priorityNote says what could not be assessed, and why.
func priorityNote(m *making.Report, p *response.Priorities) string {
	notes := []string{m.Words.Text("response.priority.note")}
	if p.Derived > 0 {
		notes = append(notes, m.Words.Plural("response.priority.derivation", p.Derived, m.Count(p.Derived)))
	}
	if rest := p.Incidents - p.Assessed; rest > 0 {
		var why []string
		for _, lack := range []struct {
			key string
			n   int
		}{{"impact", p.NoImpact}, {"urgency", p.NoUrgency}, {"own", p.NoPriority}, {"unread", p.Unreadable}} {
			if lack.n > 0 {
				why = append(why, m.Words.Text("response.priority.lack."+lack.key, "n", m.Count(lack.n)))
			}
		}
		notes = append(notes, m.Words.Plural("response.priority.rest", rest, m.Count(rest), "why", strings.Join(why, m.Words.Text("locale.list"))))
	}
	if len(p.UnreadableWords) > 0 {
		notes = append(notes, m.Words.Text("response.priority.words", "words", m.List(p.UnreadableWords[:min(len(p.UnreadableWords), making.NamesShown)])))
	}
	return strings.Join(notes, " ")
}
