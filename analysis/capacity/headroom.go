package capacity

import (
	"math"

	"nines/internal/itsm"
)

// findHeadroom tells the growth of all drivers at which the KPI meets its limit: (limit - a) / (sum of b x0) - 1, and
// that at which the bound of its prediction interval does. A KPI that must not rise meets its limit only where growth
// makes it rise, one that must not fall only where growth makes it fall.
func (f *Fit) findHeadroom() {
	if f.line == nil || f.Base == nil || !f.Entry.Limit.Known {
		return
	}
	slope := f.driven(f.Base)
	towards := slope
	if f.Entry.LimitIs == AtLeast {
		towards = -slope
	}
	if !(towards > 0) {
		return
	}
	room := f.Entry.Limit.Value - f.line.Intercept.Value
	f.Headroom = finite(room/slope - 1)
	f.HeadroomSafe = f.safe(room, slope, towards/slope)
}

// safe solves bound = limit for the scale u = 1 + growth of the base. The bound lies t standard errors beyond
// a + slope u, and the square of the error is a quadratic in u, so that
//
//	(room - slope u)^2 = t^2 (A u^2 + B u + C)
//
// of whose roots those on the side of the bound (sign (room - slope u) >= 0) count; the greater of two: between them
// the bound keeps the limit. There may be none: then it keeps the limit at no volume. sign is -1 for a limit from below.
func (f *Fit) safe(room, slope, sign float64) itsm.Number {
	a, b, c, ok := f.errorSquare()
	if !ok {
		return itsm.Number{}
	}
	reach := f.line.Reach * f.line.Reach
	var found itsm.Number
	for _, u := range roots(slope*slope-reach*a, -2*slope*room-reach*b, room*room-reach*c) {
		near := sign*(room-slope*u) >= -1e-9*math.Abs(room)
		if near && isFinite(u) && (!found.Known || u-1 > found.Value) {
			found = itsm.Known(u - 1)
		}
	}
	return found
}

// errorSquare are the coefficients of the squared standard error of a step, A u^2 + B u + C at u times the base: from
// three of its values.
func (f *Fit) errorSquare() (a, b, c float64, ok bool) {
	var q [3]float64
	for u := range q {
		p, fine := f.line.Predict(scaled(f.Base, float64(u))...)
		if !fine {
			return 0, 0, 0, false
		}
		q[u] = p.SE * p.SE
	}
	a = (q[2] - 2*q[1] + q[0]) / 2
	return a, q[1] - q[0] - a, q[0], true
}

// roots are the real solutions of a x^2 + b x + c = 0, without the cancellation of the schoolbook's formula. Two that
// fall together (a line without residuals) are not missed for rounding.
func roots(a, b, c float64) []float64 {
	within := b*b - 4*a*c
	if within < -1e-12*b*b {
		return nil
	}
	q := -(b + math.Copysign(math.Sqrt(math.Max(0, within)), b)) / 2
	return []float64{q / a, c / q}
}
