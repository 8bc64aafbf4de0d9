package hotspots

import (
	"strings"

	"nines/analysis/hotspots"
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// effortOnPage is how many rows of a table of effort a page shows: of services all that most teams have.
const (
	effortOnPage   = 6
	servicesOnPage = 12
)

// groupName is how a key of a table of effort reads.
func groupName(m *making.Report, by, key string) string {
	switch {
	case key == "":
		return m.Words.Text("hotspots.unstated." + by)
	case by == "service":
		return m.ServiceName(key)
	case by == "type":
		return m.Words.Text("hotspots.type." + key)
	case by == "level":
		return m.Words.Text("hotspots.level", "level", key)
	}
	return key
}

func effortTable(m *making.Report, by string, groups []hotspots.Group) *document.Table {
	const words = "hotspots.effort."
	t := &document.Table{
		ID: "effort_" + by, Title: m.Words.Text(words + "title_" + by), Subtitle: m.Words.Text(words + "subtitle"), PageRows: effortOnPage,
	}
	if by == "service" {
		t.PageRows = servicesOnPage
	}
	compared := document.Everywhere
	if groups[0].Usual == stats.TooEarly { // as all of them: a page without columns that say nothing
		compared = document.BookOnly
	}
	key := m.Column(words, by, document.KindText, 0, document.Everywhere)
	key.Width, key.Lines = 3, 2
	trend := m.Column(words, "trend", document.KindText, 0, compared)
	trend.Width = 1.6
	hours := func(name string, medium document.Medium, of func(hotspots.Group) itsm.Number) making.Column[hotspots.Group] {
		return making.Col(m.Column(words, name, document.KindNumber, 1, medium), func(g hotspots.Group) document.Value {
			return making.HoursValue(of(g))
		})
	}
	making.Fill(t, []making.Column[hotspots.Group]{
		making.Col(key, func(g hotspots.Group) document.Value {
			if g.Key == "" {
				return document.Value{Unknown: true, Text: groupName(m, by, "")}
			}
			return document.TextValue(groupName(m, by, g.Key))
		}),
		hours("hours", document.Everywhere, func(g hotspots.Group) itsm.Number { return itsm.Known(g.Minutes) }),
		making.Col(m.Column(words, "share", document.KindShare, making.ShareDecimals, document.Everywhere), func(g hotspots.Group) document.Value { return making.ShareValue(g.Share) }),
		making.Col(m.Column(words, "tickets", document.KindCount, 0, document.Everywhere), func(g hotspots.Group) document.Value { return document.Count(g.Tickets) }),
		hours("before", document.Everywhere, func(g hotspots.Group) itsm.Number { return g.Previous }),
		hours("mean", document.BookOnly, func(g hotspots.Group) itsm.Number { return g.MeanOfFour }),
		making.Col(trend, func(g hotspots.Group) document.Value {
			return document.TextValue(m.Words.Text("hotspots.trend." + trendKey(m, g.Usual)))
		}),
	}, groups)
	making.Shares(t, "hours", document.Sum(t.ID, "hours"))
	return t
}

// travelBlocks show how incidents were passed from level to level and from hand to hand.
func travelBlocks(m *making.Report, t hotspots.Travel) []document.Block {
	if t.Resolved == 0 {
		return []document.Block{&document.Text{Text: m.Words.Text("hotspots.travel.none"), Tone: document.Muted}}
	}
	var blocks []document.Block
	if t.Resolved > t.WithoutLevel {
		blocks = append(blocks, levelTable(m, t))
	}
	for _, p := range []struct {
		name string
		list []hotspots.Passed
	}{{"passed", t.Passed}, {"again", t.Again}} {
		if len(p.list) > 0 {
			blocks = append(blocks, passedTable(m, p.name, p.list))
		}
	}
	return append(blocks, &document.Text{Tone: document.Muted, Text: m.Words.Text("hotspots.travel.without",
		"all", m.Count(t.Resolved), "level", m.Count(t.WithoutLevel), "hands", m.Count(t.WithoutHands), "reopenings", m.Count(t.WithoutReopenings))})
}

func levelTable(m *making.Report, travel hotspots.Travel) *document.Table {
	const words = "hotspots.travel."
	t := &document.Table{ID: "resolved_by_level", Title: m.Words.Text(words + "title"), Subtitle: m.Words.Text(words + "subtitle")}
	share := func(key string, of func(hotspots.LevelShare) itsm.Number) making.Column[hotspots.LevelShare] {
		return making.Col(m.Column(words, key, document.KindShare, making.ShareDecimals, document.Everywhere), func(l hotspots.LevelShare) document.Value { return making.ShareValue(of(l)) })
	}
	making.Fill(t, []making.Column[hotspots.LevelShare]{
		making.Col(m.Column(words, "level", document.KindText, 0, document.Everywhere), func(l hotspots.LevelShare) document.Value {
			return document.TextValue(groupName(m, "level", l.Level.String()))
		}),
		making.Col(m.Column(words, "tickets", document.KindCount, 0, document.Everywhere), func(l hotspots.LevelShare) document.Value { return document.Count(l.N) }),
		share("share", func(l hotspots.LevelShare) itsm.Number { return l.Ratio }),
		share("lower", func(l hotspots.LevelShare) itsm.Number { return itsm.Known(l.Interval.Lower) }),
		share("upper", func(l hotspots.LevelShare) itsm.Number { return itsm.Known(l.Interval.Upper) }),
	}, travel.Levels)
	making.Shares(t, "tickets", document.Sum(t.ID, "tickets"))
	return t
}

// passedOnPage is how many tickets that changed hands a page lists.
const passedOnPage = 5

func passedTable(m *making.Report, name string, list []hotspots.Passed) *document.Table {
	words := "hotspots." + name + "."
	t := &document.Table{ID: "tickets_" + name, Title: m.Words.Plural(words+"title", len(list), m.Count(len(list))), Subtitle: m.Words.Text(words + "subtitle"), PageRows: passedOnPage}
	wide := func(key string) document.Column {
		c := m.Column(words, key, document.KindText, 0, document.Everywhere)
		c.Width = 2
		return c
	}
	making.Fill(t, []making.Column[hotspots.Passed]{
		making.Col(m.Column(words, "id", document.KindID, 0, document.Everywhere), func(p hotspots.Passed) document.Value { return document.ID(p.ID, m.Link(p.Source, p.ID)) }),
		making.Col(wide("service"), func(p hotspots.Passed) document.Value { return document.TextValue(m.ServiceName(p.Service)) }),
		making.Col(wide("team"), func(p hotspots.Passed) document.Value { return document.TextValue(p.Team) }),
		making.Col(m.Column(words, "times", document.KindCount, 0, document.Everywhere), func(p hotspots.Passed) document.Value { return document.Count(p.Times) }),
	}, list)
	return t
}

// doubtfulOnPage is how many tickets with doubtful effort a page lists.
const doubtfulOnPage = 5

func doubtfulTable(m *making.Report, e *making.Effort) *document.Table {
	const words = "hotspots.doubtful."
	t := &document.Table{
		ID: "doubtful_effort", Title: m.Words.Plural(words+"title", len(e.Doubtful), m.Count(len(e.Doubtful))), Note: m.Words.Text(words + "note"),
		Empty: m.Words.Text(words + "none"), PageRows: doubtfulOnPage,
	}
	from := m.Column(words, "from", document.KindText, 0, document.Everywhere)
	from.Width = 1.6
	making.Fill(t, []making.Column[hotspots.Doubt]{
		making.Col(m.Column(words, "id", document.KindID, 0, document.Everywhere), func(d hotspots.Doubt) document.Value { return document.ID(d.ID, m.Link(d.Source, d.ID)) }),
		making.Col(m.Column(words, "type", document.KindText, 0, document.Everywhere), func(d hotspots.Doubt) document.Value {
			return document.TextValue(groupName(m, "type", string(d.Type)))
		}),
		making.Col(m.Column(words, "effort", document.KindNumber, 1, document.Everywhere), func(d hotspots.Doubt) document.Value { return making.HoursValue(itsm.Known(d.Minutes)) }),
		making.Col(m.Column(words, "open", document.KindNumber, 1, document.Everywhere), func(d hotspots.Doubt) document.Value { return making.HoursValue(itsm.Known(d.OpenMinutes)) }),
		making.Col(from, func(d hotspots.Doubt) document.Value {
			if d.Logged {
				return document.TextValue(m.Words.Text(words + "logs"))
			}
			return document.TextValue(m.Words.Text(words + "own"))
		}),
	}, e.Doubtful)
	return t
}

// basisText says what the effort rests on, and what tells nothing; without either there is no such text.
func basisText(m *making.Report, e *making.Effort) []document.Block {
	parts := []string{}
	if e.Total.Minutes > 0 {
		parts = append(parts, m.Words.Text("hotspots.basis.logs", "share", m.Locale.Share(e.Logs.Minutes/e.Total.Minutes, 0)))
	}
	if e.UnsettledMinutes > 0 {
		parts = append(parts, m.Words.Text("hotspots.basis.unsettled", "hours", m.HoursText(e.UnsettledMinutes)))
	}
	for _, p := range []struct {
		name string
		n    int
		ids  []string
	}{
		{"without", len(e.WithoutEffort), ticketIDs(e.WithoutEffort)},
		{"unlinked", len(e.Unlinked), ticketIDs(e.Unlinked)},
		{"no_ticket", e.Logs.WithoutTicket, nil},
		{"no_minutes", e.Logs.WithoutMinutes, nil},
		{"no_time", e.Logs.WithoutTime, nil},
	} {
		if p.n > 0 {
			parts = append(parts, m.Words.Plural("hotspots.basis."+p.name, p.n, m.Count(p.n), "ids", m.SomeIDs(p.ids)))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return []document.Block{&document.Text{Title: m.Words.Text("hotspots.basis.title"), Text: strings.Join(parts, " "), Tone: document.Muted}}
}

func ticketIDs(refs []hotspots.Ref) []string {
	ids := make([]string, 0, len(refs))
	for _, r := range refs {
		ids = append(ids, r.ID)
	}
	return ids
}

// usualFigure is a judgement for other programs; nil: too few periods, or the period is not over.
func usualFigure(m *making.Report, u stats.Usual) *string {
	words := map[stats.Usual]string{stats.Within: "within", stats.Above: "above", stats.Below: "below"}
	if word, ok := words[u]; ok && !m.Running() {
		return &word
	}
	return nil
}
