package jobs

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"nines/importers/mapping"
	"nines/internal/config"
	"nines/internal/store"
)

// SourceResult is what became of the import of one source.
type SourceResult struct {
	Source  string
	Counts  store.Counts
	Rejects string   // the file with the rejected rows; empty: none
	Notes   []string // what was found out and should be told
	Err     error    // why nothing of the source was imported
}

// Import imports the named sources, or all of them, each in one transaction. A source that fails stores nothing and
// does not stop the others. The error is for names that are no sources and for a store that cannot be written.
func (r *Runner) Import(ctx context.Context, names ...string) ([]SourceResult, error) {
	sources, err := r.sources(names)
	if err != nil {
		return nil, err
	}
	// What an import keeps, tables of numbers mostly, is little work to mark: its memory may be collected early.
	defer debug.SetGCPercent(debug.SetGCPercent(50))
	at := r.Now()
	var results []SourceResult
	for _, s := range sources {
		result := r.importSource(ctx, s, at)
		if err := ctx.Err(); err != nil {
			return results, fmt.Errorf("import of %s broken off: %w", s.Name, err)
		}
		if result.Err != nil {
			if err := r.Store.RecordFailure(ctx, s.Name, at, result.Err.Error()); err != nil {
				return results, err
			}
		}
		results = append(results, result)
	}
	return results, nil
}

// UnknownNameError says that the user named something that the configuration does not have.
type UnknownNameError struct {
	What, Name string
	Near       string // the one that is probably meant; empty: none resembles it
	Known      []string
}

func (e *UnknownNameError) Error() string {
	if e.Near != "" {
		return fmt.Sprintf("there is no %s %q; did you mean %q?", e.What, e.Name, e.Near)
	}
	return fmt.Sprintf("there is no %s %q; there are: %s", e.What, e.Name, strings.Join(e.Known, ", "))
}

func (r *Runner) sources(names []string) ([]config.Source, error) {
	if len(names) == 0 {
		return r.Config.Sources, nil
	}
	var known []string
	for _, s := range r.Config.Sources {
		known = append(known, s.Name)
	}
	var chosen []config.Source
	for _, name := range names {
		i := slices.Index(known, name)
		if i < 0 {
			return nil, &UnknownNameError{What: "source", Name: name, Known: known}
		}
		chosen = append(chosen, r.Config.Sources[i])
	}
	return chosen, nil
}

// sourceImport is the import of one source while it runs.
type sourceImport struct {
	source   config.Source
	zone     *time.Location // of business
	progress Progress
	spec     mapping.Spec
	prepared bool // the spec is complete
	detector *mapping.Detector
	files    []string
	mapper   *mapping.Mapper
	rejects  *rejects
	decided  decided // of the file at hand
	tally    store.Tally
	into     *store.Import
	wording  wording
}

func newSourceImport(c *config.Config, s config.Source) *sourceImport {
	return &sourceImport{source: s, zone: c.Timezone, spec: specOf(s)}
}

func (r *Runner) importSource(ctx context.Context, source config.Source, at time.Time) SourceResult {
	result := SourceResult{Source: source.Name}
	words, err := r.wording()
	if err != nil {
		result.Err = err
		return result
	}
	im := newSourceImport(r.Config, source)
	im.progress, im.rejects, im.wording = r.Progress, newRejects(r.Config.Output, source.Name, at), words
	defer im.rejects.discard()
	err = im.open()
	if err == nil {
		err = im.run(ctx, r.Store, at)
	}
	if err != nil {
		result.Err = err
		return result
	}
	result.Counts, result.Err = im.into.Commit(ctx, im.tally)
	if result.Err == nil {
		result.Notes = im.notes()
		result.Rejects, result.Err = im.rejects.keep()
	}
	return result
}

// specOf says how the source's rows become records, as far as the configuration does.
func specOf(s config.Source) mapping.Spec {
	spec := mapping.Spec{
		Record: s.Record.Name, Columns: s.Columns, Set: s.Set, Values: s.Values, Missing: s.Missing,
		Zone: s.Zone, TimeFormats: s.TimeFormats, Metrics: s.Metrics, Units: map[string]string{}, Where: map[string][]string{},
	}
	if s.Decimal != "" {
		spec.Decimal = s.Decimal[0]
	}
	if s.Record.Column != "" {
		spec.ByRow = &mapping.ByRow{Column: s.Record.Column, Values: s.Record.Values}
	}
	for field, unit := range s.Units {
		spec.Units[field] = string(unit)
	}
	for _, c := range s.Where {
		spec.Where[c.Column] = append(spec.Where[c.Column], c.Words...)
	}
	return spec
}
