package mail

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	lineWidth      = 76  // of plain text
	longestSubject = 150 // characters
	longestText    = 600 // of one text on a mail
)

// plain makes one line of a text: what no reader sees, and what turns the direction of others, is a space.
func plain(text string) string {
	mapped := strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			return ' '
		}
		return r
	}, text)
	return clip(strings.Join(strings.Fields(mapped), " "), longestText)
}

// clip cuts a text after so many characters.
func clip(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return strings.TrimSpace(string([]rune(text)[:most-1])) + "\u2026"
}

// wrap breaks a text into lines, those after the first indented by so many spaces.
func wrap(indent int, text string) string {
	var out strings.Builder
	width := indent
	first := true
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case first:
			first = false
		case width+1+n > lineWidth:
			out.WriteString("\n" + strings.Repeat(" ", indent))
			width = indent
		default:
			out.WriteString(" ")
			width++
		}
		out.WriteString(word)
		width += n
	}
	return out.String()
}

// columns sets a table out in columns of plain text.
func columns(t *table) string {
	rows := make([][]string, 0, len(t.Rows)+1)
	head := make([]string, len(t.Columns))
	widths := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = c.Title
	}
	rows = append(rows, head)
	for _, r := range t.Rows {
		row := make([]string, len(r))
		for i, cell := range r {
			row[i] = cell.Text
			if cell.Second != "" {
				row[i] += " (" + cell.Second + ")"
			}
		}
		rows = append(rows, row)
	}
	for _, row := range rows {
		for i, text := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(text))
		}
	}
	var out strings.Builder
	for _, row := range rows {
		var line strings.Builder
		for i, text := range row {
			gap := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(text))
			if t.Columns[i].Align == alignRight {
				line.WriteString(gap + text + "  ")
			} else {
				line.WriteString(text + gap + "  ")
			}
		}
		out.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return out.String()
}
