package response

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"nines/internal/itsm"
)

// Disagreement is an incident whose priority is not the one that its impact and urgency make.
type Disagreement struct {
	Ref
	Service         string // as the source calls it
	Own, ByMatrix   itsm.Priority
	Impact, Urgency Level
	Derived         bool // the ticket states no urgency: it comes from the service's criticality and hours
}

// Priorities says how the priorities of the incidents opened in the period, those that count once, stand to the matrix.
type Priorities struct {
	Incidents int
	Assessed  int
	Derived   int // of the assessed: their urgency is derived
	// Why the others could not be assessed, the first reason that applies.
	NoImpact, Unreadable, NoUrgency, NoPriority int
	UnreadableWords                             []string // the words for impact and urgency that were not understood, in order
	TooLow, TooHigh                             int      // the ticket is less urgent than the matrix, more urgent
	// Disagreements: by the matrix's priority, most urgent first; then the greatest difference, id and source.
	Disagreements []Disagreement
}

// PriorityCheck compares the priorities of incidents as they pass.
type PriorityCheck struct {
	elapsed   itsm.Span
	matrix    [levels][levels]itsm.Priority
	catalogue *itsm.Catalogue
	counted   Priorities
	levels    map[string]Level // of the words met; 0: not understood
}

// NewPriorityCheck checks the incidents opened in the period up to the as-of instant.
func NewPriorityCheck(period itsm.Span, asOf time.Time, rules Rules, catalogue *itsm.Catalogue) *PriorityCheck {
	if asOf.Before(period.To) {
		period.To = asOf
	}
	return &PriorityCheck{elapsed: period, matrix: rules.Matrix, catalogue: catalogue, levels: map[string]Level{}}
}

// Incident takes the incident, which may be overwritten afterwards; its texts are kept.
func (p *PriorityCheck) Incident(i *itsm.Incident) {
	if !i.CountsOnce() || !p.elapsed.Contains(itsm.Incidents.Opened(i)) {
		return
	}
	n := &p.counted
	n.Incidents++
	d := Disagreement{Ref: refOf(i), Service: i.Service, Own: i.Priority}
	impact, urgency := strings.TrimSpace(i.Impact), strings.TrimSpace(i.Urgency)
	if impact == "" {
		n.NoImpact++
		return
	}
	d.Impact = p.level(impact)
	if urgency == "" {
		d.Urgency, d.Derived = p.derive(i), true
	} else {
		d.Urgency = p.level(urgency)
	}
	switch {
	case d.Impact == 0 || d.Urgency == 0 && !d.Derived:
		n.Unreadable++
		return
	case d.Urgency == 0:
		n.NoUrgency++
		return
	case d.Own == itsm.PriorityUnknown:
		n.NoPriority++
		return
	}
	n.Assessed++
	if d.Derived {
		n.Derived++
	}
	p.compare(d)
}

func (p *PriorityCheck) compare(d Disagreement) {
	d.ByMatrix = p.matrix[d.Impact-1][d.Urgency-1]
	if d.ByMatrix == d.Own {
		return
	}
	if d.Own > d.ByMatrix {
		p.counted.TooLow++
	} else {
		p.counted.TooHigh++
	}
	p.counted.Disagreements = append(p.counted.Disagreements, d)
}

func (p *PriorityCheck) level(text string) Level {
	l, met := p.levels[text]
	if !met {
		l, _ = ParseLevel(text)
		p.levels[strings.Clone(text)] = l
	}
	return l
}

// derive is the urgency of a ticket that states none: the business needs a mission-critical service at once in its
// hours and soon outside of them, a supporting one soon in its hours, everything else when there is time. 0: the
// service or the start is not known.
func (p *PriorityCheck) derive(i *itsm.Incident) Level {
	s, start := p.catalogue.Find(i.Service), i.Start()
	if s == nil || start.IsZero() {
		return 0
	}
	within := inHours(s, start)
	switch {
	case s.Criticality == itsm.MissionCritical && within:
		return High
	case s.Criticality == itsm.MissionCritical, s.Criticality == itsm.Supporting && within:
		return Medium
	}
	return Low
}

// inHours tells whether the service is agreed to be there at the instant, in any of its regions.
func inHours(s *itsm.Service, t time.Time) bool {
	e := s.At(t)
	instant := itsm.Span{From: t, To: t.Add(1)}
	return slices.ContainsFunc(e.Regions, func(r itsm.Region) bool {
		calendar := e.Calendar
		if r.Calendar != nil {
			calendar = r.Calendar
		}
		return len(calendar.Within(instant)) > 0
	})
}

// Priorities returns what was found until now.
func (p *PriorityCheck) Priorities() Priorities {
	n := p.counted
	n.Disagreements = slices.Clone(n.Disagreements)
	slices.SortFunc(n.Disagreements, func(a, b Disagreement) int {
		return cmp.Or(cmp.Compare(a.ByMatrix, b.ByMatrix), cmp.Compare(b.difference(), a.difference()), a.Ref.Compare(b.Ref))
	})
	for _, word := range slices.Sorted(maps.Keys(p.levels)) {
		if p.levels[word] == 0 {
			n.UnreadableWords = append(n.UnreadableWords, word)
		}
	}
	return n
}

// difference is by how many priorities the two differ.
func (d *Disagreement) difference() int {
	return max(int(d.Own)-int(d.ByMatrix), int(d.ByMatrix)-int(d.Own))
}
