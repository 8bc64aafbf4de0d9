package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"nines/internal/itsm"
	"nines/internal/redact"
)

// ImportSpec says what is imported.
type ImportSpec struct {
	Source string    // its name in the configuration
	Record string    // the kind of record, "mixed" where it is told row by row
	At     time.Time // the import's instant: that of versions that state none
	// Snapshot tells that what is put is all there is: an id of the source that does not come is gone from At on.
	Snapshot bool
}

// Tally is what an importer counted itself, and what it found out and tells.
type Tally struct {
	Read     int // rows of the source
	Rejected int
	Skipped  int
	Notes    []string
	Findings []Finding
}

// Finding is something about an import that puts its data in doubt, in words.
type Finding struct {
	Kind  itsm.FindingKind
	Text  string
	Count int      // of what it concerns: records mostly
	IDs   []string // of these, all or the first
}

// Counts says what became of the rows of an import. The last five add up to Read.
type Counts struct {
	Read      int
	Stored    int // an id not seen before
	Replaced  int // a newer version of an id, in the store or earlier in the import
	Unchanged int // equal to, or older than, what stands
	Rejected  int
	Skipped   int
}

// Import is one import of one source: one transaction, of which nothing stays unless it is committed. It is used by
// one goroutine.
type Import struct {
	dialect *dialect
	conn    *sqlx.Conn   // on which the transaction is
	after   func() error // gives the connection back as it was
	tx      *sqlx.Tx
	spec    ImportSpec
	batch   int
	block   int // samples of a block at most
	held    int // bytes of samples that wait to be written
	run     int64
	at      int64
	counts  Counts
	writers map[string]*writer // by kind of record
	order   []*writer          // in the order of their first record
	samples *sampleWriter      // nil: none came
	account account
	erased  *redact.Names // that may not come back; nil: none
	failed  error         // what went wrong in Put: nothing can be committed any more
	writing chan error    // of the batch that is being written; nil: none is
	written bool          // Finish was called, and found
	found   []Differences
}

// write does the writing of a batch while the next is filled. The transaction is its own until wait returns.
func (im *Import) write(batch func() error) {
	im.writing = make(chan error, 1)
	go func() { im.writing <- batch() }()
}

// wait returns when no batch is being written, and what went wrong with the last.
func (im *Import) wait() error {
	if im.writing == nil {
		return nil
	}
	err := <-im.writing
	im.writing = nil
	return err
}

// BeginImport begins an import. It waits for an import that is being made; it ends when the context does.
func (s *Store) BeginImport(ctx context.Context, spec ImportSpec) (*Import, error) {
	if spec.Source == "" || spec.At.IsZero() {
		return nil, errors.New("begin an import: it needs the name of its source and its instant")
	}
	conn, err := s.writer.Connx(ctx)
	if err != nil {
		return nil, fmt.Errorf("begin the import of %s: %w", spec.Source, s.dialect.explain(err))
	}
	after, err := s.dialect.importing(ctx, conn)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("begin the import of %s: %w", spec.Source, err), conn.Close())
	}
	tx, err := s.begin(ctx, conn)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("begin the import of %s: %w", spec.Source, err), conn.Close())
	}
	im := &Import{
		dialect: s.dialect, batch: s.batch, block: s.block, held: s.held, conn: conn, after: after, tx: tx, spec: spec, at: spec.At.UnixMilli(),
		writers: map[string]*writer{}, account: newAccount(spec.Source),
	}
	if im.run, err = nextRun(ctx, tx); err != nil {
		return nil, errors.Join(err, im.Rollback())
	}
	if im.erased, err = loadErased(ctx, tx); err != nil {
		return nil, errors.Join(fmt.Errorf("read which names may not come back: %w", err), im.Rollback())
	}
	return im, nil
}

