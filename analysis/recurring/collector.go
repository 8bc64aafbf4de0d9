package recurring

import (
	"iter"
	"slices"
	"strings"
	"time"

	"nines/internal/itsm"
)

// collector keeps what is needed of each ticket, and each distinct title once.
type collector struct {
	scanner scanner
	words   *vocabulary
	scopes  map[scope]int32
	names   []scope   // by number
	titles  sequences // scope, words
	entries entries
	tally   [2]Tally
	buffer  []int32
}

// scope is what titles are compared within.
type scope struct {
	kind    Kind
	service string
}

// entry is what is kept of a ticket.
type entry struct {
	ref       Ref
	raw       string // its title, cut
	title     int32  // index of titles
	opened    int64  // milliseconds since 1970; undated
	effort    itsm.Length
	doubtful  bool
	downtime  itsm.Number
	problems  []string
	component string
	team      string
	priority  itsm.Priority
}

const undated = -1 << 63

func newCollector() *collector {
	return &collector{words: newVocabulary(), scopes: map[scope]int32{}}
}

func (c *collector) add(t *Ticket) {
	tally := &c.tally[t.Kind]
	tally.Tickets++
	seq := c.sequence(t)
	if len(seq) < 3 {
		tally.Untitled++
		return
	}
	e := c.entries.next()
	*e = entry{
		ref: t.Ref, raw: t.Title, title: c.titles.intern(seq), opened: undated, effort: t.Effort, doubtful: t.doubtful(), downtime: t.Downtime,
		problems: t.Problems, component: t.Component, team: t.Team, priority: t.Priority,
	}
	if len(e.raw) > titleBytes {
		e.raw = strings.Clone(e.raw[:titleBytes])
	}
	if !t.Opened.IsZero() {
		e.opened = t.Opened.UnixMilli()
	}
}

// doubtful tells whether more was worked on the ticket than it was open for.
func (t *Ticket) doubtful() bool {
	return t.Effort.Known && t.OpenFor.Known && t.Effort.Value > t.OpenFor.Value
}

// entries is a list that grows by whole blocks, without copying what stands: a million of them are not held twice.
type entries [][]entry

const blockOfEntries = 4096

// next adds an entry.
func (l *entries) next() *entry {
	last := len(*l) - 1
	if last < 0 || len((*l)[last]) == blockOfEntries {
		*l = append(*l, make([]entry, 0, blockOfEntries))
		last++
	}
	block := &(*l)[last]
	*block = append(*block, entry{})
	return &(*block)[len(*block)-1]
}

func (l entries) all() iter.Seq[*entry] {
	return func(yield func(*entry) bool) {
		for _, block := range l {
			for i := range block {
				if !yield(&block[i]) {
					return
				}
			}
		}
	}
}

// The second number of a title's sequence says how its words were taken.
const (
	masked   int32 = iota
	verbatim       // no word of it tells anything: its numbers and names have to be equal too
)

// sequence turns a title into the numbers of its scope and its words, valid until the next one.
func (c *collector) sequence(t *Ticket) []int32 {
	pieces := c.scanner.scan(t.Title)
	c.buffer = append(c.buffer[:0], c.scope(t), masked)
	telling := false
	for _, p := range pieces {
		if p.kind != gap {
			n := c.words.number(p.form, p.kind)
			telling = telling || c.words.terms[n].stem >= 0
			c.buffer = append(c.buffer, n)
		}
	}
	if telling {
		return c.buffer
	}
	c.buffer = append(c.buffer[:0], c.buffer[0], verbatim)
	for _, p := range pieces {
		switch p.kind {
		case word:
			c.buffer = append(c.buffer, c.words.number(p.form, word))
		case mask:
			c.buffer = append(c.buffer, c.words.number("<"+folded(p.raw), mask))
		}
	}
	return c.buffer
}

func (c *collector) scope(t *Ticket) int32 {
	s := scope{t.Kind, t.Service}
	n, ok := c.scopes[s]
	if !ok {
		n = int32(len(c.names))
		c.scopes[s] = n
		c.names = append(c.names, s)
	}
	return n
}

// least is how many tickets make a group.
const least = 2

// groups returns the entries of each group, oldest first, in no order.
func (c *collector) groups() [][]*entry {
	leaders := joined(&c.titles, c.words, c.counts())
	byLeader := make([][]*entry, c.titles.len())
	sizes := make([]int32, c.titles.len())
	for e := range c.entries.all() {
		sizes[leaders[e.title]]++
	}
	for e := range c.entries.all() {
		if leader := leaders[e.title]; sizes[leader] >= least {
			byLeader[leader] = append(byLeader[leader], e)
		}
	}
	byLeader = slices.DeleteFunc(byLeader, func(members []*entry) bool { return members == nil })
	for _, members := range byLeader {
		slices.SortFunc(members, (*entry).compare)
	}
	return byLeader
}

// counts returns how many tickets have each title.
func (c *collector) counts() []int32 {
	counts := make([]int32, c.titles.len())
	for e := range c.entries.all() {
		counts[e.title]++
	}
	return counts
}

func (e *entry) instant() time.Time {
	if e.opened == undated {
		return time.Time{}
	}
	return time.UnixMilli(e.opened).UTC()
}
