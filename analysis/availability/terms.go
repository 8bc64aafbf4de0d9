package availability

import (
	"slices"
	"strings"
	"time"

	"nines/internal/itsm"
)

// terms is what holds for a service in one stretch of a period.
type terms struct {
	*itsm.Epoch
	elapsed []itsm.Spans    // T(r) of each region, up to the as-of instant
	whole   []time.Duration // |T(r)| of each region, in the whole period
}

// termsOf cuts the period, of which a part has elapsed, at the dates on which the service's terms change.
func termsOf(s *itsm.Service, period, elapsed itsm.Span, maintenance itsm.Spans) []terms {
	stretches := s.Stretches(period)
	list := make([]terms, len(stretches))
	for i, stretch := range stretches {
		t := terms{Epoch: stretch.Epoch}
		within := map[*itsm.Calendar]itsm.Spans{}
		for _, r := range stretch.Regions {
			calendar := regionCalendar(stretch.Epoch, &r)
			hours, ok := within[calendar]
			if !ok {
				hours = calendar.Within(stretch.Span).Subtract(maintenance)
				within[calendar] = hours
			}
			t.elapsed = append(t.elapsed, hours.Clip(elapsed))
			t.whole = append(t.whole, hours.Length())
		}
		list[i] = t
	}
	return list
}

func regionCalendar(e *itsm.Epoch, r *itsm.Region) *itsm.Calendar {
	if r.Calendar != nil {
		return r.Calendar
	}
	return e.Calendar
}

// agreedMinutes is |T|: the sum of u(r) |T(r)|, in minutes.
func (t *terms) agreedMinutes() (elapsed, whole float64) {
	for i, r := range t.Regions {
		elapsed += r.Share * t.elapsed[i].Length().Minutes()
		whole += r.Share * t.whole[i].Minutes()
	}
	return elapsed, whole
}

// scope is where outages hit: regions and functions, nil for all.
type scope struct {
	regions, functions []string
}

func (s *scope) key() string {
	return strings.Join(s.regions, "\x00") + "\x01" + strings.Join(s.functions, "\x00")
}

func (s *scope) hits(r *itsm.Region, f *itsm.Function) bool {
	return (s.regions == nil || slices.Contains(s.regions, r.Name)) &&
		(s.functions == nil || slices.Contains(s.functions, f.Name))
}

// block is a group of cells (region, function) with the same agreed time and hit by the same outages: what happens in
// one happens in all, so that it is computed once.
type block struct {
	hours  *agreed
	hit    []bool    // by scope
	weight float64   // sum of u(r) v(f)
	shares []float64 // by region: sum of v(f)
}

// blocks groups the cells of the terms. Scopes are few, outages may be many.
func (t *terms) blocks(scopes []scope, epoch time.Time) []*block {
	type key struct {
		hours *agreed
		hit   string
	}
	var list []*block
	byKey := map[key]*block{}
	hours := t.hours(epoch)
	for i := range t.Regions {
		for j := range t.Functions {
			hit, bits := make([]bool, len(scopes)), make([]byte, len(scopes))
			for k := range scopes {
				if hit[k] = scopes[k].hits(&t.Regions[i], &t.Functions[j]); hit[k] {
					bits[k] = 1
				}
			}
			id := key{hours[i], string(bits)}
			b := byKey[id]
			if b == nil {
				b = &block{hours: hours[i], hit: hit, shares: make([]float64, len(t.Regions))}
				byKey[id] = b
				list = append(list, b)
			}
			b.weight += t.Regions[i].Share * t.Functions[j].Share
			b.shares[i] += t.Functions[j].Share
		}
	}
	return list
}

// hours returns the agreed time of each region, the same one for regions with the same calendar.
func (t *terms) hours(epoch time.Time) []*agreed {
	list := make([]*agreed, len(t.Regions))
	byCalendar := map[*itsm.Calendar]*agreed{}
	for i := range t.Regions {
		calendar := regionCalendar(t.Epoch, &t.Regions[i])
		if byCalendar[calendar] == nil {
			byCalendar[calendar] = newAgreed(t.elapsed[i], epoch)
		}
		list[i] = byCalendar[calendar]
	}
	return list
}
