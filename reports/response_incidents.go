package reports

import (
	"strings"

	"nines/analysis/response"
	"nines/internal/itsm"
	"nines/reports/document"
)

// How many rows a page shows of each list; the workbook and the JSON have all.
const (
	talksOnPage         = 12
	escalationsOnPage   = 15
	majorsOnPage        = 15
	disagreementsOnPage = 10
)

// promisesTable shows the rates, of all outages and of the major incidents.
func (m *making) promisesTable(r *response.Result) *document.Table {
	const words = "response.promises."
	c := &r.Communication
	t := &document.Table{
		ID: "communication_rates", Title: m.words.Text(words + "title"),
		Subtitle: m.words.Text(words+"subtitle", "minutes", m.locale.Duration(m.set.Response.Update.Minutes())), Note: m.promisesNote(c),
	}
	type row struct {
		key             string
		outages, majors response.Rate
	}
	name := m.column(words, "promise", document.KindText, 0, document.Everywhere)
	name.Width = 3.4
	kept := func(key string, of func(row) response.Rate) column[row] {
		return column[row]{m.column(words, key, document.KindText, 0, document.Everywhere), func(r row) document.Value {
			rate := of(r)
			return document.Value{Text: m.words.Text("response.of", "n", m.count(rate.Hits), "of", m.count(rate.N)), Unknown: rate.N == 0}
		}}
	}
	share := func(key string, of func(row) response.Rate) column[row] {
		c := m.column(words, key, document.KindBar, shareDecimals, document.Everywhere)
		c.Width = 2.2
		return column[row]{c, func(r row) document.Value { return m.rateBar(of(r)) }}
	}
	outages, majors := func(r row) response.Rate { return r.outages }, func(r row) response.Rate { return r.majors }
	fill(t, []column[row]{
		{name, func(r row) document.Value { return document.TextValue(m.words.Text(words + r.key)) }},
		kept("outages", outages), share("outages_share", outages), kept("majors", majors), share("majors_share", majors),
	}, []row{
		{"acknowledged", c.Outages.Acknowledged, c.Majors.Acknowledged},
		{"cadence", c.Outages.Cadence, c.Majors.Cadence},
		{"restored", c.Outages.Restored, c.Majors.Restored},
	})
	return t
}

// unrecordedText stands where no message of any incident is known.
func (m *making) unrecordedText(c *response.Communication) *document.Text {
	n := len(c.Unrecorded)
	return &document.Text{
		Title: m.words.Text("response.promises.title"), Tone: document.Muted,
		Text: m.words.Plural("response.promises.unrecorded", n, m.count(n), "ids", m.someIDs(idsOf(c.Unrecorded))),
	}
}

// promisesNote names what is in no rate.
func (m *making) promisesNote(c *response.Communication) string {
	notes := []string{m.words.Text("response.promises.note")}
	if n := len(c.Unrecorded); n > 0 {
		notes = append(notes, m.words.Plural("response.promises.unrecorded", n, m.count(n), "ids", m.someIDs(idsOf(c.Unrecorded))))
	}
	if c.UnknownKind > 0 {
		notes = append(notes, m.words.Plural("response.promises.unknown_kind", c.UnknownKind, m.count(c.UnknownKind)))
	}
	if c.Untimed > 0 {
		notes = append(notes, m.words.Plural("response.promises.untimed", c.Untimed, m.count(c.Untimed)))
	}
	return strings.Join(notes, " ")
}

// caseColumns are the columns that every list of incidents begins with.
func caseColumns[R any](m *making, of func(R) *response.Case) []column[R] {
	const words = "response.case."
	id := m.column(words, "incident", document.KindID, 0, document.Everywhere)
	id.Width = 1.8
	service := m.column(words, "service", document.KindText, 0, document.Everywhere)
	service.Width = 2.2
	return []column[R]{
		{id, func(r R) document.Value { return document.ID(of(r).ID, m.link(of(r).Source, of(r).ID)) }},
		{service, func(r R) document.Value { return m.serviceValue(of(r).Service) }},
	}
}

