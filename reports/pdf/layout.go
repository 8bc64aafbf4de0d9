package pdf

import (
	"strings"
	"time"
	"unicode/utf8"

	"nines/reports/document"
	"nines/reports/drawing"
	"nines/templates"
)

// Where the room for blocks ends above the footer, and what lies between them.
const (
	footerRoom = 16.0
	sectionGap = 27.0
	blockGap   = 15.0
)

// tightGaps are the gaps where a page that should hold a section nearly does: the widest that lets it.
var tightGaps = []float64{9, 6}

// layout fills pages from top to bottom.
type layout struct {
	*drawing.Pen
	canvas  *canvas
	doc     *document.Document
	left    float64
	width   float64
	whole   float64 // width between the margins
	top     float64
	bottom  float64
	y       float64 // where the next thing goes
	gap     float64 // between blocks
	follows bool    // another block of the section stands above
	tight   bool    // rows and gaps as low as can be, so that a page holds what it should
	framed  bool    // in a column of the page: no page begins here
	links   map[string]int
	done    map[string]bool // links whose target has been drawn

	heights map[measured]float64
	rows    map[group]row
	laid    map[*document.Table]*laidTable
	listed  bool // the outline has a section
	placed  []placed
	heads   []head  // where each section begins
	titleAt float64 // the upper edge of the last section's title
	about   string  // the measure that what follows is about, repeated where a page begins with it; empty: none

	references []reference
}

// head is where a section begins.
type head struct {
	page int
	y    float64
}

func makeLayout(doc *document.Document, th *templates.Theme, w *templates.Words, zone *time.Location, c *canvas) *layout {
	margin := th.Page.Margin
	pageWidth, pageHeight := c.pdf.GetPageSize()
	l := &layout{
		Pen:    &drawing.Pen{Canvas: c, Theme: th, Words: w, Locale: doc.Locale, Zone: zone},
		canvas: c, doc: doc, left: margin, width: pageWidth - 2*margin, whole: pageWidth - 2*margin,
		top: margin, bottom: pageHeight - margin - footerRoom,
		links: map[string]int{}, done: map[string]bool{}, gap: blockGap,
	}
	l.forget()
	for _, s := range doc.Sections {
		for _, b := range s.Blocks {
			if id := blockID(b); id != "" && l.links[id] == 0 {
				l.links[id] = c.pdf.AddLink()
			}
		}
	}
	return l
}

// blockID is the name under which values lead to a block.
func blockID(b document.Block) string {
	switch b := b.(type) {
	case *document.Table:
		return b.ID
	case *document.Chart:
		return b.ID
	}
	return ""
}

func (l *layout) right() float64 { return l.left + l.width }

// forget drops what was measured, as the measures have changed.
func (l *layout) forget() {
	l.heights, l.rows, l.laid = map[measured]float64{}, map[group]row{}, map[*document.Table]*laidTable{}
}

// across tells that what is drawn has the page's whole width.
func (l *layout) across() bool { return l.width > l.whole-0.01 }

// room is the height left on the page.
func (l *layout) room() float64 { return l.bottom - l.y }

// newPage goes on at the top of the next page.
func (l *layout) newPage() {
	l.canvas.pdf.AddPage()
	l.canvas.forget()
	l.y = l.top
}

// need makes sure of so much height: on the next page where this one has not enough, and isn't empty.
func (l *layout) need(height float64) {
	if !l.framed && l.room()+0.01 < height && l.y > l.top+0.01 {
		l.newPage()
		if l.about != "" {
			l.panelTitle(joined(" ", l.about, l.Words.Text("render.continued")), "")
		}
	}
}

// space leaves a gap, but not at the top of a page or column.
func (l *layout) space(height float64) {
	if !l.framed && l.y > l.top+0.01 {
		l.y += height
	}
}

// gapAt is the gap that a block at a height has above it.
func (l *layout) gapAt(y float64) float64 {
	if y > l.top+0.01 {
		return l.gap
	}
	return 0
}

// target makes the place the one that links to the block lead to.
func (l *layout) target(b document.Block) {
	id := blockID(b)
	if id == "" || l.done[id] {
		return
	}
	l.done[id] = true
	l.canvas.pdf.SetLink(l.links[id], max(l.y-6, 0), -1)
}

func (l *layout) style(size float64, bold bool, colour string) drawing.TextStyle {
	return drawing.TextStyle{Size: size, Bold: bold, Colour: colour}
}

func (l *layout) body() drawing.TextStyle {
	return l.style(l.Theme.Sizes.Body, false, l.Theme.Colours.Ink)
}

func (l *layout) notes() drawing.TextStyle {
	return l.style(l.Theme.Sizes.Small, false, l.Theme.Colours.Grey)
}

// line writes text on one line, cut to the width, and returns how wide it became.
func (l *layout) line(x, base, width float64, text string, st drawing.TextStyle) float64 {
	text = drawing.Fit(l.Pen, text, width, st.Size, st.Bold)
	if text == "" {
		return 0
	}
	w := l.Width(text, st.Size, st.Bold)
	l.Text(drawing.Point{X: x, Y: base}, text, drawing.TextStyle{Size: st.Size, Bold: st.Bold, Colour: st.Colour})
	return w
}

// lineRight does the same against a right edge.
func (l *layout) lineRight(x, base, width float64, text string, st drawing.TextStyle) {
	st.Anchor = drawing.End
	if text = drawing.Fit(l.Pen, text, width, st.Size, st.Bold); text != "" {
		l.Text(drawing.Point{X: x, Y: base}, text, st)
	}
}

// rule draws a line over the whole width.
func (l *layout) rule(y, width float64, colour string) {
	l.Line(drawing.Point{X: l.left, Y: y}, drawing.Point{X: l.right(), Y: y}, drawing.Stroke{Colour: colour, Width: width})
}

// wrap breaks a text into lines no wider than the width; its own line breaks stay. most limits the lines (0: none);
// the last one then ends with ….
func (l *layout) wrap(text string, width float64, st drawing.TextStyle, most int) []string {
	var lines []string
	for _, paragraph := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		rest := strings.Join(strings.Fields(paragraph), " ")
		for rest != "" {
			if most > 0 && len(lines) == most-1 {
				return append(lines, drawing.Fit(l.Pen, rest, width, st.Size, st.Bold))
			}
			var head string
			head, rest = l.breakLine(rest, width, st)
			lines = append(lines, head)
		}
	}
	return lines
}

// breakLine takes as many words from the text as fit; a word that alone is too wide is cut. It measures character by
// character, so that a text costs as much as it is long.
func (l *layout) breakLine(text string, width float64, st drawing.TextStyle) (head, rest string) {
	sum, blank := 0.0, -1
	for at, size := 0, 0; at < len(text); at += size {
		_, size = utf8.DecodeRuneInString(text[at:])
		if text[at] == ' ' && !strings.HasPrefix(text[at+1:], "%") && !strings.HasSuffix(text[:at], "×") {
			blank = at
		}
		sum += l.Width(text[at:at+size], st.Size, st.Bold)
		if sum <= width || at == 0 {
			continue
		}
		if blank > 0 {
			return text[:blank], text[blank+1:]
		}
		return text[:at], text[at:]
	}
	return text, ""
}
