package delivery

import (
	"time"

	"nines/internal/store"
)

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
	// About are the deliveries that were refused or are in doubt, of which the operators are told; none: it is about the run.
	About []store.Delivery
}

// Line says in the log of a run that an alarm was raised about it.
func (a Alarm) Line() string { return "alarm; kind: " + string(a.Kind) + "; " + a.Text }

// DeliveryAlarm is the alarm about deliveries of one run, at least one, which all are refused or all in doubt.
func DeliveryAlarm(kind AlarmKind, about ...store.Delivery) Alarm {
	a := Alarm{Kind: kind, Job: about[0].Job, Due: about[0].Due, About: about}
	for i, d := range about {
		if i > 0 {
			a.Text += "; "
		}
		a.Text += d.Target + ": " + d.Detail
	}
	return a
}
