package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// How the records of an import differ from what they were: whether all times moved by the same amount, as they do when
// the exporter's time zone does, and whether ids mean something else than before. Only records that came with another
// content are looked at, as they are written, and of those whose opening moved far the titles at the end.

const (
	quarterMs = 15 * 60 * 1000
	farthest  = 14 * hourMs // of two time zones, and then some
	// someIDs is how many ids are told of each difference.
	someIDs = 1000
	// maxSuspects bounds how many ids are asked whether they mean something else.
	maxSuspects = 10_000
	// A shift has to be that of so many records, of so many of those that moved, and of those that were compared.
	shiftLeast, shiftOfMoved, shiftOfCompared = 10, 0.9, 0.5
)

// Differences is what an import changed of a source's records of one kind.
type Differences struct {
	Record   string
	Stood    int    // ids that stood before; 0 where the import was not all there is
	Gone     Some   // of these, ids that did not come
	Compared int    // records that stood and came with another content, and both times with an instant at which they opened
	Shift    *Shift // nil: their instants did not move alike
	Reused   Some   // records that opened on another day under another title: their id means something else now
	Example  *Reuse // of the last; nil: there is none
}

// Some tells how many records there are, and the ids of all or the first thousand.
type Some struct {
	Count int
	IDs   []string
}

func (s *Some) add(id string) {
	if s.Count++; len(s.IDs) < someIDs {
		s.IDs = append(s.IDs, id)
	}
}

// Shift tells that the instants at which records opened moved by the same amount: a multiple of 15 minutes, up to
// 14 hours. Where a zone with summer time is behind it, those of one half of the year moved by an hour more.
type Shift struct {
	Some
	By          time.Duration // of most
	Summer      bool          // some moved by an hour more or less than most
	ID          string        // an example, and when it opened
	Before, Now time.Time
}

// Reuse is an id that means something else than before.
type Reuse struct {
	ID                    string
	Before, Now           time.Time // when it opened
	TitleBefore, TitleNow string
}

// comparison gathers what is to be compared while versions are written.
type comparison struct {
	stood, begun    int // ids that stood before the import, and that it brought or brought back
	compared, moved int
	gone            Some
	shifts          map[int64]*Shift // by milliseconds
	suspects        []suspect
}

// suspect is a record that opened on another day: the numbers of its versions.
type suspect struct {
	id          string
	before, now int64
}

// compare sets the newest of what an import brought first of a record against the newest of what stood.
func (f *comparison) compare(id string, c *chain, run int64) {
	if c.compared {
		return
	}
	c.compared = true
	var before, now *version
	for i := range c.versions {
		switch v := &c.versions[i]; {
		case v.id <= c.went:
		case v.isNew():
			now = newer(now, v)
		case v.run == run:
			return // it was compared with an earlier batch
		default:
			before = newer(before, v)
		}
	}
	if before == nil || now == nil || before.opened == always || now.opened == always {
		return
	}
	f.compared++
	by := now.opened - before.opened
	if by == 0 {
		return
	}
	f.moved++
	switch {
	case by%quarterMs == 0 && max(by, -by) <= farthest:
		f.shift(id, before.opened, by)
	case max(by, -by) > dayMs && len(f.suspects) < maxSuspects:
		f.suspects = append(f.suspects, suspect{id, before.id, now.id})
	}
}

// newer is the newer of two versions, the first of which may be missing.
func newer(v, w *version) *version {
	if v == nil || byInstant(*v, *w) < 0 {
		return w
	}
	return v
}

func (f *comparison) shift(id string, before, by int64) {
	s := f.shifts[by]
	if s == nil {
		if f.shifts == nil {
			f.shifts = map[int64]*Shift{}
		}
		s = &Shift{By: time.Duration(by) * time.Millisecond, ID: id, Before: instant(before), Now: instant(before + by)}
		f.shifts[by] = s
	}
	s.add(id)
}

// alike is the shift of most records, nil where too few share one.
func (f *comparison) alike() *Shift {
	var best *Shift
	for _, by := range slices.Sorted(maps.Keys(f.shifts)) {
		s := *f.shifts[by]
		if other := f.shifts[by+hourMs]; other != nil {
			if other.Count > s.Count {
				s.By, s.ID, s.Before, s.Now = other.By, other.ID, other.Before, other.Now
			}
			s.Count, s.Summer = s.Count+other.Count, true
			s.IDs = append(slices.Clone(s.IDs), other.IDs[:min(len(other.IDs), someIDs-len(s.IDs))]...)
		}
		if best == nil || s.Count > best.Count {
			best = &s
		}
	}
	if best == nil || best.Count < shiftLeast || float64(best.Count) < shiftOfMoved*float64(f.moved) ||
		float64(best.Count) < shiftOfCompared*float64(f.compared) {
		return nil
	}
	return best
}

// differences tells what the import changed, after it was written.
func (w *writer) differences(ctx context.Context) (Differences, error) {
	f := &w.found
	d := Differences{Record: w.record, Stood: f.stood, Gone: f.gone, Compared: f.compared, Shift: f.alike()}
	title := slices.IndexFunc(w.fields, func(c column) bool { return c.name == "title" })
	if title < 0 || w.fields[title].place < 0 {
		return d, nil // without titles nothing can be said
	}
	for chunk := range slices.Chunk(f.suspects, lookupIDs/2) {
		if err := w.reused(ctx, chunk, w.fields[title].place, &d); err != nil {
			return d, err
		}
	}
	return d, nil
}

// reused notes which of the suspects have another title than before.
func (w *writer) reused(ctx context.Context, suspects []suspect, title int, d *Differences) error {
	numbers := make([]any, 0, 2*len(suspects))
	for _, s := range suspects {
		numbers = append(numbers, s.before, s.now)
	}
	told, err := w.titles(ctx, numbers, title)
	if err != nil {
		return fmt.Errorf("read the table %s: %w", w.record, err)
	}
	for _, s := range suspects {
		before, now := told[s.before], told[s.now]
		if before.title == "" || now.title == "" || sameTitle(before.title, now.title) {
			continue
		}
		if d.Reused.add(s.id); d.Example == nil {
			d.Example = &Reuse{ID: s.id, Before: before.opened, Now: now.opened, TitleBefore: before.title, TitleNow: now.title}
		}
	}
	return nil
}

func sameTitle(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// titled is a version's title and when its record opened.
type titled struct {
	title  string
	opened time.Time
}

func (w *writer) titles(ctx context.Context, numbers []any, title int) (map[int64]titled, error) {
	var t titled
	into := make([]any, title+1)
	into[title] = &t.title
	reader := newContentReader(into)
	rows, err := w.im.tx.QueryContext(ctx, w.im.tx.Rebind(`SELECT v_id, v_opened, content FROM `+w.sql.table+`
		WHERE v_id IN (`+places(len(numbers))+`)`), numbers...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	told := make(map[int64]titled, len(numbers))
	var number, opened int64
	var content string
	for rows.Next() {
		if err := rows.Scan(intCell{&number}, intCell{&opened}, textCell{&content}); err != nil {
			return nil, err
		}
		t = titled{opened: instant(opened)}
		if err := reader.read(content); err != nil {
			return nil, err
		}
		told[number] = t
	}
	return told, rows.Err()
}
