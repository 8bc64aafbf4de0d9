package html

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/drawing"
	"nines/templates"
)

func canvas(t *testing.T) *svg {
	t.Helper()
	theme, err := templates.LoadTheme()
	require.NoError(t, err)
	return &svg{palette: newPalette(theme)}
}

func TestCanvasWritesElements(t *testing.T) {
	ink := drawing.Stroke{Colour: "#1F2328", Width: 0.8, Dash: []float64{2.5, 1.8}}
	for want, draw := range map[string]func(c *svg){
		`<line x1="0" y1="1" x2="2.35" y2="3" stroke-width="0.8" stroke-dasharray="2.5 1.8" class="s-ink"/>`: func(c *svg) {
			c.Line(drawing.Point{X: -0.001, Y: 1}, drawing.Point{X: 2.345001, Y: 3}, ink)
		},
		`<polyline points="0,1 2,3" class="s-red"/>`: func(c *svg) {
			c.Polyline([]drawing.Point{{X: 0, Y: 1}, {X: 2, Y: 3}}, drawing.Stroke{Colour: "#a01712", Width: 1})
		},
		`<rect x="1" y="2" width="3" height="0" class="f-paper"/>`: func(c *svg) {
			c.Rect(drawing.Rect{X: 1, Y: 2, W: 3, H: -4}, "#FFFFFF", drawing.None)
		},
		`<polygon points="0,0 1,0 1,1" fill="#123456" stroke-width="0.8" stroke-dasharray="2.5 1.8" class="s-ink"/>`: func(c *svg) {
			c.Polygon([]drawing.Point{{}, {X: 1}, {X: 1, Y: 1}}, "#123456", ink)
		},
		`<circle cx="1" cy="2" r="3"/>`: func(c *svg) {
			c.Circle(drawing.Point{X: 1, Y: 2}, 3, "", drawing.Stroke{Colour: "#1F2328"})
		},
		`<text x="1" y="2" font-size="7" font-weight="700" text-anchor="end" class="f-grey">a&lt;b&gt;&#34;&amp;</text>`: func(c *svg) {
			c.Text(drawing.Point{X: 1, Y: 2}, `a<b>"&`, drawing.TextStyle{Size: 7, Bold: true, Colour: "#57606A", Anchor: drawing.End})
		},
	} {
		c := canvas(t)
		draw(c)
		assert.Equal(t, want, c.b.String())
	}
}

func TestCanvasTakesNoColourThatIsNone(t *testing.T) {
	c := canvas(t)
	c.Rect(drawing.Rect{}, `red" onload="alert(1)`, drawing.Stroke{Colour: "url(x)", Width: 1})
	assert.Equal(t, `<rect x="0" y="0" width="0" height="0"/>`, c.b.String())
}

func TestCanvasIsWellFormed(t *testing.T) {
	c := canvas(t)
	c.Text(drawing.Point{}, `<&>"'`, drawing.TextStyle{Size: 7})
	element := string(c.element("wide", 510, 100.5, `a "chart" <of> & more`))
	assert.True(t, strings.HasPrefix(element, `<svg class="wide" viewBox="0 0 510 100.5" role="img" aria-label="a &#34;chart&#34;`), element)
	decoder := xml.NewDecoder(strings.NewReader(element))
	for {
		_, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
	}
	assert.Contains(t, string(c.element("bar", 1, 1, "")), `aria-hidden="true"`)
}

// A wide font: "100.000" is six digits at 0.58 and a point at 0.31, 3.79 em; in 10 points 37.9.
func TestCanvasMeasuresText(t *testing.T) {
	c := canvas(t)
	assert.InDelta(t, 37.9, c.Width("100.000", 10, false), 1e-9)
	assert.InDelta(t, 37.9*1.08, c.Width("100.000", 10, true), 1e-9)
	assert.Greater(t, c.Width("日本", 10, false), 20.0)
	assert.Zero(t, c.Width("", 10, false))
}
