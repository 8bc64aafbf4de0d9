package presets

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Match is a table that fits a header.
type Match struct {
	Preset *Preset
	Table  *Table
	Score  float64  // 0 to 1: how much of the header the table explains
	Why    []string // columns of the header that decided, as they stand there; at most ten

	known int // the weight of the columns that the table knows
}

const (
	// tellingWeight is how many columns that nobody knows one telling column outweighs. Real exports have dozens of
	// columns of their owner's making.
	tellingWeight = 4
	shownReasons  = 10
)

// Recognise tells which tables a header fits, best first: by the score, then by how much they know of it; of equal ones
// that of the first preset and table. It knows
// nothing of the cells: exports that hold only what all tickets of a tool have fit several tables equally.
func Recognise(header []string) []Match {
	h := NewHeader(header)
	var matches []Match
	all := All()
	for i := range all {
		matches = append(matches, all[i].recognise(h)...)
	}
	rank(matches)
	return matches
}

func rank(matches []Match) {
	slices.SortStableFunc(matches, func(a, b Match) int { return compare(b, a) })
}

func compare(a, b Match) int {
	return cmp.Or(cmp.Compare(a.Score, b.Score), cmp.Compare(a.known, b.known))
}

// recognise returns the tables of the tool that a header fits, in their order.
func (p *Preset) recognise(h Header) []Match {
	var matches []Match
	for i := range p.Tables {
		if why := p.Tables[i].required(h); why != nil {
			matches = append(matches, p.match(&p.Tables[i], h, why))
		}
	}
	return matches
}

func (p *Preset) match(t *Table, h Header, why []string) Match {
	known, unknown, telling := t.weigh(h)
	for _, column := range telling {
		if len(why) < shownReasons && !slices.Contains(why, column) {
			why = append(why, column)
		}
	}
	return Match{Preset: p, Table: t, Score: float64(known) / float64(max(1, known+unknown)), Why: why, known: known}
}

// required returns the columns by which the table is recognised, one of each group; nil where one is missing.
func (t *Table) required(h Header) (columns []string) {
	for _, group := range t.Required {
		at := slices.IndexFunc(h.names, newNames(group, nil).holds)
		if at < 0 {
			return nil
		}
		columns = append(columns, h.names[at])
	}
	return columns
}

// weigh adds up the columns that the table knows and those that it does not.
func (t *Table) weigh(h Header) (known, unknown int, telling []string) {
	names := newNames(t.Telling, t.common())
	for _, column := range h.names {
		weight := names.weight(column)
		switch weight {
		case 0:
			unknown++
		case tellingWeight:
			telling = append(telling, column)
		}
		known += weight
	}
	return known, unknown, telling
}

// common returns the columns that the table knows and that other exports may have too.
func (t *Table) common() []string {
	columns := slices.Clone(t.Known)
	for _, names := range t.Columns {
		columns = append(columns, names...)
	}
	for _, names := range t.Metrics {
		columns = append(columns, names...)
	}
	if t.ByRow != nil {
		columns = append(columns, t.ByRow.Columns...)
	}
	return columns
}

// names are weighed names of columns; those that end in * are prefixes.
type names struct {
	whole    map[string]int
	prefixes []string
	weights  []int // of the prefixes
}

func newNames(telling, common []string) *names {
	n := &names{whole: map[string]int{}}
	n.add(telling, tellingWeight)
	n.add(common, 1)
	return n
}

func (n *names) add(columns []string, weight int) {
	for _, name := range columns {
		folded := FoldColumn(name)
		if text, open := strings.CutSuffix(folded, "*"); open {
			n.prefixes, n.weights = append(n.prefixes, text), append(n.weights, weight)
			continue
		}
		n.whole[folded] = max(n.whole[folded], weight)
	}
}

var numbered = regexp.MustCompile(` \(\d+\)$`)

// weight returns 0 for a column that is none of the names.
func (n *names) weight(column string) int {
	folded := numbered.ReplaceAllString(FoldColumn(column), "") // readers number repeated columns
	if weight := n.whole[folded]; weight > 0 {
		return weight
	}
	for i, prefix := range n.prefixes {
		if strings.HasPrefix(folded, prefix) {
			return n.weights[i]
		}
	}
	return 0
}

func (n *names) holds(column string) bool { return n.weight(column) > 0 }
