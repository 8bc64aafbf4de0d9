// Package config reads the configuration: strictly, with every mistake at once and its place in the file, and resolved
// to plain values in one unit each (ratios, durations, civil dates).
package config

import (
	"path/filepath"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"
)

// Config is a whole configuration with its defaults filled in.
type Config struct {
	File string // as it was named
	Dir  string // its folder, at which relative paths start

	Organisation string
	Timezone     *time.Location // of periods, calendars and schedules
	Locale       string         // BCP 47
	Commentary   string         // a Markdown file, or a folder of them, with what managers say of the figures; "" for none
	Narrative    string         // a folder of own templates of the first sentences, as Words; "" for none
	Words        string         // a folder of own words, a folder in it per language; "" for none
	Store        Store
	Output       string        // folder
	FinalAfter   time.Duration // a period is provisional until this long after its end
	Persons      Persons       // how reports name persons
	Calendars    map[string]Calendar
	Defaults     Epoch // what holds for a service, or a part of one, that states nothing
	Services     []Service
	Catalogue    string   // name of the source with the services, "" for none
	Outages      *Outages // nil: no rule
	Rating       Rating
	Sources      []Source
	Problems     ProblemReview
	Changes      ChangeRules
	Costs        Costs
	Response     Response
	Staffing     Staffing
	Capacity     Capacity
	Retention    Retention
	OwnReports   []Report // of the user's
	Jobs         []Job
	Mail         *Mail // nil: no mail can be sent
	Serve        Serve
	Branding     Branding

	// Unsound names, of a configuration that was read by Look, the user's reports that have mistakes: OwnReports lacks them.
	Unsound []string
	places  map[string]Place // of the keys of the file, at the top
}

// Load reads a configuration file. env looks up the variables of ${NAME}; nil means that none is set. What is wrong
// with the content is of the type Problems, all of it at once.
func Load(path string, env Env) (*Config, error) {
	data, err := readFile(path)
	if err != nil {
		return nil, err
	}
	return Parse(path, data, env)
}

// Parse is Load for content that was read already; name stands in messages, and its folder is where relative paths
// start.
func Parse(name string, data []byte, env Env) (*Config, error) {
	d := newDecoder(name, env)
	d.parse(data)
	if len(d.problems) > 0 {
		return nil, d.problems.InOrder(d.file)
	}
	return d.config, nil
}

func newDecoder(name string, env Env) *decoder {
	if env == nil {
		env = func(string) (string, bool) { return "", false }
	}
	d := &decoder{file: name, what: "the configuration", least: "sources", env: env, config: defaultConfig()}
	d.config.File, d.config.Dir = name, filepath.Dir(name)
	return d
}

// parse decodes a whole configuration; false where it is no YAML, or more than is read.
func (d *decoder) parse(data []byte) bool {
	root := d.document(data)
	if root == nil || !d.withinLimits(root) {
		return false
	}
	d.root(root)
	return true
}

// block is a key of the configuration.
type block struct {
	name   string
	decode read
}

// blocks lists the keys in the order in which they need each other, whatever their order in the file.
func (d *decoder) blocks() []block {
	c := d.config
	return []block{
		{"organisation", d.text(&c.Organisation)},
		{"timezone", d.zone(&c.Timezone)},
		{"locale", d.locale(&c.Locale)},
		{"words", d.path(&c.Words)},
		{"narrative", d.path(&c.Narrative)},
		{"commentary", d.path(&c.Commentary)},
		{"store", d.store(&c.Store)},
		{"store_file", d.storeFile(&c.Store)},
		{"output", d.path(&c.Output)},
		{"final_after", d.duration(&c.FinalAfter, 0)},
		{"persons", oneOf(d, &c.Persons, Pseudonyms, Names)},
		{"calendars", d.calendars},
		{"defaults", d.defaults},
		{"sources", d.sources},
		{"catalogue", d.catalogue},
		{"services", d.services},
		{"outages", d.outages},
		{"rating", d.rating},
		{"problems", d.problemReview},
		{"changes", d.changeRules},
		{"costs", d.costs},
		{"response", d.response},
		{"staffing", d.staffing},
		{"capacity", d.capacity},
		{"retention", d.retention},
		{"mail", d.mail},
		{"reports", d.reports},
		{"jobs", d.jobs},
		{"serve", d.serve},
		{"branding", d.branding},
	}
}

// root decodes the whole configuration.
func (d *decoder) root(n *yaml.Node) {
	const what = "the configuration"
	blocks := d.blocks()
	known := make(keys, len(blocks))
	for _, b := range blocks {
		known[b.name] = func(*yaml.Node) {} // decoded below
	}
	present := d.mapping(n, what, known)
	d.require(n, present, what, "sources")
	d.oneKey(present, "store")
	d.config.places = make(map[string]Place, len(present))
	for _, b := range blocks {
		if b.name == "calendars" { // the time zone is known by now
			d.config.Calendars[Always] = always(Always, d.config.Timezone)
		}
		if value := present[b.name]; value != nil {
			d.config.places[b.name] = Place{File: d.file, Line: value.Line, Column: value.Column}
			if !d.soundly(func() { b.decode(value) }) {
				d.unsound.blocks = append(d.unsound.blocks, b.name)
			}
		}
	}
	if present["output"] == nil {
		d.config.Output = d.config.resolve(defaultOutput)
	}
	if present["store"] == nil && present["store_file"] == nil {
		d.setStore(n, defaultStore, &d.config.Store)
	}
}

// locale reads the tag of a language, also as a POSIX system writes it: de_CH.UTF-8, de_CH@euro.
func (d *decoder) locale(into *string) read {
	return func(n *yaml.Node) {
		const want = "the tag of a language, such as en-GB"
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		tag, _, _ := strings.Cut(text, "@")
		tag, _, _ = strings.Cut(tag, ".")
		if _, err := language.Parse(tag); err != nil {
			d.problem(n, "expected %s, found %s", want, found(n))
			return
		}
		*into = text
	}
}

// catalogue reads the name of a source that brings services.
func (d *decoder) catalogue(n *yaml.Node) {
	text, ok := d.scalar(n, "the name of a source with the record service")
	if !ok {
		return
	}
	var names []string
	for _, s := range d.config.Sources {
		if s.Name != text {
			names = append(names, s.Name)
			continue
		}
		if !s.brings("service") {
			d.problem(n, "the source %q has the record %q, expected one with the record service", text, s.Record.Name)
		}
		d.config.Catalogue = text
		return
	}
	d.problem(n, "the catalogue %q is not one of sources; %s", text, suggest(text, names))
}

// brings tells whether rows of the source can become the record, as far as the configuration says.
func (s Source) brings(record string) bool {
	if s.Record.Column == "" {
		return s.Record.Name == record || s.Record.Name == "" && s.Preset != ""
	}
	for _, name := range s.Record.Values {
		if name == record {
			return true
		}
	}
	return false
}
