package stats

import "math"

// Whitened is a regression y = a + b1 x1 + ... + u whose noise follows itself, u = phi u before + e: of each row phi
// times the row before it is taken off, and the first row is scaled (Prais and Winsten 1954). What is left of the noise
// is e, and further columns can be tried beside the drivers as in plain least squares. Rows must be in the order of
// time; the rows on both sides of a gap count as neighbours.
type Whitened struct {
	phi     float64
	columns [][]float64 // constant and drivers, centred and of length 1
	y       []float64   // the response
	basis   [][]float64 // the columns, whitened, orthonormal
	rest    []float64   // the response, whitened, less its part in the basis
}

// Whiten takes the autoregression phi (-1 < phi < 1) out of a response and its drivers. It is not ok where the lengths
// differ, a value is not finite, phi is out of range, or there are fewer than four rows more than drivers. A driver that
// never changes, or is a combination of those before it, adds nothing and is left out.
func Whiten(phi float64, y []float64, x ...[]float64) (w *Whitened, ok bool) {
	if !(math.Abs(phi) < 1) || len(y) < len(x)+4 || !finite(y...) {
		return nil, false
	}
	constant := make([]float64, len(y))
	for i := range constant {
		constant[i] = 1
	}
	w = &Whitened{columns: [][]float64{constant}, y: y}
	for _, driver := range x {
		if len(driver) != len(y) || !finite(driver...) {
			return nil, false
		}
		if c, moves := standardise(driver); moves {
			w.columns = append(w.columns, c.values)
		}
	}
	return w.again(phi), true
}

// again whitens the same response and drivers by another phi.
func (w *Whitened) again(phi float64) *Whitened {
	other := &Whitened{phi: phi, columns: w.columns, y: w.y}
	for _, c := range w.columns {
		other.extend(other.whiten(c))
	}
	other.rest = other.whiten(w.y)
	other.project(other.rest)
	return other
}

// whiten makes a new column of each value less phi times the one before it.
func (w *Whitened) whiten(column []float64) []float64 {
	white := make([]float64, len(column))
	white[0] = column[0] * math.Sqrt(1-w.phi*w.phi)
	for i := 1; i < len(column); i++ {
		white[i] = column[i] - w.phi*column[i-1]
	}
	return white
}

// project takes the part in the basis off a column, in place.
func (w *Whitened) project(column []float64) {
	for _, q := range w.basis {
		part := dot(q, column)
		for i, v := range q {
			column[i] -= part * v
		}
	}
}

// extend adds a whitened column to the basis, unless nothing is left of it; it is used up.
func (w *Whitened) extend(column []float64) {
	before := math.Sqrt(dot(column, column))
	w.project(column)
	w.project(column) // twice: once leaves rounding of the size of the part taken off
	length := math.Sqrt(dot(column, column))
	if !(length > collinear*before) {
		return
	}
	for i := range column {
		column[i] /= length
	}
	w.basis = append(w.basis, column)
}

// Added is what a further column would add to a whitened regression.
type Added struct {
	Coefficient float64 // in the unit of the response over that of the column
	T           float64 // its robust t statistic: spread that changes with the column does not make it great (White 1980)
}

// Add tries a further column, as long as the response. It is not ok where the column is a combination of the drivers,
// or there is no noise to measure it by.
func (w *Whitened) Add(x []float64) (a Added, ok bool) {
	if len(x) != len(w.rest) || !finite(x...) {
		return Added{}, false
	}
	c, moves := standardise(x)
	if !moves {
		return Added{}, false
	}
	column := w.whiten(c.values)
	before := math.Sqrt(dot(column, column))
	w.project(column)
	square := dot(column, column)
	if !(math.Sqrt(square) > collinear*before) {
		return Added{}, false
	}
	b := dot(column, w.rest) / square
	var meat float64
	for i, v := range column {
		e := v * (w.rest[i] - b*v)
		meat += e * e
	}
	n := float64(len(x))
	se := math.Sqrt(meat*n/(n-float64(len(w.basis))-1)) / square
	a = Added{Coefficient: b / c.scale, T: b / se}
	return a, finite(a.Coefficient, a.T)
}

// TryColumn asks what a further column adds to the regression of y by x whose noise may follow itself: the
// autoregression is estimated with the column's part taken out of the residuals, and the column is tried in the whitened
// regression. It is not ok as Whiten and Add are not.
func TryColumn(column, y []float64, x ...[]float64) (a Added, ok bool) {
	plain, ok := Whiten(0, y, x...)
	if !ok {
		return Added{}, false
	}
	if a, ok = plain.Add(column); !ok {
		return Added{}, false
	}
	left := make([]float64, len(column))
	middle := mean(column)
	for i, v := range column {
		left[i] = a.Coefficient * (v - middle)
	}
	plain.project(left)
	for i, v := range left {
		left[i] = plain.rest[i] - v
	}
	return plain.again(Autoregression(left, len(plain.basis)+1)).Add(column)
}
