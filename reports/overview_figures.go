package reports

import (
	"strings"

	"nines/analysis/availability"
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
)

// keyFigures are the four figures on top of page one.
func (m *making) keyFigures(f *facts, h *history) *document.KeyFigures {
	return &document.KeyFigures{Items: []document.KeyFigure{
		m.metFigure(f, h), m.overallFigure(f, h), m.outagesFigure(f, h), m.restoreFigure(f),
	}}
}

func (m *making) metFigure(f *facts, h *history) document.KeyFigure {
	overall := f.result.Overall
	k := document.KeyFigure{
		Value: document.TextValue(m.words.Text("overview.met", "n", overall.Met, "m", overall.Of)),
		Label: m.words.Text("overview.met.label"),
		Spark: m.spark(h, func(t *availability.Trend) itsm.Number { return itsm.Known(float64(t.Overall.Met)) }, itsm.Known(float64(overall.Met))),
	}
	var beside []string
	for _, c := range []struct {
		rating availability.Rating
		word   string
	}{{availability.Red, "red"}, {availability.Undecided, "undecided"}, {availability.RatingUnknown, "unknown"}} {
		if n := overall.Ratings[c.rating]; n > 0 {
			beside = append(beside, m.words.Plural("overview.count."+c.word, n, m.count(n)))
		}
	}
	if len(beside) > 0 {
		k.Notes = append(k.Notes, strings.Join(beside, m.words.Text("locale.list")))
	}
	if before := h.previous(); before != nil {
		k.Notes = append(k.Notes, m.words.Text("overview.met.previous",
			"period", m.previousLabel(), "n", before.Overall.Met, "m", before.Overall.Of))
	}
	return k
}

func (m *making) overallFigure(f *facts, h *history) document.KeyFigure {
	overall := f.result.Overall
	k := document.KeyFigure{
		Value: shareValue(overall.Availability),
		Label: m.words.Text("overview.availability.label"),
		Spark: m.spark(h, func(t *availability.Trend) itsm.Number { return t.Overall.Downtime }, overall.Downtime),
	}
	if overall.Lower != overall.Upper {
		k.Notes = append(k.Notes, m.words.Text("overview.availability.bounds",
			"lower", m.percent(overall.Lower), "upper", m.percent(overall.Upper)))
	}
	if before := h.previous(); before != nil {
		change := m.usualWord(usual(overallAvailabilities(h), overall.Availability))
		k.Notes = append(k.Notes, m.words.Text("overview.availability.previous",
			"period", m.previousLabel(), "value", m.percent(before.Overall.Availability), "change", change))
	}
	return k
}

func (m *making) outagesFigure(f *facts, h *history) document.KeyFigure {
	n, hit := len(f.result.Outages), 0
	for i := range f.result.Services {
		if f.result.Services[i].Outages > 0 {
			hit++
		}
	}
	k := document.KeyFigure{
		Value: document.Count(n), Label: m.words.Plural("overview.outages.label", n, m.count(n)),
		Notes: []string{m.words.Text("overview.outages.services", "n", hit, "m", len(f.result.Services))},
		Spark: m.spark(h, func(t *availability.Trend) itsm.Number { return itsm.Known(float64(outages(t))) }, itsm.Known(float64(n))),
	}
	if !f.result.Overall.Availability.Known {
		k.Value.Unknown = true // none is counted for want of data
		k.Notes = nil
	}
	var earlier []int
	for _, t := range h.trends {
		if t != nil {
			earlier = append(earlier, outages(t))
		}
	}
	if before := h.previous(); before != nil {
		change := m.words.Text("overview.running")
		if !m.running() {
			change = m.usualWord(stats.UsualCount(earlier, n))
		}
		k.Notes = append(k.Notes, m.words.Text("overview.outages.previous", "period", m.previousLabel(), "value", outages(before), "change", change))
	}
	return k
}

func outages(t *availability.Trend) int {
	n := 0
	for i := range t.Services {
		n += t.Services[i].Outages
	}
	return n
}

func (m *making) restoreFigure(f *facts) document.KeyFigure {
	restore := f.result.Times.Restore
	return document.KeyFigure{
		Value: document.Known(document.KindDuration, number(restore.Median).Pointer()),
		Label: m.words.Text("overview.restore.label"),
		Notes: []string{m.words.Text("overview.restore.n", "n", restore.N, "missing", restore.Missing)},
	}
}

// spark shows the last twelve periods, this one included.
func (m *making) spark(h *history, of func(*availability.Trend) itsm.Number, now itsm.Number) *document.Spark {
	s := &document.Spark{}
	for _, t := range h.trends[past-shown:] {
		var v *float64
		if t != nil {
			v = of(t).Pointer()
		}
		s.Values = append(s.Values, v)
	}
	s.Values = append(s.Values, now.Pointer())
	return s
}

func (m *making) previousLabel() string { return m.periodName(m.want.Period.Shift(-1)) }

func overallAvailabilities(h *history) []itsm.Number {
	list := make([]itsm.Number, len(h.trends))
	for i, t := range h.trends {
		if t != nil {
			list[i] = t.Overall.Availability
		}
	}
	return list
}
