package problems

import (
	"nines/analysis/problems"
	"nines/internal/itsm"
	"nines/reports/making"
	"nines/reports/narrative"
)

func facts(m *making.Report, r *making.ProblemReview) narrative.Problems {
	v := r.Review
	facts := narrative.Problems{NoSource: r.Lacks.Problems, Unrecorded: len(v.Unrecorded), Open: len(v.Agenda)}
	for i := range v.Agenda {
		if v.Agenda[i].Stale {
			facts.Stale++
		}
	}
	facts.Few, facts.Share, facts.FewStale = weightiest(m, v)
	return facts
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
