package mail

import (
	"strings"

	"nines/reports/document"
)

// What a mail has of a table: a phone shows no more side by side, and the report has the rest.
const (
	mostRows    = 8
	mostColumns = 6
)

const alignRight = "right"

// table is the short form of a table.
type table struct {
	Title   string
	Columns []column
	Rows    [][]cell
	More    string // how many rows are left out; empty: none
}

type column struct{ Title, Align string }

type cell struct {
	Text, Second, Align string
	Bad                 bool
}

// short takes over the first rows of a table and the columns that are no drawings.
func (v *view) short(t *document.Table) *table {
	s := &table{Title: plain(t.Title)}
	var taken []int
	for i, c := range t.Columns {
		if c.Medium == document.BookOnly || c.Kind == document.KindSpark || len(taken) == mostColumns {
			continue
		}
		taken = append(taken, i)
		s.Columns = append(s.Columns, column{Title: plain(c.Title), Align: align(c.Kind)})
	}
	for i, row := range t.Rows {
		if i == mostRows {
			rest := len(t.Rows) - mostRows
			s.More = v.words.Plural("mail.more", rest, v.doc.Locale.Number(float64(rest), 0))
			break
		}
		cells := make([]cell, len(taken))
		for n, i := range taken {
			cells[n] = v.cell(row.Cells[i], t.Columns[i])
		}
		s.Rows = append(s.Rows, cells)
	}
	return s
}

func (v *view) cell(value document.Value, c document.Column) cell {
	one := cell{
		Text: plain(v.doc.Locale.Format(value, c, v.zone())), Second: plain(value.Second), Align: align(c.Kind),
		Bad: value.Tone == document.Missed,
	}
	if value.Kind == document.KindRating && !value.Unknown {
		one.Text, one.Bad = v.words.Text("rating."+value.Text), value.Text == "red"
	}
	return one
}

// align puts numbers to the right.
func align(k document.Kind) string {
	switch k {
	case document.KindCount, document.KindNumber, document.KindShare, document.KindPoints, document.KindMinutes,
		document.KindDuration, document.KindBar:
		return alignRight
	}
	return "left"
}

// files says what is attached, and where to find what is not.
func (v *view) files() []string {
	e := v.envelope
	list := []string{v.words.Text("mail.no_files")}
	if len(e.Attached) > 0 {
		list[0] = v.words.Text("mail.attached", "names", plain(strings.Join(e.Attached, ", ")))
	}
	for _, f := range e.LeftOut {
		key := "mail.left_out"
		if f.Where == "" {
			key = "mail.left_out.nowhere"
		}
		list = append(list, v.words.Text(key, "limit", v.size(e.Limit), "name", plain(f.Name), "size", v.size(f.Size), "where", plain(f.Where)))
	}
	return list
}

// size writes a number of bytes.
func (v *view) size(bytes int64) string {
	if bytes < 1e6 {
		return v.words.Text("mail.kB", "n", v.doc.Locale.Number(max(float64(bytes)/1e3, 1), 0))
	}
	return v.words.Text("mail.MB", "n", v.doc.Locale.Number(float64(bytes)/1e6, 1))
}
