// Package quality finds what the data of a period could not say: missing and contradictory times, words that nobody
// knows, effort that cannot be. Every finding names its tickets.
package quality

import (
	"cmp"
	"slices"

	"nines/internal/itsm"
)

// Kind is what a finding is about.
type Kind string

// The kinds of findings, in the order in which they are reported: first what makes figures unknown, then what moves
// them, then what is only worth knowing.
const (
	SourceFailed      Kind = "source_failed"
	NotCovered        Kind = "not_covered"
	DataEnd           Kind = "data_end"
	CutExport         Kind = "cut_export"
	ShiftedTimes      Kind = "shifted_times"
	ReusedIDs         Kind = "reused_ids"
	TooOld            Kind = "too_old"
	CatalogueFault    Kind = "catalogue_fault"
	NoLossRule        Kind = "no_loss_rule"
	NotAssessable     Kind = "not_assessable"
	NoStart           Kind = "no_start"
	UndecidedEnd      Kind = "undecided_end"
	NoEndAtAll        Kind = "no_end_at_all"
	ContradictoryTime Kind = "contradictory_time"
	ByRule            Kind = "by_rule"
	Excluded          Kind = "excluded"
	Gone              Kind = "gone"
	PlannedOutage     Kind = "planned_outage"
	UnknownService    Kind = "unknown_service"
	NoService         Kind = "no_service"
	UnknownPart       Kind = "unknown_region_or_function"
	NoSuchIncident    Kind = "no_such_incident"
	IdleExclusion     Kind = "idle_exclusion"
	UnknownWord       Kind = "unknown_word"
	Unreadable        Kind = "unreadable"
	OutOfRange        Kind = "out_of_range"
	MissingPriority   Kind = "missing_priority"
	MissingResolved   Kind = "missing_resolved"
	DoubtfulEffort    Kind = "doubtful_effort"
	ClockChange       Kind = "clock_change"
	CountedApart      Kind = "counted_apart"
	Cleaned           Kind = "cleaned"
	DecidedTwice      Kind = "decided_twice"
	StrayCommentary   Kind = "stray_commentary" // it names a section or a period that the report does not have
	SourceNote        Kind = "source_note"
	NotInPart         Kind = "not_in_part" // of reports about some services: what names none is in none of them
	NoPack            Kind = "no_pack"     // of packs: services without an owner or team are in none
)

var order = []Kind{
	SourceFailed, NotCovered, DataEnd, CutExport, ShiftedTimes, ReusedIDs, TooOld, CatalogueFault, NoLossRule, NotAssessable, NoStart, UndecidedEnd, NoEndAtAll, ContradictoryTime, ByRule, Excluded, Gone,
	PlannedOutage, UnknownService, NoService, UnknownPart, NoSuchIncident, IdleExclusion, UnknownWord, Unreadable, OutOfRange, MissingPriority,
	MissingResolved, DoubtfulEffort, ClockChange, CountedApart, Cleaned, DecidedTwice, StrayCommentary, SourceNote,
	NotInPart, NoPack,
}

// Kinds lists all kinds in the order of their report.
func Kinds() []Kind { return slices.Clone(order) }

// Finding is one thing that the data could not say, with the tickets that it concerns.
type Finding struct {
	Kind  Kind
	IDs   []string // ascending, each once
	More  int      // tickets that it concerns beside these
	Names []Name   // the words, services or sources in question, most frequent first, then by name
	// Minutes of weighted downtime that the finding moves or rests on; unknown where it concerns none.
	Minutes itsm.Number
}

// Name is a word of the data with how often it was met.
type Name struct {
	Text  string
	Count int
}

// Count is how many tickets the finding concerns, or how many names where it concerns no tickets.
func (f Finding) Count() int {
	if len(f.IDs)+f.More > 0 {
		return len(f.IDs) + f.More
	}
	return len(f.Names)
}

// Collector gathers findings while records stream by. The zero value is ready.
type Collector struct {
	kinds map[Kind]*gathered
}

type gathered struct {
	ids     map[string]struct{}
	names   map[string]int
	minutes itsm.Number
	more    int
}

// Add notes that a finding concerns a ticket (empty: none) by a name (empty: none).
func (c *Collector) Add(kind Kind, id, name string) {
	g := c.of(kind)
	if id != "" {
		g.ids[id] = struct{}{}
	}
	if name != "" {
		g.names[name]++
	}
}

// AddMinutes adds to the minutes that rest on a finding.
func (c *Collector) AddMinutes(kind Kind, minutes float64) {
	g := c.of(kind)
	g.minutes = itsm.Known(g.minutes.Value + minutes)
}

// AddMore notes that a finding concerns so many tickets of which nobody kept the ids.
func (c *Collector) AddMore(kind Kind, tickets int) { c.of(kind).more += tickets }

func (c *Collector) of(kind Kind) *gathered {
	if c.kinds == nil {
		c.kinds = map[Kind]*gathered{}
	}
	g, ok := c.kinds[kind]
	if !ok {
		g = &gathered{ids: map[string]struct{}{}, names: map[string]int{}}
		c.kinds[kind] = g
	}
	return g
}

// Findings returns what was gathered, in the order of the kinds.
func (c *Collector) Findings() []Finding {
	var findings []Finding
	for _, kind := range order {
		g, ok := c.kinds[kind]
		if !ok {
			continue
		}
		findings = append(findings, Finding{Kind: kind, IDs: ascending(g.ids), More: g.more, Names: byFrequency(g.names), Minutes: g.minutes})
	}
	return findings
}

func ascending(ids map[string]struct{}) []string {
	list := make([]string, 0, len(ids))
	for id := range ids {
		list = append(list, id)
	}
	slices.Sort(list)
	return list
}

func byFrequency(names map[string]int) []Name {
	list := make([]Name, 0, len(names))
	for text, count := range names {
		list = append(list, Name{text, count})
	}
	slices.SortFunc(list, func(a, b Name) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text))
	})
	return list
}
