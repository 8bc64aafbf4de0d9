package making

import (
	"context"
	"fmt"
	"slices"

	"nines/analysis/availability"
	"nines/analysis/changes"
	"nines/analysis/cost"
	"nines/internal/itsm"
)

// naming is an incident that names changes as its cause.
type naming struct {
	cost.Incident
	changes []string
}

// causedFields are the fields that it takes of incidents to find, measure and price what changes have cost.
var causedFields = slices.Concat(trendFields, []string{"change", "effort", "contacts"})

// Caused adds up, per change, what the incidents of the span that name it as their cause have cost. Each counts with
// its own weighted minutes, as if it stood alone, so that the others need not be read; one with several changes is
// split equally. What of an incident is not known is not known of its changes.
func (m *Report) Caused(ctx context.Context, span itsm.Span) (map[itsm.Ref]*changes.Loss, error) {
	c := &causing{Report: m, span: span, byRef: map[itsm.Ref]*naming{}}
	if err := c.load(ctx); err != nil || len(c.list) == 0 {
		return nil, err
	}
	if err := c.measure(ctx); err != nil {
		return nil, err
	}
	return c.addUp(ctx)
}

// causing is the state while it is told.
type causing struct {
	*Report
	span  itsm.Span
	list  []*naming
	byRef map[itsm.Ref]*naming
}

func (c *causing) load(ctx context.Context) error {
	err := c.Data.IncidentsOfChanges(ctx, causedFields, func(i *itsm.Incident) error {
		if !i.CountsOnce() || !c.span.Contains(i.Start()) {
			return nil
		}
		n := &naming{changes: slices.Clone(i.Change), Incident: cost.Incident{
			Ref: i.Ref(), Service: c.ServiceID(i.Service), Assessed: c.assessed(i), Effort: i.Effort, Contacts: i.Contacts,
		}}
		c.list, c.byRef[n.Ref] = append(c.list, n), n
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the incidents that changes caused: %w", err)
	}
	return nil
}

// measure finds the weighted minutes of each.
func (c *causing) measure(ctx context.Context) error {
	named := map[string]bool{}
	for _, n := range c.list {
		named[n.ID] = true
	}
	var records []*itsm.OutageRecord
	if err := c.Data.OutageRecords(ctx, c.span, func(r *itsm.OutageRecord) error {
		if named[r.Incident] {
			copied := *r
			records = append(records, &copied)
		}
		return nil
	}); err != nil {
		return fmt.Errorf("load the outage records: %w", err)
	}
	var failed error
	assessed := availability.Assess(availability.Assessment{
		AsOf: c.Want.AsOf, Span: c.span, Catalogue: c.Catalogue, Rule: c.Settings.LossByPriority, Records: records,
		Incidents: func(yield func(*itsm.Incident) bool) {
			failed = c.Data.IncidentsOfChanges(ctx, causedFields, func(i *itsm.Incident) error {
				if c.byRef[i.Ref()] != nil {
					yield(i)
				}
				return nil
			})
		},
	})
	if failed != nil {
		return fmt.Errorf("load the incidents that changes caused: %w", failed)
	}
	result, err := availability.Compute(availability.Input{
		Period: c.span, AsOf: c.Want.AsOf, Services: inOrder(c.Catalogue.Services()), Outages: assessed.Outages,
		AmberAt: c.Settings.AmberAt,
	})
	if err != nil {
		return err
	}
	for _, o := range result.Outages {
		if n := c.byRef[o.Incident]; n != nil {
			n.Minutes += o.Gross
			n.Assessed = true
		}
	}
	return nil
}

// addUp prices the incidents and adds them up by change.
func (c *causing) addUp(ctx context.Context) (map[itsm.Ref]*changes.Loss, error) {
	known, err := c.namedChanges(ctx)
	if err != nil {
		return nil, err
	}
	losses := map[itsm.Ref]*changes.Loss{}
	for _, n := range c.list {
		refs := resolveAll(known, n.Source, n.changes)
		price, share := c.Settings.Costs.Of(&n.Incident), 1/float64(max(len(refs), 1))
		minutes := itsm.Number{Value: n.Minutes * share, Known: n.Assessed}
		amount := itsm.Number{Value: price.Cost.Value * share, Known: price.Cost.Known}
		for _, ref := range refs {
			if l := losses[ref]; l != nil {
				l.Minutes, l.Cost, l.Partial = plus(l.Minutes, minutes), plus(l.Cost, amount), l.Partial || price.Partial
			} else {
				losses[ref] = &changes.Loss{Minutes: minutes, Cost: amount, Partial: price.Partial}
			}
		}
	}
	return losses, nil
}

func (c *causing) namedChanges(ctx context.Context) (itsm.References, error) {
	var ids []string
	for _, n := range c.list {
		ids = append(ids, n.changes...)
	}
	known := itsm.References{}
	err := c.Data.ChangesByID(ctx, ids, func(r *itsm.Change) error {
		known.Add(r.Ref())
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load the changes that incidents name: %w", err)
	}
	return known, nil
}

// resolveAll finds the records that a record of the source names, each once. One that is not among the data, or that
// several other sources have, is none of them.
func resolveAll(known itsm.References, source string, ids []string) []itsm.Ref {
	var refs []itsm.Ref
	for _, id := range ids {
		if ref, ok, _ := known.Find(source, id); ok && !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	return refs
}

// plus is unknown where one of the two is.
func plus(a, b itsm.Number) itsm.Number {
	return itsm.Number{Value: a.Value + b.Value, Known: a.Known && b.Known}
}
