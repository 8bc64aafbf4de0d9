package stats

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack/lapack64"
	"gonum.org/v1/gonum/mat"
)

// Why there is no fit. The errors of LeastSquares are these, wrapped with the number of the driver (from 1).
var (
	ErrNoDriver  = errors.New("no driver")
	ErrLengths   = errors.New("not as many values as the response has")
	ErrNotFinite = errors.New("not every value is a finite number")
	ErrTooFew    = errors.New("too few observations")
	ErrConstant  = errors.New("all values are the same")
	ErrCollinear = errors.New("a combination of the drivers before it")
)

// collinear is the part of a driver (0..1 of its length) that the drivers before it must leave unexplained; R's lm
// draws the line at the same place.
const collinear = 1e-7

// Coefficient is one parameter of a fit, in the unit of the response over that of the driver.
type Coefficient struct {
	Value, SE    float64
	T, P         Number // value / SE, and the probability of one so far from 0 by chance; unknown where SE is 0
	Lower, Upper float64
}

// Fit is y = a + b1 x1 + b2 x2 + ... by ordinary least squares.
type Fit struct {
	N, DF        int           // observations; degrees of freedom, N - drivers - 1, at least 1
	Intercept    Coefficient   // a
	Coefficients []Coefficient // b, in the order of the drivers
	RSquared     Number        // 0..1; unknown where the response never changes
	R            Number        // Pearson's correlation, -1..1, of one driver; unknown for several, and as RSquared
	ResidualSE   float64       // sqrt(sum of squared residuals / DF), in the unit of the response
	Residuals    []float64     // y less the fit, in the order of the observations
	Reach        float64       // standard errors in half a 95 % interval: Student's t for DF

	columns []column
	spread  *mat.Dense // inverse of (Z'Z), Z the centred and scaled columns
}

// LeastSquares fits a response to one driver or more, observations in the order of time where HAC or Autocorrelation
// are to be asked for. The columns are centred and scaled, and decomposed by Householder reflections (QR) with the
// response as the last column: never by normal equations, which square the condition number. NIST's Norris and Longley
// come out to 12 digits and more. The error is, or wraps, one of those above; there are no numbers then.
func LeastSquares(y []float64, x ...[]float64) (*Fit, error) {
	if err := checkDesign(y, x); err != nil {
		return nil, err
	}
	f := &Fit{N: len(y), DF: len(y) - len(x) - 1}
	for k, driver := range x {
		c, ok := standardise(driver)
		if !ok {
			return nil, fmt.Errorf("driver %d: %w", k+1, ErrConstant)
		}
		f.columns = append(f.columns, c)
	}
	response, moves := standardise(y)
	slopes, err := f.solve(response.values)
	if err != nil {
		return nil, err
	}
	f.Reach = StudentQuantile(1-tail, float64(f.DF)).Value
	f.residuals(response, slopes)
	f.infer(response, slopes)
	if moves {
		f.explain(response, slopes)
	}
	if !f.finite() {
		return nil, ErrNotFinite // finite values whose squares are not
	}
	return f, nil
}

// solve decomposes [Z | y] = QR: the triangle's last column is Q'y, which the triangle before it turns into the slopes
// of the standardised variables.
func (f *Fit) solve(response []float64) ([]float64, error) {
	drivers := len(f.columns)
	columns := make([][]float64, 0, drivers+1)
	for k, c := range f.columns {
		if !finite(c.values...) {
			return nil, fmt.Errorf("driver %d: %w", k+1, ErrNotFinite)
		}
		columns = append(columns, c.values)
	}
	r := triangle(append(columns, response))
	for k := range drivers {
		if math.Abs(r.At(k, k)) < collinear {
			return nil, fmt.Errorf("driver %d: %w", k+1, ErrCollinear)
		}
	}
	f.spread = crossInverse(r, drivers)
	return backSubstitute(r, drivers), nil
}

// triangle is R of the decomposition of the columns, which stay as they are. LAPACK's routine is called by itself:
// gonum's mat.QR copies the observations twice more.
func triangle(columns [][]float64) *mat.Dense {
	width := len(columns)
	all := blas64.General{Rows: len(columns[0]), Cols: width, Stride: width, Data: make([]float64, len(columns[0])*width)}
	for k, c := range columns {
		for i, v := range c {
			all.Data[i*width+k] = v
		}
	}
	tau, work := make([]float64, width), make([]float64, 1)
	lapack64.Geqrf(all, tau, work, -1) // tells the size of its work space
	work = make([]float64, int(work[0]))
	lapack64.Geqrf(all, tau, work, len(work))
	return mat.NewDense(width, width, all.Data[:width*width])
}

// backSubstitute solves the upper triangle of the drivers for the column after it.
func backSubstitute(r *mat.Dense, drivers int) []float64 {
	solved := make([]float64, drivers)
	for i := drivers - 1; i >= 0; i-- {
		rest := r.At(i, drivers)
		for j := i + 1; j < drivers; j++ {
			rest -= r.At(i, j) * solved[j]
		}
		solved[i] = rest / r.At(i, i)
	}
	return solved
}

// crossInverse is inverse(R'R) = W W' with W the inverse of the drivers' triangle R, column by column.
func crossInverse(r *mat.Dense, drivers int) *mat.Dense {
	w := mat.NewDense(drivers, drivers, nil)
	for k := range drivers {
		for i := k; i >= 0; i-- {
			var rest float64
			if i == k {
				rest = 1
			}
			for j := i + 1; j <= k; j++ {
				rest -= r.At(i, j) * w.At(j, k)
			}
			w.Set(i, k, rest/r.At(i, i))
		}
	}
	var inverse mat.Dense
	inverse.Mul(w, w.T())
	return &inverse
}
