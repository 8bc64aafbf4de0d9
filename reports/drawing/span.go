package drawing

import (
	"math"
	"slices"

	"nines/reports/document"
)

// ganttRow draws the spans of one row: backdrops, then the others, then the labels.
func (p *Pen) ganttRow(ch *document.Chart, g ganttPlan, row int, r Rect, x timeScale) {
	l := labels{pen: p, box: r}
	boxes := make([]Rect, 0, len(ch.Spans))
	for i, s := range ch.Spans {
		if s.Row != row {
			boxes = append(boxes, Rect{})
			continue
		}
		b := spanBox(s, g.lanes[i], r, x)
		boxes = append(boxes, b)
		if s.Backdrop {
			p.backdrop(b)
		}
	}
	for i, s := range ch.Spans {
		switch {
		case s.Row != row || s.Backdrop:
		case s.Strip:
			p.Rect(boxes[i], Fill(p.Theme.Colours.Blue), None)
		default:
			p.span(s, g.fills[s.Class], boxes[i])
			l.block(boxes[i])
		}
	}
	for _, behind := range []bool{false, true} { // a change keeps its name before a freeze does
		for i, s := range ch.Spans {
			if s.Row == row && s.Backdrop == behind {
				p.spanLabel(&l, s, boxes[i])
			}
		}
	}
}

// stripHeight is the thickness of hours marked at the foot of a row.
const stripHeight = 2.0

func spanBox(s document.GanttSpan, lane int, r Rect, x timeScale) Rect {
	left, right := x.at(s.From), x.at(s.To)
	if s.Backdrop {
		return Rect{left, r.Y, right - left, r.H}
	}
	if s.Strip {
		return Rect{left, r.Bottom() - stripHeight, right - left, stripHeight}
	}
	return Rect{math.Min(left, r.Right()-narrowest), r.Y + float64(lane)*ganttLane + 3, math.Max(right-left, narrowest), ganttLane - 6}
}

func (p *Pen) backdrop(b Rect) {
	p.Hatch(b, Stroke{Colour: p.Theme.Colours.Prev, Width: hair})
	p.Rect(b, "", p.grey(hair))
}

func (p *Pen) span(s document.GanttSpan, fill Fill, b Rect) {
	stroke := p.ink(hair)
	if s.Conflict {
		stroke = Stroke{Colour: p.Theme.Colours.Red, Width: thick}
	}
	p.Rect(b, fill, stroke)
}

// spanLabel writes a span's label at its right, else at its left, on white where it lies on a hatched backdrop.
func (p *Pen) spanLabel(l *labels, s document.GanttSpan, b Rect) {
	st := p.small(p.Theme.Colours.Ink)
	if s.Conflict {
		st = p.small(p.Theme.Colours.Red).bold()
	}
	text := Fit(p.Canvas, s.Label, l.box.W*0.5, st.Size, st.Bold)
	base := b.Y + b.H/2 + st.Size*0.36
	right, left := Point{b.Right() + gap, base}, Point{b.X - gap - p.width(text, st), base}
	points := []Point{right, left}
	if s.Backdrop {
		st.Colour = p.Theme.Colours.Grey
		points = []Point{{b.X + gap, base}, {b.Right() - gap - p.width(text, st), base}, right, left}
	}
	if at, r, ok := l.find(text, st, points...); ok {
		p.Rect(Rect{r.X - 1, r.Y, r.W + 2, r.H}, "#FFFFFF", None)
		l.place(text, st, at)
	}
}

// classes lists the classes of spans: in the chart's order, the others in the order in which they appear; used tells
// which of them appear.
func classes(ch *document.Chart) (all []string, used map[string]bool) {
	all, used = slices.Clone(ch.Classes), map[string]bool{}
	for _, s := range ch.Spans {
		if s.Class == "" || s.Backdrop || s.Strip {
			continue
		}
		used[s.Class] = true
		if !slices.Contains(all, s.Class) {
			all = append(all, s.Class)
		}
	}
	return all, used
}

// classFills are the forms of the classes, by their order. What has no class looks like the first.
func (p *Pen) classFills(all []string) map[string]Fill {
	c := p.Theme.Colours
	forms := []string{c.Ink, "#FFFFFF", c.Prev, c.Blue, c.Rule}
	fills := map[string]Fill{"": Fill(forms[0])}
	for i, class := range slices.Backward(all) { // the first place of a class counts
		fills[class] = Fill(forms[i%len(forms)])
	}
	return fills
}

func (p *Pen) ganttKeys(ch *document.Chart) []key {
	var keys []key
	all, used := classes(ch)
	fills := p.classFills(all)
	for _, class := range all {
		if used[class] {
			fill := fills[class]
			keys = append(keys, key{class, func(r Rect) { p.Rect(r, fill, p.ink(hair)) }})
		}
	}
	first := func(kind func(document.GanttSpan) bool) int { return slices.IndexFunc(ch.Spans, kind) }
	if first(func(s document.GanttSpan) bool { return s.Conflict }) >= 0 {
		red := Stroke{Colour: p.Theme.Colours.Red, Width: thick}
		keys = append(keys, key{p.Words.Text("drawing.conflict"), func(r Rect) { p.Rect(r, "", red) }})
	}
	if i := first(func(s document.GanttSpan) bool { return s.Backdrop }); i >= 0 && ch.Spans[i].Class != "" {
		keys = append(keys, key{ch.Spans[i].Class, p.backdrop})
	}
	if i := first(func(s document.GanttSpan) bool { return s.Strip }); i >= 0 {
		keys = append(keys, key{ch.Spans[i].Class, func(r Rect) {
			p.Rect(Rect{r.X, r.Y + r.H - stripHeight - 1, r.W, stripHeight}, Fill(p.Theme.Colours.Blue), None)
		}})
	}
	return keys
}
