package changes

import (
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// ratioText says whether outages follow changes more often than chance would have it.
func ratioText(m *making.Report, b *back) *document.Text {
	const words = "changes.ratio."
	t := &document.Text{Title: m.Words.Text(words + "title"), Text: m.Words.Text(words + "unknown")}
	r := &b.Ratio
	if !r.Ratio.Known {
		return t
	}
	number := func(n stats.Number) string { return m.Locale.Number(n.Value, 2) }
	upper := m.Words.Text(words + "unbounded")
	if r.Upper.Known {
		upper = number(r.Upper)
	}
	form := "chance"
	switch {
	case r.Lower.Known && r.Lower.Value > 1:
		form = "more"
	case r.Upper.Known && r.Upper.Value < 1:
		form = "less"
	}
	t.Text = m.Words.Text(words+form, "ratio", number(r.Ratio), "lower", number(r.Lower), "upper", upper,
		"observed", m.Count(r.Observed), "events", m.Count(r.Events), "expected", m.Locale.Number(r.Expected, 1), "hours", m.Locale.Number(m.Settings.Changes.Suspect.Hours(), 0),
		"from", m.Locale.Day(b.watched.From.In(m.Settings.Zone)))
	return t
}

// gap is one kind of record that lacks something, by id.
type gap struct {
	key  string
	refs []itsm.Ref
}

// backGaps names what is in no figure, or only by a guess of its time.
func backGaps(m *making.Report, b *back) []document.Block {
	g := &b.Gaps
	return gaps(m, "changes.back_gaps.", []gap{
		{"no_outcome", g.NoOutcome},
		{"too_early", g.TooEarly},
		{"no_service", g.NoService},
		{"by_plan", g.ByPlan},
		{"contradictory", g.Contradictory},
		{"ambiguous", g.Ambiguous},
		{"not_placed", g.NotPlaced},
		{"before_its_cause", g.BeforeItsCause},
		{"unknown_change", unknownChanges(b)},
	})
}

func unknownChanges(b *back) []itsm.Ref {
	var refs []itsm.Ref
	for _, u := range b.Unknown {
		refs = append(refs, itsm.Ref{ID: u.ID})
	}
	return refs
}

// gapsText names what the flags of the changes ahead could not be told from.
func gapsText(m *making.Report, a *ahead) []document.Block {
	g := &a.schedule.Gaps
	var services []itsm.Ref
	for _, id := range g.NoVolume {
		services = append(services, itsm.Ref{ID: m.ServiceName(id)})
	}
	return gaps(m, "changes.gaps.", []gap{
		{"cancelled", g.Cancelled},
		{"no_service", g.NoService},
		{"no_class", g.NoClass},
		{"no_request", g.NoRequest},
		{"no_volume", services},
		{"undecided", a.decisions.unread},
		{"decided_unknown", a.decisions.unknown},
	})
}

func gaps(m *making.Report, words string, list []gap) []document.Block {
	text := ""
	for _, g := range list {
		if n := len(g.refs); n > 0 {
			if text != "" {
				text += " "
			}
			text += m.Words.Plural(words+g.key, n, m.Count(n), "ids", m.SomeIDs(making.IDsOf(g.refs)))
		}
	}
	if text == "" {
		return nil
	}
	return []document.Block{&document.Text{Title: m.Words.Text(words + "title"), Text: text, Tone: document.Muted}}
}

// decideNote explains the columns.
func decideNote(m *making.Report, a *ahead) string {
	return m.Words.Text("changes.decide.note", "days", standingDays, "from", m.Locale.Day(a.recorded.From.In(m.Settings.Zone)))
}
