package overview

import (
	"context"
	"strings"

	"nines/analysis/availability"
	"nines/analysis/quality"
	"nines/reports/document"
	"nines/reports/making"
)

// Present is page one, for the reader who reads nothing else.
func Present(ctx context.Context, m *making.Report) (document.Section, error) {
	f, err := m.Facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	h, err := m.LookBack(ctx)
	if err != nil {
		return document.Section{}, err
	}
	standings, err := m.Standings(ctx)
	if err != nil {
		return document.Section{}, err
	}
	restated, err := m.Restatements(ctx)
	if err != nil {
		return document.Section{}, err
	}
	decisions := decisions(m, f, standings)
	banners := banners(f)
	var s document.Section
	for _, banner := range banners {
		s.Blocks = append(s.Blocks, &document.Text{Text: banner, Tone: document.Warning})
	}
	s.Blocks = append(s.Blocks,
		keyFigures(m, f, h),
		servicesTable(m, f, h, standings),
		costliestTable(m, f),
		decisionsBlock(m, decisions),
		qualityText(m, f, restated),
	)
	overall := f.Availability.Overall
	s.Figures = Figures{
		Met: making.OutOf{N: overall.Met, Of: overall.Of}, Decisions: decisions, Banners: banners,
	}
	return s, nil
}

// banners say what every reader must know before reading on.
func banners(f *making.Facts) []string {
	banners := []string{}
	for _, g := range f.Gaps {
		banners = append(banners, g.Reason)
	}
	return append(banners, f.Doubts...)
}

// Headline is the message of page one: one sentence made from figures that stand on the page.
func Headline(ctx context.Context, m *making.Report) (string, error) {
	f, err := m.Facts(ctx)
	if err != nil {
		return "", err
	}
	standings, err := m.Standings(ctx)
	if err != nil {
		return "", err
	}
	overall := f.Availability.Overall
	ratings := overall.Ratings
	w := m.Words.Text
	switch rated := overall.Of - ratings[availability.RatingUnknown] - ratings[availability.Undecided]; {
	case overall.Of == 0:
		return w("overview.message.nothing", "reason", w("overview.message.no_services")), nil
	case ratings[availability.Red] > 0:
		worst := standings[0]
		spent := w("overview.message.spent_all")
		if worst.BudgetSpent.Known {
			spent = w("overview.message.spent_times", "times", m.Locale.Number(worst.BudgetSpent.Value, 1))
		}
		return m.Words.Plural("overview.message.missed", ratings[availability.Red], m.Locale.Number(float64(ratings[availability.Red]), 0),
			"service", worst.Name, "spent", spent,
			"actual", m.Percent(worst.Availability), "target", m.Target(worst.Target)), nil
	case rated == 0:
		return w("overview.message.nothing", "reason", w("overview.message.no_data")), nil
	case rated < overall.Of:
		return m.Words.Plural("overview.message.met_known", rated, m.Count(rated), "rest", overall.Of-rated), nil
	}
	return m.Words.Plural("overview.message.met_all", overall.Of, m.Count(overall.Of), "actual", m.Percent(overall.Availability)), nil
}

func qualityText(m *making.Report, f *making.Facts, restated []quality.Restatement) *document.Text {
	w, plural := m.Words.Text, m.Words.Plural
	sentences := []string{sourcesSentence(m, f)}
	undecided, ruled := 0, 0.0
	attributed := 0.0
	for i := range f.Availability.Services {
		undecided += f.Availability.Services[i].Undecided
		ruled += f.Availability.Services[i].ByRule
	}
	for _, o := range f.Availability.Outages {
		attributed += o.Attributed
	}
	if undecided > 0 {
		sentences = append(sentences, plural("overview.quality.undecided", undecided, m.Locale.Number(float64(undecided), 0)))
	}
	if ruled > 0 {
		sentences = append(sentences, w("overview.quality.rule", "minutes", m.Locale.Number(ruled, 1), "all", m.Locale.Number(attributed, 1)))
	}
	if n := len(f.Exclusions); n > 0 {
		sentences = append(sentences, plural("overview.quality.exclusions", n, m.Locale.Number(float64(n), 0)))
	}
	switch n := len(restated); {
	case m.Want.Before == nil:
		sentences = append(sentences, w("overview.quality.not_published"))
	case n == 0:
		sentences = append(sentences, w("overview.quality.restated_none"))
	default:
		sentences = append(sentences, plural("overview.quality.restated", n, m.Locale.Number(float64(n), 0)))
	}
	return &document.Text{Title: w("overview.quality.title"), Text: strings.Join(sentences, " ")}
}

func sourcesSentence(m *making.Report, f *making.Facts) string {
	var late []string
	for _, s := range f.Sources {
		if reason, _ := m.GapOf(s, m.Settings.Sources[s.Source]); s.Failed != "" || reason != "" {
			late = append(late, s.Source)
		}
	}
	switch n := len(f.Sources); {
	case n == 0:
		return m.Words.Text("overview.quality.no_sources")
	case len(late) > 0:
		return m.Words.Text("overview.quality.stale", "n", n-len(late), "m", n, "names", m.List(late))
	default:
		return m.Words.Plural("overview.quality.current", n, m.Locale.Number(float64(n), 0))
	}
}
