package config

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// Epoch is what held for a service up to a date.
type Epoch struct {
	Until     Date    // the last day on which it held; zero: it still holds
	Weight    float64 // of the service in a blend of several, 0 or more
	Target    float64 // availability, a ratio above 0 and up to 1
	Calendar  string  // of the agreed service time
	Regions   []Share // parts of the users, adding up to 1, in the order of the file
	Functions []Share // parts of the work, adding up to 1, in the order of the file
}

// Share is the part that a region or a function has of a service.
type Share struct {
	Name     string
	Part     float64 // 0..1
	Calendar string  // a region's own calendar; "": the service's
}

func (e Epoch) clone() Epoch {
	e.Regions, e.Functions = slices.Clone(e.Regions), slices.Clone(e.Functions)
	return e
}

// change is what an entry states of an epoch; what it leaves out is nil.
type change struct {
	weight, target     *float64
	calendar           *string
	regions, functions []Share
}

// dated is a change that held until a date, that day included.
type dated struct {
	change
	until Date
}

func (c *change) keys(d *decoder) keys {
	return keys{
		"weight":    d.optionalNumber(&c.weight, zeroOrMore),
		"target":    d.targetOf(c),
		"calendar":  d.calendarOf(c),
		"regions":   d.shares(&c.regions, "regions", true),
		"functions": d.shares(&c.functions, "functions", false),
	}
}

func (d *decoder) targetOf(c *change) read {
	return func(n *yaml.Node) {
		var v float64
		if d.ratio(&v, somePerCent)(n); v > 0 {
			c.target = &v
		}
	}
}

func (d *decoder) calendarOf(c *change) read {
	return func(n *yaml.Node) {
		var name string
		if d.calendarName(&name)(n); name != "" {
			c.calendar = &name
		}
	}
}

// over lays what the change states over an epoch.
func (c change) over(e Epoch) Epoch {
	e = e.clone()
	if c.weight != nil {
		e.Weight = *c.weight
	}
	if c.target != nil {
		e.Target = *c.target
	}
	if c.calendar != nil {
		e.Calendar = *c.calendar
	}
	if c.regions != nil {
		e.Regions = slices.Clone(c.regions)
	}
	if c.functions != nil {
		e.Functions = slices.Clone(c.functions)
	}
	return e
}

// epochs returns what held when, oldest first. What an entry leaves out was as in the next later one.
func epochs(now Epoch, past []dated) []Epoch {
	slices.SortStableFunc(past, func(a, b dated) int { return b.until.Compare(a.until) })
	all := []Epoch{now}
	for _, p := range past {
		e := p.over(all[len(all)-1])
		e.Until = p.until
		all = append(all, e)
	}
	slices.Reverse(all)
	return all
}

// history reads the entries of a service's past.
func (d *decoder) history(into *[]dated) read {
	return func(n *yaml.Node) {
		const what = "an entry of history"
		*into = nil
		d.list(n, "history as a list of what held until a date", func(item *yaml.Node) {
			var p dated
			known := p.keys(d)
			known["until"] = d.date(&p.until)
			present := d.mapping(item, what, known)
			d.require(item, present, what, "until")
			if p.until.IsZero() {
				return
			}
			if slices.ContainsFunc(*into, func(other dated) bool { return other.until == p.until }) {
				d.problem(present["until"], "two entries of history end on %s: make them one", p.until)
				return
			}
			*into = append(*into, p)
		})
	}
}

// defaults reads what holds for services, or parts of them, that state nothing.
func (d *decoder) defaults(n *yaml.Node) {
	var c change
	d.mapping(n, "defaults", c.keys(d))
	d.config.Defaults = c.over(d.config.Defaults)
}
