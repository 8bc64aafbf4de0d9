package response

import (
	"context"

	"nines/analysis/response"
	"nines/analysis/stats"
	"nines/reports/document"
	"nines/reports/making"
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
	s := document.Section{Lead: lead(m, f, &r), Figures: newFigures(m, f, &r, before)}
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

// lead says how soon customers were told and helped, and how many escalations failed.
func lead(m *making.Report, f *making.Facts, r *response.Result) string {
	if n := f.NotAssessed(); r.Cases == 0 && n > 0 {
		return m.Words.Plural("response.lead.not_assessed", n, m.Count(n))
	}
	if r.Cases == 0 {
		return m.Words.Text("response.lead.none")
	}
	told, resolved := r.HowSoon[response.Told], r.HowSoon[response.Resolved]
	lead := m.Words.Plural("response.lead.untimed", r.Cases, m.Count(r.Cases))
	switch {
	case told.N > 0 && resolved.N > 0:
		lead = m.Words.Text("response.lead.both", "told", duration(m, told.Median), "resolved", duration(m, resolved.Median))
	case told.N > 0:
		lead = m.Words.Text("response.lead.told", "told", duration(m, told.Median))
	case resolved.N > 0:
		lead = m.Words.Text("response.lead.resolved", "resolved", duration(m, resolved.Median))
	}
	bad, due := failedEscalations(&r.Tiers)
	switch {
	case due == 0:
		return m.Words.Text("response.lead.end", "lead", lead)
	case bad == 0:
		return m.Words.Plural("response.lead.in_time", due, m.Count(due), "lead", lead)
	}
	return m.Words.Plural("response.lead.failed", due, m.Count(due), "lead", lead, "bad", m.Count(bad))
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
