package response

import (
	"slices"

	"nines/analysis/response"
	"nines/analysis/stats"
	"nines/reports/document"
	"nines/reports/making"
)

func howSoonTable(m *making.Report, r *response.Result, before []response.HowSoon) *document.Table {
	const words = "response.soon."
	t := &document.Table{
		ID: "how_soon", Title: m.Words.Text(words + "title"),
		Subtitle: m.Words.Plural(words+"subtitle", r.Cases, m.Count(r.Cases)), Note: soonNote(m, r), Empty: m.Words.Text(words + "none"),
	}
	step := m.Column(words, "step", document.KindText, 0, document.Everywhere)
	step.Width = 3.4
	making.Fill(t, []making.Column[response.HowSoon]{
		making.Col(step, func(h response.HowSoon) document.Value {
			return document.TextValue(m.Words.Text("response.step." + h.Step.String()))
		}),
		making.Col(m.Column(words, "median", document.KindDuration, 0, document.Everywhere), func(h response.HowSoon) document.Value {
			return document.Known(document.KindDuration, making.Number(h.Median).Pointer())
		}),
		making.Col(m.Column(words, "p90", document.KindDuration, 0, document.Everywhere), func(h response.HowSoon) document.Value {
			return document.Known(document.KindDuration, making.Number(h.P90).Pointer())
		}),
		making.Col(m.Column(words, "before", document.KindDuration, 0, document.Everywhere), func(h response.HowSoon) document.Value {
			if before == nil {
				return document.Value{Kind: document.KindDuration, Unknown: true}
			}
			return document.Known(document.KindDuration, making.Number(before[h.Step].Median).Pointer())
		}),
		making.Col(m.Column(words, "n", document.KindCount, 0, document.Everywhere), func(h response.HowSoon) document.Value { return document.Count(h.N) }),
		making.Col(m.Column(words, "missing", document.KindCount, 0, document.Everywhere), func(h response.HowSoon) document.Value { return document.Count(h.Missing) }),
		making.Col(m.Column(words, "contradictory", document.KindCount, 0, document.Everywhere), func(h response.HowSoon) document.Value {
			return document.Count(len(h.Contradictory))
		}),
	}, slices.DeleteFunc(slices.Clone(r.HowSoon), func(h response.HowSoon) bool { return h.N == 0 }))
	making.Hush(t, "p90", "before", "missing", "contradictory")
	return t
}

// soonNote names what the figures rest on.
func soonNote(m *making.Report, r *response.Result) string {
	note := m.Words.Text("response.soon.note")
	var unrecorded []string
	for _, h := range r.HowSoon {
		if h.N == 0 {
			unrecorded = append(unrecorded, m.Words.Text("response.step."+h.Step.String()))
		}
	}
	if len(unrecorded) > 0 {
		note = m.Words.Text("response.soon.unrecorded", "list", m.List(unrecorded)) + " " + note
	}
	if n := len(r.StartAssumed); n > 0 {
		note += " " + m.Words.Plural("response.soon.assumed", n, m.Count(n), "ids", m.SomeIDs(making.IDsOf(r.StartAssumed)))
	}
	var refs []string
	for _, h := range r.HowSoon {
		for _, id := range making.IDsOf(h.Contradictory) {
			refs = append(refs, id+" ("+m.Words.Text("response.step."+h.Step.String())+")")
		}
	}
	if len(refs) > 0 {
		note += " " + m.Words.Text("response.soon.contradicted", "ids", m.SomeIDs(refs))
	}
	return note
}

