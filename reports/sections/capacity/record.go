package capacity

import (
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// leastDrawn is how many forecasts make a chart of what was said beside what came.
const leastDrawn = 3

// trackRecord shows what earlier reports said of the KPI, beside what came.
func (p *panel) trackRecord(past []making.Forecast) []document.Block {
	switch {
	case len(past) < leastDrawn:
		return []document.Block{p.saidTable(past)}
	case p.m.Brief("capacity"):
		return []document.Block{p.saidChart(past)}
	}
	return []document.Block{p.saidChart(past), p.saidTable(past)}
}

func (p *panel) saidChart(past []making.Forecast) *document.Chart {
	m, w := p.m, p.m.Words.Text
	c := &document.Chart{
		ID: p.id + "_record", Kind: document.ChartLine, Title: p.saidTitle(past), Subtitle: w("capacity.record.subtitle", "unit", unitOf(m, p.fit)),
		Alt: w("capacity.record.alt", "name", name(m, p.fit)), Y: document.Axis{Kind: document.KindNumber},
	}
	came := document.Series{Name: w("capacity.record.came"), Role: document.RoleActual}
	said := document.Series{Name: w("capacity.record.said"), Role: document.RoleForecast}
	lower := document.Series{Name: w("capacity.line.lower", "line", said.Name), Role: document.RoleLower}
	upper := document.Series{Name: w("capacity.line.upper", "line", said.Name), Role: document.RoleUpper}
	var before itsm.Period
	for _, f := range past {
		c.Categories = append(c.Categories, m.PeriodLabel(f.Of, before))
		before = f.Of
		came.Values, said.Values = append(came.Values, f.Came.Pointer()), append(said.Values, f.Mean.Pointer())
		lower.Values, upper.Values = append(lower.Values, f.Lower.Pointer()), append(upper.Values, f.Upper.Pointer())
	}
	c.Series = []document.Series{came, lower, upper, said}
	return c
}

// saidTitle counts how often what came lay where it was said to lie.
func (p *panel) saidTitle(past []making.Forecast) string {
	inside, known := 0, 0
	for _, f := range past {
		if in, ok := f.Inside(); ok {
			known++
			if in {
				inside++
			}
		}
	}
	if known == 0 {
		return p.m.Words.Text("capacity.record.undecided")
	}
	return p.m.Words.Plural("capacity.record.inside", known, p.m.Count(known), "inside", p.m.Count(inside))
}

func (p *panel) saidTable(past []making.Forecast) *document.Table {
	const words = "capacity.record."
	m, f := p.m, p.fit
	t := &document.Table{ID: p.id + "_said", Title: m.Words.Text(words + "title"), Subtitle: m.Words.Text(words+"subtitle", "unit", unitOf(m, f))}
	decimals := decimalsOf(f)
	text := func(key string, of func(making.Forecast) string) making.Column[making.Forecast] {
		return making.Col(m.Column(words, key, document.KindText, 0, document.Everywhere), func(f making.Forecast) document.Value { return document.TextValue(of(f)) })
	}
	num := func(key string, of func(making.Forecast) itsm.Number) making.Column[making.Forecast] {
		return making.Col(m.Column(words, key, document.KindNumber, decimals, document.Everywhere), func(f making.Forecast) document.Value {
			return document.Known(document.KindNumber, of(f).Pointer())
		})
	}
	columns := []making.Column[making.Forecast]{
		text("period", func(f making.Forecast) string { return m.PeriodName(f.Of) }),
		num("said", func(f making.Forecast) itsm.Number { return f.Mean }),
		num("lower", func(f making.Forecast) itsm.Number { return f.Lower }), num("upper", func(f making.Forecast) itsm.Number { return f.Upper }),
		num("came", func(f making.Forecast) itsm.Number { return f.Came }),
		num("at_volume", func(f making.Forecast) itsm.Number { return f.AtVolume }),
		text("inside", func(f making.Forecast) string {
			switch in, known := f.Inside(); {
			case !known:
				return m.Locale.Unknown
			case in:
				return m.Words.Text(words + "yes")
			}
			return m.Words.Text(words + "no")
		}),
	}
	making.Fill(t, columns, past)
	if !f.OverTime() {
		t.Note = m.Words.Text(words + "note")
	}
	return t
}
