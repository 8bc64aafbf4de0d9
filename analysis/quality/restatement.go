package quality

import (
	"cmp"
	"math"
	"slices"

	"nines/internal/itsm"
)

// Figure is a published figure with the tickets behind it.
type Figure struct {
	Name    string // availability/fx-pricing/downtime_minutes
	Value   itsm.Number
	Tickets []Contribution
}

// Contribution is what one ticket adds to a figure, in the figure's unit.
type Contribution struct {
	ID     string
	Amount float64
}

// Restatement is a published figure that comes out otherwise now.
type Restatement struct {
	Figure         string
	Published, Now itsm.Number
	Because        []string // the tickets that made the difference, ascending
	Configuration  bool     // no ticket did, and the configuration is another
}

// Same is the relative difference up to which two figures are the same: far above the noise of adding floats, far
// below anything that a report prints.
const same = 1e-9

// Restatements compares what was published with what comes out now, in the order of the figures' names. A figure that
// is no longer computed is reported with an unknown value, a new one is not a restatement.
func Restatements(published, now []Figure, configurationChanged bool) []Restatement {
	current := make(map[string]Figure, len(now))
	for _, f := range now {
		current[f.Name] = f
	}
	var list []Restatement
	for _, was := range published {
		is := current[was.Name]
		if equal(was.Value, is.Value) {
			continue
		}
		because := differing(was.Tickets, is.Tickets)
		list = append(list, Restatement{
			Figure: was.Name, Published: was.Value, Now: is.Value,
			Because: because, Configuration: len(because) == 0 && configurationChanged,
		})
	}
	slices.SortFunc(list, func(a, b Restatement) int { return cmp.Compare(a.Figure, b.Figure) })
	return list
}

func equal(a, b itsm.Number) bool {
	if a.Known != b.Known {
		return false
	}
	return !a.Known || near(a.Value, b.Value)
}

func near(a, b float64) bool {
	return math.Abs(a-b) <= same*math.Max(1, math.Max(math.Abs(a), math.Abs(b)))
}

func differing(was, is []Contribution) []string {
	amounts := make(map[string]float64, len(is))
	for _, c := range is {
		amounts[c.ID] = c.Amount
	}
	var ids []string
	for _, c := range was {
		amount, ok := amounts[c.ID]
		if !ok || !near(amount, c.Amount) {
			ids = append(ids, c.ID)
		}
		delete(amounts, c.ID)
	}
	for id := range amounts {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
