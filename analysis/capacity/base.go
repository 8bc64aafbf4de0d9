package capacity

import (
	"slices"
	"time"

	"nines/internal/itsm"
)

// findBase tells the volume that grows, and what the KPI is beside it: the base aggregate of the pairs whose step begins
// in the period. Time does not grow.
func (f *Fit) findBase(rules *Rules) {
	from, _ := slices.BinarySearch(f.Points.Start, rules.Period.From.UnixMilli())
	to, _ := slices.BinarySearch(f.Points.Start, rules.Period.To.UnixMilli())
	if from >= to {
		return
	}
	f.Measured = itsm.Number(rules.Base.Of(slices.Clone(f.Points.Y[from:to])))
	middle := (f.Points.Start[from] + f.Points.Start[to-1] + rules.Step.Milliseconds()) / 2
	f.BaseAt = time.UnixMilli(middle).UTC()
	if f.overTime() {
		return
	}
	var base []float64
	for _, x := range f.Points.X {
		v := rules.Base.Of(slices.Clone(x[from:to]))
		if !v.Known {
			return
		}
		base = append(base, v.Value)
	}
	f.Base = base
}

// findElasticity is the sum of coefficient x driver over the KPI: growth moves every driver. The means are those of all
// pairs, which the line goes through.
func (f *Fit) findElasticity() {
	if f.overTime() {
		return
	}
	means := make([]float64, len(f.Points.X))
	for k, x := range f.Points.X {
		means[k] = Mean.Of(x).Value
	}
	f.ElasticityAtMean = finite(f.driven(means) / Mean.Of(f.Points.Y).Value)
	if f.AtBase.Forecast.Known {
		f.Elasticity = finite(f.driven(f.Base) / f.AtBase.Forecast.Value)
	}
}

// driven is the part of the KPI that the drivers make up: the sum of coefficient x driver.
func (f *Fit) driven(x []float64) float64 {
	var total float64
	for k, c := range f.line.Coefficients {
		total += c.Value * x[k]
	}
	return total
}

// overTime tells whether the fit is a trend.
func (f *Fit) overTime() bool { return len(f.Entry.Drivers) == 0 }
