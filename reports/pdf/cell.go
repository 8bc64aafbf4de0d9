package pdf

import (
	"net/url"

	"nines/reports/document"
	"nines/reports/drawing"
)

// cellText is what a cell says; drawings have their labels.
func (l *layout) cellText(c *column, v *document.Value) string {
	switch {
	case v.Kind == document.KindRating && !v.Unknown:
		return l.ratingWord(v.Text)
	case v.Kind == document.KindBar && v.Bar != nil:
		if v.Bar.Unknown {
			return ""
		}
		return v.Bar.Label
	case v.Kind == document.KindSpark && v.Spark != nil:
		return ""
	}
	return l.Locale.Format(*v, c.Column, l.Zone)
}

// cell draws one value within its column and row; base is the baseline of a single line.
func (l *layout) cell(g *grid, c *column, v *document.Value, st drawing.TextStyle, row drawing.Rect, base float64) {
	box := drawing.Rect{X: c.x, Y: row.Y, W: c.width, H: row.H}
	if c.Blank(*v) {
		l.Rect(drawing.Rect{X: box.X, Y: box.Y + 2, W: box.W, H: box.H - 4}, "#FFFFFF", drawing.Stroke{Colour: l.Theme.Colours.Prev, Width: 0.5})
		return
	}
	if v.Second != "" {
		base = row.Y + firstBase
	}
	defer l.link(v, box, g.table.ID)
	switch {
	case v.Kind == document.KindSpark && v.Spark != nil:
		l.Spark(v.Spark, c.scale, drawing.Rect{X: box.X, Y: row.Y + 3.5, W: box.W, H: row.H - 7})
		return
	case v.Kind == document.KindBar && v.Bar != nil:
		l.barCell(c, v, box, base, st)
		return
	case v.Kind == document.KindRating && !v.Unknown:
		l.ratingCell(v.Text, box, base, g.size)
		return
	}
	if c.right || c.Kind == document.KindBar {
		text := l.cellText(c, v)
		// A figure that is cut reads as another figure.
		if l.Width(text, st.Size, st.Bold) > box.W+0.5 {
			text = "…"
		}
		l.lineRight(box.Right(), base, box.W, text, st)
		l.lineRight(box.Right(), base+nextLine, box.W, v.Second, l.notes())
	} else {
		l.textCell(c, v, box, base, st)
	}
}

// textCell writes a text on as many lines as its column allows, and its second line.
func (l *layout) textCell(c *column, v *document.Value, box drawing.Rect, base float64, st drawing.TextStyle) {
	for _, line := range l.cellLines(c, v, st) {
		l.line(box.X, base, box.W, line, st)
		base += nextLine
	}
	for _, line := range l.secondLines(c, v) {
		l.line(box.X, base, box.W, line, l.notes())
		base += nextLine
	}
}

// secondLines breaks what stands below a text into as many lines as the text may have; below figures and drawings it has
// one.
func (l *layout) secondLines(c *column, v *document.Value) []string {
	if v.Second == "" || mostLines(c) < 2 || c.right || v.Bar != nil || v.Spark != nil {
		return []string{v.Second}
	}
	return l.wrap(v.Second, c.width+0.01, l.notes(), mostLines(c))
}

// textLines is how many lines a text has where its column states none.
const textLines = 2

// mostLines is how many lines a text of the column has at most.
func mostLines(c *column) int {
	if c.Lines == 0 && c.Kind == document.KindText {
		return textLines
	}
	return c.Lines
}

// cellLines breaks a text into the lines that its column allows; everything else has one.
func (l *layout) cellLines(c *column, v *document.Value, st drawing.TextStyle) []string {
	text := l.cellText(c, v)
	if mostLines(c) < 2 || c.right || v.Bar != nil || v.Spark != nil || v.Kind == document.KindRating || text == "" {
		return []string{text}
	}
	return l.wrap(text, c.width+0.01, st, mostLines(c))
}

// cellStyle is the look of a cell's text: blue for ids that lead somewhere, grey for the unknown, bold for attention.
func (l *layout) cellStyle(g *grid, v *document.Value, tone document.Tone, total bool) drawing.TextStyle {
	colour := l.valueColour(v)
	if v.Kind == document.KindID && !v.Unknown && (external(v.Link) != "" || l.links[v.Anchor] != 0) {
		colour = l.Theme.Colours.Blue
	}
	if tone == document.Muted && colour == l.Theme.Colours.Ink {
		colour = l.Theme.Colours.Grey
	}
	return l.style(g.size, v.Strong || total || v.Tone == document.Missed, colour)
}

// barWidth is the room of a column's bars, beside their labels.
func (l *layout) barWidth(c *column) float64 {
	if c.label > 1 {
		return max(c.width-c.label-6, 4)
	}
	return max(c.width, 4)
}

// barCell draws the bar, with its label at the right edge of the column.
func (l *layout) barCell(c *column, v *document.Value, box drawing.Rect, base float64, st drawing.TextStyle) {
	const high = 7.5
	bar := drawing.Rect{X: box.X, Y: base - st.Size*0.36 - high/2, W: l.barWidth(c), H: high}
	l.Bar(v.Bar, c.scale, bar, box.Y, box.Bottom())
	if v.Bar.Unknown {
		return
	}
	if v.Bar.Tone == document.Missed {
		st.Colour, st.Bold = l.Theme.Colours.Red, true
	}
	l.lineRight(box.Right(), base, c.label+1, v.Bar.Label, st)
	l.lineRight(box.Right(), base+nextLine, c.label+1, v.Second, l.notes())
}

// ratingCell draws the sign and the word of a rating: the worse, the louder.
func (l *layout) ratingCell(rating string, box drawing.Rect, base, size float64) {
	c := l.Theme.Colours
	st := l.style(size, true, c.Ink)
	switch document.RatingOf(rating) {
	case "":
		return
	case "red":
		st.Colour = c.Red
	case "green":
		st.Colour, st.Bold = c.Green, false
	case "amber", "undecided":
	default:
		st.Colour = c.Grey
	}
	l.Sign(rating, drawing.Point{X: box.X + 6.5, Y: base - size*0.36}, 8.5)
	l.line(box.X+signRoom, base, box.W-signRoom, l.ratingWord(rating), st)
}

// link makes the box lead to the tool, else to the block of this document that holds the value's detail. It never
// leads to the table that it stands in.
func (l *layout) link(v *document.Value, box drawing.Rect, here string) {
	if address := external(v.Link); address != "" {
		l.canvas.pdf.LinkString(box.X, box.Y, box.W, box.H, address)
		return
	}
	anchor := v.Anchor
	if anchor == "" {
		anchor = v.Source.Table()
	}
	if id, ok := l.links[anchor]; ok && anchor != here {
		l.canvas.pdf.Link(box.X, box.Y, box.W, box.H, id)
	}
}

// external returns an address in ASCII if it is one of http or https with a host; anything else leads nowhere.
func external(link string) string {
	if len(link) > 2000 {
		return ""
	}
	u, err := url.Parse(link)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	address := u.String()
	if !plain(address) {
		return ""
	}
	return address
}
