package pdf

import (
	"slices"

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
		l.note(joined(": ", t.Title, t.Text))
	default:
		l.titled(t)
	}
}

// titled writes the title in a column of its own beside the text, with a grey bar at its left.
func (l *layout) titled(t *document.Text) {
	x := l.left
	if t.Title != "" {
		x += 80
	}
	lines := l.wrap(t.Text, l.right()-x, l.body(), 0)
	l.space(l.gap)
	l.need(11 * float64(min(max(len(lines), 1), 3)))
	if t.Title != "" {
		l.line(l.left+10, l.y+9, 68, t.Title, l.style(l.Theme.Sizes.Body, true, l.Theme.Colours.Ink))
		height := min(11*float64(max(len(lines), 1)), l.room())
		l.Rect(drawing.Rect{X: l.left, Y: l.y, W: 3, H: height}, drawing.Fill(l.Theme.Colours.Grey), drawing.None)
	}
	for _, line := range lines {
		l.need(11)
		l.line(x, l.y+9, l.right()-x, line, l.body())
		l.y += 11
	}
	if t.Title != "" && len(lines) == 0 {
		l.y += 11
	}
}

// tinted writes title and text on a coloured ground with the sign of a rating at the left; each page has its own piece
// of the ground.
func (l *layout) tinted(t *document.Text, tint, sign string) {
	x, width := l.left+21, l.width-31
	bold := l.style(l.Theme.Sizes.Body, true, l.Theme.Colours.Ink)
	titles := l.wrap(t.Title, width, bold, 2)
	lines := slices.Concat(titles, l.wrap(t.Text, width, l.body(), 0))
	l.space(l.gap)
	l.need(10 + 11*float64(min(len(lines), 4)))
	for at := 0; at < len(lines); {
		n := min(len(lines)-at, max(int((l.room()-10)/11), 1))
		height := 10 + 11*float64(n)
		l.Rect(drawing.Rect{X: l.left, Y: l.y, W: l.width, H: height}, drawing.Fill(tint), drawing.None)
		if at == 0 {
			l.Sign(sign, drawing.Point{X: l.left + 11, Y: l.y + 10.5}, 9)
		}
		for i, line := range lines[at : at+n] {
			st := l.body()
			if at+i < len(titles) {
				st = bold
			}
			l.line(x, l.y+13+11*float64(i), width, line, st)
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
		width := l.width - 31
		n := len(l.wrap(t.Title, width, l.style(l.Theme.Sizes.Body, true, l.Theme.Colours.Ink), 2)) + len(l.wrap(t.Text, width, l.body(), 0))
		return 10 + 11*float64(n)
	case document.Muted:
		return l.noteHeight(joined(": ", t.Title, t.Text))
	}
	width := l.width
	if t.Title != "" {
		width -= 80
	}
	return 11 * float64(max(len(l.wrap(t.Text, width, l.body(), 0)), 1))
}
