package making

import (
	"context"
	"fmt"
	"slices"

	"nines/analysis/availability"
	"nines/internal/itsm"
	"nines/reports/snapshot"
)

func loadExclusions(ctx context.Context, data snapshot.Data) ([]*itsm.Exclusion, error) {
	var list []*itsm.Exclusion
	err := data.Exclusions(ctx, func(e *itsm.Exclusion) error {
		copied := *e
		list = append(list, &copied)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load the exclusions: %w", err)
	}
	return list, nil
}

// loadOutages loads the outage records of a span and those of the incidents of the query, whenever they were: they
// replace an incident's own interval also where they lie outside the span.
func loadOutages(ctx context.Context, data snapshot.Data, q itsm.IncidentQuery) ([]*itsm.OutageRecord, error) {
	var list []*itsm.OutageRecord
	met := map[availability.Ref]bool{}
	take := func(r *itsm.OutageRecord) error {
		if ref := (availability.Ref{Source: r.Source, ID: r.ID}); !met[ref] {
			met[ref] = true
			copied := *r
			list = append(list, &copied)
		}
		return nil
	}
	if err := data.OutageRecords(ctx, q.Span, take); err != nil {
		return nil, fmt.Errorf("load the outage records: %w", err)
	}
	if err := data.OutageRecordsOf(ctx, q, take); err != nil {
		return nil, fmt.Errorf("load the outage records of incidents: %w", err)
	}
	return list, nil
}

func namedIncidents(records []*itsm.OutageRecord, exclusions []*itsm.Exclusion) []string {
	var ids []string
	for _, r := range records {
		ids = append(ids, r.Incident)
	}
	for _, e := range exclusions {
		ids = append(ids, e.Incident, e.Outage)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	return slices.DeleteFunc(ids, func(id string) bool { return id == "" })
}

// LostByIncident are the weighted minutes of the period that were attributed to each incident, or to an outage record that
// stands alone.
func (f *Facts) LostByIncident() map[availability.Ref]float64 {
	lost := map[availability.Ref]float64{}
	for _, o := range f.Availability.Outages {
		ref := o.Incident
		if ref.ID == "" {
			ref = o.Ref
		}
		lost[ref] += o.Attributed
	}
	return lost
}

// OutagesByRef finds the outages of the period by their own reference.
func OutagesByRef(f *Facts) map[availability.Ref]availability.OutageMinutes {
	byRef := make(map[availability.Ref]availability.OutageMinutes, len(f.Availability.Outages))
	for _, o := range f.Availability.Outages {
		byRef[o.Ref] = o
	}
	return byRef
}
