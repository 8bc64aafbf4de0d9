package recurring_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/reportstest"
	"nines/reports/sections/recurring"
	"nines/templates"
)

// again is an incident of October with a title; loss and problems as they are given.
func again(id, title string, day, lostMinutes int, problems ...string) itsm.Incident {
	i := reportstest.Outage(id, "shop", day, lostMinutes)
	i.Title, i.Problem = title, problems
	return i
}

// Three incidents of full disks on 5, 7 and 11 October: 6 days / 2 = 3 days = 4,320 min between. They cost 10 + 20 + 30
// = 60 weighted minutes. The first was logged with 15 + 30 min, which stand for the 500 that it states; the second
// states 60; the third nothing: 105 min. The duplicate, the cancelled one and the one opened in September are in no group.
func TestRecurringIssues(t *testing.T) {
	data := &reportstest.Records{Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0), Incidents: []itsm.Incident{
		again("I1", "Disk full on srv0001", 5, 10), again("I2", "disk full on srv0002", 7, 20, "P1"),
		again("I3", "Disk full on srv0003", 11, 30), again("I4", "Disk full on srv0004", 12, 5), again("I5", "Disk full on srv0005", 13, 5),
		again("I6", "Disk full on srv0006", -5, 5), again("I7", "Card reader broken", 14, 5),
	}}
	data.Incidents[0].Effort = itsm.Length{Value: 500 * time.Minute, Known: true}
	data.Incidents[1].Effort = itsm.Length{Value: time.Hour, Known: true}
	data.Incidents[3].DuplicateOf, data.Incidents[4].Status = "I1", itsm.StatusCancelled
	for _, minutes := range []time.Duration{15, 30} {
		data.Worklogs = append(data.Worklogs, itsm.WorkLog{
			Head: itsm.Head{Source: "clock"}, Ticket: "I1", At: reportstest.At(5, 12, 0), Minutes: itsm.Length{Value: minutes * time.Minute, Known: true},
		})
	}
	r := reportstest.Monthly(t, data, reportstest.SettingsOf(reportstest.Services(0.999, "shop")), nil)
	groups := reportstest.FiguresOf[recurring.Figures](t, r, "recurring").Groups
	require.Len(t, groups, 1)
	g := groups[0]
	assert.Equal(t, "Disk full on <host>", g.Signature)
	assert.Equal(t, []string{"I1", "I2", "I3"}, g.IDs)
	assert.InDelta(t, 105, *g.Minutes, 1e-9)
	assert.InDelta(t, 60, *g.DowntimeMinutes, 1e-9)
	assert.InDelta(t, 4320, *g.MeanMinutesBetween, 1e-9)
	assert.Equal(t, 1, g.WithoutEffort)
	assert.Equal(t, "P1", *g.Problem)
	assert.Equal(t, "shop", *g.Service)
	issues := reportstest.Table(t, r, "recurring_issues")
	require.Len(t, issues.Rows, 1)
	problem := issues.Rows[0].Cells[len(issues.Columns)-1]
	assert.Equal(t, "P1", problem.Text)
	assert.Equal(t, "named by 1 of 3", problem.Second)
}

func TestNothingRecurs(t *testing.T) {
	r := reportstest.Monthly(t, &reportstest.Records{Sources: reportstest.Imported()}, reportstest.SettingsOf(reportstest.Services(0.999, "shop")), nil)
	assert.Equal(t, "No ticket was opened in this period.", reportstest.LeadOf(t, r, "recurring"))
	assert.Empty(t, reportstest.FiguresOf[recurring.Figures](t, r, "recurring").Groups)
	untitled := &reportstest.Records{Sources: reportstest.Imported(), Incidents: []itsm.Incident{again("I1", "", 5, 1), again("I2", " ", 6, 1)}}
	assert.Equal(t, "None of the 2 tickets opened has a title to go by.", reportstest.LeadOf(t, reportstest.Monthly(t, untitled, reportstest.SettingsOf(reportstest.Services(0.999, "shop")), nil), "recurring"))
}