func nextRun(ctx context.Context, tx *sqlx.Tx) (int64, error) {
	var run int64
	if err := tx.GetContext(ctx, &run, `SELECT coalesce(max(run), 0) + 1 FROM import_run`); err != nil {
		return 0, fmt.Errorf("number the import: %w", err)
	}
	return run, nil
}

// Put adds one record, a pointer to one of the records of package itsm, or a row of samples. The caller may use the record again at once.
// After an error, which can be that of an earlier record, the import can only be rolled back.
func (im *Import) Put(ctx context.Context, record any) error {
	if im.failed != nil {
		return im.failed
	}
	if err := im.put(ctx, record); err != nil {
		im.failed = im.explain(ctx, err)
	}
	return im.failed
}

func (im *Import) put(ctx context.Context, record any) error {
	switch r := record.(type) {
	case *itsm.Incident:
		return put(ctx, im, incidents, r)
	case *itsm.OutageRecord:
		return put(ctx, im, outages, r)
	case *itsm.ServiceRequest:
		return put(ctx, im, requests, r)
	case *itsm.Problem:
		return put(ctx, im, problems, r)
	case *itsm.Action:
		return put(ctx, im, actions, r)
	case *itsm.Change:
		return put(ctx, im, changes, r)
	case *itsm.WorkLog:
		return put(ctx, im, worklogs, r)
	case *itsm.Update:
		return put(ctx, im, updates, r)
	case *itsm.Exclusion:
		return put(ctx, im, exclusions, r)
	case *itsm.ServiceRow:
		return put(ctx, im, services, r)
	case *itsm.SampleRow:
		return im.putSamples(ctx, r)
	}
	return fmt.Errorf("import of %s: the store keeps no %T", im.spec.Source, record)
}

// Finish ends the putting of records, and tells what they changed of what the source told before, per kind of record.
// Commit does it where the caller has no use for that. After an error the import can only be rolled back.
func (im *Import) Finish(ctx context.Context) ([]Differences, error) {
	if im.failed == nil && !im.written {
		im.written, im.failed = true, im.writeAll(ctx)
	}
	return im.found, im.failed
}

func (im *Import) writeAll(ctx context.Context) error {
	if err := im.wait(); err != nil {
		return err
	}
	if im.spec.Snapshot {
		if err := im.expectAll(ctx); err != nil {
			return err
		}
	}
	for _, w := range im.order {
		if err := w.finish(ctx); err != nil {
			return err
		}
		d, err := w.differences(ctx)
		if err != nil {
			return fmt.Errorf("compare the records with what they were: %w", err)
		}
		im.found = append(im.found, d)
	}
	if im.samples == nil {
		return nil
	}
	d, err := im.samples.finish(ctx)
	im.found = append(im.found, d)
	return err
}

// Commit ends the import and returns what became of its rows. The rows that were read must be those that were put,
// rejected or skipped. After an error nothing of the import stays.
func (im *Import) Commit(ctx context.Context, tally Tally) (Counts, error) {
	counts, err := im.finish(ctx, tally)
	if err != nil {
		return Counts{}, errors.Join(fmt.Errorf("import of %s: %w", im.spec.Source, im.explain(ctx, err)), im.Rollback())
	}
	if err := im.tx.Commit(); err != nil {
		return Counts{}, errors.Join(fmt.Errorf("commit the import of %s: %w", im.spec.Source, im.explain(ctx, err)), im.release())
	}
	return counts, im.release()
}

// Rollback drops the import. After Commit it does nothing.
func (im *Import) Rollback() error {
	_ = im.wait() // whatever it wrote goes
	var failed error
	if err := im.tx.Rollback(); err != nil && !isDone(err) {
		failed = fmt.Errorf("roll back the import of %s: %w", im.spec.Source, err)
	}
	return errors.Join(failed, im.release())
}

