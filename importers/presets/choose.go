package presets

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Table returns the table of that record, or of any where the record is "", that fits the header best. A stated
// record is believed: of its tables the best is taken that has what identifies a record, the first group of Required.
// The error names the columns that were expected, or the records between which the header leaves the choice.
func (p *Preset) Table(record string, header []string) (*Table, error) {
	h := NewHeader(header)
	if record != "" {
		return p.stated(record, h)
	}
	matches := p.recognise(h)
	if len(matches) == 0 {
		return nil, p.unrecognised(p.tables(""), h)
	}
	rank(matches)
	best := matches[0]
	for _, m := range matches[1:] {
		if compare(m, best) == 0 && m.Table.Record != best.Table.Record {
			return nil, fmt.Errorf("preset %s: the header fits the exports of %s and of %s equally well; state which record it is",
				p.Name, best.Table.Record, m.Table.Record)
		}
	}
	return best.Table, nil
}

func (p *Preset) stated(record string, h Header) (*Table, error) {
	tables := p.tables(record)
	if len(tables) == 0 {
		return nil, fmt.Errorf("preset %s knows no export of the record %s; expected one of %s", p.Name, record, strings.Join(p.Records(), ", "))
	}
	var matches []Match
	for _, t := range tables {
		if _, ok := h.Best(t.Required[0]); ok {
			matches = append(matches, p.match(t, h, nil))
		}
	}
	if len(matches) == 0 {
		return nil, p.unrecognised(tables, h)
	}
	rank(matches)
	return matches[0].Table, nil
}

// tables returns the tables whose rows are the record, else those whose rows can be; all for "".
func (p *Preset) tables(record string) []*Table {
	var whole, mixed []*Table
	for i := range p.Tables {
		switch t := &p.Tables[i]; {
		case record == "" || t.Record == record:
			whole = append(whole, t)
		case slices.Contains(t.Records(), record):
			mixed = append(mixed, t)
		}
	}
	if len(whole) > 0 {
		return whole
	}
	return mixed
}

// Records returns the records that rows of the table can be, sorted.
func (t *Table) Records() []string {
	names := []string{t.Record}
	if t.ByRow != nil {
		names = slices.AppendSeq(names, maps.Values(t.ByRow.Values))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Records returns the records of the tool's exports, sorted.
func (p *Preset) Records() []string {
	var names []string
	for i := range p.Tables {
		names = append(names, p.Tables[i].Records()...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// shownColumns is how many columns of a file an error shows.
const shownColumns = 60

// unrecognised says what the tables have and what the file has.
func (p *Preset) unrecognised(tables []*Table, h Header) error {
	var b strings.Builder
	fmt.Fprintf(&b, "preset %s does not recognise the file", p.Name)
	for _, t := range tables {
		fmt.Fprintf(&b, "\nits table %s (%s) has", t.Name, t.Record)
		separator := " one of "
		for _, group := range t.Required {
			fmt.Fprintf(&b, "%s%s", separator, strings.Join(group, ", "))
			separator = "; and one of "
		}
	}
	shown := h.names[:min(len(h.names), shownColumns)]
	fmt.Fprintf(&b, "\nthe header has: %s", strings.Join(shown, ", "))
	if more := len(h.names) - len(shown); more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	return errors.New(b.String())
}
