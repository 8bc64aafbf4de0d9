package hotspots_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/reportstest"
	"nines/reports/sections/hotspots"
	"nines/reports/sections/staffing"
)

func TestHotspots(t *testing.T) {
	r := reportstest.WorkOf(t, reportstest.Busy(), reportstest.November, "hotspots")
	f := reportstest.FiguresOf[hotspots.Figures](t, r, "hotspots")
	require.NotNil(t, f.TotalMinutes)
	assert.InDelta(t, 390, *f.TotalMinutes, 1e-9) // 120 + 60 + 180 + 30
	assert.Equal(t, "c took 46 % of the 6.5 hours worked, a 31 % and b 15 %; the total is more than usual (Sep 2026: 1.0 hours).", r.Document.Message)
	require.Len(t, f.ByService, 4)
	assert.Equal(t, "c", *f.ByService[0].Key)
	assert.InDelta(t, 180./390, *f.ByService[0].Share, 1e-12)
	assert.InDelta(t, 60, *f.ByService[1].PreviousMinutes, 1e-9)
	assert.Equal(t, "above", *f.ByService[1].Trend, "always 60 minutes, and now 120")
	assert.Equal(t, []string{"O1"}, f.WithoutIDs)
	assert.Empty(t, f.Doubtful)
	assert.Equal(t, hotspots.WorklogsFigures{Minutes: 60, PersonalMinutes: 60, Persons: 1, Unlinked: []string{}}, f.Worklogs)
	assert.Equal(t, hotspots.PassedFigures{ID: "I3", Service: making.TextOrNull("c"), Team: making.TextOrNull("ops"), Times: 4}, f.Travel.Passed[0])
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
	assert.NotNil(t, reportstest.Table(t, r, "effort_service"))
}

// Work of October on a ticket that was closed years ago is that ticket's.
func TestWorkOnAnOldTicket(t *testing.T) {
	data := reportstest.Busy()
	data.Incidents = append(data.Incidents, reportstest.Worked("OLD", "a", time.Date(2021, 3, 1, 9, 0, 0, 0, time.UTC), 30))
	data.Worklogs = append(data.Worklogs, itsm.WorkLog{Ticket: "OLD", At: reportstest.At(6, 10, 0), Minutes: itsm.Length{Value: time.Hour, Known: true}})
	f := reportstest.FiguresOf[hotspots.Figures](t, reportstest.WorkOf(t, data, reportstest.November, "hotspots"), "hotspots")
	assert.InDelta(t, 450, *f.TotalMinutes, 1e-9) // 390 + 60
	assert.Empty(t, f.Worklogs.Unlinked)
	assert.Len(t, f.ByType, 2, "incidents and requests")
}

func TestNobodyStatesEffort(t *testing.T) {
	data := &reportstest.Records{Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0), Incidents: []itsm.Incident{reportstest.Outage("O1", "a", 20, 60)}}
	r := reportstest.WorkOf(t, data, reportstest.November, "hotspots", "staffing")
	f := reportstest.FiguresOf[hotspots.Figures](t, r, "hotspots")
	assert.Nil(t, f.TotalMinutes, "not known, which is not 0")
	assert.Equal(t, 1, f.WithoutEffort)
	assert.Nil(t, reportstest.FiguresOf[staffing.Figures](t, r, "staffing").FTE)
	assert.Contains(t, r.Document.Message, "not known")
}

// No word is missing and no placeholder unfilled, whatever a period has to say.
func TestWordsOfHotspots(t *testing.T) {
	doubtful := reportstest.Busy()
	doubtful.Incidents = append(doubtful.Incidents, reportstest.Worked("I4", "d", reportstest.At(9, 9, 0), 999))
	doubtful.Incidents = append(doubtful.Incidents, reportstest.Outage("O2", "b", 21, 30), reportstest.Outage("O3", "c", 22, 20), reportstest.Outage("O4", "d", 22, 10))
	doubtful.Worklogs = append(doubtful.Worklogs, itsm.WorkLog{Ticket: "X", At: reportstest.At(6, 10, 0), Minutes: itsm.Length{Value: time.Hour, Known: true}},
		itsm.WorkLog{At: reportstest.At(6, 10, 0), Minutes: itsm.Length{Value: time.Hour, Known: true}}, itsm.WorkLog{Ticket: "I1", At: reportstest.At(6, 10, 0)})
	placeholder, word := regexp.MustCompile(`\{[a-z]+\}`), regexp.MustCompile(`^[a-z_]+\.[a-z_.]+$`)
	for name, c := range map[string]struct {
		data *reportstest.Records
		asOf time.Time
	}{
		"busy": {reportstest.Busy(), reportstest.November}, "doubtful": {doubtful, reportstest.November}, "running": {reportstest.Busy(), reportstest.At(20, 12, 0)},
		"nothing": {&reportstest.Records{Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}, reportstest.November},
	} {
		r := reportstest.WorkOf(t, c.data, c.asOf, "hotspots", "staffing")
		for _, text := range reportstest.Texts(r) {
			assert.NotRegexp(t, placeholder, text, name)
			assert.NotRegexp(t, word, text, name)
		}
	}
	r := reportstest.WorkOf(t, doubtful, reportstest.November, "hotspots")
	assert.Contains(t, r.Document.Message, "doubtful")
	for _, b := range r.Document.Sections[0].Blocks {
		if c, ok := b.(*document.Chart); ok && c.Kind == document.ChartScatter {
			assert.Len(t, c.Points, 4, c.ID)
		}
	}
}
