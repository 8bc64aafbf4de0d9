package problems

import (
	"nines/analysis/problems"
	"nines/reports/document"
	"nines/reports/making"
)

func knownErrorsTable(m *making.Report, v *problems.Result) *document.Table {
	type row = problems.KnownError
	columns := []making.Column[row]{
		detailColumn(m, "problem", document.KindID, 1.7, func(r row) document.Value { return document.ID(r.ID, m.Link(r.Source, r.ID)) }),
		detailColumn(m, "title", document.KindText, 4, func(r row) document.Value {
			return document.Value{Text: m.ProblemService(r.Service), Second: r.Title, Strong: true}
		}),
		detailColumn(m, "workaround", document.KindText, 3, func(r row) document.Value { return orMissing(m, r.Workaround) }),
		detailColumn(m, "known_since", document.KindDay, 1.7, func(r row) document.Value { return dayValue(r.Since) }),
		detailColumn(m, "worked_around", document.KindCount, 1.3, func(r row) document.Value { return document.Count(r.WorkedAround) }),
	}
	columns = append(columns, waitingColumns(m, func(r row) *problems.Waiting { return &r.Waiting })...)
	t := detailTable(m, "known_errors", v.KnownErrors, columns)
	byHand := 0
	for i := range v.KnownErrors {
		byHand += v.KnownErrors[i].WorkedAround
	}
	if n := len(v.KnownErrors); byHand > 0 {
		t.Title = m.Words.Plural("problems.known_errors.by_hand", n, m.Count(n), "by_hand", m.Words.Plural("problems.incidents", byHand, m.Count(byHand)))
	}
	return t
}

func falseClosuresTable(m *making.Report, v *problems.Result) *document.Table {
	type row = problems.FalseClosure
	columns := []making.Column[row]{
		detailColumn(m, "problem", document.KindID, 1.7, func(r row) document.Value { return document.ID(r.ID, m.Link(r.Source, r.ID)) }),
		detailColumn(m, "title", document.KindText, 4, func(r row) document.Value {
			return document.Value{Text: m.ProblemService(r.Service), Second: r.Title, Strong: true}
		}),
		detailColumn(m, "closed", document.KindDay, 1.7, func(r row) document.Value { return dayValue(r.ClosedAt) }),
		detailColumn(m, "last", document.KindDay, 1.7, func(r row) document.Value { return dayValue(r.Waiting.Last) }),
	}
	columns = append(columns, waitingColumns(m, func(r row) *problems.Waiting { return &r.Waiting })...)
	return detailTable(m, "false_closures", v.FalseClosures, columns)
}

func unrecordedTable(m *making.Report, v *problems.Result) *document.Table {
	type row = problems.Unrecorded
	columns := []making.Column[row]{
		detailColumn(m, "problem", document.KindID, 2, func(r row) document.Value { return document.ID(r.ID, "") }),
		detailColumn(m, "first", document.KindDay, 1.7, func(r row) document.Value { return dayValue(r.Waiting.First) }),
		detailColumn(m, "last", document.KindDay, 1.7, func(r row) document.Value { return dayValue(r.Waiting.Last) }),
	}
	columns = append(columns, waitingColumns(m, func(r row) *problems.Waiting { return &r.Waiting })...)
	return detailTable(m, "unrecorded", v.Unrecorded, columns)
}

func orphansTable(m *making.Report, v *problems.Result) *document.Table {
	type row = problems.Group
	return detailTable(m, "orphans", v.Orphans, []making.Column[row]{
		detailColumn(m, "group", document.KindText, 4, func(r row) document.Value {
			return document.Value{Text: m.ProblemService(r.Service), Second: r.Signature, Strong: true}
		}),
		detailColumn(m, "incidents", document.KindCount, 1.2, func(r row) document.Value { return document.Count(r.Count) }),
		detailColumn(m, "minutes", document.KindMinutes, 1.3, func(r row) document.Value { return making.MinutesValue(r.Minutes) }),
		detailColumn(m, "hours", document.KindNumber, 1.3, func(r row) document.Value {
			return effortValue(m, &problems.Waiting{Incidents: r.Count, Effort: r.Effort.Value, WithoutEffort: r.WithoutEffort})
		}),
		detailColumn(m, "first", document.KindDay, 1.7, func(r row) document.Value { return dayValue(r.First) }),
		detailColumn(m, "last", document.KindDay, 1.7, func(r row) document.Value { return dayValue(r.Last) }),
	})
}

func lateReviewsTable(m *making.Report, v *problems.Result) *document.Table {
	type row = problems.LateReview
	late := detailColumn(m, "late_days", document.KindNumber, 1.3, func(r row) document.Value {
		return document.Value{Kind: document.KindNumber, Number: r.LateDays}
	})
	late.Decimals = 2 // an hour is late, too
	return detailTable(m, "late_reviews", v.LateReviews, []making.Column[row]{
		detailColumn(m, "incident", document.KindID, 1.7, func(r row) document.Value { return document.ID(r.ID, m.Link(r.Source, r.ID)) }),
		detailColumn(m, "title", document.KindText, 4.5, func(r row) document.Value {
			return document.Value{Text: m.ProblemService(r.Service), Second: r.Title, Strong: true}
		}),
		detailColumn(m, "ended", document.KindInstant, 2.2, func(r row) document.Value { return document.Instant(r.Ended) }),
		detailColumn(m, "review_due", document.KindInstant, 2.2, func(r row) document.Value { return document.Instant(r.Due) }),
		detailColumn(m, "held", document.KindInstant, 2.2, func(r row) document.Value {
			held := document.Instant(r.Held)
			if held.Unknown {
				held.Text = m.Words.Text("problems.not_held")
			}
			return held
		}),
		late,
	})
}

func withoutActionTable(m *making.Report, v *problems.Result) *document.Table {
	type row = problems.Major
	return detailTable(m, "reviews_without_action", v.WithoutAction, []making.Column[row]{
		detailColumn(m, "incident", document.KindID, 1.7, func(r row) document.Value { return document.ID(r.ID, m.Link(r.Source, r.ID)) }),
		detailColumn(m, "title", document.KindText, 5, func(r row) document.Value {
			return document.Value{Text: m.ProblemService(r.Service), Second: r.Title, Strong: true}
		}),
		detailColumn(m, "held", document.KindInstant, 2.2, func(r row) document.Value { return document.Instant(r.Held) }),
	})
}