func (m *making) serviceValue(s *itsm.Service) document.Value {
	if s == nil {
		return document.Value{Unknown: true}
	}
	return document.TextValue(s.Name)
}

func (m *making) answer(a itsm.YesNo) document.Value {
	switch a {
	case itsm.Yes:
		return document.TextValue(m.words.Text("response.yes"))
	case itsm.No:
		return document.Value{Text: m.words.Text("response.no"), Strong: true}
	}
	return document.Value{Unknown: true}
}

func (m *making) talksTable(r *response.Result) *document.Table {
	const words = "response.talks."
	t := &document.Table{
		ID: "communication", Title: m.words.Text(words + "title"), Subtitle: m.words.Text(words + "subtitle"), PageRows: talksOnPage,
	}
	ask := func(key string, of func(response.Talk) itsm.YesNo) column[response.Talk] {
		c := m.column(words, key, document.KindText, 0, document.Everywhere)
		c.Width = 1.5
		return column[response.Talk]{c, func(t response.Talk) document.Value { return m.answer(of(t)) }}
	}
	from := m.column(words, "from", document.KindInstant, 0, document.Everywhere)
	from.Width = 2.2
	columns := append(caseColumns(m, func(t response.Talk) *response.Case { return t.Case }),
		column[response.Talk]{from, func(t response.Talk) document.Value { return document.Instant(t.Start) }},
		column[response.Talk]{m.column(words, "lasted", document.KindDuration, 0, document.Everywhere), lasted},
		column[response.Talk]{m.column(words, "major", document.KindText, 0, document.Everywhere), func(t response.Talk) document.Value {
			if !t.Major {
				return document.TextValue("")
			}
			return document.TextValue(m.words.Text("response.yes"))
		}},
		column[response.Talk]{m.column(words, "messages", document.KindCount, 0, document.Everywhere), func(t response.Talk) document.Value { return document.Count(t.Messages) }},
		column[response.Talk]{m.column(words, "gap", document.KindDuration, 0, document.Everywhere), func(t response.Talk) document.Value {
			v := document.Known(document.KindDuration, t.Gap.Minutes().Pointer())
			v.Strong = t.Cadence == itsm.No
			return v
		}},
		ask("acknowledged", func(t response.Talk) itsm.YesNo { return t.Acknowledged }),
		ask("cadence", func(t response.Talk) itsm.YesNo { return t.Cadence }),
		ask("restored", func(t response.Talk) itsm.YesNo { return t.Restored }),
	)
	fill(t, columns, r.Communication.Talks)
	return t
}

// lasted is how long a case took, unknown where it is not over or nobody knows when it ended.
func lasted(t response.Talk) document.Value {
	if t.End.IsZero() || t.Undecided {
		return document.Value{Kind: document.KindDuration, Unknown: true}
	}
	return document.Value{Kind: document.KindDuration, Number: t.End.Sub(t.Start).Minutes()}
}

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
		notes = append(notes, m.words.Text("response.tiers.count",
			"tier", m.words.Text("response.tiers.of."+n.Tier.String()), "due", m.count(n.Due), "in_time", m.count(n.OnTime), "late", m.count(n.Late),
			"never", m.count(n.Never), "unrecorded", m.count(n.Unrecorded), "not_due", m.count(n.NotDue), "judged", m.count(n.Judged), "no_rule", m.count(n.NoRule), "no_end", m.count(n.NoEnd)))
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
			c.Lines = 3
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

