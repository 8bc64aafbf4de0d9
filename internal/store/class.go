package store

import (
	"nines/internal/itsm"
)

// The classes of incidents by what they can cost, in the order in which practice decides it: child or duplicate;
// no outage; a stated loss; else by the rule per priority. Trends read the costly classes only.
// A cancelled incident has the class with a minus: no time tells that it was cancelled, so it always is.
const (
	effectChild    = 0  // of another incident, or a duplicate
	effectNone     = 1  // states that nothing was lost
	effectStated   = 2  // states a loss, or a full outage
	effectUnstated = 3  // + priority; states nothing
	effectPartial  = 9  // + priority; a partial outage without a share
	effectLast     = 14 // partial, P5
)

// effectOf is an incident's class.
func effectOf(r *itsm.Incident) int64 {
	if r.Parent != "" || r.DuplicateOf != "" {
		return effectChild
	}
	effect := int64(effectUnstated) + int64(r.Priority)
	switch {
	case r.Outage == itsm.OutageNone, r.Lost.Known && r.Lost.Value == 0:
		effect = effectNone
	case r.Lost.Known, r.Outage == itsm.OutageFull:
		effect = effectStated
	case r.Outage == itsm.OutagePartial:
		effect = int64(effectPartial) + int64(r.Priority)
	}
	if r.Status == itsm.StatusCancelled {
		return -effect
	}
	return effect
}

// effectsAll are all classes of incidents.
func effectsAll() []int64 {
	all := []int64{effectChild}
	for effect := int64(1); effect <= effectLast; effect++ {
		all = append(all, effect, -effect)
	}
	return all
}

// effectsOnce are the classes of the incidents that count once: no child, no duplicate, not cancelled.
func effectsOnce() []int64 {
	var once []int64
	for effect := int64(1); effect <= effectLast; effect++ {
		once = append(once, effect)
	}
	return once
}

// effectsLosing are the classes of the incidents that can cost availability where these priorities do.
func effectsLosing(priorities []itsm.Priority) []int64 {
	effects := []int64{effectStated}
	for _, p := range priorities {
		if p != itsm.PriorityUnknown {
			effects = append(effects, effectUnstated+int64(p))
		}
	}
	for effect := int64(effectPartial); effect <= effectLast; effect++ {
		effects = append(effects, effect)
	}
	for _, effect := range effects {
		effects = append(effects, -effect)
	}
	return effects
}

// The classes of service requests. As with incidents, a cancelled one has a minus.
const (
	requestCounts    = 0
	requestCancelled = -1
)

func requestClass(r *itsm.ServiceRequest) int64 {
	if r.Status == itsm.StatusCancelled {
		return requestCancelled
	}
	return requestCounts
}
