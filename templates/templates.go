// Package templates holds what a user may want to say differently: which sections make a report, every word that a
// report prints, and the theme of its looks.
package templates

import (
	"embed"
	"fmt"
	"io/fs"

	"go.yaml.in/yaml/v3"
)

//go:embed words narrative reports mail theme.yaml
var files embed.FS

// Report says which sections make a report, in their order.
type Report struct {
	Name     string   `yaml:"name"`
	Period   string   `yaml:"period"` // day, week, month or quarter
	Sections []string `yaml:"sections"`
	// Coming tells that the report looks ahead: its period is, where none is asked for, the next one to begin.
	Coming bool `yaml:"coming"`
	// Landscape tells that its pages lie on their long side.
	Landscape bool `yaml:"landscape"`
	// Brief are those of the sections that only show what this report's readers decide from: another report has the rest.
	Brief []string `yaml:"brief"`
	// Proposals tells that problem tickets are proposed beside the report, in a file for a ticketing tool.
	Proposals bool `yaml:"proposals"`

	// What only a report of the user's says.

	Title   string                    `yaml:"-"` // empty: the word report.<name>
	Filter  Filter                    `yaml:"-"`
	Options map[string]SectionOptions `yaml:"-"` // by section
}

// Filter is the part of the services that a report is about: those that meet every list that is not empty. Words are
// compared without case and surrounding space.
type Filter struct {
	Services      []string // ids, or how else services are called
	Owners        []string
	Teams         []string
	Criticalities []string // mission-critical, supporting, internal
}

// All tells that the report is about all services.
func (f Filter) All() bool {
	return len(f.Services)+len(f.Owners)+len(f.Teams)+len(f.Criticalities) == 0
}

// SectionOptions are how a section is shown otherwise than usual. Its figures for other programs stay.
type SectionOptions struct {
	Title string // empty: the usual one
	Rows  int    // how many rows a page shows of each table; 0: as usual
	// Blocks are the blocks that are shown, Without those that are not; none: all are. See internal/config for the names.
	Blocks, Without []string
}

// Reports returns the built-in reports by name.
func Reports() (map[string]Report, error) {
	names, err := fs.Glob(files, "reports/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the report templates: %w", err)
	}
	reports := map[string]Report{}
	for _, name := range names {
		var r Report
		if err := read(name, &r); err != nil {
			return nil, err
		}
		reports[r.Name] = r
	}
	return reports, nil
}

func read(name string, into any) error {
	data, err := files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read template %s: %w", name, err)
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		return fmt.Errorf("read template %s: %w", name, err)
	}
	return nil
}
