package snapshot

import (
	"context"
	"maps"
	"slices"
	"strings"

	"nines/internal/itsm"
)

// Whole is a snapshot that is read for several parts of the services, one after the other. To which service a ticket
// belongs that only another record names (a work log, an exclusion) is found out once.
type Whole struct {
	Data
	placed map[string][]place // incidents, requests, problems and changes by id
	logged bool               // those that work logs name are among them
	served *problemServices
	counts counts
	names  []string // by which records of any source call services; nil: not yet known, or the store does not tell
}

// serviceNames lists the names by which records of any source call services; nil: the store does not tell.
func (w *Whole) serviceNames(ctx context.Context) (names []string, err error) {
	if store, tells := w.Data.(interface {
		ServiceNames(ctx context.Context) ([]string, error)
	}); tells && w.names == nil {
		w.names, err = store.ServiceNames(ctx)
	}
	return w.names, err
}

// place is a ticket that others name by its id.
type place struct {
	source  string
	service string // as the source calls it
}

// NewWhole makes a snapshot one that several reports share. Nothing may be written to its store meanwhile.
func NewWhole(data Data) *Whole { return &Whole{Data: data, placed: map[string][]place{}} }

// place finds the tickets of the ids that are not known yet.
func (w *Whole) place(ctx context.Context, ids []string) error {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		_, known := w.placed[id]
		return known || id == ""
	})
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) == 0 {
		return nil
	}
	found := make(map[string][]place, len(ids))
	for _, id := range ids {
		found[id] = nil // also where nobody has it
	}
	add := func(head *itsm.Head, service string) {
		found[head.ID] = append(found[head.ID], place{strings.Clone(head.Source), strings.Clone(service)})
	}
	if err := w.IncidentsByID(ctx, ids, func(r *itsm.Incident) error { add(&r.Head, r.Service); return nil }); err != nil {
		return err
	}
	if err := w.RequestsByID(ctx, ids, func(r *itsm.ServiceRequest) error { add(&r.Head, r.Service); return nil }); err != nil {
		return err
	}
	if err := w.ProblemsByID(ctx, ids, func(r *itsm.Problem) error { add(&r.Head, r.Service); return nil }); err != nil {
		return err
	}
	if err := w.ChangesByID(ctx, ids, func(r *itsm.Change) error { add(&r.Head, r.Service); return nil }); err != nil {
		return err
	}
	maps.Copy(w.placed, found)
	return nil
}

// serviceOf is the service of the ticket that a record of the source means by the id: that of the same source, else the
// only one. It is empty where there is none.
func (w *Whole) serviceOf(source, id string) string {
	places := w.placed[id]
	for _, p := range places {
		if p.source == source {
			return p.service
		}
	}
	if len(places) == 1 {
		return places[0].service
	}
	return ""
}

// placeLogged finds the tickets on which work was logged, once.
func (w *Whole) placeLogged(ctx context.Context) error {
	if w.logged {
		return nil
	}
	named := map[string]bool{}
	err := w.WorkLogsInAnyOrder(ctx, itsm.Span{}, []string{"ticket"}, func(l *itsm.WorkLog) error {
		if !named[l.Ticket] {
			named[strings.Clone(l.Ticket)] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	ids := make([]string, 0, len(named))
	for id := range named {
		ids = append(ids, id)
	}
	err = w.place(ctx, ids)
	w.logged = err == nil
	return err
}

// problemServices are the services of problems as the sources call them: their own, else those of their incidents.
type problemServices struct {
	known itsm.References
	of    map[itsm.Ref][]string
}

// problems finds out of which services each problem is, once.
func (w *Whole) problems(ctx context.Context) (*problemServices, error) {
	if w.served != nil {
		return w.served, nil
	}
	s := &problemServices{known: itsm.References{}, of: map[itsm.Ref][]string{}}
	homeless := false
	err := w.Problems(ctx, itsm.Span{}, func(p *itsm.Problem) error {
		ref := p.Ref()
		s.known.Add(ref)
		s.of[ref] = nil
		if p.Service != "" {
			s.of[ref] = []string{p.Service}
		}
		homeless = homeless || p.Service == ""
		return nil
	})
	if err != nil {
		return nil, err
	}
	if homeless {
		if err := w.servedByIncidents(ctx, s); err != nil {
			return nil, err
		}
	}
	w.served = s
	return s, nil
}

// ProblemRefs names the problems of all services, in no order.
func (w *Whole) ProblemRefs(ctx context.Context) ([]itsm.Ref, error) {
	s, err := w.problems(ctx)
	if err != nil {
		return nil, err
	}
	return slices.Collect(maps.Keys(s.of)), nil
}

// servedByIncidents gives the problems that name no service those of the incidents that name them.
func (w *Whole) servedByIncidents(ctx context.Context, s *problemServices) error {
	own := map[itsm.Ref]bool{}
	for ref, services := range s.of {
		own[ref] = len(services) > 0
	}
	return w.IncidentsOfProblems(ctx, []string{"service", "problem"}, func(i *itsm.Incident) error {
		for _, id := range i.Problem {
			ref, ok, _ := s.known.Find(i.Source, id)
			if ok && !own[ref] && i.Service != "" && !slices.Contains(s.of[ref], i.Service) {
				s.of[ref] = append(s.of[ref], i.Service)
			}
		}
		return nil
	})
}
