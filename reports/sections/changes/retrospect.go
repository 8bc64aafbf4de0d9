package changes

import (
	"nines/analysis/changes"
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/narrative"
)

// How many rows a page shows of each list; the workbook and the JSON have all.
const (
	carriedRows = 12
	linkRows    = 12
)

func factsBack(m *making.Report, b *back) narrative.Changes {
	facts := narrative.Changes{Period: m.PeriodName(b.past), N: len(b.Carried)}
	if facts.N > 0 {
		now := &b.Failures[len(b.Failures)-1].Explicit
		facts.Known, facts.Failed, facts.Lower, facts.Upper = now.N, now.Failed, now.Interval.Lower, now.Interval.Upper
		inferred := &b.Failures[len(b.Failures)-1].WithInferred
		facts.Followed, facts.Judged, facts.Usual = inferred.Failed, inferred.N, making.UsualName(b.UsualExplicit)
	}
	return facts
}

func usualWord(m *making.Report, u stats.Usual) string {
	switch u {
	case stats.TooEarly:
		return m.Words.Text("changes.usual.few")
	case stats.Below:
		return m.Words.Text("changes.usual.below")
	case stats.Above:
		return m.Words.Text("changes.usual.above")
	}
	return m.Words.Text("changes.usual.within")
}

// backBlocks say what became of the changes of the period.
func backBlocks(m *making.Report, b *back) []document.Block {
	var blocks []document.Block
	if len(b.Carried) > 0 {
		blocks = append(blocks, backFigures(m, b))
		blocks = append(blocks, unseenText(m, b)...)
		if b.past.Kind != itsm.Day {
			blocks = append(blocks, trendChart(m, b), conductTable(m, b), deliveryTable(m, b))
		}
		blocks = append(blocks, carriedTable(m, b))
	}
	judged := b.past.Kind != itsm.Day && len(b.Carried) > 0
	if len(b.Links) > 0 {
		blocks = append(blocks, linksTable(m, b, judged))
	}
	if judged {
		blocks = append(blocks, ratioText(m, b))
	}
	return append(blocks, backGaps(m, b)...)
}

// briefBack tells the board what became of the changes of the period before: in a sentence, the figures, and those that
// failed.
func briefBack(m *making.Report, b *back, told string) []document.Block {
	title := m.Words.Text("changes.back.title", "period", m.PeriodName(b.past))
	if len(b.Carried) == 0 {
		return []document.Block{&document.Text{Title: title, Text: told, Tone: document.Muted}}
	}
	blocks := append([]document.Block{&document.Text{Title: title, Text: told}}, unseenText(m, b)...)
	return append(blocks, conductTable(m, b), carriedTable(m, b))
}

// unseenText says why no outage is linked to changes of some services but those that name a change.
func unseenText(m *making.Report, b *back) []document.Block {
	n := len(b.unseen)
	if n == 0 {
		return nil
	}
	var names []string
	for _, id := range b.unseen {
		names = append(names, m.ServiceName(id))
	}
	text := m.Words.Plural("changes.unseen", n, m.Count(n), "services", m.SomeIDs(names))
	return []document.Block{&document.Text{Title: m.Words.Text("changes.unseen.title"), Text: text, Tone: document.Warning}}
}

func backFigures(m *making.Report, b *back) *document.KeyFigures {
	now := &b.Failures[len(b.Failures)-1]
	rate := func(key, column string, r *changes.Rate, u stats.Usual) document.KeyFigure {
		f := document.KeyFigure{Value: making.ShareValue(r.Share), Decimals: making.ShareDecimals, Label: m.Words.Text("changes.back." + key), Notes: []string{m.Words.Text("changes.back.rate.none")}}
		if r.N > 0 {
			f.Value.Source = failureRate(m, column)
			f.Notes = []string{
				m.Words.Text("changes.back.rate", "of", outOf(m, r.Failed, r.N), "interval", within(m, r.Interval.Lower, r.Interval.Upper)),
				usualWord(m, u),
			}
		}
		return f
	}
	inferred := rate("inferred", "failed_with", &now.WithInferred, b.UsualInferred)
	if now.WithInferred.N == 0 && now.Unseen > 0 {
		inferred.Notes = []string{m.Words.Text("changes.back.rate.unseen")}
	}
	carried := document.KeyFigure{Value: document.Count(b.Counts.N), Label: m.Words.Text("changes.back.carried"), Notes: classCounts(m, b)}
	carried.Value.Source = document.CountOf(carriedOut, "change")
	emergency := document.KeyFigure{Value: making.ShareValue(b.Counts.Emergency.Share()), Decimals: making.ShareDecimals, Label: m.Words.Text("changes.back.emergency")}
	if b.Counts.Emergency.Of > 0 {
		emergency.Value.Source = document.Cell("change_conduct", "share", 0)
		emergency.Notes = []string{outOf(m, b.Counts.Emergency.Holds, b.Counts.Emergency.Of)}
	}
	return &document.KeyFigures{Items: []document.KeyFigure{
		carried, rate("explicit", "failed", &now.Explicit, b.UsualExplicit), inferred, emergency,
	}}
}

func classCounts(m *making.Report, b *back) []string {
	by := map[itsm.ChangeClass]int{}
	for _, c := range b.Counts.Classes {
		by[c.Class] = c.N
	}
	return classNotes(m, by)
}

