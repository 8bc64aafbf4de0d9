package capacity_test

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	analysis "nines/analysis/capacity"
	"nines/internal/itsm"
	"nines/reports"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/reportstest"
	"nines/reports/sections/capacity"
	"nines/templates"
)

var asOf = time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC)

// hourly are samples from the first hour of August to the last of October.
func hourly(service, component, metric string, value func(hour int) float64) reportstest.Samples {
	s := reportstest.Samples{Series: itsm.Series{Service: service, Component: component, Metric: metric}}
	from := time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)
	for i := range 92 * 24 {
		s.At = append(s.At, from.Add(time.Duration(i)*time.Hour).UnixMilli())
		s.Values = append(s.Values, value(i))
	}
	return s
}

// orders follow the day, between 5 and 15, the same every day.
func orders(hour int) float64 { return 10 + 5*math.Sin(float64(hour%24)/24*2*math.Pi) }

// wobble is noise of no trend and no memory: +1, -1, -1, +1.
func wobble(hour int) float64 { return []float64{1, -1, -1, 1}[hour%4] * float64(1+hour%3) / 2 }

func settings(metrics ...making.CapacityMetric) making.Settings {
	set := reportstest.SettingsOf(reportstest.Services(0.999, "shop", "store"))
	for i := range metrics {
		m := &metrics[i]
		m.Aggregate, m.DriverAggregate = "mean", "sum"
		if m.Service == "" {
			m.Service = "shop"
		}
	}
	set.Capacity = making.CapacityRules{
		Step: time.Hour, Window: 90 * 24 * time.Hour, Growth: []float64{0.1, 0.5}, MinRSquared: 0.1, Base: "p95", Metrics: metrics,
	}
	return set
}

func capacityOf(t *testing.T, data *reportstest.Records, set making.Settings, brief ...string) (*reports.Report, capacity.Figures) {
	t.Helper()
	built, err := templates.Reports()
	require.NoError(t, err)
	period, err := itsm.ParsePeriod("2026-10", asOf, time.UTC)
	require.NoError(t, err)
	report := built["capacity"]
	report.Brief = brief
	r, err := reports.Make(context.Background(), data.Snapshot(), set, making.Want{Report: report, Period: period, AsOf: asOf})
	require.NoError(t, err)
	return r, reportstest.FiguresOf[capacity.Figures](t, r, "capacity")
}

// cpu of two hosts rises by 3 for each order, the disk by 0.5 a day up to 91.75 at the last hour.
func shop() *reportstest.Records {
	return &reportstest.Records{Samples: []reportstest.Samples{
		hourly("shop", "a", "cpu", func(h int) float64 { return 20 + 3*orders(h) + wobble(h) }),
		hourly("shop", "a", "orders", func(h int) float64 { return orders(h) / 4 }),
		hourly("shop", "b", "cpu", func(h int) float64 { return 50 + wobble(h) }),
		hourly("shop", "b", "orders", func(h int) float64 { return orders(h) * 3 / 4 }),
		hourly("store", "", "disk", func(h int) float64 { return 45.8 + 0.5*float64(h)/24 + 0.1*wobble(h) }),
	}}
}

func TestNothingToWatch(t *testing.T) {
	r, f := capacityOf(t, shop(), settings())
	assert.Empty(t, f.Fits)
	assert.Equal(t, "No measure is watched: capacity has no metrics in the configuration.", r.Document.Message)
	r, f = capacityOf(t, &reportstest.Records{}, settings(making.CapacityMetric{Service: "*", Metric: "cpu", Drivers: []string{"orders"}}))
	assert.Empty(t, f.Fits)
	assert.Equal(t, "The one measure that is configured has no samples.", r.Document.Message)
}

// What was asked for and has no samples is a fit of nothing, not silence.
func TestAskedForWithoutSamples(t *testing.T) {
	_, f := capacityOf(t, shop(), settings(making.CapacityMetric{Metric: "memory", Drivers: []string{"orders"}, Limit: itsm.Known(80)}))
	require.Len(t, f.Fits, 1)
	assert.Zero(t, f.Fits[0].N)
	assert.Nil(t, f.Fits[0].Slope)
	assert.Nil(t, f.Fits[0].RSquared)
	require.NotNil(t, f.Fits[0].Verdict)
	assert.Equal(t, "unreliable", *f.Fits[0].Verdict)
	require.Len(t, f.Fits[0].Warnings, 1)
	assert.Equal(t, "memory has no whole step in the window.", f.Fits[0].Warnings[0].Text, "the volume is not to blame")
}

