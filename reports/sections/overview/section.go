// Package overview is page one, for the reader who reads nothing else: key figures, the services, what cost most, the
// decisions. In go the facts, the periods before and what the other analyses propose, out come its blocks and figures.
package overview

import (
	"context"
	"slices"
	"strings"

	"nines/analysis/availability"
	"nines/analysis/quality"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/narrative"
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
	room, err := capacityDecisions(ctx, m)
	if err != nil {
		return document.Section{}, err
	}
	decisions := append(decisions(m, f, standings), room...)
	banners := banners(f)
	var s document.Section
	for _, banner := range banners {
		s.Blocks = append(s.Blocks, &document.Text{Text: banner, Tone: document.Warning})
	}
	s.Blocks = append(s.Blocks,
		keyFigures(m, f, h),
		servicesTable(m, f, h, standings),
		costliestTable(m, f),
		decisionsBlock(m, decisions, f.Availability.Overall.Of),
		qualityText(m, f, restated),
	)
	overall := f.Availability.Overall
	s.Figures = Figures{
		Met: making.OutOf{N: overall.Met, Of: overall.Of}, Decisions: decisions, Banners: banners,
		Headline: newHeadlineFigures(headline(m, f, standings)),
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
	facts, _ := headline(m, f, standings)
	return m.Tell(facts)
}

// headline are the facts of the message, and the service that missed its target by most: nil where none did.
func headline(m *making.Report, f *making.Facts, standings []*making.Standing) (facts narrative.Overview, worst *making.Standing) {
	overall := f.Availability.Overall
	notRated := overall.Ratings[availability.RatingUnknown] + overall.Ratings[availability.Undecided]
	facts = narrative.Overview{
		Services: overall.Of, Filtered: m.Catalogue.Restricted(), Rated: overall.Of - notRated, NotRated: notRated, Missed: overall.Ratings[availability.Red],
		Availability: overall.Availability,
	}
	for _, s := range standings {
		if s.Rating == availability.RatingUnknown && s.Gap == availability.NoAgreedTime {
			facts.Unserved++
		}
	}
	if facts.Missed > 0 { // the worst one stands first
		worst = standings[0]
		facts.Worst, facts.WorstActual, facts.WorstTarget, facts.WorstSpent = making.InSentence(worst.Name), worst.Availability, worst.Target, worst.BudgetSpent
	}
	return facts, worst
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
	return &document.Text{Title: w("overview.quality.title"), Text: strings.Join(sentences, " "), More: "data_quality"}
}

func sourcesSentence(m *making.Report, f *making.Facts) string {
	var late, empty []string
	for _, s := range f.Sources {
		if s.Failed == "" && !s.ImportedAt.IsZero() && s.Read == 0 && s.Newest.IsZero() {
			empty = append(empty, s.Source)
			continue
		}
		if reason, _ := m.GapOf(s, m.Settings.Sources[s.Source]); s.Failed != "" || reason != "" {
			late = append(late, s.Source)
		}
	}
	switch n := len(f.Sources); {
	case n == 0:
		return m.Words.Text("overview.quality.no_sources")
	case len(late) > 0:
		return m.Words.Text("overview.quality.stale", "n", n-len(late)-len(empty), "m", n, "names", m.List(append(late, empty...)))
	case len(empty) > 0:
		return m.Words.Text("overview.quality.empty", "names", m.List(empty))
	case slices.ContainsFunc(f.Findings, func(k quality.Finding) bool { return k.Kind == quality.DataEnd }):
		return m.Words.Text("overview.quality.data_end") // beside the banner that says so, none can be called current
	default:
		return m.Words.Plural("overview.quality.current", n, m.Count(n))
	}
}
