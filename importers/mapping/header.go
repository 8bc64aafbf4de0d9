package mapping

import (
	"slices"
	"strings"
)

// columnUse is one place of the mapping that names a column, and where to put its position.
type columnUse struct {
	use, name string
	index     *int
}

// find puts the position of every named column; it fails with a *ColumnsError that names all that are missing.
func find(uses []columnUse, header []string) error {
	exact, folded := make(map[string]int, len(header)), make(map[string]int, len(header))
	for i, name := range slices.Backward(header) { // of equal names the first stays
		exact[name], folded[foldColumn(name)] = i, i
	}
	var missing []MissingColumn
	for _, u := range uses {
		at, ok := exact[u.name]
		if !ok {
			at, ok = folded[foldColumn(u.name)]
		}
		if !ok || strings.TrimSpace(u.name) == "" {
			missing = append(missing, MissingColumn{Use: u.use, Name: u.name, Nearest: nearest(u.name, header)})
			continue
		}
		*u.index = at
	}
	if len(missing) > 0 {
		return &ColumnsError{Missing: missing, Header: header}
	}
	return nil
}

func foldColumn(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// nearest returns the name that takes the fewest edits, as long as these are at most a third of its length.
func nearest(name string, header []string) string {
	best, found := "", len(name)
	for _, candidate := range header {
		a, b := []rune(foldColumn(name)), []rune(foldColumn(candidate))
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
