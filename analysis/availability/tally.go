package availability

import (
	"fmt"
	"math"
	"time"

	"nines/internal/itsm"
)

// tally is what a set of outages cost a service in a period.
type tally struct {
	downtime float64 // D, minutes
	weighted float64 // the service's weight times D, piece by piece
	outages  []cost  // by outage of the schedule
	regions  map[string]float64
	down     itsm.Spans // agreed time in which any outage was active in any cell
}

// cost is what one outage cost, in minutes.
type cost struct {
	agreed     time.Duration // agreed time of its cells, each block of them anew; 0 if none of it was agreed time
	gross      float64       // as if it stood alone
	attributed float64       // its share of D
	score      float64       // attributed times the weight of the service
}

// ground is the agreed service time of one service, cut into stretches and blocks.
type ground struct {
	elapsed  itsm.Span // the period, up to the as-of instant
	terms    []terms
	blocks   [][]*block // by stretch
	schedule *schedule
}

func newGround(in *Input, s *itsm.Service, outages []*Outage) *ground {
	elapsed := in.elapsed()
	g := &ground{elapsed: elapsed, terms: termsOf(s, in.Period, elapsed, in.Maintenance[s.ID]), schedule: newSchedule(outages, elapsed)}
	for i := range g.terms {
		g.blocks = append(g.blocks, g.terms[i].blocks(g.schedule.scopes, elapsed.From))
	}
	return g
}

// tally sweeps the wanted outages over all blocks.
func (g *ground) tally(wanted func(*Outage) bool) *tally {
	t := &tally{outages: make([]cost, len(g.schedule.outages)), regions: map[string]float64{}}
	var down []itsm.Span
	for i := range g.terms {
		for _, b := range g.blocks[i] {
			p := g.schedule.sweep(b, wanted)
			t.add(&g.terms[i], b, p, g.schedule)
			down = append(down, g.spans(b.hours.overlap(p.down))...)
		}
	}
	t.down = itsm.Merge(down)
	return t
}

func (t *tally) add(terms *terms, b *block, p *passage, s *schedule) {
	var lost float64 // minutes, of one cell of the block
	for rank, held := range p.held {
		lost += s.parts[rank] * held.Minutes()
	}
	t.downtime += b.weight * lost
	t.weighted += terms.Weight * b.weight * lost
	for i, share := range b.shares {
		t.regions[terms.Regions[i].Name] += share * lost
	}
	for i, own := range p.own {
		if own == 0 {
			continue
		}
		c, attributed := &t.outages[i], b.weight*p.attributed[i]/float64(time.Minute)
		c.agreed += own
		c.gross += b.weight * s.outages[i].Lost * own.Minutes()
		c.attributed += attributed
		c.score += terms.Weight * attributed
	}
}

// check makes sure that the minutes attributed to outages add up to D, to 1e-9 of it.
func (t *tally) check(s *itsm.Service) error {
	var sum float64
	for i := range t.outages {
		sum += t.outages[i].attributed
	}
	if !(math.Abs(sum-t.downtime) <= 1e-9*t.downtime) {
		return fmt.Errorf("availability of service %q: the minutes attributed to its outages add up to %.12g, its downtime is %.12g: this is a defect of the program, its figures must not be used",
			s.ID, sum, t.downtime)
	}
	return nil
}

// overlap returns the parts of ascending intervals that are agreed time.
func (a *agreed) overlap(with []offsets) []offsets {
	var both []offsets
	for i, j := 0, 0; i < len(a.spans) && j < len(with); {
		x, y := a.spans[i], with[j]
		if from, to := max(x.from, y.from), min(x.to, y.to); from < to {
			both = append(both, offsets{from, to})
		}
		if x.to < y.to {
			i++
		} else {
			j++
		}
	}
	return both
}

func (g *ground) spans(list []offsets) []itsm.Span {
	spans := make([]itsm.Span, len(list))
	for i, o := range list {
		spans[i] = itsm.Span{From: g.elapsed.From.Add(o.from), To: g.elapsed.From.Add(o.to)}
	}
	return spans
}

// anyRegion is the agreed time of any region: the union of all T(r).
func (g *ground) anyRegion() itsm.Spans {
	var all []itsm.Span
	for i := range g.terms {
		for _, hours := range g.terms[i].elapsed {
			all = append(all, hours...)
		}
	}
	return itsm.Merge(all)
}

// gross is what an outage would cost in the spans if it stood alone, in minutes.
func (g *ground) gross(o *Outage, spans itsm.Spans) float64 {
	hit := scope{o.Regions, o.Functions}
	var minutes float64
	for i := range g.terms {
		t := &g.terms[i]
		for j := range t.Regions {
			length := t.elapsed[j].Intersect(spans).Length().Minutes()
			for k := range t.Functions {
				if length > 0 && hit.hits(&t.Regions[j], &t.Functions[k]) {
					minutes += t.Regions[j].Share * t.Functions[k].Share * o.Lost * length
				}
			}
		}
	}
	return minutes
}
