package jobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"nines/importers"
	"nines/importers/mapping"
	"nines/internal/config"
	"nines/internal/store"
	"nines/jobs/settings"
)

// open finds the files and, where nobody states them, the forms of the times.
func (im *sourceImport) open() (err error) {
	if im.files, err = importers.Files(im.source.Kind, im.source.Path); err != nil {
		return err
	}
	for _, file := range im.files {
		done, err := im.detect(file)
		if err != nil {
			return err
		}
		if done {
			break
		}
	}
	im.spec.TimeFormats, err = im.detector.Formats()
	return err
}

// detect looks at a file, and tells whether enough was seen. The first one completes the mapping.
func (im *sourceImport) detect(file string) (done bool, err error) {
	rows, err := im.rows(file)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	if err := im.prepare(rows.Header()); err != nil {
		return false, fmt.Errorf("%s: %w", file, err)
	}
	// The mapping is checked first, so that all its mistakes are told at once.
	if _, err := mapping.New(im.spec, rows.Header()); err != nil {
		return false, fmt.Errorf("%s: %w", file, err)
	}
	if im.detector == nil {
		im.detector = mapping.NewDetector(im.spec)
	}
	if err := im.detector.NextFile(rows.Header()); err != nil {
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
		if im.detector.Observe(cells) {
			return true, nil
		}
	}
}

// prepare completes the mapping from the source's preset, by the header of its first file. Times without a zone of
// their own are of the business time zone.
func (im *sourceImport) prepare(header []string) (err error) {
	if im.prepared {
		return nil
	}
	if im.source.Preset != "" {
		if im.spec, err = mapping.WithPreset(im.spec, im.source.Preset, header); err != nil {
			return err
		}
	}
	if im.spec.Zone == nil {
		im.spec.Zone = im.zone
	}
	im.prepared = true
	return nil
}

// record names the kind of record that the rows become.
func (im *sourceImport) record() string {
	if im.spec.ByRow != nil || im.spec.Record == "" {
		return settings.Mixed
	}
	return im.spec.Record
}

func (im *sourceImport) rows(file string) (importers.Rows, error) {
	header := 1
	if im.source.Header != nil {
		header = *im.source.Header
	}
	return importers.Open(im.source.Kind, file, importers.Options{
		Delimiter: im.source.Delimiter, Encoding: im.source.Encoding, Header: header,
		Sheet: im.source.Sheet, Decimal: im.spec.Decimal, Columns: slices.Sorted(maps.Values(im.source.Columns)),
	})
}

// run imports the files into one transaction, which is left open for the caller to commit; after an error nothing of
// it stays.
func (im *sourceImport) run(ctx context.Context, s *store.Store, at time.Time) (err error) {
	im.into, err = s.BeginImport(ctx, store.ImportSpec{
		Source: im.source.Name, Record: im.record(), At: at, Snapshot: im.source.Mode == config.Snapshot,
	})
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
	if im.mapper != nil {
		if err := im.mapper.Finish(); err != nil {
			return err
		}
	}
	return im.finish(ctx)
}

// finish ends the putting of records and words what that found out.
func (im *sourceImport) finish(ctx context.Context) error {
	differences, err := im.into.Finish(ctx)
	if err != nil {
		return err
	}
	im.tally.Findings = append(im.tally.Findings, im.wording.differences(differences)...)
	for _, note := range im.wording.samplesGone(differences) {
		im.note(note)
	}
	if im.mapper != nil {
		im.tally.Findings = append(im.tally.Findings, im.wording.doubts(im.mapper.Doubts())...)
	}
	if n := im.tally.Rejected; n > 0 && im.source.Mode == config.Snapshot {
		im.note(im.wording.words.Plural("import.rejected", n, grouped(n)))
	}
	return im.rejects.close()
}

// notes lists what is to be told of the import: what was found out on the way, then what puts its data in doubt.
func (im *sourceImport) notes() []string {
	notes := slices.Clone(im.tally.Notes)
	for _, f := range im.tally.Findings {
		notes = append(notes, f.Text)
	}
	return notes
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
	before := im.tally.Read
	im.decided = decided{}
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
			im.warn(file, line, warning)
		}
		if im.tally.Read%progressEvery == 0 {
			im.progress.At(rows.Offset())
		}
	}
	if im.tally.Read == before {
		im.note(im.of(file) + "the file has no rows")
	}
	for _, note := range rows.Notes() {
		im.note(im.of(file) + note)
	}
	im.tally.Findings = append(im.tally.Findings, im.wording.decidedTwice(im.of(file), &im.decided)...)
	// Samples are none of what these tools export, and their round numbers come of hours and hosts.
	if cut := im.wording.cut(file, im.tally.Read-before, len(rows.Header())); cut.Text != "" && im.record() != sampleRecord {
		im.tally.Findings = append(im.tally.Findings, cut)
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
	im.decided.add(line, result.Record)
	return im.into.Put(ctx, named(result.Record, im.source.Name))
}

// Notes are bounded, as files and rows are not: so many warnings about rows are told one by one, and so many of all.
const (
	warningsKept = 20
	notesKept    = 200
)

func (im *sourceImport) warn(file string, line int, warning string) {
	if len(im.tally.Notes) < warningsKept {
		im.note(fmt.Sprintf("%sline %d: %s", im.of(file), line, warning))
	}
}

func (im *sourceImport) note(text string) {
	if len(im.tally.Notes) < notesKept && !slices.Contains(im.tally.Notes, text) {
		im.tally.Notes = append(im.tally.Notes, text)
	}
}

// of says which of several files a note is about.
func (im *sourceImport) of(file string) string {
	if len(im.files) < 2 {
		return ""
	}
	return filepath.Base(file) + ", "
}
