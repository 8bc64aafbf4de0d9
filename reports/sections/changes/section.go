// Package changes is the section on changes: what a change advisory board decides about, what became of the changes
// carried out, and the incidents that followed them.
package changes

import (
	"context"
	"slices"
	"strings"

	"nines/analysis/changes"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/narrative"
)

// Present shows, in a report that looks ahead, what the board decides about in its period and what became of the changes
// of the one before; in any other report what became of those of its period, and what comes after it.
func Present(ctx context.Context, m *making.Report) (document.Section, error) {
	b, a, err := load(ctx, m)
	if err != nil {
		return document.Section{}, err
	}
	f, err := m.Facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	s := document.Section{Figures: newFigures(m, a, b)}
	if !making.Brings(f.Sources, itsm.Changes.Record) && len(a.schedule.Changes)+len(b.Carried) == 0 {
		s.Blocks = backBlocks(m, b)
		s.Lead, err = m.Tell(narrative.Changes{NoSource: true})
		return s, err
	}
	told, err := m.Tell(factsBack(m, b))
	if err != nil {
		return document.Section{}, err
	}
	if m.Want.Report.Coming {
		s.Blocks = slices.Concat(boardBlocks(m, a), briefBack(m, b, told))
		s.Lead, err = m.Tell(factsAhead(m, a))
		return s, err
	}
	s.Lead, s.Blocks = told, slices.Concat(backBlocks(m, b), briefAhead(m, a))
	return s, nil
}

// load loads what was and what comes, once.
func load(ctx context.Context, m *making.Report) (*back, *ahead, error) {
	coming, past := m.Want.Period.Shift(1), m.Want.Period
	if m.Want.Report.Coming {
		coming, past = past, m.Want.Period.Shift(-1)
	}
	if _, err := m.Facts(ctx); err != nil { // makes the services known that data name
		return nil, nil, err
	}
	b, err := making.Once(m, "changes/back", func() (*back, error) { return loadBack(ctx, m, past) })
	if err != nil {
		return nil, nil, err
	}
	a, err := making.Once(m, "changes/ahead", func() (*ahead, error) { return loadAhead(ctx, m, coming, b) })
	return b, a, err
}

// changesBelowPicture is how many changes and conditions leave the picture of the week room on page one; of more the list
// comes first.
const changesBelowPicture = 20

// boardBlocks are the pack of the board: the summary, then the list in the order in which it works.
func boardBlocks(m *making.Report, a *ahead) []document.Block {
	if len(a.schedule.Changes) == 0 {
		return slices.Concat(conditions(m, a), gapsText(m, a))
	}
	blocks := append([]document.Block{keyFigures(m, a)}, conditions(m, a)...)
	picture := []document.Block{decideTable(m, a)}
	if a.coming.Length() <= longestCalendar {
		at := 0
		if len(a.schedule.Changes)+len(a.decisions.conditions) > changesBelowPicture {
			at = 1
		}
		picture = slices.Insert(picture, at, document.Block(calendar(m, a)))
	}
	blocks = append(blocks, picture...)
	for _, group := range []struct {
		changes.Group
		name string
	}{{changes.GroupAgreed, "agreed"}, {changes.GroupStandard, "standard"}} {
		if len(groupOf(a, group.Group)) > 0 {
			blocks = append(blocks, agreedTable(m, a, group.Group, group.name))
		}
	}
	return append(append(blocks, gapsText(m, a)...), minutes(m, a))
}

func conditions(m *making.Report, a *ahead) []document.Block {
	if len(a.decisions.conditions) == 0 { // the figure above says so
		return nil
	}
	return []document.Block{conditionsTable(m, a)}
}

// aheadRows is how many changes ahead a report shows that looks back.
const aheadRows = 10

// briefAhead says what comes after the period: what needs a decision.
func briefAhead(m *making.Report, a *ahead) []document.Block {
	const words = "changes.ahead."
	var rows []ranked
	toDecide := 0
	for i := range a.schedule.Changes {
		c := &a.schedule.Changes[i]
		if !stillAhead(m, c) {
			continue
		}
		rows = append(rows, ranked{len(rows) + 1, c})
		if c.Group == changes.GroupDecide && !a.decisions.decided(c.ID) {
			toDecide++
		}
	}
	if all := len(rows); all > 0 {
		t := &document.Table{
			ID: "changes_ahead", Title: m.Words.Plural(words+"title", all, m.Count(all), "decide", m.Count(toDecide)),
			Subtitle: m.AsNow(m.PeriodName(a.coming)), PageRows: aheadRows, Note: m.Words.Text(words + "note"),
		}
		making.Fill(t, append(common(m, a, "standard"), forAnalysts(m)...), rows)
		return []document.Block{t}
	}
	none := words + "none"
	if len(a.schedule.Changes) > 0 {
		none = words + "over"
	}
	return []document.Block{&document.Text{Tone: document.Muted, Text: m.Words.Text(none, "period", m.PeriodName(a.coming))}}
}

