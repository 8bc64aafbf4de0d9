package incident

import (
	"strings"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// summary is what management is told.
func (c *file) summary() []document.Section {
	i := &c.incident
	when := c.section("when", c.whenFigures(), c.impactFigures())
	when.Blocks = append(when.Blocks, c.facts())
	impact := c.section("impact", c.impactTable())
	impact.Blocks = append(impact.Blocks, c.exclusionNotes()...)
	cause := c.section("cause")
	for _, part := range []struct{ name, text string }{
		{"description", i.Description}, {"root_cause", c.rootCause()}, {"resolution", i.Resolution}, {"next_steps", i.NextSteps},
	} {
		cause.Blocks = append(cause.Blocks, &document.Text{
			Title: c.Words.Text("incident.short." + part.name), Text: c.or(part.text, "incident.section."+part.name),
		})
	}
	return []document.Section{when, impact, cause, c.section("timeline", c.timelineTable()), c.section("changes", c.changeTable()), c.section("actions", c.actionTable())}
}

// impactFigures are what it cost users, large.
func (c *file) impactFigures() *document.KeyFigures {
	weighted := c.Words.Text("incident.missing")
	if c.lossless() {
		weighted = c.Words.Text("incident.no_outage")
	}
	users := weighted
	if len(c.outages) > 0 {
		weighted, users = c.Locale.Number(c.weighted(), making.MinuteDecimals), c.Locale.Share(c.mostUsers(), 0)+" %"
	}
	count := func(n itsm.Number, name string) document.Value {
		if !n.Known {
			return document.TextValue(c.or("", name))
		}
		return document.Count(int(n.Value))
	}
	return &document.KeyFigures{Items: []document.KeyFigure{
		{Value: document.TextValue(weighted), Label: c.Words.Text("incident.weighted")},
		{Value: document.TextValue(users), Label: c.Words.Text("incident.users")},
		{Value: count(c.incident.Customers, "incident.customers"), Label: c.Words.Text("incident.customers")},
		{Value: count(c.incident.Contacts, "incident.contacts"), Label: c.Words.Text("incident.contacts")},
	}}
}

// fact is a line of what is known of the incident.
type fact struct {
	name  string
	value document.Value
}

// facts are what the ticket says of itself, and who did what.
func (c *file) facts() *document.Table {
	i := &c.incident
	person := func(names ...string) document.Value {
		var all []string
		for _, name := range names {
			if shown := c.Person(name); shown != "" {
				all = append(all, shown)
			}
		}
		return c.textOr(c.List(all))
	}
	t := &document.Table{ID: "incident_facts"}
	making.Fill(t, []making.Column[fact]{
		making.Col(document.Column{Key: "fact", Width: 1, Lines: 2}, func(f fact) document.Value { return document.TextValue(c.Words.Text("incident.fact." + f.name)) }),
		making.Col(document.Column{Key: "value", Width: 3, Lines: 3}, func(f fact) document.Value { return f.value }),
	}, []fact{
		{"services", c.textOr(c.List(c.serviceNames()))},
		{"component", c.textOr(i.Component)},
		{"priority", c.textOr(i.Priority.String())},
		{"status", c.textOr(making.StatusWord(i.Status, i.StatusText))},
		{"noticed", c.textOr(c.WordOf(i.DetectedBy.String()))},
		{"team", c.textOr(i.Team)},
		{"problem", c.textOr(strings.Join(c.problemNames(), ", "))},
		{"commander", person(i.Commander)},
		{"support_lead", person(i.SupportLead)},
		{"scribe", person(i.Scribe)},
		{"experts", person(i.Experts...)},
	})
	return t
}

// problemNames are the ids of the incident's problems, with where those stand that are known.
func (c *file) problemNames() []string {
	var names []string
	for _, id := range c.incident.Problem {
		name := id
		for _, p := range c.problems {
			if status := making.StatusWord(p.Status, p.StatusText); p.ID == id && status != "" {
				name = c.Words.Text("incident.problem", "id", id, "status", c.WordOf(status))
			}
		}
		names = append(names, name)
	}
	return names
}

// textOr is a text, or the words for one that is missing.
func (c *file) textOr(text string) document.Value {
	if text = strings.TrimSpace(text); text == "" {
		return document.Value{Text: c.Words.Text("incident.missing"), Tone: document.Muted}
	}
	return document.TextValue(text)
}

func done(a itsm.Action) bool {
	return a.Done.Done() || a.Status == itsm.StatusClosed || a.Status == itsm.StatusResolved
}

func cancelled(a itsm.Action) bool { return a.Status == itsm.StatusCancelled }

// actionTable lists what is to be done about it.
func (c *file) actionTable() *document.Table {
	t := &document.Table{ID: "incident_actions", Empty: c.Words.Text("incident.actions.none"), PageRows: 30}
	column := func(key string, kind document.Kind) document.Column {
		return c.Column("incident.actions.", key, kind, 0, document.Everywhere)
	}
	title := column("title", document.KindText)
	title.Lines, title.Width = 4, 3
	making.Fill(t, []making.Column[itsm.Action]{
		making.Col(column("id", document.KindID), func(a itsm.Action) document.Value { return document.ID(a.ID, c.Link(a.Source, a.ID)) }),
		making.Col(title, func(a itsm.Action) document.Value { return document.Value{Text: a.Title, Second: a.Result} }),
		making.Col(column("owner", document.KindText), func(a itsm.Action) document.Value { return c.textOr(c.Person(a.Owner)) }),
		making.Col(column("due", document.KindDay), func(a itsm.Action) document.Value {
			return document.Value{Kind: document.KindDay, Time: a.Due, Unknown: a.Due.IsZero()}
		}),
		making.Col(column("state", document.KindText), c.actionState),
	}, c.actions)
	return t
}

// actionState says whether an action is done, or overdue.
func (c *file) actionState(a itsm.Action) document.Value {
	switch {
	case cancelled(a):
		return document.TextValue(c.WordOf(a.Status.String()))
	case done(a):
		v := document.TextValue(c.Words.Text("incident.actions.done"))
		if !a.Done.At.IsZero() {
			v.Second = c.Locale.Day(c.local(a.Done.At))
		}
		return v
	case a.Overdue(c.want.AsOf, c.Settings.Zone):
		return document.Value{Text: c.Words.Text("incident.actions.overdue"), Strong: true}
	}
	return document.TextValue(c.Words.Text("incident.actions.open"))
}
