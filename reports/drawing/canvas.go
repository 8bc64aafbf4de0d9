// Package drawing draws charts, bars in cells, sparklines and rating signs on an abstract canvas, so that every
// renderer of pages shares one geometry. Lengths are points, y grows downwards, colours are #RRGGBB.
package drawing

// Canvas is what a renderer lets a drawing do. Later calls lie above earlier ones.
type Canvas interface {
	Line(a, b Point, s Stroke)
	Polyline(points []Point, s Stroke)
	Rect(r Rect, f Fill, s Stroke)
	Polygon(points []Point, f Fill, s Stroke)
	Circle(centre Point, radius float64, f Fill, s Stroke)
	// Text writes one line; p lies on its baseline.
	Text(p Point, text string, st TextStyle)
	// Width measures one line of text in points.
	Width(text string, size float64, bold bool) float64
}

// Point is a place.
type Point struct{ X, Y float64 }

// Rect is a rectangle; X and Y are its upper left corner.
type Rect struct{ X, Y, W, H float64 }

// Right returns the x of the right edge.
func (r Rect) Right() float64 { return r.X + r.W }

// Bottom returns the y of the lower edge.
func (r Rect) Bottom() float64 { return r.Y + r.H }

// Fill is the colour of an area; empty: none.
type Fill string

// Stroke is a line: a colour (empty: none), a width and the lengths of dashes and gaps (nil: solid).
type Stroke struct {
	Colour string
	Width  float64
	Dash   []float64
}

// None is no stroke.
var None = Stroke{}

// Anchor says which part of a text lies at its point.
type Anchor uint8

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// TextStyle is the look of a line of text.
type TextStyle struct {
	Size   float64
	Bold   bool
	Colour string
	Anchor Anchor
}
