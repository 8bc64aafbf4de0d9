// Package making is a report while it is made: what the sections share. It loads the records of the period, each part
// once and when a section first asks for it, calls the analyses that several sections present, and writes numbers, names
// and periods as a reader does.
package making

import (
	"context"
	"fmt"
	"slices"

	"nines/analysis/recurring"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/narrative"
	"nines/reports/snapshot"
	"nines/templates"
)

// Report is one report while it is made: what it was asked for, and what has been loaded and computed so far. Each
// part is loaded when a section first asks for it, and kept for the others.
type Report struct {
	Data      snapshot.Data   // of the services that it is about
	Whole     *snapshot.Whole // of all
	Settings  Settings
	Want      Want
	Words     *templates.Words
	Locale    document.Locale
	Catalogue *itsm.Catalogue // grows while records are read, by the services that only they name
	// Escalating has the sources of incidents of which any that was read so far was declared major.
	Escalating map[string]bool
	Publishers []Publisher // of the report's sections

	narrator *narrative.Writer
	faults   []string // of the catalogue
	loaded   *Facts
	history  *History
	workload *Effort
	review   *ProblemReview
	costly   map[itsm.Span]*Losses
	grouped  map[itsm.Span]*recurring.Result
	capacity *Capacity
	revision *Revision
	figures  []Figure
	once     map[string]any // what Once keeps, by section
}

// Publisher lists the figures that a section publishes, with the tickets behind each.
type Publisher func(context.Context, *Report) ([]Figure, error)

// New begins a report: with the words of its locale, and the service catalogue as it stands before any record was read.
func New(ctx context.Context, data snapshot.Data, set Settings, want Want) (*Report, error) {
	words, _, err := templates.LoadWords(set.Locale, set.Words)
	if err != nil {
		return nil, err
	}
	whole, shared := data.(*snapshot.Whole)
	if !shared {
		whole = snapshot.NewWhole(data)
	}
	catalogue, faults, err := set.Catalogue(ctx, whole.Data)
	if err != nil {
		return nil, fmt.Errorf("the service catalogue: %w", err)
	}
	data = whole.Data
	if keep := want.keep(); keep != nil {
		catalogue.Restrict(keep)
		data, faults = snapshot.Part(whole, catalogue), nil
	}
	locale := newLocale(set.Locale, words)
	narrator, err := narrative.New(locale, words, set.Narrative)
	if err != nil {
		return nil, err
	}
	return &Report{narrator: narrator, Data: data, Whole: whole, Settings: set, Want: want, Words: words, Locale: locale, Catalogue: catalogue, faults: faults}, nil
}

// Once loads what a section presents and publishes, under its name: the second time it is what the first brought.
func Once[T any](m *Report, section string, load func() (T, error)) (T, error) {
	if kept, ok := m.once[section].(T); ok {
		return kept, nil
	}
	loaded, err := load()
	if err != nil {
		return loaded, err
	}
	if m.once == nil {
		m.once = map[string]any{}
	}
	m.once[section] = loaded
	return loaded, nil
}

// Brief tells whether the report shows of a section only what its readers decide from.
func (m *Report) Brief(section string) bool { return slices.Contains(m.Want.Report.Brief, section) }

// tells tells whether the report has the section.
func (m *Report) tells(section string) bool { return slices.Contains(m.Want.Report.Sections, section) }
