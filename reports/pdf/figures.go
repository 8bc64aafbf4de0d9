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

// tile is a laid-out figure: its label and notes on as many lines as they need.
type tile struct {
	figure        *document.KeyFigure
	label, notes  []string
	width, height float64
}

const (
	tileGap    = 12.0 // between two tiles
	labelLines = 2    // of a label
	noteLines  = 4    // of all notes
)

// tiles lays the figures out in rows.
func (l *layout) tiles(k *document.KeyFigures) [][]tile {
	wide := l.figuresWide(k)
	width := l.width/float64(wide) - tileGap
	var rows [][]tile
	for i := range k.Items {
		f := &k.Items[i]
		t := tile{figure: f, width: width, label: l.wrap(f.Label, width, l.body(), labelLines)}
		for _, note := range f.Notes[:min(len(f.Notes), 2)] {
			t.notes = append(t.notes, l.wrap(note, width, l.notes(), 2)...)
		}
		t.notes = t.notes[:min(len(t.notes), noteLines)]
		t.height = max(figureHeight, 22+11*float64(len(t.label))+nextLine*float64(len(t.notes))+4)
		if i%wide == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], t)
	}
	return rows
}

func rowOfTilesHeight(tiles []tile) float64 {
	height := 0.0
	for i := range tiles {
		height = max(height, tiles[i].height)
	}
	return height
}

func (l *layout) tilesHeight(k *document.KeyFigures) float64 {
	sum := 0.0
	for _, tiles := range l.tiles(k) {
		sum += rowOfTilesHeight(tiles) + 3
	}
	return sum
}

// keyFigures draws the large figures side by side with thin lines between them.
func (l *layout) keyFigures(k *document.KeyFigures) {
	if l.follows {
		l.space(l.gap)
	}
	for _, tiles := range l.tiles(k) {
		height := rowOfTilesHeight(tiles)
		l.need(height)
		for i := range tiles {
			x := l.left + float64(i)*(tiles[i].width+tileGap)
			if i > 0 {
				rule := drawing.Stroke{Colour: l.Theme.Colours.Rule, Width: 0.6}
				l.Line(drawing.Point{X: x - 6, Y: l.y + 2}, drawing.Point{X: x - 6, Y: l.y + height - 4}, rule)
			}
			l.tile(&tiles[i], drawing.Rect{X: x, Y: l.y, W: tiles[i].width, H: height})
		}
		l.y += height + 3
	}
}

// tile draws one tile: the figure, its sparkline at the right where there is room for it, label and notes below.
func (l *layout) tile(t *tile, box drawing.Rect) {
	k := t.figure
	st := l.style(l.Theme.Sizes.Figure, true, l.valueColour(&k.Value))
	text := l.Locale.FormatWithUnit(k.Value, k.Column(), l.Zone)
	x := box.X
	if k.Value.Kind == document.KindRating {
		l.Sign(k.Value.Text, drawing.Point{X: x + 7, Y: box.Y + 12}, 12)
		text, x = l.ratingWord(k.Value.Text), x+19
	}
	w := l.Width(text, st.Size, true)
	if wide := min(box.Right()-x-w-8, 44); k.Spark != nil && wide >= 24 {
		l.Spark(k.Spark, 0, drawing.Rect{X: box.Right() - wide, Y: box.Y + 5, W: wide, H: 13})
		tiny := l.style(l.Theme.Sizes.Tiny, false, l.Theme.Colours.Grey)
		l.lineRight(box.Right(), box.Y+2.5, box.Right()-x, k.Spark.Label, tiny)
	}
	l.line(x, box.Y+18, box.Right()-x, text, st)
	l.link(&k.Value, drawing.Rect{X: box.X, Y: box.Y + 4, W: box.W, H: 28}, "")
	base := box.Y + 30
	for _, line := range t.label {
		l.line(box.X, base, box.W, line, l.body())
		base += 11
	}
	for _, line := range t.notes {
		l.line(box.X, base, box.W, line, l.notes())
		base += nextLine
	}
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
