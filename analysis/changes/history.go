package changes

import (
	"strings"
	"time"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// History counts how the changes carried out before an instant ended, by kind and by class. It takes one after the
// other, so that the changes of years need not be in memory.
type History struct {
	until     time.Time
	catalogue *itsm.Catalogue
	kinds     map[kind]*Record
	classes   map[itsm.ChangeClass]*failures
}

// kind is what changes have in common that say something of one another.
type kind struct {
	service   *itsm.Service
	component string
	class     itsm.ChangeClass
}

// Record is how the changes of a kind ended: of the same service, class and component, carried out with a known outcome.
type Record struct {
	N, Failed int            // failed: failed, backed out, or named by an incident as its cause
	Interval  stats.Interval // 95 % (Wilson) of the share that fails, 0..1; meaningless at N = 0
}

// Loss is what the incidents that name a change as their cause have cost together.
type Loss struct {
	Minutes itsm.Number // weighted downtime
	Cost    itsm.Number // unknown where nothing is priced
	Partial bool        // a part that is priced is unknown: the cost is a lower bound
}

// Failure is what a failed change of a class has cost on average, over those that an incident names. Nobody knows what
// the others have.
type Failure struct {
	N             int         // failed changes with a known outcome
	Linked        int         // of these, named by an incident
	Minutes, Cost itsm.Number // per change that is named and of which it is known; unknown where there is none
	Partial       bool        // a part of one of these that is priced is unknown: the cost is a lower bound
}

type failures struct {
	n, linked     int
	minutes, cost average
	partial       bool
}

// average adds up what is known.
type average struct {
	total float64
	n     int
}

func (a *average) add(v itsm.Number) {
	if v.Known {
		a.total += v.Value
		a.n++
	}
}

func (a *average) mean() itsm.Number {
	if a.n == 0 {
		return itsm.Number{}
	}
	return itsm.Known(a.total / float64(a.n))
}

// NewHistory starts without a change. Those that were not carried out by the instant are left out.
func NewHistory(catalogue *itsm.Catalogue, until time.Time) *History {
	return &History{until: until, catalogue: catalogue, kinds: map[kind]*Record{}, classes: map[itsm.ChangeClass]*failures{}}
}

// Add counts a change; caused is what the incidents that name it as their cause have cost, nil where none does.
func (h *History) Add(c *itsm.Change, caused *Loss) {
	if _, _, _, done := carriedOut(c, h.until); !done || c.Outcome == itsm.OutcomeUnknown {
		return
	}
	failed := caused != nil || c.Outcome == itsm.OutcomeFailed || c.Outcome == itsm.OutcomeBackedOut
	if k, ok := h.kind(c); ok {
		record := h.kinds[k]
		if record == nil {
			record = &Record{}
			h.kinds[k] = record
		}
		record.N++
		if failed {
			record.Failed++
		}
	}
	if failed {
		h.fail(c.Class, caused)
	}
}

func (h *History) fail(class itsm.ChangeClass, caused *Loss) {
	f := h.classes[class]
	if f == nil {
		f = &failures{}
		h.classes[class] = f
	}
	f.n++
	if caused != nil {
		f.linked++
		f.minutes.add(caused.Minutes)
		f.cost.add(caused.Cost)
		f.partial = f.partial || caused.Cost.Known && caused.Partial
	}
}

// kind is not ok for a change of unknown service or class: it is of no kind.
func (h *History) kind(c *itsm.Change) (k kind, ok bool) {
	service := h.catalogue.Find(c.Service)
	if service == nil || c.Class == itsm.ClassUnknown {
		return kind{}, false
	}
	return kind{service, strings.ToLower(strings.TrimSpace(c.Component)), c.Class}, true
}

// Record is that of the changes of the same kind, empty where there is none.
func (h *History) Record(c *itsm.Change) Record {
	k, ok := h.kind(c)
	if !ok || h.kinds[k] == nil {
		return Record{}
	}
	record := *h.kinds[k]
	record.Interval, _ = stats.Wilson(record.Failed, record.N)
	return record
}

// Failure is that of the class.
func (h *History) Failure(class itsm.ChangeClass) Failure {
	f := h.classes[class]
	if f == nil {
		return Failure{}
	}
	return Failure{N: f.n, Linked: f.linked, Minutes: f.minutes.mean(), Cost: f.cost.mean(), Partial: f.partial}
}
