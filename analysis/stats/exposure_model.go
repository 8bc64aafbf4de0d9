package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// exposureModel is what was watched in the strata that tell something.
type exposureModel struct {
	cells            []exposureCell
	strata           []exposureStratum
	stretches        []exposureStretch // scratch of score
	events, observed int
}

// exposureCell is one stratum in one stretch.
type exposureCell struct {
	stratum, stretch int // indexes
	exposed, free    float64
	hit, missed      float64 // events in exposed and in free time
}

type exposureStratum struct {
	exposed, free, events float64
}

type exposureStretch struct {
	score, information float64
}

// newExposureModel leaves out strata without events, and those that were exposed all the time or never.
func newExposureModel(watched []Watch) *exposureModel {
	m := &exposureModel{}
	strata, stretches := numbering{}, numbering{}
	for _, w := range watched {
		i := strata.of(w.Stratum)
		if i == len(m.strata) {
			m.strata = append(m.strata, exposureStratum{})
		}
		m.strata[i].add(w)
	}
	for _, w := range watched {
		i := strata.of(w.Stratum)
		if s := m.strata[i]; !positive(s.exposed) || !positive(s.free) || s.events == 0 {
			continue
		}
		m.cells = append(m.cells, exposureCell{
			stratum: i, stretch: stretches.of(w.Stretch), exposed: w.Exposed, free: w.Free,
			hit: float64(w.ExposedEvents), missed: float64(w.FreeEvents),
		})
		m.events += w.ExposedEvents + w.FreeEvents
		m.observed += w.ExposedEvents
	}
	m.stretches = make([]exposureStretch, len(stretches))
	return m
}

func (s *exposureStratum) add(w Watch) {
	s.exposed += w.Exposed
	s.free += w.Free
	s.events += float64(w.ExposedEvents + w.FreeEvents)
}

// numbering gives each key the next number, from 0, when it is first met.
type numbering map[int]int

func (n numbering) of(key int) int {
	i, met := n[key]
	if !met {
		i = len(n)
		n[key] = i
	}
	return i
}

// exposureScore is how far the events in exposed time are from those expected at one ratio.
type exposureScore struct {
	value       float64 // events in exposed time less those expected there
	information float64 // the variance of that if events are independent
	robust      float64 // what the residuals by stretch make of its variance
	effective   float64 // number of stretches
}

// least is the share of a stratum's expected events that has to lie outside a stretch for its residual to be scaled
// by it; the residual of a stratum that is all in one stretch is 0 anyway.
const least = 0.05

// score holds the events against a ratio, given by its logarithm.
func (m *exposureModel) score(logRatio float64) exposureScore {
	ratio := math.Exp(logRatio)
	clear(m.stretches)
	var s exposureScore
	for i := range m.cells {
		c := &m.cells[i]
		g := &m.strata[c.stratum]
		all := ratio*g.exposed + g.free
		share := ratio * g.exposed / all // of the stratum's events that is expected in exposed time
		at1, at0 := g.events/all*ratio*c.exposed, g.events/all*c.free
		s.value += c.hit - at1
		outside := math.Max(least, 1-(at1+at0)/g.events)
		stretch := &m.stretches[c.stretch]
		stretch.score += ((1-share)*(c.hit-at1) - share*(c.missed-at0)) / math.Sqrt(outside)
		stretch.information += (1-share)*(1-share)*at1 + share*share*at0
	}
	s.weigh(m.stretches)
	return s
}

// weigh adds up the stretches. From the score of each its part of the whole is taken, as in a test of a mean by
// Student: else a ratio far from the truth would make the variance by which it is judged.
func (s *exposureScore) weigh(stretches []exposureStretch) {
	var squares, whole float64
	for _, w := range stretches {
		s.information += w.information
		squares += w.information * w.information
		whole += w.score
	}
	if squares == 0 {
		return
	}
	s.effective = s.information * s.information / squares
	for _, w := range stretches {
		part := w.information / s.information
		s.robust += (w.score - part*whole) * (w.score - part*whole) / math.Max(least, 1-part)
	}
}

// standard is the score in units of half the width of its 95 % interval; 0, which is no evidence, where nothing tells.
func (s exposureScore) standard() float64 {
	quantile := StudentQuantile(1-tail, s.effective-1)
	if !quantile.Known || !positive(s.information) {
		return 0
	}
	return s.value / math.Max(quantile.Value*math.Sqrt(s.robust), distuv.UnitNormal.Quantile(1-tail)*math.Sqrt(s.information))
}
