package itsm

import (
	"strings"
	"time"
)

// Criticality says how much the business depends on a service.
type Criticality uint8

// The criticalities; Supporting is the default.
const (
	Supporting Criticality = iota
	MissionCritical
	Internal
)

// String is the word of the configuration.
func (c Criticality) String() string {
	return [...]string{Supporting: "supporting", MissionCritical: "mission-critical", Internal: "internal"}[c]
}

// Service is what the business consumes, as of the catalogue.
type Service struct {
	ID          string
	Name        string
	Criticality Criticality
	Aliases     []string
	Owner       string
	Team        string
	DependsOn   []string
	// MaintenanceExcluded takes changes marked maintenance, approved before their start, out of the agreed time.
	MaintenanceExcluded bool
	ChangeWindow        *Calendar // when it is meant to be changed; nil: at any time
	Critical            *Calendar // when it must not fail, beside its busy hours; nil: none is named
	Continuity          Continuity
	Epochs              []Epoch // oldest first; the last one is open
	Catalogued          bool    // false: met in the data only, and reported with the defaults
}

// Continuity is a service's recovery plan.
type Continuity struct {
	Plan   string // its name; empty: there is none
	Tested Date   // zero: never
}

// Epoch is a stretch of time in which a service's terms stay the same.
type Epoch struct {
	Until     time.Time // exclusive; zero: open
	Weight    float64
	Target    float64 // ratio 0..1
	Calendar  *Calendar
	Regions   []Region   // shares add up to 1
	Functions []Function // shares add up to 1
}

// Region is a share of a service's users.
type Region struct {
	Name     string
	Share    float64   // 0..1
	Calendar *Calendar // nil: the service's
}

// Function is a share of the work that users do with a service.
type Function struct {
	Name  string
	Share float64 // 0..1
}

// Stretch is one epoch of a service clipped to a span.
type Stretch struct {
	Span
	*Epoch
}

// Stretches cuts the span at the dates on which the service's terms change.
func (s *Service) Stretches(span Span) []Stretch {
	var parts []Stretch
	from := span.From
	for i := range s.Epochs {
		e := &s.Epochs[i]
		to := span.To
		if !e.Until.IsZero() && e.Until.Before(to) {
			to = e.Until
		}
		if from.Before(to) {
			parts = append(parts, Stretch{Span{from, to}, e})
			from = to
		}
	}
	return parts
}

// At returns the terms that hold at the instant.
func (s *Service) At(t time.Time) *Epoch {
	for i := range s.Epochs {
		if u := s.Epochs[i].Until; u.IsZero() || t.Before(u) {
			return &s.Epochs[i]
		}
	}
	return &s.Epochs[len(s.Epochs)-1]
}

// Catalogue finds services by what sources call them.
type Catalogue struct {
	services []*Service
	byName   map[string]*Service
	found    map[string]*Service // by what Find was asked for, as it was written: the same few names come a million times
	fallback func(id string) *Service
	keep     func(*Service) bool // nil: all
}

// NewCatalogue makes a catalogue; fallback gives a service that stands nowhere else its default terms. Names are
// compared without case and surrounding space: ids first, then aliases, then full names.
func NewCatalogue(services []*Service, fallback func(id string) *Service) *Catalogue {
	c := &Catalogue{services: services, byName: map[string]*Service{}, found: map[string]*Service{}, fallback: fallback}
	claim := func(name string, s *Service) {
		key := serviceKey(name)
		if _, taken := c.byName[key]; !taken && key != "" {
			c.byName[key] = s
		}
	}
	for _, s := range services {
		claim(s.ID, s)
	}
	for _, s := range services {
		for _, alias := range s.Aliases {
			claim(alias, s)
		}
	}
	for _, s := range services {
		claim(s.Name, s)
	}
	return c
}

// Restrict makes the catalogue one of a part of the services. It lists no others, but still knows them by name.
func (c *Catalogue) Restrict(keep func(*Service) bool) { c.keep = keep }

// Restricted tells whether it is of a part of the services only.
func (c *Catalogue) Restricted() bool { return c.keep != nil }

// Has tells whether a service (nil: unknown) is of the part that the catalogue is restricted to, if it is.
func (c *Catalogue) Has(s *Service) bool { return c.keep == nil || s != nil && c.keep(s) }

// HasName tells the same of the service that a source means by the name. One that it meets does not become known.
func (c *Catalogue) HasName(name string) bool {
	if c.keep == nil {
		return true
	}
	s := c.Lookup(name)
	if s == nil && serviceKey(name) != "" {
		s = c.fallback(strings.TrimSpace(name))
	}
	return c.Has(s)
}

// Services lists the catalogue's services in its order, then those met in the data in the order of their meeting: of
// a restricted one those of its part.
func (c *Catalogue) Services() []*Service {
	if c.keep == nil {
		return c.services
	}
	var list []*Service
	for _, s := range c.services {
		if c.keep(s) {
			list = append(list, s)
		}
	}
	return list
}

// Lookup returns the service that a source means by the name, nil where none is known yet.
func (c *Catalogue) Lookup(name string) *Service { return c.byName[serviceKey(name)] }

// Find returns the service that a source means by the name, nil for an empty name. A name met for the first time
// becomes a service with the default terms.
func (c *Catalogue) Find(name string) *Service {
	s, ok := c.found[name]
	if ok {
		return s
	}
	key := serviceKey(name)
	if key == "" {
		return nil
	}
	if s, ok = c.byName[key]; !ok {
		s = c.fallback(strings.TrimSpace(name))
		c.byName[key] = s
		c.services = append(c.services, s)
	}
	c.found[name] = s
	return s
}

func serviceKey(name string) string { return strings.ToLower(strings.TrimSpace(name)) }
