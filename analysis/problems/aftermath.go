package problems

import (
	"cmp"
	"slices"
	"time"

	"nines/internal/itsm"
)

// KnownError is an open known error whose incidents go on.
type KnownError struct {
	*itsm.Problem
	Since        time.Time // when it was first seen as one, else its opening; zero: unknown
	Waiting      Waiting   // of its incidents since then
	WorkedAround int       // of these, the incidents that say when a workaround was applied
}

// knownErrors lists the open known errors that incidents came of since they are known: those of most incidents first,
// then of most effort, then by id and source.
func (r *reviewer) knownErrors() []KnownError {
	var list []KnownError
	for _, p := range r.sorted {
		if !p.Open() || !knownError(p) {
			continue
		}
		k := KnownError{Problem: p, Since: r.knownErrorSince(p)}
		incidents := after(r.incidents[p.Ref()], k.Since)
		for _, n := range incidents {
			if n.WorkAround {
				k.WorkedAround++
			}
		}
		if k.Waiting = sum(incidents); k.Waiting.Incidents > 0 {
			list = append(list, k)
		}
	}
	slices.SortStableFunc(list, func(a, b KnownError) int { return byCost(&a.Waiting, &b.Waiting) })
	return list
}

func byCost(a, b *Waiting) int {
	return cmp.Or(cmp.Compare(b.Incidents, a.Incidents), cmp.Compare(b.Minutes, a.Minutes), cmp.Compare(b.Effort, a.Effort))
}

// FalseClosure is a problem that was closed and whose incidents went on.
type FalseClosure struct {
	*itsm.Problem
	ClosedAt time.Time
	Waiting  Waiting // of the incidents that began after that
	IDs      []string
}

// falseClosures lists the problems that were resolved or closed and have incidents that began later, in the order of
// known errors.
func (r *reviewer) falseClosures() []FalseClosure {
	var list []FalseClosure
	for _, p := range r.sorted {
		if p.Open() || p.Status == itsm.StatusCancelled {
			continue
		}
		ended := r.endedAt(p)
		if ended.IsZero() {
			continue
		}
		incidents := after(r.incidents[p.Ref()], ended.Add(1))
		if len(incidents) > 0 {
			list = append(list, FalseClosure{Problem: p, ClosedAt: ended, Waiting: sum(incidents), IDs: idsOf(incidents)})
		}
	}
	slices.SortStableFunc(list, func(a, b FalseClosure) int { return byCost(&a.Waiting, &b.Waiting) })
	return list
}

// Unrecorded is a problem that incidents name and that no source has a record of.
type Unrecorded struct {
	ID      string
	Waiting Waiting // of all its incidents
	IDs     []string
}

// unrecorded lists the problems without a record, in the order of known errors.
func (r *reviewer) unrecorded() []Unrecorded {
	var list []Unrecorded
	for ref, incidents := range r.incidents {
		if ref.Source == "" {
			list = append(list, Unrecorded{ID: ref.ID, Waiting: sum(incidents), IDs: idsOf(incidents)})
		}
	}
	slices.SortFunc(list, func(a, b Unrecorded) int { return cmp.Or(byCost(&a.Waiting, &b.Waiting), cmp.Compare(a.ID, b.ID)) })
	return list
}

// orphans puts the recurring groups without a problem in order: by minutes, effort and count, greatest first, then by
// service and signature.
func orphans(groups []Group) []Group {
	list := slices.Clone(groups)
	slices.SortFunc(list, func(a, b Group) int {
		return cmp.Or(
			cmp.Compare(b.Minutes.Value, a.Minutes.Value), cmp.Compare(b.Effort.Value, a.Effort.Value), cmp.Compare(b.Count, a.Count),
			cmp.Compare(a.Service, b.Service), cmp.Compare(a.Signature, b.Signature), slices.Compare(a.IDs, b.IDs),
		)
	})
	return list
}
