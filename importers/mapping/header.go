package mapping

import (
	"math"

	"nines/importers/presets"
)

// absent is the position of a column that a file does not have; a row has no cell there.
const absent = math.MaxInt

// place is where the cells of a use stand in the file that is being read.
type place struct {
	column int    // absent where the file has none of the names
	others []int  // of further columns, best first, whose cells stand in for an empty one
	header string // the column's name; of an absent one that of the last file that had it, else the best name
	seen   bool   // a file so far has had it
}

// columnUse is one part of the mapping that needs a column, and where to put its position.
type columnUse struct {
	use    string   // what for, in messages
	names  []string // best first
	needed bool     // a file has to have one of them
	all    bool     // every one that is there is used
	into   *place
}

// find puts the position of every column; it fails with a *ColumnsError that names all that are missing.
func find(uses []columnUse, header []string) error {
	h := presets.NewHeader(header)
	var missing []MissingColumn
	for _, u := range uses {
		if !u.locate(h, header) && u.needed {
			missing = append(missing, MissingColumn{Use: u.use, Name: u.names[0], Others: append([]string(nil), u.names[1:]...), Nearest: nearest(u.names[0], header)})
		}
	}
	if len(missing) > 0 {
		return &ColumnsError{Missing: missing, Header: header}
	}
	return nil
}

// locate finds the columns of one use, and tells whether there is any.
func (u *columnUse) locate(h presets.Header, header []string) bool {
	p := u.into
	p.column, p.others = absent, nil
	if p.header == "" {
		p.header = u.names[0]
	}
	for _, name := range u.names {
		at, ok := h.Find(name)
		switch {
		case !ok:
		case p.column == absent:
			p.column, p.header, p.seen = at, header[at], true
		case u.all && at != p.column:
			p.others = append(p.others, at)
		}
	}
	return p.column != absent
}

// nearest returns the name that takes the fewest edits, as long as these are at most a third of its length.
func nearest(name string, among []string) string {
	best, found := "", len(name)
	for _, candidate := range among {
		a, b := []rune(presets.FoldColumn(name)), []rune(presets.FoldColumn(candidate))
		if d := distance(a, b); d < found && d <= max(len(a), len(b))/3 {
			best, found = candidate, d
		}
	}
	return best
}

// distance is Levenshtein's.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
