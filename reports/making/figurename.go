package making

import (
	"slices"
	"strings"

	"nines/analysis/quality"
	"nines/internal/itsm"
)

// A published figure is called <section>/<subject>/<figure>, or <section>/<figure> where it has no subject.
func partsOfFigure(name string) (section, subject, figure string) {
	section, rest, _ := strings.Cut(name, "/")
	if i := strings.LastIndexByte(rest, '/'); i >= 0 {
		return section, rest[:i], rest[i+1:]
	}
	return section, "", rest
}

// FigureName is a published figure as a reader calls it; one that has no words keeps its key.
func (m *Report) FigureName(name string) string {
	section, subject, figure := partsOfFigure(name)
	key := "figure." + section + "." + figure
	if !m.Words.Has(key) {
		return name
	}
	switch {
	case m.Words.Has("figure." + section + "." + subject):
		subject = m.Words.Text("figure." + section + "." + subject)
	case subject == "overall":
		subject = m.Words.Text("figure.all")
	default:
		subject = m.ServiceName(subject)
	}
	return m.Words.Text(key, "subject", subject)
}

// ratios are the published figures that are ratios, by the last part of their names.
var ratios = []string{"availability", "target"}

// mostDecimals are enough for any two figures that are not the same.
const mostDecimals = 12

// FigureValues writes two values of a published figure, with as many decimals as it takes to tell them apart.
func (m *Report) FigureValues(name string, a, b itsm.Number) (string, string) {
	_, _, figure := partsOfFigure(name)
	write, decimals := m.plainNumber, 0
	switch {
	case slices.Contains(ratios, figure):
		write, decimals = m.percentNumber, AvailabilityDecimals
	case strings.HasSuffix(figure, "_minutes"):
		decimals = 1
	}
	for ; ; decimals++ {
		first, second := write(a, decimals), write(b, decimals)
		if first != second || decimals >= mostDecimals {
			return first, second
		}
	}
}

func (m *Report) percentNumber(n itsm.Number, decimals int) string {
	if !n.Known {
		return m.Words.Text("revision.unknown_value")
	}
	return m.Words.Text("revision.percent", "n", m.Locale.Share(n.Value, decimals))
}

func (m *Report) plainNumber(n itsm.Number, decimals int) string {
	if !n.Known {
		return m.Words.Text("revision.unknown_value")
	}
	return m.Locale.Number(n.Value, decimals)
}

// Because lists what made a figure come out otherwise: its tickets, else the configuration, else what is left.
func (m *Report) Because(r quality.Restatement) []string {
	switch {
	case len(r.Because) > 0:
		return r.Because
	case r.Configuration:
		return []string{m.Words.Text("data_quality.restatements.configuration")}
	}
	return []string{m.Words.Text("data_quality.restatements.other")}
}
