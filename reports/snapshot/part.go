package snapshot

import (
	"context"
	"slices"
	"strings"
	"time"

	"nines/internal/itsm"
)

// part is a snapshot of which a report sees what is about some services: those that its catalogue is restricted to. A
// ticket that names no service is about none. What is asked for by id is found whatever its service is, as something of
// the part named it; so are messages, which are only read by their incident. A source's state is that of the whole.
//
// It says of each method of Data what it leaves out, and embeds none: a new one has to be thought of here.
type part struct {
	whole   *Whole
	has     func(service string) bool // as a source calls it
	actions map[itsm.Ref]bool         // nil: not yet known
	names   []string                  // of its services, as the sources call them; nil: the store does not tell
}

// Part is what of a snapshot is about the services of a catalogue.
func Part(whole *Whole, catalogue *itsm.Catalogue) Data {
	known := map[string]bool{}
	return &part{whole: whole, has: func(service string) bool {
		has, met := known[service]
		if !met {
			has = catalogue.HasName(service)
			known[strings.Clone(service)] = has
		}
		return has
	}}
}

// ofService passes on what is about a service of the part.
func ofService[R any](p *part, service func(*R) string, yield func(*R) error) func(*R) error {
	return func(r *R) error {
		if !p.has(service(r)) {
			return nil
		}
		return yield(r)
	}
}

// called lists how the sources call the services of the part; nil: the store does not tell.
func (p *part) called(ctx context.Context) ([]string, error) {
	if p.names != nil {
		return p.names, nil
	}
	all, err := p.whole.serviceNames(ctx)
	if err != nil || all == nil {
		return nil, err
	}
	p.names = []string{}
	for _, name := range all {
		if p.has(name) {
			p.names = append(p.names, name)
		}
	}
	return p.names, nil
}

// withService are the fields to read: by the service is told what is of the part. nil, all of them, stays nil.
func withService(fields []string) []string {
	if fields == nil || slices.Contains(fields, "service") {
		return fields
	}
	return slices.Concat(fields, []string{"service"})
}

func incidentService(r *itsm.Incident) string      { return r.Service }
func requestService(r *itsm.ServiceRequest) string { return r.Service }
func changeService(r *itsm.Change) string          { return r.Service }

func (p *part) Incidents(ctx context.Context, q itsm.IncidentQuery, yield func(*itsm.Incident) error) error {
	var err error
	if q.Services, err = p.called(ctx); err != nil { // the rest need not be read
		return err
	}
	q.Fields = withService(q.Fields)
	return p.whole.Incidents(ctx, q, ofService(p, incidentService, yield))
}

func (p *part) IncidentsOfProblems(ctx context.Context, fields []string, yield func(*itsm.Incident) error) error {
	return p.whole.IncidentsOfProblems(ctx, withService(fields), ofService(p, incidentService, yield))
}

func (p *part) IncidentsOfChanges(ctx context.Context, fields []string, yield func(*itsm.Incident) error) error {
	return p.whole.IncidentsOfChanges(ctx, withService(fields), ofService(p, incidentService, yield))
}

func (p *part) RequestsInAnyOrder(ctx context.Context, span itsm.Span, fields []string, yield func(*itsm.ServiceRequest) error) error {
	return p.whole.RequestsInAnyOrder(ctx, span, withService(fields), ofService(p, requestService, yield))
}

func (p *part) Changes(ctx context.Context, span itsm.Span, yield func(*itsm.Change) error) error {
	return p.whole.Changes(ctx, span, ofService(p, changeService, yield))
}

func (p *part) ChangesInAnyOrder(ctx context.Context, span itsm.Span, fields []string, yield func(*itsm.Change) error) error {
	return p.whole.ChangesInAnyOrder(ctx, span, withService(fields), ofService(p, changeService, yield))
}

func (p *part) IncidentsByID(ctx context.Context, ids []string, yield func(*itsm.Incident) error) error {
	return p.whole.IncidentsByID(ctx, ids, yield)
}

