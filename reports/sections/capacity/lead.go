package capacity

import (
	"nines/analysis/capacity"
	"nines/reports/making"
	"nines/reports/narrative"
)

func facts(m *making.Report, c *making.Capacity) narrative.Capacity {
	facts := narrative.Capacity{Configured: configured(m), Fits: len(c.Fits)}
	if len(c.Fits) == 0 {
		return facts
	}
	for _, f := range c.Fits {
		switch f.Standing() {
		case capacity.Breached, capacity.AtRisk:
			facts.Near++
		case capacity.Unreliable:
			facts.Unreliable++
		}
		if f.Entry.Limit.Known {
			facts.Limited++
		}
	}
	first := nearest(c)
	facts.Case, facts.Hidden = caseOf(first, facts.Limited), first.Standing() == capacity.Unreliable
	facts.Name, facts.Now, facts.Limit = name(m, first), figureText(m, first, first.Measured), limitText(m, first)
	facts.Safe, facts.Earliest = first.HeadroomSafe, dateText(m, first.Dates, first.Dates.Earliest)
	return facts
}

// configured counts the measures that the report could be about: in one of a part of the services none that names another.
func configured(m *making.Report) int {
	n := 0
	for _, metric := range m.Settings.Capacity.Metrics {
		if metric.Service == "*" || m.Catalogue.HasName(metric.Service) {
			n++
		}
	}
	return n
}

// nearest is the first fit that something can be said of; the first of all where there is none.
func nearest(c *making.Capacity) *making.CapacityFit {
	for _, f := range c.Fits {
		if s := f.Standing(); s != capacity.Unreliable && s != capacity.NoVerdict {
			return f
		}
	}
	return c.Fits[0]
}

// caseOf is the form of the sentence on a KPI, one of so many with a limit.
func caseOf(f *making.CapacityFit, limited int) string {
	switch standing := f.Standing(); {
	case standing == capacity.Breached:
		return "breached"
	case standing == capacity.Unreliable && limited > 1:
		return "nothing_holds"
	case standing == capacity.Unreliable:
		return "unreliable_only"
	case standing == capacity.NoVerdict:
		return "no_limit"
	case f.HeadroomSafe.Known && f.HeadroomSafe.Value > 0:
		return "carries"
	case f.HeadroomSafe.Known:
		return "crosses"
	case !f.Dates.Earliest.IsZero():
		return "date"
	case standing == capacity.AtRisk:
		return "crosses"
	}
	return "within"
}
