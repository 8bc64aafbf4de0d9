package capacity

import (
	"slices"
	"strings"

	"nines/analysis/capacity"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

type row = *making.CapacityFit

// rowsOnPage is how many KPIs a page lists; the workbook and the JSON have all.
const rowsOnPage = 25

// overview is the table that a reader takes in at a glance: one line a KPI, worst first.
func overview(m *making.Report, c *making.Capacity) *document.Table {
	const words = "capacity.table."
	t := &document.Table{
		ID: "capacity_fits", Title: m.Words.Plural(words+"title", len(c.Fits), m.Count(len(c.Fits))),
		Subtitle: m.Words.Text(words+"subtitle", "step", stepText(m, c.Rules.Step), "base", baseText(m, c),
			"from", m.Locale.Day(c.Window.From.In(m.Settings.Zone)), "to", m.Locale.Day(c.Window.To.In(m.Settings.Zone).AddDate(0, 0, -1))),
		Note: mirroredText(m, c) + m.Words.Text(words+"note"), PageRows: rowsOnPage,
	}
	making.Fill(t, append(columnsAtAGlance(m, c), columnsOfFit(m)...), c.Fits)
	for i, f := range c.Fits {
		if f.Standing() == capacity.Breached {
			t.Rows[i].Tone = document.Missed
		}
	}
	return t
}

// baseText names the volume that grows.
func baseText(m *making.Report, c *making.Capacity) string {
	return m.Words.Text("capacity.base." + c.Rules.Base.String())
}

// mirroredText says how what must not fall is measured, where there is any of it and that is another way.
func mirroredText(m *making.Report, c *making.Capacity) string {
	by := c.Rules.Base.Mirrored()
	fromBelow := func(f row) bool { return f.Entry.LimitIs == capacity.AtLeast }
	if by == c.Rules.Base || !slices.ContainsFunc(c.Fits, fromBelow) {
		return ""
	}
	return m.Words.Text("capacity.table.mirrored", "base", m.Words.Text("capacity.base."+by.String()))
}

func column(m *making.Report, key string, kind document.Kind, decimals int, width float64, cell func(row) document.Value) making.Column[row] {
	c := m.Column("capacity.column.", key, kind, decimals, document.Everywhere)
	c.Width = width
	return making.Col(c, cell)
}

func columnsAtAGlance(m *making.Report, c *making.Capacity) []making.Column[row] {
	decimals := 0
	for _, f := range c.Fits {
		decimals = min(3, max(decimals, decimalsOf(f)-1))
	}
	kpi := func(of func(row) itsm.Number) func(row) document.Value {
		return func(f row) document.Value { return document.Known(document.KindNumber, of(f).Pointer()) }
	}
	share := func(of func(row) itsm.Number) func(row) document.Value {
		return func(f row) document.Value {
			if f.Unreliable { // in the JSON it stands beside its verdict; alone it would be believed
				return document.Value{Kind: document.KindShare, Unknown: true}
			}
			return making.ShareValue(of(f))
		}
	}
	measure := column(m, "measure", document.KindText, 0, 3.4, func(f row) document.Value {
		metric := f.Series.Metric
		if f.Unit != "" {
			metric += ", " + f.Unit
		}
		return document.Value{Text: owner(m, f), Second: m.Words.Text("capacity.against", "metric", metric, "driver", driver(m, f)), Strong: true}
	})
	measure.Lines = 2
	trust := column(m, "trust", document.KindText, 0, 2.9, func(f row) document.Value { return trustValue(m, f) })
	trust.Lines = 2
	return []making.Column[row]{
		column(m, "verdict", document.KindRating, 0, 1.7, func(f row) document.Value {
			v := f.Standing().String()
			return document.Value{Kind: document.KindRating, Text: v, Unknown: v == ""}
		}),
		measure,
		column(m, "now", document.KindNumber, decimals, 1, func(f row) document.Value {
			v := kpi(func(f row) itsm.Number { return f.Measured })(f)
			if f.Entry.Beyond(f.Measured) {
				v.Strong, v.Tone = true, document.Missed
			}
			return v
		}),
		column(m, "limit", document.KindNumber, decimals, 1, kpi(func(f row) itsm.Number { return f.Entry.Limit })),
		column(m, "headroom", document.KindShare, 0, 1.2, share(func(f row) itsm.Number { return f.Headroom })),
		column(m, "headroom_safe", document.KindShare, 0, 1.2, share(func(f row) itsm.Number { return f.HeadroomSafe })),
		column(m, "date", document.KindText, 0, 2.4, func(f row) document.Value { return dateValue(m, f) }),
		yearsColumn(m, c),
		trust,
	}
}

// dateValue is the likely date at which the limit is met, with the earliest and latest below.
func dateValue(m *making.Report, f row) document.Value {
	d := f.Dates
	switch {
	case !f.Entry.Limit.Known || f.Unreliable: // what is beyond its limit now may be so, too
		return document.Value{Unknown: true}
	case d.Reached:
		return document.Value{Text: m.Words.Text("capacity.date.reached"), Strong: true}
	case d.Beyond:
		return document.Value{Text: m.Words.Text("capacity.date.beyond")}
	case warned(f, capacity.ShortVolume):
		return document.Value{Unknown: true, Text: m.Words.Text("capacity.warning.short_volume.short")}
	case warned(f, capacity.NoTrend):
		return document.Value{Unknown: true, Text: m.Words.Text("capacity.warning.no_trend.short")}
	case d.Likely.IsZero():
		return document.Value{Unknown: true, Text: m.Words.Text("capacity.date.none")}
	}
	latest := m.Words.Text("capacity.date.open")
	if !d.Latest.IsZero() {
		latest = dateText(m, d, d.Latest)
	}
	return document.Value{Text: dateText(m, d, d.Likely), Second: m.Words.Text("capacity.date.range", "earliest", dateText(m, d, d.Earliest), "latest", latest)}
}

// trustValue says how far a fit can be trusted: why not, else how much of the KPI it explains.
func trustValue(m *making.Report, f row) document.Value {
	if reasons := grave(f); len(reasons) > 0 {
		texts := make([]string, len(reasons))
		for i, w := range reasons {
			texts[i] = m.Words.Text("capacity.warning."+w.Kind.String()+".short", "driver", driverOf(f, w))
		}
		return document.Value{Text: strings.Join(texts, "; ")}
	}
	if !f.RSquared.Known {
		return document.Value{Text: m.Words.Text("capacity.trust.none", "n", m.Count(f.N))}
	}
	v := document.Value{Text: m.Words.Text("capacity.trust", "r2", m.Locale.Number(f.RSquared.Value, 2), "n", m.Count(f.N))}
	if b := f.Backtest; b.MAPE.Known && b.NaiveMAPE.Known {
		v.Second = m.Words.Text("capacity.trust.error", "mape", m.Share(making.Number(b.MAPE), 1), "naive", m.Share(making.Number(b.NaiveMAPE), 1))
	}
	return v
}

// columnsOfFit are those for the analyst: all that least squares yields.
func columnsOfFit(m *making.Report) []making.Column[row] {
	book := func(key string, kind document.Kind, decimals int, cell func(row) document.Value) making.Column[row] {
		return making.Col(m.Column("capacity.column.", key, kind, decimals, document.BookOnly), cell)
	}
	text := func(key string, of func(row) string) making.Column[row] {
		return book(key, document.KindText, 0, func(f row) document.Value { return document.TextValue(of(f)) })
	}
	count := func(key string, of func(row) int) making.Column[row] {
		return book(key, document.KindCount, 0, func(f row) document.Value { return document.Count(of(f)) })
	}
	num := func(key string, of func(row) itsm.Number) making.Column[row] {
		return book(key, document.KindNumber, 6, func(f row) document.Value { return document.Known(document.KindNumber, of(f).Pointer()) })
	}
	slope := func(of func(capacity.Coefficient) itsm.Number) func(row) itsm.Number {
		return func(f row) itsm.Number {
			if len(f.Coefficients) != 1 {
				return itsm.Number{}
			}
			return of(f.Coefficients[0])
		}
	}
	return []making.Column[row]{
		text("service", func(f row) string { return f.Series.Service }),
		text("component", func(f row) string { return f.Series.Component }),
		text("metric", func(f row) string { return f.Series.Metric }),
		text("driver", func(f row) string { return strings.Join(f.Drivers, " + ") }),
		count("n", func(f row) int { return f.N }),
		count("dropped", func(f row) int { return f.Dropped }),
		num("intercept", func(f row) itsm.Number { return f.Intercept.Value }),
		num("slope", slope(func(c capacity.Coefficient) itsm.Number { return c.Value })),
		num("slope_se", slope(func(c capacity.Coefficient) itsm.Number { return c.SE })),
		num("slope_se_hac", slope(func(c capacity.Coefficient) itsm.Number { return c.RobustSE })),
		num("r_squared", func(f row) itsm.Number { return f.RSquared }),
		num("r", func(f row) itsm.Number { return f.R }),
		num("residual_se", func(f row) itsm.Number { return f.ResidualSE }),
		num("autocorrelation", func(f row) itsm.Number { return f.Autocorrelation }),
		num("elasticity", func(f row) itsm.Number { return f.Elasticity }),
		num("elasticity_at_mean", func(f row) itsm.Number { return f.ElasticityAtMean }),
	}
}
