package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"nines/internal/itsm"
	"nines/internal/store/strip"
)

// stripsPay is how many versions of a strip have to be asked for so that reading strips costs less than reading records.
const stripsPay = 30

// hasStrips tells whether all versions of a kind of record are in strips: those of a store that an older version of the
// program made may not be.
func (s *Snapshot) hasStrips(ctx context.Context, record string) (bool, error) {
	if has, known := s.striped[record]; known {
		return has, nil
	}
	covered, err := strip.CoverageOf(ctx, s.tx, record)
	if err != nil {
		return false, err
	}
	if s.striped == nil {
		s.striped = map[string]bool{}
	}
	s.striped[record] = covered.Whole()
	return covered.Whole(), nil
}

// picked are the places of the versions of one strip that are asked for.
type picked struct {
	number int64
	of     int // versions in the strip
	places []uint16
	oldest []bool // beside places: it stands for the time before as well
}

// pickStrips looks for the versions that a filter lets through: the first time in all strips, then in those that may have
// some.
func (s *Snapshot) pickStrips(ctx context.Context, record string, f filter) (all []picked, n int, err error) {
	ask := newPick(f, s.ms)
	err = s.scanLives(ctx, record, &ask, func(number int64, l *strip.Lives) {
		p := picked{number: number, of: l.Len()}
		for i := range l.From {
			if ask.takes(l, i) {
				p.places, p.oldest = append(p.places, uint16(i)), append(p.oldest, l.From[i] == always)
			}
		}
		if len(p.places) > 0 {
			all, n = append(all, p), n+len(p.places)
		}
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
	covered, err := strip.CoverageOf(ctx, s.tx, record)
	if err != nil {
		return false, err
	}
	most := int64(s.stripsPay) * covered.Numbers
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
			if p.linked != nil && p.linked.Missing(int(place)) {
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
	strips *strip.Reader
	fields []stripField
	there  []*stripField // of the strips that are loaded
	linked *strip.Strip  // nil: all records are taken
}

// stripField is where a field goes.
type stripField struct {
	name string
	into any
	*strip.Strip
}

func newStripPass(s *Snapshot, record string, head *itsm.Head, into map[string]any, linked string) *stripPass {
	into = maps.Clone(into)
	into["v_source"], into["v_at"], into["v_remarks"], into["id"] = &head.Source, &head.Version, &head.Remarks, &head.ID
	if _, asked := into[linked]; linked != "" && !asked {
		into[linked] = nil
	}
	names := slices.Sorted(maps.Keys(into))
	p := &stripPass{strips: strip.NewReader(s.tx, record, names)}
	for _, name := range names {
		p.fields = append(p.fields, stripField{name, into[name], p.strips.Strip(name)})
	}
	if linked != "" {
		p.linked = p.strips.Strip(linked)
	}
	return p
}

// load reads the strips of one number.
func (p *stripPass) load(ctx context.Context, of *picked) error {
	if err := p.strips.Load(ctx, of.number, of.of); err != nil {
		return err
	}
	p.there = p.there[:0]
	for i := range p.fields {
		f := &p.fields[i]
		if f.Holds() == strip.Missing || f.into == nil {
			continue
		}
		if f.Holds() != f.takes() {
			return fmt.Errorf("%s: %w", f.name, strip.ErrDamaged)
		}
		p.there = append(p.there, f)
	}
	return nil
}

// set fills the record, which has to be blank before.
func (p *stripPass) set(place int) error {
	for _, f := range p.there {
		if err := f.set(place); err != nil {
			return err
		}
	}
	return nil
}

// takes is the kind of value that the field takes.
func (f *stripField) takes() strip.Kind {
	switch f.into.(type) {
	case *string, itsm.Word, *[]string, *[]itsm.Remark:
		return strip.Text
	case *itsm.Number:
		return strip.Float
	}
	return strip.Whole
}

// set takes the version's value, as setField takes that of a content.
func (f *stripField) set(place int) error {
	switch into := f.into.(type) {
	case *string:
		*into, _ = f.Text(place)
		return nil
	case itsm.Word:
		if word, ok := f.Text(place); ok {
			into.Parse(word)
		}
		return nil
	case *time.Time:
		if n, ok := f.Whole(place); ok {
			*into = time.UnixMilli(n).UTC()
		}
		return nil
	case *itsm.Number:
		if n, ok := f.Float(place); ok {
			*into = itsm.Known(n)
		}
		return nil
	case *[]string:
		if list, ok := f.Text(place); ok {
			return setList(list, into)
		}
		return nil
	case *[]itsm.Remark:
		if text, ok := f.Text(place); ok {
			return remarksCell{into}.Scan(text)
		}
		return nil
	}
	if n, ok := f.Whole(place); ok {
		return setInt(f.into, n)
	}
	return nil
}
