package presets

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:embed tools/*.yaml
var tools embed.FS

// document is one file of the folder tools.
type document struct {
	Shared yaml.Node `yaml:"shared"` // what several tables take over by aliases
	Preset `yaml:",inline"`
}

// load reads a preset from each file of the folder tools and sorts them by name. It fails on a key that does not
// exist, on tables that nothing could recognise, and on a name that stands there twice.
func load(files fs.FS) ([]Preset, error) {
	names, err := fs.Glob(files, "tools/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("presets: %w", err)
	}
	var all []Preset
	for _, name := range names {
		p, err := read(files, name)
		if err != nil {
			return nil, fmt.Errorf("preset %s: %w", name, err)
		}
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b Preset) int { return strings.Compare(a.Name, b.Name) })
	return all, unique(all)
}

func read(files fs.FS, name string) (Preset, error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return Preset{}, err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	var d document
	if err := decoder.Decode(&d); err != nil {
		return Preset{}, err
	}
	return d.Preset, d.check()
}

// check refuses what would make a table useless.
func (p *Preset) check() error {
	if p.Name == "" || p.Tool == "" || len(p.Tables) == 0 {
		return errors.New("expected name, tool and tables")
	}
	for i := range p.Tables {
		t := &p.Tables[i]
		if t.Name == "" || t.Record == "" || len(t.Columns) == 0 || len(t.Required) == 0 {
			return fmt.Errorf("table %q: expected name, record, columns and required", t.Name)
		}
		for _, field := range slices.Concat(t.FirstOf, t.Compact) {
			if len(t.Columns[field]) == 0 {
				return fmt.Errorf("table %q: first_of and compact name %s, which has no columns", t.Name, field)
			}
		}
	}
	return nil
}

func unique(all []Preset) error {
	seen := map[string]bool{}
	for _, p := range all {
		for _, name := range append([]string{p.Name}, p.Aliases...) {
			if folded := strings.ToLower(name); seen[folded] {
				return fmt.Errorf("two presets are called %s", name)
			}
			seen[strings.ToLower(name)] = true
		}
	}
	return nil
}
