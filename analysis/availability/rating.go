package availability

import "math"

// Rating is the verdict on a service in a period.
type Rating uint8

// The ratings. It is unknown without agreed time or data, and undecided where outages whose end is not known lie on
// both sides of the target.
const (
	RatingUnknown Rating = iota
	Undecided
	Green // the target is met
	Amber // met, but much of the error budget is spent
	Red   // missed
)

var ratingWords = [...]string{"unknown", "undecided", "green", "amber", "red"}

// String returns the contract's word for the rating.
func (r Rating) String() string { return ratingWords[r] }

// Met tells whether the target was met.
func (r Rating) Met() bool { return r == Green || r == Amber }

// rounding is the relative difference that two computations of the same minutes may show.
const rounding = 1e-12

// met tells whether downtime keeps within the allowed minutes; what binary fractions make of 99.9 % flips no rating.
func met(downtime, allowed float64) bool { return downtime <= allowed*(1+rounding) }

// rate judges downtime against what was allowed until now and against the error budget of the whole period.
func rate(downtime, allowed, budget, amberAt float64) Rating {
	switch {
	case !met(downtime, allowed):
		return Red
	case budget > 0 && downtime >= amberAt*budget*(1-rounding):
		return Amber
	}
	return Green
}

// allowance is 1 - target, cleared of what binary fractions leave: 0.0001 for a target of 0.9999.
func allowance(target float64) float64 { return math.Round((1-target)*1e12) / 1e12 }
