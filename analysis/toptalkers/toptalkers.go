// Package toptalkers ranks what cost the most availability, as practice.md section 2 defines it: single outages, and
// the problems, causes, components, changes and teams behind them.
package toptalkers

import (
	"cmp"
	"slices"
	"time"

	"nines/internal/itsm"
)

// Outage is an outage of the period with what it cost, clipped to the period and the agreed service time.
type Outage struct {
	ID, Source, Incident, Service, Title string

	From, To   time.Time // as in the source; To is zero for an open end
	Gross      float64   // weighted minutes as if it stood alone
	Attributed float64   // its share where outages overlap
	Score      float64   // attributed minutes times the weight of the service

	Problems, Changes      []string // several split the minutes equally
	Cause, Component, Team string
}

// Input is what is ranked.
type Input struct {
	Outages []Outage
	ByTeam  bool // off by default: it blames
}

// Ranked is an outage with its share of all score, 0..1, and that of all outages down to it. Both are unknown where
// the total is 0.
type Ranked struct {
	Outage
	Share, Cumulative itsm.Number
}

// Group is what the outages with one key cost together, in minutes. The empty key stands for those that have none.
type Group struct {
	Key               string
	Outages           int // that carry the key, wholly or with others
	Attributed, Score float64
	Share, Cumulative itsm.Number
}

// Result is the ranking, greatest score first.
type Result struct {
	Outages                                           []Ranked
	ByProblem, ByCause, ByComponent, ByChange, ByTeam []Group
}

// Compute ranks the outages that cost anything.
func Compute(in Input) Result {
	var costly []Outage
	for _, o := range in.Outages {
		if o.Gross > 0 {
			costly = append(costly, o)
		}
	}
	slices.SortFunc(costly, func(a, b Outage) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), a.From.Compare(b.From), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Source, b.Source))
	})
	result := Result{
		Outages:     rank(costly),
		ByProblem:   group(costly, func(o *Outage) []string { return o.Problems }),
		ByCause:     group(costly, func(o *Outage) []string { return []string{o.Cause} }),
		ByComponent: group(costly, func(o *Outage) []string { return []string{o.Component} }),
		ByChange:    group(costly, func(o *Outage) []string { return o.Changes }),
	}
	if in.ByTeam {
		result.ByTeam = group(costly, func(o *Outage) []string { return []string{o.Team} })
	}
	return result
}

func rank(sorted []Outage) []Ranked {
	ranked := make([]Ranked, len(sorted))
	s := newShares(len(sorted), func(i int) float64 { return sorted[i].Score })
	for i, o := range sorted {
		share, cumulative := s.next(o.Score)
		ranked[i] = Ranked{o, share, cumulative}
	}
	return ranked
}

// group adds up the outages by key. One with several keys is split equally between them.
func group(outages []Outage, keysOf func(*Outage) []string) []Group {
	byKey := map[string]*Group{}
	var groups []*Group
	for i := range outages {
		o := &outages[i]
		keys := distinct(keysOf(o))
		for _, key := range keys {
			g := byKey[key]
			if g == nil {
				g = &Group{Key: key}
				byKey[key] = g
				groups = append(groups, g)
			}
			g.Outages++
			g.Attributed += o.Attributed / float64(len(keys))
			g.Score += o.Score / float64(len(keys))
		}
	}
	slices.SortFunc(groups, func(a, b *Group) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Key, b.Key))
	})
	s := newShares(len(groups), func(i int) float64 { return groups[i].Score })
	list := make([]Group, len(groups))
	for i, g := range groups {
		g.Share, g.Cumulative = s.next(g.Score)
		list[i] = *g
	}
	return list
}

// distinct returns the keys that are set, each once, or the empty key alone.
func distinct(keys []string) []string {
	var set []string
	for _, key := range keys {
		if key != "" && !slices.Contains(set, key) {
			set = append(set, key)
		}
	}
	if set == nil {
		return []string{""}
	}
	return set
}

// shares turns scores, in their order, into parts of their total.
type shares struct {
	total, passed float64
}

func newShares(n int, score func(int) float64) *shares {
	s := &shares{}
	for i := range n {
		s.total += score(i)
	}
	return s
}

// next returns the share of the next score and of all scores down to it. The last one brings the sum, added up in the
// same order as the total, to exactly 1.
func (s *shares) next(score float64) (share, cumulative itsm.Number) {
	s.passed += score
	if s.total <= 0 {
		return itsm.Number{}, itsm.Number{}
	}
	return itsm.Known(score / s.total), itsm.Known(s.passed / s.total)
}
