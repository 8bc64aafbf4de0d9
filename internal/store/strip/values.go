package strip

import "math"

// values are those of one field for the strip that is being filled: each in a list of its kind, as far as values
// were put. Of a field all values have the same kind. What it has room for is used for the next strip.
type values struct {
	wholes []int64   // noWhole: missing
	floats []float64 // NaN: missing
	texts  texts
}

func (v *values) clear() {
	v.wholes, v.floats = v.wholes[:0], v.floats[:0]
	v.texts.clear()
}

func (v *values) putWhole(place int, n int64) { v.wholes = append(padded(v.wholes, place, noWhole), n) }

func (v *values) putFloat(place int, f float64) {
	v.floats = append(padded(v.floats, place, math.NaN()), f)
}

// padded gives so many versions a value, a missing one to those that have none.
func padded[T any](list []T, n int, missing T) []T {
	for len(list) < n {
		list = append(list, missing)
	}
	return list
}

// texts are gathered as words while many of them are the same, else as they are.
type texts struct {
	numbers []uint32 // of words the places, from 1; else the sizes and one; 0: missing
	met     int      // how many are not missing
	differ  bool     // most texts are different ones
	words   map[string]uint32
	list    []string // the words in the order of their places
	bytes   []byte   // what is no word, one behind the other
}

func (t *texts) clear() {
	clear(t.words)
	clear(t.list) // what they are parts of can go
	t.numbers, t.met, t.differ, t.list, t.bytes = t.numbers[:0], 0, false, t.list[:0], t.bytes[:0]
}

func (t *texts) put(place int, text string) {
	t.numbers = padded(t.numbers, place, 0)
	if !t.differ {
		if word := t.word(text); word > 0 {
			t.numbers = append(t.numbers, word)
			return
		}
		t.spell()
	}
	t.numbers = append(t.numbers, uint32(len(text))+1)
	t.bytes = append(t.bytes, text...)
}

// word is the place of a text among the words; 0: there are too many of them.
func (t *texts) word(text string) uint32 {
	const few = 32
	t.met++
	if last := len(t.numbers) - 1; last >= 0 && t.numbers[last] > 0 && t.list[t.numbers[last]-1] == text {
		return t.numbers[last]
	}
	if word, known := t.words[text]; known {
		return word
	}
	if len(t.list) > few+t.met/2 {
		return 0
	}
	if t.words == nil {
		t.words = map[string]uint32{}
	}
	t.list = append(t.list, text)
	t.words[text] = uint32(len(t.list))
	return uint32(len(t.list))
}

// spell writes the words out.
func (t *texts) spell() {
	t.differ = true
	for i, word := range t.numbers {
		if word > 0 {
			t.numbers[i] = uint32(len(t.list[word-1])) + 1
			t.bytes = append(t.bytes, t.list[word-1]...)
		}
	}
}
