package config

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// filter reads which services a report is about. What stands in no catalogue of the configuration is a slip, unless
// the catalogue comes from a file: then only the store knows.
func (d *decoder) filter(into *Filter) read {
	return func(n *yaml.Node) {
		d.mapping(n, "a filter", keys{
			"services":    d.words(&into.Services, "service", func(s *Service) []string { return append([]string{s.ID}, s.Aliases...) }),
			"owner":       d.words(&into.Owners, "owner", func(s *Service) []string { return []string{s.Owner} }),
			"team":        d.words(&into.Teams, "team", func(s *Service) []string { return []string{s.Team} }),
			"criticality": d.criticality(&into.Criticality),
		})
	}
}

// words reads one name, or a list of them, of which some service of the configuration has each.
func (d *decoder) words(into *[]string, what string, of func(*Service) []string) read {
	return func(n *yaml.Node) {
		each := func(item *yaml.Node) {
			var word string
			if d.text(&word)(item); word == "" {
				return
			}
			*into = append(*into, word)
			d.namesService(item, word, what, of)
		}
		*into = nil
		d.oneOrMore(n, "a "+what+", or a list of them", each)
		d.notEmpty(n)
	}
}

// namesService reports a word that no service of the configuration has.
func (d *decoder) namesService(n *yaml.Node, word, what string, of func(*Service) []string) {
	if len(d.config.Services) == 0 || d.config.Catalogue != "" {
		return
	}
	var known []string
	for i := range d.config.Services {
		for _, name := range of(&d.config.Services[i]) {
			if name != "" && !slices.Contains(known, name) {
				known = append(known, name)
			}
		}
	}
	if slices.ContainsFunc(known, func(name string) bool { return sameName(name) == sameName(word) }) {
		return
	}
	d.problem(n, "no %s is called %q in services; %s", what, word, suggest(word, known))
}

func (d *decoder) criticality(into *[]Criticality) read {
	return func(n *yaml.Node) {
		*into = nil
		d.oneOrMore(n, "a criticality, or a list of them", func(item *yaml.Node) {
			var c Criticality
			if oneOf(d, &c, criticalities...)(item); c != "" {
				*into = append(*into, c)
			}
		})
		d.notEmpty(n)
	}
}

// notEmpty reports a list of nothing: it may mean all or none.
func (d *decoder) notEmpty(n *yaml.Node) {
	if v := resolve(n); v.Kind == yaml.SequenceNode && len(v.Content) == 0 {
		d.problem(n, "expected at least one, found an empty list: leave the key out for all")
	}
}
