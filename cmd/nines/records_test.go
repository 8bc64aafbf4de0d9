package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const incidentsAndOutages = `
services: [{id: fx}]
sources:
  - {name: inc, kind: csv, path: a.csv, record: incident, columns: {id: id, service: service, opened: opened, outage: outage, status: status, restored: restored, closed: closed}}
  - {name: o, kind: csv, path: o.csv, record: outage, columns: {id: id, incident: incident, service: service, from: from, to: to, lost: lost}}
`

// Incidents with outage records, incidents that were over before a period, and tickets that were called off.
func TestWhatCountsInAPeriod(t *testing.T) {
	const october = "2026-10"
	for name, c := range map[string]struct {
		incidents, outages, period, asOf string
		rating                           string
		down                             any // minutes; nil: unknown
	}{
		"outage records replace the interval of their incident in every period": {
			"I1,fx,2026-09-28T10:00,full,open,,\n", "O1,I1,fx,2026-09-28T10:00,2026-09-28T11:00,100\n", october, "", "green", 0.0,
		},
		"an incident that was restored before the period is none of it": {
			"I1,fx,2026-10-05T10:00,,open,,\nI9,fx,2026-09-23T10:00,full,closed,2026-09-23T11:00,2026-10-04T10:00\n", "", october, "", "unknown", nil,
		},
		"an outage record is of its own time, not of its incident's": {
			"I1,fx,2026-10-05T03:00,,open,,\nI2,fx,2026-11-01T00:20,,open,,\n", "O1,I2,fx,2026-10-31T09:30,2026-10-31T19:30,100\n", october, "", "red", 600.0,
		},
		"no time tells that a ticket was cancelled, and it is no outage": {
			"I1,fx,2026-10-05T10:00,full,cancelled,,\n", "", october, "2026-10-06T00:00", "green", 0.0,
		},
		// from 23:00 of the 31st to the end of the month: 60 minutes
		"an outage that began after its incident was over goes on": {
			"I1,fx,2026-10-05T03:00,,resolved,2026-10-05T08:00,\n", "O1,I1,fx,2026-10-31T23:00,,100\n", october, "", "red", 60.0,
		},
		"of a period before the first data nothing is known": {
			"I1,fx,2026-10-05T10:00,full,closed,2026-10-05T11:00,\n", "", "2026-08", "", "unknown", nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := project(t, map[string]string{
				"config.yaml": incidentsAndOutages,
				"a.csv":       "id,service,opened,outage,status,restored,closed\n" + c.incidents,
				"o.csv":       "id,incident,service,from,to,lost\n" + c.outages,
			})
			args := []string{"run", "monthly", "--period", c.period, "--format", "json"}
			if c.asOf != "" {
				args = append(args, "--as-of", c.asOf)
			}
			got := nines(t, dir, args...)
			require.Equal(t, exitDone, got.status, got.err)
			f := readFigures(t, filepath.Join(dir, "out", "monthly-"+c.period+".json"))
			const fx = "sections/availability/services/service=fx/"
			assert.Equal(t, c.rating, f.at(t, fx+"rating"))
			assert.Equal(t, c.down, f.at(t, fx+"downtime_minutes"))
		})
	}
}

// A service that stands in no catalogue is reported in every month since it was first met, so that the blend of all
// services stays one of the same services.
func TestServicesMetInTheData(t *testing.T) {
	dir := project(t, map[string]string{
		"config.yaml": incidentsAndOutages,
		"a.csv":       "id,service,opened,outage,status,restored,closed\nI1,stray,2026-09-28T10:00,full,closed,2026-09-28T11:00,\nI2,late,2026-11-01T10:00,full,open,,\n",
		"o.csv":       "id,incident,service,from,to,lost\n",
	})
	for _, c := range []struct {
		period string
		of     float64
	}{{"2026-09", 2}, {"2026-10", 2}, {"2026-11", 3}} {
		got := nines(t, dir, "run", "monthly", "--period", c.period, "--format", "json")
		require.Equal(t, exitDone, got.status, got.err)
		f := readFigures(t, filepath.Join(dir, "out", "monthly-"+c.period+".json"))
		assert.InDelta(t, c.of, f.at(t, "sections/overview/met/of"), 0, c.period)
	}
}
