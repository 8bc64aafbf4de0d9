package changes

import (
	"slices"

	"nines/analysis/changes"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// ranked is a change with its place in the order in which the board works.
type ranked struct {
	rank int
	*changes.Scheduled
}

func groupOf(a *ahead, group changes.Group) []ranked {
	var list []ranked
	for i := range a.schedule.Changes {
		if c := &a.schedule.Changes[i]; c.Group == group {
			list = append(list, ranked{i + 1, c})
		}
	}
	return list
}

// decideTable lists what needs a decision, with what it is decided from.
func decideTable(m *making.Report, a *ahead) *document.Table {
	const words = "changes.decide."
	rows, title := groupOf(a, changes.GroupDecide), words+"title"
	c := count(a)
	if c.decided > 0 {
		title += "_decided"
	}
	t := &document.Table{
		ID: "changes_to_decide", Title: m.Words.Plural(title, len(rows), m.Count(len(rows)), "decided", m.Count(c.decided)),
		Subtitle: m.AsNow(m.Words.Text(words + "subtitle")), Empty: m.Words.Text(words + "none"), Note: decideNote(m, a),
	}
	making.Fill(t, slices.Concat(common(m, a, "decide"), minute(m, a), forAnalysts(m)), rows)
	return t
}

// agreedTable lists what nothing speaks against, and what is listed only.
func agreedTable(m *making.Report, a *ahead, group changes.Group, name string) *document.Table {
	words := "changes." + name + "."
	rows := groupOf(a, group)
	t := &document.Table{
		ID: "changes_" + name, Title: m.Words.Plural(words+"title", len(rows), m.Count(len(rows))),
		Subtitle: m.AsNow(m.Words.Text(words + "subtitle")), Empty: m.Words.Text(words + "none"),
	}
	columns := common(m, a, name)
	if group != changes.GroupStandard {
		columns = append(columns, minute(m, a)...)
	}
	making.Fill(t, append(columns, forAnalysts(m)...), rows)
	return t
}

// common are the columns of every list of changes ahead.
func common(m *making.Report, a *ahead, list string) []making.Column[ranked] {
	const words = "changes.column."
	col := func(key string, kind document.Kind, lines int, cell func(ranked) document.Value) making.Column[ranked] {
		c := m.Column(words, key, kind, 0, document.Everywhere)
		c.Lines = lines
		return making.Col(c, cell)
	}
	what := m.Column(words, "what", document.KindText, 0, document.PageOnly)
	what.Lines = 8                                                            // a title that is cut decides nothing
	apart := func(key string, of func(ranked) string) making.Column[ranked] { // a workbook filters by services
		return making.Col(m.Column(words, key, document.KindText, 0, document.BookOnly), func(r ranked) document.Value { return document.TextValue(of(r)) })
	}
	columns := []making.Column[ranked]{
		col("rank", document.KindCount, 1, func(r ranked) document.Value { return document.Count(r.rank) }),
		col("change", document.KindID, 3, func(r ranked) document.Value {
			id := document.ID(r.ID, m.Link(r.Source, r.ID))
			id.Second = m.Words.Text("changes.class_risk", "class", classWord(m, r.Class), "risk", riskWord(m, r.Risk))
			return id
		}),
		apart("service", func(r ranked) string { return m.ProblemService(r.Service) }),
		apart("title", func(r ranked) string { return r.Title }),
		making.Col(what, func(r ranked) document.Value {
			return document.TextValue(m.Words.Text("changes.what", "service", m.ProblemService(r.Service), "title", r.Title))
		}),
		col("planned", document.KindText, 4, func(r ranked) document.Value {
			v := document.TextValue(when(m, r.Scheduled))
			v.Unknown, v.Second = r.At.Empty(), responsible(m, r.Scheduled)
			return v
		}),
	}
	if list != "agreed" {
		columns = append(columns, col("flags", document.KindText, 12, func(r ranked) document.Value { return flags(m, a, r.Scheduled) }))
	}
	columns = append(columns,
		col("record", document.KindText, 2, func(r ranked) document.Value { return record(m, &r.Record) }))
	if list == "standard" {
		return columns
	}
	return append(columns,
		col("standing", document.KindText, 2, func(r ranked) document.Value { return standingOf(m, r.Scheduled) }),
		col("failure", document.KindText, 2, func(r ranked) document.Value { return failure(m, &r.Failure) }))
}

func responsible(m *making.Report, s *changes.Scheduled) string {
	if name := m.Person(s.Responsible); name != "" {
		return name
	}
	return m.Words.Text("changes.responsible.none")
}

// flags is what speaks against a change, and below it what an earlier meeting decided on it.
func flags(m *making.Report, a *ahead, s *changes.Scheduled) document.Value {
	v := document.Value{Text: flagWords(m, s), Tone: document.Warning}
	switch {
	case len(s.Flags) == 0 && len(s.InWayOf) == 0:
		v = document.Value{Unknown: true, Text: m.Words.Text("changes.flag.none")}
	case len(s.InWayOf) > 0 || s.Flagged(changes.FlagOverlaps) || s.Flagged(changes.FlagInFreeze):
		v.Tone = document.Missed
	}
	if d := a.decisions.before[s.ID]; d != nil && d.Verdict != itsm.VerdictUnknown {
		v.Second = m.Words.Text("changes.earlier", "meeting", d.Meeting, "decision", verdictWord(m, d.Verdict))
	}
	return v
}

func record(m *making.Report, r *changes.Record) document.Value {
	if r.N == 0 {
		return document.Value{Unknown: true, Text: m.Words.Text("changes.record.none")}
	}
	return document.Value{Text: outOf(m, r.Failed, r.N), Second: within(m, r.Interval.Lower, r.Interval.Upper)}
}

// standingOf is what is left of the error budget of the change's service, and below it how often and how long it failed.
func standingOf(m *making.Report, s *changes.Scheduled) document.Value {
	if s.Standing == nil {
		return document.Value{Unknown: true, Text: m.Words.Text("changes.standing.unknown")}
	}
	v := document.Value{Second: m.Words.Plural("changes.standing.incidents", s.Standing.Incidents, m.Count(s.Standing.Incidents))}
	if d := s.Standing.Downtime; d.Known {
		v.Second += m.Words.Text("changes.standing.down", "minutes", m.Locale.Number(d.Value, 0))
	}
	switch left := s.Standing.BudgetLeft; {
	case !left.Known:
		v.Text, v.Unknown = m.Words.Text("changes.standing.unknown"), true
	case left.Value <= 0:
		v.Text, v.Tone, v.Strong = m.Words.Text("changes.standing.spent", "share", m.Locale.Share(left.Value, 0)), document.Missed, true
	default:
		v.Text = m.Words.Text("changes.standing.left", "share", m.Locale.Share(left.Value, 0))
	}
	return v
}

// failure is what a failed change of the class has cost on average: in money where it is priced, else in minutes.
func failure(m *making.Report, f *changes.Failure) document.Value {
	based := m.Words.Plural("changes.failure.based", f.Linked, m.Count(f.Linked))
	switch {
	case m.Settings.Costs.Priced() && f.Cost.Known:
		cost := m.Words.Text("changes.failure.cost", "n", m.Locale.Number(f.Cost.Value, 0), "currency", m.Settings.Currency)
		if f.Partial {
			cost = m.Words.Text("changes.failure.at_least", "cost", cost)
		}
		return document.Value{Text: cost, Second: based}
	case f.Minutes.Known:
		return document.Value{Text: m.Words.Text("changes.failure.minutes", "n", m.Locale.Number(f.Minutes.Value, 0)), Second: based}
	}
	return document.Value{Unknown: true, Text: m.Words.Text("changes.failure.unknown")}
}

// minute are the columns of a page that the board fills in: what it decided, on which condition, who owns that. In the
// workbook it has a sheet for that.
func minute(m *making.Report, a *ahead) []making.Column[ranked] {
	const words = "changes.column."
	text := func(key string, of func(d *itsm.Decision) string, choices ...string) making.Column[ranked] {
		c := entry(m.Column(words, key, document.KindText, 0, document.PageOnly), choices...)
		c.Lines = 2
		return making.Col(c, func(r ranked) document.Value {
			if d := a.decisions.now[r.ID]; d != nil {
				return document.TextValue(of(d))
			}
			return document.Value{}
		})
	}
	return []making.Column[ranked]{
		text("decision", func(d *itsm.Decision) string { return verdictWord(m, d.Verdict) }, verdictWords(m)...),
		text("condition", func(d *itsm.Decision) string { return d.Condition }),
		text("owner", func(d *itsm.Decision) string { return m.Person(d.Owner) }),
	}
}

func verdictWords(m *making.Report) []string {
	var words []string
	for _, v := range itsm.Verdicts() {
		words = append(words, verdictWord(m, v))
	}
	return words
}
