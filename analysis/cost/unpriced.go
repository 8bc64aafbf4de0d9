package cost

import (
	"cmp"
	"slices"
)

// Unpriced is downtime that is in no amount of money, as its service has no rate.
type Unpriced struct {
	Services []string // ids, most weighted minutes first, then by id
	Minutes  float64  // weighted, of all of them
}

// Unpriced finds it among incidents. Where nothing at all is priced nothing is left out, and it is empty.
func (r Rates) Unpriced(incidents []Incident) Unpriced {
	var u Unpriced
	if !r.Priced() {
		return u
	}
	lost := map[string]float64{}
	for _, i := range ordered(incidents) {
		if _, ok := r.Minute[i.Service]; !ok && i.Minutes > 0 {
			lost[i.Service] += i.Minutes
			u.Minutes += i.Minutes
		}
	}
	for id := range lost {
		u.Services = append(u.Services, id)
	}
	slices.SortFunc(u.Services, func(a, b string) int { return cmp.Or(cmp.Compare(lost[b], lost[a]), cmp.Compare(a, b)) })
	return u
}
