package availability

import (
	"slices"
	"time"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// Input is what availability is computed from.
type Input struct {
	Period      itsm.Span
	AsOf        time.Time                // agreed time and outages end here
	Services    []*itsm.Service          // in the order of the report; outages of others are left out
	Outages     []*Outage                // of any time, in any order
	Exclusions  []Excluded               // to be weighed; they are applied to the outages already
	Maintenance map[string]itsm.Spans    // by service id
	Activity    map[string]itsm.Activity // by service id: tickets whose life overlaps the period
	NotCovered  map[string]string        // service id -> why the data do not cover the period
	AmberAt     float64                  // the part of the error budget at which green turns amber
}

// elapsed is what is known of the period: up to the earlier of its end and the as-of instant.
func (in *Input) elapsed() itsm.Span {
	elapsed := in.Period
	if in.AsOf.Before(elapsed.To) {
		elapsed.To = in.AsOf
	}
	return elapsed
}

// byService returns the outages that matter to the period, by service, in canonical order.
func (in *Input) byService() map[*itsm.Service][]*Outage {
	elapsed := in.elapsed()
	lists := map[*itsm.Service][]*Outage{}
	for _, o := range in.Outages {
		if o.touches(elapsed) {
			lists[o.Service] = append(lists[o.Service], o)
		}
	}
	for _, list := range lists {
		slices.SortFunc(list, (*Outage).compare)
	}
	return lists
}

// Result is the availability of all services in a period.
type Result struct {
	Overall    Overall
	Times      Times     // of all services' outages together
	Services   []Service // as in the input
	Outages    []OutageMinutes
	Exclusions []ExcludedMinutes // as in the input
}

// Service is a service's availability with what stands behind it.
type Service struct {
	Figures
	ByRule float64 // the minutes of D that rest on the rule per priority
	Times  Times
	// Failures counts outages, overlapping or touching ones merged into one; BetweenFailures (MTBF) is the time in
	// which none was active per failure, in minutes, unknown at 0 failures.
	Failures        int
	BetweenFailures itsm.Number
	Cells           []Cell
}

// Cell is a region of a service. Its minutes are not weighted by its share of the users.
type Cell struct {
	Region       string
	Agreed       float64 // |T(r)|, minutes
	Downtime     itsm.Number
	Availability itsm.Number
}

// OutageMinutes is an outage that cost agreed time in the period.
type OutageMinutes struct {
	*Outage
	Gross      float64 // weighted minutes as if it stood alone
	Attributed float64 // its share where outages overlap; these add up to D
	Score      float64 // attributed minutes times the weight of the service
}

// ExcludedMinutes is an exclusion and the weighted minutes of the period that it took out, each outage by itself.
type ExcludedMinutes struct {
	Excluded
	Minutes float64
}

// Compute measures outages against the agreed service time of the period. It fails only if the minutes attributed to
// outages do not add up to the downtime, which would be a defect.
func Compute(in Input) (*Result, error) {
	result := &Result{Exclusions: make([]ExcludedMinutes, len(in.Exclusions))}
	for i, e := range in.Exclusions {
		result.Exclusions[i].Excluded = e
	}
	byService := in.byService()
	var counted []*Outage
	for _, s := range in.Services {
		m, err := measure(&in, s, byService[s])
		if err != nil {
			return nil, err
		}
		counted = append(counted, byService[s]...)
		result.Services = append(result.Services, m.service())
		for i, c := range m.figure.outages {
			if c.gross > 0 {
				result.Outages = append(result.Outages, OutageMinutes{m.ground.schedule.outages[i], c.gross, c.attributed, c.score})
			}
		}
		m.weighExclusions(result.Exclusions)
		result.Overall.add(&m.Figures)
	}
	result.Overall.close()
	result.Times = timesOf(counted, in.elapsed())
	return result, nil
}

// Trend is what a trend needs of an earlier period.
type Trend struct {
	Overall  Overall
	Services []Figures     // as in the input
	Restore  stats.Summary // as in Times
}

// Brief computes the figures of a period without what stands behind them. It fails as Compute does.
func Brief(in Input) (*Trend, error) {
	trend := &Trend{}
	byService := in.byService()
	var counted []*Outage
	for _, s := range in.Services {
		m, err := measure(&in, s, byService[s])
		if err != nil {
			return nil, err
		}
		counted = append(counted, byService[s]...)
		trend.Services = append(trend.Services, m.Figures)
		trend.Overall.add(&m.Figures)
	}
	trend.Overall.close()
	trend.Restore = restoreOf(counted, in.elapsed())
	return trend, nil
}
