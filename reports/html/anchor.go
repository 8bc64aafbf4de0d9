package html

import (
	"strconv"

	"nines/reports/document"
)

// anchor leads to the detail of a value: the block it names, else the row of the table that its figure comes from, or the
// table itself.
func (v *view) anchor(value document.Value) string {
	switch {
	case value.Anchor != "":
		return v.targets[value.Anchor]
	case value.Unknown:
		return "" // a dash has no detail
	}
	return v.origin(value.Source)
}

// origin is the first place on the page that a figure comes from, empty where none of them is on it.
func (v *view) origin(s *document.Source) string {
	if s == nil {
		return ""
	}
	for _, ref := range s.Cells {
		id := v.targets[ref.Table]
		switch {
		case id == "":
		case ref.Row >= 0 && ref.Row < v.rows[id]:
			return rowID(id, ref.Row)
		default:
			return id
		}
	}
	for _, part := range s.Args {
		if id := v.origin(part); id != "" {
			return id
		}
	}
	return ""
}

// rowID is the id of a row of the table that has the id. No id of a block holds a full stop.
func rowID(table string, row int) string { return table + "." + strconv.Itoa(row+1) }

// oneLink leaves a row at most one link to its detail, where its name is if that leads nowhere yet: were every figure a
// link, none would be seen.
func oneLink(cells []cell, head int) {
	to, first := "", -1
	for i := range cells {
		if cells[i].Anchor != "" && first < 0 {
			to, first = cells[i].Anchor, i
		}
		cells[i].Anchor = ""
	}
	switch {
	case first < 0:
	case head >= 0 && cells[head].Link == "" && cells[head].Text != "":
		cells[head].Anchor = to
	case cells[first].Link == "":
		cells[first].Anchor = to
	}
}
