package cost

import (
	"cmp"
	"slices"

	"nines/internal/itsm"
)

// vitalShare is the share of the cost that the vital few make.
const vitalShare = 0.8

// Cause is a problem that incidents may name.
type Cause struct {
	itsm.Ref
	Title, Service string      // Service: id
	Effort         itsm.Length // on the problem itself
	// Elsewhere tells that it is of a service that is not looked at: it has a record, and the rest of it is theirs.
	Elsewhere bool
}

// Change is a change that mends incidents: those of a problem are the problem's changes.
type Change struct {
	itsm.Ref
	Incidents []itsm.Ref // each once
	Effort    itsm.Length
}

// Problem is what a problem cost: its incidents, an incident with several problems being split equally, with the effort
// on the problem itself and on its changes, each of which is split equally between the problems that it mends.
type Problem struct {
	Cause
	Recorded bool // false: incidents name it, and no source has a record of it
	Sum
	Changes              int
	ChangeEffort         itsm.Length // the known part; unknown where that of none is known
	ChangesWithoutEffort int
	Share, Cumulative    itsm.Number // of the cost of all problems, or of the minutes where nothing is priced
}

// Pareto is what the problems cost, greatest first, and how few of them make 80 % of it.
type Pareto struct {
	Problems []Problem // that have incidents, by cost (minutes where nothing is priced), id and source
	// Total is that of all problems, in the same unit; unknown where it is of each of them, and of none.
	Total   itsm.Number
	Partial bool // a part of the total is unknown: it is a lower bound
	Vital   int  // problems that make 80 %; 0 where nothing cost anything
	Costly  int  // problems that cost anything
}

// Problems prices the problems that incidents name. Causes without incidents cost only effort and are left out.
func Problems(rates Rates, incidents []Incident, causes []Cause, changes []Change) Pareto {
	byRef := map[itsm.Ref]*Problem{}
	named := map[itsm.Ref][]itsm.Ref{}
	for _, i := range ordered(incidents) {
		price := rates.Of(i)
		named[i.Ref] = i.Problems
		for _, ref := range i.Problems {
			p := byRef[ref]
			if p == nil {
				p = &Problem{Cause: Cause{Ref: ref, Service: i.Service}}
				byRef[ref] = p
			}
			p.add(i, price, 1/float64(len(i.Problems)))
		}
	}
	for _, c := range causes {
		switch p := byRef[c.Ref]; {
		case p == nil:
		case c.Elsewhere:
			p.Recorded, p.Elsewhere = true, true
		default:
			p.Cause, p.Recorded = c, true
			p.plus(rates.OfEffort(c.Effort), 1)
		}
	}
	mend(rates, byRef, named, changes)
	return pareto(byRef, rates.Priced())
}

// mend adds the changes to the problems whose incidents they mend.
func mend(rates Rates, byRef map[itsm.Ref]*Problem, named map[itsm.Ref][]itsm.Ref, changes []Change) {
	changes = slices.Clone(changes)
	slices.SortFunc(changes, func(a, b Change) int { return a.Ref.Compare(b.Ref) })
	for _, c := range changes {
		var mended []itsm.Ref
		for _, i := range c.Incidents {
			mended = append(mended, named[i]...)
		}
		slices.SortFunc(mended, itsm.Ref.Compare)
		mended = slices.Compact(mended)
		share, price := 1/float64(max(len(mended), 1)), rates.OfEffort(c.Effort)
		for _, ref := range mended {
			p := byRef[ref]
			p.Changes++
			p.plus(price, share)
			if !c.Effort.Known {
				p.ChangesWithoutEffort++
				continue
			}
			p.ChangeEffort.Known = true
			p.ChangeEffort.Value += scaled(c.Effort.Value, share)
		}
	}
}

// pareto ranks the problems and adds up their shares.
func pareto(byRef map[itsm.Ref]*Problem, priced bool) Pareto {
	var r Pareto
	for _, p := range byRef {
		r.Problems = append(r.Problems, *p)
	}
	slices.SortFunc(r.Problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(b.Worth(priced).Value, a.Worth(priced).Value), a.Ref.Compare(b.Ref))
	})
	for i := range r.Problems {
		p := &r.Problems[i]
		r.Partial = r.Partial || p.bound(priced)
		if v := p.Worth(priced); v.Known {
			r.Total = itsm.Known(r.Total.Value + v.Value)
		}
	}
	passed := 0.0
	for i := range r.Problems {
		p := &r.Problems[i]
		v := p.Worth(priced)
		if v.Value > 0 {
			r.Costly++
		}
		passed += v.Value
		p.Share, p.Cumulative = part(v, r.Total), part(itsm.Known(passed), r.Total)
		if r.Vital == 0 && p.Cumulative.Known && p.Cumulative.Value >= vitalShare-1e-9 {
			r.Vital = i + 1
		}
	}
	return r
}
