package recurring

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// tolerance is the greatest part of a title's weight that it may say beyond the title it is joined with: one word of five,
// not one of four. Judged on real titles: above it, things that are not the same come together.
const tolerance = 0.22

// leastTelling is how many telling words a title needs to be joined with one that is not equal: of fewer, nobody knows
// what they are about.
const leastTelling = 2

// joined returns for each title the one that leads its group, itself where it stands alone; counts says how many
// tickets have each.
//
// A title's core is its telling words' stems, each once where it is said twice in a row, in their order where a word such as "from" makes the order matter. Equal
// cores are one. Then a core that contains another, and weighs little more, is joined with it. What weighs little goes
// by the words' inverse frequency in distinct cores. The contained core is found by taking the light words out of the
// containing one, one and two at a time, and looking up what remains: a few dozen look-ups for each title, however
// many titles there are.
func joined(titles *sequences, words *vocabulary, counts []int32) []int32 {
	j := &joiner{words: words, titles: titles}
	j.makeCores(counts)
	j.weigh()
	leaders := j.lead(j.pairs())
	byCore := make([]int32, j.cores.len()) // the title that stands for the core: any one of its titles
	for title, core := range j.coreOf {
		byCore[core] = int32(title)
	}
	result := make([]int32, titles.len())
	for title, core := range j.coreOf {
		result[title] = byCore[leaders[core]]
	}
	return result
}

type joiner struct {
	words   *vocabulary
	titles  *sequences
	cores   sequences // scope, form, stems
	coreOf  []int32   // by title
	counts  []int32   // tickets by core
	weights []float64 // by stem
	buffer  []int32
	light   []int // where the light words of a core stand
	sums    []float64
}

// The forms of a core, its second number. Cores of different forms are never equal.
const (
	bag     int32 = iota // sorted
	ordered              // as in the title
	alone                // too little to go by: the number of the title follows
)

func (j *joiner) makeCores(counts []int32) {
	j.coreOf = make([]int32, j.titles.len())
	for title := range j.coreOf {
		core := j.cores.intern(j.core(int32(title)))
		if int(core) == len(j.counts) {
			j.counts = append(j.counts, 0)
		}
		j.coreOf[title] = core
		j.counts[core] += counts[title]
	}
}

// core returns the core of a title, valid until the next one.
func (j *joiner) core(title int32) []int32 {
	seq := j.titles.at(title)
	form := bag
	j.buffer = append(j.buffer[:0], seq[0], bag)
	if seq[1] == masked {
		for i := 2; i < len(seq); i++ {
			t := j.words.terms[seq[i]]
			if t.relation || t.sign {
				form = ordered
			}
			switch {
			case t.log && i+1 < len(seq) && j.words.terms[seq[i+1]].in:
				j.buffer = append(j.buffer, j.words.stem("login"))
			case t.stem >= 0:
				j.buffer = append(j.buffer, t.stem)
			}
		}
	}
	if form == bag {
		slices.Sort(j.buffer[2:])
	}
	core := j.buffer[:2+len(slices.Compact(j.buffer[2:]))]
	core[1] = form
	if len(core) < 2+leastTelling {
		return append(core[:1], alone, title)
	}
	return core
}

// weigh weighs the stems by how few cores have them.
func (j *joiner) weigh() {
	in := make([]int32, len(j.words.forms))
	last := make([]int32, len(j.words.forms))
	for core := range int32(j.cores.len()) {
		seq := j.cores.at(core)
		if seq[1] == alone {
			continue
		}
		for _, stem := range seq[2:] {
			if last[stem] != core+1 {
				last[stem] = core + 1
				in[stem]++
			}
		}
	}
	j.weights = make([]float64, len(in))
	for stem, n := range in {
		if n > 0 {
			j.weights[stem] = math.Log(1 + float64(j.cores.len())/float64(n))
		}
	}
}

// pair is a core and one that it contains.
type pair struct {
	outer, inner int32
}

// pairs lists the pairs of near-equal cores.
func (j *joiner) pairs() []pair {
	var list []pair
	for core := range int32(j.cores.len()) {
		if seq := j.cores.at(core); seq[1] != alone && len(seq) > 2+leastTelling {
			j.contained(seq, func(inner int32) { list = append(list, pair{core, inner}) })
		}
	}
	return list
}

// mostLight is up to how many light words pairs of them are tried too.
const mostLight = 12

// contained yields the cores that remain when a core loses one or two of its light words.
func (j *joiner) contained(seq []int32, yield func(int32)) {
	allowed := tolerance * j.weight(seq[2:])
	j.light = j.light[:0]
	for i := 2; i < len(seq); i++ {
		if w := j.weights[seq[i]]; w <= allowed && !j.words.fixed[seq[i]] {
			j.light = append(j.light, i)
		}
	}
	try := func(a, b int) {
		j.buffer = j.buffer[:0]
		for i, n := range seq {
			if i != a && i != b {
				j.buffer = append(j.buffer, n)
			}
		}
		if inner, ok := j.cores.find(j.buffer); ok && len(j.buffer) >= 2+leastTelling {
			yield(inner)
		}
	}
	for x, a := range j.light {
		try(a, a)
		if len(j.light) > mostLight {
			continue
		}
		for _, b := range j.light[x+1:] {
			if j.weights[seq[a]]+j.weights[seq[b]] <= allowed {
				try(a, b)
			}
		}
	}
}

// weight adds up the weights in their own order, as the order of the stems' numbers goes by that of the tickets.
func (j *joiner) weight(stems []int32) float64 {
	j.sums = j.sums[:0]
	for _, stem := range stems {
		j.sums = append(j.sums, j.weights[stem])
	}
	slices.Sort(j.sums)
	sum := 0.0
	for _, w := range j.sums {
		sum += w
	}
	return sum
}

// lead returns for each core the one that leads its group. The most frequent cores lead first, of equally frequent ones
// the shorter; each takes its near-equal ones that nobody has taken. So no group holds two cores that are near-equal
// through a third only, except through its leader.
func (j *joiner) lead(pairs []pair) []int32 {
	leaders := make([]int32, j.cores.len())
	for i := range leaders {
		leaders[i] = int32(i)
	}
	near := map[int32][]int32{}
	for _, p := range pairs {
		near[p.outer] = append(near[p.outer], p.inner)
		near[p.inner] = append(near[p.inner], p.outer)
	}
	taken := map[int32]bool{}
	for _, c := range j.candidates(near) {
		if taken[c.core] {
			continue
		}
		taken[c.core] = true
		for _, other := range near[c.core] {
			if !taken[other] {
				taken[other] = true
				leaders[other] = c.core
			}
		}
	}
	return leaders
}

type candidate struct {
	core int32
	text string
}

// candidates lists the cores that are near-equal to another, the first to lead first.
func (j *joiner) candidates(near map[int32][]int32) []candidate {
	list := make([]candidate, 0, len(near))
	for core := range near {
		list = append(list, candidate{core, j.text(core)})
	}
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(
			cmp.Compare(j.counts[b.core], j.counts[a.core]),
			cmp.Compare(len(j.cores.at(a.core)), len(j.cores.at(b.core))),
			cmp.Compare(j.cores.at(a.core)[1], j.cores.at(b.core)[1]),
			cmp.Compare(a.text, b.text),
		)
	})
	return list
}

// text is a core in words; cores of one scope and form differ in it.
func (j *joiner) text(core int32) string {
	var words []string
	seq := j.cores.at(core)
	for _, stem := range seq[2:] {
		words = append(words, j.words.forms[stem])
	}
	if seq[1] == bag {
		slices.Sort(words)
	}
	return strings.Join(words, " ")
}
