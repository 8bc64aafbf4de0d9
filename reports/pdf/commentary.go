package pdf

import (
	"strings"

	"nines/reports/document"
	"nines/reports/drawing"
)

const (
	commentaryLeft = 10.0 // room of the bar at the left
	commentaryLine = 11.0
)

// spoken is a piece of a line in one style; glued: no blank stands before it.
type spoken struct {
	text  string
	st    drawing.TextStyle
	link  string
	glued bool
}

// commentaries writes what people say of the section, each with a bar at its left, its author and its day.
func (l *layout) commentaries(all []document.Commentary) {
	for i := range all {
		c := &all[i]
		l.space(6)
		l.need(3 * commentaryLine)
		l.commentaryRuns([]spoken{
			{text: l.Words.Text("commentary.title"), st: l.style(l.Theme.Sizes.Body, true, l.Theme.Colours.Ink)},
			{text: l.doc.Byline(c, l.Words.Text), st: l.notes()},
		}, 0)
		for j := range c.Paragraphs {
			l.paragraphOf(&c.Paragraphs[j])
		}
		l.space(6)
	}
}

// paragraphOf writes a paragraph, or an item behind its mark.
func (l *layout) paragraphOf(p *document.Paragraph) {
	indent := 0.0
	if p.Mark != "" {
		indent = 4 + l.Width(p.Mark, l.Theme.Sizes.Body, false)
		l.need(commentaryLine)
		l.line(l.left+commentaryLeft, l.y+9, indent, p.Mark, l.body())
	}
	l.commentaryRuns(l.runs(p), indent)
}

// runs divides a paragraph into words. There is no slanted face: what is emphasised is bold too.
func (l *layout) runs(p *document.Paragraph) []spoken {
	var runs []spoken
	blank := true
	for _, s := range p.Spans {
		st := l.style(l.Theme.Sizes.Body, s.Strong || s.Emphasis, l.Theme.Colours.Ink)
		if s.Link != "" {
			st.Colour = l.Theme.Colours.Blue
		}
		for i, word := range strings.Split(s.Text, " ") {
			if i > 0 {
				blank = true
			}
			if word == "" {
				continue
			}
			runs = append(runs, spoken{text: word, st: st, link: external(s.Link), glued: !blank})
			blank = false
		}
	}
	return runs
}

// commentaryRuns writes runs over as many lines as they need, indented, with the bar at their left.
func (l *layout) commentaryRuns(runs []spoken, indent float64) {
	left, width := l.left+commentaryLeft+indent, l.width-commentaryLeft-indent
	x := width // the first run begins a line
	for _, r := range runs {
		gap := l.Width(" ", r.st.Size, false)
		if r.glued {
			gap = 0
		}
		for rest := r.text; rest != ""; {
			head := rest
			if w := l.Width(rest, r.st.Size, r.st.Bold); x+gap+w > width {
				l.barLine()
				x, gap = 0, 0
				if w > width {
					head, _ = l.breakLine(rest, width, r.st)
				}
			}
			rest = strings.TrimPrefix(rest[len(head):], " ")
			written := l.line(left+x+gap, l.y-2, width-x-gap+1, head, r.st)
			if r.link != "" {
				l.canvas.pdf.LinkString(left+x+gap, l.y-commentaryLine, written, commentaryLine, r.link)
			}
			x += gap + written
		}
	}
}

// barLine begins a line with a piece of the bar.
func (l *layout) barLine() {
	l.need(commentaryLine)
	l.Rect(drawing.Rect{X: l.left, Y: l.y, W: 3, H: commentaryLine}, drawing.Fill(l.Theme.Colours.Blue), drawing.None)
	l.y += commentaryLine
}
