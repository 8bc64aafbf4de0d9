package recurring

import "slices"

// sequences keeps distinct sequences of numbers, each under an index in the order of arrival. A title is one, of the
// numbers of its words: a million titles take some tens of megabytes and no pointers.
type sequences struct {
	numbers []int32 // one after the other
	ends    []int   // where each ends in numbers
	slots   []int32 // open addressing: index + 1, 0 is free; a power of two, at most half full
}

func (s *sequences) len() int { return len(s.ends) }

// at returns the sequence of an index; it is not to be changed.
func (s *sequences) at(i int32) []int32 {
	from := 0
	if i > 0 {
		from = s.ends[i-1]
	}
	return s.numbers[from:s.ends[i]:s.ends[i]]
}

// find returns the index of a sequence.
func (s *sequences) find(seq []int32) (index int32, ok bool) {
	if len(s.slots) == 0 {
		return 0, false
	}
	i := s.slots[s.slot(seq)]
	return i - 1, i != 0
}

// intern returns the index of a sequence and keeps it if it is new.
func (s *sequences) intern(seq []int32) int32 {
	if 2*(len(s.ends)+1) > len(s.slots) {
		s.grow()
	}
	slot := s.slot(seq)
	if s.slots[slot] == 0 {
		s.numbers = append(s.numbers, seq...)
		s.ends = append(s.ends, len(s.numbers))
		s.slots[slot] = int32(len(s.ends))
	}
	return s.slots[slot] - 1
}

func (s *sequences) grow() {
	s.slots = make([]int32, max(64, 2*len(s.slots)))
	for i := range s.ends {
		s.slots[s.slot(s.at(int32(i)))] = int32(i + 1)
	}
}

// slot is where the sequence stands, or would stand.
func (s *sequences) slot(seq []int32) int {
	mask := len(s.slots) - 1
	for i := int(hash(seq)) & mask; ; i = (i + 1) & mask {
		if s.slots[i] == 0 || slices.Equal(s.at(s.slots[i]-1), seq) {
			return i
		}
	}
}

// hash is FNV-1a over whole numbers, with its high bits mixed into the low ones.
func hash(seq []int32) uint64 {
	h := uint64(14695981039346656037)
	for _, n := range seq {
		h = (h ^ uint64(uint32(n))) * 1099511628211
		h ^= h >> 29
	}
	return h ^ h>>32
}
