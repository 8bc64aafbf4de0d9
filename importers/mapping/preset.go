package mapping

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"nines/importers/presets"
)

// WithPreset fills in what the spec leaves open from what the preset knows of exports with this header, that of the
// source's first file; names of presets are compared without regard to case. What the spec states stays:
//
//   - its record, or the column that tells it; else the preset decides, also row by row;
//   - its column or constant for a field: the preset's columns of that field are dropped;
//   - its meaning of a word: the preset adds those of other words;
//   - its unit, zone and conditions on a column. A preset's unit counts seconds, say, of the columns that
//     it knows: it doesn't hold for another column that the spec names.
//
// What stands for a missing value is joined. The forms of times are left open: Detector finds them out. The error says
// that there is no such preset, or which columns it expected and what the file has.
func WithPreset(spec Spec, preset string, header []string) (Spec, error) {
	p, ok := presets.Find(preset)
	if !ok {
		return Spec{}, unknownPreset(preset)
	}
	t, err := tableOf(p, &spec, header)
	if err != nil {
		return Spec{}, err
	}
	if spec.ByRow == nil && spec.Record == "" {
		chooseRecord(&spec, t, header)
	}
	f := filler{spec: &spec, table: t, has: fieldsOf(&spec)}
	f.columns()
	f.metrics()
	f.values()
	f.units()
	spec.Missing = slices.Compact(slices.Sorted(slices.Values(slices.Concat(spec.Missing, t.Missing))))
	f.where(header)
	if zone := t.ZoneOf(header); spec.Zone == nil && zone != "" {
		if spec.Zone, err = time.LoadLocation(zone); err != nil {
			return Spec{}, fmt.Errorf("preset %s: zone: %w", p.Name, err)
		}
	}
	return spec, nil
}

func unknownPreset(name string) error {
	known := presets.Names()
	hint := ""
	if alike := nearest(name, known); alike != "" {
		hint = fmt.Sprintf("; did you mean %q?", alike)
	}
	return fmt.Errorf("there is no preset %q%s; expected one of %s", name, hint, strings.Join(known, ", "))
}

// tableOf returns the table of the preset that the file is. Where the spec tells the records row by row, it is that of
// the first of them that the preset knows.
func tableOf(p *presets.Preset, spec *Spec, header []string) (t *presets.Table, err error) {
	for _, record := range spec.records() {
		if t, err = p.Table(record, header); err == nil {
			return t, nil
		}
	}
	return nil, err
}

// chooseRecord takes the record from the preset, row by row where the file has the column that tells it.
func chooseRecord(spec *Spec, t *presets.Table, header []string) {
	spec.Record = t.Record
	if t.ByRow == nil {
		return
	}
	if _, ok := presets.NewHeader(header).Best(t.ByRow.Columns); ok {
		spec.Record, spec.ByRow = "", &ByRow{Candidates: t.ByRow.Columns, Values: t.ByRow.Values}
	}
}

// fieldsOf returns the fields of the records that rows can be; every field under its own name and as record.field.
func fieldsOf(spec *Spec) map[string]bool {
	fields := map[string]bool{}
	for _, record := range spec.records() {
		build, ok := kinds[record]
		if !ok {
			continue // New says so
		}
		for _, field := range build().names() {
			fields[field], fields[record+"."+field] = true, true
		}
	}
	return fields
}

// filler fills a spec from a table; the maps that the spec came with are not changed.
type filler struct {
	spec  *Spec
	table *presets.Table
	has   map[string]bool // the fields of the records, see fieldsOf
}

// plain returns the field of a key, which can be record.field.
func plain(key string) string {
	if _, field, ok := strings.Cut(key, "."); ok {
		return field
	}
	return key
}

// stated tells whether the spec says itself where a field comes from.
func (f *filler) stated(field string) bool {
	_, mapped := f.spec.Columns[field]
	_, set := f.spec.Set[field]
	return mapped || set
}

func (f *filler) columns() {
	f.spec.Candidates = map[string][]string{}
	for key, names := range f.table.Columns {
		if f.has[key] && !f.stated(plain(key)) {
			f.spec.Candidates[key] = names
		}
	}
	f.spec.FirstOf, f.spec.Compact = f.table.FirstOf, f.table.Compact
}

// metrics takes the preset's columns of metrics, unless the spec says itself where samples have their values.
func (f *filler) metrics() {
	if len(f.table.Metrics) == 0 || !f.has[sampleRecord+".value"] || f.stated("metric") || f.stated("value") || len(f.spec.Metrics) > 0 {
		return
	}
	f.spec.MetricCandidates = f.table.Metrics
}

func (f *filler) values() {
	merged := maps.Clone(f.spec.Values)
	if merged == nil {
		merged = map[string]map[string]string{}
	}
	for key, words := range f.table.Values {
		if f.has[key] {
			merged[key] = mergeWords(f.spec.Values[plain(key)], words)
		}
	}
	f.spec.Values = merged
}

// mergeWords returns the stated meanings, and the preset's of all other words.
func mergeWords(stated, preset map[string]string) map[string]string {
	if len(stated) == 0 {
		return preset
	}
	merged, folded := maps.Clone(stated), map[string]bool{}
	for word := range stated {
		folded[foldWord(trim(word))] = true
	}
	for word, meaning := range preset {
		if !folded[foldWord(trim(word))] {
			merged[word] = meaning
		}
	}
	return merged
}

func (f *filler) units() {
	units := maps.Clone(f.spec.Units)
	if units == nil {
		units = map[string]string{}
	}
	for field, unit := range f.table.Units {
		_, stated := units[field]
		column, mapped := f.spec.Columns[field]
		known := slices.ContainsFunc(f.table.Columns[field], func(name string) bool {
			return presets.FoldColumn(name) == presets.FoldColumn(column)
		})
		if f.has[field] && !stated && (!mapped || known) {
			units[field] = unit
		}
	}
	f.spec.Units = units
}

// where adds the preset's conditions on columns that the file has.
func (f *filler) where(header []string) {
	where, h := maps.Clone(f.spec.Where), presets.NewHeader(header)
	for column, words := range f.table.Where {
		at, there := h.Find(column)
		if _, stated := where[column]; !there || stated {
			continue
		}
		if where == nil {
			where = map[string][]string{}
		}
		where[header[at]] = words
	}
	f.spec.Where = where
}
