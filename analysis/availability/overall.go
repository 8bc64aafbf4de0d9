package availability

import "nines/internal/itsm"

// Overall blends the services whose availability is known: sums, not means of ratios.
type Overall struct {
	Availability itsm.Number // 1 - (sum of w D) / (sum of w |T|), w the service's weight
	Lower, Upper itsm.Number // with undecided outages at their longest and at their shortest
	Downtime     itsm.Number // sum of w D, minutes
	Agreed       itsm.Number // sum of w |T|, minutes
	Whole        itsm.Number // sum of w |T| of the whole period, minutes
	Budget       itsm.Number // sum of the weighted error budgets of the whole period, minutes
	Unweighted   itsm.Number // any outage in any cell whole, each service the same
	Met          int         // services that met their target
	Of           int         // services
	Ratings      map[Rating]int

	sum                                  weighted
	unweightedDowntime, unweightedAgreed float64
	known                                int
}

func (o *Overall) add(f *Figures) {
	if o.Ratings == nil {
		o.Ratings = map[Rating]int{}
	}
	o.Ratings[f.Rating]++
	o.Of++
	if f.Rating.Met() {
		o.Met++
	}
	if !f.Availability.Known {
		return
	}
	o.known++
	o.sum.add(f.weighted)
	o.unweightedDowntime += f.UnweightedDowntime.Minutes()
	o.unweightedAgreed += f.UnweightedAgreed.Minutes()
}

func (o *Overall) close() {
	if o.known == 0 {
		return
	}
	o.Downtime, o.Agreed = itsm.Known(o.sum.downtime), itsm.Known(o.sum.agreed)
	o.Whole, o.Budget = itsm.Known(o.sum.whole), itsm.Known(o.sum.budget)
	o.Availability = ratio(o.sum.downtime, o.sum.agreed)
	o.Lower, o.Upper = ratio(o.sum.longest, o.sum.agreed), ratio(o.sum.shortest, o.sum.agreed)
	o.Unweighted = ratio(o.unweightedDowntime, o.unweightedAgreed)
}

func (w *weighted) add(o weighted) {
	w.downtime += o.downtime
	w.longest += o.longest
	w.shortest += o.shortest
	w.agreed += o.agreed
	w.whole += o.whole
	w.budget += o.budget
}
