// Package cost prices incidents and the problems behind them, as practice.md section 7 defines it. Where nothing is
// priced, weighted minutes of downtime stand in. Minutes are weighted minutes, costs are in the currency of the rates.
package cost

import (
	"cmp"
	"slices"
	"time"

	"nines/internal/itsm"
)

// Rates are what things cost; what has none is not priced. Penalties are recorded nowhere, so they are in no figure.
type Rates struct {
	Contact itsm.Number        // per contact handled
	Hour    itsm.Number        // per hour of effort
	Minute  map[string]float64 // per weighted minute of downtime, by service id
}

// Priced tells whether anything is.
func (r Rates) Priced() bool { return r.Contact.Known || r.Hour.Known || len(r.Minute) > 0 }

// Incident is an incident with what it took. Only incidents that count once are expected.
type Incident struct {
	itsm.Ref
	Service  string     // id
	Problems []itsm.Ref // each once
	Minutes  float64    // weighted downtime attributed to it
	Assessed bool       // false: nothing tells what it cost in availability
	Effort   itsm.Length
	Contacts itsm.Number
}

// Price is what something cost.
type Price struct {
	Cost    itsm.Number // unknown where nothing of it is priced, or no priced part is known
	Partial bool        // a part that is priced is unknown: the cost is a lower bound
}

func (p *Price) add(rate, quantity itsm.Number) {
	switch {
	case !rate.Known:
	case !quantity.Known:
		p.Partial = true
	default:
		p.Cost = itsm.Known(p.Cost.Value + rate.Value*quantity.Value)
	}
}

// plus adds another price.
func (p *Price) plus(o Price, share float64) {
	p.Partial = p.Partial || o.Partial
	if o.Cost.Known {
		p.Cost = itsm.Known(p.Cost.Value + o.Cost.Value*share)
	}
}

// Of prices an incident.
func (r Rates) Of(i *Incident) Price {
	var p Price
	p.add(r.Contact, i.Contacts)
	p.add(r.Hour, hours(i.Effort))
	if rate, ok := r.Minute[i.Service]; ok {
		p.add(itsm.Known(rate), itsm.Number{Value: i.Minutes, Known: i.Assessed})
	}
	return p
}

// OfEffort prices effort alone.
func (r Rates) OfEffort(effort itsm.Length) Price {
	var p Price
	p.add(r.Hour, hours(effort))
	return p
}

func hours(l itsm.Length) itsm.Number { return itsm.Number{Value: l.Value.Hours(), Known: l.Known} }

// Priced is an incident with what it cost.
type Priced struct {
	*Incident
	Price
}

// Costliest lists the incidents that cost anything, money or weighted minutes, greatest cost first (minutes where nothing is priced), then by id and
// source.
func Costliest(rates Rates, incidents []Incident) []Priced {
	priced := rates.Priced()
	value := func(p *Priced) float64 {
		if priced {
			return p.Cost.Value
		}
		return p.Minutes
	}
	var list []Priced
	for _, i := range ordered(incidents) {
		if p := (Priced{i, rates.Of(i)}); value(&p) > 0 || p.Minutes > 0 {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b Priced) int { return cmp.Compare(value(&b), value(&a)) })
	return list
}

// Sum is what several incidents took together, each in the part that is counted.
type Sum struct {
	Price
	Incidents       int     // wholly or in part
	Minutes         float64 // weighted downtime
	NotAssessed     int     // of the incidents: nothing tells their downtime
	Effort          time.Duration
	WithoutEffort   int // of the incidents
	Contacts        float64
	WithoutContacts int // of the incidents
}

func (s *Sum) add(i *Incident, price Price, share float64) {
	s.Incidents++
	s.Minutes += i.Minutes * share
	s.Effort += scaled(i.Effort.Value, share)
	s.Contacts += i.Contacts.Value * share
	if !i.Assessed {
		s.NotAssessed++
	}
	if !i.Effort.Known {
		s.WithoutEffort++
	}
	if !i.Contacts.Known {
		s.WithoutContacts++
	}
	s.plus(price, share)
}

// Service is what the incidents of a service took.
type Service struct {
	ID string // empty: of no service
	Sum
	Share itsm.Number // of the cost of all, or of the minutes where nothing is priced; unknown where that is 0
}

// Services adds up incidents by service: greatest cost first (minutes where nothing is priced), then by id.
func Services(rates Rates, incidents []Incident) (all Sum, services []Service) {
	byID := map[string]*Service{}
	for _, i := range ordered(incidents) {
		s := byID[i.Service]
		if s == nil {
			s = &Service{ID: i.Service}
			byID[i.Service] = s
		}
		price := rates.Of(i)
		s.add(i, price, 1)
		all.add(i, price, 1)
	}
	priced := rates.Priced()
	if priced && all.Incidents == 0 {
		all.Cost = itsm.Known(0) // that is known, not unknown
	}
	for _, s := range byID {
		s.Share = part(s.Worth(priced), all.Worth(priced))
		services = append(services, *s)
	}
	slices.SortFunc(services, func(a, b Service) int {
		return cmp.Or(cmp.Compare(b.Worth(priced).Value, a.Worth(priced).Value), cmp.Compare(a.ID, b.ID))
	})
	return all, services
}

// Downtime is the weighted minutes lost: 0 of no incidents, unknown where there are some and none of them could be
// assessed, a lower bound where NotAssessed is not 0.
func (s *Sum) Downtime() itsm.Number {
	return itsm.Number{Value: s.Minutes, Known: s.Incidents == 0 || s.NotAssessed < s.Incidents}
}

// Worth is what things are ranked by: money where it is priced, else minutes. What is unknown has the value 0.
func (s *Sum) Worth(priced bool) itsm.Number {
	if priced {
		return s.Cost
	}
	return s.Downtime()
}

// bound tells whether that is a lower bound.
func (s *Sum) bound(priced bool) bool {
	if priced {
		return s.Partial
	}
	return s.NotAssessed > 0
}

func part(value, all itsm.Number) itsm.Number {
	return itsm.Number{Value: value.Value / max(all.Value, 1e-300), Known: value.Known && all.Value > 0}
}

// ordered lists the incidents by id and source: sums do not depend on the order in which they came.
func ordered(incidents []Incident) []*Incident {
	list := make([]*Incident, len(incidents))
	for i := range incidents {
		list[i] = &incidents[i]
	}
	slices.SortFunc(list, func(a, b *Incident) int { return a.Ref.Compare(b.Ref) })
	return list
}

func scaled(d time.Duration, share float64) time.Duration {
	return time.Duration(float64(d) * share)
}
