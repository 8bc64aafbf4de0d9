package pdf

import (
	"nines/reports/document"
	"nines/reports/drawing"
)

const (
	figureHeight = 56.0
	figureWidth  = 98.0 // of a tile at least
	figuresWide  = 4    // side by side at most
)

// figuresWide is how many figures stand side by side in the width at hand.
func (l *layout) figuresWide(k *document.KeyFigures) int {
	most := min(figuresWide, max(int(l.width/figureWidth), 1))
	if len(k.Items) <= figuresWide {
		return min(most, max(len(k.Items), 2))
	}
	return most
}

// keyFigures draws the large figures side by side, four to a row, with thin lines between them.
func (l *layout) keyFigures(k *document.KeyFigures) {
	wide := l.figuresWide(k)
	for from := 0; from < len(k.Items); from += wide {
		items := k.Items[from:min(from+wide, len(k.Items))]
		l.need(figureHeight)
		width := l.width / float64(wide)
		for i := range items {
			x := l.left + float64(i)*width
			if i > 0 {
				rule := drawing.Stroke{Colour: l.Theme.Colours.Rule, Width: 0.6}
				l.Line(drawing.Point{X: x - 6, Y: l.y + 2}, drawing.Point{X: x - 6, Y: l.y + figureHeight - 4}, rule)
			}
			l.keyFigure(&items[i], drawing.Rect{X: x, Y: l.y, W: width - 12, H: figureHeight})
		}
		l.y += figureHeight + 3
	}
}

// keyFigure draws one tile: the figure, its sparkline at the right where there is room for it, label and notes below.
func (l *layout) keyFigure(k *document.KeyFigure, box drawing.Rect) {
	st := l.style(l.Theme.Sizes.Figure, true, l.valueColour(&k.Value))
	text := l.Locale.FormatWithUnit(k.Value, figureColumn(k.Value.Kind), l.Zone)
	x := box.X
	if k.Value.Kind == document.KindRating {
		l.Sign(k.Value.Text, drawing.Point{X: x + 7, Y: box.Y + 12}, 12)
		text, x = l.ratingWord(k.Value.Text), x+19
	}
	w := l.Width(text, st.Size, true)
	if wide := min(box.Right()-x-w-8, 44); k.Spark != nil && wide >= 24 {
		l.Spark(k.Spark, 0, drawing.Rect{X: box.Right() - wide, Y: box.Y + 3, W: wide, H: 15})
	}
	l.line(x, box.Y+18, box.Right()-x, text, st)
	l.link(&k.Value, drawing.Rect{X: box.X, Y: box.Y + 4, W: min(w, box.W), H: 16}, "")
	l.line(box.X, box.Y+30, box.W, k.Label, l.body())
	for i, note := range k.Notes[:min(len(k.Notes), 2)] {
		l.line(box.X, box.Y+41+9.5*float64(i), box.W, note, l.notes())
	}
}

// figureColumn says how a figure that stands alone is written: availability with three decimals.
func figureColumn(k document.Kind) document.Column {
	c := document.Column{Kind: k}
	if k == document.KindShare || k == document.KindPoints {
		c.Decimals = 3
	}
	return c
}

func (l *layout) valueColour(v *document.Value) string {
	switch {
	case v.Unknown:
		return l.Theme.Colours.Grey
	case v.Tone == document.Missed:
		return l.Theme.Colours.Red
	case v.Tone == document.Muted:
		return l.Theme.Colours.Grey
	}
	return l.Theme.Colours.Ink
}

// ratingWord is the word of a rating; a word that is none of the ratings stands for itself.
func (l *layout) ratingWord(rating string) string {
	if key := "rating." + rating; l.Words.Has(key) {
		return l.Words.Text(key)
	}
	return rating
}
