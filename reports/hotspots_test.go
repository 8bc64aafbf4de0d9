package reports

import (
	"context"
	"fmt"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/templates"
)

// worked is an incident of the service that took so many minutes; it was open from 09:00 to noon of the day.
func worked(id, service string, day time.Time, minutes int) itsm.Incident {
	return itsm.Incident{
		Head: itsm.Head{ID: id, Source: "tickets"}, Service: service, Component: service + "-db", Team: "ops", Level: 1,
		Priority: itsm.P4, Status: itsm.StatusClosed, Reassignments: itsm.Known(1), Reopenings: itsm.Known(0),
		Opened: day, Resolved: day.Add(2 * time.Hour), Closed: day.Add(3 * time.Hour), Effort: itsm.Length{Value: time.Duration(minutes) * time.Minute, Known: true},
	}
}

// workOf is a report of these sections about October 2026.
func workOf(t *testing.T, data *memory, asOf time.Time, sections ...string) *Report {
	t.Helper()
	period, err := itsm.ParsePeriod("2026-10", time.Time{}, time.UTC)
	require.NoError(t, err)
	set := settingsOf(services(0.999, "a", "b", "c", "d"))
	set.ProductiveWeek = 30 * time.Hour
	r, err := Make(context.Background(), data, set, Want{
		Report: templates.Report{Name: "monthly", Sections: sections}, Period: period, AsOf: asOf,
	})
	require.NoError(t, err)
	return r
}

var november = time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC)

// busy has an incident of 60 minutes of service a in each of the months before, and in October: a 120 minutes (I1), b
// 60 by a work log (I2, whose own 600 do not count), c 180 (I3, which was open for 180 minutes: not doubtful) and d's
// request 30; on 20 October a lost an hour.
func busy() *memory {
	d := &memory{sources: imported(), first: time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC)}
	for n := range 12 {
		d.incidents = append(d.incidents, worked(fmt.Sprintf("E%d", n), "a", time.Date(2025, time.Month(10+n), 6, 9, 0, 0, 0, time.UTC), 60))
	}
	passed := worked("I3", "c", at(7, 9, 0), 180)
	passed.Reassignments, passed.Level = itsm.Known(4), 3
	d.incidents = append(d.incidents, worked("I1", "a", at(5, 9, 0), 120), worked("I2", "b", at(6, 9, 0), 600), passed, outage("O1", "a", 20, 60))
	d.worklogs = []itsm.WorkLog{{Ticket: "I2", At: at(6, 10, 0), Person: "ann", Minutes: itsm.Length{Value: time.Hour, Known: true}}}
	d.requests = []itsm.ServiceRequest{{
		Head: itsm.Head{ID: "R1", Source: "tickets"}, Service: "d", Status: itsm.StatusClosed, Opened: at(1, 9, 0), Closed: at(2, 9, 0),
		Effort: itsm.Length{Value: 30 * time.Minute, Known: true},
	}}
	return d
}

func TestHotspots(t *testing.T) {
	r := workOf(t, busy(), november, "hotspots")
	f := figuresOf[hotspotsFigures](t, r, "hotspots")
	require.NotNil(t, f.TotalMinutes)
	assert.InDelta(t, 390, *f.TotalMinutes, 1e-9) // 120 + 60 + 180 + 30
	assert.Equal(t, "6.5 hours went into 4 tickets: 46 % into c, 31 % into a and 15 % into b; 1.0 in Sep 2026, more than its usual range.", r.Document.Message)
	require.Len(t, f.ByService, 4)
	assert.Equal(t, "c", *f.ByService[0].Key)
	assert.InDelta(t, 180./390, *f.ByService[0].Share, 1e-12)
	assert.InDelta(t, 60, *f.ByService[1].PreviousMinutes, 1e-9)
	assert.Equal(t, "above", *f.ByService[1].Trend, "always 60 minutes, and now 120")
	assert.Equal(t, []string{"O1"}, f.WithoutIDs)
	assert.Empty(t, f.Doubtful)
	assert.Equal(t, worklogsFigures{Minutes: 60, PersonalMinutes: 60, Persons: 1, Unlinked: []string{}}, f.Worklogs)
	assert.Equal(t, passedFigures{ID: "I3", Service: textOrNull("c"), Team: textOrNull("ops"), Times: 4}, f.Travel.Passed[0])
	assert.Equal(t, 4, f.Travel.Resolved)
	assert.Equal(t, 1, f.Travel.WithoutReassignments)
	assert.Len(t, f.Periods, 6, "as many earlier months as say what is usual")
	// Effort 30, 60, 120, 180: median 90. Downtime 60 of a, none of the others: median 0.
	assert.InDelta(t, 90, *f.Quadrant.Services.MedianMinutes, 1e-9)
	assert.Zero(t, *f.Quadrant.Services.MedianDowntimeMinutes)
	var places []string
	for _, s := range f.Quadrant.Services.Spots {
		places = append(places, s.Key+" "+*s.Place)
	}
	assert.Equal(t, []string{"a both", "c toil", "b neither", "d neither"}, places)
	assert.Nil(t, f.Quadrant.Components.MedianMinutes, "three components are too few")
	assert.NotNil(t, table(t, r, "effort_service"))
}

