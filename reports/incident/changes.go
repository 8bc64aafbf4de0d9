package incident

import (
	"cmp"
	"context"
	"slices"
	"time"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// suspect is a change that came before the incident.
type suspect struct {
	itsm.Change
	start    time.Time // the actual one, else the planned one; zero: unknown
	explicit bool      // the incident names it; else it was made shortly before, to one of its services or of those on which they depend
}

// loadChanges loads the changes that the incident names, then those in the window before it, the nearest first.
func (c *file) loadChanges(ctx context.Context) error {
	met := itsm.References{}
	var named []itsm.Change
	err := c.data.ChangesByID(ctx, c.incident.Change, func(r *itsm.Change) error {
		met.Add(r.Ref())
		named = append(named, *r)
		return nil
	})
	if err != nil {
		return err
	}
	explicit := map[itsm.Ref]bool{}
	for _, r := range named {
		if ref, ok, _ := met.Find(c.incident.Source, r.ID); ok && ref == r.Ref() {
			explicit[ref] = true
			c.changes = append(c.changes, suspect{r, itsm.FirstKnown(r.ActualStart, r.PlannedStart), true})
		}
	}
	names, err := c.suspectNames(ctx)
	if err != nil || len(names) == 0 || c.began.IsZero() {
		return err
	}
	window := itsm.Span{From: c.began.Add(-c.want.Suspect), To: c.began.Add(time.Millisecond)} // one of the same instant, too
	err = c.data.LastChanges(ctx, itsm.ChangeQuery{Span: window, Services: names}, func(r *itsm.Change) error {
		s := suspect{Change: *r, start: itsm.FirstKnown(r.ActualStart, r.PlannedStart)}
		if !explicit[r.Ref()] && !(r.Cancelled() && r.ActualStart.IsZero()) && window.Contains(s.start) {
			c.changes = append(c.changes, s)
		}
		return nil
	})
	slices.SortStableFunc(c.changes, func(a, b suspect) int {
		if a.explicit != b.explicit {
			if a.explicit {
				return -1
			}
			return 1
		}
		return cmp.Or(b.start.Compare(a.start), a.Ref().Compare(b.Ref()))
	})
	return err
}

// suspectNames are the names by which the data call the services of the incident and those on which they depend.
func (c *file) suspectNames(ctx context.Context) ([]string, error) {
	ids := map[string]bool{}
	for _, s := range c.services() {
		ids[s.ID] = true
		for _, name := range s.DependsOn {
			if other := c.Catalogue.Find(name); other != nil {
				ids[other.ID] = true
			}
		}
	}
	all, err := c.data.ServiceNames(ctx)
	return slices.DeleteFunc(all, func(name string) bool {
		s := c.Catalogue.Find(name)
		return s == nil || !ids[s.ID]
	}), err
}

func (c *file) changeTable() *document.Table {
	hours := c.Locale.Number(c.want.Suspect.Hours(), 0)
	t := &document.Table{
		ID: "incident_changes", Subtitle: c.Words.Text("incident.changes.subtitle", "hours", hours),
		Empty: c.Words.Text("incident.changes.none", "hours", hours), PageRows: 30,
	}
	column := func(key string, kind document.Kind) document.Column {
		return c.Column("incident.changes.", key, kind, 0, document.Everywhere)
	}
	title := column("title", document.KindText)
	title.Lines, title.Width = 3, 3
	making.Fill(t, []making.Column[suspect]{
		making.Col(column("start", document.KindInstant), func(s suspect) document.Value { return document.Instant(s.start) }),
		making.Col(column("before", document.KindDuration), c.before),
		making.Col(column("id", document.KindID), func(s suspect) document.Value { return document.ID(s.ID, c.Link(s.Source, s.ID)) }),
		making.Col(column("grade", document.KindText), func(s suspect) document.Value {
			if s.explicit {
				return document.Value{Text: c.Words.Text("incident.changes.explicit"), Strong: true}
			}
			return document.TextValue(c.Words.Text("incident.changes.inferred"))
		}),
		making.Col(column("service", document.KindText), func(s suspect) document.Value {
			return document.Value{Text: c.ServiceName(c.ServiceID(s.Service)), Second: s.Component}
		}),
		making.Col(column("outcome", document.KindText), func(s suspect) document.Value { return c.word(s.Outcome.String()) }),
		making.Col(title, func(s suspect) document.Value { return document.TextValue(s.Title) }),
	}, c.changes)
	return t
}

// before is how long before the incident a change started.
func (c *file) before(s suspect) document.Value {
	if s.start.IsZero() || c.began.IsZero() || s.start.After(c.began) {
		return document.Value{Kind: document.KindDuration, Unknown: true}
	}
	return document.Value{Kind: document.KindDuration, Number: c.began.Sub(s.start).Minutes()}
}

// word is one of our words as a reader writes it, or the sign for none.
func (c *file) word(word string) document.Value {
	return document.Value{Text: c.WordOf(word), Unknown: word == ""}
}
