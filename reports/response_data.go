package reports

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"nines/analysis/availability"
	"nines/analysis/response"
	"nines/internal/itsm"
)

// ResponseRules is what the organisation asks of its response.
type ResponseRules = response.Rules

// handled is what the period's incidents say of the response, before their details are loaded.
type handled struct {
	outages    []response.Outage
	majors     []string // ids of the incidents declared major or continuity cases
	priorities response.Priorities
}

// tells tells whether the report has the section.
func (m *making) tells(section string) bool { return slices.Contains(m.want.Report.Sections, section) }

// responseWatch looks at the period's incidents as they stream by. A nil one sees nothing.
type responseWatch struct {
	*making
	check  *response.PriorityCheck
	majors []string
}

func (m *making) watchResponse() *responseWatch {
	if !m.tells("response") {
		return nil
	}
	return &responseWatch{making: m, check: response.NewPriorityCheck(m.want.Period.Span, m.want.AsOf, m.set.Response, m.catalogue)}
}

// fields adds the fields that it looks at; the times come with the status.
func (w *responseWatch) fields(others []string) []string {
	if w == nil {
		return others
	}
	return slices.Concat(others, []string{"impact", "urgency", "major", "continuity"})
}

func (w *responseWatch) incident(i *itsm.Incident) {
	if w == nil {
		return
	}
	w.check.Incident(i)
	if w.noteEscalation(i) {
		w.majors = append(w.majors, i.ID)
	}
}

// noteEscalation tells whether the incident was declared major, and remembers that its source tells such things.
func (m *making) noteEscalation(i *itsm.Incident) bool {
	if i.Major.IsZero() && i.Continuity.IsZero() {
		return false
	}
	if m.escalating == nil {
		m.escalating = map[string]bool{}
	}
	m.escalating[i.Source] = true
	return true
}

func (w *responseWatch) handled(outages []*availability.Outage, elapsed itsm.Span) handled {
	if w == nil {
		return handled{}
	}
	return handled{responseOutages(outages, elapsed), w.majors, w.check.Priorities()}
}

// responseOutages takes all outages of the incidents of which one is in the mean times of the span.
func responseOutages(outages []*availability.Outage, elapsed itsm.Span) []response.Outage {
	wanted := map[availability.Ref]bool{}
	for _, o := range outages {
		if counts, _ := o.InTimes(elapsed); counts && o.Incident.ID != "" {
			wanted[o.Incident] = true
		}
	}
	var list []response.Outage
	for _, o := range outages {
		if !wanted[o.Incident] || o.Excluded {
			continue
		}
		end := o.End
		if o.State == availability.UndecidedClosing {
			end = o.Closed
		}
		counts, ended := o.InTimes(elapsed)
		list = append(list, response.Outage{
			Incident: o.Incident, Service: o.Service, Start: o.Start, End: end,
			Undecided: o.State == availability.UndecidedClosing, Open: o.State == availability.Open, Counts: counts, Ended: ended,
		})
	}
	return list
}

// responseResult computes the response of the period, and how soon things were done in the one before.
func (m *making) responseResult(ctx context.Context, f *facts, h *history) (now response.Result, before []response.HowSoon, err error) {
	in := response.Input{
		Period: m.want.Period.Span, AsOf: m.want.AsOf, Zone: m.set.Zone, Rules: m.set.Response,
		Outages: f.handled.outages, Escalating: m.escalating, Catalogue: m.catalogue,
	}
	if in.Incidents, err = m.incidentsOf(ctx, in.Outages, f.handled.majors); err != nil {
		return now, nil, err
	}
	if err := m.messages(ctx, f, &in); err != nil {
		return now, nil, err
	}
	if err := m.followUps(ctx, &in); err != nil {
		return now, nil, err
	}
	if h.previous() == nil {
		return response.Compute(in), nil, nil
	}
	earlier := response.Input{Period: h.periods[past-1].Span, AsOf: m.want.AsOf, Rules: m.set.Response, Catalogue: m.catalogue, Outages: h.handled}
	if earlier.Incidents, err = m.incidentsOf(ctx, earlier.Outages, nil); err != nil {
		return now, nil, err
	}
	return response.Compute(in), response.Brief(earlier), nil
}

// incidentsOf loads the incidents of outages and others by id, whatever their source.
func (m *making) incidentsOf(ctx context.Context, outages []response.Outage, others []string) ([]*itsm.Incident, error) {
	ids := slices.Clone(others)
	for _, o := range outages {
		ids = append(ids, o.Incident.ID)
	}
	slices.Sort(ids)
	var list []*itsm.Incident
	if err := m.data.IncidentsByID(ctx, slices.Compact(ids), func(i *itsm.Incident) error {
		copied := *i
		list = append(list, &copied)
		return nil
	}); err != nil {
		return nil, fmt.Errorf("load the incidents of outages: %w", err)
	}
	return list, nil
}

// messages loads what was said since the first of the outages began, and finds out of which sources of incidents
// anything is known to have been said.
func (m *making) messages(ctx context.Context, f *facts, in *response.Input) error {
	since := m.want.Period.From
	wanted := map[string]bool{}
	for _, i := range in.Incidents {
		wanted[i.ID] = true
	}
	for _, o := range in.Outages {
		since = earlier(since, o.Start)
		wanted[o.Incident.ID] = true
	}
	in.Communicating = map[string]bool{}
	if len(wanted) == 0 {
		return nil
	}
	span := itsm.Span{From: since, To: m.want.AsOf.Add(time.Millisecond)}
	err := m.data.Updates(ctx, span, func(u *itsm.Update) error {
		if source, ok := f.sourceOf(u.Source, u.Incident); ok {
			in.Communicating[source] = true
		}
		if wanted[u.Incident] {
			copied := *u
			copied.Text = ""
			in.Updates = append(in.Updates, &copied)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the messages: %w", err)
	}
	return nil
}

// sourceOf is the source of the incident of the period that a record of the source means by the id.
func (f *facts) sourceOf(source, id string) (string, bool) {
	first, met := slices.BinarySearchFunc(f.tickets, id, func(t ticket, id string) int {
		if t.request {
			return 1
		}
		return strings.Compare(t.id, id)
	})
	if !met {
		return "", false
	}
	n := 0
	for _, t := range f.tickets[first:] {
		if t.request || t.id != id {
			break
		}
		if t.source.Value() == source {
			return source, true
		}
		n++
	}
	return f.tickets[first].source.Value(), n == 1
}

// followUps loads the actions, where there is a major incident that may have some.
func (m *making) followUps(ctx context.Context, in *response.Input) error {
	if !slices.ContainsFunc(in.Incidents, func(i *itsm.Incident) bool { return !i.Major.IsZero() || !i.Continuity.IsZero() }) {
		return nil
	}
	err := m.data.Actions(ctx, itsm.Span{}, func(a *itsm.Action) error {
		copied := *a
		in.Actions = append(in.Actions, &copied)
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the actions: %w", err)
	}
	return nil
}
