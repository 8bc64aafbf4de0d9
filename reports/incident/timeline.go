package incident

import (
	"slices"
	"strings"
	"time"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// event is one line of the timeline.
type event struct {
	at    time.Time // zero: nobody knows
	what  string
	text  string
	who   string
	order int // of those of the same instant
}

// milestones are the incident's own times, in the order in which they are expected.
func (c *file) milestones() []event {
	i := &c.incident
	var all []event
	for _, m := range []struct {
		name string
		at   time.Time
	}{
		{"started", i.Started},
		{"detected", i.Detected},
		{"opened", i.Opened},
		{"acknowledged", i.Acknowledged},
		{"engaged", i.Engaged},
		{"major", i.Major},
		{"continuity", i.Continuity},
		{"notified", i.Notified},
		{"extent_known", i.ExtentKnown},
		{"impact_known", i.ImpactKnown},
		{"workaround", i.Workaround},
		{"restored", i.Restored},
		{"resolved", i.Resolved},
		{"cause_told", i.CauseTold},
		{"closed", i.Closed},
		{"review_held", i.ReviewHeld},
	} {
		if !m.at.IsZero() {
			all = append(all, event{at: m.at, what: c.Words.Text("incident.time." + m.name)})
		}
	}
	return all
}

// timeline are the incident's times and its messages, in their order; those without a time last.
func (c *file) timeline() []event {
	all := c.milestones()
	for _, u := range c.updates {
		who := c.Person(u.Author)
		switch role := strings.TrimSpace(u.Role); {
		case role == "":
		case who == "":
			who = role
		default:
			who = c.Words.Text("incident.timeline.signed", "who", who, "role", role)
		}
		all = append(all, event{at: u.At, what: c.message(u), text: u.Text, who: who})
	}
	for n := range all {
		all[n].order = n
	}
	slices.SortFunc(all, func(a, b event) int {
		if a.at.IsZero() != b.at.IsZero() {
			return b.at.Compare(a.at)
		}
		if n := a.at.Compare(b.at); n != 0 {
			return n
		}
		return a.order - b.order
	})
	return all
}

// message says what kind of message it was, and to whom.
func (c *file) message(u itsm.Update) string {
	kind := u.Kind.String()
	if kind == "" {
		kind = "unknown"
	}
	what := c.Words.Text("incident.message." + kind)
	switch {
	case u.Audience == "":
	case u.Kind == itsm.UpdateTimeline: // it tells nobody anything
		what = c.Words.Text("incident.message.of", "message", what, "audience", u.Audience)
	default:
		what = c.Words.Text("incident.message.to", "message", what, "audience", u.Audience)
	}
	return what
}

func (c *file) timelineTable() *document.Table {
	t := &document.Table{ID: "incident_timeline", Empty: c.Words.Text("incident.missing"), PageRows: 100}
	if len(c.updates) == 0 {
		t.Note = c.Words.Text("incident.timeline.silent")
	}
	column := func(key string, kind document.Kind, lines int, width float64) document.Column {
		col := c.Column("incident.timeline.", key, kind, 0, document.Everywhere)
		col.Lines, col.Width = lines, width
		return col
	}
	making.Fill(t, []making.Column[event]{
		making.Col(column("at", document.KindInstant, 1, 0), func(e event) document.Value {
			v := document.Instant(e.at)
			if v.Unknown {
				v.Text = c.Words.Text("incident.missing")
			}
			return v
		}),
		making.Col(column("what", document.KindText, 3, 2), func(e event) document.Value { return document.TextValue(e.what) }),
		making.Col(column("text", document.KindText, 10, 5), func(e event) document.Value { return document.TextValue(e.text) }),
		making.Col(column("who", document.KindText, 3, 1.5), func(e event) document.Value { return document.TextValue(e.who) }),
	}, c.timeline())
	return t
}
