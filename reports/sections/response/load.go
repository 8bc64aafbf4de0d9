package response

import (
	"context"
	"fmt"
	"slices"
	"time"

	"nines/analysis/response"
	"nines/internal/itsm"
	"nines/reports/making"
)

// handled is the response of the period, and how soon things were done in the one before.
type handled struct {
	now    response.Result
	before []response.HowSoon // nil: the data do not reach back so far
}

// result computes both, once.
func result(ctx context.Context, m *making.Report, f *making.Facts, h *making.History) (*handled, error) {
	return making.Once(m, "response", func() (*handled, error) { return compute(ctx, m, f, h) })
}

func compute(ctx context.Context, m *making.Report, f *making.Facts, h *making.History) (r *handled, err error) {
	in := response.Input{
		Period: m.Want.Period.Span, AsOf: m.Want.AsOf, Zone: m.Settings.Zone, Rules: m.Settings.Response,
		Outages: f.Handled.Outages, Escalating: m.Escalating, Catalogue: m.Catalogue,
	}
	if in.Incidents, err = incidentsOf(ctx, m, in.Outages, f.Handled.Majors); err != nil {
		return nil, err
	}
	if err := messages(ctx, m, f, &in); err != nil {
		return nil, err
	}
	if err := followUps(ctx, m, &in); err != nil {
		return nil, err
	}
	if h.Previous() == nil {
		return &handled{now: response.Compute(in)}, nil
	}
	earlier := response.Input{Period: h.Periods[making.PastPeriods-1].Span, AsOf: m.Want.AsOf, Rules: m.Settings.Response, Catalogue: m.Catalogue, Outages: h.Handled}
	if earlier.Incidents, err = incidentsOf(ctx, m, earlier.Outages, nil); err != nil {
		return nil, err
	}
	return &handled{response.Compute(in), response.Brief(earlier)}, nil
}

// incidentsOf loads the incidents of outages and others by id, whatever their source.
func incidentsOf(ctx context.Context, m *making.Report, outages []response.Outage, others []string) ([]*itsm.Incident, error) {
	ids := slices.Clone(others)
	for _, o := range outages {
		ids = append(ids, o.Incident.ID)
	}
	slices.Sort(ids)
	var list []*itsm.Incident
	if err := m.Data.IncidentsByID(ctx, slices.Compact(ids), func(i *itsm.Incident) error {
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
func messages(ctx context.Context, m *making.Report, f *making.Facts, in *response.Input) error {
	since := m.Want.Period.From
	wanted := map[string]bool{}
	for _, i := range in.Incidents {
		wanted[i.ID] = true
	}
	for _, o := range in.Outages {
		since = making.Earlier(since, o.Start)
		wanted[o.Incident.ID] = true
	}
	in.Communicating = map[string]bool{}
	if len(wanted) == 0 {
		return nil
	}
	span := itsm.Span{From: since, To: m.Want.AsOf.Add(time.Millisecond)}
	err := m.Data.Updates(ctx, span, func(u *itsm.Update) error {
		if source, ok := f.SourceOf(u.Source, u.Incident); ok {
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

// followUps loads the actions, where there is a major incident that may have some.
func followUps(ctx context.Context, m *making.Report, in *response.Input) error {
	if !slices.ContainsFunc(in.Incidents, func(i *itsm.Incident) bool { return !i.Major.IsZero() || !i.Continuity.IsZero() }) {
		return nil
	}
	err := m.Data.Actions(ctx, itsm.Span{}, func(a *itsm.Action) error {
		copied := *a
		in.Actions = append(in.Actions, &copied)
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the actions: %w", err)
	}
	return nil
}
