package response

import (
	"strings"

	"nines/analysis/response"
	"nines/reports/document"
	"nines/reports/making"
)

func escalationsTable(m *making.Report, r *response.Result) *document.Table {
	const words = "response.tiers."
	t := &document.Table{
		ID: "escalations", Title: escalationsTitle(m, &r.Tiers), Subtitle: m.AsNow(m.Words.Text(words + "subtitle")),
		Empty: m.Words.Text(words + "none"), Note: tiersNote(m, &r.Tiers), PageRows: escalationsOnPage,
	}
	when := func(key string, of func(response.Escalation) document.Value) making.Column[response.Escalation] {
		c := m.Column(words, key, document.KindInstant, 0, document.Everywhere)
		c.Width = 2.2
		return making.Col(c, of)
	}
	columns := append(caseColumns(m, func(e response.Escalation) *response.Case { return e.Case }),
		making.Col(m.Column(words, "tier", document.KindText, 0, document.Everywhere), func(e response.Escalation) document.Value {
			return document.TextValue(m.Words.Text("response.tier." + e.Tier.String()))
		}),
		making.Col(m.Column(words, "after", document.KindDuration, 0, document.Everywhere), func(e response.Escalation) document.Value {
			return document.Known(document.KindDuration, e.After.Minutes().Pointer())
		}),
		when("due", func(e response.Escalation) document.Value { return document.Instant(e.Due) }),
		when("declared", func(e response.Escalation) document.Value { return document.Instant(e.Declared) }),
		making.Col(m.Column(words, "late", document.KindDuration, 0, document.Everywhere), func(e response.Escalation) document.Value {
			return document.Known(document.KindDuration, e.Late.Minutes().Pointer())
		}),
		making.Col(m.Column(words, "verdict", document.KindText, 0, document.Everywhere), func(e response.Escalation) document.Value {
			return document.TextValue(m.Words.Text("response.verdict." + e.Verdict.String()))
		}),
	)
	making.Fill(t, columns, r.Tiers.Escalations)
	for i, e := range r.Tiers.Escalations {
		if e.Verdict == response.Never || e.Verdict == response.Late {
			t.Rows[i].Tone = document.Warning
		}
	}
	return t
}

// escalationsTitle says what became of the escalations that were due.
func escalationsTitle(m *making.Report, t *response.Tiers) string {
	bad, due := failedEscalations(t)
	switch unrecorded := t.Unrecorded(); {
	case due == 0 && unrecorded > 0:
		return m.Words.Plural("response.tiers.title.unrecorded", unrecorded, m.Count(unrecorded))
	case due == 0:
		return m.Words.Text("response.tiers.title.none")
	case bad == 0:
		return m.Words.Plural("response.tiers.title.in_time", due, m.Count(due))
	}
	return m.Words.Plural("response.tiers.title", due, m.Count(due), "bad", m.Count(bad))
}

// tiersNote says how the tiers are counted, and what could not be judged.
func tiersNote(m *making.Report, t *response.Tiers) string {
	notes := []string{m.Words.Text("response.tiers.note")}
	for _, n := range t.Counts {
		var parts []string
		if n.Judged > 0 {
			parts = append(parts, m.Words.Text("response.tiers.count", "due", m.Count(n.Due), "judged", m.Count(n.Judged)))
		}
		for _, of := range []struct {
			key string
			n   int
		}{
			{"in_time", n.OnTime},
			{"late", n.Late},
			{"never", n.Never},
			{"unrecorded", n.Unrecorded},
			{"not_due", n.NotDue},
			{"no_rule", n.NoRule},
			{"no_end", n.NoEnd},
		} {
			if of.n > 0 {
				parts = append(parts, m.Words.Text("response.tiers.count."+of.key, "n", m.Count(of.n)))
			}
		}
		if len(parts) > 0 {
			notes = append(notes, m.Words.Text("response.tiers.counts", "tier", m.Words.Text("response.tiers.of."+n.Tier.String()), "list", strings.Join(parts, m.Words.Text("locale.list"))))
		}
	}
	return strings.Join(notes, " ")
}

func majorsTable(m *making.Report, r *response.Result) *document.Table {
	const words = "response.majors."
	t := &document.Table{
		ID: "major_incidents", Title: m.Words.Text(words + "title"), PageRows: majorsOnPage,
		Subtitle: m.AsNow(m.Words.Text(words+"subtitle", "days", m.Locale.Number(m.Settings.Response.ReviewDays, 0))), Note: m.Words.Text(words + "note"),
	}
	wide := func(key string, kind document.Kind, width float64, of func(response.Major) document.Value) making.Column[response.Major] {
		c := m.Column(words, key, kind, 0, document.Everywhere)
		c.Width = width
		if kind == document.KindText {
			c.Lines = 8
		}
		return making.Col(c, of)
	}
	columns := append(caseColumns(m, func(r response.Major) *response.Case { return r.Case }),
		wide("ended", document.KindInstant, 2.2, func(r response.Major) document.Value { return document.Instant(r.End) }),
		wide("roles", document.KindText, 3, func(r response.Major) document.Value {
			var roles []string
			for _, role := range r.MissingRoles {
				roles = append(roles, m.Words.Text("response.role."+string(role)))
			}
			if len(roles) == 0 {
				return document.TextValue(m.Words.Text(words + "all_roles"))
			}
			return document.Value{Text: m.List(roles), Strong: true}
		}),
		wide("review", document.KindText, 1.8, func(r response.Major) document.Value {
			return document.TextValue(m.Words.Text("response.review." + r.Review.String()))
		}),
		wide("due", document.KindInstant, 2.2, func(r response.Major) document.Value { return document.Instant(r.ReviewDue) }),
		wide("held", document.KindInstant, 2.2, func(r response.Major) document.Value { return document.Instant(r.ReviewHeld) }),
		wide("actions", document.KindCount, 1, func(r response.Major) document.Value {
			return document.Value{Kind: document.KindCount, Number: float64(r.Actions), Unknown: !r.ActionsKnown}
		}),
	)
	making.Fill(t, columns, r.Majors)
	for i, major := range r.Majors {
		if major.Review == response.ReviewOverdue || major.Review == response.ReviewLate {
			t.Rows[i].Tone = document.Warning
		}
	}
	return t
}
