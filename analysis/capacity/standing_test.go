package capacity

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"nines/internal/itsm"
)

func TestStanding(t *testing.T) {
	asOf := time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC)
	limited := func(change func(*Fit)) *Fit {
		f := &Fit{
			N: 100, Entry: &Entry{Limit: itsm.Known(80)}, Measured: itsm.Known(50), AtBase: Scenario{Forecast: itsm.Known(50), Verdict: Within},
			Scenarios: []Scenario{{Growth: 1, Verdict: Breached}, {Growth: 0.1, Verdict: Within}, {Growth: -0.1, Verdict: Breached}}, asOf: asOf,
		}
		change(f)
		return f
	}
	for name, c := range map[string]struct {
		change func(*Fit)
		want   Verdict
	}{
		"room":                         {func(*Fit) {}, Within},
		"no limit":                     {func(f *Fit) { f.Entry.Limit = itsm.Number{} }, NoVerdict},
		"nothing measured":             {func(f *Fit) { f.N, f.Measured, f.Unreliable = 0, itsm.Number{}, true }, Unreliable},
		"measured beyond":              {func(f *Fit) { f.Measured = itsm.Known(81) }, Breached},
		"measured on it":               {func(f *Fit) { f.Measured = itsm.Known(80) }, Within},
		"measured beyond, no fit":      {func(f *Fit) { f.Measured, f.Unreliable = itsm.Known(81), true }, Breached},
		"below a limit from below":     {func(f *Fit) { f.Entry.LimitIs = AtLeast }, Breached},
		"fitted beyond":                {func(f *Fit) { f.AtBase.Forecast = itsm.Known(80.5) }, Breached},
		"fitted beyond, not to trust":  {func(f *Fit) { f.AtBase.Forecast, f.Unreliable = itsm.Known(80.5), true }, Unreliable},
		"interval crosses":             {func(f *Fit) { f.AtBase.Verdict = AtRisk }, AtRisk},
		"crosses at the least growth":  {func(f *Fit) { f.Scenarios[1].Verdict = AtRisk }, AtRisk},
		"within a quarter":             {func(f *Fit) { f.Dates.Earliest = asOf.AddDate(0, 0, 90) }, AtRisk},
		"a day more than a quarter":    {func(f *Fit) { f.Dates.Earliest = asOf.AddDate(0, 0, 91) }, Within},
		"over time, nothing to grow":   {func(f *Fit) { f.AtBase, f.Scenarios = Scenario{}, nil }, Within},
		"only less volume is asked of": {func(f *Fit) { f.Scenarios = f.Scenarios[2:] }, Within},
	} {
		assert.Equal(t, c.want, limited(c.change).Standing(), name)
	}
}

// Whatever the order in which series are read, they are listed worst first, and equals by name.
func TestCompare(t *testing.T) {
	fit := func(service string, safe, measured float64, unreliable bool) *Fit {
		return &Fit{
			N: 1, Series: itsm.Series{Service: service}, Entry: &Entry{Limit: itsm.Known(80)}, Measured: itsm.Known(measured),
			Unreliable: unreliable, HeadroomSafe: itsm.Number{Value: safe, Known: safe > -1},
		}
	}
	want := []*Fit{
		fit("breached", 0.5, 90, false), fit("unreliable", 0.1, 10, true), fit("little", 0.2, 10, false), fit("a", 0.3, 10, false),
		fit("b", 0.3, 10, false), fit("unknown", -1, 10, false),
		{N: 1, Entry: &Entry{}, Series: itsm.Series{Service: "a"}},
	}
	for _, rotate := range []int{1, 3, 5} {
		got := append(slices.Clone(want[rotate:]), want[:rotate]...)
		slices.SortStableFunc(got, Compare)
		assert.Equal(t, want, got)
	}
}