// stillAhead tells whether a change can still be decided about: a period after one that is looked back on may be under
// way, or over, as of the report's instant.
func stillAhead(m *making.Report, c *changes.Scheduled) bool {
	return !c.Over() && (c.At.Empty() || c.At.To.After(m.Want.AsOf))
}

// counted is how many changes of what kind the board has before it.
type counted struct {
	all, decide, standard, frozen int // decide: without those that this meeting decided on
	decided                       int
	conflicts, unapproved         int
}

func count(a *ahead) counted {
	c := counted{all: len(a.schedule.Changes), conflicts: len(a.schedule.Conflicts)}
	for i := range a.schedule.Changes {
		s := &a.schedule.Changes[i]
		switch s.Group {
		case changes.GroupDecide:
			if a.decisions.decided(s.ID) {
				c.decided++
			} else {
				c.decide++
			}
		case changes.GroupStandard:
			c.standard++
		case changes.GroupAgreed:
		}
		if s.Flagged(changes.FlagInFreeze) {
			c.frozen++
		}
		if s.Flagged(changes.FlagNotApproved) {
			c.unapproved++
		}
	}
	return c
}

func factsAhead(m *making.Report, a *ahead) narrative.Changes {
	c := count(a)
	return narrative.Changes{
		Ahead: true, Period: m.PeriodName(a.coming), N: c.all, Decide: c.decide, Decided: c.decided,
		Unapproved: c.unapproved, Frozen: c.frozen, Conflicts: c.conflicts,
	}
}

func keyFigures(m *making.Report, a *ahead) *document.KeyFigures {
	c := count(a)
	figure := func(key string, n int, notes ...string) document.KeyFigure {
		return document.KeyFigure{Value: document.Count(n), Label: m.Words.Text("changes.figure." + key), Notes: notes}
	}
	by := map[itsm.ChangeClass]int{}
	for i := range a.schedule.Changes {
		by[a.schedule.Changes[i].Class]++
	}
	planned := figure("planned", c.all, classNotes(m, by)...)
	decide := figure("decide", c.decide, m.Words.Plural("changes.figure.standard", c.standard, m.Count(c.standard)))
	if c.decided > 0 {
		decide.Notes = append([]string{m.Words.Plural("changes.figure.decided", c.decided, m.Count(c.decided))}, decide.Notes...)
	}
	conflicts := figure("conflicts", c.conflicts, m.Words.Plural("changes.figure.frozen", c.frozen, m.Count(c.frozen)))
	open := figure("conditions", a.decisions.open, m.Words.Text("changes.figure.conditions.note"))
	switch {
	case a.decisions.last != "" && len(a.decisions.conditions) == 0:
		open.Notes = []string{m.Words.Text("changes.figure.conditions.none", "meeting", a.decisions.last)}
	case a.decisions.last == "":
		open.Value, open.Notes = document.Value{Unknown: true, Text: m.Words.Text("changes.figure.conditions.unknown")}, []string{m.Words.Text("changes.figure.conditions.never")}
	}
	for _, f := range []*document.KeyFigure{&decide, &conflicts, &open} {
		f.Value.Strong = f.Value.Number > 0
	}
	return &document.KeyFigures{Items: []document.KeyFigure{planned, decide, conflicts, open}}
}

// classNotes say how many changes of which class there are, on two lines.
func classNotes(m *making.Report, by map[itsm.ChangeClass]int) []string {
	var parts []string
	for _, class := range classOrder {
		if by[class] > 0 {
			parts = append(parts, m.Words.Text("changes.figure.class", "n", m.Count(by[class]), "class", classWord(m, class)))
		}
	}
	const first = 2
	if len(parts) <= first {
		return []string{m.List(parts)}
	}
	return []string{strings.Join(parts[:first], m.Words.Text("locale.list")), strings.Join(parts[first:], m.Words.Text("locale.list"))}
}
