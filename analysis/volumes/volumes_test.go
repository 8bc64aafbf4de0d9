package volumes

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"

	"nines/internal/itsm"
)

func on(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 12, 0, 0, 0, time.UTC)
}

var october = itsm.Span{From: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}

var incidents = []itsm.Incident{
	{Opened: on(9, 20), Resolved: on(10, 2), Closed: on(10, 5), Status: itsm.StatusClosed},   // resolved, closed
	{Opened: on(10, 3), Resolved: on(10, 3), Status: itsm.StatusResolved, Priority: itsm.P1}, // opened, resolved
	{Opened: on(10, 31), Status: itsm.StatusOpen, Priority: itsm.P2, Updated: on(10, 31)},    // opened, open
	{Opened: on(9, 1), Resolved: on(11, 2), Closed: on(11, 3), Status: itsm.StatusClosed},    // open at the end
	{Opened: on(9, 1), Status: itsm.StatusClosed},                                            // undated
	{Started: on(10, 9), Closed: on(10, 10), Status: itsm.StatusClosed, Priority: itsm.P1},   // opened as it started, closed, not resolved
	{Opened: on(10, 3), Parent: "INC1", Status: itsm.StatusOpen},                             // apart
	{Opened: on(10, 4), Status: itsm.StatusCancelled},                                        // apart
	{Opened: on(11, 5), Status: itsm.StatusOpen},                                             // later
}

func TestIncidents(t *testing.T) {
	c := NewCounter(october, on(11, 20))
	for i := range incidents {
		c.Incident(&incidents[i])
	}
	want := Tickets{
		Opened: 3, Resolved: 2, Closed: 2, OpenAtEnd: 2, Undated: 1, NotOnce: 2,
		ByPriority: map[itsm.Priority]int{itsm.P1: 2, itsm.P2: 1},
	}
	assert.Empty(t, cmp.Diff(want, c.Volumes().Incidents))
}

// As of 4 October noon, what was opened later is not there, and what was resolved later is open.
func TestAsOfBeforeTheEndOfThePeriod(t *testing.T) {
	c := NewCounter(october, on(10, 4))
	for _, i := range incidents[:3] {
		c.Incident(&i)
	}
	assert.Equal(t, Tickets{
		Opened: 1, Resolved: 2, OpenAtEnd: 0, ByPriority: map[itsm.Priority]int{itsm.P1: 1},
	}, c.Volumes().Incidents)
}

func TestRequestsAndProblems(t *testing.T) {
	c := NewCounter(october, on(11, 20))
	for _, r := range []itsm.ServiceRequest{
		{Opened: on(10, 1), Closed: on(10, 2), Status: itsm.StatusClosed},
		{Opened: on(10, 1), Status: itsm.StatusUnknown}, // no status, no closing: open
		{Opened: on(10, 1), Status: itsm.StatusCancelled},
	} {
		c.Request(&r)
	}
	for _, p := range []itsm.Problem{
		{Opened: on(8, 1), Status: itsm.StatusKnownError, Priority: itsm.P3},
		{Opened: on(10, 2), Closed: on(10, 30), Status: itsm.StatusClosed, Priority: itsm.P2},
	} {
		c.Problem(&p)
	}
	v := c.Volumes()
	assert.Equal(t, Tickets{
		Opened: 2, Closed: 1, OpenAtEnd: 1, NotOnce: 1, ByPriority: map[itsm.Priority]int{itsm.PriorityUnknown: 2},
	}, v.Requests)
	assert.Equal(t, Tickets{Opened: 1, Closed: 1, OpenAtEnd: 1, ByPriority: map[itsm.Priority]int{itsm.P2: 1}}, v.Problems)
}

func TestChanges(t *testing.T) {
	c := NewCounter(october, on(11, 20))
	for _, r := range []itsm.Change{
		{ActualStart: on(9, 30), ActualEnd: on(10, 1), Class: itsm.ClassNormal, Outcome: itsm.OutcomeFailed},
		{ActualStart: on(10, 30), ActualEnd: on(11, 1), Class: itsm.ClassNormal, Outcome: itsm.OutcomeSuccessful},    // ended later
		{PlannedEnd: on(10, 8), Class: itsm.ClassStandard, Outcome: itsm.OutcomeSuccessful},                          // no actual times, outcome known
		{PlannedStart: on(10, 8), Status: itsm.StatusClosed},                                                         // no actual times, over
		{PlannedStart: on(10, 8), PlannedEnd: on(10, 8), Class: itsm.ClassEmergency},                                 // planned only
		{ActualEnd: on(10, 8), Class: itsm.ClassEmergency, Outcome: itsm.OutcomeCancelled},                           // called off
		{PlannedEnd: on(10, 8), Class: itsm.ClassBAU, Outcome: itsm.OutcomeSuccessful, Status: itsm.StatusCancelled}, // called off
	} {
		c.Change(&r)
	}
	assert.Equal(t, Changes{
		Implemented: 3,
		ByClass:     map[itsm.ChangeClass]int{itsm.ClassNormal: 1, itsm.ClassStandard: 1, itsm.ClassUnknown: 1},
		ByOutcome:   map[itsm.Outcome]int{itsm.OutcomeFailed: 1, itsm.OutcomeSuccessful: 1, itsm.OutcomeUnknown: 1},
	}, c.Volumes().Changes)
}
