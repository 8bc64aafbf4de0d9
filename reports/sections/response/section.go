// Package response is the section on how outages and major incidents were handled. In go the facts and what was noted while
// incidents were read, out come its blocks, its figures and those that it publishes.
package response

import (
	"context"

	"nines/analysis/response"
	"nines/analysis/stats"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/narrative"
)

// How many rows a page shows of each list; the workbook and the JSON have all.
const (
	talksOnPage         = 8
	escalationsOnPage   = 15
	majorsOnPage        = 15
	disagreementsOnPage = 10
)

// Present shows how outages and major incidents were handled.
func Present(ctx context.Context, m *making.Report) (document.Section, error) {
	f, err := m.Facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	h, err := m.LookBack(ctx)
	if err != nil {
		return document.Section{}, err
	}
	handled, err := result(ctx, m, f, h)
	if err != nil {
		return document.Section{}, err
	}
	r, before := handled.now, handled.before
	lead, err := m.Tell(facts(f, &r))
	if err != nil {
		return document.Section{}, err
	}
	s := document.Section{Lead: lead, Figures: newFigures(m, f, &r, before)}
	if r.Cases > 0 {
		s.Blocks = append(s.Blocks, keyFigures(m, &r, before), howSoonTable(m, &r, before), meanTimesTable(m, f), noticedTable(m, &r))
	}
	if c := &r.Communication; len(c.Talks) > len(c.Unrecorded) {
		s.Blocks = append(s.Blocks, promisesTable(m, &r), talksTable(m, &r))
	} else if len(c.Talks) > 0 {
		s.Blocks = append(s.Blocks, unrecordedText(m, c))
	}
	if len(r.Communication.Talks) > 0 {
		s.Blocks = append(s.Blocks, escalationsTable(m, &r))
	}
	if len(r.Majors) > 0 {
		s.Blocks = append(s.Blocks, majorsTable(m, &r))
	}
	s.Blocks = append(s.Blocks, priorityBlocks(m, &f.Handled.Priorities)...)
	if r.Plans.Services > 0 {
		s.Blocks = append(s.Blocks, plansTable(m, &r.Plans))
	}
	return s, nil
}

func facts(f *making.Facts, r *response.Result) narrative.Response {
	told, resolved := r.HowSoon[response.Told], r.HowSoon[response.Resolved]
	facts := narrative.Response{Cases: r.Cases, NotAssessed: f.NotAssessed()}
	if told.N > 0 {
		facts.Told = making.Number(told.Median)
	}
	if resolved.N > 0 {
		facts.Resolved = making.Number(resolved.Median)
	}
	facts.Failed, facts.Due = failedEscalations(&r.Tiers)
	return facts
}

// failedEscalations counts the escalations that were due, as far as declarations are recorded, and of these the ones
// that came late or never.
func failedEscalations(t *response.Tiers) (bad, due int) {
	for _, n := range t.Counts {
		bad += n.Late + n.Never
		due += n.Due - n.Unrecorded
	}
	return bad, due
}

func duration(m *making.Report, n stats.Number) string {
	if !n.Known {
		return m.Locale.Unknown
	}
	return m.Locale.Duration(n.Value)
}
