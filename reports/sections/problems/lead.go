package problems

import (
	"nines/analysis/problems"
	"nines/internal/itsm"
	"nines/reports/making"
)

// lead says what the meeting is about: the problems that make most of the loss that is expected, else how many
// stand still.
func lead(m *making.Report, r *making.ProblemReview) string {
	v := r.Review
	open, stale := len(v.Agenda), 0
	for i := range v.Agenda {
		if v.Agenda[i].Stale {
			stale++
		}
	}
	switch {
	case r.Lacks.Problems && len(v.Unrecorded) > 0:
		return m.Words.Plural("problems.lead.no_source", len(v.Unrecorded), m.Count(len(v.Unrecorded)))
	case r.Lacks.Problems:
		return m.Words.Text("problems.lead.no_record")
	case open == 0 && len(v.Unrecorded) > 0:
		return m.Words.Plural("problems.lead.unrecorded", len(v.Unrecorded), m.Count(len(v.Unrecorded)))
	case open == 0:
		return m.Words.Text("problems.lead.none")
	}
	if few, share, idle := weightiest(m, v); share > 0 {
		return m.Words.Plural("problems.lead.loss", few, m.Count(few), "share", m.Locale.Share(share, 0)) +
			m.Words.Text("problems.lead.idle."+howMany(idle, few), "n", m.Count(idle))
	}
	return m.Words.Plural("problems.lead.stale", open, m.Count(open), "stale", m.Count(stale))
}

// howMany chooses the word for so many of a few.
func howMany(n, of int) string {
	switch {
	case n == 0:
		return "none"
	case n == of && of == 1:
		return "one"
	case n == of && of == 2:
		return "both"
	case n == of:
		return "all"
	}
	return "some"
}

// weightiestShown is how many problems the first sentence is about at most.
const weightiestShown = 3

// weightiest counts the first problems of the agenda that make 40 % of the expected loss, three at most, with their
// share of it and how many of them are stale.
func weightiest(m *making.Report, v *problems.Result) (few int, share float64, stale int) {
	all, passed := 0.0, 0.0
	for i := range v.Agenda {
		all += expected(m, &v.Agenda[i]).Value
	}
	if all <= 0 {
		return 0, 0, 0
	}
	for i := range v.Agenda {
		passed += expected(m, &v.Agenda[i]).Value
		few++
		if v.Agenda[i].Stale {
			stale++
		}
		if passed >= 0.4*all || few == weightiestShown {
			break
		}
	}
	return few, passed / all, stale
}

// expected is the expected loss by which the agenda goes: money where it is priced, else minutes.
func expected(m *making.Report, v *problems.Review) itsm.Number {
	if m.Settings.Costs.Priced() {
		return v.Expected.Cost
	}
	return v.Expected.Minutes
}
