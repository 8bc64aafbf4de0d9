package snapshot

import (
	"context"

	"nines/internal/itsm"
)

// OutageRecords passes on the records of the part's services and incidents: one of another service says that the time
// of an incident of the part is not that of its ticket.
func (p *part) OutageRecords(ctx context.Context, span itsm.Span, yield func(*itsm.OutageRecord) error) error {
	var list []itsm.OutageRecord
	if err := p.whole.OutageRecords(ctx, span, collecting(&list)); err != nil {
		return err
	}
	return p.outages(ctx, list, yield)
}

func (p *part) OutageRecordsOf(ctx context.Context, q itsm.IncidentQuery, yield func(*itsm.OutageRecord) error) error {
	var list []itsm.OutageRecord
	if err := p.whole.OutageRecordsOf(ctx, q, collecting(&list)); err != nil {
		return err
	}
	return p.outages(ctx, list, yield)
}

func (p *part) outages(ctx context.Context, list []itsm.OutageRecord, yield func(*itsm.OutageRecord) error) error {
	var ids []string
	for i := range list {
		if !p.has(list[i].Service) {
			ids = append(ids, list[i].Incident)
		}
	}
	if err := p.whole.place(ctx, ids); err != nil {
		return err
	}
	for i := range list {
		r := &list[i]
		if !p.has(r.Service) && !p.has(p.whole.serviceOf(r.Source, r.Incident)) {
			continue
		}
		if err := yield(r); err != nil {
			return err
		}
	}
	return nil
}

// collecting copies what it is given.
func collecting[R any](into *[]R) func(*R) error {
	return func(r *R) error {
		*into = append(*into, *r)
		return nil
	}
}

// WorkLogsInAnyOrder passes on the work on tickets of the part's services: the ticket has to be one of the fields.
func (p *part) WorkLogsInAnyOrder(ctx context.Context, span itsm.Span, fields []string, yield func(*itsm.WorkLog) error) error {
	if err := p.whole.placeLogged(ctx); err != nil {
		return err
	}
	return p.whole.WorkLogsInAnyOrder(ctx, span, fields, p.ofTicket(yield))
}

// ofTicket passes on the work on tickets of the part's services.
func (p *part) ofTicket(yield func(*itsm.WorkLog) error) func(*itsm.WorkLog) error {
	return func(l *itsm.WorkLog) error {
		if !p.has(p.whole.serviceOf(l.Source, l.Ticket)) {
			return nil
		}
		return yield(l)
	}
}

// Exclusions passes on those of the part's incidents and outages.
func (p *part) Exclusions(ctx context.Context, yield func(*itsm.Exclusion) error) error {
	var list []itsm.Exclusion
	if err := p.whole.Exclusions(ctx, collecting(&list)); err != nil || len(list) == 0 {
		return err
	}
	outages := map[string]bool{}
	err := p.OutageRecords(ctx, itsm.Span{}, func(r *itsm.OutageRecord) error {
		outages[r.ID] = true
		return nil
	})
	if err != nil {
		return err
	}
	var ids []string
	for i := range list {
		ids = append(ids, list[i].Incident, list[i].Outage)
	}
	if err := p.whole.place(ctx, ids); err != nil {
		return err
	}
	for i := range list {
		e := &list[i]
		ours := outages[e.Outage]
		for _, id := range []string{e.Incident, e.Outage} { // an incident may be named as the outage that it is
			ours = ours || p.has(p.whole.serviceOf(e.Source, id))
		}
		if !ours {
			continue
		}
		if err := yield(e); err != nil {
			return err
		}
	}
	return nil
}

// Decisions passes on those on changes of the part's services.
func (p *part) Decisions(ctx context.Context, yield func(*itsm.Decision) error) error {
	var list []itsm.Decision
	if err := p.whole.Decisions(ctx, collecting(&list)); err != nil {
		return err
	}
	var ids []string
	for i := range list {
		ids = append(ids, list[i].Change)
	}
	if err := p.whole.place(ctx, ids); err != nil {
		return err
	}
	for i := range list {
		if !p.has(p.whole.serviceOf(list[i].Source, list[i].Change)) {
			continue
		}
		if err := yield(&list[i]); err != nil {
			return err
		}
	}
	return nil
}
