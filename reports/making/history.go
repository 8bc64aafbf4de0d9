package making

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"nines/analysis/availability"
	"nines/analysis/response"
	"nines/analysis/stats"
	"nines/internal/itsm"
)

// History is what the periods before this one were like, oldest first.
type History struct {
	Periods []itsm.Period
	Trends  []*availability.Trend // nil: the data do not reach back so far
	Handled []response.Outage     // of the previous period, where the report tells of the response
}

// trendFields are the fields that earlier periods need.
var trendFields = []string{
	"parent", "duplicate_of", "service", "regions", "functions", "lost", "outage", "priority", "status", "started",
	"detected", "opened", "restored", "resolved", "closed",
}

// LookBack computes the availability of the twelve periods before this one. It reads no more of them than what cost
// availability.
func (m *Report) LookBack(ctx context.Context) (*History, error) {
	if m.history != nil {
		return m.history, nil
	}
	f, err := m.Facts(ctx)
	if err != nil {
		return nil, err
	}
	first, err := m.Data.FirstInstant(ctx)
	if err != nil {
		return nil, fmt.Errorf("find out how far the data reach back: %w", err)
	}
	h := &History{}
	for n := PastPeriods; n >= 1; n-- {
		h.Periods = append(h.Periods, m.Want.Period.Shift(-n))
	}
	span := itsm.Span{From: h.Periods[0].From, To: m.Want.Period.From}
	assessed, err := m.assessPast(ctx, span, trendFields)
	if err != nil {
		return nil, err
	}
	for _, p := range h.Periods {
		if first.IsZero() || !first.Before(p.To) {
			h.Trends = append(h.Trends, nil)
		}
	}
	told, err := m.trends(ctx, h.Periods[len(h.Trends):], f.Services, assessed) // periods are in their order
	if err != nil {
		return nil, err
	}
	h.Trends = append(h.Trends, told...)
	if m.tells("response") && h.Previous() != nil {
		h.Handled = responseOutages(assessed.Outages, h.Periods[PastPeriods-1].Span)
	}
	m.history = h
	return h, nil
}

// assessPast makes outages of the incidents of a span that can have cost availability, with so much of them as the fields
// tell.
func (m *Report) assessPast(ctx context.Context, span itsm.Span, fields []string) (*availability.Assessed, error) {
	changes, err := m.maintenance(ctx, span)
	if err != nil {
		return nil, err
	}
	return m.assessAmid(ctx, span, fields, changes)
}

// maintenanceFields are the fields that planned maintenance takes.
var maintenanceFields = []string{"service", "maintenance", "status", "outcome", "approved", "planned_start", "planned_end"}

