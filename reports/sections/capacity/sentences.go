package capacity

import (
	"strings"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// sentences are the line in figures, and what it could not take.
func (p *panel) sentences() *document.Text {
	return &document.Text{Text: strings.TrimSpace(p.lineSentence() + " " + p.pairs()), Tone: document.Muted}
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
