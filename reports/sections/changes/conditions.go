package changes

import (
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// conditionsTable opens the meeting with what the last one asked for: its conditions, and those of earlier ones that are
// not met yet.
func conditionsTable(m *making.Report, a *ahead) *document.Table {
	const words = "changes.conditions."
	d := a.decisions
	t := &document.Table{
		ID: "conditions", Title: m.Words.Plural(words+"title", d.open, m.Count(d.open), "all", m.Count(len(d.conditions))),
		Subtitle: m.AsNow(m.Words.Text(words + "subtitle")), PageRows: 8,
	}
	col := func(key string, kind document.Kind, cell func(*itsm.Decision) document.Value) making.Column[*itsm.Decision] {
		return making.Col(m.Column(words, key, kind, 0, document.Everywhere), cell)
	}
	condition := m.Column(words, "condition", document.KindText, 0, document.Everywhere)
	condition.Lines = 2
	making.Fill(t, []making.Column[*itsm.Decision]{
		col("meeting", document.KindText, func(d *itsm.Decision) document.Value { return document.TextValue(d.Meeting) }),
		col("change", document.KindID, func(d *itsm.Decision) document.Value { return document.ID(d.Change, "") }),
		col("decision", document.KindText, func(d *itsm.Decision) document.Value { return document.TextValue(verdictWord(m, d.Verdict)) }),
		making.Col(condition, func(d *itsm.Decision) document.Value { return document.TextValue(d.Condition) }),
		col("owner", document.KindText, func(d *itsm.Decision) document.Value { return document.TextValue(m.Person(d.Owner)) }),
		col("met", document.KindText, func(d *itsm.Decision) document.Value {
			if d.Met.Done() {
				return document.TextValue(m.Words.Text(words + "done"))
			}
			return document.Value{Text: m.Words.Text(words + "open"), Tone: document.Missed, Strong: true}
		}),
	}, d.conditions)
	return t
}
