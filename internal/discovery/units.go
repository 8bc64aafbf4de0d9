package discovery

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"nines/internal/itsm"
)

// unit is the unit of plain numbers, and how it was found out.
type unit struct {
	unit, why string
	guessed   bool
}

// settleNumbers finds the decimal sign and the units of plain numbers.
func (s *source) settleNumbers() {
	point, comma := 0, 0
	for _, c := range s.numeric() {
		point, comma = point+c.point, comma+c.comma
	}
	if comma > point {
		s.decimal = ','
	}
	for _, c := range s.choices {
		if c.field == "effort" || c.field == "minutes" {
			if u, ok := s.unitOf(c); ok {
				s.units[c.field] = u
			}
		}
	}
}

// numeric are the columns whose cells are read as numbers.
func (s *source) numeric() []*column {
	var all []*column
	for _, c := range s.choices {
		switch typeOf(cmp.Or(s.record, "incident"), c.field) {
		case itsm.TypeNumber, itsm.TypeShare, itsm.TypeLength:
			all = append(all, c.column)
		}
	}
	for _, m := range s.measures {
		all = append(all, m.column)
	}
	return all
}

var (
	hourWords   = wordSet("h hr hrs hour hours std stunden stunde heures heure uren uur horas hora ore ora manhours")
	minuteWords = wordSet("m min mins minute minutes minuten minutos minuti")
	secondWords = wordSet("s sec secs second seconds sekunden secondes segundos secondi")
	dayWords    = wordSet("d day days tage tag jours dagen dias giorni")
)

// unitOf finds the unit of plain numbers: the tool's, else one that the header names.
func (s *source) unitOf(c choice) (unit, bool) {
	if c.column.numbers == 0 {
		return unit{}, false
	}
	if t := s.guess.table(); t != nil && t.Units[c.field] != "" && ofTool(t, s.record, c.field, c.column.header) > 0 {
		if t.Units[c.field] == "s" && usual(c.column) < 60 {
			return unit{"min", s.tool.Preset.Tool + " exports seconds, but nobody books less than a minute", true}, true
		}
		return unit{t.Units[c.field], "as " + s.tool.Preset.Tool + " exports it", false}, true
	}
	for _, word := range strings.Fields(plain(c.column.header)) {
		for name, words := range map[string]map[string]bool{"h": hourWords, "min": minuteWords, "s": secondWords, "d": dayWords} {
			if words[word] {
				return unit{name, "the header says so", false}, true
			}
		}
	}
	return unitBySize(c.column)
}

// usual is the median of the numbers that are not 0.
func usual(c *column) float64 {
	counts, all := map[float64]int{}, 0
	for _, v := range c.values {
		if x, ok := numberOf(v.text, c.decimal()); ok && x != 0 {
			counts[x] += v.count
			all += v.count
		}
	}
	below := 0
	for _, x := range slices.Sorted(maps.Keys(counts)) {
		if below += counts[x]; 2*below >= all {
			return x
		}
	}
	return 0
}

// unitBySize guesses the unit of plain numbers: multiples of 60 above ten minutes' worth are seconds, fractions of
// small numbers are hours. Other numbers are minutes, which needs no unit.
func unitBySize(c *column) (unit, bool) {
	sixties, fractions, greatest, n := 0, 0, 0.0, 0
	for _, v := range c.values {
		x, ok := numberOf(v.text, c.decimal())
		if !ok || x == 0 {
			continue
		}
		n++
		greatest = max(greatest, x)
		if math.Mod(x, 60) == 0 {
			sixties++
		}
		if x != math.Trunc(x) {
			fractions++
		}
	}
	switch {
	case n > 0 && sixties == n && greatest >= 600:
		return unit{"s", "all are multiples of 60", true}, true
	case fractions*2 > n && greatest <= 200:
		return unit{"h", "most are fractions", true}, true
	}
	return unit{}, false
}