// Work of October on a ticket that was closed years ago is that ticket's.
func TestWorkOnAnOldTicket(t *testing.T) {
	data := busy()
	data.incidents = append(data.incidents, worked("OLD", "a", time.Date(2021, 3, 1, 9, 0, 0, 0, time.UTC), 30))
	data.worklogs = append(data.worklogs, itsm.WorkLog{Ticket: "OLD", At: at(6, 10, 0), Minutes: itsm.Length{Value: time.Hour, Known: true}})
	f := figuresOf[hotspotsFigures](t, workOf(t, data, november, "hotspots"), "hotspots")
	assert.InDelta(t, 450, *f.TotalMinutes, 1e-9) // 390 + 60
	assert.Empty(t, f.Worklogs.Unlinked)
	assert.Len(t, f.ByType, 2, "incidents and requests")
}

// FTE per month: demand over working days and 360 minutes. October 2026 has 22 working days: 390 / 22 / 360.
func TestStaffing(t *testing.T) {
	r := workOf(t, busy(), november, "staffing")
	f := figuresOf[staffingFigures](t, r, "staffing")
	require.Len(t, f.Periods, 13)
	assert.InDelta(t, 22, f.Periods[12].WorkingDays, 1e-9)
	assert.Zero(t, *f.Periods[12].BacklogChange)
	assert.InDelta(t, 390./22/360, *f.FTE, 1e-9)
	assert.InDelta(t, 60/(22*360.), *f.Coverage, 1e-9)
	require.NotNil(t, f.Next.FTE)
	assert.Less(t, *f.Next.Lower, *f.Next.FTE)
	assert.Less(t, *f.Next.FTE, *f.Next.Upper)
	few := busy()
	few.incidents = few.incidents[6:] // April to September, and October: seven
	g := figuresOf[staffingFigures](t, workOf(t, few, november, "staffing"), "staffing")
	assert.Nil(t, g.Next.FTE)
	assert.Equal(t, 7, g.Next.Periods)
}

func TestNobodyStatesEffort(t *testing.T) {
	data := &memory{sources: imported(), first: at(1, 0, 0), incidents: []itsm.Incident{outage("O1", "a", 20, 60)}}
	r := workOf(t, data, november, "hotspots", "staffing")
	f := figuresOf[hotspotsFigures](t, r, "hotspots")
	assert.Nil(t, f.TotalMinutes, "not known, which is not 0")
	assert.Equal(t, 1, f.WithoutEffort)
	assert.Nil(t, figuresOf[staffingFigures](t, r, "staffing").FTE)
	assert.Contains(t, r.Document.Message, "not known")
}

// No word is missing and no placeholder unfilled, whatever a period has to say.
func TestWordsOfHotspots(t *testing.T) {
	doubtful := busy()
	doubtful.incidents = append(doubtful.incidents, worked("I4", "d", at(9, 9, 0), 999))
	doubtful.incidents = append(doubtful.incidents, outage("O2", "b", 21, 30), outage("O3", "c", 22, 20), outage("O4", "d", 22, 10))
	doubtful.worklogs = append(doubtful.worklogs, itsm.WorkLog{Ticket: "X", At: at(6, 10, 0), Minutes: itsm.Length{Value: time.Hour, Known: true}},
		itsm.WorkLog{At: at(6, 10, 0), Minutes: itsm.Length{Value: time.Hour, Known: true}}, itsm.WorkLog{Ticket: "I1", At: at(6, 10, 0)})
	placeholder, word := regexp.MustCompile(`\{[a-z]+\}`), regexp.MustCompile(`^[a-z_]+\.[a-z_.]+$`)
	for name, c := range map[string]struct {
		data *memory
		asOf time.Time
	}{
		"busy": {busy(), november}, "doubtful": {doubtful, november}, "running": {busy(), at(20, 12, 0)},
		"nothing": {&memory{sources: imported(), first: at(1, 0, 0)}, november},
	} {
		r := workOf(t, c.data, c.asOf, "hotspots", "staffing")
		for _, text := range texts(r) {
			assert.NotRegexp(t, placeholder, text, name)
			assert.NotRegexp(t, word, text, name)
		}
	}
	r := workOf(t, doubtful, november, "hotspots")
	assert.Contains(t, r.Document.Message, "doubtful")
	for _, b := range r.Document.Sections[0].Blocks {
		if c, ok := b.(*document.Chart); ok && c.Kind == document.ChartScatter {
			assert.Len(t, c.Points, 4, c.ID)
		}
	}
}

// 2 November 2026 is a Monday. From its noon to Friday's end: 4.5 days; a weekend has none.
func TestWorkingDays(t *testing.T) {
	day := func(d, hour int) time.Time { return time.Date(2026, 11, d, hour, 0, 0, 0, time.UTC) }
	assert.InDelta(t, 4.5, workingDays(itsm.Span{From: day(2, 12), To: day(9, 0)}, time.UTC), 1e-12)
	assert.Zero(t, workingDays(itsm.Span{From: day(7, 0), To: day(9, 0)}, time.UTC))
	// November 2026 begins on a Sunday: data that begin on Monday the 2nd cover it, those of the 3rd do not.
	p := itsm.NewPeriod(itsm.Month, itsm.Date{Year: 2026, Month: 11, Day: 1}, time.UTC)
	assert.True(t, covered(p, day(2, 23)))
	assert.False(t, covered(p, day(3, 0)))
	assert.False(t, covered(p, time.Time{}))
}
