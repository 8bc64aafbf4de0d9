package stats

import "math"

// residuals takes the fit off the response and adds up what is left. They are taken from the standardised columns,
// where nothing cancels.
func (f *Fit) residuals(response column, slopes []float64) {
	f.Residuals = make([]float64, f.N)
	for i, left := range response.values {
		for k, c := range f.columns {
			left -= slopes[k] * c.values[i]
		}
		f.Residuals[i] = left * response.scale
	}
	f.ResidualSE = norm(f.Residuals) / math.Sqrt(float64(f.DF))
}

// infer turns the slopes of the standardised variables into the coefficients in their units, with standard errors
// s sqrt((Z'Z)^-1_kk) / scale_k; the intercept's is s sqrt(leverage at 0).
func (f *Fit) infer(response column, slopes []float64) {
	f.Coefficients = make([]Coefficient, len(slopes))
	terms := []float64{response.mean}
	origin := make([]float64, len(slopes))
	for k, c := range f.columns {
		value := slopes[k] * response.scale / c.scale
		f.Coefficients[k] = f.coefficient(value, f.ResidualSE*math.Sqrt(f.spread.At(k, k))/c.scale)
		terms = append(terms, -value*c.mean)
	}
	f.Intercept = f.coefficient(preciseSum(terms), f.ResidualSE*math.Sqrt(f.leverage(origin)))
}

func (f *Fit) coefficient(value, se float64) Coefficient {
	reach := f.Reach * se
	c := Coefficient{Value: value, SE: se, Lower: value - reach, Upper: value + reach}
	if t := value / se; finite(t) {
		c.T, c.P = known(t), known(twoSided(t, float64(f.DF)))
	}
	return c
}

// leverage is 1/n + z'(Z'Z)^-1 z at the drivers' values x, z being x centred and scaled: how far from the observations
// x lies. The standard error of the fitted mean is the residual one times its root.
func (f *Fit) leverage(x []float64) float64 {
	h := 1 / float64(f.N)
	for i, a := range f.columns {
		for j, b := range f.columns {
			h += (x[i] - a.mean) / a.scale * f.spread.At(i, j) * (x[j] - b.mean) / b.scale
		}
	}
	return math.Max(h, 1/float64(f.N))
}

// explain sets R squared = 1 - residual / total sum of squares, and the correlation, which is the slope of the
// standardised variables.
func (f *Fit) explain(response column, slopes []float64) {
	unexplained := norm(f.Residuals) / response.scale
	f.RSquared = known(math.Max(0, 1-unexplained*unexplained))
	if len(slopes) == 1 {
		f.R = known(math.Max(-1, math.Min(1, slopes[0])))
	}
}

func (f *Fit) finite() bool {
	for _, c := range append([]Coefficient{f.Intercept}, f.Coefficients...) {
		if !finite(c.Value, c.SE, c.Lower, c.Upper) {
			return false
		}
	}
	return finite(f.ResidualSE)
}

// Prediction is what a fit says of one new observation.
type Prediction struct {
	Value        float64 // the fitted mean there
	SE           float64 // of one new observation: residual SE x sqrt(1 + leverage)
	Lower, Upper float64 // 95 % prediction interval
	df           int
}

// Predict forecasts one new observation at the drivers' values, in the order of the fit's drivers. It is not ok where
// there are not as many values as drivers, or the result is not finite.
func (f *Fit) Predict(x ...float64) (p Prediction, ok bool) {
	if len(x) != len(f.columns) {
		return Prediction{}, false
	}
	terms := []float64{f.Intercept.Value}
	for k, v := range x {
		terms = append(terms, f.Coefficients[k].Value*v)
	}
	p = Prediction{Value: preciseSum(terms), SE: f.ResidualSE * math.Sqrt(1+f.leverage(x)), df: f.DF}
	reach := f.Reach * p.SE
	p.Lower, p.Upper = p.Value-reach, p.Value+reach
	if !finite(p.Value, p.SE, p.Lower, p.Upper) {
		return Prediction{}, false
	}
	return p, true
}

// Above is the probability (0..1) that the new observation exceeds the limit, by Student's t. A prediction without
// error is above or is not. Unknown where the limit is not a number.
func (p Prediction) Above(limit float64) Number { return p.beyond(p.Value - limit) }

// Below is the probability that the new observation falls below the limit.
func (p Prediction) Below(limit float64) Number { return p.beyond(limit - p.Value) }

// beyond is the probability of an error less than the distance.
func (p Prediction) beyond(distance float64) Number {
	switch {
	case math.IsNaN(distance):
		return Number{}
	case p.SE > 0:
		return StudentCDF(distance/p.SE, float64(p.df))
	case distance > 0:
		return known(1)
	}
	return known(0)
}
