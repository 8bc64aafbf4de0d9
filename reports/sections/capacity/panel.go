package capacity

import (
	"fmt"
	"strings"

	"nines/analysis/capacity"
	"nines/reports/document"
	"nines/reports/making"
)

// panel is the part of a page about one fit.
type panel struct {
	m   *making.Report
	c   *making.Capacity
	fit *making.CapacityFit
	id  string // of its blocks, with a word for each behind it
}

func newPanel(m *making.Report, c *making.Capacity, f *making.CapacityFit, place int) *panel {
	return &panel{m: m, c: c, fit: f, id: fmt.Sprintf("capacity_%d", place+1)}
}

// blocks are what is shown of the fit, with what earlier reports forecast of it.
func (p *panel) blocks(past []making.Forecast) []document.Block {
	var list []document.Block
	if !p.fit.OverTime() && p.fit.RSquared.Known {
		list = append(list, p.scatter())
	}
	if p.fit.OverTime() && p.fit.N > 0 {
		list = append(list, p.overTime())
	}
	if len(list) > 0 {
		list[0].(*document.Chart).Head = true
	}
	if k := p.keyFigures(); k != nil {
		list = append(list, k)
	}
	if !p.fit.Unreliable && len(p.fit.Scenarios) > 0 {
		list = append(list, p.whatIf())
	}
	if care := p.readWithCare(); care != nil {
		list = append(list, care)
	}
	list = append(list, p.sentences()) // the line in figures stays with its chart where the page ends
	if !p.fit.OverTime() && p.fit.N > 0 {
		list = append(list, p.overTime())
	}
	if c := p.residuals(); c != nil {
		list = append(list, c)
	}
	if len(past) > 0 {
		list = append(list, p.trackRecord(past)...)
	}
	return list
}

// whatIf tells the KPI of one step at the volumes that may come.
func (p *panel) whatIf() *document.Table {
	const words = "capacity.what_if."
	m, f := p.m, p.fit
	t := &document.Table{
		ID: p.id + "_what_if", Title: m.Words.Text(words + "title"),
		Subtitle: m.Words.Text(words+"subtitle", "base", p.baseFigure(), "aggregate", baseText(m, p.c), "unit", unitOf(m, f)),
	}
	rows := []scenario{{label: m.Words.Text(words + "today"), Scenario: f.AtBase}}
	for _, s := range f.Scenarios {
		rows = append(rows, scenario{label: growthText(m, s.Growth), Scenario: s})
	}
	for i, e := range f.Events {
		rows = append(rows, scenario{label: m.Words.Text(words+"event", "name", e.Name, "day", m.Locale.Day(e.At.In(m.Settings.Zone))), note: growthText(m, e.Growth), Scenario: e.Alone})
		if i > 0 {
			rows = append(rows, scenario{label: m.Words.Text(words + "together"), note: growthText(m, e.Together.Growth), Scenario: e.Together})
		}
	}
	making.Fill(t, p.whatIfColumns(), rows)
	return t
}

type scenario struct {
	label, note string
	capacity.Scenario
}

func (p *panel) whatIfColumns() []making.Column[scenario] {
	m, decimals := p.m, decimalsOf(p.fit)
	col := func(key string, kind document.Kind, decimals int, width float64, cell func(scenario) document.Value) making.Column[scenario] {
		c := m.Column("capacity.what_if.", key, kind, decimals, document.Everywhere)
		c.Width = width
		return making.Col(c, cell)
	}
	num := func(key string, decimals int, medium document.Medium, of func(scenario) *float64) making.Column[scenario] {
		c := col(key, document.KindNumber, decimals, 1.2, func(s scenario) document.Value { return document.Known(document.KindNumber, of(s)) })
		c.Medium = medium
		return c
	}
	growth := col("growth", document.KindText, 0, 3, func(s scenario) document.Value {
		v := document.Value{Text: s.label, Second: s.note, Strong: true}
		if s.Beyond {
			v.Second = strings.TrimPrefix(s.note+m.Words.Text("capacity.what_if.beyond"), m.Words.Text("capacity.what_if.and"))
		}
		return v
	})
	growth.Lines = 2
	columns := []making.Column[scenario]{growth}
	if len(p.fit.Drivers) == 1 {
		columns = append(columns, num("volume", digits(p.fit.AtBase.Drivers[0]), document.BookOnly, func(s scenario) *float64 { return &s.Drivers[0] }))
	}
	interval := col("interval", document.KindText, 0, 2, func(s scenario) document.Value {
		if !s.Lower.Known {
			return document.Value{Unknown: true}
		}
		return document.TextValue(m.Words.Text("capacity.interval", "lower", m.Locale.Number(s.Lower.Value, decimals), "upper", m.Locale.Number(s.Upper.Value, decimals)))
	})
	interval.Medium = document.PageOnly
	columns = append(columns,
		num("forecast", decimals, document.Everywhere, func(s scenario) *float64 { return s.Forecast.Pointer() }), interval,
		num("lower", decimals, document.BookOnly, func(s scenario) *float64 { return s.Lower.Pointer() }),
		num("upper", decimals, document.BookOnly, func(s scenario) *float64 { return s.Upper.Pointer() }))
	if !p.fit.Entry.Limit.Known {
		return columns
	}
	return append(columns,
		col("probability", document.KindText, 0, 1.2, func(s scenario) document.Value { return probability(m, s) }),
		col("verdict", document.KindRating, 0, 2, func(s scenario) document.Value {
			return document.Value{Kind: document.KindRating, Text: s.Verdict.String(), Unknown: s.Verdict == capacity.NoVerdict}
		}))
}

// probability writes how likely it is that a step exceeds the limit; what is nearly sure is not rounded to it.
func probability(m *making.Report, s scenario) document.Value {
	switch v := s.Probability.Value; {
	case !s.Probability.Known:
		return document.Value{Unknown: true}
	case v < 0.01:
		return document.TextValue("<1 %")
	case v > 0.99:
		return document.TextValue(">99 %")
	}
	return document.TextValue(m.Locale.Share(s.Probability.Value, 0) + " %")
}

// baseFigure writes the volume that grows, of each driver.
func (p *panel) baseFigure() string {
	figures := make([]string, len(p.fit.Base))
	for k, v := range p.fit.Base {
		figures[k] = number(p.m, v)
	}
	return p.m.List(figures)
}

func unitOf(m *making.Report, f *making.CapacityFit) string {
	if f.Unit != "" {
		return f.Unit
	}
	return f.Series.Metric
}
