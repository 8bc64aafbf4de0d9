package drawing

import (
	"math"

	"nines/reports/document"
)

// ganttRow draws the spans of one row: backdrops, then the others, then the labels.
func (p *Pen) ganttRow(ch *document.Chart, lanes []int, row int, r Rect, x timeScale) {
	l := labels{pen: p, box: r}
	var boxes []Rect
	for i, s := range ch.Spans {
		if s.Row != row {
			boxes = append(boxes, Rect{})
			continue
		}
		b := spanBox(s, lanes[i], r, x)
		boxes = append(boxes, b)
		if s.Backdrop {
			p.Hatch(b, Stroke{Colour: p.Theme.Colours.Prev, Width: hair})
			p.Rect(b, "", p.grey(hair))
		}
	}
	for i, s := range ch.Spans {
		if s.Row == row && !s.Backdrop {
			p.span(ch, s, boxes[i])
			l.block(boxes[i])
		}
	}
	for i, s := range ch.Spans {
		if s.Row == row {
			p.spanLabel(&l, s, boxes[i])
		}
	}
}

func spanBox(s document.GanttSpan, lane int, r Rect, x timeScale) Rect {
	left, right := x.at(s.From), x.at(s.To)
	if s.Backdrop {
		return Rect{left, r.Y, right - left, r.H}
	}
	return Rect{math.Min(left, r.Right()-3), r.Y + float64(lane)*ganttLane + 3, math.Max(right-left, 3), ganttLane - 6}
}

func (p *Pen) span(ch *document.Chart, s document.GanttSpan, b Rect) {
	stroke := p.ink(hair)
	if s.Conflict {
		stroke = Stroke{Colour: p.Theme.Colours.Red, Width: thick}
	}
	p.Rect(b, p.classFill(ch, s.Class), stroke)
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

// classes lists the classes of spans in the order in which they appear.
func classes(ch *document.Chart) []string {
	var found []string
	seen := map[string]bool{}
	for _, s := range ch.Spans {
		if s.Class != "" && !s.Backdrop && !seen[s.Class] {
			seen[s.Class] = true
			found = append(found, s.Class)
		}
	}
	return found
}

// classFill is a class's form: by the order in which the classes appear, from dark to light.
func (p *Pen) classFill(ch *document.Chart, class string) Fill {
	c := p.Theme.Colours
	fills := []string{c.Ink, "#FFFFFF", c.Prev, c.Blue, c.Rule}
	for i, name := range classes(ch) {
		if name == class {
			return Fill(fills[i%len(fills)])
		}
	}
	return Fill(c.Ink)
}

func (p *Pen) ganttKeys(ch *document.Chart) []key {
	var keys []key
	for _, class := range classes(ch) {
		fill := p.classFill(ch, class)
		keys = append(keys, key{class, func(r Rect) { p.Rect(r, fill, p.ink(hair)) }})
	}
	for _, s := range ch.Spans {
		if s.Conflict {
			red := Stroke{Colour: p.Theme.Colours.Red, Width: thick}
			keys = append(keys, key{p.Words.Text("drawing.conflict"), func(r Rect) { p.Rect(r, "", red) }})
			break
		}
	}
	return keys
}
