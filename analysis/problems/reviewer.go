package problems

import (
	"cmp"
	"slices"
	"time"

	"nines/internal/itsm"
)

// Incident is an incident that names problems.
type Incident struct {
	itsm.Ref
	Once  bool      // it counts once; others are in no figure
	Start time.Time // zero: unknown
	// Problems are those that it names, each once. One without a source has no record.
	Problems  []itsm.Ref
	Ambiguous bool // it names an id that several other sources have, and no problem with it

	Minutes    float64     // weighted downtime attributed to it
	Assessed   bool        // false: nothing tells what it cost in availability
	Effort     itsm.Length // spent on it
	Cost       itsm.Number // unknown where nothing of it is priced
	Partial    bool        // parts of the cost are unknown: it is a lower bound
	WorkAround bool        // a workaround was applied by hand
}

// reviewer is what the parts of a review share.
type reviewer struct {
	Input
	sorted    []*itsm.Problem // by id and source
	versions  map[itsm.Ref][]itsm.Problem
	actions   map[itsm.Ref][]*itsm.Action // by problem, in the order of (id, source)
	over      map[itsm.Ref]*itsm.Problem  // problems that are over, by action
	telling   map[itsm.Ref][]itsm.Action  // versions by action
	incidents map[itsm.Ref][]*Incident    // by problem, by start, id and source; that count once
	gaps      Gaps
}

func newReviewer(in Input) *reviewer {
	r := &reviewer{
		Input: in, versions: map[itsm.Ref][]itsm.Problem{}, actions: map[itsm.Ref][]*itsm.Action{},
		over:    map[itsm.Ref]*itsm.Problem{},
		telling: map[itsm.Ref][]itsm.Action{}, incidents: map[itsm.Ref][]*Incident{},
	}
	known, over := itsm.References{}, map[itsm.Ref]*itsm.Problem{}
	for i := range in.Problems {
		p := &in.Problems[i]
		known.Add(p.Ref())
		r.sorted = append(r.sorted, p)
		if !p.Open() {
			over[p.Ref()] = p
		}
		if p.Status == itsm.StatusCancelled {
			r.gaps.Cancelled = append(r.gaps.Cancelled, p.Ref())
		}
	}
	slices.SortFunc(r.sorted, func(a, b *itsm.Problem) int { return a.Ref().Compare(b.Ref()) })
	for i := range in.ProblemVersions {
		v := &in.ProblemVersions[i]
		r.versions[v.Ref()] = append(r.versions[v.Ref()], *v)
	}
	for i := range in.ActionVersions {
		v := &in.ActionVersions[i]
		r.telling[v.Ref()] = append(r.telling[v.Ref()], *v)
	}
	for i := range in.Actions {
		a := &in.Actions[i]
		if ref, ok, _ := known.Find(a.Source, a.Problem); ok {
			r.actions[ref] = append(r.actions[ref], a)
			if p := over[ref]; p != nil {
				r.over[a.Ref()] = p
			}
		}
	}
	for _, list := range r.actions {
		slices.SortFunc(list, func(a, b *itsm.Action) int { return a.Ref().Compare(b.Ref()) })
	}
	r.link()
	return r
}

// link puts the incidents that count to their problems.
func (r *reviewer) link() {
	for i := range r.Incidents {
		n := &r.Incidents[i]
		if n.Ambiguous {
			r.gaps.Ambiguous = append(r.gaps.Ambiguous, n.Ref)
		}
		switch {
		case !n.Once:
			r.gaps.NotOnce = append(r.gaps.NotOnce, n.Ref)
			continue
		case n.Start.IsZero():
			r.gaps.NotPlaced = append(r.gaps.NotPlaced, n.Ref)
		}
		for _, p := range n.Problems {
			r.incidents[p] = append(r.incidents[p], n)
		}
	}
	for _, list := range r.incidents {
		slices.SortFunc(list, func(a, b *Incident) int {
			return cmp.Or(a.Start.Compare(b.Start), a.Ref.Compare(b.Ref))
		})
	}
}

func (g *Gaps) sort() {
	for _, list := range [][]itsm.Ref{
		g.NotUpdated, g.NotOpened, g.NoPriority, g.EndUnknown, g.Cancelled, g.Ambiguous, g.NotOnce, g.NotPlaced, g.DoneAtUnknown,
	} {
		slices.SortFunc(list, itsm.Ref.Compare)
	}
}

// days is how many days of 24 hours lie between two instants, unknown where the earlier is not known.
func days(from, to time.Time) itsm.Number {
	if from.IsZero() {
		return itsm.Number{}
	}
	return itsm.Known(to.Sub(from).Hours() / 24)
}
