package pdf

import (
	"strings"

	"nines/reports/document"
	"nines/reports/drawing"
)

const (
	headLine     = 11.5 // a line of the title
	highestLogo  = 31.0 // on page one, as high as its three lines
	widestLogo   = 120.0
	smallLogo    = 9.0 // in the foot
	markHigh     = 13.0
	messageLine  = 19.0 // a line of the message
	messageLines = 3
)

// firstPage writes who, what and when, the provisional mark and the message.
func (l *layout) firstPage() {
	l.newPage()
	size, c := l.Theme.Sizes.Title, l.Theme.Colours
	mark := l.provisionalMark()
	x := l.left
	if logo := l.logo(drawing.Rect{X: x, Y: l.y, W: widestLogo, H: highestLogo}); logo > 0 {
		x += logo + 10
	}
	base := l.y + size
	for _, line := range []struct {
		text string
		st   drawing.TextStyle
		most int
	}{
		{l.doc.Organisation, l.style(size, true, c.Ink), 1},
		{joined(" \u00b7 ", l.doc.Title, l.doc.Subject), l.style(size, false, c.Ink), 2},
		{l.doc.Scope, l.style(size, false, c.Grey), 2},
	} {
		width := l.right() - x
		if base < l.y+size+headLine { // the mark stands beside the first line
			width -= mark
		}
		for _, text := range l.wrap(line.text, width, line.st, line.most) {
			l.line(x, base, width, text, line.st)
			base += headLine
		}
	}
	l.y = max(base-size, l.y+minHead(l.doc)) + 6
	l.message()
	l.y += 10
}

// message writes the sentence that the report opens with, large on three lines at most. A longer one is set as small as a
// lead, on as many lines as it needs: nothing else on the pages says it.
func (l *layout) message() {
	st, high := l.style(l.Theme.Sizes.Message, true, l.Theme.Colours.Ink), messageLine
	lines := l.wrap(l.doc.Message, l.width, st, 0)
	if len(lines) > messageLines {
		st, high = l.style(l.Theme.Sizes.Body, true, l.Theme.Colours.Ink), proseHigh
		lines = l.wrap(l.doc.Message, l.width, st, 0)
	}
	for _, line := range lines {
		l.need(high)
		l.y += high
		l.line(l.left, l.y-3, l.width, line, st)
	}
}

// provisionalMark draws the dashed box at the right of the title and returns the width that it takes.
func (l *layout) provisionalMark() float64 {
	mark := l.doc.Mark(l.Words.Text)
	if mark == "" {
		return 0
	}
	st := l.style(l.Theme.Sizes.Small, true, l.Theme.Colours.Ink)
	text := drawing.Fit(l.Pen, mark, l.width/3, st.Size, true)
	w := l.Width(text, st.Size, true) + 9
	box := drawing.Rect{X: l.right() - w, Y: l.y, W: w, H: markHigh}
	l.Rect(box, "", drawing.Stroke{Colour: l.Theme.Colours.Ink, Width: 0.8, Dash: []float64{2.5, 1.8}})
	l.line(box.X+4.5, box.Y+9, w, text, st)
	return w + 12
}

// minHead is the room that a logo needs above the message.
func minHead(doc *document.Document) float64 {
	if doc.Branding.Logo == nil {
		return 0
	}
	return highestLogo
}

func (l *layout) finalDay() string { return l.Locale.Day(l.doc.Period.FinalAt.In(l.Zone)) }

// footers writes the foot of every page, now that their number is known.
func (l *layout) footers() {
	pages := l.canvas.pdf.PageCount()
	for n := 1; n <= pages; n++ {
		l.canvas.revisit(n)
		y := l.bottom + footerRoom - 8
		l.rule(y, 0.5, l.Theme.Colours.Rule)
		page := l.Words.Text("render.page", "n", l.Locale.Number(float64(n), 0), "m", l.Locale.Number(float64(pages), 0))
		l.lineRight(l.right(), y+9, l.width, page, l.notes())
		x := l.left
		if logo := l.footLogo(n, y); logo > 0 {
			x += logo + 6
		}
		room := l.right() - 80 - x
		text := l.footer(l.doc.Title)
		if l.Width(text, l.Theme.Sizes.Small, false) > room {
			text = l.footer("") // what holds of the figures is more than what page one says
		}
		l.line(x, y+9, room, text, l.notes())
	}
}

// footLogo draws the logo small in the foot of every page but the first, which has it at its top.
func (l *layout) footLogo(page int, y float64) float64 {
	if page == 1 {
		return 0
	}
	return l.logo(drawing.Rect{X: l.left, Y: y + 2, W: 4 * smallLogo, H: smallLogo})
}

func (l *layout) footer(title string) string {
	at := l.doc.AsOf.In(l.Zone)
	asOf := l.Words.Text("render.as_of", "at", l.Locale.InstantOfWeek(at)+" "+l.Zone.String())
	state := l.Words.Text("render.final")
	switch {
	case l.doc.Standing != "":
		state = l.doc.Standing
	case l.doc.Period.Provisional:
		state = l.Words.Text("render.provisional_footer", "day", l.finalDay())
	}
	revision := ""
	if l.doc.Revision > 0 {
		revision = l.Words.Text("render.revision", "n", l.doc.Revision)
	}
	return joined(" \u00b7 ", l.doc.Organisation, title, asOf, state, revision)
}

// replacedNote says at the end how many characters could not be shown.
func (l *layout) replacedNote() {
	n := l.canvas.replaced
	if n == 0 {
		return
	}
	l.space(l.gap)
	l.need(12)
	text := l.Words.Plural("render.replaced", n, l.Locale.Number(float64(n), 0))
	l.line(l.left, l.y+9, l.width, text, l.notes())
	l.y += 10
}

// joined joins the parts that are not empty.
func joined(by string, parts ...string) string {
	var filled []string
	for _, p := range parts {
		if p != "" {
			filled = append(filled, p)
		}
	}
	return strings.Join(filled, by)
}
