package availability

import "nines/internal/itsm"

// activityKey is one incident (or lone outage record) of one service.
type activityKey struct {
	service *itsm.Service
	ref     Ref
}

// activity is when a ticket concerned the service, and whether anything of it could be assessed.
type activity struct {
	spans      []itsm.Span // of the incident, or of each of its outage records; an unknown start is the zero time
	assessable bool
}

// alive notes that a ticket concerns the service. The outage records of one incident are one ticket.
func (a *assessor) alive(service *itsm.Service, r *itsm.OutageRecord, i *itsm.Incident) activityKey {
	key := activityKey{service: service}
	if i != nil {
		key.ref = refOf(&i.Head)
	} else {
		key.ref = refOf(&r.Head)
	}
	if a.activity[key] == nil {
		a.activity[key] = &activity{}
	}
	p := place(r, i)
	a.activity[key].spans = append(a.activity[key].spans, p.span(a.AsOf))
	return key
}

// activityWithin counts the tickets that concerned their service in the span, by service id.
func (a *assessor) activityWithin(span itsm.Span) map[string]itsm.Activity {
	counts := map[string]itsm.Activity{}
	for key, life := range a.activity {
		if !life.within(span) {
			continue
		}
		n := counts[key.service.ID]
		n.Incidents++
		if life.assessable {
			n.Assessable++
		}
		counts[key.service.ID] = n
	}
	return counts
}

// within tells whether any of the spans shares an instant with the span; one without length is its instant.
func (l *activity) within(span itsm.Span) bool {
	for _, s := range l.spans {
		if s.From.Before(span.To) && (s.To.After(span.From) || s.From.Equal(s.To) && span.Contains(s.From)) {
			return true
		}
	}
	return false
}

// ActivityByID adds up counts by the names that sources use into counts by service id.
func ActivityByID(byName map[string]itsm.Activity, catalogue *itsm.Catalogue) map[string]itsm.Activity {
	byID := map[string]itsm.Activity{}
	for name, n := range byName {
		service := catalogue.Find(name)
		if service == nil {
			continue
		}
		sum := byID[service.ID]
		sum.Incidents += n.Incidents
		sum.Assessable += n.Assessable
		byID[service.ID] = sum
	}
	return byID
}
