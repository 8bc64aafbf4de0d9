package pdf

import (
	"strconv"

	"nines/reports/document"
	"nines/reports/drawing"
)

const (
	decisionIndent = 28.0
	widestOwner    = 128.0
	decisionsHead  = 26.0
)

// decision is a laid-out decision; width is the room of its text, owner that of by whom and by when.
type decision struct {
	width, owner float64

	number       int
	from         document.Decision
	text, detail []string
	asked        []string // by whom
}

func (d decision) height() float64 {
	left := 11*float64(len(d.text)) + 9.5*float64(len(d.detail))
	return max(left, 11+10*float64(len(d.asked))) + 5
}

// decisions draws what is asked of the readers on a tinted panel with a bar of ink at its left. A decision never
// breaks; a panel that is higher than a page goes on on the next.
func (l *layout) decisions(d *document.Decisions) {
	items := l.decisionItems(d)
	l.space(l.gap)
	l.need(min(decisionsHeight(items), keptWhole))
	for first := true; ; first = false {
		n, height := 0, decisionsHead
		for n < len(items) && (n == 0 || height+items[n].height() <= l.room()) {
			height += items[n].height()
			n++
		}
		l.decisionPanel(d, items[:n], height, first)
		if items = items[n:]; len(items) == 0 {
			return
		}
		l.newPage()
	}
}

// keptWhole is the height up to which a list of decisions, or a table, goes to the next page rather than being broken.
const keptWhole = 190.0

func decisionsHeight(items []decision) float64 {
	whole := decisionsHead
	if len(items) == 0 {
		whole += 8
	}
	for i := range items {
		whole += items[i].height()
	}
	return whole
}

func (l *layout) decisionItems(d *document.Decisions) []decision {
	owner := l.ownerWidth(d)
	width := l.width - decisionIndent - owner - 20
	bold := l.style(l.Theme.Sizes.Body, true, l.Theme.Colours.Ink)
	items := make([]decision, len(d.Items))
	for i, item := range d.Items {
		items[i] = decision{
			width: width, owner: owner, number: i + 1, from: item,
			text: l.wrap(item.Text, width, bold, 3), detail: l.wrap(item.Detail, width, l.notes(), 2),
			asked: l.wrap(item.Owner, owner, l.body(), 2),
		}
	}
	return items
}

// ownerWidth is the room that by whom and by when need.
func (l *layout) ownerWidth(d *document.Decisions) float64 {
	widest, size := 0.0, l.Theme.Sizes.Body
	for _, item := range d.Items {
		for _, text := range []string{item.Owner, item.Due} {
			widest = max(widest, l.Width(drawing.Fit(l.Pen, text, widestOwner, size, false), size, false))
		}
	}
	return widest + 1
}

func (l *layout) decisionPanel(d *document.Decisions, items []decision, height float64, first bool) {
	c := l.Theme.Colours
	if len(items) == 0 {
		height = decisionsHeight(items)
	}
	l.Rect(drawing.Rect{X: l.left, Y: l.y, W: l.width, H: height}, drawing.Fill(c.Wash), drawing.None)
	l.Rect(drawing.Rect{X: l.left, Y: l.y, W: 3, H: height}, drawing.Fill(c.Ink), drawing.None)
	title := d.Title
	if !first {
		title = joined(" ", title, l.Words.Text("render.continued"))
	}
	l.line(l.left+10, l.y+14, l.width-widestOwner-20, title, l.style(l.Theme.Sizes.Title, true, c.Ink))
	if len(items) == 0 {
		l.line(l.left+10, l.y+28, l.width-20, orWord(d.Empty, l.Words.Text("render.no_rows")), l.body())
		l.y += height
		return
	}
	l.lineRight(l.right()-8, l.y+14, widestOwner, l.Words.Text(d.ByWhom()), l.notes())
	y := l.y + decisionsHead - 4
	for i := range items {
		l.decision(&items[i], y)
		y += items[i].height()
	}
	l.y += height
}

func (l *layout) decision(d *decision, y float64) {
	c := l.Theme.Colours
	centre := drawing.Point{X: l.left + 17, Y: y + 6.5}
	l.Circle(centre, 5.5, drawing.Fill(c.Ink), drawing.None)
	white := l.style(l.Theme.Sizes.Small, true, "#FFFFFF")
	white.Anchor = drawing.Middle
	l.Text(drawing.Point{X: centre.X, Y: centre.Y + 2.5}, strconv.Itoa(d.number), white)

	base := y + 9
	for _, line := range d.text {
		l.line(l.left+decisionIndent, base, d.width, line, l.style(l.Theme.Sizes.Body, true, c.Ink))
		base += 11
	}
	for _, line := range d.detail {
		l.line(l.left+decisionIndent, base-1, d.width, line, l.notes())
		base += 9.5
	}
	at := y + 9
	for _, line := range d.asked {
		l.lineRight(l.right()-8, at, d.owner, line, l.body())
		at += 10
	}
	l.lineRight(l.right()-8, max(at, y+19), d.owner, d.from.Due, l.notes())
}
