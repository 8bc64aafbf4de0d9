package incident

import (
	"strings"

	"nines/analysis/availability"
	"nines/reports/document"
	"nines/reports/making"
)

// rfo is what customers are told. It names no person, no component, no priority and no ticket but its own.
func (c *file) rfo() []document.Section {
	i := &c.incident
	return []document.Section{
		c.section("when", c.whenFigures()),
		c.section("description", paragraphs(c.or(i.Description, "incident.section.description"))...),
		c.section("services", c.servicesTable()),
		c.section("root_cause", paragraphs(c.or(c.rootCause(), "incident.section.root_cause"))...),
		c.section("resolution", paragraphs(c.or(i.Resolution, "incident.section.resolution"))...),
		c.section("next_steps", paragraphs(c.or(c.nextSteps(), "incident.section.next_steps"))...),
	}
}

// rootCause is that of the incident, else those of its problems.
func (c *file) rootCause() string {
	if text := strings.TrimSpace(c.incident.RootCause); text != "" {
		return text
	}
	var causes []string
	for _, p := range c.problems {
		causes = append(causes, strings.TrimSpace(p.RootCause))
	}
	return strings.TrimSpace(strings.Join(causes, "\n"))
}

// nextSteps are those of the incident, else its actions: what is done and by when.
func (c *file) nextSteps() string {
	if text := strings.TrimSpace(c.incident.NextSteps); text != "" {
		return text
	}
	var steps []string
	for _, a := range c.actions {
		key, day := "incident.step", a.Due
		switch {
		case strings.TrimSpace(a.Title) == "" || cancelled(a):
			continue
		case done(a):
			key, day = "incident.step.done", a.Done.At
		}
		if day.IsZero() {
			key += ".undated"
		}
		steps = append(steps, c.Words.Text(key, "step", strings.TrimRight(strings.TrimSpace(a.Title), "."), "day", c.Locale.Day(c.local(day))))
	}
	return strings.Join(steps, "\n")
}

// servicesTable lists the services that were hit, and how.
func (c *file) servicesTable() *document.Table {
	t := &document.Table{ID: "incident_services"}
	if len(c.outages) == 0 {
		names := c.List(c.serviceNames())
		t.Empty = c.or(names, "incident.section.services")
		switch {
		case names == "":
		case c.harmless():
			t.Empty = c.Words.Text("incident.services.harmless", "services", names)
		default:
			t.Empty = c.Words.Text("incident.services.unassessed", "services", names)
		}
		return t
	}
	column := func(key string, kind document.Kind) document.Column {
		col := c.Column("incident.services.", key, kind, 0, document.Everywhere)
		if kind == document.KindText {
			col.Lines = 3
		}
		return col
	}
	making.Fill(t, []making.Column[outage]{
		making.Col(column("service", document.KindText), func(o outage) document.Value { return document.TextValue(o.Service.Name) }),
		making.Col(column("effect", document.KindText), func(o outage) document.Value { return document.TextValue(c.effect(o)) }),
		making.Col(column("regions", document.KindText), func(o outage) document.Value { return c.hit(o.Regions) }),
		making.Col(column("functions", document.KindText), func(o outage) document.Value { return c.hit(o.Functions) }),
		making.Col(column("from", document.KindInstant), func(o outage) document.Value { return document.Instant(o.Start) }),
		making.Col(column("to", document.KindInstant), c.endValue),
	}, c.outages)
	return t
}

// effect says what users met with. What a rule takes in place of a statement is no statement to customers.
func (c *file) effect(o outage) string {
	switch {
	case o.ByRule:
		return c.Words.Text("incident.effect.unstated")
	case o.Lost >= 1:
		return c.Words.Text("incident.effect.full")
	}
	return c.Words.Text("incident.effect.partial")
}

// hit lists what was hit; none named: all.
func (c *file) hit(names []string) document.Value {
	if names == nil {
		return document.TextValue(c.Words.Text("incident.all"))
	}
	return document.TextValue(strings.Join(names, ", "))
}

// endValue is the end of an outage, or why there is none.
func (c *file) endValue(o outage) document.Value {
	v := document.Instant(o.End)
	switch {
	case !o.End.IsZero():
	case o.State == availability.Open:
		v.Text = c.Words.Text("incident.ongoing")
	default:
		v.Text = c.Words.Text("incident.missing")
	}
	return v
}
