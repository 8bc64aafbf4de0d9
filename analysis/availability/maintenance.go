package availability

import "nines/internal/itsm"

// maintenance returns, by service id, the planned spans of changes that are no agreed service time: marked as
// maintenance, not called off and approved before their planned start, for services that exclude maintenance. An
// overrun is not planned and counts.
func maintenance(changes []*itsm.Change, catalogue *itsm.Catalogue) map[string]itsm.Spans {
	planned := map[string][]itsm.Span{}
	for _, c := range changes {
		if c.Maintenance != itsm.Yes || c.Cancelled() || c.PlannedStart.IsZero() || c.PlannedEnd.IsZero() || !c.ApprovedBefore(c.PlannedStart) {
			continue
		}
		if s := catalogue.Find(c.Service); s != nil && s.MaintenanceExcluded {
			planned[s.ID] = append(planned[s.ID], itsm.Span{From: c.PlannedStart, To: c.PlannedEnd})
		}
	}
	merged := make(map[string]itsm.Spans, len(planned))
	for id, spans := range planned {
		merged[id] = itsm.Merge(spans)
	}
	return merged
}
