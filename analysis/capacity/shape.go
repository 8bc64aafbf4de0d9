package capacity

import (
	"math"
	"slices"

	"nines/analysis/stats"
)

// ShapeKind is a curve that a KPI may follow where a line does not do.
type ShapeKind uint8

// The shapes; a and b are fitted, c is chosen from a grid.
const (
	Line        ShapeKind = iota // a + b x
	Logarithmic                  // a + b log x: saturating without end
	Saturating                   // a + b x/(x + c): half of its rise lies below x = c
	Queueing                     // a + b/(1 - x/c): the response of a server that is full at x = c
)

// Shape is a curve with its record against the line's. The zero value is no shape.
type Shape struct {
	Kind             ShapeKind
	C                float64 // in the unit of the driver; 0 for Line and Logarithmic
	Intercept, Slope float64 // a and b, of all pairs
	Error, LineError float64 // root mean square errors of the forecasts of the last blocks, each from what was before it
}

// At is the curve's value at volume x; ok is false outside of where it is defined.
func (s Shape) At(x float64) (v float64, ok bool) {
	v = s.Intercept + s.Slope*s.bend(x)
	return v, isFinite(v) && !(s.Kind == Queueing && x >= s.C)
}

func (s Shape) bend(x float64) float64 {
	switch s.Kind {
	case Logarithmic:
		return math.Log(x)
	case Saturating:
		return x / (x + s.C)
	case Queueing:
		return 1 / (1 - x/s.C)
	default:
		return x
	}
}

// bentT is the t statistic beyond which the residuals are bent: that of 1 straight series in 500, by chance.
const bentT = 3.09

// bent looks for curvature: the square of the driver (of several: of the fitted value, Ramsey's RESET) is tried beside
// the drivers, in the regression whitened of its autocorrelation and with a standard error that holds where the spread
// changes. It is grave where the curve leaves the line by more than the residual standard error at the greatest volume
// that is forecast, or that is warned of. Another shape is offered only if it forecasts the last blocks better.
func (f Fitted) bent() []Warning {
	along, top := f.along()
	middle := sum(along) / float64(len(along))
	square := make([]float64, len(along))
	for i, v := range along {
		square[i] = (v - middle) * (v - middle)
	}
	added, ok := stats.TryColumn(square, f.Y, f.X...)
	if !ok || math.Abs(added.T) < bentT {
		return nil
	}
	missed := added.Coefficient * departure(along, square, middle, top)
	w := Warning{Kind: Bent, Value: missed, Grave: math.Abs(missed) > f.Fit.ResidualSE}
	if len(f.X) == 1 && !f.Time {
		w.Shape = f.betterShape()
	}
	return []Warning{w}
}

// along is the driver, or the fitted value of several, and the greatest value of it that is forecast: that of the
// greatest growth, though not beyond 1.25 times what was seen; that of the greatest volume seen, where nothing grows.
func (f Fitted) along() (values []float64, top float64) {
	volumes := make([]float64, len(f.X))
	for k, x := range f.X {
		greatest := slices.Max(x)
		volumes[k] = greatest
		if len(f.Base) == len(f.X) && len(f.Growth) > 0 {
			volumes[k] = math.Min(f.Base[k]*(1+slices.Max(f.Growth)), farthest*greatest)
		}
	}
	if len(f.X) == 1 {
		return f.X[0], volumes[0]
	}
	values = make([]float64, len(f.Y))
	for i, y := range f.Y {
		values[i] = y - f.Fit.Residuals[i]
	}
	p, _ := f.Fit.Predict(volumes...)
	return values, p.Value
}

// departure is how far the square lies off its own regression line on the driver, at the given value.
func departure(along, square []float64, middle, at float64) float64 {
	mean := sum(square) / float64(len(square))
	var cross float64
	for i, v := range along {
		cross += (v - middle) * (square[i] - mean)
	}
	slope := cross / sum(square)
	return (at-middle)*(at-middle) - mean - slope*(at-middle)
}

// betterShape is the curve with the least error over the last blocks, if that is less than the line's both over all
// and in more than half of the blocks.
func (f Fitted) betterShape() Shape {
	x := f.X[0]
	blocks := lastBlocks(f.Paired)
	line := errorsOf(f.Y, x, blocks)
	var best Shape
	for _, s := range shapesFor(x) {
		bent := make([]float64, len(x))
		for i, v := range x {
			bent[i] = s.bend(v)
		}
		errs := errorsOf(f.Y, bent, blocks)
		if !wins(errs, line) {
			continue
		}
		s.Error, s.LineError = rootMean(errs), rootMean(line)
		if best.Kind != Line && s.Error >= best.Error {
			continue
		}
		if fit, err := stats.LeastSquares(f.Y, bent); err == nil {
			s.Intercept, s.Slope = fit.Intercept.Value, fit.Coefficients[0].Value
			best = s
		}
	}
	return best
}

// shapesFor are the curves that can be tried on volumes x. The grids reach from a strong bend to nearly a line.
func shapesFor(x []float64) []Shape {
	if slices.Min(x) < 0 {
		return nil
	}
	var shapes []Shape
	if slices.Min(x) > 0 {
		shapes = append(shapes, Shape{Kind: Logarithmic})
	}
	mean, greatest := sum(x)/float64(len(x)), slices.Max(x)
	for _, c := range []float64{0.25, 0.5, 1, 2, 4} {
		shapes = append(shapes, Shape{Kind: Saturating, C: c * mean})
	}
	for _, c := range []float64{1.02, 1.05, 1.1, 1.2, 1.35, 1.6, 2} {
		shapes = append(shapes, Shape{Kind: Queueing, C: c * greatest})
	}
	return shapes
}

// blockError is the sum of squared forecast errors of one block.
type blockError struct {
	square float64
	n      int
}

func wins(shape, line []blockError) bool {
	better := 0
	for i := range shape {
		if shape[i].square < line[i].square {
			better++
		}
	}
	return 2*better > len(line) && rootMean(shape) < rootMean(line)
}

func rootMean(errs []blockError) float64 {
	var square, n float64
	for _, e := range errs {
		square += e.square
		n += float64(e.n)
	}
	return math.Sqrt(square / n)
}
