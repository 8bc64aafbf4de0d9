package capacity

import (
	"strings"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// sentences say what the figures of a fit are: the line, how the KPI moves with its volume, how much room is left and
// until when, and how well the fit would have forecast before.
func (p *panel) sentences() *document.Text {
	list := []string{p.lineSentence()}
	for _, sentence := range []string{p.elasticity(), p.headroom(), p.dates(), p.backtest(), p.pairs()} {
		if sentence != "" {
			list = append(list, sentence)
		}
	}
	return &document.Text{Text: strings.Join(list, " ")}
}

// lineSentence is the equation with its errors.
func (p *panel) lineSentence() string {
	m, f := p.m, p.fit
	if !f.Intercept.Value.Known {
		return m.Words.Text("capacity.sentence.no_fit", "metric", f.Series.Metric, "driver", driver(m, f), "n", m.Count(f.N))
	}
	var line strings.Builder
	line.WriteString(figure(m, f.Intercept.Value))
	for _, c := range f.Coefficients {
		sign, value := " + ", c.Value
		if value.Value < 0 {
			sign, value.Value = " \u2212 ", -value.Value
		}
		of := c.Driver
		if f.OverTime() {
			of = m.Words.Text("capacity.driver.days")
		}
		line.WriteString(sign + figure(m, value) + " " + of)
	}
	text := m.Words.Text("capacity.sentence.line", "metric", f.Series.Metric, "line", line.String(), "r2", m.Locale.Number(f.RSquared.Value, 2),
		"se", figureText(m, f, f.ResidualSE), "n", m.Count(f.N))
	if len(f.Coefficients) == 1 && f.Coefficients[0].RobustLow.Known {
		c := f.Coefficients[0]
		text += " " + m.Words.Text("capacity.sentence.slope", "lower", figure(m, c.RobustLow), "upper", figure(m, c.RobustUp))
	}
	return text
}

// figure writes a parameter with four digits.
func figure(m *making.Report, n itsm.Number) string {
	if !n.Known {
		return m.Locale.Unknown
	}
	return m.Locale.Number(n.Value, min(digits(n.Value)+1, 8))
}

// elasticity answers what 1 % more volume does, which the correlation does not.
func (p *panel) elasticity() string {
	m, f := p.m, p.fit
	if !f.ElasticityAtMean.Known {
		return ""
	}
	at := m.Words.Text("capacity.sentence.elasticity_at_mean", "metric", f.Series.Metric, "mean", m.Locale.Number(f.ElasticityAtMean.Value, 2))
	if f.Elasticity.Known {
		at = m.Words.Text("capacity.sentence.elasticity", "metric", f.Series.Metric, "base", m.Locale.Number(f.Elasticity.Value, 2), "mean", m.Locale.Number(f.ElasticityAtMean.Value, 2))
	}
	if f.R.Known {
		at += " " + m.Words.Text("capacity.sentence.r", "r", m.Locale.Number(f.R.Value, 2))
	}
	return at
}

func (p *panel) headroom() string {
	m, f := p.m, p.fit
	switch {
	case f.Unreliable || !f.Headroom.Known:
		return ""
	case f.HeadroomSafe.Known:
		return m.Words.Text("capacity.sentence.headroom", "likely", growthText(m, roundShare(f.Headroom)), "safe", growthText(m, roundShare(f.HeadroomSafe)))
	}
	return m.Words.Text("capacity.sentence.headroom_likely", "likely", growthText(m, roundShare(f.Headroom)))
}

// dates says when the limit is met, in three dates.
func (p *panel) dates() string {
	m, f := p.m, p.fit
	d := f.Dates
	switch {
	case f.Unreliable || !f.Entry.Limit.Known:
		return ""
	case d.Reached:
		return m.Words.Text("capacity.sentence.reached")
	case d.Beyond:
		return m.Words.Text("capacity.sentence.beyond")
	case d.Likely.IsZero():
		return m.Words.Text("capacity.sentence.no_date")
	case d.Latest.IsZero():
		return m.Words.Text("capacity.sentence.dates_open", "earliest", dateText(m, d.Earliest), "likely", dateText(m, d.Likely))
	}
	return m.Words.Text("capacity.sentence.dates", "earliest", dateText(m, d.Earliest), "likely", dateText(m, d.Likely), "latest", dateText(m, d.Latest))
}

func (p *panel) backtest() string {
	m, b := p.m, p.fit.Backtest
	if !b.MAPE.Known || !b.NaiveMAPE.Known || !b.Coverage.Known {
		return ""
	}
	return m.Words.Text("capacity.sentence.backtest", "mape", m.Share(making.Number(b.MAPE), 1), "naive", m.Share(making.Number(b.NaiveMAPE), 1),
		"coverage", m.Share(making.Number(b.Coverage), 0), "n", m.Count(b.N), "blocks", m.Count(b.Blocks))
}

// pairs counts what the fit could not take.
func (p *panel) pairs() string {
	m, f := p.m, p.fit
	var list []string
	if f.Dropped > 0 {
		list = append(list, m.Words.Plural("capacity.sentence.dropped", f.Dropped, m.Count(f.Dropped)))
	}
	if f.BeforeResizing > 0 {
		list = append(list, m.Words.Plural("capacity.sentence.resized", f.BeforeResizing, m.Count(f.BeforeResizing)))
	}
	return strings.Join(list, " ")
}

// roundShare rounds a ratio to whole per cents.
func roundShare(n itsm.Number) float64 { return float64(int(n.Value*100+half(n.Value))) / 100 }

func half(v float64) float64 {
	if v < 0 {
		return -0.5
	}
	return 0.5
}
