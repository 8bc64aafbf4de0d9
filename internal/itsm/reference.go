package itsm

import "cmp"

// Ref names a record: ids are unique within a source only.
type Ref struct {
	Source, ID string
}

// Compare orders by id, then source.
func (r Ref) Compare(o Ref) int {
	return cmp.Or(cmp.Compare(r.ID, o.ID), cmp.Compare(r.Source, o.Source))
}

// Ref names the record of the head.
func (h *Head) Ref() Ref { return Ref{Source: h.Source, ID: h.ID} }

// References finds the records that ids mean: those of the same source first, then of the others if unique there.
type References map[string][]string // sources by id

// Add makes a record known.
func (r References) Add(ref Ref) { r[ref.ID] = append(r[ref.ID], ref.Source) }

// Find resolves an id that a record of the source names. It is not ok where no record, or records of several other
// sources, have the id; ambiguous tells the two apart.
func (r References) Find(source, id string) (ref Ref, ok, ambiguous bool) {
	sources := r[id]
	for _, s := range sources {
		if s == source {
			return Ref{Source: s, ID: id}, true, false
		}
	}
	if len(sources) == 1 {
		return Ref{Source: sources[0], ID: id}, true, false
	}
	return Ref{}, false, len(sources) > 1
}
