package config

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Criticality is how much the business depends on a service.
type Criticality string

// The criticalities.
const (
	MissionCritical Criticality = "mission-critical"
	Supporting      Criticality = "supporting"
	Internal        Criticality = "internal"
)

var criticalities = []Criticality{MissionCritical, Supporting, Internal}

// Service is an entry of the catalogue.
type Service struct {
	ID           string
	Name         string // the id where none is given
	Criticality  Criticality
	Epochs       []Epoch // at least one, ascending; the last is open
	Aliases      []string
	Owner        string
	Team         string
	DependsOn    []string // ids of services
	Maintenance  Maintenance
	ChangeWindow string // name of a calendar, "" for none
	Critical     string // name of a calendar, "" for none
	Continuity   Continuity
}

// Maintenance says what planned maintenance does to the agreed service time.
type Maintenance string

// The rules for maintenance.
const (
	CountMaintenance   Maintenance = "count"
	ExcludeMaintenance Maintenance = "exclude"
)

// Continuity is a service's recovery plan.
type Continuity struct {
	Plan   string
	Tested Date // zero: never, as far as is known
}

// DefaultService returns a service that stands in no catalogue: the id as the data have it, and the defaults.
func (c *Config) DefaultService(id string) Service {
	s := Service{ID: id, Name: id, Criticality: Supporting, Maintenance: CountMaintenance}
	s.Epochs = []Epoch{c.Defaults.clone()}
	return s
}

// sameName is the form in which ids and aliases of services are compared: without case and surrounding space.
func sameName(text string) string { return strings.ToLower(strings.TrimSpace(text)) }

// placedService is a service with the places of what only the whole list can tell right or wrong.
type placedService struct {
	Service
	id        *yaml.Node
	aliases   *yaml.Node
	dependsOn *yaml.Node
}

func (d *decoder) services(n *yaml.Node) {
	var all []placedService
	d.list(n, "the services as a list", func(item *yaml.Node) {
		s := d.service(item)
		all = append(all, s)
		if s.ID != "" {
			d.config.Services = append(d.config.Services, s.Service)
		}
	})
	d.duplicateNames(all)
	for _, s := range all {
		if s.dependsOn == nil {
			continue
		}
		d.serviceNames(s.dependsOn, s.DependsOn)
		if slices.Contains(s.DependsOn, s.ID) {
			d.problem(s.dependsOn, "the service %q depends on itself", s.ID)
		}
	}
}

// service decodes one entry; what it leaves out comes from the defaults.
func (d *decoder) service(n *yaml.Node) placedService {
	s := placedService{Service: d.config.DefaultService("")}
	var now change
	var past []dated
	known := now.keys(d)
	for name, decode := range (keys{
		"id":            d.text(&s.ID),
		"name":          d.text(&s.Name),
		"criticality":   oneOf(d, &s.Criticality, criticalities...),
		"history":       d.history(&past),
		"aliases":       d.texts(&s.Aliases),
		"owner":         d.text(&s.Owner),
		"team":          d.text(&s.Team),
		"depends_on":    d.texts(&s.DependsOn),
		"maintenance":   oneOf(d, &s.Maintenance, ExcludeMaintenance, CountMaintenance),
		"change_window": d.calendarName(&s.ChangeWindow),
		"critical":      d.calendarName(&s.Critical),
		"continuity":    d.continuity(&s.Continuity),
	}) {
		known[name] = decode
	}
	present := d.mapping(n, "a service", known)
	d.require(n, present, "a service", "id")
	if s.Name == "" {
		s.Name = s.ID
	}
	s.Epochs = epochs(now.over(d.config.Defaults), past)
	s.id, s.aliases, s.dependsOn = present["id"], present["aliases"], present["depends_on"]
	return s
}

func (d *decoder) continuity(into *Continuity) read {
	return func(n *yaml.Node) {
		d.mapping(n, "continuity", keys{"plan": d.text(&into.Plan), "tested": d.date(&into.Tested)})
	}
}

// duplicateNames reports ids and aliases that name two services.
func (d *decoder) duplicateNames(all []placedService) {
	owner := make(map[string]int)
	claim := func(i int, name string, at *yaml.Node) {
		first, taken := owner[sameName(name)]
		switch {
		case name == "" || taken && first == i && at != all[i].id:
		case taken:
			d.problem(at, "%q already names the service %q: ids and aliases have to differ (case does not count)", name, all[first].ID)
		default:
			owner[sameName(name)] = i
		}
	}
	for i, s := range all { // ids first: an alias must not take one
		claim(i, s.ID, s.id)
	}
	for i, s := range all {
		for _, alias := range s.Aliases {
			claim(i, alias, s.aliases)
		}
	}
}

// serviceNames reports ids that no service of the configuration has. With a catalogue in a file, or without
// services, nothing can be said here.
func (d *decoder) serviceNames(n *yaml.Node, ids []string) {
	if len(d.config.Services) == 0 || d.config.Catalogue != "" {
		return
	}
	known := make([]string, len(d.config.Services))
	for i, s := range d.config.Services {
		known[i] = s.ID
	}
	for _, id := range ids {
		if !slices.Contains(known, id) {
			d.problem(n, "the service %q is not one of services; %s", id, suggest(id, known))
		}
	}
}
