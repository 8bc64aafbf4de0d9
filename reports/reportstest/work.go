package reportstest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports"
	"nines/reports/making"
	"nines/templates"
)

// Worked is an incident of the service that took so many minutes; it was open from 09:00 to noon of the day.
func Worked(id, service string, day time.Time, minutes int) itsm.Incident {
	return itsm.Incident{
		Head: itsm.Head{ID: id, Source: "tickets"}, Service: service, Component: service + "-db", Team: "ops", Level: 1,
		Priority: itsm.P4, Status: itsm.StatusClosed, Reassignments: itsm.Known(1), Reopenings: itsm.Known(0),
		Opened: day, Resolved: day.Add(2 * time.Hour), Closed: day.Add(3 * time.Hour), Effort: itsm.Length{Value: time.Duration(minutes) * time.Minute, Known: true},
	}
}

// WorkOf is a report of these sections about October 2026.
func WorkOf(t *testing.T, data *Records, asOf time.Time, sections ...string) *reports.Report {
	t.Helper()
	period, err := itsm.ParsePeriod("2026-10", time.Time{}, time.UTC)
	require.NoError(t, err)
	set := SettingsOf(Services(0.999, "a", "b", "c", "d"))
	set.ProductiveWeek = 30 * time.Hour
	r, err := reports.Make(context.Background(), data.Snapshot(), set, making.Want{
		Report: templates.Report{Name: "monthly", Sections: sections}, Period: period, AsOf: asOf,
	})
	require.NoError(t, err)
	return r
}

// November is when the reports about October are made.
var November = time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC)

// Busy has an incident of 60 minutes of service a in each of the months before, and in October: a 120 minutes (I1), b
// 60 by a work log (I2, whose own 600 do not count), c 180 (I3, which was open for 180 minutes: not doubtful) and d's
// request 30; on 20 October a lost an hour.
func Busy() *Records {
	d := &Records{Sources: Imported(), First: time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC)}
	for n := range 12 {
		d.Incidents = append(d.Incidents, Worked(fmt.Sprintf("E%d", n), "a", time.Date(2025, time.Month(10+n), 6, 9, 0, 0, 0, time.UTC), 60))
	}
	passed := Worked("I3", "c", At(7, 9, 0), 180)
	passed.Reassignments, passed.Level = itsm.Known(4), 3
	d.Incidents = append(d.Incidents, Worked("I1", "a", At(5, 9, 0), 120), Worked("I2", "b", At(6, 9, 0), 600), passed, Outage("O1", "a", 20, 60))
	d.Worklogs = []itsm.WorkLog{{Ticket: "I2", At: At(6, 10, 0), Person: "ann", Minutes: itsm.Length{Value: time.Hour, Known: true}}}
	d.Requests = []itsm.ServiceRequest{{
		Head: itsm.Head{ID: "R1", Source: "tickets"}, Service: "d", Status: itsm.StatusClosed, Opened: At(1, 9, 0), Closed: At(2, 9, 0),
		Effort: itsm.Length{Value: 30 * time.Minute, Known: true},
	}}
	return d
}
