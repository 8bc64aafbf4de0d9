package changes

import (
	"nines/analysis/stats"
	"nines/internal/itsm"
)

// LeadTimes is how long the changes of a class were known before they began.
type LeadTimes struct {
	Elapsed    stats.Summary // minutes from the request to the start
	Working    stats.Summary // working days that begin after the request and not after the day of the start
	Afterwards int           // requested after they had begun: in neither; they were written down later
}

// Lead is the lead times of the changes carried out in the report's period.
type Lead struct {
	All     LeadTimes
	ByClass []ClassLead // in the order of the counts
}

// ClassLead is the lead times of a class.
type ClassLead struct {
	Class itsm.ChangeClass
	LeadTimes
}

// leads gathers lead times.
type leads struct {
	elapsed, working    []float64
	missing, afterwards int
}

func (b *backward) lead(list []CarriedOut) Lead {
	all, classes := &leads{}, map[itsm.ChangeClass]*leads{}
	for i := range list {
		c := &list[i]
		if classes[c.Class] == nil {
			classes[c.Class] = &leads{}
		}
		b.addLead(all, c)
		b.addLead(classes[c.Class], c)
	}
	lead := Lead{All: all.times()}
	for _, class := range classOrder {
		if l := classes[class]; l != nil {
			lead.ByClass = append(lead.ByClass, ClassLead{class, l.times()})
		}
	}
	return lead
}

// addLead takes the change's lead time, from the request to the actual start, without one to the planned. A change whose
// start is not known has none: when it ended is no start.
func (b *backward) addLead(l *leads, c *CarriedOut) {
	start := c.Start()
	switch {
	case c.Requested.IsZero() || start.IsZero():
		l.missing++
	case start.Before(c.Requested):
		l.afterwards++
	default:
		l.elapsed = append(l.elapsed, start.Sub(c.Requested).Minutes())
		l.working = append(l.working, float64(workingDays(b.workdays, c.Requested, start)))
	}
}

func (l *leads) times() LeadTimes {
	return LeadTimes{stats.Summarise(l.elapsed, l.missing), stats.Summarise(l.working, l.missing), l.afterwards}
}
