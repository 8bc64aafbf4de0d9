package cost

import (
	"context"

	"nines/analysis/cost"
	"nines/internal/itsm"
	"nines/reports/making"
)

// incidentsToPrice are the incidents that began in the period and count once. Their minutes are those of the period.
func incidentsToPrice(ctx context.Context, m *making.Report, f *making.Facts) ([]cost.Incident, error) {
	lost, services := f.LostByIncident(), len(f.Availability.Services) > 0 // without any, nothing tells what was down
	var list []cost.Incident
	for i := range f.Tickets {
		t := &f.Tickets[i]
		if t.Request || !t.Once || !m.Want.Period.Contains(making.Unpacked(t.Began)) {
			continue
		}
		ref := t.Ref()
		minutes, costly := lost[ref]
		list = append(list, cost.Incident{
			Ref: ref, Service: m.ServiceID(t.Service.Value()), Minutes: minutes, Assessed: services && t.Assessed || costly, Effort: t.Effort, Contacts: t.Contacts,
		})
	}
	tickets := itsm.References{}
	for i := range list {
		tickets.Add(list[i].Ref)
	}
	logged, err := m.Logged(ctx, tickets)
	if err != nil {
		return nil, err
	}
	for i := range list {
		list[i].Effort = logged.OrOwn(list[i].Ref, list[i].Effort)
	}
	return list, nil
}
