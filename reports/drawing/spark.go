package drawing

import (
	"math"

	"nines/reports/document"
)

// Spark draws the last periods as small bars in the box: grey, the last one in ink, red where a value is above the
// limit, a small question mark where it is unknown. end is that of the scale; 0: the greatest value.
func (p *Pen) Spark(s *document.Spark, end float64, box Rect) {
	n := len(s.Values)
	if n == 0 {
		return
	}
	if end <= 0 {
		end = SparkScale([]*document.Spark{s})
	}
	slot := box.W / float64(n)
	for i := range s.Values {
		bar := Rect{X: box.X + float64(i)*slot + slot*0.1, W: slot * 0.8}
		v, ok := known(s.Values, i)
		if !ok {
			st := TextStyle{Size: math.Min(p.Theme.Sizes.Tiny, slot*1.2), Colour: p.Theme.Colours.Grey, Anchor: Middle}
			p.Text(Point{bar.X + bar.W/2, box.Bottom() - 0.5}, "?", st)
			continue
		}
		bar.H = share(v, end) * box.H
		bar.Y = box.Bottom() - bar.H
		p.Rect(bar, Fill(p.sparkColour(s, v, i == n-1)), None)
		if i == n-1 && s.Open > 0 {
			open := math.Min(share(s.Open, end)*box.H, bar.H)
			p.open(Rect{bar.X, bar.Y, bar.W, open})
		}
	}
	if s.Limit > 0 && s.Limit <= end {
		p.sparkLimit(s, box, slot, box.Bottom()-share(s.Limit, end)*box.H)
	}
}

// sparkLimit draws the limit across the slots whose value is known, so that it strikes no question mark.
func (p *Pen) sparkLimit(s *document.Spark, box Rect, slot, y float64) {
	dash := Stroke{Colour: p.Theme.Colours.Ink, Width: hair, Dash: []float64{2, 1.4}}
	from := -1
	for i := range len(s.Values) + 1 {
		_, ok := known(s.Values, i)
		switch {
		case ok && from < 0:
			from = i
		case !ok && from >= 0:
			p.Line(Point{box.X + float64(from)*slot, y}, Point{box.X + float64(i)*slot, y}, dash)
			from = -1
		}
	}
}

func (p *Pen) sparkColour(s *document.Spark, v float64, last bool) string {
	switch {
	case s.Limit > 0 && v > s.Limit:
		return p.Theme.Colours.Red
	case last:
		return p.Theme.Colours.Ink
	}
	return p.Theme.Colours.Prev
}

// SparkScale returns the common end of the scale of a column's sparklines: the greatest Max where one is stated, else
// the greatest value or limit; nil ones are passed over.
func SparkScale(sparks []*document.Spark) float64 {
	end, greatest := 0.0, 0.0
	for _, s := range sparks {
		if s == nil {
			continue
		}
		end = math.Max(end, s.Max)
		greatest = math.Max(greatest, s.Limit)
		for i := range s.Values {
			if v, ok := known(s.Values, i); ok {
				greatest = math.Max(greatest, v)
			}
		}
	}
	if end > 0 && finite(end) {
		return end
	}
	return greatest
}

// share returns v over the scale's end, between 0 and 1.
func share(v, end float64) float64 {
	if end <= 0 {
		return 0
	}
	return math.Min(math.Max(v/end, 0), 1)
}
