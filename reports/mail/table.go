package mail

import (
	"net/url"
	"slices"
	"strings"

	"nines/reports/document"
)

// What a mail has of a table: the report has the rest.
const (
	mostRows    = 8
	mostColumns = 6
	longestWord = 20 // columns of a letter each, that a cell holds whole
)

const alignRight = "right"

// signs stand before the words of ratings, so that the colour is never alone.
var signs = map[string]string{"red": "×", "undecided": "◐", "unknown": "?", "amber": "!", "green": "✓"}

// table is the short form of a table.
type table struct {
	Title, Subtitle string
	Columns         []column
	Rows            [][]cell
	Total           []cell // nil: none
	More            string // how many rows are left out; empty: none
}

// column is the head of a column; Wide tells that a phone does without it.
type column struct {
	Title, Align string
	Wide         bool
	Broken       bool    // its title is to be broken within a word
	Figures      bool    // stand at the right in plain text
	scale        float64 // end of the scale of its bars
}

type cell struct {
	Sign, Text, Second, Align string
	Link                      string // to the tool
	Class                     string // of the rating, for dark screens
	Whole, Broken             bool   // never to be broken; to be broken within a word, as one is too long
	Bar                       []part
	Bad, Strong, Wide         bool
}

// short takes over the first rows of a table and the columns that a mail can show.
func (v *view) short(t *document.Table) *table {
	s := &table{Title: plain(t.Title), Subtitle: plain(t.Subtitle)}
	var taken []int
	for i, c := range t.Columns {
		if c.Medium == document.BookOnly || c.Kind == document.KindSpark || len(taken) == mostColumns {
			continue
		}
		taken = append(taken, i)
		s.Columns = append(s.Columns, column{Title: plain(c.Title), Align: align(c.Kind), Wide: wide(t, taken)})
		last := &s.Columns[len(s.Columns)-1]
		last.Broken = broken(last.Title)
		last.Figures, last.scale = c.Kind == document.KindBar || last.Align == alignRight, scaleOf(t, i)
	}
	for _, row := range t.Rows[:min(len(t.Rows), mostRows)] {
		s.Rows = append(s.Rows, v.row(t, s, taken, row))
	}
	if rest := len(t.Rows) - mostRows; rest > 0 {
		s.More = v.words.Plural("mail.more", rest, v.doc.Locale.Number(float64(rest), 0))
	}
	if t.Total != nil {
		s.Total = v.row(t, s, taken, *t.Total)
		for i := range s.Total {
			s.Total[i].Strong = true
		}
	}
	return s
}

// wide tells whether a phone does without the last of the columns taken: it has room for the rating, the first id, text,
// figure and bar.
func wide(t *document.Table, taken []int) bool {
	form := func(i int) string {
		switch t.Columns[i].Kind {
		case document.KindRating:
			return "rating"
		case document.KindBar:
			return "bar"
		case document.KindID:
			return "id"
		}
		return align(t.Columns[i].Kind)
	}
	last := taken[len(taken)-1]
	return slices.ContainsFunc(taken[:len(taken)-1], func(i int) bool { return form(i) == form(last) })
}

func (v *view) row(t *document.Table, s *table, taken []int, row document.Row) []cell {
	cells := make([]cell, len(taken))
	for n, i := range taken {
		var value document.Value
		if i < len(row.Cells) {
			value = row.Cells[i]
		}
		cells[n] = v.cell(value, t.Columns[i], s.Columns[n].scale)
		cells[n].Wide = s.Columns[n].Wide
	}
	return cells
}

func (v *view) cell(value document.Value, c document.Column, scale float64) cell {
	one := cell{
		Text: plain(v.doc.Locale.Format(value, c, v.zone())), Second: plain(value.Second), Align: align(c.Kind),
		Bad: value.Tone == document.Missed, Strong: value.Strong, Bar: v.bar(value.Bar, scale),
	}
	if u, err := url.Parse(value.Link); err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") {
		one.Link = u.String()
	}
	one.Broken = broken(one.Text + " " + one.Second)
	one.Whole = value.Kind == document.KindID && !one.Broken
	if value.Kind == document.KindRating && !value.Unknown && value.Text != "" {
		rating := document.RatingOf(value.Text)
		if sign, known := signs[rating]; known {
			one.Sign, one.Whole, one.Text = sign, true, v.words.Text("rating."+value.Text)
		}
		one.Bad, one.Strong = rating == "red", rating != "green"
		if rating == "green" {
			one.Class = "green"
		}
	}
	return one
}

// broken tells whether a text holds a word that has to be broken.
func broken(text string) bool {
	return slices.ContainsFunc(strings.Fields(text), func(word string) bool { return columnsOf(word) > longestWord })
}

// align puts numbers to the right. A bar begins where all bars of its column begin.
func align(k document.Kind) string {
	switch k {
	case document.KindCount, document.KindNumber, document.KindShare, document.KindPoints, document.KindMinutes,
		document.KindDuration:
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
