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
// changes. A bend is easily significant and still no better to forecast with, so it is grave only where a curve forecasts
// the last blocks better than the line, each from what was before it, and leaves the line by more than the residual
// standard error at the greatest volume that is forecast. Of several drivers, and of time, the curve is the parabola;
// no shape is offered then.
func (f Fitted) bent() []Warning {
	along, top := f.along()
	middle := sum(along) / float64(len(along))
	square := make([]float64, len(along))
	for i, v := range along {
		square[i] = (v - middle) * (v - middle)
	}
	tested, _ := thinned(append([][]float64{square, f.Fit.Residuals}, f.X...))
	added, ok := stats.TryColumn(tested[0], tested[1], tested[2:]...)
	if !ok || math.Abs(added.T) < bentT {
		return nil
	}
	w := Warning{Kind: Bent, Missed: added.Coefficient * departure(along, square, middle, top)}
	better := false
	if len(f.X) == 1 && !f.Time {
		w.Shape = f.betterShape()
		if better = w.Shape.Kind != Line; better {
			straight, _ := f.Fit.Predict(top)
			if curved, ok := w.Shape.At(top); ok {
				w.Missed = curved - straight.Value
			}
		}
	} else {
		blocks := lastBlocks(f.Paired)
		better = wins(errorsOf(blocks, f.Y, append([][]float64{square}, f.X...)...), errorsOf(blocks, f.Y, f.X...))
	}
	w.Grave = better && math.Abs(w.Missed) > f.Fit.ResidualSE
	return []Warning{w}
}

// along is the driver, or the fitted value of several, and the greatest value of it that is forecast: that of the
// greatest growth, though not beyond 1.25 times what was seen; that of the greatest volume seen, where nothing grows.
func (f Fitted) along() (values []float64, top float64) {
	volumes := make([]float64, len(f.X))
	for k, x := range f.X {
		volumes[k] = greatest(x)
		if len(f.Base) == len(f.X) && len(f.Growth) > 0 {
			volumes[k] = math.Min(f.Base[k]*(1+slices.Max(f.Growth)), farthest*volumes[k])
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

// betterShape is the curve with the least error over the last blocks, if that beats the line's.
func (f Fitted) betterShape() Shape {
	x := f.X[0]
	blocks := lastBlocks(f.Paired)
	line := errorsOf(blocks, f.Y, x)
	var best Shape
	for _, s := range shapesFor(x) {
		bent := make([]float64, len(x))
		for i, v := range x {
			bent[i] = s.bend(v)
		}
		errs := errorsOf(blocks, f.Y, bent)
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
	mean, seen := sum(x)/float64(len(x)), greatest(x)
	for _, c := range []float64{0.25, 0.5, 1, 2, 4} {
		shapes = append(shapes, Shape{Kind: Saturating, C: c * mean})
	}
	for _, c := range []float64{1.02, 1.05, 1.1, 1.2, 1.35, 1.6, 2} {
		shapes = append(shapes, Shape{Kind: Queueing, C: c * seen})
	}
	return shapes
}

// blockError is the sum of squared forecast errors of one block.
type blockError struct {
	square float64
	n      int
}

// leastGain is how much less a curve's error must be than the line's: below, it is a tie.
const leastGain = 0.01

// wins tells whether a curve beats the line over all, and in more than half of the blocks.
func wins(shape, line []blockError) bool {
	better := 0
	for i := range shape {
		if shape[i].square < line[i].square {
			better++
		}
	}
	return 2*better > len(line) && rootMean(shape) < (1-leastGain)*rootMean(line)
}

func rootMean(errs []blockError) float64 {
	var square, n float64
	for _, e := range errs {
		square += e.square
		n += float64(e.n)
	}
	return math.Sqrt(square / n)
}

// greatest of one value at least; slices.Max takes four times as long over NaN, of which steps have none.
func greatest(values []float64) float64 {
	most := values[0]
	for _, v := range values {
		if v > most {
			most = v
		}
	}
	return most
}
