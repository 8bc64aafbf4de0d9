package capacity

import (
	"time"

	"nines/analysis/capacity"
	"nines/internal/itsm"
	"nines/reports/making"
)

// Figures are those of the section for other programs.
type Figures struct {
	StepMinutes float64      `json:"step_minutes"`
	From        time.Time    `json:"window_from"`
	To          time.Time    `json:"window_to"`
	Base        string       `json:"base"`
	Fits        []fitFigures `json:"fits"`
}

type fitFigures struct {
	Service        *string  `json:"service"`
	Component      *string  `json:"component"`
	Metric         string   `json:"metric"`
	Driver         *string  `json:"driver"` // null where there are several: see coefficients
	Unit           *string  `json:"unit"`
	Aggregate      string   `json:"aggregate"`
	N              int      `json:"n"`
	Dropped        int      `json:"dropped"`
	BeforeResizing int      `json:"before_resizing"`
	Intercept      *float64 `json:"intercept"`
	InterceptSE    *float64 `json:"intercept_se"`
	slopeFigures
	Coefficients     []coefficientFigures `json:"coefficients"`
	RSquared         *float64             `json:"r_squared"`
	R                *float64             `json:"r"`
	Elasticity       *float64             `json:"elasticity"`
	ElasticityAtMean *float64             `json:"elasticity_at_mean"`
	ResidualSE       *float64             `json:"residual_se"`
	Autocorrelation  *float64             `json:"autocorrelation"`
	Measured         *float64             `json:"measured"` // the KPI's own base aggregate over the period
	Limit            *float64             `json:"limit"`
	LimitIs          string               `json:"limit_is"`
	Verdict          *string              `json:"verdict"`
	AtBase           *scenarioFigures     `json:"at_base"`
	Scenarios        []scenarioFigures    `json:"scenarios"`
	Events           []eventFigures       `json:"events"`
	Headroom         *float64             `json:"headroom"`
	HeadroomSafe     *float64             `json:"headroom_safe"`
	LimitDate        dateFigures          `json:"limit_date"`
	Backtest         backtestFigures      `json:"backtest"`
	Next             nextFigures          `json:"next"`
	Published        []publishedFigures   `json:"published"`
	Warnings         []warningFigures     `json:"warnings"`
}

// slopeFigures are those of the only driver, null where there are several.
type slopeFigures struct {
	Slope      *float64 `json:"slope"`
	SE         *float64 `json:"slope_se"`
	RobustSE   *float64 `json:"slope_se_hac"`
	T          *float64 `json:"slope_t"`
	P          *float64 `json:"slope_p"`
	Lower      *float64 `json:"slope_lower"`
	Upper      *float64 `json:"slope_upper"`
	RobustLow  *float64 `json:"slope_lower_hac"`
	RobustHigh *float64 `json:"slope_upper_hac"`
}

func newSlope(c capacity.Coefficient) slopeFigures {
	return slopeFigures{
		Slope: c.Value.Pointer(), SE: c.SE.Pointer(), RobustSE: c.RobustSE.Pointer(), T: c.T.Pointer(), P: c.P.Pointer(),
		Lower: c.Lower.Pointer(), Upper: c.Upper.Pointer(), RobustLow: c.RobustLow.Pointer(), RobustHigh: c.RobustUp.Pointer(),
	}
}

type coefficientFigures struct {
	Driver   string   `json:"driver"`
	Value    *float64 `json:"value"`
	SE       *float64 `json:"se"`
	RobustSE *float64 `json:"se_hac"`
	T        *float64 `json:"t"`
	P        *float64 `json:"p"`
	Lower    *float64 `json:"lower"`
	Upper    *float64 `json:"upper"`
}

type scenarioFigures struct {
	Growth      float64   `json:"growth"`
	DriverValue *float64  `json:"driver_value"` // null where there are several
	Volumes     []float64 `json:"driver_values"`
	Forecast    *float64  `json:"forecast"`
	Lower       *float64  `json:"lower"`
	Upper       *float64  `json:"upper"`
	Probability *float64  `json:"probability"`
	Verdict     *string   `json:"verdict"`
	Beyond      bool      `json:"beyond_seen"` // a volume of more than 1.25 times the greatest seen
}

func newScenario(s capacity.Scenario) scenarioFigures {
	f := scenarioFigures{
		Growth: s.Growth, Volumes: append([]float64{}, s.Drivers...), Forecast: s.Forecast.Pointer(), Lower: s.Lower.Pointer(), Upper: s.Upper.Pointer(),
		Probability: s.Probability.Pointer(), Verdict: making.TextOrNull(s.Verdict.String()), Beyond: s.Beyond,
	}
	if len(s.Drivers) == 1 {
		f.DriverValue = &s.Drivers[0]
	}
	return f
}

type eventFigures struct {
	Name     string          `json:"name"`
	Date     string          `json:"date"`
	Growth   float64         `json:"growth"`
	Alone    scenarioFigures `json:"alone"`
	Together scenarioFigures `json:"together"` // with the events before it
}

type dateFigures struct {
	Earliest *time.Time `json:"earliest"`
	Likely   *time.Time `json:"likely"`
	Latest   *time.Time `json:"latest"`
	Reached  bool       `json:"reached"`
	Beyond   bool       `json:"beyond_horizon"`
}

type backtestFigures struct {
	MAPE      *float64 `json:"mape"`
	NaiveMAPE *float64 `json:"naive_mape"`
	Coverage  *float64 `json:"coverage"`
	N         int      `json:"n"`
	Zero      int      `json:"zero"`
	Blocks    int      `json:"blocks"`
}

