package reports

import (
	"strings"

	"nines/analysis/hotspots"
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
)

// effortOnPage is how many rows of a table of effort a page shows: of services all that most teams have.
const (
	effortOnPage   = 6
	servicesOnPage = 12
)

// groupName is how a key of a table of effort reads.
func (m *making) groupName(by, key string) string {
	switch {
	case key == "":
		return m.words.Text("hotspots.unstated." + by)
	case by == "service":
		return m.serviceName(key)
	case by == "type":
		return m.words.Text("hotspots.type." + key)
	case by == "level":
		return m.words.Text("hotspots.level", "level", key)
	}
	return key
}

func (m *making) effortTable(by string, groups []hotspots.Group) *document.Table {
	const words = "hotspots.effort."
	t := &document.Table{
		ID: "effort_" + by, Title: m.words.Text(words + "title_" + by), Subtitle: m.words.Text(words + "subtitle"), PageRows: effortOnPage,
	}
	if by == "service" {
		t.PageRows = servicesOnPage
	}
	compared := document.Everywhere
	if groups[0].Usual == stats.TooEarly { // as all of them: a page without columns that say nothing
		compared = document.BookOnly
	}
	key := m.column(words, by, document.KindText, 0, document.Everywhere)
	key.Width, key.Lines = 3, 2
	trend := m.column(words, "trend", document.KindText, 0, compared)
	trend.Width = 1.6
	hours := func(name string, medium document.Medium, of func(hotspots.Group) itsm.Number) column[hotspots.Group] {
		return column[hotspots.Group]{m.column(words, name, document.KindNumber, 1, medium), func(g hotspots.Group) document.Value {
			return hoursValue(of(g))
		}}
	}
	fill(t, []column[hotspots.Group]{
		{key, func(g hotspots.Group) document.Value {
			if g.Key == "" {
				return document.Value{Unknown: true, Text: m.groupName(by, "")}
			}
			return document.TextValue(m.groupName(by, g.Key))
		}},
		hours("hours", document.Everywhere, func(g hotspots.Group) itsm.Number { return itsm.Known(g.Minutes) }),
		{m.column(words, "share", document.KindShare, shareDecimals, document.Everywhere), func(g hotspots.Group) document.Value { return shareValue(g.Share) }},
		{m.column(words, "tickets", document.KindCount, 0, document.Everywhere), func(g hotspots.Group) document.Value { return document.Count(g.Tickets) }},
		hours("before", document.Everywhere, func(g hotspots.Group) itsm.Number { return g.Previous }),
		hours("mean", compared, func(g hotspots.Group) itsm.Number { return g.MeanOfFour }),
		{trend, func(g hotspots.Group) document.Value {
			return document.TextValue(m.words.Text("hotspots.trend." + m.trendKey(g.Usual)))
		}},
	}, groups)
	return t
}

// travelBlocks show how incidents were passed from level to level and from hand to hand.
func (m *making) travelBlocks(t hotspots.Travel) []document.Block {
	if t.Resolved == 0 {
		return []document.Block{&document.Text{Text: m.words.Text("hotspots.travel.none"), Tone: document.Muted}}
	}
	var blocks []document.Block
	if t.Resolved > t.WithoutLevel {
		blocks = append(blocks, m.levelTable(t))
	}
	for _, p := range []struct {
		name string
		list []hotspots.Passed
	}{{"passed", t.Passed}, {"again", t.Again}} {
		if len(p.list) > 0 {
			blocks = append(blocks, m.passedTable(p.name, p.list))
		}
	}
	return append(blocks, &document.Text{Tone: document.Muted, Text: m.words.Text("hotspots.travel.without",
		"all", m.count(t.Resolved), "level", m.count(t.WithoutLevel), "hands", m.count(t.WithoutHands), "reopenings", m.count(t.WithoutReopenings))})
}

func (m *making) levelTable(travel hotspots.Travel) *document.Table {
	const words = "hotspots.travel."
	t := &document.Table{ID: "resolved_by_level", Title: m.words.Text(words + "title"), Subtitle: m.words.Text(words + "subtitle")}
	share := func(key string, of func(hotspots.LevelShare) itsm.Number) column[hotspots.LevelShare] {
		return column[hotspots.LevelShare]{m.column(words, key, document.KindShare, shareDecimals, document.Everywhere), func(l hotspots.LevelShare) document.Value { return shareValue(of(l)) }}
	}
	fill(t, []column[hotspots.LevelShare]{
		{m.column(words, "level", document.KindText, 0, document.Everywhere), func(l hotspots.LevelShare) document.Value {
			return document.TextValue(m.groupName("level", l.Level.String()))
		}},
		{m.column(words, "tickets", document.KindCount, 0, document.Everywhere), func(l hotspots.LevelShare) document.Value { return document.Count(l.N) }},
		share("share", func(l hotspots.LevelShare) itsm.Number { return l.Ratio }),
		share("lower", func(l hotspots.LevelShare) itsm.Number { return itsm.Known(l.Interval.Lower) }),
		share("upper", func(l hotspots.LevelShare) itsm.Number { return itsm.Known(l.Interval.Upper) }),
	}, travel.Levels)
	return t
}

