package xlsx

import (
	"math"

	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// axis is the scale of a chart's axis; nil: Excel finds it.
type axis struct {
	title    string
	format   string
	decimals int
	min, max *float64
	step     float64
	reverse  bool
	slanted  bool // labels, where they are long
	low      bool // labels, where figures are below zero
	skip     int  // every how many-th category is labelled; 0: Excel finds it
}

func (b *book) axis(a axis) excelize.ChartAxis {
	out := excelize.ChartAxis{
		Minimum: a.min, Maximum: a.max, MajorUnit: a.step, ReverseOrder: a.reverse, Font: *b.chartFont(),
		NumFmt:        excelize.ChartNumFmt{CustomNumFmt: a.format},
		TickLabelSkip: a.skip,
	}
	if a.low {
		out.TickLabelPosition = excelize.ChartTickLabelLow
	}
	if a.slanted {
		out.Alignment.TextRotation = -45
	}
	if a.title != "" {
		out.Title.Paragraph = []excelize.RichTextRun{{Text: clean(a.title), Font: b.chartFont()}}
	}
	return out
}

// fitAxis is a scale with round steps around the figures, from zero where the axis asks for it. A ratio's scale ends
// at 1 where no figure is greater.
func fitAxis(a document.Axis, lines []line) axis {
	low, high := math.Inf(1), math.Inf(-1)
	for _, l := range lines {
		for _, v := range l.values {
			if v != nil && !math.IsNaN(*v) && !math.IsInf(*v, 0) {
				low, high = math.Min(low, *v), math.Max(high, *v)
			}
		}
	}
	if low > high {
		return axis{title: a.Title, format: numberFormat(a.Kind, a.Decimals), decimals: a.Decimals}
	}
	if a.FromZero {
		low, high = math.Min(low, 0), math.Max(high, 0)
	}
	step := roundStep(high - low)
	bottom, top := math.Floor(low/step)*step, math.Ceil(high/step)*step
	if bottom < 0 && low >= 0 {
		bottom = 0
	}
	if a.Kind == document.KindShare && high <= 1 {
		top = math.Min(top, 1)
	}
	if top <= bottom {
		top = bottom + step
	}
	bottom, top = math.Round(bottom*1e12)/1e12, math.Round(top*1e12)/1e12
	shown := step
	if a.Kind == document.KindShare {
		shown *= 100
	}
	decimals := max(0, int(math.Ceil(-math.Log10(shown)-1e-9)))
	return axis{title: a.Title, format: numberFormat(a.Kind, decimals), decimals: decimals, min: &bottom, max: &top, step: step}
}

// roundStep divides a range into about five steps of 1, 2 or 5 times a power of ten.
func roundStep(span float64) float64 {
	if span <= 0 {
		return 1
	}
	raw := span / 5
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	for _, step := range []float64{1, 2, 5} {
		if raw <= step*power*(1+1e-9) {
			return step * power
		}
	}
	return 10 * power
}

// zeroAxis is the scale of bars, which start at zero.
func zeroAxis(a document.Axis) axis {
	zero := 0.0
	return axis{title: a.Title, format: numberFormat(a.Kind, 0), min: &zero}
}

// shareAxis is the scale of cumulative shares.
func shareAxis() axis {
	zero, one := 0.0, 1.0
	return axis{format: "0%", min: &zero, max: &one, step: 0.2}
}
