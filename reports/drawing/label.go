package drawing

import (
	"math"
	"sort"
	"strings"
)

// labels keeps the places of the labels written so far, so that none lies upon another and none leaves the box.
type labels struct {
	pen   *Pen
	box   Rect
	taken []Rect
}

// extentOf is the box of a line of text with its baseline at the point.
func (p *Pen) extentOf(at Point, text string, st TextStyle) Rect {
	w := p.width(text, st)
	x := at.X
	switch st.Anchor {
	case Middle:
		x -= w / 2
	case End:
		x -= w
	}
	return Rect{x, at.Y - st.Size*0.82, w, st.Size * 1.08}
}

func (r Rect) meets(o Rect) bool {
	return r.X < o.Right() && o.X < r.Right() && r.Y < o.Bottom() && o.Y < r.Bottom()
}

func (r Rect) holds(o Rect) bool {
	const slack = 0.01
	return o.X >= r.X-slack && o.Right() <= r.Right()+slack && o.Y >= r.Y-slack && o.Bottom() <= r.Bottom()+slack
}

// place writes the text at the first of the points where it fits and meets no other label, and tells whether it did.
func (l *labels) place(text string, st TextStyle, points ...Point) bool {
	at, r, ok := l.find(text, st, points...)
	if ok {
		l.block(r)
		l.pen.Text(at, text, st)
	}
	return ok
}

// find returns the first of the points where a text fits and meets no other label, and the box that it takes.
func (l *labels) find(text string, st TextStyle, points ...Point) (Point, Rect, bool) {
	if text == "" {
		return Point{}, Rect{}, false
	}
	for _, at := range points {
		if r := l.pen.extentOf(at, text, st); l.box.holds(r) && !l.blocked(r) {
			return at, r, true
		}
	}
	return Point{}, Rect{}, false
}

func (l *labels) blocked(r Rect) bool {
	for _, t := range l.taken {
		if r.meets(t) {
			return true
		}
	}
	return false
}

// block keeps labels away from a mark.
func (l *labels) block(r Rect) { l.taken = append(l.taken, r) }

// note is a label at the right of a plot: one or two lines that belong to a height.
type note struct {
	y     float64
	lines []string
	st    TextStyle
	rank  int // the lowest is kept first

	swatch Fill // a square of this colour before the text; empty: none
}

// twoLines breaks a text that is long for a note at the blank nearest to its middle.
func (p *Pen) twoLines(text string, st TextStyle) []string {
	if p.width(text, st) <= 60 {
		return []string{text}
	}
	best := -1
	for i, r := range text {
		if r == ' ' && (best < 0 || distance(i, len(text)/2) < distance(best, len(text)/2)) {
			best = i
		}
	}
	if best <= 0 {
		return []string{text}
	}
	return []string{text[:best], text[best+1:]}
}

// narrowLines breaks those of the lines that would be cut at the width.
func (p *Pen) narrowLines(lines []string, width float64, st TextStyle) []string {
	var narrow []string
	for _, line := range lines {
		if p.width(line, st) <= width {
			narrow = append(narrow, line)
			continue
		}
		begin := len(narrow)
		for _, word := range strings.Fields(line) {
			if last := len(narrow) - 1; last >= begin && p.width(narrow[last]+" "+word, st) <= width {
				narrow[last] += " " + word
			} else {
				narrow = append(narrow, word)
			}
		}
	}
	return narrow
}

func distance(a, b int) int { return max(a-b, b-a) }

// lead is the distance of two lines of notes.
const lead = 9.5

// notes writes labels beside a plot at the height that they belong to, or as near to it as the others allow; what
// finds no room is left out, the least important first.
func (p *Pen) notes(all []note, box Rect) {
	sort.SliceStable(all, func(i, j int) bool { return all[i].rank < all[j].rank })
	var taken []Rect
	for _, n := range all {
		height := float64(len(n.lines)) * lead
		y, ok := freeHeight(n.y-height/2, height, box, taken)
		if !ok {
			continue
		}
		taken = append(taken, Rect{box.X, y, box.W, height})
		if n.swatch != "" {
			p.Rect(Rect{box.X - 9, y + 2, 6, 6}, n.swatch, p.grey(hair))
		}
		for i, line := range n.lines {
			p.fit(Point{box.X, y + float64(i)*lead + 7.2}, line, box.W, n.st)
		}
	}
}

// freeHeight looks for the place nearest to y where a label of the height meets none of those taken.
func freeHeight(y, height float64, box Rect, taken []Rect) (float64, bool) {
	y = math.Max(box.Y, math.Min(y, box.Bottom()-height))
	candidates := []float64{y}
	for _, t := range taken {
		candidates = append(candidates, t.Y-height, t.Bottom())
	}
	sort.SliceStable(candidates, func(i, j int) bool {
		return math.Abs(candidates[i]-y) < math.Abs(candidates[j]-y)
	})
	for _, c := range candidates {
		if c < box.Y-0.01 || c+height > box.Bottom()+0.01 {
			continue
		}
		free := true
		for _, t := range taken {
			if c < t.Bottom()-0.01 && t.Y < c+height-0.01 {
				free = false
			}
		}
		if free {
			return c, true
		}
	}
	return 0, false
}

// notesShare is the most of a chart's width that notes take.
const notesShare = 0.24

// notesWidth is the room that notes need, at most the share of the width that leaves the plot room enough.
func (p *Pen) notesWidth(all []note, width float64) float64 {
	widest := 0.0
	for _, n := range all {
		for _, line := range n.lines {
			widest = math.Max(widest, p.width(line, n.st))
		}
	}
	if widest == 0 {
		return 0
	}
	return math.Min(widest+0.5, width*notesShare) + 2*gap
}