// release gives the connection back.
func (im *Import) release() error {
	for _, w := range im.order {
		w.sql.close()
	}
	if im.after == nil {
		return nil
	}
	after := im.after
	im.after = nil
	for _, end := range []func() error{after, im.conn.Close} {
		if err := end(); err != nil && !errors.Is(err, sql.ErrConnDone) { // a lost connection is told already
			return fmt.Errorf("end the import of %s: %w", im.spec.Source, err)
		}
	}
	return nil
}

// explain says what the user can do about an error. Some drivers close a connection when the context ends, and tell
// only that.
func (im *Import) explain(ctx context.Context, err error) error {
	if ended := ctx.Err(); err != nil && ended != nil && !errors.Is(err, ended) {
		err = fmt.Errorf("%w: %w", ended, err)
	}
	return im.dialect.explain(err)
}

func (im *Import) finish(ctx context.Context, tally Tally) (Counts, error) {
	if _, err := im.Finish(ctx); err != nil {
		return Counts{}, err
	}
	c := im.counts
	c.Read, c.Rejected, c.Skipped = tally.Read, tally.Rejected, tally.Skipped
	if sum := c.Stored + c.Replaced + c.Unchanged + c.Rejected + c.Skipped; sum != c.Read {
		return Counts{}, fmt.Errorf("%d rows were read, but %d put, %d rejected and %d skipped", c.Read,
			c.Stored+c.Replaced+c.Unchanged, c.Rejected, c.Skipped)
	}
	if err := im.account.flush(ctx, im.tx); err != nil {
		return Counts{}, err
	}
	if err := im.logFindings(ctx, tally.Findings); err != nil {
		return Counts{}, err
	}
	notes, _ := im.erased.List(tally.Notes)
	return c, logRun(ctx, im.tx, runRow{
		Run: im.run, Source: im.spec.Source, Record: im.spec.Record, At: im.at,
		Read: c.Read, Stored: c.Stored, Replaced: c.Replaced, Unchanged: c.Unchanged,
		Rejected: c.Rejected, Skipped: c.Skipped,
	}, notes)
}

// RecordFailure keeps in the log that the import of a source failed at the instant, and why.
func (s *Store) RecordFailure(ctx context.Context, source string, at time.Time, message string) error {
	tx, err := s.begin(ctx, s.writer)
	if err != nil {
		return fmt.Errorf("log the failed import of %s: %w", source, err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	run, err := nextRun(ctx, tx)
	if err != nil {
		return err
	}
	erased, err := loadErased(ctx, tx)
	if err != nil {
		return err
	}
	message, _ = erased.Text(message)
	failed := runRow{Run: run, Source: source, At: at.UnixMilli(), Failure: clean(message)}
	if err := logRun(ctx, tx, failed, nil); err != nil {
		return s.dialect.explain(err)
	}
	return tx.Commit()
}

// runRow is a row of the table import_run.
type runRow struct {
	Run       int64
	Source    string
	Record    string
	At        int64 `db:"imported_at"`
	Read      int   `db:"rows_read"`
	Stored    int
	Replaced  int
	Unchanged int
	Rejected  int
	Skipped   int
	Notes     string // JSON
	Failure   string // empty: it did not fail
}

func logRun(ctx context.Context, tx *sqlx.Tx, run runRow, notes []string) error {
	text, err := json.Marshal(notes)
	if err != nil {
		return err
	}
	run.Notes = string(text)
	_, err = tx.NamedExecContext(ctx, `INSERT INTO import_run
		(run, source, record, imported_at, rows_read, stored, replaced, unchanged, rejected, skipped, notes, failure) VALUES
		(:run, :source, :record, :imported_at, :rows_read, :stored, :replaced, :unchanged, :rejected, :skipped, :notes, :failure)`, run)
	if err != nil {
		return fmt.Errorf("log the import of %s: %w", run.Source, err)
	}
	return nil
}

// isDone tells whether a transaction had ended already.
func isDone(err error) bool { return errors.Is(err, sql.ErrTxDone) }
