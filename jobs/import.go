package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"nines/importers"
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
	// Unsupported tells that this version does not import the source's record yet; it is no failure.
	Unsupported bool
}

// Import imports the named sources, or all of them, each in one transaction. A source that fails stores nothing and
// does not stop the others. The error is for names that are no sources and for a store that cannot be written.
func (r *Runner) Import(ctx context.Context, names ...string) ([]SourceResult, error) {
	sources, err := r.sources(names)
	if err != nil {
		return nil, err
	}
	at := r.now()
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
	Known      []string
}

func (e *UnknownNameError) Error() string {
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
			return nil, &UnknownNameError{"source", name, known}
		}
		chosen = append(chosen, r.Config.Sources[i])
	}
	return chosen, nil
}

// sourceImport is the import of one source while it runs.
type sourceImport struct {
	source   config.Source
	progress Progress
	spec     mapping.Spec
	files    []string
	mapper   *mapping.Mapper
	rejects  *rejects
	tally    store.Tally
	into     *store.Import
}

func (r *Runner) importSource(ctx context.Context, source config.Source, at time.Time) SourceResult {
	result := SourceResult{Source: source.Name}
	if source.Preset != "" {
		result.Err = noPreset(source)
		return result
	}
	im := &sourceImport{
		source: source, progress: r.Progress, spec: specOf(source, r.Config.Timezone),
		rejects: newRejects(r.Config.Output, source.Name, at),
	}
	defer im.rejects.discard()
	err := im.open()
	if errors.Is(err, mapping.ErrUnsupportedRecord) {
		result.Unsupported = true
		return result
	}
	if err == nil {
		err = im.run(ctx, r.Store, at)
	}
	if err != nil {
		result.Err = err
		return result
	}
	if source.Mode == config.Snapshot {
		im.note("mode: snapshot is not in effect in this version: ids missing from the file stay as they are")
	}
	result.Counts, result.Err = im.into.Commit(ctx, im.tally)
	if result.Err == nil {
		result.Notes = im.tally.Notes
		result.Rejects, result.Err = im.rejects.keep()
	}
	return result
}

func noPreset(s config.Source) error {
	return fmt.Errorf("there is no preset %q: this version has none; name the record and the columns instead", s.Preset)
}

// specOf says how the source's rows become records. Times without a zone of their own are of the business time zone.
func specOf(s config.Source, zone *time.Location) mapping.Spec {
	spec := mapping.Spec{
		Record: s.Record.Name, Columns: s.Columns, Set: s.Set, Values: s.Values, Missing: s.Missing,
		Zone: zone, TimeFormats: s.TimeFormats, Units: map[string]string{}, Where: map[string][]string{},
	}
	if s.Zone != nil {
		spec.Zone = s.Zone
	}
	if s.Decimal != "" {
		spec.Decimal = s.Decimal[0]
	}
	if s.Record.Name == "" {
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

// open finds the files and, where nobody states them, the forms of the times.
func (im *sourceImport) open() (err error) {
	if im.files, err = importers.Expand(im.source.Path); err != nil {
		return err
	}
	detector := mapping.NewDetector(im.spec)
	for _, file := range im.files {
		done, err := im.detect(detector, file)
		if err != nil {
			return err
		}
		if done {
			break
		}
	}
	im.spec.TimeFormats, err = detector.Formats()
	return err
}

func (im *sourceImport) detect(detector *mapping.Detector, file string) (done bool, err error) {
	rows, err := im.rows(file)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	// The mapping is checked first, so that all its mistakes are told at once.
	if _, err := mapping.New(im.spec, rows.Header()); err != nil {
		return false, fmt.Errorf("%s: %w", file, err)
	}
	if err := detector.NextFile(rows.Header()); err != nil {
		return false, fmt.Errorf("%s: %w", file, err)
	}
	for {
		cells, _, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		if detector.Observe(cells) {
			return true, nil
		}
	}
}

func (im *sourceImport) rows(file string) (importers.Rows, error) {
	header := 1
	if im.source.Header != nil {
		header = *im.source.Header
	}
	return importers.Open(im.source.Kind, file, importers.Options{
		Delimiter: im.source.Delimiter, Encoding: im.source.Encoding, Header: header,
	})
}

// run imports the files into one transaction, which is left open for the caller to commit; after an error nothing of
// it stays.
func (im *sourceImport) run(ctx context.Context, s *store.Store, at time.Time) (err error) {
	im.into, err = s.BeginImport(ctx, store.ImportSpec{Source: im.source.Name, Record: recordName(im.source), At: at})
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, im.into.Rollback())
		}
	}()
	for _, file := range im.files {
		if err := im.file(ctx, file); err != nil {
			return err
		}
	}
	if im.tally.Read < im.source.MinRows {
		return fmt.Errorf("%d rows, but min_rows expects %d at least: is the export complete?", im.tally.Read, im.source.MinRows)
	}
	if im.mapper == nil {
		return nil
	}
	return im.mapper.Finish()
}

func (im *sourceImport) file(ctx context.Context, file string) error {
	rows, err := im.rows(file)
	if err != nil {
		return err
	}
	defer rows.Close()
	if im.mapper == nil {
		im.mapper, err = mapping.New(im.spec, rows.Header())
	} else {
		err = im.mapper.NextFile(rows.Header())
	}
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	im.rejects.file(file, rows.Header())
	im.progress.Begin("import "+im.source.Name, rows.Size())
	defer im.progress.End()
	for {
		cells, line, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if err := im.row(ctx, cells, line); err != nil {
			return err
		}
		if warning := rows.Warning(); warning != "" {
			im.warn(line, warning)
		}
		if im.tally.Read%progressEvery == 0 {
			im.progress.At(rows.Offset())
		}
	}
	for _, note := range rows.Notes() {
		im.note(note)
	}
	return nil
}

// progressEvery is after how many rows the progress is told.
const progressEvery = 5000

func (im *sourceImport) row(ctx context.Context, cells []string, line int) error {
	im.tally.Read++
	result := im.mapper.Map(cells)
	switch {
	case result.Rejected != "":
		im.tally.Rejected++
		return im.rejects.add(line, result.Rejected, cells)
	case result.Skipped != "":
		im.tally.Skipped++
		return nil
	}
	return im.into.Put(ctx, named(result.Record, im.source.Name))
}

// notesKept is how many warnings about rows are told one by one.
const notesKept = 20

func (im *sourceImport) warn(line int, warning string) {
	if len(im.tally.Notes) < notesKept {
		im.note(fmt.Sprintf("line %d: %s", line, warning))
	}
}

func (im *sourceImport) note(text string) {
	if !slices.Contains(im.tally.Notes, text) {
		im.tally.Notes = append(im.tally.Notes, text)
	}
}
