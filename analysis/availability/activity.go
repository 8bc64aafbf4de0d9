package availability

import (
	"time"

	"nines/internal/itsm"
)

// activityKey is one incident (or lone outage record) of one service.
type activityKey struct {
	service *itsm.Service
	ref     Ref
}

// activity is the life of a ticket, and whether anything of it could be assessed.
type activity struct {
	began, ended time.Time // zero: unknown, open
	assessable   bool
}

// alive notes that a ticket concerns the service. The outage records of one incident are one ticket.
func (a *assessor) alive(service *itsm.Service, r *itsm.OutageRecord, i *itsm.Incident) activityKey {
	var life activity
	key := activityKey{service: service}
	if i != nil {
		key.ref = refOf(&i.Head)
		life.began, life.ended = itsm.Incidents.Began(i), itsm.Incidents.Ended(i)
	} else {
		key.ref = refOf(&r.Head)
		life.began, life.ended = itsm.Outages.Began(r), itsm.Outages.Ended(r)
	}
	if a.activity[key] == nil {
		a.activity[key] = &life
	}
	return key
}

// activityWithin counts the tickets whose life overlaps the span, by service id.
func (a *assessor) activityWithin(span itsm.Span) map[string]itsm.Activity {
	counts := map[string]itsm.Activity{}
	for key, life := range a.activity {
		over := !life.ended.IsZero() && life.ended.Before(span.From)
		if span.Empty() || over || !life.began.Before(span.To) {
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
