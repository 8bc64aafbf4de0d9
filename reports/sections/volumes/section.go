// Package volumes is the section on how many tickets came, went and remained. In go the facts and the periods before, out
// come its blocks and figures.
package volumes

import (
	"context"

	"nines/analysis/volumes"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/narrative"
)

// Present shows how many tickets came, went and remained.
func Present(ctx context.Context, m *making.Report) (document.Section, error) {
	f, err := m.Facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	h, err := m.LookBack(ctx)
	if err != nil {
		return document.Section{}, err
	}
	before, err := openedBefore(ctx, m)
	if err != nil {
		return document.Section{}, err
	}
	e, err := m.Effort(ctx)
	if err != nil {
		return document.Section{}, err
	}
	v := f.Volumes
	lead, err := m.Tell(facts(m, h, before, v))
	if err != nil {
		return document.Section{}, err
	}
	s := document.Section{Lead: lead, Figures: newFigures(v, incidentsBefore(h, before), e)}
	if nothing(v) && !some(before.incidents) && !some(before.requests) {
		return s, nil
	}
	s.Blocks = append(s.Blocks, openedTrend(m, h, before, v), ticketsTable(m, before, v))
	if v.Incidents.Opened > 0 {
		s.Blocks = append(s.Blocks, priorityTable(m, v))
	}
	s.Blocks = append(s.Blocks, changesTable(m, v), &document.Text{Text: effortText(m, e), Tone: document.Muted}, detail(m, f))
	return s, nil
}

// nothing tells whether no ticket and no change is known of the period.
func nothing(v volumes.Volumes) bool {
	for _, t := range []volumes.Tickets{v.Incidents, v.Requests, v.Problems} {
		if known(t) {
			return false
		}
	}
	return v.Changes.Implemented == 0
}

func facts(m *making.Report, h *making.History, before *counts, v volumes.Volumes) narrative.Volumes {
	facts := narrative.Volumes{
		Opened: v.Incidents.Opened, Resolved: v.Incidents.Resolved, Open: v.Incidents.OpenAtEnd, Nothing: nothing(v),
		Usual: narrative.Running, Previous: m.PreviousLabel(),
	}
	if m.Running() {
		return facts
	}
	facts.Usual, facts.Before = making.UsualName(usualCount(before.incidents, v.Incidents.Opened)), incidentsBefore(h, before)
	return facts
}

// incidentsBefore is how many incidents were opened in the period before; unknown where the data do not reach back.
func incidentsBefore(h *making.History, before *counts) itsm.Number {
	if h.Previous() == nil {
		return itsm.Number{}
	}
	return itsm.Known(float64(before.incidents[len(before.incidents)-1]))
}

// effortText says what was worked in the period, as hotspots has it.
func effortText(m *making.Report, e *making.Effort) string {
	if !e.Now().Known {
		return m.Words.Text("volumes.effort.unknown")
	}
	without := "."
	if n := len(e.WithoutEffort); n > 0 {
		without = m.Words.Plural("volumes.effort.without", n, m.Count(n))
	}
	return m.Words.Text("volumes.effort", "hours", m.Locale.Number(e.Now().Minutes/60, 0)) + without
}
