// Package presets knows the exports of the tools that people use: which columns they have, what their words mean.
// The knowledge is data, a YAML file for each tool in the folder tools; mapping.WithPreset makes a mapping of it.
package presets

import (
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// Preset is what is known of one tool's exports.
type Preset struct {
	Name    string   `yaml:"name"`    // as `preset:` names it: servicenow
	Tool    string   `yaml:"tool"`    // as people call it: ServiceNow
	Aliases []string `yaml:"aliases"` // other names for `preset:`
	Tables  []Table  `yaml:"tables"`
}

// Table is one kind of export of the tool, such as ServiceNow's list of incidents. Names of columns are matched with a
// header as Column says; the words of Values without regard to case, blanks, hyphens and underscores.
type Table struct {
	Name   string `yaml:"name"`   // the tool's own name for it: incident, cmdb_ci_outage
	Record string `yaml:"record"` // the contract's record
	ByRow  *ByRow `yaml:"by_row"` // where the file has one of its columns: the record told row by row; nil: all rows are a Record

	// Columns maps a field to the columns that it may have in an export, best first. Where rows tell their records, a
	// key can be record.field, such as problem.owner: it holds for that record alone, before the field's own key.
	// So can the keys of Values.
	Columns map[string][]string `yaml:"columns"`
	Metrics map[string][]string `yaml:"metrics"`  // of samples, one column a metric: metric -> columns, best first
	FirstOf []string            `yaml:"first_of"` // fields that take, row by row, the first of their columns with something in it
	Compact []string            `yaml:"compact"`  // fields whose numbers the tool parts with blanks ("5 732 943"), which belong to no id

	Where   map[string][]string          `yaml:"where"`   // column -> words: rows with other words there are none of the records
	Values  map[string]map[string]string `yaml:"values"`  // field -> the tool's word -> ours; "": missing
	Units   map[string]string            `yaml:"units"`   // field -> unit of plain numbers: s, min, h, d
	Missing []string                     `yaml:"missing"` // what stands for a missing value, beside the empty cell

	Zone        string   `yaml:"zone"`         // the zone (IANA) of times without an offset, where the tool fixes it; see ZoneOf
	ZoneColumns []string `yaml:"zone_columns"` // Zone holds for exports with one of these columns; none: for all
	TimeFormats []string `yaml:"time_formats"` // strftime forms that are usual, for people to see: the cells decide

	Required [][]string `yaml:"required"` // groups of columns; the table is recognised where one of each group is there
	Telling  []string   `yaml:"telling"`  // columns that hardly another export has; a * at the end stands for any text
	Known    List       `yaml:"known"`    // further columns that no field takes; a * at the end stands for any text
}

// List is a list of names of columns. In the data it may hold further lists, which several tables share.
type List []string

// UnmarshalYAML reads the names of a list and of the lists in it.
func (l *List) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	if node.Kind == yaml.ScalarNode {
		*l = append(*l, node.Value)
		return nil
	}
	for _, item := range node.Content {
		if err := l.UnmarshalYAML(item); err != nil {
			return err
		}
	}
	return nil
}

// ByRow tells the record by the word in a column.
type ByRow struct {
	Columns []string          `yaml:"columns"` // the column's names, best first
	Values  map[string]string `yaml:"values"`  // the tool's word -> the contract's record; rows with other words are none
}

// catalogue reads the data once. A mistake in it is one of ours, seen at start-up.
var catalogue = sync.OnceValue(func() []Preset {
	all, err := load(tools)
	if err != nil {
		panic(err)
	}
	return all
})

// All returns the presets, sorted by name. They are shared: do not change them.
func All() []Preset { return catalogue() }

// Names returns the names of the presets, sorted, without their aliases.
func Names() []string {
	var names []string
	for _, p := range All() {
		names = append(names, p.Name)
	}
	return names
}

// Find returns the preset of that name or alias, without regard to case.
func Find(name string) (*Preset, bool) {
	name = strings.TrimSpace(name)
	same := func(other string) bool { return strings.EqualFold(name, other) }
	all := All()
	for i := range all {
		if same(all[i].Name) || slices.ContainsFunc(all[i].Aliases, same) {
			return &all[i], true
		}
	}
	return nil, false
}
