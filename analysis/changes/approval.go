package changes

import (
	"slices"
	"strings"
	"time"

	"nines/internal/itsm"
)

// retrospective is how long after its start an emergency may be approved.
const retrospective = 2 * 24 * time.Hour

func blank(text string) bool { return strings.TrimSpace(text) == "" }

// missingTiming tells whether the plan does not say from when to when.
func missingTiming(c *itsm.Change) bool {
	return c.PlannedStart.IsZero() || c.PlannedEnd.IsZero() || c.PlannedEnd.Before(c.PlannedStart)
}

// given is how many approved the change. What is approved and states no number has one; what states a number only has
// that; what states that it is not approved has none, whatever else it states.
func given(c *itsm.Change) int {
	switch {
	case c.Approved.State == itsm.No:
		return 0
	case c.Approvals.Known:
		return int(c.Approvals.Value)
	case c.Approved.Done():
		return 1
	}
	return 0
}

// approvedAfterStart tells whether the approval is known to have come after the change had begun, or was to begin.
func approvedAfterStart(c *itsm.Change) bool {
	from := c.Start()
	return c.Approved.Done() && !from.IsZero() && c.Approved.At.After(from)
}

func emergencyWithoutIncident(c *itsm.Change) bool {
	return c.Class == itsm.ClassEmergency && !slices.ContainsFunc(c.Incident, func(id string) bool { return !blank(id) })
}

// noRetrospectiveApproval tells whether more than two days have passed since the start of an emergency in which it was
// not approved. Approved before its start it needs none, and at an unknown time nothing says that it was late.
func noRetrospectiveApproval(c *itsm.Change, asOf time.Time) bool {
	from := c.Start()
	if c.Class != itsm.ClassEmergency || from.IsZero() {
		return false
	}
	due := from.Add(retrospective)
	if c.Approved.Done() {
		return c.Approved.At.After(due)
	}
	return given(c) == 0 && asOf.After(due)
}
