package reports

import (
	"nines/analysis/response"
	"nines/analysis/stats"
	"nines/reports/document"
)

func (m *making) howSoonTable(r *response.Result, before []response.HowSoon) *document.Table {
	const words = "response.soon."
	t := &document.Table{
		ID: "how_soon", Title: m.words.Text(words + "title"),
		Subtitle: m.words.Plural(words+"subtitle", r.Cases, m.count(r.Cases)), Note: m.soonNote(r),
	}
	step := m.column(words, "step", document.KindText, 0, document.Everywhere)
	step.Width = 3.4
	fill(t, []column[response.HowSoon]{
		{step, func(h response.HowSoon) document.Value {
			return document.TextValue(m.words.Text("response.step." + h.Step.String()))
		}},
		{m.column(words, "median", document.KindDuration, 0, document.Everywhere), func(h response.HowSoon) document.Value {
			return document.Known(document.KindDuration, number(h.Median).Pointer())
		}},
		{m.column(words, "p90", document.KindDuration, 0, document.Everywhere), func(h response.HowSoon) document.Value {
			return document.Known(document.KindDuration, number(h.P90).Pointer())
		}},
		{m.column(words, "before", document.KindDuration, 0, document.Everywhere), func(h response.HowSoon) document.Value {
			if before == nil {
				return document.Value{Kind: document.KindDuration, Unknown: true}
			}
			return document.Known(document.KindDuration, number(before[h.Step].Median).Pointer())
		}},
		{m.column(words, "n", document.KindCount, 0, document.Everywhere), func(h response.HowSoon) document.Value { return document.Count(h.N) }},
		{m.column(words, "missing", document.KindCount, 0, document.Everywhere), func(h response.HowSoon) document.Value { return document.Count(h.Missing) }},
		{m.column(words, "contradictory", document.KindCount, 0, document.Everywhere), func(h response.HowSoon) document.Value {
			return document.Count(len(h.Contradictory))
		}},
	}, r.HowSoon)
	return t
}

// soonNote names what the figures rest on.
func (m *making) soonNote(r *response.Result) string {
	note := m.words.Text("response.soon.note")
	if n := len(r.StartAssumed); n > 0 {
		note += " " + m.words.Plural("response.soon.assumed", n, m.count(n), "ids", m.someIDs(idsOf(r.StartAssumed)))
	}
	var refs []string
	for _, h := range r.HowSoon {
		for _, id := range idsOf(h.Contradictory) {
			refs = append(refs, id+" ("+m.words.Text("response.step."+h.Step.String())+")")
		}
	}
	if len(refs) > 0 {
		note += " " + m.words.Text("response.soon.contradicted", "ids", m.someIDs(refs))
	}
	return note
}

func (m *making) meanTimesTable(f *facts) *document.Table {
	const words = "response.mean."
	t := &document.Table{ID: "mean_times", Title: m.words.Text(words + "title"), Subtitle: m.words.Text(words + "subtitle")}
	type row struct {
		key string
		stats.Summary
	}
	name := m.column(words, "time", document.KindText, 0, document.Everywhere)
	name.Width = 4
	length := func(key string, of func(row) stats.Number) column[row] {
		return column[row]{m.column(words, key, document.KindDuration, 0, document.Everywhere), func(r row) document.Value {
			return document.Known(document.KindDuration, number(of(r)).Pointer())
		}}
	}
	times := f.result.Times
	fill(t, []column[row]{
		{name, func(r row) document.Value { return document.TextValue(m.words.Text(words + r.key)) }},
		length("mean", func(r row) stats.Number { return r.Mean }),
		length("median", func(r row) stats.Number { return r.Median }),
		length("p90", func(r row) stats.Number { return r.P90 }),
		{m.column(words, "n", document.KindCount, 0, document.Everywhere), func(r row) document.Value { return document.Count(r.N) }},
		{m.column(words, "missing", document.KindCount, 0, document.Everywhere), func(r row) document.Value { return document.Count(r.Missing) }},
	}, []row{{"mttr", times.Restore}, {"mttd", times.Detect}, {"mtta", times.Acknowledge}, {"mtte", times.Engage}})
	return t
}

func (m *making) noticedTable(r *response.Result) document.Block {
	const words = "response.noticed."
	by := r.NoticedBy
	t := &document.Table{ID: "noticed_by", Title: m.words.Text(words + "title"), Subtitle: m.words.Text(words + "subtitle")}
	unknown := m.words.Plural(words+"unknown", by.Unknown, m.count(by.Unknown))
	if by.Staff.N == 0 {
		return &document.Text{Title: t.Title, Text: unknown, Tone: document.Muted}
	}
	if by.Unknown > 0 {
		t.Note = unknown
	}
	type row struct {
		key string
		response.Rate
	}
	share := m.column(words, "share", document.KindBar, shareDecimals, document.Everywhere)
	share.Width = 3
	fill(t, []column[row]{
		{m.column(words, "by", document.KindText, 0, document.Everywhere), func(r row) document.Value { return document.TextValue(m.words.Text(words + r.key)) }},
		{m.column(words, "n", document.KindCount, 0, document.Everywhere), func(r row) document.Value { return document.Count(r.Hits) }},
		{share, func(r row) document.Value { return m.rateBar(r.Rate) }},
		{m.column(words, "lower", document.KindShare, shareDecimals, document.Everywhere), func(r row) document.Value { return shareValue(r.Lower) }},
		{m.column(words, "upper", document.KindShare, shareDecimals, document.Everywhere), func(r row) document.Value { return shareValue(r.Upper) }},
	}, []row{{"customer", by.Customers}, {"monitoring", by.Monitoring}, {"staff", by.Staff}})
	return t
}

// rateBar draws a share from 0 to 1 with its interval.
func (m *making) rateBar(r response.Rate) document.Value {
	bar := &document.Bar{
		Value: r.Share.Value, Upper: r.Share.Value, Max: 1, Unknown: !r.Share.Known,
		Label: m.share(r.Share, 0) + m.words.Text("response.percent"),
	}
	if r.Share.Known {
		bar.Interval = &document.Interval{Lower: r.Lower.Value, Upper: r.Upper.Value}
	} else {
		bar.Label = m.locale.Unknown
	}
	return document.Value{Kind: document.KindBar, Number: r.Share.Value, Unknown: !r.Share.Known, Bar: bar}
}