func TestFits(t *testing.T) {
	r, f := capacityOf(t, shop(), settings(
		making.CapacityMetric{Metric: "cpu", Drivers: []string{"orders"}, Limit: itsm.Known(100), Unit: "%"},
		making.CapacityMetric{Service: "store", Metric: "disk", Limit: itsm.Known(100)},
	))
	require.Len(t, f.Fits, 3)
	disk, idle, cpu := f.Fits[0], f.Fits[1], f.Fits[2]
	assert.Equal(t, []string{"disk", "cpu", "cpu"}, []string{disk.Metric, idle.Metric, cpu.Metric}, "at risk, unreliable, within")

	// The volume is the sum over the hosts: 5 to 15. Its base is the 95th percentile of October, where a sine's twelve
	// greatest hours repeat: of 24 equally frequent values the 95th percentile is the second greatest, 10 + 5 cos 15°.
	assert.InDelta(t, 3, *cpu.Slope, 0.05)
	assert.InDelta(t, 20, *cpu.Intercept, 0.5)
	require.Len(t, cpu.Scenarios, 2)
	base := 10 + 5*math.Cos(math.Pi/12)
	assert.InDelta(t, base*1.1, *cpu.Scenarios[0].DriverValue, 1e-9)
	assert.InDelta(t, 20+3*base*1.5, *cpu.Scenarios[1].Forecast, 1)
	assert.Equal(t, "within", *cpu.Scenarios[1].Verdict)
	assert.InDelta(t, 80/(3*base)-1, *cpu.Headroom, 0.05)
	assert.Nil(t, cpu.LimitDate.Likely, "volume does not grow")

	assert.Equal(t, "unreliable", *idle.Verdict, "no order moves host b")
	assert.Nil(t, idle.HeadroomSafe)
	assert.Nil(t, idle.Next.Mean)

	// 45.8 + 0.5 a day is 100 after 108.4 days from 1 August 00:00: on 17 November.
	assert.Equal(t, "time", *disk.Driver)
	assert.Equal(t, "at_risk", *disk.Verdict)
	assert.Equal(t, "2026-11-17", disk.LimitDate.Likely.Format(time.DateOnly))
	// November's hours lie 107.0 days after 1 August 00:00 on average: 92 + 15 less half an hour.
	assert.InDelta(t, 45.8+0.5*(107-1./48), *disk.Next.Mean, 0.02)

	assert.Equal(t, "store: disk may meet its limit of 100 from 17 Nov 2026 on; for one of 3 no forecast holds.", r.Document.Message)
	table := reportstest.Table(t, r, "capacity_fits")
	assert.Len(t, table.Rows, 3)
	_, err := json.Marshal(f)
	require.NoError(t, err, "no figure is infinite")
}

// A fit that cannot be trusted has no date, no headroom and no forecast on the page, and says why.
func TestUnreliablePanelForecastsNothing(t *testing.T) {
	r, _ := capacityOf(t, &reportstest.Records{Samples: shop().Samples[2:4]}, settings(
		making.CapacityMetric{Metric: "cpu", Drivers: []string{"orders"}, Limit: itsm.Known(100)}))
	var texts []string
	for _, b := range r.Document.Sections[0].Blocks {
		switch b := b.(type) {
		case *document.KeyFigures:
			assert.Fail(t, "figures of a fit that says nothing")
		case *document.Table:
			assert.Equal(t, "capacity_fits", b.ID, "no scenarios")
			assert.True(t, b.Rows[0].Cells[4].Unknown, "headroom")
			assert.True(t, b.Rows[0].Cells[6].Unknown, "date")
		case *document.Chart:
			for _, s := range b.Series {
				assert.NotEqual(t, document.RoleForecast, s.Role)
			}
		case *document.Text:
			texts = append(texts, b.Title)
		}
	}
	assert.Contains(t, texts, "Unreliable: no forecast, no date")
	assert.Equal(t, "For shop, b: cpu no forecast holds.", r.Document.Message)
}

// A change that resized the service at the begin of October starts the fit anew; what came counts the whole month.
func TestResizing(t *testing.T) {
	data := shop()
	data.Changes = []itsm.Change{
		{Head: itsm.Head{ID: "1"}, Service: "shop", Resizes: itsm.Yes, ActualEnd: time.Date(2026, 10, 11, 0, 0, 0, 0, time.UTC)},
		{Head: itsm.Head{ID: "2"}, Service: "shop", Resizes: itsm.Yes, Outcome: itsm.OutcomeBackedOut, ActualEnd: time.Date(2026, 10, 30, 0, 0, 0, 0, time.UTC)},
		{Head: itsm.Head{ID: "3"}, Service: "store", Resizes: itsm.Yes, ActualEnd: time.Date(2026, 10, 30, 0, 0, 0, 0, time.UTC)},
	}
	_, f := capacityOf(t, data, settings(making.CapacityMetric{Metric: "cpu", Drivers: []string{"orders"}, Limit: itsm.Known(100)}))
	require.Len(t, f.Fits, 2)
	assert.Equal(t, 21*24, f.Fits[0].N)
	assert.Equal(t, (90-21)*24, f.Fits[0].BeforeResizing)
}

