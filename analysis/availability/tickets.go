package availability

import "nines/internal/itsm"

// tickets finds records by id: within the same source first, then in the others if unique there.
type tickets[T any] map[string][]ticket[T]

type ticket[T any] struct {
	source string
	record T
}

func (t tickets[T]) add(ref Ref, record T) {
	t[ref.ID] = append(t[ref.ID], ticket[T]{ref.Source, record})
}

// match says how a reference was resolved.
type match uint8

const (
	missing match = iota
	found
	ambiguous
)

// find resolves a reference made by a record of the source.
func (t tickets[T]) find(source, id string) (record T, m match) {
	same := t[id]
	for _, candidate := range same {
		if candidate.source == source {
			return candidate.record, found
		}
	}
	switch len(same) {
	case 0:
		return record, missing
	case 1:
		return same[0].record, found
	}
	return record, ambiguous
}

func refOf(h *itsm.Head) Ref { return Ref{Source: h.Source, ID: h.ID} }
