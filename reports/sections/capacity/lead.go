package capacity

import (
	"nines/analysis/capacity"
	"nines/reports/making"
)

// lead says which KPI comes nearest to its limit, how many others are near theirs, and of how many nothing can be said.
func lead(m *making.Report, c *making.Capacity) string {
	near, limited, unreliable := 0, 0, 0
	for _, f := range c.Fits {
		switch f.Standing() {
		case capacity.Breached, capacity.AtRisk:
			near++
		case capacity.Unreliable:
			unreliable++
		}
		if f.Entry.Limit.Known {
			limited++
		}
	}
	first := nearest(c)
	text := m.Words.Text("capacity.lead."+leadWord(first, limited), "name", name(m, first), "limit", limitText(m, first),
		"now", figureText(m, first, first.Measured), "safe", m.Share(first.HeadroomSafe, 0), "likely", m.Share(first.Headroom, 0),
		"earliest", dateText(m, first.Dates, first.Dates.Earliest), "n", m.Count(limited))
	if near > 1 {
		text += m.Words.Plural("capacity.lead.others", near-1, m.Count(near-1), "all", m.Count(limited))
	}
	if unreliable > 0 && first.Standing() != capacity.Unreliable {
		text += m.Words.Plural("capacity.lead.unreliable", unreliable, m.Count(unreliable), "all", m.Count(len(c.Fits)))
	}
	return text + m.Words.Text("capacity.lead.end")
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

// leadWord is the form of the sentence on a KPI, one of so many with a limit.
func leadWord(f *making.CapacityFit, limited int) string {
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
