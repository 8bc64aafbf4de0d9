package drawing

import (
	"nines/reports/document"
)

const (
	heatRow  = 15.0
	heatHead = 12.0
)

func (p *Pen) heatHeight(ch *document.Chart, width float64) float64 {
	h := heatHead + heatRow*float64(min(len(ch.Rows), maxRows)) + 4 + p.legendHeight(p.heatKeys(ch), width)
	if len(ch.Rows) > maxRows {
		h += lead
	}
	return h
}

// heat draws a cell per row and category in one of four shades, its value in it, unknown ones dashed and empty, and the
// shades' meaning below.
func (p *Pen) heat(ch *document.Chart, box Rect) {
	shown := min(len(ch.Rows), maxRows)
	name := p.nameWidth(ch.Rows[:shown], box.W*0.3)
	grid := Rect{box.X + name + 2*gap, box.Y + heatHead, box.W - name - 2*gap, heatRow * float64(shown)}
	cell := grid.W / float64(len(ch.Categories))
	st := p.small(p.Theme.Colours.Grey).anchor(Middle)
	every := p.thinning(ch.Categories, cell)
	for k, c := range ch.Categories {
		if k%every == 0 {
			p.fit(Point{grid.X + (float64(k)+0.5)*cell, grid.Y - 4}, c, cell*float64(every)-2, st)
		}
	}
	texts := p.heatTexts(ch, shown, cell)
	for i := range shown {
		y := grid.Y + float64(i)*heatRow
		body := TextStyle{Size: p.Theme.Sizes.Body, Colour: p.Theme.Colours.Ink}
		p.fit(Point{box.X, y + heatRow/2 + body.Size*0.36}, ch.Rows[i], name, body)
		for k := range ch.Categories {
			p.heatCell(ch, i, k, texts, Rect{grid.X + float64(k)*cell + 1, y + 1, cell - 2, heatRow - 2})
		}
	}
	y := grid.Bottom() + 4
	keys := p.heatKeys(ch)
	p.legend(keys, Rect{box.X, y, box.W, p.legendHeight(keys, box.W)})
	p.moreRows(shown, len(ch.Rows), Point{box.X, y + p.legendHeight(keys, box.W) + 7}, box.W)
}

func (p *Pen) heatCell(ch *document.Chart, i, k int, texts bool, r Rect) {
	var row []*float64
	if i < len(ch.Cells) {
		row = ch.Cells[i]
	}
	v, ok := known(row, k)
	if !ok {
		p.unknown(r, "?")
		return
	}
	step := heatStep(ch.Steps, v)
	p.Rect(r, Fill(p.heatColour(step)), Stroke{Colour: p.Theme.Colours.Rule, Width: hair})
	if !texts {
		return
	}
	st := TextStyle{Size: p.Theme.Sizes.Dense, Colour: p.heatText(step), Anchor: Middle, Bold: step == 3}
	p.Text(Point{r.X + r.W/2, r.Y + r.H/2 + st.Size*0.36}, p.value(v, ch.Y), st)
}

// heatTexts tells whether all the values fit into their cells: all are written, or none.
func (p *Pen) heatTexts(ch *document.Chart, shown int, cell float64) bool {
	for i := range min(shown, len(ch.Cells)) {
		for k := range ch.Categories {
			if v, ok := known(ch.Cells[i], k); ok && p.Width(p.value(v, ch.Y), p.Theme.Sizes.Dense, true) > cell-5 {
				return false
			}
		}
	}
	return true
}

// heatStep is the shade of a value: how many of the bounds, at most three, it has reached.
func heatStep(steps []float64, v float64) int {
	reached := 0
	for _, bound := range steps[:min(len(steps), 3)] {
		if v >= bound {
			reached++
		}
	}
	return reached
}

func (p *Pen) heatColour(step int) string { return shade(p.Theme.Colours.Heat, step, "#FFFFFF") }
func (p *Pen) heatText(step int) string {
	return shade(p.Theme.Colours.HeatText, step, p.Theme.Colours.Ink)
}

func shade(colours []string, step int, otherwise string) string {
	if step >= len(colours) {
		return otherwise
	}
	return colours[step]
}

// heatKeys says what the shades mean: below the first bound, between two, from the last on.
func (p *Pen) heatKeys(ch *document.Chart) []key {
	n := min(len(ch.Steps), 3)
	if n == 0 {
		return nil
	}
	bound := func(i int) string {
		axis := ch.Y // with the decimals that the bound itself needs
		axis.Decimals = max(axis.Decimals, min(decimals(ch.Steps[i]*factor(axis.Kind)), 3))
		return p.valueWithUnit(ch.Steps[i], axis)
	}
	keys := make([]key, 0, n+1)
	for step := range n + 1 {
		var text string
		switch step {
		case 0:
			text = p.Words.Text("drawing.under", "value", bound(0))
		case n:
			text = p.Words.Text("drawing.from", "value", bound(n-1))
		default:
			text = p.Words.Text("drawing.between", "lower", bound(step-1), "upper", bound(step))
		}
		fill := Fill(p.heatColour(step))
		keys = append(keys, key{text, func(r Rect) { p.Rect(r, fill, p.grey(hair)) }})
	}
	return keys
}