// Published figures come back as what was said: of October by September's report, of September by August's.
func TestForecastsBesideWhatCame(t *testing.T) {
	data := shop()
	entry := making.CapacityMetric{Metric: "cpu", Drivers: []string{"orders"}, Limit: itsm.Known(100)}
	said := func(report, period string, day int, month time.Month, values map[string]float64) {
		for name, v := range values {
			data.Published = append(data.Published, itsm.PublishedFigure{
				Report: report, Period: period, AsOf: time.Date(2026, month, day, 7, 0, 0, 0, time.UTC), Name: "capacity/shop/a/cpu/orders/" + name, Value: itsm.Known(v),
			})
		}
	}
	// Host a's fit of then: 20 + 3 orders. It came to 50 on average, 10 orders an hour.
	said("capacity", "2026-08", 2, 9, map[string]float64{"next/mean": 49, "next/lower": 48, "next/upper": 49.5})
	said("monthly", "2026-09", 1, 10, map[string]float64{"mean": 50.5, "next/mean": 70})
	said("capacity", "2026-09", 2, 10, map[string]float64{
		"mean": 50.5, "volume/0": 10, "intercept": 20, "slope/0": 3, "next/mean": 49.9, "next/lower": 49, "next/upper": 51, "days_to_limit/likely": 400,
	})
	said("capacity", "2026-10", 2, 11, map[string]float64{"next/mean": 1})
	r, f := capacityOf(t, data, settings(entry))
	published := f.Fits[1].Published
	require.Len(t, published, 2)
	assert.Equal(t, "2026-09", published[0].Period)
	assert.InDelta(t, 50.5, *published[0].Came, 0, "published by the next report, as September's pairs may have left the window")
	assert.False(t, *published[0].Inside)
	assert.Nil(t, published[0].AtVolume, "that report published no fit")
	assert.Equal(t, "2026-10", published[1].Period)
	assert.InDelta(t, 49.9, *published[1].Mean, 0, "the last report before October, not the first")
	assert.InDelta(t, 50, *published[1].Came, 0.1)
	assert.InDelta(t, 50, *published[1].AtVolume, 1e-9)
	assert.True(t, *published[1].Inside)
	assert.Len(t, reportstest.Table(t, r, "capacity_2_said").Rows, 2)

	for _, b := range r.Document.Sections[0].Blocks {
		if table, ok := b.(*document.Table); ok {
			for _, c := range table.Columns {
				assert.NotContains(t, c.Title, "capacity.", "a column without a word")
			}
		}
	}
	names := map[string]itsm.Number{}
	for _, figure := range r.Figures {
		names[figure.Name] = figure.Value
	}
	assert.InDelta(t, 50, names["capacity/shop/a/cpu/orders/mean"].Value, 0.1)
	assert.Contains(t, names, "capacity/shop/a/cpu/orders/next/mean")
	assert.Contains(t, names, "capacity/shop/a/cpu/orders/growth/0.5/upper")
	assert.NotContains(t, names, "capacity/shop/b/cpu/orders/next/mean", "nothing is forecast of host b")
	assert.Contains(t, names, "capacity/shop/b/cpu/orders/mean")
}

// Of many fits the worst have panels, and the text says where the rest is; names of the data are no markup and no path.
func TestManyFits(t *testing.T) {
	data := &reportstest.Records{}
	for i := range 15 {
		name := string(rune('a'+i)) + "/<b>=1+1"
		data.Samples = append(data.Samples,
			hourly("shop", name, "cpu", func(h int) float64 { return float64(20+i) + 3*orders(h) + wobble(h) }))
	}
	data.Samples = append(data.Samples, hourly("shop", "", "orders", orders))
	set := settings(making.CapacityMetric{Service: "*", Metric: "cpu", Drivers: []string{"orders"}, Limit: itsm.Known(100)})
	panels := func(r *reports.Report) int {
		n := 0
		for _, b := range r.Document.Sections[0].Blocks {
			if c, ok := b.(*document.Chart); ok && c.Kind == document.ChartScatter {
				n++
				assert.LessOrEqual(t, len(c.Points), 400)
			}
		}
		return n
	}
	r, f := capacityOf(t, data, set)
	assert.Len(t, f.Fits, 15)
	assert.Equal(t, 12, panels(r))
	assert.Equal(t, "o/<b>=1+1", *f.Fits[0].Component, "the least headroom first")
	assert.True(t, slices.ContainsFunc(r.Figures, func(f making.Figure) bool { return f.Name == "capacity/shop/a%2F%3Cb%3E=1+1/cpu/orders/mean" }))
	r, _ = capacityOf(t, data, set, "capacity")
	assert.Equal(t, 3, panels(r))
	assert.Contains(t, r.Document.Sections[0].Blocks[0].(*document.Table).Note, "12 more measures")
}

