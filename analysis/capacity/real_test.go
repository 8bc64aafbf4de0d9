package capacity

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

const serverFile = "rds_cpu_utilization_cc0c53.csv" //nolint:misspell // it is called so

// readColumns reads the columns of a real file: the first is the time in the layout, NaN stands for what is no number.
func readColumns(t *testing.T, file, layout string) (at []int64, columns map[string][]float64) {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", "capacity", file))
	if err != nil {
		t.Skip("the real data do not stand beside the repository: ", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	columns = map[string][]float64{}
	for _, row := range rows[1:] {
		instant, err := time.Parse(layout, row[0])
		require.NoError(t, err)
		at = append(at, instant.UnixMilli())
		for i, cell := range row[1:] {
			v, err := strconv.ParseFloat(cell, 64)
			require.NoError(t, err)
			columns[rows[0][i+1]] = append(columns[rows[0][i+1]], v)
		}
	}
	return at, columns
}

func month(year int, m time.Month) itsm.Span {
	return itsm.Span{From: time.Date(year, m, 1, 0, 0, 0, 0, time.UTC), To: time.Date(year, m+1, 1, 0, 0, 0, 0, time.UTC)}
}

// monthly are rules for a report of the month, over 90 days.
func monthly(step time.Duration, period itsm.Span) *Rules {
	return &Rules{
		Step: step, Window: itsm.Span{From: period.To.AddDate(0, 0, -90), To: period.To}, Period: period, AsOf: period.To,
		Growth: []float64{0.1, 0.25, 0.5, 1}, Base: P95, MinRSquared: 0.1,
	}
}

// nine tells whether a figure agrees with one that was printed with twelve digits, to nine.
func nine(t *testing.T, want float64, got itsm.Number, what string) {
	t.Helper()
	require.True(t, got.Known, what)
	assert.InEpsilon(t, want, got.Value, 1e-9, what)
}

// A day of transactions against CPU. The figures are those published with the data.
func TestOLTP(t *testing.T) {
	at, columns := readColumns(t, "oracledb.csv", time.RFC3339)
	s := NewService(monthly(2*time.Minute, month(2012, time.January)), "oltp", nil)
	s.AddDriver(itsm.Series{Service: "oltp", Metric: "txn_rate"}, Mean, at, columns["txn_rate"])
	entry := &Entry{Metric: "cpu_util", Drivers: []string{"txn_rate"}, Limit: itsm.Known(80)}
	f := s.Fit(entry, "", at, columns["cpu_util"])
	nine(t, 11.3415602231, f.Intercept.Value, "intercept")
	nine(t, 6.92035742661, f.Coefficients[0].Value, "slope")
	nine(t, 0.498165385282, f.RSquared, "R squared")
	nine(t, 8.17816954337, f.ResidualSE, "residual standard error")
	assert.InDelta(t, 0.702285, f.ElasticityAtMean.Value, 5e-7)
	require.Len(t, f.Base, 1)
	assert.InDelta(t, 5.261506, f.Base[0], 5e-7)
	half := f.Scenarios[2]
	assert.InDelta(t, 65.9588, half.Forecast.Value, 5e-5)
	assert.InDelta(t, 49.5930, half.Lower.Value, 5e-5)
	assert.InDelta(t, 82.3246, half.Upper.Value, 5e-5)
	assert.Equal(t, AtRisk, half.Verdict)
	assert.InDelta(t, 0.05, half.Probability.Value, 0.005, "80 lies a little below the upper end")
	assert.InEpsilon(t, (80-11.3415602231)/(6.92035742661*f.Base[0])-1, f.Headroom.Value, 1e-9)
	assert.InDelta(t, 80, f.scenario(f.HeadroomSafe.Value).Upper.Value, 1e-9)
	assert.Equal(t, 360, f.N)
	assert.Zero(t, f.Dropped)
	assert.Greater(t, f.Coefficients[0].RobustSE.Value, f.Coefficients[0].SE.Value, "residuals follow one another")
	assert.Contains(t, kindsOf(f.Warnings), ShortVolume)
	assert.Zero(t, f.Dates, "half a day of history has no trend")
	assert.Less(t, f.Backtest.MAPE.Value, f.Backtest.NaiveMAPE.Value)

	f = s.Fit(&Entry{Metric: "cpu_time", Drivers: []string{"txn_rate"}}, "", at, columns["cpu_time"])
	nine(t, 0.00789431514158, f.Intercept.Value, "intercept")
	nine(t, 0.291514385083, f.Coefficients[0].Value, "slope")
	nine(t, 0.548145183071, f.RSquared, "R squared")
	assert.False(t, f.Headroom.Known, "no limit")
	assert.Equal(t, NoVerdict, f.Scenarios[0].Verdict)

	s.AddDriver(itsm.Series{Service: "oltp", Metric: "call_rate"}, Mean, at, columns["call_rate"])
	f = s.Fit(&Entry{Metric: "cpu_util", Drivers: []string{"call_rate", "txn_rate"}}, "", at, columns["cpu_util"])
	want := exactly(columns["cpu_util"], columns["call_rate"], columns["txn_rate"])
	for a, got := range append([]Coefficient{f.Intercept}, f.Coefficients...) {
		nine(t, float(want.beta[a]), got.Value, "of two drivers")
		nine(t, want.se(a), got.SE, "of two drivers")
	}
}

// A server's CPU by time, five minutes apart: the slope is that of all samples on days since the first.
func TestTimeAsDriver(t *testing.T) {
	at, columns := readColumns(t, serverFile, time.DateTime)
	s := NewService(monthly(5*time.Minute, month(2014, time.February)), "rds", nil)
	f := s.Fit(&Entry{Metric: "cpu", Limit: itsm.Known(90)}, "", at, columns["value"])
	days := make([]float64, len(at))
	for i, v := range at {
		days[i] = float64(v-at[0]) / float64(day.Milliseconds())
	}
	want := exactly(columns["value"], days)
	nine(t, float(want.beta[0]), f.Intercept.Value, "intercept")
	nine(t, float(want.beta[1]), f.Coefficients[0].Value, "slope")
	nine(t, want.se(1), f.Coefficients[0].SE, "standard error")
	nine(t, 1-float(want.rss)/float(want.tss), f.RSquared, "R squared")
	assert.Equal(t, []string{TimeDriver}, f.Drivers)
	assert.Empty(t, f.Scenarios, "time does not grow")
	assert.False(t, f.Headroom.Known)
	assert.False(t, f.Elasticity.Known)
}

// The same by the hour: on 25 February 2014 the level rose from 6 to 15. Whatever is made of an hour, no trend is.
func TestLevelShiftOfRealData(t *testing.T) {
	at, columns := readColumns(t, serverFile, time.DateTime)
	for _, by := range []Aggregate{Mean, 50, P95, Max} {
		s := NewService(monthly(time.Hour, month(2014, time.February)), "rds", nil)
		f := s.Fit(&Entry{Metric: "cpu", Aggregate: by, Limit: itsm.Known(90)}, "", at, columns["value"])
		w := only(t, LevelShift, f.Warnings)
		assert.True(t, w.Grave, by)
		assert.Equal(t, "2014-02-25", w.At.Format(time.DateOnly), by)
	}
}
