package presets

import (
	"slices"
	"strings"
)

// FoldColumn is how names of columns are compared: without regard to case, and with white space made single blanks.
func FoldColumn(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// Header finds the columns of a file by their names: as they stand, else folded. Of equal names the first is found.
type Header struct {
	names         []string
	exact, folded map[string]int
}

// NewHeader makes the finder of a file's columns.
func NewHeader(names []string) Header {
	h := Header{names: names, exact: make(map[string]int, len(names)), folded: make(map[string]int, len(names))}
	for i, name := range slices.Backward(names) {
		h.exact[name], h.folded[FoldColumn(name)] = i, i
	}
	return h
}

// Find returns the position of a column; false where the file does not have it. No column has a blank name.
func (h Header) Find(name string) (int, bool) {
	if strings.TrimSpace(name) == "" {
		return 0, false
	}
	at, ok := h.exact[name]
	if !ok {
		at, ok = h.folded[FoldColumn(name)]
	}
	return at, ok
}

// Best returns the position of the first of the names that the file has.
func (h Header) Best(names []string) (int, bool) {
	for _, name := range names {
		if at, ok := h.Find(name); ok {
			return at, true
		}
	}
	return 0, false
}

// ColumnsOf returns the columns that a field of a record may have, best first.
func (t *Table) ColumnsOf(record, field string) []string {
	if own, ok := t.Columns[record+"."+field]; ok {
		return own
	}
	return t.Columns[field]
}

// ValuesOf returns what the tool's words in a field of a record mean.
func (t *Table) ValuesOf(record, field string) map[string]string {
	if own, ok := t.Values[record+"."+field]; ok {
		return own
	}
	return t.Values[field]
}

// Column returns the column of the header that the field takes, as it stands there; false where there is none. The
// field is a key of Columns.
func (t *Table) Column(field string, header []string) (string, bool) {
	at, ok := NewHeader(header).Best(t.Columns[field])
	if !ok {
		return "", false
	}
	return header[at], true
}

// ZoneOf returns the zone in which the tool writes times without an offset into an export with this header; "" where
// nothing tells it.
func (t *Table) ZoneOf(header []string) string {
	if len(t.ZoneColumns) > 0 {
		if _, ok := NewHeader(header).Best(t.ZoneColumns); !ok {
			return ""
		}
	}
	return t.Zone
}
