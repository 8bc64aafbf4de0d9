package problems

import (
	"math"
	"time"

	"gonum.org/v1/gonum/stat/distuv"

	"nines/internal/itsm"
)

// Bucket counts the open problems of an age.
type Bucket struct {
	From, To int // whole days, both included; To is -1 for no end
	N, Stale int
}

// ageing counts the problems by whole days of age; those of unknown age are in no bucket.
func ageing(agenda []Review) [5]Bucket {
	buckets := [5]Bucket{{From: 0, To: 30}, {From: 31, To: 60}, {From: 61, To: 90}, {From: 91, To: 180}, {From: 181, To: -1}}
	for i := range agenda {
		v := &agenda[i]
		if !v.Age.Known {
			continue
		}
		whole := int(math.Floor(v.Age.Value))
		for j := range buckets {
			if b := &buckets[j]; b.To < 0 || whole <= b.To {
				b.N++
				if v.Stale {
					b.Stale++
				}
				break
			}
		}
	}
	return buckets
}

// Week is how the backlog moved in a week.
type Week struct {
	itsm.Period
	Opened, Closed int
	Outstanding    int // at its end
}

// weeks follows the backlog. Problems that were called off are in none of it, nor those that are over since nobody
// knows when; one of unknown opening was there from the beginning.
func (r *reviewer) weeks() []Week {
	list := make([]Week, len(r.Weeks))
	for i, p := range r.Weeks {
		list[i].Period = p
	}
	for _, p := range r.sorted {
		if p.Status == itsm.StatusCancelled {
			continue
		}
		var ended time.Time
		if !p.Open() {
			if ended = r.endedAt(p); ended.IsZero() {
				r.gaps.EndUnknown = append(r.gaps.EndUnknown, p.Ref())
				continue
			}
		}
		for i := range list {
			list[i].count(p.Opened, ended)
		}
	}
	return list
}

// count counts a problem that ended at the instant; zero: it is open.
func (w *Week) count(opened, ended time.Time) {
	if w.Contains(opened) {
		w.Opened++
	}
	if !ended.IsZero() && w.Contains(ended) {
		w.Closed++
	}
	if opened.Before(w.To) && (ended.IsZero() || !ended.Before(w.To)) {
		w.Outstanding++
	}
}

// Moved lists the problems that came and went in the report's period, and those that were open at its end, by id and
// source.
type Moved struct {
	Opened, Closed, Outstanding []itsm.Ref
}

// moved goes by the rules of weeks.
func (r *reviewer) moved() Moved {
	var m Moved
	for _, p := range r.sorted {
		var ended time.Time
		if !p.Open() {
			ended = r.endedAt(p)
		}
		if p.Status == itsm.StatusCancelled || !p.Open() && ended.IsZero() {
			continue
		}
		w := Week{Period: itsm.Period{Span: r.Span}}
		w.count(p.Opened, ended)
		for _, c := range []struct {
			n    int
			list *[]itsm.Ref
		}{{w.Opened, &m.Opened}, {w.Closed, &m.Closed}, {w.Outstanding, &m.Outstanding}} {
			if c.n > 0 {
				*c.list = append(*c.list, p.Ref())
			}
		}
	}
	return m
}

// Backlog is where the number of open problems goes.
type Backlog struct {
	Outstanding, Target int
	Met                 bool // at the end of the last week
	// Net is opened less closed problems a week, with its 95 % interval; unknown below two weeks.
	Net, Lower, Upper itsm.Number
	// When the target is met at the present rate: at the fast end of the interval, at the rate itself, at the slow end.
	// Zero where it is met, and where the rate is not clear of zero or leads away from it.
	Earliest, Likely, Latest time.Time
}

// backlog fits a rate to the weeks: the mean of opened less closed, with Student's t. Counts vary from week to week as
// a Poisson variable does at least, so the variance is not taken for less than the mean of opened plus closed: four
// weeks that happen to be equal prove nothing.
func backlog(weeks []Week, target int) Backlog {
	b := Backlog{Target: target}
	n := float64(len(weeks))
	if n == 0 {
		return b
	}
	last := weeks[len(weeks)-1]
	b.Outstanding, b.Met = last.Outstanding, last.Outstanding <= target
	if n < 2 {
		return b
	}
	var net, all float64
	for _, w := range weeks {
		net += float64(w.Opened - w.Closed)
		all += float64(w.Opened + w.Closed)
	}
	net, all = net/n, all/n
	var squares float64
	for _, w := range weeks {
		d := float64(w.Opened-w.Closed) - net
		squares += d * d
	}
	variance := math.Max(squares/(n-1), all)
	reach := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.Quantile(0.975) * math.Sqrt(variance/n)
	b.Net, b.Lower, b.Upper = itsm.Known(net), itsm.Known(net-reach), itsm.Known(net+reach)
	if b.Met || b.Upper.Value >= 0 {
		return b
	}
	after := func(rate float64) time.Time {
		weeks := float64(b.Outstanding-target) / -rate
		return last.To.Add(time.Duration(math.Min(weeks, farthest) * float64(7*24*time.Hour)))
	}
	b.Earliest, b.Likely, b.Latest = after(b.Lower.Value), after(net), after(b.Upper.Value)
	return b
}

// farthest is how many weeks ahead a date can lie: a century.
const farthest = 5200
