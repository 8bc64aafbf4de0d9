package changes

import (
	"context"
	"fmt"
	"iter"

	"nines/analysis/changes"
	"nines/internal/itsm"
	"nines/reports/making"
)

// pastFields are the fields that looking back takes, and the record of a kind.
var pastFields = []string{
	"service", "component", "class", "outcome", "status", "incident", "requested", "planned_start", "planned_end", "actual_start", "actual_end",
	"approved", "releases_code",
}

// reading goes once through all changes: for those that incidents name it has to, whenever they were.
type reading struct {
	making   *making.Report
	past     itsm.Span       // whose changes are told with all that is known of them
	span     itsm.Span       // of the trend
	recorded itsm.Span       // of the record of kinds
	named    map[string]bool // ids that incidents name, whenever they were
	caused   map[itsm.Ref]*changes.Loss
	history  *changes.History
	failed   error
}

// all yields the changes that looking back takes, and counts those of the record of kinds. What comes again is passed
// over by who reads it.
func (r *reading) all(ctx context.Context) iter.Seq[*itsm.Change] {
	return func(yield func(*itsm.Change) bool) {
		err := r.making.Whole.Changes(ctx, r.past, func(c *itsm.Change) error {
			yield(c)
			return nil
		})
		if err == nil {
			err = r.making.Whole.ChangesInAnyOrder(ctx, itsm.Span{}, pastFields, func(c *itsm.Change) error {
				began, ended := itsm.Changes.Began(c), itsm.Changes.Ended(c)
				life := func(span itsm.Span) bool {
					return began.Before(span.To) && (ended.IsZero() || !ended.Before(span.From))
				}
				if life(r.recorded) && r.making.Catalogue.HasName(c.Service) {
					r.history.Add(c, r.caused[c.Ref()])
				}
				if life(r.span) || r.named[c.ID] {
					yield(c)
				}
				return nil
			})
		}
		if err != nil {
			r.failed = fmt.Errorf("load the changes of earlier periods: %w", err)
		}
	}
}
