package capacity

import (
	"slices"
	"time"
)

// WarningKind says what speaks against a fit or its forecasts.
type WarningKind uint8

// The warnings, in the order in which they are listed: whether they are grave, and which numbers they have.
const (
	// TooFew is grave below 10 pairs a driver. Count: pairs; Of: the least for which it is not told.
	TooFew WarningKind = iota + 1
	// FlatDriver is grave. Driver; Value: its coefficient of variation; Bound: the least.
	FlatDriver
	// WeakFit is grave. Value: R squared; Bound: the least.
	WeakFit
	// NoEffect is grave where it holds of every driver. Driver; Lower, Upper: the robust interval of its slope, which
	// holds 0.
	NoEffect
	// Bent is grave where a curve forecasts better, and far from the line. Missed: by the line, at the greatest volume
	// forecast; Shape: the curve, if it is one that can be offered.
	Bent
	// LevelShift is grave where the line misses today's level. At: the first step after it; Value: its size in the KPI's
	// unit; Bound: the standard deviation of the noise; Missed: of today's level.
	LevelShift
	// Extrapolation tells of growths beyond 1.25 times the greatest volume seen. Driver; Value: the least such growth that
	// is configured; Bound: the greatest volume.
	Extrapolation
	// Autocorrelated tells that plain intervals are too narrow. Value: lag-1 autocorrelation of the residuals; Bound: from
	// where on it is told.
	Autocorrelated
	// Outliers counts residuals beyond four standard errors. Count; Of: pairs.
	Outliers
	// Gaps tells that most steps have no pair. Count: of these; Of: all steps.
	Gaps
	// ShortVolume tells why there is no date. Driver; Value: days of its history; Bound: the least.
	ShortVolume
	// NoTrend tells why there is no date. Value: the KPI's change a day; Lower, Upper: its interval, which holds 0.
	NoTrend
	// FarDate tells that the likely date needs more than 1.25 times the greatest volume seen (Value: times it; Bound: 1.25)
	// or, for time, lies further ahead than the history is long (Value: days ahead; Bound: days of history).
	FarDate
	// MissingDriver is grave. Driver: it has no step in the window.
	MissingDriver
	// Collinear is grave. Driver: a combination of those before it.
	Collinear
	// Overflow is grave: the values are too great for their squares to be summed.
	Overflow
	// FlatKPI is grave: the KPI never changes, so that nothing can be said of what moves it.
	FlatKPI
	// NoBase is grave: the period has no pair of a step, so that nothing is known of today. At: the last step that has one.
	NoBase
	// MissingKPI is grave: the KPI has no step in the window.
	MissingKPI
	// NotPositive is grave where the base is not above 0, as a growth in per cent of it leads nowhere; else it tells why
	// there is no date: the volume's trend is not. Driver; Value: its base, or its trend's level.
	NotPositive
	// Stale tells that pairs end long before the as-of instant or the period's end. At: the last step; Value: days since
	// its end.
	Stale
	// Uneven tells that the samples of a driver that is summed are not as many in each step. Driver; Count: steps with
	// another number of them than most have; Of: all steps.
	Uneven
	// PoorRecord tells that the naive forecast of the last blocks was better. Value: mean absolute percentage error of the
	// fit; Bound: of the naive forecast.
	PoorRecord
)

// Warning is one thing that a reader must know before he trusts a fit. Which numbers it has stands at its kind.
type Warning struct {
	Kind         WarningKind
	Grave        bool // the verdict is unreliable, and there is no date
	Driver       int  // from 0
	Count, Of    int
	Value, Bound float64
	Lower, Upper float64
	Missed       float64 // what is left out of the line's forecast, in the KPI's unit
	At           time.Time
	Shape        Shape
}

// Grave tells whether one of the warnings is grave: then nothing is to be forecast.
func Grave(warnings []Warning) bool {
	return slices.ContainsFunc(warnings, func(w Warning) bool { return w.Grave })
}
