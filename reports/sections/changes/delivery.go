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
	if d.Deployments == 0 && d.Recovery.N == 0 {
		t.Empty = m.Words.Text(words + "nothing")
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
		rated = m.Words.Text(words+"rated", "rate", m.Words.Text("changes.back.rate", "of", outOf(m, r.Failed, r.N), "interval", within(m, r.Interval.Lower, r.Interval.Upper)))
	}
	note := m.Column(words, "note", document.KindText, 0, document.Everywhere)
	note.Width, note.Lines = 4, 2
	making.Fill(t, []making.Column[measured]{
		making.Col(m.Column(words, "figure", document.KindText, 0, document.Everywhere), func(r measured) document.Value { return document.TextValue(m.Words.Text(words + r.key)) }),
		making.Col(m.Column(words, "value", document.KindText, 0, document.Everywhere), func(r measured) document.Value { return r.value }),
		making.Col(note, func(r measured) document.Value { return document.TextValue(r.note) }),
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
	if days := s.Median.Value / minutesOfDay; days >= inDays {
		return document.TextValue(m.Words.Text("changes.dora.days", "n", m.Locale.Number(days, 1)))
	}
	return document.TextValue(m.Locale.Duration(s.Median.Value))
}

// A length of time is told in days from so many on.
const (
	inDays       = 2
	minutesOfDay = 24 * 60
)

func summaryNote(m *making.Report, s *stats.Summary, what string) string {
	return m.Words.Text("changes.dora.median."+what, "n", m.Count(s.N)) + missing(m, s.Missing)
}

// missing says how many tell nothing; empty for none.
func missing(m *making.Report, n int) string {
	if n == 0 {
		return ""
	}
	return m.Words.Text("changes.missing", "missing", m.Count(n))
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
