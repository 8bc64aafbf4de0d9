package changes

import (
	"iter"
	"time"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// Past is what looking back is computed from.
type Past struct {
	AsOf      time.Time
	Zone      *time.Location // the business time zone
	Rules     Rules
	Catalogue *itsm.Catalogue
	// Periods are those of the trend, oldest first; the last one is the report's.
	Periods []itsm.Span
	// Watched is the time that is searched for an effect of changes on outages: both are known for all of it. The zero
	// span: no such time.
	Watched itsm.Span
	// Changes is gone through once, and before the outages; a change may be overwritten as soon as the next one is asked
	// for. It has to yield those of the periods and of the time that is watched, and those that incidents name.
	Changes iter.Seq[*itsm.Change]
	// Outages is gone through once; an outage may be overwritten as soon as the next one is asked for. It has to yield
	// those of the periods and a day of suspicion after them, those of the time that is watched, and all that name a
	// change.
	Outages iter.Seq[*Outage]
	// Unseen are the services, by id, whose outages nobody knows: whether one followed a change of theirs cannot be told.
	Unseen map[string]bool
}

// Outage is what one incident, or an outage record that stands alone, did to one service. Of several outage records of
// one incident and service it is the first. Only tickets that count once make one.
type Outage struct {
	itsm.Ref               // the incident's, else the outage record's
	Service  *itsm.Service // nil: unknown
	Start    time.Time     // zero: unknown
	End      time.Time     // zero: not over, or nobody knows
	// Harmless: the incident is known to have cost no availability. What it names counts, and nothing else of it.
	Harmless bool
	Changes  []string   // ids of the changes that caused it, as the incident names them
	Problems []itsm.Ref // each once; one without a source has no record
}

// Retrospect is what became of the changes, and of the services after them.
type Retrospect struct {
	Carried  []CarriedOut // in the report's period, by when they were carried out, then by id and source
	Counts   Counts
	Lead     Lead
	Failures []PeriodFailures // of the periods of the input
	// Usual judges the last period's explicit and inferred failures by those of the periods before it.
	UsualExplicit, UsualInferred stats.Usual
	Delivery                     Delivery
	// Links are those of the outages that began in the report's period, by their start, then by id and source; of each
	// outage the nearest change first.
	Links []Link
	// Ratio is that of the outages which name no change: is what is inferred more than chance?
	Ratio   stats.ExposureEffect
	Unknown []UnknownChange
	Gaps    PastGaps
}

// PastGaps lists what lacks something that a figure needs, by id and source, each once.
type PastGaps struct {
	NoOutcome      []itsm.Ref // carried out in the report's period: in no failure rate
	TooEarly       []itsm.Ref // carried out in the report's period with a known outcome, and outages may still follow
	NoService      []itsm.Ref // carried out in the report's period: no outage is inferred to come of them
	ByPlan         []itsm.Ref // over in the report's period, and only the plan says when
	Contradictory  []itsm.Ref // carried out in the report's period, ended before they began: taken to end as they began
	Ambiguous      []itsm.Ref // incidents that name an id which changes of several other sources have
	NotPlaced      []itsm.Ref // incidents that name a change, and nobody knows when they began
	BeforeItsCause []itsm.Ref // incidents that began before a change that they name as their cause
}

// LookBack computes what became of the changes. Nothing of it depends on the order of changes or outages.
func LookBack(in Past) *Retrospect {
	b := newBackward(in)
	for c := range in.Changes {
		b.change(c)
	}
	b.index()
	for o := range in.Outages {
		b.outage(o)
	}
	r := &Retrospect{Failures: b.failures(), Unknown: b.unknownChanges()}
	r.UsualExplicit, r.UsualInferred = usualFailures(r.Failures)
	links := b.links()
	r.Links = b.ofThePeriod(links)
	r.Carried = b.carriedOut(links)
	r.Counts, r.Lead, r.Delivery = b.counts(r.Carried), b.lead(r.Carried), b.delivery(r.Carried)
	r.Ratio = b.ratio()
	b.gaps.tidy()
	r.Gaps = b.gaps
	return r
}