func (p *part) RequestsByID(ctx context.Context, ids []string, yield func(*itsm.ServiceRequest) error) error {
	return p.whole.RequestsByID(ctx, ids, yield)
}

func (p *part) ProblemsByID(ctx context.Context, ids []string, yield func(*itsm.Problem) error) error {
	return p.whole.ProblemsByID(ctx, ids, yield)
}

func (p *part) ChangesByID(ctx context.Context, ids []string, yield func(*itsm.Change) error) error {
	return p.whole.ChangesByID(ctx, ids, yield)
}

func (p *part) Updates(ctx context.Context, span itsm.Span, yield func(*itsm.Update) error) error {
	return p.whole.Updates(ctx, span, yield)
}

func (p *part) Assessable(ctx context.Context, spans []itsm.Span, byPriority bool) ([]map[string]bool, error) {
	found, err := p.whole.Assessable(ctx, spans, byPriority)
	for i := range found {
		found[i] = ofPart(p, found[i])
	}
	return found, err
}

func (p *part) OpenedByService(ctx context.Context, span itsm.Span) (map[string]int, error) {
	counts, err := p.whole.OpenedByService(ctx, span)
	return ofPart(p, counts), err
}

// ofPart keeps what is said of services of the part, by name.
func ofPart[V any](p *part, of map[string]V) map[string]V {
	kept := make(map[string]V, len(of))
	for name, v := range of {
		if p.has(name) {
			kept[name] = v
		}
	}
	return kept
}

func (p *part) ServicesMet(ctx context.Context, before time.Time) ([]string, error) {
	all, err := p.whole.ServicesMet(ctx, before)
	var names []string
	for _, name := range all {
		if p.has(name) {
			names = append(names, name)
		}
	}
	return names, err
}

// Opened adds up what was opened of the part's services.
func (p *part) Opened(ctx context.Context, spans []itsm.Span) (incidents, requests []int, err error) {
	sum := func(of map[string]int) (n int) {
		for _, count := range ofPart(p, of) {
			n += count
		}
		return n
	}
	for _, span := range spans {
		opened, err := p.whole.OpenedByService(ctx, span)
		if err != nil {
			return nil, nil, err
		}
		incidents = append(incidents, sum(opened))
	}
	opened, err := p.whole.requestsOpened(ctx, spans)
	if err != nil {
		return nil, nil, err
	}
	for _, of := range opened {
		requests = append(requests, sum(of))
	}
	return incidents, requests, nil
}

// FirstInstant is that of the whole: it tells how far the data reach back.
func (p *part) FirstInstant(ctx context.Context) (time.Time, error) { return p.whole.FirstInstant(ctx) }

func (p *part) Sources(ctx context.Context) ([]itsm.SourceState, error) { return p.whole.Sources(ctx) }

// Findings are those of the sources, without the tickets that they name: they may be anybody's.
func (p *part) Findings(ctx context.Context, since time.Time) ([]itsm.SourceFinding, error) {
	found, err := p.whole.Findings(ctx, since)
	for i := range found {
		found[i].Count, found[i].IDs = 0, nil
	}
	return found, err
}

func (p *part) Series(ctx context.Context, q itsm.SampleQuery) ([]itsm.Series, error) {
	all, err := p.whole.Series(ctx, q)
	var list []itsm.Series
	for _, s := range all {
		if p.has(s.Service) {
			list = append(list, s)
		}
	}
	return list, err
}

func (p *part) Samples(ctx context.Context, q itsm.SampleQuery, yield func(series itsm.Series, at []int64, values []float64) error) error {
	return p.whole.Samples(ctx, q, yield) // of services that are asked for by name
}

func (p *part) PublishedFigures(ctx context.Context, prefix string, yield func(*itsm.PublishedFigure) error) error {
	return p.whole.PublishedFigures(ctx, prefix, yield) // each is asked for by the name of its service
}
