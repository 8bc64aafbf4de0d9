package mail

import (
	"slices"
	"strings"
)

// The columns of a table in plain text stand so far apart, and a name is never cut below so many columns.
const (
	columnGap = 2
	leastName = 14
)

// figureLines sets the key figures out below each other: the values at the left, what they are beside them.
func figureLines(figures []figure) string {
	widest := 0
	for _, f := range figures {
		widest = max(widest, min(columnsOf(f.Value), lineWidth/2))
	}
	var out strings.Builder
	for _, f := range figures {
		said := f.Label
		if len(f.Notes) > 0 {
			said += " (" + strings.Join(f.Notes, "; ") + ")"
		}
		indent := widest + columnGap
		out.WriteString(pad(cutTo(f.Value, widest), indent, false) + wrap(indent, said) + "\n")
	}
	return out.String()
}

// columns sets a table out in columns of plain text that fit a line: what does not fit is left out from the right, names
// are cut. What stands small below a value on a page has a line of its own here.
func columns(t *table) string {
	rows := append([][]cell{heads(t)}, t.Rows...)
	if t.Total != nil {
		rows = append(rows, t.Total)
	}
	widths := fit(t, rows)
	var out strings.Builder
	for _, row := range rows {
		write(&out, t, widths, row, func(c cell) string { return join(c.Sign, c.Text) })
		if slices.ContainsFunc(row[:len(widths)], func(c cell) bool { return c.Second != "" }) {
			write(&out, t, widths, row, func(c cell) string { return c.Second })
		}
	}
	return out.String()
}

func heads(t *table) []cell {
	list := make([]cell, len(t.Columns))
	for i, c := range t.Columns {
		list[i] = cell{Text: c.Title}
	}
	return list
}

func join(sign, text string) string {
	if sign == "" {
		return text
	}
	return sign + " " + text
}

// fit returns the widths of the columns that fit a line.
func fit(t *table, rows [][]cell) []int {
	widths, total := make([]int, len(t.Columns)), 0
	for i := range widths {
		for _, row := range rows {
			widths[i] = max(widths[i], columnsOf(join(row[i].Sign, row[i].Text)), columnsOf(row[i].Second))
		}
		total += widths[i] + columnGap
	}
	for total-columnGap > lineWidth {
		name := 0 // the widest column of text gives way first
		for i, columns := range widths {
			if !t.Columns[i].Figures && columns > widths[name] {
				name = i
			}
		}
		if over := total - columnGap - lineWidth; !t.Columns[name].Figures && widths[name]-over >= leastName {
			widths[name] -= over
			return widths
		}
		last := len(widths) - 1
		if last <= 1 {
			widths[name] = max(widths[name]-(total-columnGap-lineWidth), leastName)
			return widths
		}
		total -= widths[last] + columnGap
		widths = widths[:last]
	}
	return widths
}

func write(out *strings.Builder, t *table, widths []int, row []cell, text func(cell) string) {
	var line strings.Builder
	for i, columns := range widths {
		line.WriteString(pad(cutTo(text(row[i]), columns), columns, t.Columns[i].Figures))
		line.WriteString(strings.Repeat(" ", columnGap))
	}
	out.WriteString(strings.TrimRight(line.String(), " ") + "\n")
}