// maintenance loads the changes of a span that may be planned maintenance.
func (m *Report) maintenance(ctx context.Context, span itsm.Span) ([]*itsm.Change, error) {
	var changes []*itsm.Change
	err := m.Data.ChangesInAnyOrder(ctx, span, maintenanceFields, func(c *itsm.Change) error {
		if c.Maintenance == itsm.Yes {
			copied := *c
			changes = append(changes, &copied)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load the changes of earlier periods: %w", err)
	}
	return changes, nil
}

// assessAmid does the same amid the changes that may be planned maintenance, which only agreed time goes by: what asks
// for the outages alone needs none.
func (m *Report) assessAmid(ctx context.Context, span itsm.Span, fields []string, changes []*itsm.Change) (*availability.Assessed, error) {
	q := itsm.IncidentQuery{Span: span, Losing: m.losingPriorities(), Fields: fields, AnyOrder: true}
	records, err := loadOutages(ctx, m.Data, q)
	if err != nil {
		return nil, err
	}
	exclusions, err := loadExclusions(ctx, m.Data)
	if err != nil {
		return nil, err
	}
	var failed error
	assessed := availability.Assess(availability.Assessment{
		AsOf: m.Want.AsOf, Span: span, Catalogue: m.Catalogue, Rule: m.Settings.LossByPriority,
		Incidents: m.losing(ctx, q, namedIncidents(records, exclusions), &failed),
		Records:   records, Exclusions: exclusions, Changes: changes,
	})
	if failed != nil {
		return nil, fmt.Errorf("load the incidents of earlier periods: %w", failed)
	}
	return assessed, nil
}

// losingPriorities are the priorities that the rule lets lose anything.
func (m *Report) losingPriorities() []itsm.Priority {
	priorities := []itsm.Priority{}
	for p, lost := range m.Settings.LossByPriority {
		if lost > 0 {
			priorities = append(priorities, p)
		}
	}
	slices.Sort(priorities)
	return priorities
}

// losing streams the incidents that can have cost availability, and those that outage records and exclusions name.
func (m *Report) losing(ctx context.Context, q itsm.IncidentQuery, named []string, failed *error) iter.Seq[*itsm.Incident] {
	return func(yield func(*itsm.Incident) bool) {
		if *failed = m.Data.Incidents(ctx, q, func(i *itsm.Incident) error {
			m.noteEscalation(i)
			if _, later := slices.BinarySearch(named, i.ID); !later {
				yield(i)
			}
			return nil
		}); *failed != nil {
			return
		}
		*failed = m.Data.IncidentsByID(ctx, named, func(i *itsm.Incident) error {
			yield(i)
			return nil
		})
	}
}

// trends computes earlier periods.
func (m *Report) trends(ctx context.Context, periods []itsm.Period, services []*itsm.Service, assessed *availability.Assessed) ([]*availability.Trend, error) {
	var spans []itsm.Span
	for _, p := range periods {
		spans = append(spans, p.Span)
	}
	assessable, err := m.Data.Assessable(ctx, spans, m.Settings.LossByPriority != nil)
	if err != nil {
		return nil, fmt.Errorf("ask for the incidents of earlier periods: %w", err)
	}
	var list []*availability.Trend
	for i, p := range periods {
		t, err := m.trend(p, services, assessed, assessable[i])
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

// trend computes one of them.
func (m *Report) trend(p itsm.Period, services []*itsm.Service, assessed *availability.Assessed, assessable map[string]bool) (*availability.Trend, error) {
	byName := map[string]itsm.Activity{} // whether there are any is all that a trend asks
	for name, can := range assessable {
		n := itsm.Activity{Incidents: 1}
		if can {
			n.Assessable = 1
		}
		byName[name] = n
	}
	activity := availability.ActivityByID(byName, m.Catalogue)
	for _, o := range assessed.Outages { // outage records can be assessed, whatever their incidents say
		if n := activity[o.Service.ID]; n.Assessable == 0 && len(o.Spans.Clip(p.Span)) > 0 {
			n.Incidents, n.Assessable = max(n.Incidents, 1), 1
			activity[o.Service.ID] = n
		}
	}
	return availability.Brief(availability.Input{
		Period: p.Span, AsOf: m.Want.AsOf, Services: services, Outages: assessed.Outages,
		Maintenance: assessed.Maintenance, Activity: activity, AmberAt: m.Settings.AmberAt,
	})
}

// Previous is the period just before; nil where the data do not reach back so far.
func (h *History) Previous() *availability.Trend { return h.Trends[len(h.Trends)-1] }

// ofService lists a service's figures in the earlier periods, oldest first; nil where they are not known.
func (h *History) ofService(index int) []*availability.Figures {
	list := make([]*availability.Figures, len(h.Trends))
	for i, t := range h.Trends {
		if t != nil {
			list[i] = &t.Services[index]
		}
	}
	return list
}

// Usual judges a value by the earlier ones that are known.
func Usual(earlier []itsm.Number, now itsm.Number) stats.Usual {
	var values []float64
	for _, n := range earlier {
		if n.Known {
			values = append(values, n.Value)
		}
	}
	if !now.Known {
		return stats.TooEarly
	}
	return stats.UsualMeasure(values, now.Value)
}

// UsualBetween is the same of a figure that lies between two others, for want of ends that nobody recorded.
func UsualBetween(earlier []itsm.Number, least, most itsm.Number) stats.Usual {
	u := Usual(earlier, least)
	if u != Usual(earlier, most) {
		return stats.Unclear
	}
	return u
}

// OverallAvailabilities are the blends of the earlier periods, oldest first, 0..1; unknown where the data do not reach back.
func OverallAvailabilities(h *History) []itsm.Number {
	list := make([]itsm.Number, len(h.Trends))
	for i, t := range h.Trends {
		if t != nil {
			list[i] = t.Overall.Availability
		}
	}
	return list
}
