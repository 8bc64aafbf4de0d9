package capacity

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/analysis/stats"
)

// dated is a fit over time of the steps, with a limit.
func dated(t *testing.T, s Steps, limit float64, asOf time.Time) Fitted {
	t.Helper()
	x := daysSince(s.Start)
	fit, err := stats.LeastSquares(s.Values, x)
	require.NoError(t, err)
	return Fitted{
		Paired: Paired{Step: time.Hour, Start: s.Start, Y: s.Values, X: [][]float64{x}}, Time: true, Fit: fit, Robust: fit.Robust(),
		Reach: stats.StudentQuantile(0.975, float64(fit.DF)).Value, Limit: stats.Number{Value: limit, Known: true}, AsOf: asOf,
	}
}

// A disk at 20 that fills by half a per cent a day, without noise: 80 is met after 120 days, 70 after 100.
func TestDiskWithoutNoise(t *testing.T) {
	full := stepsOf(90*24, time.Hour, func(at time.Time) float64 { return 20 + days(at.Sub(monday))/2 })
	asOf := monday.AddDate(0, 0, 90)
	for _, c := range []struct {
		name    string
		limit   float64
		min     bool
		asOf    time.Time
		want    time.Time
		reached bool
		beyond  bool
	}{
		{"ahead", 80, false, asOf, monday.AddDate(0, 0, 120), false, false},
		{"met already, before the as-of instant", 60, false, asOf, asOf, true, false},
		{"met since", 80, false, monday.AddDate(0, 0, 130), monday.AddDate(0, 0, 130), true, false},
		{"beyond five years: 1826 + 90 days make 978", 980, false, asOf, time.Time{}, false, true},
		{"just within", 977, false, asOf, monday.AddDate(0, 0, 1914), false, false},
		{"rises away from a limit below", 10, true, asOf, time.Time{}, false, false},
		{"below a limit that it must not fall below", 70, true, asOf, asOf, true, false},
	} {
		f := dated(t, full, c.limit, c.asOf)
		f.LimitIsMin = c.min
		d, _ := limitDates(f, nil, nil)
		assert.WithinDuration(t, c.want, d.Likely, time.Minute, c.name)
		assert.Equal(t, c.reached, d.Reached, c.name)
		assert.Equal(t, c.beyond, d.Beyond, c.name)
	}
	d, _ := limitDates(dated(t, full, 80, asOf), nil, []Warning{{Kind: WeakFit, Grave: true}})
	assert.Zero(t, d, "a grave warning: no date")
	f := dated(t, full, 80, asOf)
	f.Limit.Known = false
	d, _ = limitDates(f, nil, nil)
	assert.Zero(t, d, "no limit")
	_, found := limitDates(dated(t, full, 200, asOf), nil, nil)
	assert.Equal(t, FarDate, found[0].Kind, "360 days after the begin, 270 ahead, of 90 seen")
	assert.InDelta(t, 270, found[0].Value, 0.01)
}

// The ends are where the interval's ends meet the limit: (a + b t - L)^2 = k^2 v (1/n + (t - m)^2 / S), a quadratic in t
// that is solved here by its formula; v is the residual variance, inflated for residuals that follow one another.
func TestEndsOfTheDate(t *testing.T) {
	u := following(0.5, normal)(rand.New(rand.NewPCG(3, 3)), 60*24)
	i := 0
	s := stepsOf(60*24, time.Hour, func(at time.Time) float64 { i++; return 20 + days(at.Sub(monday))/2 + 5*u[i] })
	f := dated(t, s, 80, monday.AddDate(0, 0, 60))
	x := f.X[0]
	m := sum(x) / float64(len(x))
	var spread float64
	for _, v := range x {
		spread += (v - m) * (v - m)
	}
	a, b := f.Fit.Intercept.Value, f.Fit.Coefficients[0].Value
	v := f.Reach * f.Reach * f.Fit.ResidualSE * f.Fit.ResidualSE * f.inflation()
	qa, qb := b*b-v/spread, 2*(b*(a-80)+v*m/spread)
	qc := (a-80)*(a-80) - v*(1/float64(len(x))+m*m/spread)
	root := math.Sqrt(qb*qb - 4*qa*qc)
	at := func(t float64) time.Time { return monday.Add(time.Duration(t * float64(day))) }

	d, _ := limitDates(f, nil, nil)
	assert.WithinDuration(t, at((80-a)/b), d.Likely, 2*time.Second)
	assert.WithinDuration(t, at((-qb-root)/(2*qa)), d.Earliest, 2*time.Minute)
	assert.WithinDuration(t, at((-qb+root)/(2*qa)), d.Latest, 2*time.Minute)
	assert.Greater(t, f.inflation(), 2.0, "an AR(1) of 0.5 has three times the variance of free noise")
}

// grown is a KPI of 10 + volume/2 without noise; the volume is 100 and 1 a day more, over 28 days, and the base of 120
// stands for day 14, when the trend is at 114. 80 is met at a volume of 140: a growth of a sixth, 19 days' of 1/114.
func grown(t *testing.T, perDay float64) (Fitted, []Volume) {
	t.Helper()
	volume := stepsOf(28, day, func(at time.Time) float64 { return 100 + perDay*days(at.Sub(monday)) + 0.5*float64(at.Day()%2) })
	kpi := make([]float64, 28)
	for i, v := range volume.Values {
		kpi[i] = 10 + v/2
	}
	f := fittedOf(kpi, volume.Values)
	f.Start, f.Base, f.BaseAt = volume.Start, []float64{120}, monday.AddDate(0, 0, 14)
	f.Limit, f.AsOf = stats.Number{Value: 80, Known: true}, monday.AddDate(0, 0, 28)
	return f, []Volume{volumeOf(volume, day)}
}

