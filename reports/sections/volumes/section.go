package volumes

import (
	"context"

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
	lead, err := m.Tell(narrative.Volumes{Opened: v.Incidents.Opened, Resolved: v.Incidents.Resolved, Open: v.Incidents.OpenAtEnd})
	if err != nil {
		return document.Section{}, err
	}
	s := document.Section{
		Lead: lead,
		Blocks: []document.Block{
			openedTrend(m, h, before, v),
			ticketsTable(m, before, v),
			priorityTable(m, v),
			changesTable(m, v),
			&document.Text{Text: effortText(m, e), Tone: document.Muted},
			detail(m, f),
		},
	}
	s.Figures = newFigures(v, e)
	return s, nil
}

// effortText says what was worked in the period, as hotspots has it.
func effortText(m *making.Report, e *making.Effort) string {
	if !e.Now().Known {
		return m.Words.Text("volumes.effort.unknown")
	}
	return m.Words.Text("volumes.effort", "hours", m.Locale.Number(e.Now().Minutes/60, 0), "without", m.Count(len(e.WithoutEffort)))
}