func meanTimesTable(m *making.Report, f *making.Facts) *document.Table {
	const words = "response.mean."
	t := &document.Table{ID: "mean_times", Title: m.Words.Text(words + "title"), Subtitle: m.Words.Text(words + "subtitle")}
	type row struct {
		key string
		stats.Summary
	}
	name := m.Column(words, "time", document.KindText, 0, document.Everywhere)
	name.Width = 4
	length := func(key string, of func(row) stats.Number) making.Column[row] {
		return making.Col(m.Column(words, key, document.KindDuration, 0, document.Everywhere), func(r row) document.Value {
			return document.Known(document.KindDuration, making.Number(of(r)).Pointer())
		})
	}
	times := f.Availability.Times
	rows := slices.DeleteFunc([]row{{"mttr", times.Restore}, {"mttd", times.Detect}, {"mtta", times.Acknowledge}, {"mtte", times.Engage}},
		func(r row) bool { return r.N == 0 })
	t.Empty = m.Words.Text(words + "none")
	making.Fill(t, []making.Column[row]{
		making.Col(name, func(r row) document.Value { return document.TextValue(m.Words.Text(words + r.key)) }),
		length("mean", func(r row) stats.Number { return r.Mean }),
		length("median", func(r row) stats.Number { return r.Median }),
		length("p90", func(r row) stats.Number { return r.P90 }),
		making.Col(m.Column(words, "n", document.KindCount, 0, document.Everywhere), func(r row) document.Value { return document.Count(r.N) }),
		making.Col(m.Column(words, "missing", document.KindCount, 0, document.Everywhere), func(r row) document.Value { return document.Count(r.Missing) }),
	}, rows)
	making.Hush(t, "p90", "missing")
	return t
}

func noticedTable(m *making.Report, r *response.Result) document.Block {
	const words = "response.noticed."
	by := r.NoticedBy
	t := &document.Table{ID: "noticed_by", Title: m.Words.Text(words + "title"), Subtitle: m.Words.Text(words + "subtitle")}
	unknown := m.Words.Plural(words+"unknown", by.Unknown, m.Count(by.Unknown))
	if by.Staff.N == 0 {
		return &document.Text{Title: t.Title, Text: unknown, Tone: document.Muted}
	}
	type row struct {
		key string
		response.Rate
	}
	if by.Unknown > 0 {
		t.Note = unknown
	}
	most := row{"customer", by.Customers}
	for _, r := range []row{{"monitoring", by.Monitoring}, {"staff", by.Staff}} {
		if r.Hits > most.Hits {
			most = r
		}
	}
	t.Title = m.Words.Text(words+"finding."+most.key, "n", m.Count(most.Hits), "of", m.Count(most.N))
	share := m.Column(words, "share", document.KindBar, making.ShareDecimals, document.Everywhere)
	share.Width = 3
	making.Fill(t, []making.Column[row]{
		making.Col(m.Column(words, "by", document.KindText, 0, document.Everywhere), func(r row) document.Value { return document.TextValue(m.Words.Text(words + r.key)) }),
		making.Col(m.Column(words, "n", document.KindCount, 0, document.Everywhere), func(r row) document.Value { return document.Count(r.Hits) }),
		making.Col(share, func(r row) document.Value { return rateBar(m, r.Rate) }),
		making.Col(m.Column(words, "lower", document.KindShare, making.ShareDecimals, document.Everywhere), func(r row) document.Value { return making.ShareValue(r.Lower) }),
		making.Col(m.Column(words, "upper", document.KindShare, making.ShareDecimals, document.Everywhere), func(r row) document.Value { return making.ShareValue(r.Upper) }),
	}, []row{{"customer", by.Customers}, {"monitoring", by.Monitoring}, {"staff", by.Staff}})
	making.Each(t, "share", document.Ratio(document.Here(t.ID, "n"), document.Sum(t.ID, "n")))
	return t
}

// rateBar draws a share from 0 to 1 with its interval.
func rateBar(m *making.Report, r response.Rate) document.Value {
	bar := &document.Bar{
		Value: r.Share.Value, Upper: r.Share.Value, Max: 1, Unknown: !r.Share.Known,
		Label: m.Share(r.Share, 0) + m.Words.Text("response.percent"),
	}
	if r.Share.Known {
		bar.Interval = &document.Interval{Lower: r.Lower.Value, Upper: r.Upper.Value}
	} else {
		bar.Label = m.Locale.Unknown
	}
	return document.Value{Kind: document.KindBar, Number: r.Share.Value, Unknown: !r.Share.Known, Bar: bar}
}
