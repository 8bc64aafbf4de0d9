package mapping

import (
	"cmp"
	"slices"

	"nines/internal/itsm"
)

// Doubt counts the cells of a column that were not taken as they stand.
type Doubt struct {
	Column  string
	Kind    itsm.RemarkKind
	Count   int
	Example string // the first of them, shortened
}

// doubtful gathers doubts while rows stream by.
type doubtful map[doubtKey]*Doubt

type doubtKey struct {
	of   *cellOf
	kind itsm.RemarkKind
}

func (d doubtful) add(of *cellOf, kind itsm.RemarkKind, text string) {
	key := doubtKey{of, kind}
	if d[key] == nil {
		example, _ := clean(text)
		d[key] = &Doubt{Column: of.header, Kind: kind, Example: shorten(example)}
	}
	d[key].Count++
}

// list returns the doubts in the order of the cells, those of one cell by their kinds.
func (d doubtful) list(cells []*cellOf) []Doubt {
	var all []Doubt
	for _, c := range cells {
		from := len(all)
		for key, doubt := range d {
			if key.of == c {
				all = append(all, *doubt)
			}
		}
		slices.SortFunc(all[from:], func(a, b Doubt) int { return cmp.Compare(a.Kind, b.Kind) })
	}
	return all
}
