package discovery

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// found is a table with what it was taken for.
type found struct {
	table   *table
	columns []*column
	guess   guess
}

// sameShape is the share of the columns that two files of the same export have in common, at least.
const sameShape = 0.7

// alike tells whether two tables can be files of one source.
func alike(a, b found) bool {
	if a.guess.fault != "" || b.guess.fault != "" || a.guess.record != b.guess.record || a.table.kind != b.table.kind ||
		a.table.sheet != b.table.sheet || a.table.options.Header != b.table.options.Header || a.table.options.Header == 0 {
		return false
	}
	both := common(a.table.header, b.table.header)
	all := len(a.table.header) + len(b.table.header) - len(both)
	return float64(len(both)) >= sameShape*float64(all)
}

// common returns the columns of the first header that the second has as well.
func common(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(name string) bool { return !slices.Contains(b, name) })
}

// group puts the files of one shape together where a glob names them and nothing else.
func group(all []found) [][]found {
	var groups [][]found
	for _, f := range all {
		i := slices.IndexFunc(groups, func(g []found) bool { return alike(g[0], f) })
		if i < 0 {
			groups = append(groups, []found{f})
			continue
		}
		groups[i] = append(groups[i], f)
	}
	var named [][]found
	for _, g := range groups {
		if len(g) > 1 && globOf(paths(g)) == "" {
			for _, f := range g {
				named = append(named, []found{f})
			}
			continue
		}
		named = append(named, g)
	}
	return named
}

func paths(g []found) []string {
	var all []string
	for _, f := range g {
		all = append(all, f.table.path)
	}
	slices.Sort(all)
	return all
}

// leastPrefix is how much of their names files need to have in common for a glob.
const leastPrefix = 3

// globOf returns a glob that matches exactly these files; "" where there is none.
func globOf(files []string) string {
	dir := filepath.Dir(files[0])
	prefix, suffix := filepath.Base(files[0]), filepath.Base(files[0])
	for _, f := range files {
		base := filepath.Base(f)
		if filepath.Dir(f) != dir {
			return ""
		}
		for !strings.HasPrefix(base, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
		for !strings.HasSuffix(base, suffix) {
			suffix = suffix[1:]
		}
	}
	for _, f := range files {
		if len(prefix)+len(suffix) > len(filepath.Base(f)) { // they overlap: 10.csv and 100.csv
			suffix = filepath.Ext(f)
		}
	}
	prefix, suffix = strings.TrimRightFunc(prefix, unicode.IsLetter), strings.TrimLeftFunc(suffix, unicode.IsLetter) // j*n.csv would be an accident
	wide := strings.TrimRightFunc(prefix, unicode.IsDigit)                                                           // next year's file is to match as well
	for _, start := range []string{wide, prefix} {
		glob := filepath.Join(dir, start+"*"+suffix)
		if strings.ContainsAny(dir+start+suffix, `*?[\`) || len(start) < leastPrefix {
			continue
		}
		if matches, err := filepath.Glob(glob); err == nil && slices.Equal(matches, files) {
			return glob
		}
	}
	return ""
}

// pool makes one table of several: the columns that all have, and rows of each.
func pool(g []found) *table {
	header := g[0].table.header
	for _, f := range g[1:] {
		header = common(header, f.table.header)
	}
	t := *g[0].table
	t.header, t.rows, t.whole = header, nil, true
	for _, f := range g {
		rows := f.table.rows[:min(len(f.table.rows), sampleRows/len(g))]
		t.whole = t.whole && f.table.whole && len(rows) == len(f.table.rows)
		if f.table.options.Delimiter != t.options.Delimiter || f.table.options.Encoding != t.options.Encoding {
			t.delimited, t.mixed = false, true
		}
		at := make([]int, len(header))
		for i, name := range header {
			at[i] = slices.Index(f.table.header, name)
		}
		for _, row := range rows {
			cells := make([]string, len(header))
			for i, k := range at {
				cells[i] = row[k]
			}
			t.rows = append(t.rows, cells)
		}
	}
	return &t
}
