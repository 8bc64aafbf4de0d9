package overview

import (
	"strings"

	"nines/analysis/availability"
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// keyFigures are the four figures on top of page one.
func keyFigures(m *making.Report, f *making.Facts, h *making.History) *document.KeyFigures {
	return &document.KeyFigures{Items: []document.KeyFigure{
		metFigure(m, f, h), overallFigure(m, f, h), outagesFigure(m, f, h), restoreFigure(m, f, h),
	}}
}

func metFigure(m *making.Report, f *making.Facts, h *making.History) document.KeyFigure {
	overall := f.Availability.Overall
	k := document.KeyFigure{
		Value: document.TextValue(m.Words.Text("overview.met", "n", overall.Met, "m", overall.Of)),
		Label: m.Words.Text("overview.met.label"),
		Spark: spark(m, h, func(t *availability.Trend) itsm.Number { return itsm.Known(float64(t.Overall.Met)) }, itsm.Known(float64(overall.Met))),
	}
	k.Value.Source = metSource(m)
	var beside []string
	for _, c := range []struct {
		rating availability.Rating
		word   string
	}{{availability.Red, "red"}, {availability.Undecided, "undecided"}, {availability.RatingUnknown, "unknown"}} {
		if n := overall.Ratings[c.rating]; n > 0 {
			beside = append(beside, m.Words.Plural("overview.count."+c.word, n, m.Count(n)))
		}
	}
	if len(beside) > 0 {
		k.Notes = append(k.Notes, strings.Join(beside, m.Words.Text("locale.list")))
	}
	if before := h.Previous(); before != nil {
		k.Notes = append(k.Notes, m.Words.Text("overview.met.previous",
			"period", m.PreviousLabel(), "n", before.Overall.Met, "m", before.Overall.Of))
	}
	return k
}

// metSource counts the services that met their target, in the table that has all.
func metSource(m *making.Report) *document.Source {
	table := "services"
	if m.HasSection("availability") {
		table = allServices
	}
	rated := func(r availability.Rating) *document.Source {
		return document.CountOf(table, "rating", document.Is("rating", document.Value{Kind: document.KindRating, Text: r.String()}))
	}
	text := m.Words.Text("overview.met", "n", "\x00", "m", "\x00")
	return document.Worded(text, document.Plus(rated(availability.Green), rated(availability.Amber)), document.CountOf(table, "rating"))
}

func overallFigure(m *making.Report, f *making.Facts, h *making.History) document.KeyFigure {
	overall := f.Availability.Overall
	k := document.KeyFigure{
		Value: making.ShareValue(overall.Availability),
		Label: m.Words.Text("overview.availability.label"),
		Spark: spark(m, h, func(t *availability.Trend) itsm.Number { return t.Overall.Downtime }, overall.Downtime),
	}
	k.Value.Source = blended()
	if overall.Lower != overall.Upper {
		k.Notes = append(k.Notes, m.Words.Text("overview.availability.bounds",
			"lower", m.Percent(overall.Lower), "upper", m.Percent(overall.Upper)))
	}
	if before := h.Previous(); before != nil {
		change := m.UsualWord(making.UsualBetween(making.OverallAvailabilities(h), overall.Lower, overall.Upper))
		k.Notes = append(k.Notes, m.Words.Text("overview.availability.previous",
			"period", m.PreviousLabel(), "value", m.Percent(before.Overall.Availability), "change", change))
	}
	return k
}

func outagesFigure(m *making.Report, f *making.Facts, h *making.History) document.KeyFigure {
	n, hit := len(f.Availability.Outages), 0
	for i := range f.Availability.Services {
		if f.Availability.Services[i].Outages > 0 {
			hit++
		}
	}
	k := document.KeyFigure{
		Value: document.Count(n), Label: m.Words.Plural("overview.outages.label", n, m.Count(n)),
		Notes: []string{m.Words.Text("overview.outages.services", "n", hit, "m", len(f.Availability.Services))},
		Spark: spark(m, h, func(t *availability.Trend) itsm.Number { return itsm.Known(float64(outages(t))) }, itsm.Known(float64(n))),
	}
	if left := f.NotAssessed(); left > 0 {
		k.Notes[0] += m.Words.Text("overview.outages.left", "n", m.Count(left))
	}
	k.Value.Source = document.CountOf("outages", "outage")
	if !f.Availability.Overall.Availability.Known {
		k.Value.Unknown = true // none is counted for want of data
		k.Notes = nil
		return k
	}
	var earlier []int
	for _, t := range h.Trends {
		if t != nil {
			earlier = append(earlier, outages(t))
		}
	}
	if before := h.Previous(); before != nil {
		change := m.Words.Text("overview.running")
		if !m.Running() {
			change = m.UsualWord(stats.UsualCount(earlier, n))
		}
		k.Notes = append(k.Notes, m.Words.Text("overview.outages.previous", "period", m.PreviousLabel(), "value", outages(before), "change", change))
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

func restoreFigure(m *making.Report, f *making.Facts, h *making.History) document.KeyFigure {
	restore := f.Availability.Times.Restore
	median := func(t *availability.Trend) itsm.Number { return making.Number(t.Restore.Median) }
	now := making.Number(restore.Median)
	k := document.KeyFigure{
		Value: document.Known(document.KindDuration, now.Pointer()),
		Label: m.Words.Text("overview.restore.label"),
		Notes: []string{m.Words.Text("overview.restore.n", "n", m.Count(restore.N))},
		Spark: spark(m, h, median, now),
	}
	if restore.Missing > 0 {
		k.Notes[0] += m.Words.Text("overview.restore.missing", "missing", m.Count(restore.Missing))
	}
	before := h.Previous()
	if before == nil || !before.Restore.Median.Known {
		return k
	}
	var earlier []itsm.Number
	for _, t := range h.Trends {
		if t != nil {
			earlier = append(earlier, median(t))
		}
	}
	k.Notes = append(k.Notes, m.Words.Text("overview.restore.previous", "period", m.PreviousLabel(),
		"value", m.Locale.Duration(before.Restore.Median.Value), "change", m.UsualWord(making.Usual(earlier, now))))
	return k
}

// spark shows the last twelve periods, this one included.
func spark(m *making.Report, h *making.History, of func(*availability.Trend) itsm.Number, now itsm.Number) *document.Spark {
	s := &document.Spark{Label: m.Words.Text("overview.spark", "period", m.PeriodWord())}
	for _, t := range h.Trends[making.PastPeriods-making.ShownPeriods:] {
		var v *float64
		if t != nil {
			v = of(t).Pointer()
		}
		s.Values = append(s.Values, v)
	}
	s.Values = append(s.Values, now.Pointer())
	return s
}
