package config

import (
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"
)

// sections reads the sections in their order: each a name, or a mapping with more. A section stands once, as programs
// find its figures, and a workbook its sheet, by its name.
func (d *decoder) sections(into *[]Section) read {
	return func(n *yaml.Node) {
		d.list(n, "the sections as a list", func(item *yaml.Node) {
			s := d.section(item)
			if s.Name == "" {
				return
			}
			if slices.ContainsFunc(*into, func(other Section) bool { return other.Name == s.Name }) {
				d.problem(item, "the section %q stands above already: a report has each once, as programs find its figures by its name; make a second report of it", s.Name)
				return
			}
			*into = append(*into, s)
		})
		if v := resolve(n); v.Kind == yaml.SequenceNode && len(v.Content) == 0 {
			d.problem(n, "expected at least one section, found an empty list; known: %s", listed(sectionNames()))
		}
	}
}

func sectionNames() []string { return slices.Sorted(maps.Keys(Blocks)) }

func (d *decoder) section(n *yaml.Node) (s Section) {
	name := oneOf(d, &s.Name, sectionNames()...)
	if resolve(n).Kind != yaml.MappingNode {
		name(n)
		return s
	}
	var options *yaml.Node
	const what = "a section"
	present := d.mapping(n, what, keys{
		"section": name, "title": d.text(&s.Title), "brief": d.flag(&s.Brief),
		"options": func(n *yaml.Node) { options = n }, // the section may stand below them
	})
	d.require(n, present, what, "section")
	if s.Brief && !slices.Contains(briefSections, s.Name) && s.Name != "" {
		d.problem(present["brief"], "the section %q has no brief form; those that have one: %s", s.Name, listed(briefSections))
	}
	if options != nil && s.Name != "" {
		d.options(options, &s)
	}
	return s
}

// options reads how a section is shown: which of its blocks, and how many rows a page shows of each table.
func (d *decoder) options(n *yaml.Node, s *Section) {
	present := d.mapping(n, "the options of a section", keys{
		"rows":    d.count(&s.Rows, 1),
		"blocks":  d.blockNames(&s.Blocks, s.Name),
		"without": d.blockNames(&s.Without, s.Name),
	})
	if present["blocks"] != nil && present["without"] != nil {
		d.problem(present["without"], "blocks and without are both given: keep one of them")
	}
}

func (d *decoder) blockNames(into *[]string, section string) read {
	return func(n *yaml.Node) {
		*into = nil
		d.oneOrMore(n, "the name of a block, or a list of them", func(item *yaml.Node) {
			var block string
			if oneOf(d, &block, Blocks[section]...)(item); block != "" {
				*into = append(*into, block)
			}
		})
		d.notEmpty(n)
	}
}
