package store

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"nines/internal/itsm"
)

// stripsPay is how many versions of a strip have to be asked for so that reading strips costs less than reading records.
const stripsPay = 30

// hasStrips tells whether all versions of a kind of record are in strips: those of a store that an older version of the
// program made may not be.
func (s *Snapshot) hasStrips(ctx context.Context, record string) (bool, error) {
	if has, known := s.striped[record]; known {
		return has, nil
	}
	state, err := stripStateOf(ctx, s.tx, record)
	if err != nil {
		return false, err
	}
	if s.striped == nil {
		s.striped = map[string]bool{}
	}
	s.striped[record] = state.whole()
	return state.whole(), nil
}

// scanLives hands the lives of all versions of a kind of record to fn, strip by strip. What it hands over is overwritten
// by the next.
func (s *Snapshot) scanLives(ctx context.Context, record string, fn func(number int64, l *lives) error) error {
	rows, err := s.tx.QueryContext(ctx, s.tx.Rebind(`SELECT number, content FROM record_strip WHERE record = ? AND field = ? ORDER BY number`),
		record, lifeStrip)
	if err != nil {
		return fmt.Errorf("read the strips of %s: %w", record, err)
	}
	defer rows.Close()
	var number int64
	var content []byte
	var l lives
	for rows.Next() {
		if err := rows.Scan(intCell{&number}, bytesCell{&content}); err != nil {
			return fmt.Errorf("read the strips of %s: %w", record, err)
		}
		if err := l.read(content); err != nil {
			return fmt.Errorf("read the strips of %s: %w", record, err)
		}
		if err := fn(number, &l); err != nil {
			return err
		}
	}
	return rows.Err()
}

// picked are the places of the versions of one strip that are asked for.
type picked struct {
	number int64
	of     int // versions in the strip
	places []uint16
	oldest []bool // beside places: it stands for the time before as well
}

// pickStrips looks for the versions that a filter lets through.
func (s *Snapshot) pickStrips(ctx context.Context, record string, f filter) (all []picked, n int, err error) {
	ask := newPick(f, s.ms)
	err = s.scanLives(ctx, record, func(number int64, l *lives) error {
		p := picked{number: number, of: l.len()}
		for i := range l.from {
			if ask.takes(l, i) {
				p.places, p.oldest = append(p.places, uint16(i)), append(p.oldest, l.from[i] == always)
			}
		}
		if len(p.places) > 0 {
			all, n = append(all, p), n+len(p.places)
		}
		return nil
	})
	return all, n, err
}

// stripsDo tells whether strips can answer what the filter asks for: a pass in any order that takes no other field.
func stripsDo[R any](t table[R], f filter) bool {
	return t.strips != nil && f.unsorted && f.fields != nil && f.ids == nil && f.of == nil && f.source == "" && f.started == nil && !f.history &&
		!slices.ContainsFunc(f.fields, func(name string) bool { return !slices.Contains(t.strips, name) })
}

// fewLinked tells whether so few records name another that the index of those that do leads to them for less.
func (s *Snapshot) fewLinked(ctx context.Context, record string, f filter) (bool, error) {
	if f.linked == "" {
		return false, nil
	}
	state, err := stripStateOf(ctx, s.tx, record)
	if err != nil {
		return false, err
	}
	most := int64(s.stripsPay) * state.Numbers
	var n int64
	err = s.tx.GetContext(ctx, &n, s.tx.Rebind(`SELECT count(*) FROM (SELECT 1 FROM `+quoted(record)+` WHERE `+quoted(f.linked)+` IS NOT NULL
		AND v_to > ? LIMIT ?) AS linking`), s.ms, most)
	if err != nil {
		return false, fmt.Errorf("count the %ss that name a %s: %w", record, f.linked, err)
	}
	return n < most, nil
}

