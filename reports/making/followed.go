package making

import (
	"context"
	"fmt"
	"slices"

	"nines/analysis/changes"
	"nines/internal/itsm"
)

// namingFields are the fields that it takes of incidents that name a change.
var namingFields = slices.Concat(trendFields, []string{"change", "problem"})

// OutagesFollowed lists what may have come of changes: the outages of the span, and all incidents that name a change,
// whenever they were. Of several outage records of an incident and a service it is the first.
func (m *Report) OutagesFollowed(ctx context.Context, span itsm.Span) ([]changes.Outage, error) {
	assessed, err := m.assessAmid(ctx, span, lossFields, nil)
	if err != nil {
		return nil, err
	}
	type place struct {
		itsm.Ref
		service *itsm.Service
	}
	met, incidents := map[place]bool{}, map[itsm.Ref]bool{}
	var list []changes.Outage
	for _, o := range assessed.Outages { // by start
		ref := o.Incident
		if ref.Source == "" {
			ref = o.Ref
		}
		incidents[ref] = true
		if at := (place{ref, o.Service}); !met[at] {
			met[at] = true
			list = append(list, changes.Outage{
				Ref: ref, Service: o.Service, Start: o.Start, End: o.End, Changes: o.Changes, Problems: problemRefs(ref.Source, o.Problems),
			})
		}
	}
	err = m.Data.IncidentsOfChanges(ctx, namingFields, func(i *itsm.Incident) error {
		if i.CountsOnce() && !incidents[i.Ref()] {
			list = append(list, changes.Outage{
				Ref: i.Ref(), Service: m.Catalogue.Lookup(i.Service), Start: i.Start(), End: itsm.FirstKnown(i.Restored, i.Resolved),
				Harmless: m.assessed(i), Changes: slices.Clone(i.Change), Problems: problemRefs(i.Source, i.Problem),
			})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load the incidents that name a change: %w", err)
	}
	return list, nil
}

// problemRefs are the problems that a record of the source names, each once: two incidents of one problem name it alike.
func problemRefs(source string, ids []string) []itsm.Ref {
	var refs []itsm.Ref
	for _, id := range ids {
		if ref := (itsm.Ref{Source: source, ID: id}); id != "" && !slices.Contains(refs, ref) {
			refs = append(refs, ref)
		}
	}
	return refs
}
