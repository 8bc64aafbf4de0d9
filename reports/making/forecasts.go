package making

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"nines/analysis/capacity"
	"nines/internal/itsm"
)

// What a report says of the future of a KPI is published as figures of these names behind the fit's key; what came is
// published likewise, so that it is known when the window has left it behind.
const (
	figureMean      = "mean"      // of the KPI in the report's period
	figureVolume    = "volume/"   // of a driver in it, by its place
	figureIntercept = "intercept" // of the fit
	figureSlope     = "slope/"
	figureNext      = "next/" // and mean, lower, upper: of the KPI's mean in the next period
	figureGrowth    = "growth/"
	figureDays      = "days_to_limit/" // and earliest, likely, latest: from the end of the period
)

// capacityPrefix begins the name of every figure about capacity.
const capacityPrefix = "capacity/"

// Key names a fit in what is published: service, component, metric and drivers. Fits of the same have the same.
func (f *CapacityFit) Key() string {
	parts := []string{f.Series.Service, f.Series.Component, f.Series.Metric, strings.Join(f.Drivers, " ")}
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return strings.Join(parts, "/")
}

// figures are what the report says of each fit, in the order of the fits' keys.
func (c *Capacity) figures(end time.Time) []Figure {
	fits := slices.Clone(c.Fits)
	slices.SortStableFunc(fits, func(a, b *CapacityFit) int { return strings.Compare(a.Key(), b.Key()) })
	var list []Figure
	for i, f := range fits {
		if i > 0 && f.Key() == fits[i-1].Key() {
			continue // the same series against the same volume, with another limit: one record is enough
		}
		list = append(list, f.figures(end)...)
	}
	return list
}

// figures are those of one fit. Of an unreliable one nothing is forecast, and only what came is kept.
func (f *CapacityFit) figures(end time.Time) []Figure {
	prefix := capacityPrefix + f.Key() + "/"
	var list []Figure
	add := func(name string, v itsm.Number) { list = append(list, Figure{Name: prefix + name, Value: v}) }
	add(figureMean, f.Came.Mean)
	for k, v := range f.Came.Volumes {
		add(figureVolume+strconv.Itoa(k), itsm.Known(v))
	}
	if f.Unreliable || !f.Intercept.Value.Known {
		return list
	}
	add(figureIntercept, f.Intercept.Value)
	for k, c := range f.Coefficients {
		add(figureSlope+strconv.Itoa(k), c.Value)
	}
	add(figureNext+"mean", f.Outlook.Mean)
	add(figureNext+"lower", f.Outlook.Lower)
	add(figureNext+"upper", f.Outlook.Upper)
	for _, s := range f.Scenarios {
		growth := figureGrowth + strconv.FormatFloat(s.Growth, 'f', -1, 64) + "/"
		add(growth+"forecast", s.Forecast)
		add(growth+"lower", s.Lower)
		add(growth+"upper", s.Upper)
	}
	if f.Entry.Limit.Known {
		add(figureDays+"earliest", f.daysTo(f.Foreseen.Earliest, end))
		add(figureDays+"likely", f.daysTo(f.Foreseen.Likely, end))
		add(figureDays+"latest", f.daysTo(f.Foreseen.Latest, end))
	}
	return list
}

// daysTo is counted from the end of the period, as what is published must not change with time alone: 0 of a limit that is
// met there already.
func (f *CapacityFit) daysTo(t, end time.Time) itsm.Number {
	if f.Foreseen.Reached {
		return itsm.Known(0)
	}
	return itsm.Number{Value: t.Sub(end).Hours() / 24, Known: !t.IsZero()}
}

// Forecast is what a report said of the period after its own, beside what came. What came is unknown until it has.
type Forecast struct {
	Report             string
	AsOf               time.Time
	Of                 itsm.Period // that it is about
	Mean, Lower, Upper itsm.Number // of the KPI's mean, with the 95 % interval
	Likely             itsm.Number // days from the end of the period before to the likely date of the limit
	Came               itsm.Number // the KPI's mean in that period
	// AtVolume is what the fit of then says of the volume that came: where that is right and Mean is not, it was the
	// volume that came otherwise.
	AtVolume itsm.Number
}

