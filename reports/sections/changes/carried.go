package changes

import (
	"cmp"
	"slices"

	"nines/analysis/changes"
	"nines/reports/document"
	"nines/reports/making"
)

// carriedOut is the ID of the table of the changes carried out.
const carriedOut = "changes_carried_out"

// carriedTable lists the changes carried out: those that failed first, then those that nobody knows of, each by when it
// was carried out.
func carriedTable(m *making.Report, b *back) *document.Table {
	const words = "changes.carried."
	t := &document.Table{
		ID: carriedOut, Title: m.Words.Plural(words+"title", len(b.Carried), m.Count(len(b.Carried))),
		Subtitle: m.Words.Text(words+"subtitle", "period", m.PeriodName(b.past)), PageRows: carriedRows,
	}
	incidents := document.Everywhere
	if !slices.ContainsFunc(b.Carried, func(c changes.CarriedOut) bool { return len(c.Links) > 0 || c.Unseen }) {
		t.Subtitle += m.Words.Text(words + "none_followed")
		incidents = document.BookOnly
	}
	rows := make([]*changes.CarriedOut, len(b.Carried))
	for i := range b.Carried {
		rows[i] = &b.Carried[i]
	}
	slices.SortStableFunc(rows, func(x, y *changes.CarriedOut) int { return cmp.Compare(failedRank[x.Verdict], failedRank[y.Verdict]) })
	col := func(key string, kind document.Kind, medium document.Medium, cell func(*changes.CarriedOut) document.Value) making.Column[*changes.CarriedOut] {
		return making.Col(m.Column(words, key, kind, 0, medium), cell)
	}
	making.Fill(t, []making.Column[*changes.CarriedOut]{
		col("change", document.KindID, document.Everywhere, func(c *changes.CarriedOut) document.Value {
			id := document.ID(c.ID, m.Link(c.Source, c.ID))
			id.Second = classWord(m, c.Class)
			return id
		}),
		col("what", document.KindText, document.Everywhere, func(c *changes.CarriedOut) document.Value {
			return document.Value{Text: m.ProblemService(c.Service), Second: c.Title}
		}),
		col("at", document.KindInstant, document.Everywhere, func(c *changes.CarriedOut) document.Value { return document.Instant(c.At) }),
		col("outcome", document.KindText, document.Everywhere, func(c *changes.CarriedOut) document.Value { return outcome(m, c) }),
		col("followed", document.KindText, incidents, func(c *changes.CarriedOut) document.Value { return followed(m, c) }),
		col("title_column", document.KindText, document.BookOnly, func(c *changes.CarriedOut) document.Value { return document.TextValue(c.Title) }),
		col("component", document.KindText, document.BookOnly, func(c *changes.CarriedOut) document.Value { return document.TextValue(c.Component) }),
		col("class", document.KindText, document.BookOnly, func(c *changes.CarriedOut) document.Value { return document.TextValue(classWord(m, c.Class)) }),
		col("from", document.KindInstant, document.BookOnly, func(c *changes.CarriedOut) document.Value { return document.Instant(c.From) }),
		col("failed", document.KindText, document.BookOnly, func(c *changes.CarriedOut) document.Value { return failed(m, c, false) }),
		col("failed_with", document.KindText, document.BookOnly, func(c *changes.CarriedOut) document.Value { return failed(m, c, true) }),
	}, rows)
	return t
}

// failed tells whether a change counts as failed in the rate, or in that with the failures that are inferred; or why it is
// in none.
func failed(m *making.Report, c *changes.CarriedOut, inferred bool) document.Value {
	word := func(key string) string { return m.Words.Text("changes.failed." + key) }
	switch {
	case c.Verdict == changes.Undecided:
		return document.Value{Unknown: true, Text: word("unknown")}
	case c.Early:
		return document.Value{Unknown: true, Text: word("early")}
	case inferred && c.Unseen:
		return document.Value{Unknown: true, Text: m.Words.Text("changes.carried.unseen")}
	case c.Verdict == changes.FailedOutcome, c.Verdict == changes.FailedByName, inferred && c.Verdict == changes.FailedInference:
		return document.TextValue(word("yes"))
	}
	return document.TextValue(word("no"))
}

// failureRate counts a rate over the table of the changes carried out.
func failureRate(m *making.Report, column string) *document.Source {
	count := func(key string) *document.Source {
		return document.CountOf(carriedOut, "change", document.Is(column, document.TextValue(m.Words.Text("changes.failed."+key))))
	}
	return document.Ratio(count("yes"), document.Plus(count("yes"), count("no")))
}

// outcome is how the change went, and below it what that rests on where the change itself does not say so.
func outcome(m *making.Report, c *changes.CarriedOut) document.Value {
	v := document.TextValue(m.WordOf(c.Outcome.String()))
	switch c.Verdict {
	case changes.FailedOutcome:
		v.Tone, v.Strong = document.Missed, true
	case changes.FailedByName, changes.FailedInference, changes.Waiting:
		v.Second = m.Words.Text("changes.verdict." + verdicts[c.Verdict])
	case changes.Undecided:
		return document.Value{Unknown: true, Text: m.Words.Text("changes.verdict.undecided")}
	case changes.Succeeded:
	}
	return v
}

// followed names the incidents after the change, with what each link rests on.
func followed(m *making.Report, c *changes.CarriedOut) document.Value {
	switch {
	case len(c.Links) == 0 && c.Unseen:
		return document.Value{Unknown: true, Text: m.Words.Text("changes.carried.unseen")}
	case len(c.Links) == 0:
		return document.Value{Unknown: true, Text: m.Words.Text("changes.carried.quiet")}
	}
	var names []string
	for _, l := range c.Links {
		names = append(names, m.Words.Text("changes.link."+string(l.Grade), "id", l.Incident.ID))
	}
	return document.TextValue(m.SomeIDs(names))
}

// linksTable lists for each outage the changes before it; judged: below it stands whether that is more than chance.
func linksTable(m *making.Report, b *back, judged bool) *document.Table {
	const words = "changes.links."
	note := words + "note"
	if judged {
		note += ".below"
	}
	t := &document.Table{
		ID: "changes_before_incidents", Title: m.Words.Plural(words+"title", len(b.Links), m.Count(len(b.Links))),
		Subtitle: m.Words.Text(words + "subtitle"), PageRows: linkRows, Note: m.Words.Text(note),
	}
	col := func(key string, kind document.Kind, cell func(*changes.Link) document.Value) making.Column[*changes.Link] {
		return making.Col(m.Column(words, key, kind, 0, document.Everywhere), cell)
	}
	rows := make([]*changes.Link, len(b.Links))
	for i := range b.Links {
		rows[i] = &b.Links[i]
	}
	making.Fill(t, []making.Column[*changes.Link]{
		col("incident", document.KindID, func(l *changes.Link) document.Value {
			return document.ID(l.Incident.ID, m.Link(l.Incident.Source, l.Incident.ID))
		}),
		col("start", document.KindInstant, func(l *changes.Link) document.Value { return document.Instant(l.Start) }),
		col("change", document.KindID, func(l *changes.Link) document.Value {
			return document.ID(l.Change.ID, m.Link(l.Change.Source, l.Change.ID))
		}),
		col("grade", document.KindText, func(l *changes.Link) document.Value { return document.TextValue(m.Words.Text(words + string(l.Grade))) }),
		col("minutes", document.KindDuration, func(l *changes.Link) document.Value {
			return document.Known(document.KindDuration, l.Minutes.Pointer())
		}),
	}, rows)
	making.Hush(t, "minutes")
	return t
}
