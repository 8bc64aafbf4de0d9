package snapshot

import (
	"context"
	"strings"

	"nines/internal/itsm"
)

// counts are what every part asks for by service, so that it is counted once.
type counts struct {
	incidents, requests map[itsm.Span]map[string]int // opened
	assessable          map[assessableOf]map[string]bool
}

type assessableOf struct {
	itsm.Span
	byPriority bool
}

// OpenedByService is that of the snapshot, counted once.
func (w *Whole) OpenedByService(ctx context.Context, span itsm.Span) (map[string]int, error) {
	if known, ok := w.counts.incidents[span]; ok {
		return known, nil
	}
	found, err := w.Data.OpenedByService(ctx, span)
	if err != nil {
		return nil, err
	}
	if w.counts.incidents == nil {
		w.counts.incidents = map[itsm.Span]map[string]int{}
	}
	w.counts.incidents[span] = found
	return found, nil
}

// Assessable is that of the snapshot, asked for once.
func (w *Whole) Assessable(ctx context.Context, spans []itsm.Span, byPriority bool) ([]map[string]bool, error) {
	var missing []itsm.Span
	for _, span := range spans {
		if _, known := w.counts.assessable[assessableOf{span, byPriority}]; !known {
			missing = append(missing, span)
		}
	}
	if len(missing) > 0 {
		found, err := w.Data.Assessable(ctx, missing, byPriority)
		if err != nil {
			return nil, err
		}
		if w.counts.assessable == nil {
			w.counts.assessable = map[assessableOf]map[string]bool{}
		}
		for k, span := range missing {
			w.counts.assessable[assessableOf{span, byPriority}] = found[k]
		}
	}
	list := make([]map[string]bool, len(spans))
	for k, span := range spans {
		list[k] = w.counts.assessable[assessableOf{span, byPriority}]
	}
	return list, nil
}

// requestsOpened counts the requests opened in each of the spans that count once, by service as the sources call it.
func (w *Whole) requestsOpened(ctx context.Context, spans []itsm.Span) ([]map[string]int, error) {
	var missing []itsm.Span
	var all itsm.Span
	for _, span := range spans {
		if _, known := w.counts.requests[span]; known {
			continue
		}
		if missing = append(missing, span); all.From.IsZero() || span.From.Before(all.From) {
			all.From = span.From
		}
		all.To = itsm.Latest(all.To, span.To)
	}
	if len(missing) > 0 {
		if err := w.countRequests(ctx, all, missing); err != nil {
			return nil, err
		}
	}
	found := make([]map[string]int, len(spans))
	for k, span := range spans {
		found[k] = w.counts.requests[span]
	}
	return found, nil
}

// countRequests goes once through the requests of all the spans.
func (w *Whole) countRequests(ctx context.Context, all itsm.Span, spans []itsm.Span) error {
	found := make([]map[string]int, len(spans))
	for k := range spans {
		found[k] = map[string]int{}
	}
	err := w.RequestsInAnyOrder(ctx, all, []string{"service", "status", "opened"}, func(r *itsm.ServiceRequest) error {
		for k, span := range spans {
			if r.Status != itsm.StatusCancelled && !r.Opened.IsZero() && span.Contains(r.Opened) {
				found[k][strings.Clone(r.Service)]++
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if w.counts.requests == nil {
		w.counts.requests = map[itsm.Span]map[string]int{}
	}
	for k, span := range spans {
		w.counts.requests[span] = found[k]
	}
	return nil
}