// nextFigures are the KPI's mean expected in the period after the report's.
type nextFigures struct {
	Period string   `json:"period"`
	Mean   *float64 `json:"mean"`
	Lower  *float64 `json:"lower"`
	Upper  *float64 `json:"upper"`
}

type publishedFigures struct {
	Period   string    `json:"period"`
	Report   string    `json:"report"`
	AsOf     time.Time `json:"as_of"`
	Mean     *float64  `json:"mean"`
	Lower    *float64  `json:"lower"`
	Upper    *float64  `json:"upper"`
	Came     *float64  `json:"came"`
	AtVolume *float64  `json:"at_volume_that_came"`
	Inside   *bool     `json:"inside"`
	Days     *float64  `json:"days_to_limit"`
}

type warningFigures struct {
	Warning string `json:"warning"`
	Grave   bool   `json:"grave"`
	Text    string `json:"text"`
}

func newFigures(m *making.Report, c *making.Capacity, past map[string][]making.Forecast) Figures {
	list := Figures{
		StepMinutes: c.Rules.Step.Minutes(), From: c.Window.From.In(m.Settings.Zone), To: c.Window.To.In(m.Settings.Zone),
		Base: m.Settings.Capacity.Base, Fits: []fitFigures{},
	}
	for _, f := range c.Fits {
		list.Fits = append(list.Fits, newFit(m, c, f, past[f.Key()]))
	}
	return list
}

func newFit(m *making.Report, c *making.Capacity, f *making.CapacityFit, past []making.Forecast) fitFigures {
	out := fitFigures{
		Service: making.TextOrNull(f.Series.Service), Component: making.TextOrNull(f.Series.Component), Metric: f.Series.Metric,
		Unit: making.TextOrNull(f.Unit), Aggregate: f.Entry.Aggregate.String(), N: f.N, Dropped: f.Dropped, BeforeResizing: f.BeforeResizing,
		Intercept: f.Intercept.Value.Pointer(), InterceptSE: f.Intercept.SE.Pointer(), Coefficients: []coefficientFigures{},
		RSquared: f.RSquared.Pointer(), R: f.R.Pointer(), Elasticity: f.Elasticity.Pointer(), ElasticityAtMean: f.ElasticityAtMean.Pointer(),
		ResidualSE: f.ResidualSE.Pointer(), Autocorrelation: f.Autocorrelation.Pointer(), Measured: f.Measured.Pointer(),
		Limit: f.Entry.Limit.Pointer(), LimitIs: f.Entry.LimitIs.String(), Verdict: making.TextOrNull(f.Standing().String()),
		Scenarios: []scenarioFigures{}, Events: []eventFigures{}, Headroom: f.Headroom.Pointer(), HeadroomSafe: f.HeadroomSafe.Pointer(),
		LimitDate: dateFigures{m.TimeOrNull(f.Dates.Earliest), m.TimeOrNull(f.Dates.Likely), m.TimeOrNull(f.Dates.Latest), f.Dates.Reached, f.Dates.Beyond},
		Next:      nextFigures{m.Want.Period.Shift(1).Name, f.Outlook.Mean.Pointer(), f.Outlook.Lower.Pointer(), f.Outlook.Upper.Pointer()},
		Published: []publishedFigures{}, Warnings: []warningFigures{},
	}
	if len(f.Drivers) == 1 {
		out.Driver, out.slopeFigures = &f.Drivers[0], newSlope(f.Coefficients[0])
	}
	for _, c := range f.Coefficients {
		out.Coefficients = append(out.Coefficients, coefficientFigures{
			c.Driver, c.Value.Pointer(), c.SE.Pointer(), c.RobustSE.Pointer(), c.T.Pointer(), c.P.Pointer(), c.Lower.Pointer(), c.Upper.Pointer(),
		})
	}
	b := f.Backtest
	out.Backtest = backtestFigures{
		itsm.Number(b.MAPE).Pointer(), itsm.Number(b.NaiveMAPE).Pointer(), itsm.Number(b.Coverage).Pointer(), b.N, b.Zero, b.Blocks,
	}
	out.whatIf(m, f)
	for _, said := range past {
		out.Published = append(out.Published, newPublished(m, said))
	}
	for _, w := range f.Warnings {
		out.Warnings = append(out.Warnings, warningFigures{w.Kind.String(), w.Grave, warningText(m, c, f, w)})
	}
	return out
}

// whatIf adds the scenarios.
func (out *fitFigures) whatIf(m *making.Report, f *making.CapacityFit) {
	if f.AtBase.Drivers != nil {
		s := newScenario(f.AtBase)
		out.AtBase = &s
	}
	for _, s := range f.Scenarios {
		out.Scenarios = append(out.Scenarios, newScenario(s))
	}
	for _, e := range f.Events {
		out.Events = append(out.Events, eventFigures{
			e.Name, itsm.DateOf(e.At.In(m.Settings.Zone)).String(), e.Growth, newScenario(e.Alone), newScenario(e.Together),
		})
	}
}

func newPublished(m *making.Report, said making.Forecast) publishedFigures {
	p := publishedFigures{
		Period: said.Of.Name, Report: said.Report, AsOf: said.AsOf.In(m.Settings.Zone), Mean: said.Mean.Pointer(), Lower: said.Lower.Pointer(),
		Upper: said.Upper.Pointer(), Came: said.Came.Pointer(), AtVolume: said.AtVolume.Pointer(), Days: said.Likely.Pointer(),
	}
	if inside, known := said.Inside(); known {
		p.Inside = &inside
	}
	return p
}
