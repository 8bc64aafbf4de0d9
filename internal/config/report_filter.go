package config

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// filter reads which services a report is about. What stands in no catalogue of the configuration is a slip, unless
// the catalogue comes from a file: then only the store knows.
func (d *decoder) filter(into *Filter) read {
	return func(n *yaml.Node) {
		before := len(d.problems)
		d.mapping(n, "a filter", keys{
			"services":    d.words(&into.Services, "service", (*Service).names),
			"owner":       d.words(&into.Owners, "owner", func(s *Service) []string { return []string{s.Owner} }),
			"team":        d.words(&into.Teams, "team", func(s *Service) []string { return []string{s.Team} }),
			"criticality": d.criticality(&into.Criticality),
		})
		if len(d.problems) == before {
			d.leavesService(n, into)
		}
	}
}

// names are the words that a filter may call a service by.
func (s *Service) names() []string { return append([]string{s.ID, s.Name}, s.Aliases...) }

// leavesService reports a filter whose words are all known, but that no service meets. Data may name a service that
// stands nowhere in the configuration: it has the default terms.
func (d *decoder) leavesService(n *yaml.Node, f *Filter) {
	if len(d.config.Services) == 0 || d.config.Catalogue != "" {
		return
	}
	met := d.config.DefaultService("")
	if len(f.Services) == 0 && f.leaves(&met) {
		return
	}
	for i := range d.config.Services {
		if f.leaves(&d.config.Services[i]) {
			return
		}
	}
	d.problem(n, "no service of the configuration meets all that the filter asks for: the report would be about none")
}

// leaves tells whether a service meets every list that is not empty.
func (f *Filter) leaves(s *Service) bool {
	meets := func(list []string, words ...string) bool {
		return len(list) == 0 || slices.ContainsFunc(list, func(asked string) bool {
			return slices.ContainsFunc(words, func(word string) bool { return sameName(word) == sameName(asked) })
		})
	}
	return meets(f.Services, s.names()...) && meets(f.Owners, s.Owner) && meets(f.Teams, s.Team) &&
		(len(f.Criticality) == 0 || slices.Contains(f.Criticality, s.Criticality))
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