// passedOnPage is how many tickets that changed hands a page lists.
const passedOnPage = 5

func (m *making) passedTable(name string, list []hotspots.Passed) *document.Table {
	words := "hotspots." + name + "."
	t := &document.Table{ID: "tickets_" + name, Title: m.words.Plural(words+"title", len(list), m.count(len(list))), Subtitle: m.words.Text(words + "subtitle"), PageRows: passedOnPage}
	wide := func(key string) document.Column {
		c := m.column(words, key, document.KindText, 0, document.Everywhere)
		c.Width = 2
		return c
	}
	fill(t, []column[hotspots.Passed]{
		{m.column(words, "id", document.KindID, 0, document.Everywhere), func(p hotspots.Passed) document.Value { return document.ID(p.ID, m.link(p.Source, p.ID)) }},
		{wide("service"), func(p hotspots.Passed) document.Value { return document.TextValue(m.serviceName(p.Service)) }},
		{wide("team"), func(p hotspots.Passed) document.Value { return document.TextValue(p.Team) }},
		{m.column(words, "times", document.KindCount, 0, document.Everywhere), func(p hotspots.Passed) document.Value { return document.Count(p.Times) }},
	}, list)
	return t
}

// doubtfulOnPage is how many tickets with doubtful effort a page lists.
const doubtfulOnPage = 5

func (m *making) doubtfulTable(e *effort) *document.Table {
	const words = "hotspots.doubtful."
	t := &document.Table{
		ID: "doubtful_effort", Title: m.words.Plural(words+"title", len(e.Doubtful), m.count(len(e.Doubtful))), Note: m.words.Text(words + "note"),
		Empty: m.words.Text(words + "none"), PageRows: doubtfulOnPage,
	}
	from := m.column(words, "from", document.KindText, 0, document.Everywhere)
	from.Width = 1.6
	fill(t, []column[hotspots.Doubt]{
		{m.column(words, "id", document.KindID, 0, document.Everywhere), func(d hotspots.Doubt) document.Value { return document.ID(d.ID, m.link(d.Source, d.ID)) }},
		{m.column(words, "type", document.KindText, 0, document.Everywhere), func(d hotspots.Doubt) document.Value {
			return document.TextValue(m.groupName("type", string(d.Type)))
		}},
		{m.column(words, "effort", document.KindNumber, 1, document.Everywhere), func(d hotspots.Doubt) document.Value { return hoursValue(itsm.Known(d.Minutes)) }},
		{m.column(words, "open", document.KindNumber, 1, document.Everywhere), func(d hotspots.Doubt) document.Value { return hoursValue(itsm.Known(d.OpenMinutes)) }},
		{from, func(d hotspots.Doubt) document.Value {
			if d.Logged {
				return document.TextValue(m.words.Text(words + "logs"))
			}
			return document.TextValue(m.words.Text(words + "own"))
		}},
	}, e.Doubtful)
	return t
}

// basisText says what the effort rests on, and what tells nothing.
func (m *making) basisText(e *effort) *document.Text {
	parts := []string{}
	if e.Total.Minutes > 0 {
		parts = append(parts, m.words.Text("hotspots.basis.logs", "share", m.locale.Share(e.Logs.Minutes/e.Total.Minutes, 0)))
	}
	if e.UnsettledMinutes > 0 {
		parts = append(parts, m.words.Text("hotspots.basis.unsettled", "hours", m.hoursText(e.UnsettledMinutes)))
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
			parts = append(parts, m.words.Plural("hotspots.basis."+p.name, p.n, m.count(p.n), "ids", m.someIDs(p.ids)))
		}
	}
	return &document.Text{Title: m.words.Text("hotspots.basis.title"), Text: strings.Join(parts, " "), Tone: document.Muted}
}

func ticketIDs(refs []hotspots.Ref) []string {
	ids := make([]string, 0, len(refs))
	for _, r := range refs {
		ids = append(ids, r.ID)
	}
	return ids
}

// usualFigure is a judgement for other programs; nil: too few periods, or the period is not over.
func (m *making) usualFigure(u stats.Usual) *string {
	words := map[stats.Usual]string{stats.Within: "within", stats.Above: "above", stats.Below: "below"}
	if word, ok := words[u]; ok && !m.running() {
		return &word
	}
	return nil
}
