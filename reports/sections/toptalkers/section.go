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
	few, share := 0, 0.0
	if len(ranked.Outages) > 0 {
		few, share = vitalFew(ranked.Outages)
	}
	s.Lead, err = m.Tell(narrative.TopTalkers{
		Outages: len(ranked.Outages), Few: few, Share: share, NotAssessed: f.NotAssessed(),
		Unknown: !f.Availability.Overall.Availability.Known,
	})
	if err != nil || len(ranked.Outages) == 0 {
		return s, err
	}
	s.Blocks = append(s.Blocks, pareto(m, f, few, share), outagesTable(m, f, few))
	for _, g := range groups(ranked) {
		if len(g.list) > 0 && !(len(g.list) == 1 && g.list[0].Key == "") {
			s.Blocks = append(s.Blocks, groupTable(m, g.name, g.list))
		}
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
