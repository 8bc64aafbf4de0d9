package changes

import (
	"cmp"
	"slices"
	"time"

	"nines/internal/itsm"
)

// Grade says what a link between a change and an incident rests on.
type Grade string

// The grades, the strongest first.
const (
	Explicit   Grade = "explicit"    // the incident names the change as its cause
	ViaProblem Grade = "via_problem" // see the comment of links
	Inferred   Grade = "inferred"    // same service or one it depends on, inside the window
)

var gradeRank = map[Grade]int{Explicit: 0, ViaProblem: 1, Inferred: 2}

// Link says that an outage may have come of a change.
type Link struct {
	Change   itsm.Ref // without a source: not among the data
	Incident itsm.Ref
	Grade    Grade       // the strongest that holds
	Start    time.Time   // when the outage began; zero: unknown
	Minutes  itsm.Number // from when the change was carried out: 0 while it was under way, negative before it began
	Length   itsm.Length // of the outage
	change   int         // index, -1: not among the data
}

// links makes the links of the kept outages, by their start, each pair of change and incident once: its first outage. An
// outage whose cause is named is still linked to what else came before it, which an incident commander asks for; it makes
// none of that a failed change.
//
// A link is made via a problem where another incident of the problem names the change as its cause, whenever that was
// before the outage: what is broken stays so until it is mended; and where the change mends an incident of the problem
// and the outage began inside its window: the remedy did not hold.
func (b *backward) links() []Link {
	remedies := b.remediesByProblem()
	slices.SortFunc(b.kept, func(x, y *Outage) int { return cmp.Or(x.Ref.Compare(y.Ref), compareStarts(x.Start, y.Start)) })
	var list []*Link
	for from, to := 0, 0; from < len(b.kept); from = to {
		first := len(list)
		for ; to < len(b.kept) && b.kept[to].Ref == b.kept[from].Ref; to++ {
			b.linksOf(b.kept[to], remedies, func(l Link) {
				same := slices.IndexFunc(list[first:], func(o *Link) bool { return o.Change == l.Change })
				switch {
				case same < 0:
					list = append(list, &l)
				case gradeRank[l.Grade] < gradeRank[list[first+same].Grade]:
					list[first+same].Grade = l.Grade
				}
			})
		}
	}
	slices.SortFunc(list, compareLinks)
	sorted := make([]Link, len(list))
	for i, l := range list {
		sorted[i] = *l
	}
	return sorted
}

// compareLinks orders links by their outage, and of one outage the nearest change first.
func compareLinks(x, y *Link) int {
	if d := compareStarts(x.Start, y.Start); d != 0 {
		return d
	}
	return cmp.Or(x.Incident.Compare(y.Incident), compareKnown(x.Minutes, y.Minutes),
		cmp.Compare(gradeRank[x.Grade], gradeRank[y.Grade]), x.Change.Compare(y.Change))
}

// linksOf yields the links of an outage, stronger grades first.
func (b *backward) linksOf(o *Outage, remedies map[itsm.Ref][]int, yield func(Link)) {
	link := func(i int, grade Grade) {
		c := &b.changes[i]
		yield(Link{Change: c.Ref, Incident: o.Ref, Grade: grade, Start: o.Start, Minutes: c.gap(o.Start), Length: o.length(), change: i})
	}
	for _, id := range o.Changes {
		ref, ok, ambiguous := b.known.Find(o.Source, id)
		switch {
		case ok:
			link(b.byRef[ref], Explicit)
		case !ambiguous:
			yield(Link{Change: itsm.Ref{ID: id}, Incident: o.Ref, Grade: Explicit, Start: o.Start, Length: o.length(), change: -1})
		}
	}
	if o.Harmless || o.Start.IsZero() {
		return
	}
	for _, p := range o.Problems {
		for _, i := range b.causes[p] {
			if c := &b.changes[i]; c.done && !o.Start.Before(c.from) {
				link(i, ViaProblem)
			}
		}
		for _, i := range remedies[p] {
			if c := &b.changes[i]; c.done && !slices.Contains(c.mends, o.ID) && b.inWindow(i, o.Start) {
				link(i, ViaProblem)
			}
		}
	}
	if o.Service != nil {
		b.before(o, func(i int) { link(i, Inferred) })
	}
}

func (o *Outage) length() itsm.Length {
	if o.Start.IsZero() || o.End.Before(o.Start) {
		return itsm.Length{}
	}
	return itsm.Length{Value: o.End.Sub(o.Start), Known: true}
}

// remediesByProblem resolves the incidents that changes mend.
func (b *backward) remediesByProblem() map[itsm.Ref][]int {
	list := map[itsm.Ref][]int{}
	for _, r := range b.remedies {
		ref, ok, _ := b.incidents.Find(b.changes[r.change].Source, r.incident.ID)
		if ok && ref == r.incident && !slices.Contains(list[r.problem], r.change) {
			list[r.problem] = append(list[r.problem], r.change)
		}
	}
	return list
}

// inWindow tells whether the instant lies in the change's windows.
func (b *backward) inWindow(change int, at time.Time) bool {
	t := at.UnixMicro()
	return slices.ContainsFunc(b.windowsOf(change), func(w window) bool { return w.from <= t && t < w.to })
}

// ofThePeriod are the links of the outages that began in the report's period.
func (b *backward) ofThePeriod(links []Link) []Link {
	var list []Link
	for _, l := range links {
		if b.period.Contains(l.Start) {
			list = append(list, l)
		}
	}
	return list
}

// compareStarts orders instants, unknown ones last.
func compareStarts(a, b time.Time) int {
	if a.IsZero() || b.IsZero() {
		return cmp.Compare(last(a.IsZero()), last(b.IsZero()))
	}
	return a.Compare(b)
}

// compareKnown orders numbers by how far they are from 0, unknown ones last.
func compareKnown(a, b itsm.Number) int {
	if !a.Known || !b.Known {
		return cmp.Compare(last(!a.Known), last(!b.Known))
	}
	return cmp.Or(cmp.Compare(max(a.Value, -a.Value), max(b.Value, -b.Value)), cmp.Compare(a.Value, b.Value))
}
