package html

import (
	"html/template"
	"math"
	"strconv"
	"strings"

	"nines/reports/drawing"
	"nines/templates"
)

// svg is a canvas that writes SVG elements; one unit of it is a point. Colours of the theme become classes, which the
// style sheet fills in, light or dark.
type svg struct {
	palette *palette
	b       strings.Builder
}

var _ drawing.Canvas = (*svg)(nil)

// Line draws from a to b.
func (s *svg) Line(a, b drawing.Point, k drawing.Stroke) {
	s.open("line")
	s.number("x1", a.X)
	s.number("y1", a.Y)
	s.number("x2", b.X)
	s.number("y2", b.Y)
	s.paint("", k)
	s.b.WriteString("/>")
}

// Polyline draws through the points.
func (s *svg) Polyline(points []drawing.Point, k drawing.Stroke) {
	s.open("polyline")
	s.points(points)
	s.paint("", k)
	s.b.WriteString("/>")
}

// Rect draws a rectangle.
func (s *svg) Rect(r drawing.Rect, f drawing.Fill, k drawing.Stroke) {
	s.open("rect")
	s.number("x", r.X)
	s.number("y", r.Y)
	s.number("width", max(r.W, 0))
	s.number("height", max(r.H, 0))
	s.paint(f, k)
	s.b.WriteString("/>")
}

// Polygon draws a closed area.
func (s *svg) Polygon(points []drawing.Point, f drawing.Fill, k drawing.Stroke) {
	s.open("polygon")
	s.points(points)
	s.paint(f, k)
	s.b.WriteString("/>")
}

// Circle draws a circle.
func (s *svg) Circle(centre drawing.Point, radius float64, f drawing.Fill, k drawing.Stroke) {
	s.open("circle")
	s.number("cx", centre.X)
	s.number("cy", centre.Y)
	s.number("r", max(radius, 0))
	s.paint(f, k)
	s.b.WriteString("/>")
}

// Text writes one line on the baseline at p.
func (s *svg) Text(p drawing.Point, text string, st drawing.TextStyle) {
	s.open("text")
	s.number("x", p.X)
	s.number("y", p.Y)
	s.number("font-size", st.Size)
	if st.Bold {
		s.attribute("font-weight", "700")
	}
	switch st.Anchor {
	case drawing.Middle:
		s.attribute("text-anchor", "middle")
	case drawing.End:
		s.attribute("text-anchor", "end")
	}
	s.paint(drawing.Fill(st.Colour), drawing.None)
	s.b.WriteString(">" + template.HTMLEscapeString(clip(text)) + "</text>")
}

// Width measures a line of text, in points. Nobody knows the reader's font, so it is that of a wide one.
func (s *svg) Width(text string, size float64, bold bool) float64 {
	em := 0.0
	for _, r := range text {
		em += advance(r)
	}
	if bold {
		em *= 1.08
	}
	return em * size
}

// element returns what was drawn as an <svg> of the given size in points. With a label it is an image with that name;
// without one it is decoration beside text that says the same.
func (s *svg) element(class string, width, height float64, label string) template.HTML {
	var b strings.Builder
	b.WriteString(`<svg class="` + class + `" viewBox="0 0 ` + decimal(width) + " " + decimal(height) + `"`)
	if label == "" {
		b.WriteString(` aria-hidden="true">`)
	} else {
		b.WriteString(` role="img" aria-label="` + template.HTMLEscapeString(clip(label)) + `">`)
	}
	b.WriteString(s.b.String() + "</svg>")
	return template.HTML(b.String()) // every text in it was escaped above
}

func (s *svg) open(name string) { s.b.WriteString("<" + name) }

func (s *svg) attribute(name, value string) { s.b.WriteString(" " + name + `="` + value + `"`) }

func (s *svg) number(name string, v float64) { s.attribute(name, decimal(v)) }

func (s *svg) points(points []drawing.Point) {
	list := make([]string, len(points))
	for i, p := range points {
		list[i] = decimal(p.X) + "," + decimal(p.Y)
	}
	s.attribute("points", strings.Join(list, " "))
}

// paint writes fill and stroke: what is not named is inherited, and that is none.
func (s *svg) paint(f drawing.Fill, k drawing.Stroke) {
	var classes []string
	colour := func(kind, hex string) {
		if name, ok := s.palette.names[strings.ToUpper(hex)]; ok {
			classes = append(classes, kind[:1]+"-"+name)
		} else if templates.IsColour(hex) {
			s.attribute(kind, hex)
		}
	}
	colour("fill", string(f))
	if k.Width > 0 {
		colour("stroke", k.Colour)
		if k.Colour != "" && k.Width != 1 {
			s.number("stroke-width", k.Width)
		}
		if len(k.Dash) > 0 {
			s.dashes(k.Dash)
		}
	}
	if len(classes) > 0 {
		s.attribute("class", strings.Join(classes, " "))
	}
}

func (s *svg) dashes(lengths []float64) {
	list := make([]string, len(lengths))
	for i, v := range lengths {
		list[i] = decimal(v)
	}
	s.attribute("stroke-dasharray", strings.Join(list, " "))
}

// decimal writes a length with two decimals at most: a hundredth of a point is less than a screen shows.
func decimal(v float64) string {
	rounded := math.Round(v*100) / 100
	if rounded == 0 {
		return "0" // and never -0
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// advance is the width of a character in ems, by class, as wide sans fonts have it: better a gap than an overlap.
func advance(r rune) float64 {
	switch {
	case r >= 0x1100 && !(r >= 0x2000 && r < 0x2e80):
		return 1.05 // CJK, emoji
	case strings.ContainsRune("ijl|!'.,:;·", r):
		return 0.31
	case strings.ContainsRune("Ifrt()[]{} /-\"`", r):
		return 0.38
	case strings.ContainsRune("mMWw%@—…", r):
		return 0.92
	case r >= 'A' && r <= 'Z', r == '+', r == '\u2212', r == '=', r == '<', r == '>', r == '×':
		return 0.7
	}
	return 0.58
}