func TestDateByVolume(t *testing.T) {
	f, volumes := grown(t, 1)
	d, found := limitDates(f, volumes, nil)
	level := volumes[0].at(f.BaseAt)
	assert.InDelta(t, 114.25, level, 0.2)
	want := f.BaseAt.Add(time.Duration((140.0/120 - 1) * level / volumes[0].PerDay * float64(day)))
	assert.WithinDuration(t, want, d.Likely, time.Minute)
	assert.WithinDuration(t, monday.AddDate(0, 0, 33), d.Likely, 12*time.Hour)
	assert.True(t, d.Earliest.Before(d.Likely) && d.Likely.Before(d.Latest))
	assert.Empty(t, found)

	f.Limit.Value = 100
	_, found = limitDates(f, volumes, nil)
	require.Len(t, found, 1)
	assert.Equal(t, FarDate, found[0].Kind, "a volume of 180, and 127.5 were seen")
	assert.InDelta(t, 180/127.5, found[0].Value, 0.01)

	f.Limit.Value = 65
	d, _ = limitDates(f, volumes, nil)
	assert.True(t, d.Reached, "the base alone makes 70")
	assert.Equal(t, f.AsOf, d.Likely)
}

func TestNoDateByVolume(t *testing.T) {
	f, volumes := grown(t, -1)
	d, _ := limitDates(f, volumes, nil)
	assert.Zero(t, d, "the volume falls")
	f, volumes = grown(t, 0)
	d, found := limitDates(f, volumes, nil)
	assert.Zero(t, d)
	assert.Equal(t, NoTrend, found[0].Kind)
	assert.True(t, found[0].Lower < 0 && found[0].Upper > 0)
	f, volumes = grown(t, 1)
	volumes[0].Days = 12
	d, found = limitDates(f, volumes, nil)
	assert.Zero(t, d)
	assert.Equal(t, ShortVolume, found[0].Kind)
	f.Base = nil
	d, _ = limitDates(f, volumes, nil)
	assert.Zero(t, d, "no base")
}

// The truth lies between earliest and latest as often as is said: a disk of 20 + d/2 and noise meets 80 on day 120.
func TestDatesCover(t *testing.T) {
	const series = 300
	truth := monday.AddDate(0, 0, 120)
	for _, phi := range []float64{0, 0.6, 0.9} {
		r := rand.New(rand.NewPCG(7, 8))
		held, told := 0, 0
		for range series {
			u, i := following(phi, normal)(r, 90*24), 0
			s := stepsOf(90*24, time.Hour, func(at time.Time) float64 { i++; return 20 + days(at.Sub(monday))/2 + 8*u[i] })
			d, _ := limitDates(dated(t, s, 80, monday.AddDate(0, 0, 90)), nil, nil)
			if d.Likely.IsZero() {
				continue
			}
			told++
			if !d.Earliest.After(truth) && (d.Latest.IsZero() || !d.Latest.Before(truth)) {
				held++
			}
		}
		t.Logf("phi %.1f: %d of %d", phi, held, told)
		assert.InDelta(t, 0.95, share(held, told), 0.04)
		assert.Greater(t, told, series/2)
	}
}

// The same with a volume that grows by 3 a day from 1000, with a week's season and noise that follows itself, and a KPI
// of 10 + volume/20: the base taken from the last 30 days grows in step with the trend, so the truth is known of it.
func TestDatesByVolumeCover(t *testing.T) {
	const series, hours = 150, 90 * 24
	r := rand.New(rand.NewPCG(17, 8))
	held, told := 0, 0
	for range series {
		u, e, i := following(0.7, normal)(r, hours), following(0.6, normal)(r, hours), 0
		volume := stepsOf(hours, time.Hour, func(at time.Time) float64 {
			v := 1000 + 3*days(at.Sub(monday)) + 60*u[i]
			if inOffice(at) && !weekend(at) {
				v += 400
			}
			i++
			return v
		})
		kpi := make([]float64, hours)
		for i, v := range volume.Values {
			kpi[i] = 10 + v/20 + 4*e[i]
		}
		f := fittedOf(kpi, volume.Values)
		f.Start, f.BaseAt, f.AsOf = volume.Start, monday.AddDate(0, 0, 75), monday.AddDate(0, 0, 90)
		f.Base = []float64{P95.Of(slices.Clone(volume.Values[60*24:])).Value}
		f.Limit = stats.Number{Value: 105, Known: true}
		d, _ := limitDates(f, []Volume{volumeOf(volume, time.Hour)}, nil)
		if d.Likely.IsZero() {
			continue
		}
		told++
		level := 1000 + 3*75.0 + 400.0*50/168
		truth := f.BaseAt.Add(time.Duration((1900/f.Base[0] - 1) * level / 3 * float64(day)))
		if !d.Earliest.After(truth) && (d.Latest.IsZero() || !d.Latest.Before(truth)) {
			held++
		}
	}
	t.Logf("%d of %d told, of %d", held, told, series)
	assert.Equal(t, series, told)
	assert.InDelta(t, 0.965, share(held, told), 0.035)
}
