package changes

import (
	"time"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// Delivery is the four figures of DORA (DevOps Research and Assessment) as far as changes tell them. A deployment is a
// change that releases code.
type Delivery struct {
	Known       bool // a change of the report's period says whether it releases code; if none does, nothing is known
	Deployments int
	Unsaid      int // changes carried out that do not say whether they release code: they may be deployments
	// PerDay is deployments by the days of 24 hours of the period that are over; unknown where none is.
	PerDay itsm.Number
	// SinceRequest and SinceApproval are minutes until the deployment was done. DORA's lead time for changes begins when
	// code is committed, which changes do not tell: it is shorter than the first.
	SinceRequest, SinceApproval stats.Summary
	Failures                    FailureRate
	// Recovery is minutes from the start to the end of the outages that name a deployment as their cause.
	Recovery stats.Summary
}

// minutes gathers lengths.
type minutes struct {
	known   []float64
	missing int
}

func (m *minutes) between(from, to time.Time) {
	if from.IsZero() || to.IsZero() || to.Before(from) {
		m.missing++
		return
	}
	m.known = append(m.known, to.Sub(from).Minutes())
}

func (m *minutes) summary() stats.Summary { return stats.Summarise(m.known, m.missing) }

func (b *backward) delivery(list []CarriedOut) Delivery {
	var d Delivery
	var requested, approved, recovery minutes
	for i := range list {
		c := &list[i]
		switch c.ReleasesCode {
		case itsm.Unsaid:
			d.Unsaid++
			continue
		case itsm.No:
			d.Known = true
			continue
		}
		d.Known = true
		d.Deployments++
		requested.between(c.Requested, c.At)
		approved.between(c.Approved.At, c.At)
		b.count(&d.Failures, &b.changes[b.byRef[c.Ref()]])
		for _, l := range c.Links {
			if l.Grade == Explicit {
				recovery.between(l.Start, l.end())
			}
		}
	}
	d.Failures.close()
	d.SinceRequest, d.SinceApproval, d.Recovery = requested.summary(), approved.summary(), recovery.summary()
	if days := b.period.Length().Hours() / 24; d.Known && days > 0 {
		d.PerDay = itsm.Known(float64(d.Deployments) / days)
	}
	return d
}

// end is when the outage ended; zero where that is not known.
func (l *Link) end() time.Time {
	if !l.Length.Known {
		return time.Time{}
	}
	return l.Start.Add(l.Length.Value)
}
