// Package toptalkers is the section on what cost the most availability, ranked. In go the facts of the period, out come its
// blocks and figures.
package toptalkers

import (
	"context"

	"nines/analysis/toptalkers"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/narrative"
)

// Present ranks what cost the most availability.
func Present(ctx context.Context, m *making.Report) (document.Section, error) {
	f, err := m.Facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	ranked := f.Ranking
	s := document.Section{Figures: newFigures(m, ranked)}
	facts := narrative.TopTalkers{
		Outages: len(ranked.Outages), NotAssessed: f.NotAssessed(), Unknown: !f.Availability.Overall.Availability.Known,
	}
	few, share := 0, 0.0
	if len(ranked.Outages) > 0 {
		few, share = vitalFew(ranked.Outages)
		first := ranked.Outages[0]
		facts.Few, facts.Share = few, share
		facts.First, facts.Service, facts.FirstShare = making.TicketName(first.Incident, first.ID), m.ServiceName(first.Service), first.Share.Value
	}
	s.Lead, err = m.Tell(facts)
	if err != nil || len(ranked.Outages) == 0 {
		return s, err
	}
	if len(ranked.Outages) > 1 { // of one there is nothing to compare
		s.Blocks = append(s.Blocks, pareto(m, f, few, share))
	}
	s.Blocks = append(s.Blocks, outagesTable(m, f, few))
	var same []string
	for _, g := range groups(ranked) {
		switch {
		case len(g.list) > 1:
			s.Blocks = append(s.Blocks, groupTable(m, g.name, g.list))
		case len(g.list) == 1 && g.list[0].Key != "":
			same = append(same, m.Words.Text("top_talkers.same."+g.name, "key", g.list[0].Key))
		}
	}
	if len(same) > 0 {
		s.Blocks = append(s.Blocks, &document.Text{Tone: document.Muted, Text: m.Words.Text("top_talkers.same", "list", m.List(same))})
	}
	return s, nil
}

type groupList struct {
	name string
	list []toptalkers.Group
}

func groups(r toptalkers.Result) []groupList {
	return []groupList{
		{"by_problem", r.ByProblem}, {"by_cause", r.ByCause}, {"by_component", r.ByComponent}, {"by_change", r.ByChange}, {"by_team", r.ByTeam},
	}
}
