package delivery

import "time"

// AlarmKind says what an alarm is about.
type AlarmKind string

// The kinds of alarm.
const (
	AlarmFailed   AlarmKind = "failed"   // a run failed
	AlarmLate     AlarmKind = "late"     // a run was not done and delivered in time
	AlarmRefused  AlarmKind = "refused"  // a delivery will not be tried again
	AlarmDoubtful AlarmKind = "doubtful" // nobody knows whether a delivery arrived
)

// Alarm is something that somebody has to look at.
type Alarm struct {
	Kind AlarmKind
	Job  string
	Due  time.Time // of the run
	Text string    // what happened, in a sentence; it holds no secret
}
