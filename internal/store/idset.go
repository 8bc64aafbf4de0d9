package store

import "hash/maphash"

// idSet is the set of the ids that came in an import, as hashes of 64 bits in open addressing: 12 to 24 bytes an id,
// whatever its length. That two of ten million ids have the same hash, so that one of them is not found to be gone, is
// a matter of one to a few hundred thousand.
type idSet struct {
	seed  maphash.Seed
	slots []uint64 // 0: free
	n     int
}

// newIDSet makes a set with room for so many ids.
func newIDSet(ids int) *idSet {
	return &idSet{seed: maphash.MakeSeed(), slots: make([]uint64, slotsFor(ids+1))}
}

func (s *idSet) add(id string) {
	if s.n*3 >= len(s.slots)*2 {
		s.grow()
	}
	s.put(s.hash(id))
}

func (s *idSet) has(id string) bool {
	h := s.hash(id)
	return s.slots[s.slot(h)] == h
}

func (s *idSet) hash(id string) uint64 { return max(maphash.String(s.seed, id), 1) }

// slot is where the hash is, or would be.
func (s *idSet) slot(h uint64) uint64 {
	mask := uint64(len(s.slots) - 1)
	at := h & mask
	for s.slots[at] != 0 && s.slots[at] != h {
		at = (at + 1) & mask
	}
	return at
}

func (s *idSet) put(h uint64) {
	if at := s.slot(h); s.slots[at] == 0 {
		s.slots[at] = h
		s.n++
	}
}

func (s *idSet) grow() {
	old := s.slots
	s.slots, s.n = make([]uint64, 2*len(old)), 0
	for _, h := range old {
		if h != 0 {
			s.put(h)
		}
	}
}
