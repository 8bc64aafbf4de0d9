package drawing

import (
	"math"
	"time"

	"nines/reports/document"
	"nines/templates"
)

// Pen draws the parts of a document on a canvas. All its fields are needed.
type Pen struct {
	Canvas
	Theme  *templates.Theme
	Words  *templates.Words
	Locale document.Locale
	Zone   *time.Location // of every time shown
}

// The widths of lines in points.
const (
	hair  = 0.5
	thin  = 0.8
	thick = 1.5
)

// gap stands between a mark and its label.
const gap = 4.0

var dashes = []float64{2.5, 1.8}

func (p *Pen) ink(width float64) Stroke { return Stroke{Colour: p.Theme.Colours.Ink, Width: width} }

func (p *Pen) grey(width float64) Stroke { return Stroke{Colour: p.Theme.Colours.Grey, Width: width} }

func (p *Pen) dashed(colour string, width float64) Stroke {
	return Stroke{Colour: colour, Width: width, Dash: dashes}
}

func (p *Pen) small(colour string) TextStyle {
	return TextStyle{Size: p.Theme.Sizes.Small, Colour: colour}
}

func (s TextStyle) bold() TextStyle                 { s.Bold = true; return s }
func (s TextStyle) anchor(a Anchor) TextStyle       { s.Anchor = a; return s }
func (p *Pen) width(s string, st TextStyle) float64 { return p.Width(s, st.Size, st.Bold) }

// Fit cuts a text to a width in points and ends it with … where it was too long. A text of any length costs little:
// it is cut before it is measured.
func Fit(c Canvas, text string, width, size float64, bold bool) string {
	most := int(width/size*6) + 8 // characters that are looked at
	if text == "" || width <= 0 {
		return ""
	}
	if len(text) <= most && c.Width(text, size, bold) <= width {
		return text
	}
	runes := firstRunes(text, most)
	if whole := string(runes); len(text) > most && len(whole) == len(text) && c.Width(whole, size, bold) <= width {
		return text
	}
	fits, long := 0, len(runes)+1
	for long-fits > 1 {
		middle := (fits + long) / 2
		if c.Width(string(runes[:middle])+"…", size, bold) <= width {
			fits = middle
		} else {
			long = middle
		}
	}
	if fits == 0 {
		return ""
	}
	for fits > 1 && runes[fits-1] == ' ' {
		fits--
	}
	return string(runes[:fits]) + "…"
}

func firstRunes(text string, n int) []rune {
	runes := make([]rune, 0, min(len(text), n))
	for _, r := range text {
		if len(runes) == n {
			break
		}
		runes = append(runes, r)
	}
	return runes
}

// fit writes a text no wider than the width.
func (p *Pen) fit(at Point, text string, width float64, st TextStyle) {
	if short := Fit(p.Canvas, text, width, st.Size, st.Bold); short != "" {
		p.Text(at, short, st)
	}
}

// value writes a figure of an axis, without its unit.
func (p *Pen) value(v float64, a document.Axis) string {
	return p.Locale.Format(document.Value{Kind: kind(a), Number: v}, document.Column{Decimals: a.Decimals}, p.Zone)
}

// kind is the kind of an axis' figures; one that states none has plain numbers.
func kind(a document.Axis) document.Kind {
	if a.Kind == document.KindText {
		return document.KindNumber
	}
	return a.Kind
}

func (p *Pen) valueWithUnit(v float64, a document.Axis) string {
	return p.Locale.FormatWithUnit(document.Value{Kind: kind(a), Number: v}, document.Column{Decimals: a.Decimals}, p.Zone)
}

// finite tells that a value can be drawn: neither NaN nor beyond what a scale can divide.
func finite(v float64) bool { return math.Abs(v) < 1e15 }

// known returns the value at i, if there is one.
func known(values []*float64, i int) (float64, bool) {
	if i < 0 || i >= len(values) || values[i] == nil || !finite(*values[i]) {
		return 0, false
	}
	return *values[i], true
}
