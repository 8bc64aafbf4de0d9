package capacity

import (
	"slices"
	"time"

	"nines/internal/itsm"
)

// findMeasured tells what the KPI is now, of all of its steps in the period since it was resized, whether its drivers
// have them or not. Of a KPI that must not fall the low end counts, as of others the high end does.
func (f *Fit) findMeasured(rules *Rules, kpi Steps, since int64) {
	from, to := window{max(since, rules.Period.From.UnixMilli()), rules.Period.To.UnixMilli()}.of(kpi.Start)
	by := rules.Base
	if f.Entry.LimitIs == AtLeast {
		by = by.Mirrored()
	}
	f.Measured = itsm.Number(by.Of(slices.Clone(kpi.Values[from:to])))
}

// findBase tells the volume that grows: the base aggregate of the pairs whose step begins in the period. Time does not
// grow.
func (f *Fit) findBase(rules *Rules) {
	from, to := window{rules.Period.From.UnixMilli(), rules.Period.To.UnixMilli()}.of(f.Points.Start)
	if from >= to {
		return
	}
	f.baseSteps = to - from
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
