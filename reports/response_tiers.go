package reports

import (
	"strings"

	"nines/analysis/response"
	"nines/reports/document"
)

func (m *making) escalationsTable(r *response.Result) *document.Table {
	const words = "response.tiers."
	t := &document.Table{
		ID: "escalations", Title: m.escalationsTitle(&r.Tiers), Subtitle: m.words.Text(words + "subtitle"),
		Empty: m.words.Text(words + "none"), Note: m.tiersNote(&r.Tiers), PageRows: escalationsOnPage,
	}
	when := func(key string, of func(response.Escalation) document.Value) column[response.Escalation] {
		c := m.column(words, key, document.KindInstant, 0, document.Everywhere)
		c.Width = 2.2
		return column[response.Escalation]{c, of}
	}
	columns := append(caseColumns(m, func(e response.Escalation) *response.Case { return e.Case }),
		column[response.Escalation]{m.column(words, "tier", document.KindText, 0, document.Everywhere), func(e response.Escalation) document.Value {
			return document.TextValue(m.words.Text("response.tier." + e.Tier.String()))
		}},
		column[response.Escalation]{m.column(words, "after", document.KindDuration, 0, document.Everywhere), func(e response.Escalation) document.Value {
			return document.Known(document.KindDuration, e.After.Minutes().Pointer())
		}},
		when("due", func(e response.Escalation) document.Value { return document.Instant(e.Due) }),
		when("declared", func(e response.Escalation) document.Value { return document.Instant(e.Declared) }),
		column[response.Escalation]{m.column(words, "late", document.KindDuration, 0, document.Everywhere), func(e response.Escalation) document.Value {
			return document.Known(document.KindDuration, e.Late.Minutes().Pointer())
		}},
		column[response.Escalation]{m.column(words, "verdict", document.KindText, 0, document.Everywhere), func(e response.Escalation) document.Value {
			return document.TextValue(m.words.Text("response.verdict." + e.Verdict.String()))
		}},
	)
	fill(t, columns, r.Tiers.Escalations)
	for i, e := range r.Tiers.Escalations {
		if e.Verdict == response.Never || e.Verdict == response.Late {
			t.Rows[i].Tone = document.Warning
		}
	}
	return t
}

// escalationsTitle says what became of the escalations that were due.
func (m *making) escalationsTitle(t *response.Tiers) string {
	bad, due := failedEscalations(t)
	switch unrecorded := t.Unrecorded(); {
	case due == 0 && unrecorded > 0:
		return m.words.Plural("response.tiers.title.unrecorded", unrecorded, m.count(unrecorded))
	case due == 0:
		return m.words.Text("response.tiers.title.none")
	case bad == 0:
		return m.words.Plural("response.tiers.title.in_time", due, m.count(due))
	}
	return m.words.Plural("response.tiers.title", due, m.count(due), "bad", m.count(bad))
}

// tiersNote says how the tiers are counted, and what could not be judged.
func (m *making) tiersNote(t *response.Tiers) string {
	notes := []string{m.words.Text("response.tiers.note")}
	for _, n := range t.Counts {
		parts := []string{m.words.Text("response.tiers.count",
			"tier", m.words.Text("response.tiers.of."+n.Tier.String()), "due", m.count(n.Due), "judged", m.count(n.Judged))}
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
				parts = append(parts, m.words.Text("response.tiers.count."+of.key, "n", m.count(of.n)))
			}
		}
		notes = append(notes, strings.Join(parts, ", ")+".")
	}
	return strings.Join(notes, " ")
}

func (m *making) majorsTable(r *response.Result) *document.Table {
	const words = "response.majors."
	t := &document.Table{
		ID: "major_incidents", Title: m.words.Text(words + "title"), PageRows: majorsOnPage,
		Subtitle: m.words.Text(words+"subtitle", "days", m.locale.Number(m.set.Response.ReviewDays, 0)), Note: m.words.Text(words + "note"),
	}
	wide := func(key string, kind document.Kind, width float64, of func(response.Major) document.Value) column[response.Major] {
		c := m.column(words, key, kind, 0, document.Everywhere)
		c.Width = width
		if kind == document.KindText {
			c.Lines = 4
		}
		return column[response.Major]{c, of}
	}
	columns := append(caseColumns(m, func(r response.Major) *response.Case { return r.Case }),
		wide("ended", document.KindInstant, 2.2, func(r response.Major) document.Value { return document.Instant(r.End) }),
		wide("roles", document.KindText, 3, func(r response.Major) document.Value {
			var roles []string
			for _, role := range r.MissingRoles {
				roles = append(roles, m.words.Text("response.role."+string(role)))
			}
			if len(roles) == 0 {
				return document.TextValue(m.words.Text(words + "all_roles"))
			}
			return document.Value{Text: m.list(roles), Strong: true}
		}),
		wide("review", document.KindText, 1.8, func(r response.Major) document.Value {
			return document.TextValue(m.words.Text("response.review." + r.Review.String()))
		}),
		wide("due", document.KindInstant, 2.2, func(r response.Major) document.Value { return document.Instant(r.ReviewDue) }),
		wide("held", document.KindInstant, 2.2, func(r response.Major) document.Value { return document.Instant(r.ReviewHeld) }),
		wide("actions", document.KindCount, 1, func(r response.Major) document.Value {
			return document.Value{Kind: document.KindCount, Number: float64(r.Actions), Unknown: !r.ActionsKnown}
		}),
	)
	fill(t, columns, r.Majors)
	for i, major := range r.Majors {
		if major.Review == response.ReviewOverdue || major.Review == response.ReviewLate {
			t.Rows[i].Tone = document.Warning
		}
	}
	return t
}
