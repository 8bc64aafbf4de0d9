package discovery

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"nines/importers/mapping"
	"nines/internal/itsm"
)

// trial is what came of mapping the rows that were looked at.
type trial struct {
	rows, rejected int
	unreadable     map[string]int // field, of samples column -> cells
}

// unread is how many cells cannot be read.
func (t trial) unread() int {
	n := 0
	for _, cells := range t.unreadable {
		n += cells
	}
	return n
}

// spec is the mapping as the configuration will state it.
func (s *source) spec() mapping.Spec {
	spec := mapping.Spec{
		Record: s.record, Columns: map[string]string{}, Values: map[string]map[string]string{}, Units: map[string]string{},
		Missing: s.missing, Decimal: s.decimal, Zone: time.UTC, TimeFormats: s.formats,
	}
	if s.teller != nil {
		spec.ByRow = &mapping.ByRow{Column: s.teller.header, Values: s.kinds}
	}
	if s.where != nil {
		spec.Where = map[string][]string{s.where.header: s.only}
	}
	for _, m := range s.measures {
		if spec.Metrics == nil {
			spec.Metrics = map[string]string{}
		}
		spec.Metrics[m.name] = m.column.header
	}
	for _, c := range s.choices {
		spec.Columns[c.field] = c.column.header
	}
	for _, f := range s.words {
		for _, w := range f.known {
			if spec.Values[f.field] == nil {
				spec.Values[f.field] = map[string]string{}
			}
			spec.Values[f.field][w.text] = w.ours
		}
	}
	for field, u := range s.units {
		spec.Units[field] = u.unit
	}
	return spec
}

// surePreset is the score from which on a preset is named, as it may know words that come later.
// It has to be recognised by a few columns: Number and Opened are in many lists.
const (
	surePreset    = 0.6
	tellingPreset = 4
)

// prove tries the mapping on the rows that were looked at, and names the preset of a recognised tool where that reads
// them as well.
func (s *source) prove() {
	without, err := s.try()
	if err != nil {
		s.fault = shownLong(err.Error())
		return
	}
	if s.preset != "" || s.tool == nil || s.tool.Score < surePreset || distinct(s.tool.Why) < tellingPreset || s.record == "sample" {
		return
	}
	s.preset = s.tool.Preset.Name
	if with, err := s.try(); err != nil || with.rejected > without.rejected || with.unread() > without.unread() {
		s.preset = ""
	}
}

func distinct(names []string) int { return len(slices.Compact(slices.Sorted(slices.Values(names)))) }

// try maps the rows that were looked at, as an import will. The error says why an import would fail.
func (s *source) try() (trial, error) {
	t := trial{unreadable: map[string]int{}}
	spec := s.spec()
	if s.preset != "" {
		var err error
		if spec, err = mapping.WithPreset(spec, s.preset, s.table.header); err != nil {
			return t, err
		}
	}
	m, err := mapping.New(spec, s.table.header)
	if err != nil {
		return t, fmt.Errorf("the mapping that was found does not hold: %w", err)
	}
	for _, row := range s.table.rows {
		result := m.Map(row)
		t.rows++
		if result.Rejected != "" {
			t.rejected++
		}
		if record, ok := result.Record.(interface{ Header() *itsm.Head }); ok {
			for _, remark := range record.Header().Remarks {
				if remark.Kind == itsm.RemarkUnreadable {
					t.unreadable[remark.Field]++
				}
			}
		}
	}
	for _, d := range m.Doubts() { // of samples
		if d.Kind == itsm.RemarkUnreadable {
			t.unreadable[d.Column] += d.Count
		}
	}
	if t.rejected == t.rows {
		return t, errors.New("every row would be rejected")
	}
	return t, m.Finish()
}
