package changes

import (
	"time"

	"nines/internal/itsm"
)

// CarriedOut is a change that was carried out in the report's period, with what became of it.
type CarriedOut struct {
	itsm.Change
	Of       *itsm.Service // nil: unknown
	From, At time.Time     // when it began, and when it was carried out: when it ended, as far as is known
	ByPlan   bool          // From and At are those of the plan
	Late     Late
	Verdict  Verdict
	Early    bool   // outages may still follow it: it is in no rate yet
	Unseen   bool   // nobody knows the outages of its service: that none followed is not known
	Links    []Link // to incidents after it, whenever they began, by their start, then by id and source
}

// Verdict says whether a change failed.
type Verdict uint8

// The verdicts, of which each change has the first that holds.
const (
	Undecided       Verdict = iota // its outcome is unknown
	FailedOutcome                  // it failed or was backed out
	FailedByName                   // an incident names it as its cause
	Waiting                        // nothing speaks against it yet, and outages may still follow
	FailedInference                // an outage that no change is named for followed it
	Succeeded
)

// carried is a change as looking back needs it; most of them are long past.
type carried struct {
	itsm.Ref
	of        *itsm.Service
	mends     []string // ids of incidents
	from, at  time.Time
	outcome   itsm.Outcome
	done      bool // carried out by the as-of instant
	byPlan    bool
	named     bool         // an incident names it as its cause
	suspected bool         // an outage that names no change followed it
	others    bool         // of a service that the catalogue is not about: it counts nowhere, but outages may come of it
	full      *itsm.Change // of the report's period; else nil
}

// carriedOut tells from when to when a change was carried out: the actual times, without any those of the plan where it
// is over. An end before its start is contradictory and treated as missing; where one of the two is missing it is taken
// to be the other. It is not done if it was called off, if nothing tells when it was carried out, or if that is not
// before the as-of instant.
func carriedOut(c *itsm.Change, asOf time.Time) (from, at time.Time, byPlan, done bool) {
	from, at = c.ActualStart, c.ActualEnd
	if from.IsZero() && at.IsZero() && c.Over() {
		from, at, byPlan = c.PlannedStart, c.PlannedEnd, true
	}
	from, at = itsm.FirstKnown(from, at), itsm.FirstKnown(at, from)
	if at.Before(from) {
		at = from
	}
	return from, at, byPlan, !c.Cancelled() && !at.IsZero() && !at.After(asOf)
}
