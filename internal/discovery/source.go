package discovery

import (
	"cmp"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// source is one entry of `sources`, with the reason for each line.
type source struct {
	guess
	name     string
	paths    []string // the files, in the order of their names
	path     string   // as it is written: relative to the configuration, or a glob
	table    *table
	measures []measure // columns of a wide file of samples
	kpis     []measure // these, or the metrics of a long file
	formats  []string  // time_format; none: all times are ISO 8601
	order    string    // why the order of day and month is the one chosen, where the cells leave it open
	openCell string    // a cell that reads both ways
	zone     string    // "": nobody knows
	zoneWhy  string
	missing  []string
	decimal  byte
	units    map[string]unit
	words    []fieldWords
	preset   string // written, as only the preset knows how to read the cells; "": not needed
	service  string // set: the service of samples, guessed of the file's name
	step     time.Duration
	where    *column  // whose words tell the rows that count; nil: all do
	only     []string // these words
	asks     []string // what no configuration can put right
}

// decide settles everything about a table that was recognised.
func decide(t *table, columns []*column, g guess) *source {
	s := &source{guess: g, table: t, paths: []string{t.path}, units: map[string]unit{}, decimal: '.'}
	if g.record == "sample" {
		s.measures = g.measures(columns, t.path)
		if _, ok := g.has("service"); !ok {
			s.service = cmp.Or(slug(stem(t.path), "-"), "service")
		}
		if at, ok := g.has("at"); ok {
			s.step = step(at.column)
		}
		s.kpis = s.measures
		if metric, ok := g.has("metric"); ok {
			s.kpis = g.series(t, metric.column)
		}
	}
	s.settleTimes()
	s.settleNumbers()
	s.settleWords()
	s.settleMissing()
	s.settlePreset()
	s.where, s.only = g.working(columns)
	s.asks = g.doubts(columns)
	return s
}

// groupedDigits is a number whose digits stand in groups, as some tools export their ids.
var groupedDigits = regexp.MustCompile(`^\d{1,3}([ \x{00a0}\x{202f}]\d{3})+$`)

// settlePreset has the preset named where its tool parts the digits of ids, which only the preset undoes.
func (s *source) settlePreset() {
	t := s.guess.table()
	if t == nil {
		return
	}
	for _, c := range s.choices {
		if slices.Contains(t.Compact, c.field) && len(c.column.values) > 0 && groupedDigits.MatchString(c.column.values[0].text) {
			s.preset = s.tool.Preset.Name
		}
	}
}

// recordOf is the record whose field it is, where the rows tell the record: the first that has it.
func (s *source) recordOf(field string) string {
	if s.record != "" {
		return s.record
	}
	for _, record := range ticketRecords {
		if hasField(record, field) && slices.Contains(slices.Collect(maps.Values(s.kinds)), record) {
			return record
		}
	}
	return "incident"
}

// settleMissing lists the words for a missing value that stand in the columns used.
func (s *source) settleMissing() {
	seen := map[string]bool{}
	for _, c := range s.used() {
		for _, word := range c.missing {
			seen[word] = true
		}
	}
	for _, c := range s.choices {
		for word := range seen {
			if c.field != "priority" && c.field != "status" && understood(s.recordOf(c.field), c.field, word) {
				delete(seen, word) // `none` of an outage is a word of ours
			}
		}
	}
	s.missing = slices.Sorted(maps.Keys(seen))
}

// used are the columns that fill something.
func (s *source) used() []*column {
	var all []*column
	for _, c := range s.choices {
		all = append(all, c.column)
	}
	for _, m := range s.measures {
		all = append(all, m.column)
	}
	return all
}

// relative writes a path as seen from the folder of the configuration.
func relative(dir, path string) string {
	from, err1 := filepath.Abs(dir)
	to, err2 := filepath.Abs(path)
	if err1 != nil || err2 != nil {
		return path
	}
	rel, err := filepath.Rel(from, to)
	if err != nil || strings.Count(rel, "..") > 6 {
		return to
	}
	return filepath.ToSlash(rel)
}
