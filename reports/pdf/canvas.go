package pdf

import (
	"bytes"
	"strconv"

	"github.com/jung-kurt/gofpdf"

	"nines/reports/drawing"
)

// canvas is a drawing.Canvas on the current page of a PDF. Every text goes through clean on its way.
type canvas struct {
	pdf      *gofpdf.Fpdf
	text     cleaner
	replaced int // characters that no font shows, so far
	font     struct {
		size float64
		bold bool
		name string
	}
	draw, fill, ink string
	width           float64
	dashed          bool
}

func newCanvas(fonts []*font, landscape bool) *canvas {
	orientation := "P"
	if landscape {
		orientation = "L"
	}
	pdf := gofpdf.New(orientation, "pt", "A4", "")
	for _, f := range fonts {
		// A font's bytes are changed while a document is made: each has its own.
		pdf.AddUTF8FontFromBytes(f.name, "", bytes.Clone(f.regular.ttf))
		if !f.onlyRegular {
			pdf.AddUTF8FontFromBytes(f.name, "B", bytes.Clone(f.bold.ttf))
		}
	}
	pdf.SetCompression(false) // pack does it
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	pdf.SetCellMargin(0)
	c := &canvas{pdf: pdf, text: newCleaner(fonts)}
	c.forget()
	return c
}

// forget makes the next call state colours, font and line again: on a page that was left, others may hold.
func (c *canvas) forget() {
	c.font.size, c.draw, c.fill, c.ink, c.width, c.dashed = 0, "", "", "", 0, true
}

// revisit goes on writing on a page that was left. What fills there is not what the library remembers, of the last page:
// it is stated anew, as a text takes its colour from it where the two are the same.
func (c *canvas) revisit(page int) {
	c.pdf.SetPage(page)
	c.forget()
	c.pdf.SetFillColor(0, 0, 0)
}

func (c *canvas) Line(a, b drawing.Point, s drawing.Stroke) {
	if c.stroke(s) {
		c.pdf.Line(a.X, a.Y, b.X, b.Y)
	}
}

func (c *canvas) Polyline(points []drawing.Point, s drawing.Stroke) {
	if len(points) < 2 || !c.stroke(s) {
		return
	}
	c.pdf.MoveTo(points[0].X, points[0].Y)
	for _, p := range points[1:] {
		c.pdf.LineTo(p.X, p.Y)
	}
	c.pdf.DrawPath("D")
}

func (c *canvas) Rect(r drawing.Rect, f drawing.Fill, s drawing.Stroke) {
	if style := c.style(f, s); style != "" && r.W > 0 && r.H > 0 {
		c.pdf.Rect(r.X, r.Y, r.W, r.H, style)
	}
}

func (c *canvas) Polygon(points []drawing.Point, f drawing.Fill, s drawing.Stroke) {
	style := c.style(f, s)
	if style == "" {
		return
	}
	corners := make([]gofpdf.PointType, len(points))
	for i, p := range points {
		corners[i] = gofpdf.PointType{X: p.X, Y: p.Y}
	}
	c.pdf.Polygon(corners, style)
}

func (c *canvas) Circle(centre drawing.Point, radius float64, f drawing.Fill, s drawing.Stroke) {
	if style := c.style(f, s); style != "" {
		c.pdf.Circle(centre.X, centre.Y, radius, style)
	}
}

func (c *canvas) Text(p drawing.Point, text string, st drawing.TextStyle) {
	shown, replaced := c.text.clean(text)
	if shown == "" {
		return
	}
	c.replaced += replaced
	x := p.X
	switch st.Anchor {
	case drawing.Middle:
		x -= c.text.width(shown, st.Size, st.Bold) / 2
	case drawing.End:
		x -= c.text.width(shown, st.Size, st.Bold)
	}
	for _, r := range c.text.runs(visual(shown)) {
		c.setFont(r.font, st)
		if st.Bold && r.font.onlyRegular {
			c.outlined(x, p.Y, r.text, st)
		} else {
			c.pdf.Text(x, p.Y, r.text)
		}
		x += r.font.face(st.Bold).width(r.text, st.Size)
	}
}

// outlined writes bold what has no bold face: letters with a line around them.
func (c *canvas) outlined(x, y float64, text string, st drawing.TextStyle) {
	c.stroke(drawing.Stroke{Colour: st.Colour, Width: st.Size / 36})
	c.pdf.SetTextRenderingMode(2) // fill, then stroke
	c.pdf.Text(x, y, text)
	c.pdf.SetTextRenderingMode(0)
}

func (c *canvas) Width(text string, size float64, bold bool) float64 {
	shown, _ := c.text.clean(text)
	return c.text.width(shown, size, bold)
}

func (c *canvas) setFont(f *font, st drawing.TextStyle) {
	bold := st.Bold && !f.onlyRegular
	if c.font.size != st.Size || c.font.bold != bold || c.font.name != f.name {
		style := ""
		if bold {
			style = "B"
		}
		c.pdf.SetFont(f.name, style, st.Size)
		c.font.size, c.font.bold, c.font.name = st.Size, bold, f.name
	}
	if c.ink != st.Colour {
		c.pdf.SetTextColor(rgb(st.Colour))
		c.ink = st.Colour
	}
}

// stroke sets the line's looks; false: there is no line.
func (c *canvas) stroke(s drawing.Stroke) bool {
	if s.Colour == "" || s.Width <= 0 {
		return false
	}
	if c.draw != s.Colour {
		c.pdf.SetDrawColor(rgb(s.Colour))
		c.draw = s.Colour
	}
	if c.width != s.Width {
		c.pdf.SetLineWidth(s.Width)
		c.width = s.Width
	}
	if dashed := len(s.Dash) > 0; dashed || c.dashed {
		c.pdf.SetDashPattern(s.Dash, 0)
		c.dashed = dashed
	}
	return true
}

// style returns gofpdf's word for what of a shape is drawn, empty for nothing.
func (c *canvas) style(f drawing.Fill, s drawing.Stroke) string {
	style := ""
	if f != "" {
		if c.fill != string(f) {
			c.pdf.SetFillColor(rgb(string(f)))
			c.fill = string(f)
		}
		style = "F"
	}
	if c.stroke(s) {
		style += "D"
	}
	return style
}

// rgb reads #RRGGBB; anything else is black.
func rgb(hex string) (r, g, b int) {
	if len(hex) != 7 || hex[0] != '#' {
		return 0, 0, 0
	}
	v, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		return 0, 0, 0
	}
	return int(v >> 16), int(v >> 8 & 0xFF), int(v & 0xFF)
}
