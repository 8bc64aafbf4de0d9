package toptalkers

import (
	"context"

	"nines/analysis/toptalkers"
	"nines/reports/document"
	"nines/reports/making"
)

// Present ranks what cost the most availability.
func Present(ctx context.Context, m *making.Report) (document.Section, error) {
	f, err := m.Facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	ranked := f.Ranking
	s := document.Section{Lead: m.Words.Text("top_talkers.lead.none"), Figures: newFigures(m, ranked)}
	if len(ranked.Outages) == 0 {
		if n := f.NotAssessed(); n > 0 {
			s.Lead = m.Words.Plural("top_talkers.lead.not_assessed", n, m.Count(n))
		}
		return s, nil
	}
	few, share := vitalFew(ranked.Outages)
	s.Lead = m.Words.Plural("top_talkers.lead", few, m.Count(few), "all", m.Count(len(ranked.Outages)), "share", m.Locale.Share(share, 0))
	s.Blocks = append(s.Blocks, pareto(m, f, few, share), outagesTable(m, f))
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
