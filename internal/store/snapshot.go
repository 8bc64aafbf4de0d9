package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"nines/internal/itsm"
)

// Snapshot is the store as it stands when the snapshot is made, as of an instant: of each record the newest version
// not later than the instant (the oldest stands for the time before), without records that were opened later, and
// without times that were not known yet.
//
// The reading functions stream: fn gets a pointer to one record that is used again for the next; its strings and lists
// may be kept. An error of fn ends the reading and is returned as it is. Records come in the order of (id, source).
// fn must not read from the same snapshot, which does one thing at a time.
type Snapshot struct {
	dialect *dialect
	tx      *sqlx.Tx
	asOf    time.Time
	ms      int64

	stripsPay int                     // how many versions of a strip have to be asked for so that strips are read
	first     *time.Time              // what FirstInstant found; nil: nobody asked yet
	striped   map[string]bool         // by kind of record: all are in strips
	reaches   map[string][]stripReach // by kind of record: what its strips reach; none: not known yet
}

// Snapshot makes a snapshot as of the instant. It ends with Close, or with the context.
func (s *Store) Snapshot(ctx context.Context, asOf time.Time) (*Snapshot, error) {
	tx, err := s.reader.BeginTxx(ctx, s.dialect.snapshot)
	if err != nil {
		return nil, fmt.Errorf("begin to read the store: %w", s.dialect.explain(err))
	}
	if err := s.settle(ctx, tx); err != nil {
		return nil, errors.Join(fmt.Errorf("begin to read the store: %w", s.dialect.explain(err)), tx.Rollback())
	}
	return &Snapshot{dialect: s.dialect, tx: tx, asOf: asOf, ms: asOf.UnixMilli(), stripsPay: s.stripsPay}, nil
}

// settle fixes the state that is seen, which the first reading of a transaction does.
func (s *Store) settle(ctx context.Context, tx *sqlx.Tx) error {
	if s.dialect.settle != "" {
		if _, err := tx.ExecContext(ctx, s.dialect.settle); err != nil {
			return err
		}
	}
	var runs int
	return tx.GetContext(ctx, &runs, `SELECT count(*) FROM import_run`)
}

// AsOf is the instant of which the snapshot is.
func (s *Snapshot) AsOf() time.Time { return s.asOf }

// Close releases the snapshot. Closing it again does nothing.
func (s *Snapshot) Close() error {
	if err := s.tx.Rollback(); err != nil && !isDone(err) {
		return fmt.Errorf("end reading the store: %w", err)
	}
	return nil
}

// Incidents reads the incidents of the query. Those that states a part of Fields leaves out are zero; with the status
// come all times, as it may have to go by them.
func (s *Snapshot) Incidents(ctx context.Context, q itsm.IncidentQuery, fn func(*itsm.Incident) error) error {
	return read(ctx, s, incidents, incidentFilter(q), fn)
}

func incidentFilter(q itsm.IncidentQuery) filter {
	f := filter{span: q.Span, classes: effectsAll(), fields: q.Fields, services: q.Services, unsorted: q.AnyOrder}
	if q.Losing != nil {
		f.classes, f.losing = effectsLosing(q.Losing), true
	}
	return f
}

// IncidentsByID reads the incidents of these ids, of all sources.
func (s *Snapshot) IncidentsByID(ctx context.Context, ids []string, fn func(*itsm.Incident) error) error {
	return readByID(ctx, s, incidents, ids, fn)
}

// IncidentsOfProblems reads the incidents that name a problem, whenever they were; fields as in an IncidentQuery. They
// come in any order.
func (s *Snapshot) IncidentsOfProblems(ctx context.Context, fields []string, fn func(*itsm.Incident) error) error {
	return read(ctx, s, incidents, filter{linked: problems.Record, fields: fields, unsorted: true}, fn)
}

// IncidentsOfChanges reads the incidents that name a change as their cause, whenever they were; fields as in an
// IncidentQuery. They come in any order.
func (s *Snapshot) IncidentsOfChanges(ctx context.Context, fields []string, fn func(*itsm.Incident) error) error {
	return read(ctx, s, incidents, filter{linked: changes.Record, fields: fields, unsorted: true}, fn)
}

// OutageRecords reads the outage records whose life overlaps the span; the zero span: all.
func (s *Snapshot) OutageRecords(ctx context.Context, span itsm.Span, fn func(*itsm.OutageRecord) error) error {
	return read(ctx, s, outages, filter{span: span}, fn)
}

// OutageRecordsOf reads the outage records that name one of the incidents of the query, whenever they were.
func (s *Snapshot) OutageRecordsOf(ctx context.Context, q itsm.IncidentQuery, fn func(*itsm.OutageRecord) error) error {
	f := incidentFilter(q)
	f.named = true // all incidents of the span would be the whole cost
	return read(ctx, s, outages, filter{of: f.query(s.dialect, incidents.Record, s.ms)}, fn)
}

// Requests reads the service requests whose life overlaps the span; the zero span: all.
func (s *Snapshot) Requests(ctx context.Context, span itsm.Span, fn func(*itsm.ServiceRequest) error) error {
	return read(ctx, s, requests, filter{span: span, classes: []int64{requestCounts, requestCancelled}}, fn)
}