// Inside tells whether what came lies in the interval that was given for it; known is false where it cannot be told.
func (f Forecast) Inside() (inside, known bool) {
	if !f.Came.Known || !f.Lower.Known || !f.Upper.Known {
		return false, false
	}
	return f.Lower.Value <= f.Came.Value && f.Came.Value <= f.Upper.Value, true
}

// Forecasts are what reports said of periods of this report's kind up to its own, by the key of the fit, the oldest
// first: of each period the last report before it.
func (m *Report) Forecasts(ctx context.Context) (map[string][]Forecast, error) {
	c, err := m.Capacity(ctx)
	if err != nil || len(c.Fits) == 0 {
		return nil, err
	}
	p := pastFigures{}
	if err := m.Data.PublishedFigures(ctx, capacityPrefix, p.add); err != nil {
		return nil, fmt.Errorf("read what was forecast: %w", err)
	}
	found := map[string][]Forecast{}
	for _, f := range c.Fits {
		if _, twice := found[f.Key()]; !twice {
			found[f.Key()] = m.forecastsOf(f, p)
		}
	}
	return found, nil
}

// pastFigures are published figures by period and name; those of the same period are the last.
type pastFigures map[string]map[string]itsm.PublishedFigure

func (p pastFigures) add(f *itsm.PublishedFigure) error {
	if p[f.Period] == nil {
		p[f.Period] = map[string]itsm.PublishedFigure{}
	}
	p[f.Period][f.Name] = *f // the order is that of the as-of instants
	return nil
}

// forecastsOf goes back from this period as long as a report looks back.
func (m *Report) forecastsOf(f *CapacityFit, past pastFigures) []Forecast {
	prefix := capacityPrefix + f.Key() + "/"
	var list []Forecast
	for n := PastPeriods; n >= 0; n-- {
		period := m.Want.Period.Shift(-n)
		said := past[period.Shift(-1).Name]
		mean, known := said[prefix+figureNext+"mean"]
		if !known || !mean.Value.Known || mean.AsOf.After(period.To) {
			continue
		}
		came := f.Came
		if n > 0 {
			came = past.came(period.Name, prefix, len(f.Came.Volumes))
		}
		list = append(list, Forecast{
			Report: mean.Report, AsOf: mean.AsOf, Of: period, Mean: mean.Value, Lower: said[prefix+figureNext+"lower"].Value,
			Upper: said[prefix+figureNext+"upper"].Value, Likely: said[prefix+figureDays+"likely"].Value, Came: came.Mean,
			AtVolume: atVolume(said, prefix, came.Volumes),
		})
	}
	return list
}

// came is what a later report published of a period.
func (p pastFigures) came(period, prefix string, drivers int) capacity.Came {
	c := capacity.Came{Mean: p[period][prefix+figureMean].Value}
	for k := range drivers {
		if v := p[period][prefix+figureVolume+strconv.Itoa(k)].Value; v.Known {
			c.Volumes = append(c.Volumes, v.Value)
		}
	}
	return c
}

// atVolume is what a published fit says of volumes; unknown where it has other drivers, or time.
func atVolume(said map[string]itsm.PublishedFigure, prefix string, volumes []float64) itsm.Number {
	v := said[prefix+figureIntercept].Value
	if len(volumes) == 0 || said[prefix+figureSlope+strconv.Itoa(len(volumes))].Value.Known {
		return itsm.Number{}
	}
	for k, volume := range volumes {
		slope := said[prefix+figureSlope+strconv.Itoa(k)].Value
		v.Known = v.Known && slope.Known
		v.Value += slope.Value * volume
	}
	if !v.Known {
		return itsm.Number{}
	}
	return v
}

// PublishCapacity lists what is kept of the fits: what came, and what is forecast.
func PublishCapacity(ctx context.Context, m *Report) ([]Figure, error) {
	c, err := m.Capacity(ctx)
	if err != nil {
		return nil, err
	}
	return c.figures(m.Want.Period.To), nil
}
