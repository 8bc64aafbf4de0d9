package pdf

import (
	"nines/reports/document"
	"nines/reports/drawing"
)

// paragraph writes a text with its title at the left. A warning or a miss stands on a tint with its sign, a note in
// small grey. A long text goes on on the next page.
func (l *layout) paragraph(t *document.Text) {
	switch t.Tone {
	case document.Warning:
		l.tinted(t, l.Theme.Colours.Amberwash, "amber")
	case document.Missed:
		l.tinted(t, l.Theme.Colours.Redwash, "red")
	case document.Muted:
		l.space(6)
		l.note(joined(": ", t.Title, t.Prose()))
	default:
		l.titled(t)
	}
}

// proseLine is one line of a text: where it begins from the left of the text, and whether a bullet stands before it.
type proseLine struct {
	text   string
	indent float64
	bullet bool
	st     drawing.TextStyle
}

const (
	proseHigh   = 11.0 // a line
	pointIndent = 9.0
)

// prose breaks a text and its points into lines; a single point is a paragraph.
func (l *layout) prose(t *document.Text, width float64) []proseLine {
	var lines []proseLine
	add := func(text string, indent float64, bullet bool) {
		for i, line := range l.wrap(text, width-indent, l.body(), 0) {
			lines = append(lines, proseLine{line, indent, bullet && i == 0, l.body()})
		}
	}
	if len(t.Points) == 1 {
		add(t.Prose(), 0, false)
		return lines
	}
	add(t.Text, 0, false)
	for _, point := range t.Points {
		add(point, pointIndent, true)
	}
	return lines
}

// proseLine writes a line whose upper edge is at y.
func (l *layout) proseLine(line proseLine, x, y, width float64) {
	if line.bullet {
		l.Circle(drawing.Point{X: x + 2.5, Y: y + 6.2}, 1.4, drawing.Fill(l.Theme.Colours.Ink), drawing.None)
	}
	l.line(x+line.indent, y+9, width-line.indent, line.text, line.st)
}

const (
	titleColumn     = 80.0  // of a text that has its title beside it
	mostTitleColumn = 130.0 // where the title is longer
	titleIndent     = 10.0
)

// besideTitle breaks the title of a text into the lines that stand beside it, and returns the room that they take.
func (l *layout) besideTitle(t *document.Text) (lines []string, room float64) {
	if t.Title == "" {
		return nil, 0
	}
	bold := l.style(l.Theme.Sizes.Body, true, l.Theme.Colours.Ink)
	room = min(max(l.Width(drawing.Fit(l.Pen, t.Title, mostTitleColumn, bold.Size, true), bold.Size, true)+titleIndent+8, titleColumn), mostTitleColumn)
	return l.wrap(t.Title, room-titleIndent-2, bold, 0), room
}

// titled writes the title in a column of its own beside the text, with a grey bar at its left.
func (l *layout) titled(t *document.Text) {
	title, room := l.besideTitle(t)
	x := l.left + room
	lines := l.prose(t, l.right()-x-l.referenceRoom(t))
	l.space(l.gap)
	l.need(proseHigh * float64(max(min(max(len(lines), 1), 3), len(title))))
	top, page := l.y, l.canvas.pdf.PageNo()
	l.refer(t.More, x, l.y+9)
	if len(title) > 0 {
		for i, line := range title {
			l.line(l.left+titleIndent, l.y+9+proseHigh*float64(i), room, line, l.style(l.Theme.Sizes.Body, true, l.Theme.Colours.Ink))
		}
		height := min(proseHigh*float64(max(len(lines), len(title))), l.room())
		l.Rect(drawing.Rect{X: l.left, Y: l.y, W: 3, H: height}, drawing.Fill(l.Theme.Colours.Grey), drawing.None)
	}
	for _, line := range lines {
		l.need(proseHigh)
		l.proseLine(line, x, l.y, l.right()-x)
		l.y += proseHigh
	}
	if l.canvas.pdf.PageNo() == page {
		l.y = max(l.y, top+proseHigh*float64(len(title)))
	}
}

const (
	tintLeft   = 21.0 // room of the sign at the left of a tinted text
	tintMargin = 31.0 // on both sides
	tintHigh   = 10.0 // above and below its lines
)

// tintedLines are the title and the lines of a text that stands on a ground.
func (l *layout) tintedLines(t *document.Text) []proseLine {
	var lines []proseLine
	bold := l.style(l.Theme.Sizes.Body, true, l.Theme.Colours.Ink)
	for _, title := range l.wrap(t.Title, l.width-tintMargin, bold, 2) {
		lines = append(lines, proseLine{text: title, st: bold})
	}
	return append(lines, l.prose(t, l.width-tintMargin)...)
}

// tinted writes title and text on a coloured ground with the sign of a rating at the left; each page has its own piece
// of the ground.
func (l *layout) tinted(t *document.Text, tint, sign string) {
	lines := l.tintedLines(t)
	l.space(l.gap)
	l.need(tintHigh + proseHigh*float64(min(len(lines), 4)))
	for at := 0; at < len(lines); {
		n := min(len(lines)-at, max(int((l.room()-tintHigh+0.01)/proseHigh), 1))
		if l.framed {
			n = len(lines) - at
		}
		height := tintHigh + proseHigh*float64(n)
		l.Rect(drawing.Rect{X: l.left, Y: l.y, W: l.width, H: height}, drawing.Fill(tint), drawing.None)
		if at == 0 {
			l.Sign(sign, drawing.Point{X: l.left + 11, Y: l.y + 10.5}, 9)
		}
		for i, line := range lines[at : at+n] {
			l.proseLine(line, l.left+tintLeft, l.y+4+proseHigh*float64(i), l.width-tintMargin)
		}
		l.y += height
		if at += n; at < len(lines) {
			l.newPage()
		}
	}
}

// textHeight is that of a text as paragraph writes it, without the gap above.
func (l *layout) textHeight(t *document.Text) float64 {
	switch t.Tone {
	case document.Warning, document.Missed:
		return tintHigh + proseHigh*float64(len(l.tintedLines(t)))
	case document.Muted:
		return l.noteHeight(joined(": ", t.Title, t.Prose()))
	}
	title, room := l.besideTitle(t)
	return proseHigh * float64(max(len(l.prose(t, l.width-room-l.referenceRoom(t))), len(title), 1))
}
