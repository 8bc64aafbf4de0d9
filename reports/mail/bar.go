package mail

import (
	"math"

	"nines/reports/document"
)

// barWidth is how long a bar of the scale's whole is, in CSS pixels.
const barWidth = 72

// part is a piece of a bar: a cell of a table with a ground, as mail programs draw nothing else.
type part struct {
	Width        int    // CSS pixels
	Name, Colour string // of the ground
}

// scaleOf is the end of the scale that the bars of a column share; 0: there is none.
func scaleOf(t *document.Table, column int) float64 {
	end := 0.0
	rows := t.Rows
	if t.Total != nil {
		rows = append(rows[:len(rows):len(rows)], *t.Total)
	}
	for _, row := range rows {
		if column >= len(row.Cells) || row.Cells[column].Bar == nil || row.Cells[column].Bar.Unknown {
			continue
		}
		b := row.Cells[column].Bar
		end = max(end, b.Value, b.Upper, b.Limit)
		if b.Max > 0 {
			end = min(end, b.Max)
		}
	}
	return end
}

// bar draws a bar as cells beside each other: what is certain, what depends on something unknown, and the rest up to the
// end of the scale, with a thin cell where the limit is, and a break where the bar is longer than its scale. Nothing where the value is unknown.
func (v *view) bar(b *document.Bar, scale float64) []part {
	if b == nil || b.Unknown || !(scale > 0) || math.IsInf(scale, 0) || math.IsNaN(b.Value) {
		return nil
	}
	at := func(value float64) int { return int(math.Round(min(max(value/scale, 0), 1) * barWidth)) }
	solid, limit := "ink", -1
	if b.Tone == document.Missed || b.Limit > 0 && b.Value > b.Limit {
		solid = "red"
	}
	if b.Limit > 0 {
		limit = min(at(b.Limit), barWidth-1)
	}
	value := at(b.Value)
	upper := max(at(b.Upper), value)
	beyond := max(b.Value, b.Upper) > scale
	var parts []part
	for x := range barWidth {
		name := "wash"
		switch {
		case x == limit && x < value, beyond && isBreak(x):
			name = "paper"
		case x == limit:
			name = "grey"
		case x < value:
			name = solid
		case x < upper:
			name = "prev"
		}
		if n := len(parts); n > 0 && parts[n-1].Name == name {
			parts[n-1].Width++
			continue
		}
		parts = append(parts, part{1, name, v.hex(name)})
	}
	return parts
}

// isBreak tells whether the ground shows at a place of a bar that is cut at the end of its scale: two gaps, as a break.
func isBreak(x int) bool {
	fromEnd := barWidth - x
	return fromEnd > 4 && fromEnd <= 6 || fromEnd > 8 && fromEnd <= 10
}

// hex is a colour of the theme by its name.
func (v *view) hex(name string) string {
	for _, c := range v.theme.Colours.Named() {
		if c.Name == name {
			return c.Hex
		}
	}
	return ""
}
