package pdf

import (
	"nines/reports/document"
	"nines/reports/drawing"
)

const (
	panelHead = 20.0 // of one line
	titleLine = 11.0 // each further one
)

// heading is the title of a panel on the lines that it takes, the subtitle beside its end where there is room.
type heading struct {
	title  []string
	below  []string // lines of the subtitle that stand below the title
	beside float64  // where the subtitle begins beside the title; 0: not there
}

func (h heading) height() float64 {
	if len(h.title)+len(h.below) == 0 && h.beside == 0 {
		return 0
	}
	return panelHead + titleLine*float64(max(len(h.title)-1, 0)) + nextLine*float64(len(h.below))
}

func (l *layout) titleStyle() drawing.TextStyle {
	return l.style(l.Theme.Sizes.Title, true, l.Theme.Colours.Ink)
}

func (l *layout) subtitleStyle() drawing.TextStyle {
	return l.style(l.Theme.Sizes.Body, false, l.Theme.Colours.Grey)
}

// heading divides a title and its subtitle among lines of the width at hand: three and two at most.
func (l *layout) heading(title, subtitle string) heading {
	bold, grey := l.titleStyle(), l.subtitleStyle()
	h := heading{title: l.wrap(title, l.width, bold, 3)}
	if subtitle == "" {
		return h
	}
	at := 0.01
	if n := len(h.title); n > 0 {
		at = l.Width(h.title[n-1], bold.Size, true) + 6
	}
	short := drawing.Fit(l.Pen, subtitle, l.width-at, grey.Size, false) == subtitle
	if short || len(h.title) == 0 {
		h.beside = at
		return h
	}
	h.below = l.wrap(subtitle, l.width, grey, 2)
	return h
}

func (l *layout) headHeight(title, subtitle string) float64 {
	return l.heading(title, subtitle).height()
}

// panelHead writes the rule, title and subtitle of a table or chart, and makes it a target of links.
func (l *layout) panelHead(b document.Block, title, subtitle string) {
	l.target(b)
	if title == "" && subtitle == "" {
		return
	}
	l.subBookmark(title)
	used, base := l.panelTitle(title, subtitle)
	if t, ok := b.(*document.Table); ok {
		l.refer(t.More, used, base)
	}
}

// panelTitle writes the rule, title and subtitle, and returns where the title's last line ends, and its baseline.
func (l *layout) panelTitle(title, subtitle string) (used, base float64) {
	l.rule(l.y, 0.9, l.Theme.Colours.Ink)
	h := l.heading(title, subtitle)
	st := l.titleStyle()
	base, used = l.y+5+st.Size, l.left
	for i, line := range h.title {
		used = l.left + l.line(l.left, base+titleLine*float64(i), l.width, line, st)
	}
	base += titleLine * float64(max(len(h.title)-1, 0))
	if h.beside > 0 {
		used = l.left + h.beside + l.line(l.left+h.beside, base, l.width-h.beside, subtitle, l.subtitleStyle())
	}
	for i, line := range h.below {
		l.line(l.left, base+(nextLine+0.5)*float64(i+1), l.width, line, l.subtitleStyle())
	}
	l.y += h.height()
	return used, base
}

func (l *layout) chartHeight(ch *document.Chart) float64 {
	if drawing.Empty(ch) {
		return 14
	}
	return l.ChartHeight(ch, l.width) + 4
}

func (l *layout) chart(ch *document.Chart) {
	l.space(l.gap)
	noteLines := l.wrap(ch.Note, l.width, l.notes(), 0)
	l.need(l.headHeight(ch.Title, ch.Subtitle) + l.chartHeight(ch) + nextLine*float64(len(noteLines)))
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
