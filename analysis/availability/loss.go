package availability

import "nines/internal/itsm"

// Rule gives the part lost (0..1) in incidents that state none, by priority. A priority that is not named loses
// nothing; a nil Rule is no rule, and such incidents cannot be assessed.
type Rule map[itsm.Priority]float64

// loss is what part of the work an outage cost; the zero value is none.
type loss struct {
	part   float64
	byRule bool
}

// effect is what a ticket states of the part lost.
type effect struct {
	word itsm.OutageWord
	lost itsm.Number
}

func effectOf(i *itsm.Incident) effect { return effect{i.Outage, stated(i.Lost)} }

// recordEffect is what an outage record states; what it leaves out is its incident's (nil: it has none). A record
// that says full or none has said enough, and one that says partial wants only the share.
func recordEffect(r *itsm.OutageRecord, i *itsm.Incident) effect {
	e := effect{r.Outage, stated(r.Lost)}
	if i == nil || e.lost.Known {
		return e
	}
	own := effectOf(i)
	switch e.word {
	case itsm.OutageUnstated:
		return own
	case itsm.OutagePartial:
		if own.lost.Value > 0 {
			e.lost = own.lost
		}
	}
	return e
}

// stated treats a loss outside 0..1 as missing.
func stated(lost itsm.Number) itsm.Number {
	if !lost.Known || !(lost.Value >= 0 && lost.Value <= 1) {
		return itsm.Number{}
	}
	return lost
}

// loss weighs an effect, in the order of practice.md section 1. It is not ok where the effect cannot be assessed.
func (r Rule) loss(e effect, priority itsm.Priority) (l loss, ok bool) {
	switch {
	case e.word == itsm.OutageNone:
		return loss{}, true
	case e.lost.Known:
		return loss{part: e.lost.Value}, true
	case e.word == itsm.OutageFull:
		return loss{part: 1}, true
	case r == nil || priority == itsm.PriorityUnknown:
		return loss{}, false
	}
	return loss{part: r[priority], byRule: r[priority] > 0}, true
}