// RequestsInAnyOrder reads the service requests whose life overlaps the span, without the order and its cost; of the
// fields those named, and the times that the status goes by.
func (s *Snapshot) RequestsInAnyOrder(ctx context.Context, span itsm.Span, fields []string, fn func(*itsm.ServiceRequest) error) error {
	return read(ctx, s, requests, filter{span: span, classes: []int64{requestCounts, requestCancelled}, fields: fields, unsorted: true}, fn)
}

// RequestsByID reads the service requests of these ids, of all sources.
func (s *Snapshot) RequestsByID(ctx context.Context, ids []string, fn func(*itsm.ServiceRequest) error) error {
	return readByID(ctx, s, requests, ids, fn)
}

// ProblemsByID reads the problems of these ids, of all sources.
func (s *Snapshot) ProblemsByID(ctx context.Context, ids []string, fn func(*itsm.Problem) error) error {
	return readByID(ctx, s, problems, ids, fn)
}

// ChangesByID reads the changes of these ids, of all sources.
func (s *Snapshot) ChangesByID(ctx context.Context, ids []string, fn func(*itsm.Change) error) error {
	return readByID(ctx, s, changes, ids, fn)
}

// Problems reads the problems whose life overlaps the span; the zero span: all.
func (s *Snapshot) Problems(ctx context.Context, span itsm.Span, fn func(*itsm.Problem) error) error {
	return read(ctx, s, problems, filter{span: span}, fn)
}

// ProblemVersions reads the versions of all problems that were in use at any time up to the instant, in the order of
// (id, source, instant): what became of a problem, and when. Each is as it was known at the snapshot's instant; of
// versions with the same instant only the last was ever in use. A problem that is gone by the instant has its versions.
func (s *Snapshot) ProblemVersions(ctx context.Context, fn func(*itsm.Problem) error) error {
	return read(ctx, s, problems, filter{history: true}, fn)
}

// Actions reads the actions that were not done before the span; the zero span: all.
func (s *Snapshot) Actions(ctx context.Context, span itsm.Span, fn func(*itsm.Action) error) error {
	return read(ctx, s, actions, filter{span: span}, fn)
}

// ActionVersions reads the versions of all actions, as ProblemVersions does those of problems.
func (s *Snapshot) ActionVersions(ctx context.Context, fn func(*itsm.Action) error) error {
	return read(ctx, s, actions, filter{history: true}, fn)
}

// Changes reads the changes whose life overlaps the span; the zero span: all.
func (s *Snapshot) Changes(ctx context.Context, span itsm.Span, fn func(*itsm.Change) error) error {
	return read(ctx, s, changes, filter{span: span}, fn)
}

// ChangesInAnyOrder reads the changes whose life overlaps the span, without the order and its cost; of the fields those
// named, and the times that the status goes by.
func (s *Snapshot) ChangesInAnyOrder(ctx context.Context, span itsm.Span, fields []string, fn func(*itsm.Change) error) error {
	return read(ctx, s, changes, filter{span: span, fields: fields, unsorted: true}, fn)
}

// LastChanges reads the changes of the query, those that started last first; of the same start in the order of
// (id, source). An actual start after the as-of instant counts, but is blank.
func (s *Snapshot) LastChanges(ctx context.Context, q itsm.ChangeQuery, fn func(*itsm.Change) error) error {
	return read(ctx, s, changes, filter{started: &q}, fn)
}

// WorkLogs reads the work logs of the span; the zero span: all.
func (s *Snapshot) WorkLogs(ctx context.Context, span itsm.Span, fn func(*itsm.WorkLog) error) error {
	return read(ctx, s, worklogs, filter{span: span}, fn)
}

// WorkLogsInAnyOrder reads the work logs of the span, without the order and its cost; of the fields those named.
func (s *Snapshot) WorkLogsInAnyOrder(ctx context.Context, span itsm.Span, fields []string, fn func(*itsm.WorkLog) error) error {
	return read(ctx, s, worklogs, filter{span: span, fields: fields, unsorted: true}, fn)
}

// Updates reads the messages of the span; the zero span: all.
func (s *Snapshot) Updates(ctx context.Context, span itsm.Span, fn func(*itsm.Update) error) error {
	return read(ctx, s, updates, filter{span: span}, fn)
}

// Exclusions reads all exclusions that were approved by the instant: one may concern any period.
func (s *Snapshot) Exclusions(ctx context.Context, fn func(*itsm.Exclusion) error) error {
	return read(ctx, s, exclusions, filter{}, fn)
}

// Decisions reads all decisions that were made by the instant: the conditions of one may concern any later meeting.
func (s *Snapshot) Decisions(ctx context.Context, fn func(*itsm.Decision) error) error {
	return read(ctx, s, decisions, filter{}, fn)
}

// ServiceRows reads the catalogue that a source brought.
func (s *Snapshot) ServiceRows(ctx context.Context, source string, fn func(*itsm.ServiceRow) error) error {
	return read(ctx, s, services, filter{source: source}, fn)
}
