package pdf

import (
	"nines/reports/document"
	"nines/reports/drawing"
)

const panelHead = 20.0

// panelHead writes the rule, title and subtitle of a table or chart, and makes it a target of links.
func (l *layout) panelHead(b document.Block, title, subtitle string) {
	l.target(b)
	if title == "" && subtitle == "" {
		return
	}
	l.rule(l.y, 0.9, l.Theme.Colours.Ink)
	l.panelTitle(title, subtitle)
}

func (l *layout) panelTitle(title, subtitle string) {
	st := l.style(l.Theme.Sizes.Title, true, l.Theme.Colours.Ink)
	base := l.y + 5 + st.Size
	w := l.line(l.left, base, l.width, title, st)
	if w > 0 {
		w += 6
	}
	if room := l.width - w; room > 40 {
		l.line(l.left+w, base, room, subtitle, l.style(l.Theme.Sizes.Body, false, l.Theme.Colours.Grey))
	}
	l.y += panelHead
}

func (l *layout) chartHeight(ch *document.Chart) float64 {
	if drawing.Empty(ch) {
		return 14
	}
	return l.ChartHeight(ch, l.width) + 4
}

func (l *layout) chart(ch *document.Chart) {
	l.space(blockGap)
	noteLines := l.wrap(ch.Note, l.width, l.notes(), 0)
	l.need(panelHead + l.chartHeight(ch) + 9.5*float64(len(noteLines)))
	l.panelHead(ch, ch.Title, ch.Subtitle)
	if drawing.Empty(ch) {
		l.note(orWord(ch.Empty, l.Words.Text("render.no_rows")))
	} else {
		height := l.chartHeight(ch)
		l.Chart(ch, drawing.Rect{X: l.left, Y: l.y, W: l.width, H: height - 4})
		l.y += height
	}
	l.noteLines(noteLines)
}

func orWord(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// note writes small grey lines.
func (l *layout) note(text string) { l.noteLines(l.wrap(text, l.width, l.notes(), 0)) }

func (l *layout) noteLines(lines []string) {
	for _, line := range lines {
		l.need(9.5)
		l.line(l.left, l.y+8, l.width, line, l.notes())
		l.y += 9.5
	}
}
