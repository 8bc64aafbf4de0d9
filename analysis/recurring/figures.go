package recurring

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"nines/internal/itsm"
)

// Group is what keeps coming back.
type Group struct {
	Kind      Kind
	Service   string // id; empty: unknown
	Signature string // its most frequent title, masked: "Disk full on <host>"
	Count     int
	Members   []Ref // oldest first, those of an unknown time first of all

	Minutes       itsm.Number // worked on its tickets; unknown where none of them states any
	WithoutEffort int         // tickets that state none
	Doubtful      int         // tickets with more effort than the time for which they were open
	Downtime      itsm.Number // weighted minutes that its tickets cost; unknown where none of them could be assessed
	NotAssessed   int         // tickets that could not

	First, Last    time.Time   // opened; zero: none of its tickets has a time
	MinutesBetween itsm.Number // mean time from one ticket to the next; unknown for fewer than two times
	Problems       []Link      // most incidents first, then by id
	// HoursAYear are the hours of work that a year of the group takes at the rate of the period, each ticket at the mean
	// of those that state their effort: of a request, what automating it would save.
	HoursAYear itsm.Number

	Component, Team string // that most of its tickets name; empty: none does
	Priority        itsm.Priority
}

// Link is a problem that tickets of a group name.
type Link struct {
	Problem string
	Tickets int
}

// Cost is what groups are ranked by: the weighted minutes lost and the minutes worked, added up. What is not known adds
// nothing.
func (g *Group) Cost() float64 { return g.Downtime.Value + g.Minutes.Value }

// Problem is the problem that most tickets of the group name; empty: none names any.
func (g *Group) Problem() string {
	if len(g.Problems) == 0 {
		return ""
	}
	return g.Problems[0].Problem
}

func (e *entry) compare(o *entry) int {
	return cmp.Or(cmp.Compare(e.opened, o.opened), cmp.Compare(e.ref.ID, o.ref.ID), cmp.Compare(e.ref.Source, o.ref.Source))
}

// figures adds up a group from its tickets, oldest first.
func (c *collector) figures(members []*entry, span itsm.Span) Group {
	within := c.names[c.titles.at(members[0].title)[0]]
	g := Group{Kind: within.kind, Service: within.service, Signature: c.signature(members), Count: len(members)}
	problems, components, teams := frequency[string]{}, frequency[string]{}, frequency[string]{}
	priorities := frequency[itsm.Priority]{}
	dated := 0
	for _, e := range members {
		g.Members = append(g.Members, e.ref)
		if e.downtime.Known {
			g.Downtime = itsm.Known(g.Downtime.Value + e.downtime.Value)
		} else {
			g.NotAssessed++
		}
		if e.effort.Known {
			g.Minutes = itsm.Known(g.Minutes.Value + e.effort.Value.Minutes())
		} else {
			g.WithoutEffort++
		}
		if e.doubtful {
			g.Doubtful++
		}
		if at := e.instant(); !at.IsZero() {
			if dated++; dated == 1 {
				g.First = at
			}
			g.Last = at
		}
		for i, p := range e.problems {
			if p != "" && !slices.Contains(e.problems[:i], p) {
				problems[p]++
			}
		}
		components.add(e.component)
		teams.add(e.team)
		priorities.add(e.priority)
	}
	for _, p := range problems.ranked() {
		g.Problems = append(g.Problems, Link{p, problems[p]})
	}
	if dated > 1 {
		g.MinutesBetween = itsm.Known(g.Last.Sub(g.First).Minutes() / float64(dated-1))
	}
	g.HoursAYear = hoursAYear(g, span)
	g.Component, g.Team, g.Priority = components.first(), teams.first(), priorities.first()
	return g
}

// year is the mean length of a year of the calendar.
const year = 31_556_952 * time.Second

func hoursAYear(g Group, span itsm.Span) itsm.Number {
	stated := g.Count - g.WithoutEffort
	if stated == 0 || span.Empty() {
		return itsm.Number{}
	}
	mean := g.Minutes.Value / 60 / float64(stated)
	return itsm.Known(float64(g.Count) * mean * float64(year) / float64(span.Length()))
}

// frequency counts how often values are met; the zero value is none.
type frequency[T cmp.Ordered] map[T]int

func (f frequency[T]) add(v T) {
	var none T
	if v != none {
		f[v]++
	}
}

// ranked lists the values, the most frequent first, then in their own order.
func (f frequency[T]) ranked() []T {
	values := make([]T, 0, len(f))
	for v := range f {
		values = append(values, v)
	}
	slices.SortFunc(values, func(a, b T) int { return cmp.Or(cmp.Compare(f[b], f[a]), cmp.Compare(a, b)) })
	return values
}

func (f frequency[T]) first() (v T) {
	if len(f) > 0 {
		v = f.ranked()[0]
	}
	return v
}

// signature is the most frequent masked title of a group as it is written most often: of equally frequent ones the
// shortest, then the first of the alphabet.
func (c *collector) signature(members []*entry) string {
	titles := map[int32]int{}
	shown := map[int32]frequency[string]{}
	for _, e := range members {
		if shown[e.title] == nil {
			shown[e.title] = frequency[string]{}
		}
		titles[e.title]++
		shown[e.title][c.show(e)]++
	}
	best, most := "", math.MinInt
	for title, n := range titles {
		text := shown[title].ranked()[0]
		if n > most || n == most && cmp.Or(cmp.Compare(len(text), len(best)), cmp.Compare(text, best)) < 0 {
			best, most = text, n
		}
	}
	return best
}

// signatureBytes is where a signature is cut: whoever needs more looks at the ticket.
const signatureBytes = 200

// show writes a title with its masks.
func (c *collector) show(e *entry) string {
	plain := c.titles.at(e.title)[1] == verbatim
	var b strings.Builder
	for _, p := range c.scanner.scan(e.raw) {
		if p.kind == mask && !plain {
			b.WriteString(p.form)
		} else {
			b.WriteString(p.raw)
		}
		if b.Len() > signatureBytes {
			break
		}
	}
	text := strings.Join(strings.Fields(b.String()), " ")
	return strings.Trim(text, " :;,-")
}
