package changes

import (
	"nines/analysis/changes"
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// measured is one of the four figures of DORA.
type measured struct {
	key   string
	value document.Value
	note  string
}

// deliveryTable shows the four figures of DORA, as far as the data have them.
func deliveryTable(m *making.Report, b *back) *document.Table {
	const words = "changes.dora."
	d := &b.Delivery
	t := &document.Table{ID: "dora", Title: m.Words.Text(words + "title"), Subtitle: m.Words.Text(words + "subtitle"), Empty: m.Words.Text(words + "none")}
	if !d.Known {
		return t
	}
	if d.Unsaid > 0 {
		t.Note = m.Words.Plural(words+"unsaid", d.Unsaid, m.Count(d.Unsaid))
	}
	frequency := document.Value{Text: m.Locale.Unknown, Unknown: true}
	if d.PerDay.Known {
		frequency = document.TextValue(m.Words.Text(words+"per_week", "n", m.Locale.Number(d.PerDay.Value*7, 1)))
	}
	rate, rated := making.ShareValue(itsm.Number{}), m.Words.Text("changes.back.rate.none")
	if r := &d.Failures.Explicit; r.N > 0 {
		rate = document.TextValue(m.Locale.Share(r.Share.Value, making.ShareDecimals) + " %")
		rated = m.Words.Text("changes.back.rate", "of", outOf(m, r.Failed, r.N), "interval", within(m, r.Interval.Lower, r.Interval.Upper))
	}
	making.Fill(t, []making.Column[measured]{
		making.Col(m.Column(words, "figure", document.KindText, 0, document.Everywhere), func(r measured) document.Value { return document.TextValue(m.Words.Text(words + r.key)) }),
		making.Col(m.Column(words, "value", document.KindText, 0, document.Everywhere), func(r measured) document.Value { return r.value }),
		making.Col(m.Column(words, "note", document.KindText, 0, document.Everywhere), func(r measured) document.Value { return document.TextValue(r.note) }),
	}, []measured{
		{"frequency", frequency, m.Words.Plural(words+"deployments", d.Deployments, m.Count(d.Deployments))},
		{"lead_time", median(m, &d.SinceRequest), summaryNote(m, &d.SinceRequest, "lead_time")},
		{"failure_rate", rate, rated},
		{"recovery", median(m, &d.Recovery), summaryNote(m, &d.Recovery, "recovery")},
	})
	return t
}

func median(m *making.Report, s *stats.Summary) document.Value {
	if !s.Median.Known {
		return document.Value{Text: m.Locale.Unknown, Unknown: true}
	}
	return document.TextValue(m.Locale.Duration(s.Median.Value))
}

func summaryNote(m *making.Report, s *stats.Summary, what string) string {
	return m.Words.Text("changes.dora.median."+what, "n", m.Count(s.N), "missing", m.Count(s.Missing))
}

// verdicts name what became of a change.
var verdicts = map[changes.Verdict]string{
	changes.Undecided: "undecided", changes.FailedOutcome: "failed", changes.FailedByName: "named", changes.Waiting: "waiting",
	changes.FailedInference: "inferred", changes.Succeeded: "succeeded",
}

// failedRank puts what failed first, and what is not known before what went well.
var failedRank = map[changes.Verdict]int{
	changes.FailedOutcome: 0, changes.FailedByName: 0, changes.FailedInference: 1, changes.Undecided: 2, changes.Waiting: 3, changes.Succeeded: 4,
}
