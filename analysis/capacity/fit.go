package capacity

import (
	"time"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// TimeDriver is the name of the driver of what no volume drives: days since the window's first sample.
const TimeDriver = "time"

// Fit is what one KPI series has to do with its drivers. Figures that the pairs do not yield are unknown; the warnings
// say why.
type Fit struct {
	Series  itsm.Series
	Drivers []string // as in the entry; TimeDriver where it has none
	Entry   *Entry

	N              int // pairs that the fit rests on
	Dropped        int // steps of the window that the KPI or one of its drivers lacks
	BeforeResizing int // pairs from before the newest resizing: left out

	// Of plain least squares, whatever else is said: KPI = intercept + sum of coefficient x driver.
	Intercept       Coefficient   // in the KPI's unit
	Coefficients    []Coefficient // in the order of Drivers, in the KPI's unit per unit of the driver (of time: a day)
	RSquared        itsm.Number   // 0..1; unknown where the KPI never changes
	R               itsm.Number   // Pearson's, -1..1; unknown for several drivers, and as RSquared
	ResidualSE      itsm.Number   // in the KPI's unit
	Autocorrelation itsm.Number   // -1..1, of each residual with the one before it

	// Base is the volume that grows, by driver: unknown (nil) where the period has no pair, and for time.
	Base             []float64
	BaseAt           time.Time   // the middle of its steps; zero without a pair in the period
	Elasticity       itsm.Number // by how many per cent the KPI moves when all drivers grow by 1 %, at the base
	ElasticityAtMean itsm.Number // and at the means of KPI and drivers
	Measured         itsm.Number // what the KPI is now: its own base aggregate over the period, mirrored for AtLeast
	Came             Came        // in the period

	// Without a fit, and where the data show no effect of the drivers, scenarios have no forecast.
	AtBase    Scenario    // no growth; the zero value without a base
	Scenarios []Scenario  // one a growth of the rules, in their order; empty without a base
	Events    []Announced // those of the service that are still to come, by date and name; empty without a base

	// Headroom is the growth (a ratio) at which the fitted KPI meets its limit, HeadroomSafe that at which the bound of the
	// 95 % prediction interval does. Unknown without a limit or base, where growth does not lead towards the limit, and
	// where the data show no effect of the drivers (a weak fit).
	Headroom, HeadroomSafe itsm.Number

	Volumes    []Volume  // the drivers' courses over time, in their order; empty for time
	Dates      Dates     // when the limit is met
	Foreseen   Dates     // the same as of the period's end, if that is earlier: what is said of it does not change with time alone
	Backtest   Backtest  // how well the fit would have forecast the last blocks
	Warnings   []Warning // in the order of their kinds
	Unreliable bool      // one of them is grave

	Points    Paired    // what was fitted; X of time in days
	Residuals []float64 // KPI less the fit, as Points
	line      *stats.Fit
	greatest  []float64 // volume seen of each driver
	baseSteps int       // pairs that the base was taken from
	asOf      time.Time
}

// Coefficient is one parameter of a fit. Its figures are unknown where there is no fit; T and P also where it has no
// error.
type Coefficient struct {
	Driver              string // empty: the intercept
	Value, SE, T, P     itsm.Number
	Lower, Upper        itsm.Number // 95 % by the plain standard error
	RobustSE            itsm.Number // holds for residuals that follow one another (HAC); unknown of the intercept
	RobustLow, RobustUp itsm.Number // 95 % by it
}

// DropPoints lets go of the pairs and residuals, which are all that is large in a fit. There is no curve after it.
func (f *Fit) DropPoints() {
	f.Points, f.Residuals, f.line = Paired{}, nil, nil
}

// Curve is the fit at a value of its only driver, with the 95 % prediction interval of a step there. It is not ok
// where there is no fit, several drivers, or no points any more.
func (f *Fit) Curve(x float64) (value, lower, upper float64, ok bool) {
	if f.line == nil || len(f.Coefficients) != 1 {
		return 0, 0, 0, false
	}
	p, ok := f.line.Predict(x)
	return p.Value, p.Lower, p.Upper, ok
}

// describe takes over the figures of the line; robust are its standard errors that hold for residuals that follow one
// another.
func (f *Fit) describe(robust []float64) {
	line := f.line
	f.Intercept = coefficient("", line.Intercept)
	for k, c := range line.Coefficients {
		known := coefficient(f.Drivers[k], c)
		known.RobustSE = finite(robust[k])
		known.RobustLow, known.RobustUp = finite(c.Value-line.Reach*robust[k]), finite(c.Value+line.Reach*robust[k])
		f.Coefficients[k] = known
	}
	f.RSquared, f.R, f.ResidualSE = itsm.Number(line.RSquared), itsm.Number(line.R), finite(line.ResidualSE)
	f.Autocorrelation = itsm.Number(line.Autocorrelation())
	f.Residuals = line.Residuals
}

func coefficient(driver string, c stats.Coefficient) Coefficient {
	return Coefficient{
		Driver: driver, Value: itsm.Known(c.Value), SE: itsm.Known(c.SE), T: itsm.Number(c.T), P: itsm.Number(c.P),
		Lower: itsm.Known(c.Lower), Upper: itsm.Known(c.Upper),
	}
}

// finite is a number that is unknown where it is none.
func finite(v float64) itsm.Number { return itsm.Number{Value: v, Known: isFinite(v)} }
