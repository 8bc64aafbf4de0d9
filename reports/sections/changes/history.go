package changes

import (
	"context"
	"fmt"

	"nines/analysis/changes"
	"nines/internal/itsm"
	"nines/reports/making"
)

// recordFields are the fields that the record of a kind takes.
var recordFields = []string{
	"service", "component", "class", "outcome", "status", "planned_start", "planned_end", "actual_start", "actual_end",
}

// loadHistory counts how the changes of the span ended, and what those cost that incidents name as their cause.
func loadHistory(ctx context.Context, m *making.Report, span itsm.Span) (*changes.History, error) {
	caused, err := m.Caused(ctx, span)
	if err != nil {
		return nil, err
	}
	history := changes.NewHistory(m.Catalogue, m.Want.AsOf)
	err = m.Data.ChangesInAnyOrder(ctx, span, recordFields, func(c *itsm.Change) error {
		history.Add(c, caused[c.Ref()])
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load the changes of the last year: %w", err)
	}
	return history, nil
}
