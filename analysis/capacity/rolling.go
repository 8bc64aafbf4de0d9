package capacity

import (
	"math"

	"nines/analysis/stats"
)

const week = 7 * day

// A track record is made over the last eight blocks; a block is a week where there are twelve of them, else a twelfth
// of the pairs, so that the first fit rests on a third of them at least.
const (
	testedBlocks   = 8
	allBlocks      = 12
	leastBacktest  = 3 * allBlocks // pairs; below, a block would have fewer than three
	pivotTolerance = 1e-12
)

// block is a range of pairs, [from, to).
type block struct{ from, to int }

// lastBlocks are the blocks that are forecast, in the order of time; none where there are too few pairs.
func lastBlocks(p Paired) []block {
	n := len(p.Y)
	if n < leastBacktest {
		return nil
	}
	size := n / allBlocks
	if inWeek := int(week / max(p.Step, 1)); inWeek > 1 && inWeek < size {
		size = inWeek
	}
	blocks := make([]block, testedBlocks)
	for i := range blocks {
		to := n - (testedBlocks-1-i)*size
		blocks[i] = block{to - size, to}
	}
	return blocks
}

// running is a least squares fit that grows by an observation at a time: sums of products of the centred and scaled
// columns, the response last. A block's fit takes what is added since the last one, and not all over again.
type running struct {
	columns      [][]float64
	mean, scale  []float64
	n            int
	row          []float64
	sums         []float64
	products     []float64 // square, as many as columns
	coefficients []float64 // of the scaled columns, set by solve
	inverse      []float64 // of the drivers' centred products
	spread       float64   // residual standard error, scaled
}

func newRunning(y []float64, x ...[]float64) *running {
	r := &running{columns: append(append([][]float64{}, x...), y)}
	k := len(r.columns)
	r.row, r.sums, r.products = make([]float64, k), make([]float64, k), make([]float64, k*k)
	r.coefficients, r.inverse = make([]float64, k-1), make([]float64, (k-1)*(k-1))
	for _, c := range r.columns {
		mean := sum(c) / float64(len(c))
		var square float64
		for _, v := range c {
			square += (v - mean) * (v - mean)
		}
		scale := math.Sqrt(square / float64(len(c)))
		if scale == 0 {
			scale = 1
		}
		r.mean, r.scale = append(r.mean, mean), append(r.scale, scale)
	}
	return r
}

// add takes the observations up to the given one in.
func (r *running) add(to int) {
	k := len(r.columns)
	for ; r.n < to; r.n++ {
		for c, column := range r.columns {
			v := (column[r.n] - r.mean[c]) / r.scale[c]
			r.row[c] = v
			r.sums[c] += v
		}
		for a := range k {
			for b := a; b < k; b++ {
				r.products[a*k+b] += r.row[a] * r.row[b]
			}
		}
	}
}

// centred is the product of two columns about the means of what was added.
func (r *running) centred(a, b int) float64 {
	if a > b {
		a, b = b, a
	}
	return r.products[a*len(r.columns)+b] - r.sums[a]*r.sums[b]/float64(r.n)
}

// solve fits what was added; ok is false where the drivers are not independent yet, or there are too few rows.
func (r *running) solve() (ok bool) {
	drivers := len(r.columns) - 1
	if r.n < drivers+2 || !r.invert(drivers) {
		return false
	}
	left := r.centred(drivers, drivers)
	for a := range drivers {
		var b float64
		for c := range drivers {
			b += r.inverse[a*drivers+c] * r.centred(c, drivers)
		}
		r.coefficients[a] = b
		left -= b * r.centred(a, drivers)
	}
	r.spread = math.Sqrt(math.Max(0, left) / float64(r.n-drivers-1))
	return true
}

// invert sets the inverse of the drivers' products by Gauss and Jordan; they are few, and scaled.
func (r *running) invert(drivers int) bool {
	m := make([]float64, drivers*drivers)
	for a := range drivers {
		for b := range drivers {
			m[a*drivers+b], r.inverse[a*drivers+b] = r.centred(a, b), 0
		}
		r.inverse[a*drivers+a] = 1
	}
	for p := range drivers {
		pivot := m[p*drivers+p]
		if !(pivot > pivotTolerance*float64(r.n)) {
			return false
		}
		for c := range drivers {
			m[p*drivers+c] /= pivot
			r.inverse[p*drivers+c] /= pivot
		}
		for a := range drivers {
			factor := m[a*drivers+p]
			if a == p || factor == 0 {
				continue
			}
			for c := range drivers {
				m[a*drivers+c] -= factor * m[p*drivers+c]
				r.inverse[a*drivers+c] -= factor * r.inverse[p*drivers+c]
			}
		}
	}
	return true
}

// forecast is what the fit says of observation i from its drivers alone, with the standard error of one observation.
func (r *running) forecast(i int) (value, se float64) {
	drivers, n := len(r.columns)-1, float64(r.n)
	for a := range drivers {
		r.row[a] = (r.columns[a][i]-r.mean[a])/r.scale[a] - r.sums[a]/n
	}
	value, leverage := r.sums[drivers]/n, 1/n
	for a := range drivers {
		value += r.coefficients[a] * r.row[a]
		for b := range drivers {
			leverage += r.row[a] * r.inverse[a*drivers+b] * r.row[b]
		}
	}
	return value*r.scale[drivers] + r.mean[drivers], r.spread * r.scale[drivers] * math.Sqrt(1+leverage)
}

// reach is the number of standard errors in half a 95 % interval.
func (r *running) reach() float64 {
	return stats.StudentQuantile(0.975, float64(r.n-len(r.columns))).Value
}

// errorsOf forecasts each block from what was before it.
func errorsOf(blocks []block, y []float64, x ...[]float64) []blockError {
	r := newRunning(y, x...)
	errs := make([]blockError, len(blocks))
	for i, b := range blocks {
		r.add(b.from)
		if !r.solve() {
			continue
		}
		for at := b.from; at < b.to; at++ {
			forecast, _ := r.forecast(at)
			errs[i].square += (y[at] - forecast) * (y[at] - forecast)
			errs[i].n++
		}
	}
	return errs
}
