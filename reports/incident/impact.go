package incident

import (
	"slices"
	"strings"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// part is a share of a service's users or work that was hit.
type part struct {
	name  string
	share float64 // 0..1
}

// regionsHit are the regions of an outage with their shares of the users.
func regionsHit(o outage) []part {
	var parts []part
	for _, r := range o.Service.At(o.Start).Regions {
		if o.Regions == nil || slices.Contains(o.Regions, r.Name) {
			parts = append(parts, part{r.Name, r.Share})
		}
	}
	return parts
}

// functionsHit are the functions of an outage with their shares of the work.
func functionsHit(o outage) []part {
	var parts []part
	for _, f := range o.Service.At(o.Start).Functions {
		if o.Functions == nil || slices.Contains(o.Functions, f.Name) {
			parts = append(parts, part{f.Name, f.Share})
		}
	}
	return parts
}

func sum(parts []part) float64 {
	total := 0.0
	for _, p := range parts {
		total += p.share
	}
	return min(total, 1)
}

// lossless tells whether the ticket says that nothing was lost, or the rule does of its priority: it is no outage. Else an
// incident without outages cannot be assessed.
func (c *file) lossless() bool {
	i, rule := &c.incident, c.Settings.LossByPriority
	if i.Outage == itsm.OutageNone || i.Lost.Known {
		return i.Outage == itsm.OutageNone || i.Lost.Value == 0
	}
	return i.Outage == itsm.OutageUnstated && rule != nil && i.Priority != itsm.PriorityUnknown && rule[i.Priority] == 0
}

// harmless tells whether it is known to be no outage.
func (c *file) harmless() bool { return len(c.outages) == 0 && c.lossless() }

// weighted are the weighted minutes of the incident, as if no other had been.
func (c *file) weighted() float64 {
	total := 0.0
	for _, o := range c.outages {
		total += o.weighted
	}
	return total
}

// mostUsers is the greatest share of a service's users that its outages of the incident hit, each region once.
func (c *file) mostUsers() float64 {
	hit := map[*itsm.Service]map[string]float64{}
	for _, o := range c.outages {
		if hit[o.Service] == nil {
			hit[o.Service] = map[string]float64{}
		}
		for _, p := range regionsHit(o) {
			hit[o.Service][p.name] = p.share
		}
	}
	most := 0.0
	for _, s := range c.services() {
		var parts []part
		for name, share := range hit[s] {
			parts = append(parts, part{name, share})
		}
		slices.SortFunc(parts, func(a, b part) int { return strings.Compare(a.name, b.name) })
		most = max(most, sum(parts))
	}
	return most
}

// impactTable lists the outages: whom they hit, how much, and how long.
func (c *file) impactTable() *document.Table {
	t := &document.Table{
		ID: "incident_impact", Subtitle: c.Words.Text("incident.impact.subtitle"), Note: c.Words.Text("incident.impact.note"), PageRows: 30,
	}
	if len(c.outages) == 0 {
		t.Subtitle, t.Note, t.Empty = "", "", c.Words.Text("incident.impact.unassessed")
		if c.lossless() {
			t.Empty = c.Words.Text("incident.impact.none")
		}
		return t
	}
	column := func(key string, kind document.Kind, decimals int) document.Column {
		col := c.Column("incident.impact.", key, kind, decimals, document.Everywhere)
		if kind == document.KindText {
			col.Lines = 3
		}
		return col
	}
	making.Fill(t, []making.Column[outage]{
		making.Col(column("service", document.KindText, 0), func(o outage) document.Value { return document.TextValue(o.Service.Name) }),
		making.Col(column("from", document.KindInstant, 0), func(o outage) document.Value { return document.Instant(o.Start) }),
		making.Col(column("to", document.KindInstant, 0), c.endValue),
		making.Col(column("lost", document.KindShare, 0), func(o outage) document.Value {
			v := document.Value{Kind: document.KindShare, Number: o.Lost}
			if o.ByRule {
				v.Second = c.Words.Text("incident.impact.by_rule")
			}
			return v
		}),
		making.Col(column("regions", document.KindText, 0), func(o outage) document.Value { return c.parts(regionsHit(o)) }),
		making.Col(column("functions", document.KindText, 0), func(o outage) document.Value { return c.parts(functionsHit(o)) }),
		making.Col(column("users", document.KindShare, 0), func(o outage) document.Value {
			return document.Value{Kind: document.KindShare, Number: sum(regionsHit(o))}
		}),
		making.Col(column("weighted", document.KindMinutes, making.MinuteDecimals), func(o outage) document.Value { return making.Minutes(o.weighted) }),
	}, c.outages)
	if len(c.outages) > 1 {
		total := &document.Row{Cells: make([]document.Value, len(t.Columns))}
		total.Cells[0] = document.TextValue(c.Words.Text("incident.impact.total"))
		total.Cells[len(total.Cells)-1] = making.Minutes(c.weighted())
		t.Total = total
	}
	return t
}

// parts lists parts with their shares; a service that has one only is hit as a whole.
func (c *file) parts(parts []part) document.Value {
	if len(parts) == 1 && parts[0].share >= 1 {
		return document.TextValue(c.Words.Text("incident.all"))
	}
	var all []string
	for _, p := range parts {
		all = append(all, p.name+" "+c.Locale.Share(p.share, 0)+" %")
	}
	return document.TextValue(strings.Join(all, ", "))
}

// exclusionNotes say which approved corrections take something out of it.
func (c *file) exclusionNotes() []document.Block {
	var notes []document.Block
	for _, e := range c.excluded {
		notes = append(notes, &document.Text{Tone: document.Muted, Text: c.Words.Text("incident.excluded",
			"reason", c.textOr(e.Reason).Text, "by", c.textOr(c.Person(e.ApprovedBy)).Text)})
	}
	return notes
}
