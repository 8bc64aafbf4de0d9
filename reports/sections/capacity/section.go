// Package capacity presents what happens to KPIs when volume grows.
package capacity

import (
	"context"

	"nines/reports/document"
	"nines/reports/making"
)

// Present shows how the KPIs stand to their limits, worst first, and the first of them in a panel each.
func Present(ctx context.Context, m *making.Report) (document.Section, error) {
	c, err := m.Capacity(ctx)
	if err != nil {
		return document.Section{}, err
	}
	past, err := m.Forecasts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	s := document.Section{Figures: newFigures(m, c, past)}
	if s.Lead, err = m.Tell(facts(m, c)); err != nil || len(c.Fits) == 0 {
		return s, err
	}
	shown := panelsShown
	if m.Brief("capacity") {
		shown = panelsOfBrief
	}
	table := overview(m, c)
	if rest := len(c.Fits) - shown; rest > 0 {
		table.Note += " " + m.Words.Plural("capacity.more", rest, m.Count(rest))
	}
	s.Blocks = append(s.Blocks, table)
	for i, f := range c.Fits[:min(len(c.Fits), shown)] {
		p := newPanel(m, c, f, i)
		s.Blocks = append(s.Blocks, p.blocks(past[f.Key()])...)
	}
	return s, nil
}

// How many fits have a panel: in a report about more than capacity few.
const (
	panelsShown   = making.FitsWithPoints
	panelsOfBrief = 3
)