// priorityBlocks shows the incidents whose priority is not that of the matrix: some on the page, all in the workbook.
func (m *making) priorityBlocks(p *response.Priorities) []document.Block {
	const words = "response.priority."
	if p.Incidents == 0 {
		return nil
	}
	if p.Assessed == 0 {
		return []document.Block{&document.Text{
			Title: m.words.Text(words + "heading"), Text: m.words.Plural(words+"nothing", p.Incidents, m.count(p.Incidents)) + " " + m.priorityNote(p), Tone: document.Muted,
		}}
	}
	n := len(p.Disagreements)
	t := &document.Table{
		ID: "priorities", Title: m.words.Plural(words+"title", p.Assessed, m.count(n), "all", m.count(p.Assessed)), Empty: m.words.Text(words + "agree"),
		Subtitle: m.words.Text(words+"subtitle", "low", m.count(p.TooLow), "high", m.count(p.TooHigh)), Note: m.priorityNote(p),
	}
	columns := m.disagreementColumns()
	fill(t, columns, p.Disagreements[:min(n, disagreementsOnPage)])
	if n <= disagreementsOnPage {
		return []document.Block{t}
	}
	t.Note = m.words.Plural(words+"more", n-disagreementsOnPage, m.count(n-disagreementsOnPage)) + " " + t.Note
	d := &document.Detail{ID: "priority_disagreements", Title: m.words.Text(words + "detail")}
	for _, c := range columns {
		d.Columns = append(d.Columns, c.Column)
	}
	d.Rows = func(yield func([]document.Value) error) error {
		row := make([]document.Value, len(columns))
		for _, p := range p.Disagreements {
			for i, c := range columns {
				row[i] = c.cell(p)
			}
			if err := yield(row); err != nil {
				return err
			}
		}
		return nil
	}
	return []document.Block{t, d}
}

func (m *making) disagreementColumns() []column[response.Disagreement] {
	const words = "response.priority."
	text := func(key string, width float64, of func(response.Disagreement) string) column[response.Disagreement] {
		c := m.column(words, key, document.KindText, 0, document.Everywhere)
		c.Width = width
		return column[response.Disagreement]{c, func(d response.Disagreement) document.Value { return document.TextValue(of(d)) }}
	}
	level := func(l response.Level) string { return m.words.Text("response.level." + m.count(int(l))) }
	return []column[response.Disagreement]{
		{m.column(words, "incident", document.KindID, 0, document.Everywhere), func(d response.Disagreement) document.Value {
			return document.ID(d.ID, m.link(d.Source, d.ID))
		}},
		{m.column(words, "service", document.KindText, 0, document.Everywhere), func(d response.Disagreement) document.Value {
			return document.TextValue(m.serviceName(d.Service))
		}},
		text("own", 1, func(d response.Disagreement) string { return d.Own.String() }),
		text("matrix", 1, func(d response.Disagreement) string { return d.ByMatrix.String() }),
		text("impact", 1, func(d response.Disagreement) string { return level(d.Impact) }),
		text("urgency", 1.6, func(d response.Disagreement) string {
			if d.Derived {
				return m.words.Text(words+"derived", "urgency", level(d.Urgency))
			}
			return level(d.Urgency)
		}),
	}
}

// priorityNote says what could not be assessed, and why.
func (m *making) priorityNote(p *response.Priorities) string {
	notes := []string{m.words.Text("response.priority.note")}
	if p.Derived > 0 {
		notes = append(notes, m.words.Plural("response.priority.derivation", p.Derived, m.count(p.Derived)))
	}
	if rest := p.Incidents - p.Assessed; rest > 0 {
		notes = append(notes, m.words.Plural("response.priority.rest", rest, m.count(rest), "impact", m.count(p.NoImpact),
			"urgency", m.count(p.NoUrgency), "own", m.count(p.NoPriority), "unread", m.count(p.Unreadable)))
	}
	if len(p.UnreadableWords) > 0 {
		notes = append(notes, m.words.Text("response.priority.words", "words", m.list(p.UnreadableWords[:min(len(p.UnreadableWords), namesShown)])))
	}
	return strings.Join(notes, " ")
}
