package changes

import (
	"nines/analysis/changes"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// forAnalysts are the columns that a workbook has beside those of a page.
func forAnalysts(m *making.Report) []making.Column[ranked] {
	const words = "changes.column."
	col := func(key string, kind document.Kind, cell func(*changes.Scheduled) document.Value) making.Column[ranked] {
		return making.Col(m.Column(words, key, kind, 0, document.BookOnly), func(r ranked) document.Value { return cell(r.Scheduled) })
	}
	text := func(key string, of func(*changes.Scheduled) string) making.Column[ranked] {
		return col(key, document.KindText, func(s *changes.Scheduled) document.Value { return document.TextValue(of(s)) })
	}
	return []making.Column[ranked]{
		text("component", func(s *changes.Scheduled) string { return s.Component }),
		text("class", func(s *changes.Scheduled) string { return classWord(m, s.Class) }),
		text("risk", func(s *changes.Scheduled) string { return riskWord(m, s.Risk) }),
		col("requested", document.KindInstant, func(s *changes.Scheduled) document.Value { return document.Instant(s.Requested) }),
		col("planned_start", document.KindInstant, func(s *changes.Scheduled) document.Value { return document.Instant(s.PlannedStart) }),
		col("planned_end", document.KindInstant, func(s *changes.Scheduled) document.Value { return document.Instant(s.PlannedEnd) }),
		col("notice", document.KindCount, func(s *changes.Scheduled) document.Value {
			return document.Known(document.KindCount, s.Notice.Pointer())
		}),
		text("plan", func(s *changes.Scheduled) string { return s.Plan }),
		text("backout", func(s *changes.Scheduled) string { return s.Backout }),
		text("validation", func(s *changes.Scheduled) string { return s.Validation }),
		text("person", func(s *changes.Scheduled) string { return m.Person(s.Responsible) }),
		col("failure_minutes", document.KindMinutes, func(s *changes.Scheduled) document.Value {
			return document.Known(document.KindMinutes, s.Failure.Minutes.Pointer())
		}),
		col("budget_left", document.KindShare, func(s *changes.Scheduled) document.Value {
			if s.Standing == nil {
				return making.ShareValue(itsm.Number{})
			}
			return making.ShareValue(s.Standing.BudgetLeft)
		}),
	}
}

// minutes is the sheet of the workbook that the board fills in and that is imported again: a row per change that is to be
// discussed and that nothing was decided on yet. What was decided stands in the workbook in which it was.
func minutes(m *making.Report, a *ahead) *document.Detail {
	const words = "changes.minutes."
	d := &document.Detail{ID: "decisions", Title: m.Words.Text(words + "title")}
	col := func(key string, kind document.Kind) document.Column {
		return m.Column(words, key, kind, 0, document.BookOnly)
	}
	d.Columns = []document.Column{
		col("meeting", document.KindText), col("change", document.KindID), col("service", document.KindText), col("what", document.KindText),
		col("class", document.KindText), col("risk", document.KindText), col("planned_start", document.KindInstant),
		col("planned_end", document.KindInstant), col("flags", document.KindText),
		entry(col("decision", document.KindText), verdictWords(m)...), entry(col("condition", document.KindText)),
		entry(col("owner", document.KindText)), entry(col("by", document.KindText)), entry(col("at", document.KindDay)),
		entry(col("met", document.KindText), m.Words.Text("changes.yes"), m.Words.Text("changes.no")),
	}
	d.Rows = func(yield func([]document.Value) error) error {
		for i := range a.schedule.Changes {
			s := &a.schedule.Changes[i]
			if s.Group == changes.GroupStandard || a.decisions.decided(s.ID) {
				continue
			}
			if err := yield(minuteRow(m, a, s)); err != nil {
				return err
			}
		}
		return nil
	}
	return d
}

func minuteRow(m *making.Report, a *ahead, s *changes.Scheduled) []document.Value {
	return []document.Value{
		document.TextValue(a.coming.Name), document.ID(s.ID, m.Link(s.Source, s.ID)), document.TextValue(m.ProblemService(s.Service)),
		document.TextValue(s.Title), document.TextValue(classWord(m, s.Class)), document.TextValue(riskWord(m, s.Risk)),
		document.Instant(s.PlannedStart), document.Instant(s.PlannedEnd), document.TextValue(flagWords(m, s)),
		{},
		{},
		{},
		{},
		{Kind: document.KindDay, Unknown: true},
		{},
	}
}
