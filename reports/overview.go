package reports

import (
	"context"
	"strings"

	"nines/analysis/availability"
	"nines/analysis/quality"
	"nines/reports/document"
)

// presentOverview is page one, for the reader who reads nothing else.
func presentOverview(ctx context.Context, m *making) (document.Section, error) {
	f, err := m.facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	h, err := m.lookBack(ctx)
	if err != nil {
		return document.Section{}, err
	}
	standings, err := m.standings(ctx)
	if err != nil {
		return document.Section{}, err
	}
	restated, err := m.restatements(ctx)
	if err != nil {
		return document.Section{}, err
	}
	decisions := m.decisions(f, standings)
	banners := m.banners(f)
	var s document.Section
	for _, banner := range banners {
		s.Blocks = append(s.Blocks, &document.Text{Text: banner, Tone: document.Warning})
	}
	s.Blocks = append(s.Blocks,
		m.keyFigures(f, h),
		m.servicesTable(f, h, standings),
		m.costliestTable(f),
		m.decisionsBlock(decisions),
		m.qualityText(f, restated),
	)
	overall := f.result.Overall
	s.Figures = overviewFigures{
		Met: metFigures{N: overall.Met, Of: overall.Of}, Decisions: decisions, Banners: banners,
	}
	return s, nil
}

// banners say what every reader must know before reading on.
func (m *making) banners(f *facts) []string {
	banners := []string{}
	for _, g := range f.gaps {
		banners = append(banners, g.reason)
	}
	return append(banners, f.doubts...)
}

// headline is the message of page one: one sentence made from figures that stand on the page.
func (m *making) headline(ctx context.Context) (string, error) {
	f, err := m.facts(ctx)
	if err != nil {
		return "", err
	}
	standings, err := m.standings(ctx)
	if err != nil {
		return "", err
	}
	overall := f.result.Overall
	ratings := overall.Ratings
	w := m.words.Text
	switch rated := overall.Of - ratings[availability.RatingUnknown] - ratings[availability.Undecided]; {
	case overall.Of == 0:
		return w("overview.message.nothing", "reason", w("overview.message.no_services")), nil
	case ratings[availability.Red] > 0:
		worst := standings[0]
		spent := w("overview.message.spent_all")
		if worst.BudgetSpent.Known {
			spent = w("overview.message.spent_times", "times", m.locale.Number(worst.BudgetSpent.Value, 1))
		}
		return m.words.Plural("overview.message.missed", ratings[availability.Red], m.locale.Number(float64(ratings[availability.Red]), 0),
			"service", worst.name, "spent", spent,
			"actual", m.percent(worst.Availability), "target", m.target(worst.Target)), nil
	case rated == 0:
		return w("overview.message.nothing", "reason", w("overview.message.no_data")), nil
	case rated < overall.Of:
		return m.words.Plural("overview.message.met_known", rated, m.count(rated), "rest", overall.Of-rated), nil
	}
	return m.words.Plural("overview.message.met_all", overall.Of, m.count(overall.Of), "actual", m.percent(overall.Availability)), nil
}

func (m *making) qualityText(f *facts, restated []quality.Restatement) *document.Text {
	w, plural := m.words.Text, m.words.Plural
	sentences := []string{m.sourcesSentence(f)}
	undecided, ruled := 0, 0.0
	attributed := 0.0
	for i := range f.result.Services {
		undecided += f.result.Services[i].Undecided
		ruled += f.result.Services[i].ByRule
	}
	for _, o := range f.result.Outages {
		attributed += o.Attributed
	}
	if undecided > 0 {
		sentences = append(sentences, plural("overview.quality.undecided", undecided, m.locale.Number(float64(undecided), 0)))
	}
	if ruled > 0 {
		sentences = append(sentences, w("overview.quality.rule", "minutes", m.locale.Number(ruled, 1), "all", m.locale.Number(attributed, 1)))
	}
	if n := len(f.exclusions); n > 0 {
		sentences = append(sentences, plural("overview.quality.exclusions", n, m.locale.Number(float64(n), 0)))
	}
	switch n := len(restated); {
	case m.want.Before == nil:
		sentences = append(sentences, w("overview.quality.not_published"))
	case n == 0:
		sentences = append(sentences, w("overview.quality.restated_none"))
	default:
		sentences = append(sentences, plural("overview.quality.restated", n, m.locale.Number(float64(n), 0)))
	}
	return &document.Text{Title: w("overview.quality.title"), Text: strings.Join(sentences, " ")}
}

func (m *making) sourcesSentence(f *facts) string {
	var late []string
	for _, s := range f.sources {
		if reason, _ := m.gapOf(s, m.set.Sources[s.Source]); s.Failed != "" || reason != "" {
			late = append(late, s.Source)
		}
	}
	switch n := len(f.sources); {
	case n == 0:
		return m.words.Text("overview.quality.no_sources")
	case len(late) > 0:
		return m.words.Text("overview.quality.stale", "n", n-len(late), "m", n, "names", m.list(late))
	default:
		return m.words.Plural("overview.quality.current", n, m.locale.Number(float64(n), 0))
	}
}
