package making

import (
	"slices"

	"nines/analysis/availability"
	"nines/analysis/response"
	"nines/internal/itsm"
)

// Handled is what the period's incidents say of the response, before their details are loaded.
type Handled struct {
	Outages    []response.Outage
	Majors     []string // ids of the incidents declared major or continuity cases
	Priorities response.Priorities
}

// responseWatch looks at the period's incidents as they stream by. A nil one sees nothing.
type responseWatch struct {
	*Report
	check  *response.PriorityCheck
	majors []string
}

func (m *Report) watchResponse() *responseWatch {
	if !m.tells("response") {
		return nil
	}
	return &responseWatch{Report: m, check: response.NewPriorityCheck(m.Want.Period.Span, m.Want.AsOf, m.Settings.Response, m.Catalogue)}
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
func (m *Report) noteEscalation(i *itsm.Incident) bool {
	if i.Major.IsZero() && i.Continuity.IsZero() {
		return false
	}
	if m.Escalating == nil {
		m.Escalating = map[string]bool{}
	}
	m.Escalating[i.Source] = true
	return true
}

func (w *responseWatch) handled(outages []*availability.Outage, elapsed itsm.Span) Handled {
	if w == nil {
		return Handled{}
	}
	return Handled{responseOutages(outages, elapsed), w.majors, w.check.Priorities()}
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
