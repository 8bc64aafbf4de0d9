package config

import (
	"regexp"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"
)

// Kinds are the kinds of sources that a configuration can name.
var Kinds = []string{"csv", "xlsx", "eml"}

// Mode says what a file is: news, or the whole truth.
type Mode string

// The modes of a source.
const (
	Merge    Mode = "merge"
	Snapshot Mode = "snapshot" // ids missing from the file are gone from now on
)

// Source says where records come from and how their rows are read. What is left out, and not given a default here,
// comes from the preset, else it is found out.
type Source struct {
	Name    string // usable as the name of a file
	Kind    string
	Path    string // a file or a glob
	Sheet   string // "": the first visible one
	Header  *int   // rows of header; nil: not stated (1)
	Record  Record
	Preset  string
	Mode    Mode
	MaxAge  time.Duration // 0: any age will do
	MinRows int
	Where   []Condition // all have to hold

	Delimiter   rune           // 0: found out
	Encoding    string         // "": found out
	Decimal     string         // "." or ","; "": not stated
	Zone        *time.Location // of times without an offset; nil: not stated (the business time zone)
	TimeFormats []string       // strftime, or epoch_s, epoch_ms; none: found out
	Missing     []string       // words for a missing value, beside the empty cell

	Columns map[string]string            // field -> header
	Metrics map[string]string            // metric -> header, of a wide file of samples
	Set     map[string]string            // field -> constant
	Values  map[string]map[string]string // field -> the source's word -> ours
	Units   map[string]Unit              // field -> unit of plain numbers
	Link    string                       // with {id}; "": ids are no links
}

// Record says which record a row becomes.
type Record struct {
	Name   string            // "" where the rows tell, or the preset
	Column string            // the header whose words tell, "" otherwise
	Values map[string]string // word of that column -> record; rows with other words are passed over
}

// Condition keeps the rows that have one of the words in a column.
type Condition struct {
	Column string
	Words  []string
}

// Unit is the unit of plain numbers.
type Unit string

// The units of durations.
const (
	Seconds Unit = "s"
	Minutes Unit = "min"
	Hours   Unit = "h"
	Days    Unit = "d" // of 24 hours
)

var fileName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$`)

func (d *decoder) sources(n *yaml.Node) {
	d.list(n, "the sources as a list", func(item *yaml.Node) {
		var s Source
		if !d.soundly(func() { s = d.source(item) }) {
			d.unsound.sources = append(d.unsound.sources, len(d.config.Sources))
		}
		d.config.Sources = append(d.config.Sources, s)
	})
	if n := resolve(n); n.Kind == yaml.SequenceNode && len(n.Content) == 0 {
		d.problem(n, "expected at least one source, found an empty list")
	}
}

// sourceName reads a name that no other source has.
func (d *decoder) sourceName(into *string) read {
	return d.fileName(into, "source", func(name string) bool {
		return slices.ContainsFunc(d.config.Sources, func(s Source) bool { return sameName(s.Name) == sameName(name) })
	})
}

// fileName reads a name that can be part of a file's name and is not taken (case does not count).
func (d *decoder) fileName(into *string, what string, taken func(string) bool) read {
	return func(n *yaml.Node) {
		var name string
		switch d.text(&name)(n); {
		case name == "":
		case !fileName.MatchString(name):
			d.problem(n, "expected a name of letters, digits, - and _ (at most 100), found %s", found(n))
		case taken(name):
			d.problem(n, "another %s is called %q already (case does not count)", what, name)
		default:
			*into = name
		}
	}
}

func (d *decoder) source(n *yaml.Node) Source {
	s := Source{Mode: Merge}
	var late []func() // what names fields is checked against the record, which may stand below it
	after := func(decode read) read {
		return func(n *yaml.Node) { late = append(late, func() { decode(n) }) }
	}
	present := d.mapping(n, "a source", keys{
		"name":     d.sourceName(&s.Name),
		"kind":     oneOf(d, &s.Kind, Kinds...),
		"path":     d.path(&s.Path),
		"sheet":    d.text(&s.Sheet),
		"header":   d.header(&s.Header),
		"record":   d.record(&s.Record),
		"where":    d.where(&s.Where),
		"preset":   d.text(&s.Preset),
		"mode":     oneOf(d, &s.Mode, Merge, Snapshot),
		"max_age":  d.duration(&s.MaxAge, time.Second),
		"min_rows": d.count(&s.MinRows, 0),

		"delimiter":   d.delimiter(&s.Delimiter),
		"encoding":    d.encoding(&s.Encoding),
		"decimal":     d.decimal(&s.Decimal),
		"zone":        d.zone(&s.Zone),
		"time_format": d.timeFormats(&s.TimeFormats),
		"missing":     d.missing(&s.Missing),

		"columns": after(d.columns(&s)),
		"metrics": after(d.metrics(&s)),
		"set":     after(d.constants(&s)),
		"values":  after(d.values(&s)),
		"units":   after(d.units(&s)),
		"link":    d.link(&s.Link),
	})
	d.require(n, present, "a source", "name", "kind", "path")
	for _, decode := range late {
		decode()
	}
	s.mailColumns()
	d.complete(n, present, s)
	return s
}
