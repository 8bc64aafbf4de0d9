package config

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// record reads one word, or the column whose words tell the record of each row.
func (d *decoder) record(into *Record) read {
	return func(n *yaml.Node) {
		if resolve(n).Kind != yaml.MappingNode {
			oneOf(d, &into.Name, sortedKeys(RecordFields)...)(n)
			return
		}
		const what = "a record that is told by row"
		present := d.mapping(n, what, keys{
			"column": d.text(&into.Column),
			"values": d.recordWords(&into.Values),
		})
		d.require(n, present, what, "column", "values")
	}
}

func (d *decoder) recordWords(into *map[string]string) read {
	return func(n *yaml.Node) {
		*into = make(map[string]string)
		for _, e := range d.entries(n, "the values of the record") {
			var record string
			if oneOf(d, &record, sortedKeys(RecordFields)...)(e.value); record != "" {
				(*into)[e.name] = record
			}
		}
	}
}

// fields walks over a mapping of which the keys are fields of the source's record.
func (d *decoder) fields(n *yaml.Node, what string, record string, known []string, each func(e entry)) {
	of := "any record"
	if record != "" {
		of = "the record " + record
	}
	for _, e := range d.entries(n, what) {
		if !slices.Contains(known, e.name) {
			d.problem(e.key, "%s: %q is not a field of %s that can stand here; %s", what, e.name, of, suggest(e.name, known))
			continue
		}
		each(e)
	}
}

func (d *decoder) columns(s *Source) read {
	return func(n *yaml.Node) {
		s.Columns = make(map[string]string)
		d.fields(n, "columns", s.Record.Name, fieldsOf(s.Record.Name), func(e entry) {
			var header string
			if d.text(&header)(e.value); header != "" {
				s.Columns[e.name] = header
			}
		})
	}
}

func (d *decoder) metrics(s *Source) read {
	return func(n *yaml.Node) {
		if s.Record.Name != "sample" && s.Record.Name != "" {
			d.problem(n, "metrics go with the record sample only, found the record %s", s.Record.Name)
		}
		s.Metrics = make(map[string]string)
		for _, e := range d.entries(n, "metrics") {
			var header string
			if d.text(&header)(e.value); header != "" {
				s.Metrics[e.name] = header
			}
		}
	}
}

func (d *decoder) constants(s *Source) read {
	return func(n *yaml.Node) {
		s.Set = make(map[string]string)
		d.fields(n, "set", s.Record.Name, fieldsOf(s.Record.Name), func(e entry) {
			var constant string
			if d.text(&constant)(e.value); constant != "" && d.ours(e.value, s.Record.Name, e.name, constant) {
				s.Set[e.name] = constant
			}
		})
	}
}

// values reads the source's words with ours beside them.
func (d *decoder) values(s *Source) read {
	return func(n *yaml.Node) {
		s.Values = make(map[string]map[string]string)
		d.fields(n, "values", s.Record.Name, fieldsOf(s.Record.Name), func(field entry) {
			words := make(map[string]string)
			for _, e := range d.entries(field.value, "the values of "+field.name) {
				var word string
				if d.text(&word)(e.value); word != "" && d.ours(e.value, s.Record.Name, field.name, word) {
					words[e.name] = word
				}
			}
			s.Values[field.name] = words
		})
	}
}

// ours reports a word that a field cannot take.
func (d *decoder) ours(n *yaml.Node, record, field, word string) bool {
	known, ok := takes(record, field, word)
	if !ok {
		d.problem(n, "%s: expected one of %s, found %s%s", field, strings.Join(known, ", "), found(n), meant(word, known))
	}
	return ok
}

func (d *decoder) units(s *Source) read {
	return func(n *yaml.Node) {
		known := slices.DeleteFunc(slices.Clone(durationFields), func(field string) bool {
			return !slices.Contains(fieldsOf(s.Record.Name), field)
		})
		s.Units = make(map[string]Unit)
		d.fields(n, "units", s.Record.Name, known, func(e entry) {
			var unit Unit
			if oneOf(d, &unit, Seconds, Minutes, Hours, Days)(e.value); unit != "" {
				s.Units[e.name] = unit
			}
		})
	}
}

// needed are the fields without which every row of a record would be rejected.
func needed(s Source) []string {
	switch s.Record.Name {
	case "sample":
		if s.Metrics != nil {
			return []string{"at"}
		}
		return []string{"at", "metric", "value"}
	case "worklog", "update", "exclusion", "decision":
		return nil
	}
	return []string{"id"}
}

// complete reports what a source lacks to make records of any row. A preset may bring it.
func (d *decoder) complete(n *yaml.Node, present map[string]*yaml.Node, s Source) {
	if present["preset"] != nil {
		return
	}
	mistakes := len(d.problems)
	if s.Kind == mails {
		d.require(n, present, "a source of mails", "record")
	} else {
		d.require(n, present, "a source without a preset", "record", "columns")
	}
	if len(d.problems) > mistakes || s.Columns == nil || s.Record.Name == "" && s.Record.Column == "" {
		return
	}
	for _, field := range needed(s) {
		if s.Columns[field] == "" && s.Set[field] == "" {
			d.problem(present["columns"], "columns need the field %q: without it every row would be rejected", field)
		}
	}
}