// Two requests in October, 30 min each, of 31 days: 2 x 0.5 h x 365.2425/31 = 11.782 hours a year.
func TestRecurringRequests(t *testing.T) {
	data := &reportstest.Records{Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}
	for id, day := range map[string]int{"R1": 3, "R2": 4} {
		data.Requests = append(data.Requests, itsm.ServiceRequest{
			Head: itsm.Head{Source: "tickets", ID: id}, Title: "Reset the token of user u0" + id, Service: "shop",
			Opened: reportstest.At(day, 9, 0), Effort: itsm.Length{Value: 30 * time.Minute, Known: true},
		})
	}
	r := reportstest.Monthly(t, data, reportstest.SettingsOf(reportstest.Services(0.999, "shop")), nil)
	groups := reportstest.FiguresOf[recurring.Figures](t, r, "recurring").Groups
	require.Len(t, groups, 1)
	assert.Equal(t, "request", groups[0].Kind)
	assert.InDelta(t, 365.2425/31, *groups[0].HoursAYear, 1e-9)
	assert.Nil(t, groups[0].DowntimeMinutes)
	assert.Nil(t, groups[0].Problem)
	assert.Equal(t, "One recurring request made 100 % of the 2 requests opened; no incident came back.", reportstest.LeadOf(t, r, "recurring"))
}

// The quarterly report proposes a problem for five incidents that nobody owns, and none for four, nor for five of which
// one names a problem.
func TestProposals(t *testing.T) {
	data := &reportstest.Records{Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}
	add := func(n int, title string, problems ...string) {
		for range n {
			i := again("I"+string(rune('A'+len(data.Incidents))), title, 2+len(data.Incidents), 1, problems...)
			i.Team, i.Component, problems = "unix", "=cmd()", nil
			data.Incidents = append(data.Incidents, i)
		}
	}
	add(5, `=HYPERLINK("http://example.com") does not open`)
	add(4, "Card reader broken")
	add(5, "Queue stuck", "P1")
	built, err := templates.Reports()
	require.NoError(t, err)
	period, err := itsm.ParsePeriod("2026-Q4", time.Time{}, time.UTC)
	require.NoError(t, err)
	r, err := reports.Make(context.Background(), data.Snapshot(), reportstest.SettingsOf(reportstest.Services(0.999, "shop")), making.Want{Report: built["quarterly"], Period: period, AsOf: reportstest.At(31, 0, 0)})
	require.NoError(t, err)
	require.Len(t, r.Proposals.Rows, 1)
	row := r.Proposals.Rows[0]
	assert.Len(t, row, len(r.Proposals.Header))
	assert.Equal(t, `Recurring: HYPERLINK(<quoted>) does not open`, row[1])
	assert.Contains(t, row[2], "5 incidents")
	assert.Contains(t, row[2], "IA, IB, IC, ID, IE")
	assert.Equal(t, []string{"shop", "=cmd()", "unix", "1 - Critical", "New", "IA"}, row[3:])
	assert.NotContains(t, row[2], "test", "no version of the program")
	assert.NotContains(t, row[2], "state no effort", "nothing is said of what nobody states")
	assert.NotContains(t, row[2], "could not be assessed")
	for _, s := range r.Document.Sections {
		for _, b := range s.Blocks {
			if text, ok := b.(*document.Text); ok && s.Name == "recurring" {
				assert.Contains(t, text.Text, "1 problem ticket is proposed")
			}
		}
	}
	assert.Nil(t, reportstest.Monthly(t, data, reportstest.SettingsOf(reportstest.Services(0.999, "shop")), nil).Proposals)
}

// Six incidents were open from 09:00 to 12:00. One of 200 minutes of effort is doubtful, one of 60 is not, four state
// none; 200 + 60 = 260 min = 4.3 h.
func TestDoubtfulEffortInProposals(t *testing.T) {
	data := &reportstest.Records{Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}
	for i := range 6 {
		data.Incidents = append(data.Incidents, again("I"+string(rune('A'+i)), "Queue stuck", 2+i, 1))
	}
	data.Incidents[0].Effort = itsm.Length{Value: 200 * time.Minute, Known: true}
	data.Incidents[1].Effort = itsm.Length{Value: 60 * time.Minute, Known: true}
	built, err := templates.Reports()
	require.NoError(t, err)
	period, err := itsm.ParsePeriod("2026-Q4", time.Time{}, time.UTC)
	require.NoError(t, err)
	r, err := reports.Make(context.Background(), data.Snapshot(), reportstest.SettingsOf(reportstest.Services(0.999, "shop")), making.Want{Report: built["quarterly"], Period: period, AsOf: reportstest.At(31, 0, 0)})
	require.NoError(t, err)
	require.Len(t, r.Proposals.Rows, 1)
	assert.Contains(t, r.Proposals.Rows[0][2], "\nWorked on them: 4.3 h; 4 of them state no effort. The effort of one is doubtful: more than the time for which it was open.\n")
}
