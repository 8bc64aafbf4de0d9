package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"nines/internal/itsm"
)

// filter says which records of a table to read.
type filter struct {
	span     itsm.Span // whose life overlaps it; the zero span: all
	classes  []int64   // nil: the class 0, which is that of most tables
	losing   bool      // the classes leave something out
	unsorted bool      // in whatever order is cheapest
	fields   []string  // nil: all
	services []string  // as the sources call them; nil: any
	ids      []string
	source   string
	of       *query            // the incidents whose records they are; nil: any
	named    bool              // incidents that outage records name, by their ids
	linked   string            // incidents that name one of this kind, problem or change; whatever the span; empty: any
	history  bool              // every version that was in use by the as-of instant, in the order in which they were
	started  *itsm.ChangeQuery // changes that started so, the latest first; nil: any
}

// placeRange is a range of v_place, half open.
type placeRange struct{ low, high int64 }

// query is a SELECT under construction.
type query struct {
	with  string
	from  string
	where []string
	args  []any
}

func (q *query) and(condition string, args ...any) {
	q.where = append(q.where, condition)
	q.args = append(q.args, args...)
}

func (q *query) sql(columns string) string {
	return q.with + "SELECT " + columns + " FROM " + q.from + " WHERE " + strings.Join(q.where, " AND ")
}

// query is what the filter asks of the table t.
func (f filter) query(d *dialect, table string, asOf int64) *query {
	q := &query{from: quoted(table) + " AS t"}
	if f.span != (itsm.Span{}) {
		f.overlap(d, q, asOf)
	}
	if f.ids != nil {
		q.and("t.id IN (" + places(len(f.ids)) + ")")
		for _, id := range f.ids {
			q.args = append(q.args, id)
		}
	}
	if f.services != nil {
		of(q, f.services)
	}
	if f.of != nil {
		q.and("t.incident IN ("+f.of.sql("t.id")+")", f.of.args...)
	}
	if f.named {
		q.and("t.id IN (SELECT incident FROM outage WHERE incident IS NOT NULL)")
	}
	if f.source != "" {
		q.and("t.v_source = ?", f.source)
	}
	if f.linked != "" {
		q.and("t." + quoted(f.linked) + " IS NOT NULL")
	}
	if f.started != nil {
		startedIn(q, f.started)
	}
	if f.losing {
		q.and("t.v_place >= ?", placeOf(0, 0, always)) // not cancelled
	}
	if f.history {
		q.and("t.v_from <= ? AND t.v_to > t.v_from AND t.v_opened <= ?", asOf, asOf)
		return q
	}
	q.and("t.v_from <= ? AND t.v_to > ? AND t.v_opened <= ?", asOf, asOf, asOf)
	return q
}

// of asks for what is about one of the services, by the name that the sources give it.
func of(q *query, services []string) {
	if len(services) == 0 {
		q.and("1 = 0")
		return
	}
	q.and(`t."service" IN (` + places(len(services)) + ")")
	for _, name := range services {
		q.args = append(q.args, name)
	}
}

// order is that in which the records are read.
func (f filter) order() string {
	switch {
	case f.unsorted:
		return ""
	case f.started != nil:
		return latestFirst(f.started.Last)
	case f.history:
		return " ORDER BY t.id, t.v_source, t.v_from"
	}
	return " ORDER BY t.id, t.v_source"
}

// overlap asks for the lives that overlap the span: per class and level a range of the index. A version in use at the as-of instant mattered until then at least.
func (f filter) overlap(d *dialect, q *query, asOf int64) {
	from, to := f.span.From.UnixMilli(), f.span.To.UnixMilli()
	classes := f.classes
	if classes == nil {
		classes = []int64{0}
	}
	var ranges []placeRange
	for _, class := range classes {
		for level := range reaches {
			ranges = append(ranges, placeRange{
				placeOf(class, int64(level), since(level, min(from, asOf))), placeOf(class, int64(level), to),
			})
		}
	}
	if f.named {
		withinNamed(q, ranges)
	} else {
		d.within(q, ranges)
	}
	q.and("t.v_ended >= ?", from)
}

// withinNamed looks at lives one by one: the plus keeps the index of lives out, as the ids tell the few there are.
func withinNamed(q *query, ranges []placeRange) {
	var all []string
	for _, r := range ranges {
		all = append(all, fmt.Sprintf("+t.v_place >= %d AND +t.v_place < %d", r.low, r.high))
	}
	q.and("(" + strings.Join(all, " OR ") + ")")
}

// contentColumns are what reading a record takes.
const contentColumns = "t.v_source, t.v_at, t.v_from, t.v_remarks, t.id, t.content"

// read hands the records that the filter lets through to fn, as they were known at the snapshot's instant.
func read[R any](ctx context.Context, s *Snapshot, t table[R], f filter, fn func(*R) error) error {
	if done, err := readStrips(ctx, s, t, f, fn); err != nil || done {
		return err
	}
	var r, blank R
	contents, err := contentsOf(ctx, s.tx, t, &r, f.fields)
	if err != nil {
		return err
	}
	q := f.query(s.dialect, t.Record, s.ms)
	text := q.sql(contentColumns)
	text += f.order()
	rows, err := s.tx.QueryContext(ctx, s.tx.Rebind(text), q.args...)
	if err != nil {
		return fmt.Errorf("read the table %s: %w", t.Record, err)
	}
	defer rows.Close()
	var content string
	head := t.Head(&r)
	cells := []any{
		textCell{&head.Source},
		versionCell{&head.Version},
		oldestCell{&head.Oldest},
		remarksCell{&head.Remarks},
		textCell{&head.ID},
		textCell{&content},
	}
	for rows.Next() {
		r = blank
		if err := rows.Scan(cells...); err != nil {
			return fmt.Errorf("read the table %s: %w", t.Record, err)
		}
		if err := contents[head.Source].read(content); err != nil {
			return fmt.Errorf("read the table %s: %s %s: %w", t.Record, head.Source, head.ID, err)
		}
		if t.AsOf(&r, s.asOf) && t.StatusByTimes != nil {
			t.StatusByTimes(&r)
		}
		if err := fn(&r); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read the table %s: %w", t.Record, err)
	}
	return nil
}

// readByID reads the records of the ids, each id once.
func readByID[R any](ctx context.Context, s *Snapshot, t table[R], ids []string, fn func(*R) error) error {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	for chunk := range slices.Chunk(slices.Compact(ids), lookupIDs) {
		if err := read(ctx, s, t, filter{ids: chunk}, fn); err != nil {
			return err
		}
	}
	return nil
}