// trendChart draws both rates over the periods.
func trendChart(m *making.Report, b *back) *document.Chart {
	c := &document.Chart{
		ID: "change_failure_rate", Kind: document.ChartLine, Title: m.Words.Text("changes.trend.title"), Subtitle: m.Words.Text("changes.trend.subtitle"),
		Alt: m.Words.Text("changes.trend.alt"), Y: document.Axis{Kind: document.KindShare, FromZero: true}, Empty: m.Words.Text("changes.trend.none"),
		Note: m.Words.Text("changes.trend.note"),
	}
	if now := &b.Failures[len(b.Failures)-1]; now.Explicit.N > 0 && now.WithInferred.N > 0 {
		c.Title = m.Words.Text("changes.trend.finding", "failed", m.Count(now.Explicit.Failed), "n", m.Count(now.Explicit.N),
			"inferred", m.Count(now.WithInferred.Failed), "of", m.Count(now.WithInferred.N))
	}
	var before itsm.Period
	explicit, inferred := make([]*float64, len(b.Failures)), make([]*float64, len(b.Failures))
	for i := range b.Failures {
		c.Categories = append(c.Categories, m.PeriodLabel(b.periods[i], before))
		before = b.periods[i]
		explicit[i], inferred[i] = b.Failures[i].Explicit.Share.Pointer(), b.Failures[i].WithInferred.Share.Pointer()
	}
	c.Series = []document.Series{
		{Name: m.Words.Text("changes.trend.explicit"), Role: document.RoleActual, Values: explicit},
		{Name: m.Words.Text("changes.trend.inferred"), Role: document.RolePrevious, Values: inferred},
	}
	return c
}

// part is one line of a table of shares.
type part struct {
	key string
	changes.Part
}

// conductTable says how the changes kept to what was agreed.
func conductTable(m *making.Report, b *back) *document.Table {
	const words = "changes.conduct."
	c := &b.Counts
	t := &document.Table{ID: "change_conduct", Title: m.Words.Text(words + "title"), Subtitle: m.PeriodName(b.past), Note: conductNote(m, b)}
	parts := []part{
		{"emergency", c.Emergency},
		{"late_start", c.LateStart},
		{"late_end", c.LateEnd},
		{"unapproved", c.Unapproved},
		{"approved_late", c.ApprovedLate},
		{"not_validated", c.NotValidated},
	}
	if worst := mostBroken(parts[1:]); worst.Holds > 1 {
		t.Title = m.Words.Text(words+"finding", "n", m.Count(worst.Holds), "of", m.Count(worst.Of), "what", m.Words.Text(words+worst.key))
		t.Subtitle = m.Words.Text(words+"subtitle", "period", m.PeriodName(b.past))
	}
	making.Fill(t, []making.Column[part]{
		making.Col(m.Column(words, "what", document.KindText, 0, document.Everywhere), func(p part) document.Value { return document.TextValue(m.Words.Text(words + p.key)) }),
		making.Col(m.Column(words, "n", document.KindCount, 0, document.Everywhere), func(p part) document.Value {
			return document.Value{Kind: document.KindCount, Number: float64(p.Holds), Unknown: p.Of == 0}
		}),
		making.Col(m.Column(words, "of", document.KindCount, 0, document.Everywhere), func(p part) document.Value { return document.Count(p.Of) }),
		making.Col(m.Column(words, "share", document.KindShare, making.ShareDecimals, document.Everywhere), func(p part) document.Value { return making.ShareValue(p.Share()) }),
	}, parts)
	making.Each(t, "share", document.Ratio(document.Here(t.ID, "n"), document.Here(t.ID, "of")))
	t.Rows[0].Cells[1].Source = document.CountOf(carriedOut, "change", document.Is("class", document.TextValue(classWord(m, itsm.ClassEmergency))))
	return t
}

// mostBroken is the part that holds of the greatest share of changes, of equal ones the first.
func mostBroken(parts []part) part {
	worst := parts[0]
	for _, p := range parts[1:] {
		if p.Share().Value > worst.Share().Value {
			worst = p
		}
	}
	return worst
}

// conductNote says how long changes waited, and which of them nobody could approve.
func conductNote(m *making.Report, b *back) string {
	text := leadTimes(m, b)
	if n := b.Counts.Logged; n > 0 {
		text += " " + m.Words.Plural("changes.logged", n, m.Count(n))
	}
	return text
}

// leadTimes says how long changes waited for their start.
func leadTimes(m *making.Report, b *back) string {
	l := &b.Lead.All
	if l.Working.N == 0 {
		return m.Words.Text("changes.lead_times.none")
	}
	text := m.Words.Text("changes.lead_times", "median", m.Locale.Number(l.Working.Median.Value, 1), "n", m.Count(l.Working.N), "missing", missing(m, l.Working.Missing))
	if l.Working.P90.Known {
		text += m.Words.Text("changes.lead_times.p90", "p90", m.Locale.Number(l.Working.P90.Value, 1))
	}
	if l.Afterwards > 0 {
		text += m.Words.Plural("changes.lead_times.afterwards", l.Afterwards, m.Count(l.Afterwards))
	}
	return text + "."
}
