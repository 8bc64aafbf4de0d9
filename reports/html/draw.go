package html

import (
	"html/template"
	"strings"

	"nines/reports/document"
	"nines/reports/drawing"
)

// The sizes of drawings in points. Charts are drawn twice, for a screen and for a phone, as labels of a chart that is
// only scaled down could not be read there.
const (
	wideChart   = 510
	narrowChart = 240
	barWidth    = 110.0
	slimBar     = 0.5 // of the usual width
	barHeight   = 9
	sparkWidth  = 84
	sparkHeight = 17
	signSize    = 12
)

// reach is how far a bar's lines go beyond it, up and down: through the row, whose height nobody knows. The cell cuts
// them.
const reach = 60

var ratings = []string{"green", "amber", "red", "undecided", "unknown"}

func (v *view) pen(c *svg) *drawing.Pen {
	return &drawing.Pen{Canvas: c, Theme: v.theme, Words: v.words, Locale: v.doc.Locale, Zone: v.zone()}
}

// Signs defines the signs of the ratings once; cells refer to them.
func (v *view) Signs() template.HTML {
	var b strings.Builder
	b.WriteString(`<svg class="signs" aria-hidden="true">`)
	for _, rating := range ratings {
		c := &svg{palette: v.palette}
		v.pen(c).Sign(rating, drawing.Point{X: signSize / 2, Y: signSize / 2}, signSize-2)
		size := decimal(signSize)
		b.WriteString(`<symbol id="sign-` + rating + `" viewBox="0 0 ` + size + " " + size + `">` + c.b.String() + `</symbol>`)
	}
	b.WriteString("</svg>")
	return template.HTML(b.String()) // no text of a ticket is in it
}

// sign shows the sign of one of the five ratings; the word stands beside it.
func (v *view) sign(rating string) template.HTML {
	return template.HTML(`<svg class="sign" aria-hidden="true"><use href="#sign-` + rating + `"/></svg>`)
}

// bar draws a bar in a cell to the scale of its column. Its label is text beside it; where the value is unknown the
// reason stands in the empty box. A column that wants less room than others has slim ones.
func (v *view) bar(b *document.Bar, scale float64, slim bool) template.HTML {
	c, width, class := &svg{palette: v.palette}, barWidth, "bar"
	if slim {
		width, class = barWidth*slimBar, "bar slim"
	}
	box := drawing.Rect{X: 0.5, Y: 3, W: width, H: barHeight}
	v.pen(c).Bar(b, scale, box, -reach, reach)
	label := ""
	if b.Unknown {
		label = b.Label
	}
	return c.element(class, width+1, barHeight+6, label)
}

// noBar takes the room of a bar, so that a total stands below the figures behind the bars.
func (v *view) noBar(slim bool) template.HTML {
	width, class := barWidth, "bar void"
	if slim {
		width, class = barWidth*slimBar, "bar slim void"
	}
	return (&svg{palette: v.palette}).element(class, width+1, barHeight+6, "")
}

// spark draws the last periods. What it says in words has no unit: the figures stand beside it.
func (v *view) spark(s *document.Spark, scale float64) template.HTML {
	above := 0
	for _, value := range s.Values {
		if s.Limit > 0 && value != nil && *value > s.Limit {
			above++
		}
	}
	key := "html.spark"
	if above > 0 {
		key = "html.spark_above"
	}
	label := v.words.Text(key, "n", len(s.Values), "above", above)
	c := &svg{palette: v.palette}
	v.pen(c).Spark(s, scale, drawing.Rect{X: 0, Y: 1, W: sparkWidth, H: sparkHeight - 2})
	return c.element("spark", sparkWidth, sparkHeight, label)
}

// chart is a chart of the page, drawn for a screen and for a phone; the style sheet shows one of the two.
type chart struct {
	ID, Title, Subtitle, Note, Empty string
	Wide, Narrow                     template.HTML
	Values                           *table // the figures behind it; nil: none
}

func (v *view) chart(ch *document.Chart) *chart {
	out := &chart{
		ID: v.ids[ch], Title: clip(ch.Title), Subtitle: clip(ch.Subtitle), Note: ch.Note,
	}
	if drawing.Empty(ch) {
		out.Empty = clip(ch.Empty)
		if out.Empty == "" {
			out.Empty = v.words.Text("render.no_rows")
		}
		return out
	}
	out.Wide, out.Narrow = v.plot(ch, "wide", wideChart), v.plot(ch, "narrow", narrowChart)
	out.Values = v.values(ch)
	return out
}

func (v *view) plot(ch *document.Chart, class string, width float64) template.HTML {
	label := ch.Alt
	if label == "" {
		label = join(", ", ch.Title, ch.Subtitle)
	}
	c := &svg{palette: v.palette}
	pen := v.pen(c)
	box := drawing.Rect{W: width, H: pen.ChartHeight(ch, width)}
	pen.Chart(ch, box)
	return c.element(class, box.W, box.H, label)
}
