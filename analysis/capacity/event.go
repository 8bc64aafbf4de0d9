package capacity

import (
	"cmp"
	"slices"
)

// AllServices is the service of an event that concerns them all.
const AllServices = "*"

// upcoming are the events of the service that are not before the as-of instant, by date and name: the volume of those
// before it is measured already.
func upcoming(rules *Rules, service string) []Event {
	var list []Event
	for _, e := range rules.Events {
		if (e.Service == service || e.Service == AllServices) && !e.At.Before(rules.AsOf) {
			list = append(list, e)
		}
	}
	slices.SortStableFunc(list, func(a, b Event) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Growth, b.Growth))
	})
	return list
}