// Every warning has a sentence and a short form, so that none is told in silence.
func TestEveryWarningHasWords(t *testing.T) {
	words, _, err := templates.LoadWords("en", nil)
	require.NoError(t, err)
	n := 0
	for kind := analysis.WarningKind(1); kind.String() != ""; kind++ {
		n++
		key := "capacity.warning." + kind.String()
		assert.True(t, words.Has(key+".short"), key)
		assert.True(t, words.Has(key) || words.Has(key+".up") && words.Has(key+".down"), key)
	}
	assert.Equal(t, int(analysis.PoorRecord), n)
	for _, shape := range []analysis.ShapeKind{analysis.Logarithmic, analysis.Saturating, analysis.Queueing} {
		assert.True(t, words.Has("capacity.shape."+shape.String()), shape)
	}
}

// From 20 October, hour 80 x 24 + 9, host a takes 30 more at the same volume: the report names the change before it.
func TestLevelShiftNamesTheChangeBeforeIt(t *testing.T) {
	const shift = 80*24 + 9
	data := shop()
	data.Samples[0] = hourly("shop", "a", "cpu", func(h int) float64 {
		if h >= shift {
			return 50 + 3*orders(h) + wobble(h)
		}
		return 20 + 3*orders(h) + wobble(h)
	})
	at := time.UnixMilli(data.Samples[0].At[shift]).UTC()
	change := func(id, component string, before time.Duration) itsm.Change {
		return itsm.Change{Head: itsm.Head{ID: id}, Service: "shop", Component: component, ActualEnd: at.Add(-before)}
	}
	data.Changes = []itsm.Change{change("C1", "", 20*time.Hour), change("C2", "a", 22*time.Minute), change("C3", "b", time.Minute), change("C4", "", -2*time.Hour)}
	_, f := capacityOf(t, data, settings(making.CapacityMetric{Metric: "cpu", Drivers: []string{"orders"}, Limit: itsm.Known(100)}))
	for _, fit := range f.Fits {
		for _, w := range fit.Warnings {
			if *fit.Component == "a" && w.Warning == "level_shift" {
				assert.True(t, w.Grave)
				assert.Contains(t, w.Text, "The level rose by 30")
				assert.Contains(t, w.Text, "20 Oct 2026 09:00")
				assert.Contains(t, w.Text, "C2, 22 min earlier")
				return
			}
		}
	}
	assert.Fail(t, "no shift of level found")
}

// What must not fall is told at its low end, and the page says so; a fit without a chart names its KPI.
func TestMirroredAndMissingAreNamed(t *testing.T) {
	r, f := capacityOf(t, shop(), settings(
		making.CapacityMetric{Service: "store", Metric: "disk", Limit: itsm.Known(10), AtLeast: true},
		making.CapacityMetric{Metric: "memory", Drivers: []string{"orders"}, Limit: itsm.Known(80)},
	))
	require.Len(t, f.Fits, 2)
	// 45.8 + 61 days x 0.5 = 76.3 on 1 October, and a twentieth of the 31 days later 77.1.
	assert.InDelta(t, 77.1, *f.Fits[1].Measured, 0.2)
	var titles []string
	for _, block := range r.Document.Sections[0].Blocks {
		switch b := block.(type) {
		case *document.Table:
			if b.ID == "capacity_fits" {
				assert.Contains(t, b.Note, "Now of what must not fall: 5th percentile. ")
			}
		case *document.Text:
			titles = append(titles, b.Title)
		}
	}
	assert.Contains(t, titles, "shop: memory against orders: no forecast, no date")
}

// Beyond its limit and of no trend that holds: the table tells no date, not even that none is in sight.
func TestNoDateOfWhatDoesNotHold(t *testing.T) {
	data := shop()
	disk := &data.Samples[4]
	for i := range disk.Values {
		disk.Values[i] = 10 + 0.1*wobble(i)
		if i >= 80*24 {
			disk.Values[i] += 90
		}
	}
	r, f := capacityOf(t, data, settings(making.CapacityMetric{Service: "store", Metric: "disk", Limit: itsm.Known(50)}))
	assert.Equal(t, "breached", *f.Fits[0].Verdict)
	for _, block := range r.Document.Sections[0].Blocks {
		if table, ok := block.(*document.Table); ok && table.ID == "capacity_fits" {
			for i, c := range table.Columns {
				if c.Key == "date" {
					assert.Equal(t, document.Value{Unknown: true}, table.Rows[0].Cells[i])
				}
			}
		}
	}
	assert.Nil(t, f.Fits[0].LimitDate.Likely)
}