// readStrips hands the records that the filter lets through to fn, as read does, from strips. It is not done where that
// would cost more.
func readStrips[R any](ctx context.Context, s *Snapshot, t table[R], f filter, fn func(*R) error) (done bool, err error) {
	if !stripsDo(t, f) {
		return false, nil
	}
	if has, err := s.hasStrips(ctx, t.Record); err != nil || !has {
		return false, err
	}
	if few, err := s.fewLinked(ctx, t.Record, f); err != nil || few {
		return false, err
	}
	all, n, err := s.pickStrips(ctx, t.Record, f)
	if err != nil || n < s.stripsPay*len(all) {
		return false, err
	}
	var r, blank R
	into, err := intoFields(t, &r, f.fields)
	if err != nil {
		return false, err
	}
	head := t.Head(&r)
	p := newStripPass(s, t.Record, head, into, f.linked)
	for i := range all {
		if err := p.load(ctx, &all[i]); err != nil {
			return false, fmt.Errorf("read the strips of %s: %w", t.Record, err)
		}
		for k, place := range all[i].places {
			if p.linked != nil && !p.has(p.linked, int(place)) {
				continue
			}
			r = blank
			if err := p.set(int(place)); err != nil {
				return false, fmt.Errorf("read the strips of %s: %s %s: %w", t.Record, head.Source, head.ID, err)
			}
			head.Oldest = all[i].oldest[k]
			if t.AsOf(&r, s.asOf) && t.StatusByTimes != nil {
				t.StatusByTimes(&r)
			}
			if err := fn(&r); err != nil {
				return false, err
			}
		}
	}
	return true, nil
}

// stripPass fills one record from strips of the fields that are asked for.
type stripPass struct {
	snapshot *Snapshot
	record   string
	query    string
	names    []any // of the strips that it loads
	fields   map[string]*stripField
	there    []*stripField // of the strips that are loaded
	linked   *stripField   // nil: all records are taken
}

// stripField is where a field goes.
type stripField struct {
	into   any
	loaded bool // else all versions of the strip lack it
	strip
}

func newStripPass(s *Snapshot, record string, head *itsm.Head, into map[string]any, linked string) *stripPass {
	p := &stripPass{snapshot: s, record: record, fields: map[string]*stripField{
		"v_source": {into: &head.Source}, "v_at": {into: &head.Version}, "v_remarks": {into: &head.Remarks}, "id": {into: &head.ID},
	}}
	for name, at := range into {
		p.fields[name] = &stripField{into: at}
	}
	if linked != "" && p.fields[linked] == nil {
		p.fields[linked] = &stripField{}
	}
	if linked != "" {
		p.linked = p.fields[linked]
	}
	for name := range p.fields {
		p.names = append(p.names, name)
	}
	p.query = s.tx.Rebind(`SELECT field, content FROM record_strip WHERE record = ? AND number = ? AND field IN (` + places(len(p.names)) + `)`)
	return p
}

// load reads the strips of one number.
func (p *stripPass) load(ctx context.Context, of *picked) error {
	for _, f := range p.fields {
		f.loaded = false
	}
	p.there = p.there[:0]
	rows, err := p.snapshot.tx.QueryContext(ctx, p.query, append([]any{p.record, of.number}, p.names...)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var name string
	var content []byte
	for rows.Next() {
		if err := rows.Scan(textCell{&name}, bytesCell{&content}); err != nil {
			return err
		}
		f := p.fields[name]
		if f == nil {
			return errStrip
		}
		if err := f.read(content, of.of); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if !f.fits() {
			return fmt.Errorf("%s: %w", name, errStrip)
		}
		f.loaded, p.there = true, append(p.there, f)
	}
	return rows.Err()
}

// has tells whether the version has the field.
func (p *stripPass) has(f *stripField, place int) bool { return f.loaded && !f.missing(place) }

// set fills the record, which has to be blank before.
func (p *stripPass) set(place int) error {
	for _, f := range p.there {
		if err := f.set(place); err != nil {
			return err
		}
	}
	return nil
}

// fits tells whether the strip has the form that the field takes.
func (f *stripField) fits() bool {
	switch f.into.(type) {
	case nil:
		return true
	case *string, itsm.Word, *[]string, *[]itsm.Remark:
		return f.form == formWords || f.form == formTexts
	case *itsm.Number:
		return f.form == formFloats
	}
	return f.form == formWholes || f.form == formSame
}

// set takes the version's value, as setField takes that of a content.
func (f *stripField) set(place int) error {
	switch into := f.into.(type) {
	case nil:
		return nil
	case *string:
		*into, _ = f.text(place)
		return nil
	case itsm.Word:
		if word, ok := f.text(place); ok {
			into.Parse(word)
		}
		return nil
	case *time.Time:
		if n := f.wholes[place]; n != noWhole {
			*into = time.UnixMilli(n).UTC()
		}
		return nil
	case *itsm.Number:
		if n := f.floats[place]; !math.IsNaN(n) {
			*into = itsm.Known(n)
		}
		return nil
	case *[]string:
		if list, ok := f.text(place); ok {
			return setList(list, into)
		}
		return nil
	case *[]itsm.Remark:
		if text, ok := f.text(place); ok {
			return remarksCell{into}.Scan(text)
		}
		return nil
	}
	if n := f.wholes[place]; n != noWhole {
		return setInt(f.into, n)
	}
	return nil
}
