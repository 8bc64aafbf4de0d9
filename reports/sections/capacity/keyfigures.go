package capacity

import (
	"nines/analysis/capacity"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// keyFigures are the answers of a fit that holds: how much room is left, until when, what more volume does, and how well
// the fit would have forecast before. Nil where there is none of them.
func (p *panel) keyFigures() *document.KeyFigures {
	if p.fit.Unreliable {
		return nil
	}
	k := &document.KeyFigures{}
	for _, tile := range []func() (document.KeyFigure, bool){p.headroom, p.date, p.effect, p.backtest} {
		if figure, ok := tile(); ok {
			k.Items = append(k.Items, figure)
		}
	}
	if len(k.Items) == 0 {
		return nil
	}
	return k
}

func (p *panel) headroom() (document.KeyFigure, bool) {
	m, f := p.m, p.fit
	if !f.Headroom.Known {
		return document.KeyFigure{}, false
	}
	figure := document.KeyFigure{
		Value: document.Value{Unknown: true, Text: m.Words.Text("capacity.key.headroom.none")}, Label: m.Words.Text("capacity.key.headroom"),
		Notes: []string{m.Words.Text("capacity.key.headroom.likely", "likely", wholeGrowth(m, f.Headroom)), m.Words.Text("capacity.key.headroom.safe")},
	}
	if f.HeadroomSafe.Known {
		figure.Value = document.TextValue(wholeGrowth(m, f.HeadroomSafe))
	}
	return figure, true
}

// date is when the limit is met: three dates, or why there is none.
func (p *panel) date() (document.KeyFigure, bool) {
	m, f := p.m, p.fit
	if !f.Entry.Limit.Known {
		return document.KeyFigure{}, false
	}
	figure := document.KeyFigure{Value: dateValue(m, f), Label: m.Words.Text("capacity.key.date")}
	if v := &figure.Value; v.Unknown && v.Text != "" {
		v.Text, v.Second = "", v.Text
	}
	if second := figure.Value.Second; second != "" {
		figure.Notes, figure.Value.Second = append(figure.Notes, second), ""
	}
	if rate := p.volumeRate(); rate != "" {
		figure.Notes = append(figure.Notes, rate)
	}
	return figure, true
}

const daysOfMonth = 365.25 / 12

// volumeRate tells by how many per cent of its mean the only driver grows in a month; empty where that is not known.
func (p *panel) volumeRate() string {
	f := p.fit
	if len(f.Volumes) != 1 || f.Volumes[0].SE == 0 || f.Volumes[0].Mean <= 0 || p.warned(capacity.ShortVolume) {
		return ""
	}
	v := f.Volumes[0]
	month := daysOfMonth / v.Mean * 100
	return p.m.Words.Text("capacity.key.volume", "rate", signed(p.m, v.PerDay*month, 1), "error", p.m.Locale.Number(2*v.SE*month, 1))
}

func (p *panel) warned(kind capacity.WarningKind) bool { return warned(p.fit, kind) }

func warned(f *making.CapacityFit, kind capacity.WarningKind) bool {
	for _, w := range f.Warnings {
		if w.Kind == kind {
			return true
		}
	}
	return false
}

// effect is what 1 % more volume does, which the correlation does not tell; of time what a month does.
func (p *panel) effect() (document.KeyFigure, bool) {
	m, f := p.m, p.fit
	if f.OverTime() {
		slope := f.Coefficients[0]
		if !slope.RobustLow.Known {
			return document.KeyFigure{}, false
		}
		month := func(n itsm.Number) string { return signed(m, n.Value*daysOfMonth, decimalsOf(f)) }
		return document.KeyFigure{
			Value: document.TextValue(month(slope.Value)), Label: m.Words.Text("capacity.key.month", "unit", unitOf(m, f)),
			Notes: []string{m.Words.Text("capacity.interval", "lower", month(slope.RobustLow), "upper", month(slope.RobustUp))},
		}, true
	}
	if !f.ElasticityAtMean.Known {
		return document.KeyFigure{}, false
	}
	share := func(n itsm.Number) string { return m.Locale.Number(n.Value, 2) }
	figure := document.KeyFigure{Value: document.TextValue(share(f.ElasticityAtMean) + " %"), Label: m.Words.Text("capacity.key.elasticity.mean")}
	if f.Elasticity.Known {
		figure.Value, figure.Label = document.TextValue(share(f.Elasticity)+" %"), m.Words.Text("capacity.key.elasticity.base")
		figure.Notes = append(figure.Notes, m.Words.Text("capacity.key.elasticity.note", "mean", share(f.ElasticityAtMean)))
	}
	if f.R.Known {
		figure.Notes = append(figure.Notes, m.Words.Text("capacity.key.r", "r", share(f.R)))
	}
	return figure, true
}

func (p *panel) backtest() (document.KeyFigure, bool) {
	m, b := p.m, p.fit.Backtest
	if !b.MAPE.Known || !b.NaiveMAPE.Known || !b.Coverage.Known {
		return document.KeyFigure{}, false
	}
	share := func(v float64, decimals int) string { return m.Locale.Share(v, decimals) + " %" }
	return document.KeyFigure{
		Value: document.TextValue(share(b.MAPE.Value, 1)), Label: m.Words.Text("capacity.key.backtest", "blocks", m.Count(b.Blocks)),
		Notes: []string{
			m.Words.Text("capacity.key.naive", "naive", share(b.NaiveMAPE.Value, 1)),
			m.Words.Text("capacity.key.coverage", "coverage", share(b.Coverage.Value, 0), "n", m.Count(b.N)),
		},
	}, true
}

// wholeGrowth writes a growth in whole per cents with its sign.
func wholeGrowth(m *making.Report, n itsm.Number) string { return signed(m, n.Value*100, 0) + " %" }

// signed writes a number with its sign.
func signed(m *making.Report, v float64, decimals int) string {
	text := m.Locale.Number(v, decimals)
	if v > 0 && text != m.Locale.Number(0, decimals) {
		return "+" + text
	}
	return text
}
