package response_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/reportstest"
	"nines/reports/sections/response"
	"nines/reports/snapshot"
)

func responseSettings() making.Settings {
	set := reportstest.SettingsOf(func(context.Context, snapshot.Data) (*itsm.Catalogue, []string, error) {
		fx := reportstest.Service("fx", 0.999, true)
		fx.Criticality = itsm.MissionCritical
		fx.Continuity = itsm.Continuity{Plan: "DR-1", Tested: itsm.Date{Year: 2024, Month: 5, Day: 1}}
		return itsm.NewCatalogue([]*itsm.Service{fx}, func(id string) *itsm.Service { return reportstest.Service(id, 0.999, false) }), nil, nil
	})
	set.Response = making.ResponseRules{
		Update: 15 * time.Minute, ReviewDays: 2,
		MajorAfter: map[itsm.Criticality]time.Duration{itsm.MissionCritical: 30 * time.Minute},
		Matrix:     [3][3]itsm.Priority{{itsm.P1, itsm.P2, itsm.P3}, {itsm.P2, itsm.P3, itsm.P4}, {itsm.P3, itsm.P4, itsm.P5}},
	}
	return set
}

// From 09:00 to 10:00 of 5 October: told after 10 minutes, then at 09:20 and 09:50, restored notice at 10:05. Due to be
// major at 09:30, declared at 09:45. I2 of 6 October, 40 minutes, says nothing; it was never declared. I0 of September
// was told after 4 minutes.
func handledIncidents() *reportstest.Records {
	september := func(hour, minute int) time.Time { return time.Date(2026, 9, 7, hour, minute, 0, 0, time.UTC) }
	one, two := reportstest.Outage("I1", "fx", 5, 60), reportstest.Outage("I2", "fx", 6, 40)
	one.Started, one.Notified, one.Major = reportstest.At(5, 9, 0), reportstest.At(5, 9, 10), reportstest.At(5, 9, 45)
	one.Commander, one.DetectedBy, one.Impact, one.Urgency = "Secret Name", itsm.DetectorCustomer, "1 - High", "1 - High"
	two.Impact, two.Urgency = "2 - Medium", "2"
	before := itsm.Incident{
		Head: itsm.Head{ID: "I0", Source: "tickets"}, Service: "fx", Priority: itsm.P1, Status: itsm.StatusClosed,
		Started: september(9, 0), Opened: september(9, 0), Notified: september(9, 4), Restored: september(9, 30), Resolved: september(9, 30), Closed: september(12, 0),
	}
	say := func(kind itsm.UpdateKind, minute int) itsm.Update {
		return itsm.Update{Head: itsm.Head{Source: "mails"}, Incident: "I1", Kind: kind, At: reportstest.At(5, 9, minute), Author: "Secret Name"}
	}
	return &reportstest.Records{
		Incidents: []itsm.Incident{before, one, two}, Sources: reportstest.Imported(), First: september(0, 0),
		Updates: []itsm.Update{say(itsm.UpdateProgress, 20), say(itsm.UpdateProgress, 50), say(itsm.UpdateRestored, 65)},
		Actions: []itsm.Action{{Head: itsm.Head{ID: "A1"}, Incident: "I1"}},
	}
}

func TestResponse(t *testing.T) {
	data := handledIncidents()
	data.Incidents[2].Service = "FX" // as its source writes it
	r := reportstest.Monthly(t, data, responseSettings(), nil)
	f := reportstest.FiguresOf[response.Figures](t, r, "response")
	require.Len(t, f.HowSoon, 8)
	told := f.HowSoon[1]
	assert.Equal(t, "notified", told.Step)
	assert.InDelta(t, 10, *told.Minutes.Median, 1e-9)
	assert.Equal(t, []int{1, 1}, []int{told.Minutes.N, told.Minutes.Missing})
	assert.InDelta(t, 4, *told.PreviousMedianMinutes, 1e-9)
	assert.Equal(t, []string{"I2"}, f.StartAssumed)
	assert.Equal(t, f.MTTDMinutes.N+f.MTTDMinutes.Missing, told.Minutes.N+told.Minutes.Missing, "over the same incidents")

	require.Len(t, f.Communication.Incidents, 2)
	silent, said := f.Communication.Incidents[0], f.Communication.Incidents[1]
	assert.Equal(t, "I2", silent.Incident, "forty minutes without a word")
	assert.False(t, *silent.Acknowledged)
	assert.InDelta(t, 30, *said.LongestGapMinutes, 1e-9) // from 09:20 to 09:50
	assert.False(t, *said.CadenceKept)
	assert.True(t, *said.RestoredNotice)
	assert.Equal(t, []int{1, 2}, []int{f.Communication.Outages.Acknowledged.N, f.Communication.Outages.Acknowledged.Of})

	require.Len(t, f.Tiers.Escalations, 2)
	assert.Equal(t, []string{"I2", "never"}, []string{f.Tiers.Escalations[0].Incident, f.Tiers.Escalations[0].Verdict})
	assert.InDelta(t, 15, *f.Tiers.Escalations[1].LateMinutes, 1e-9)

	assert.Equal(t, []int{2, 1, 1}, []int{f.Priority.Assessed, f.Priority.TooHigh, len(f.Priority.Disagreements)})
	assert.Equal(t, "P3", f.Priority.Disagreements[0].ByMatrix)
	assert.Equal(t, "fx", *f.Priority.Disagreements[0].Service, "the id, as everywhere")

	require.Len(t, f.Majors, 1)
	assert.Equal(t, []string{"support_lead", "scribe", "experts"}, f.Majors[0].MissingRoles)
	assert.Equal(t, "overdue", f.Majors[0].Review)
	assert.Equal(t, 1, *f.Majors[0].Actions)
	assert.Equal(t, "tested_long_ago", f.Continuity.Untested[0].Lack)
	for _, text := range reportstest.Texts(r) {
		assert.NotContains(t, text, "Secret Name")
		assert.False(t, strings.Contains(text, "{"), text)
	}
}

// A source that brings no messages, no declarations and no impact: nothing of it is a fault.
func TestResponseThatNobodyRecorded(t *testing.T) {
	r := reportstest.Monthly(t, &reportstest.Records{Incidents: []itsm.Incident{reportstest.Outage("I1", "fx", 5, 60)}, Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}, responseSettings(), nil)
	f := reportstest.FiguresOf[response.Figures](t, r, "response")
	assert.Equal(t, []string{"I1"}, f.Communication.NotRecorded)
	assert.Nil(t, f.Communication.Incidents[0].Acknowledged)
	assert.Nil(t, f.Communication.Outages.Acknowledged.Share)
	assert.Equal(t, "unrecorded", f.Tiers.Escalations[0].Verdict)
	assert.Equal(t, 1, f.Priority.NoImpact)
	assert.Nil(t, f.HowSoon[1].Minutes.Median)
	assert.Nil(t, f.HowSoon[1].PreviousMedianMinutes)
	for _, s := range r.Document.Sections {
		if s.Name == "response" {
			assert.Equal(t, "Outages were resolved after 60 min (median); nobody recorded when customers were told.", s.Lead)
		}
	}
}

func TestResponseToNothing(t *testing.T) {
	r := reportstest.Monthly(t, &reportstest.Records{Sources: reportstest.Imported()}, reportstest.SettingsOf(reportstest.Services(0.999, "a")), nil)
	for _, s := range r.Document.Sections {
		if s.Name == "response" {
			assert.Equal(t, "No incident with an outage ended in this period and none is open: there is no response to judge.", s.Lead)
			assert.Empty(t, s.Blocks)
		}
	}
	f := reportstest.FiguresOf[response.Figures](t, r, "response")
	assert.NotNil(t, f.Communication.Incidents)
	assert.NotNil(t, f.Majors)
}

// Of more disagreements than a page shows the workbook has a sheet of its own, and the JSON all.
func TestManyDisagreements(t *testing.T) {
	data := &reportstest.Records{Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}
	for n := range 13 {
		i := reportstest.Outage(string(rune('A'+n)), "fx", 5, 10)
		i.Impact, i.Urgency = "3", "3"
		data.Incidents = append(data.Incidents, i)
	}
	r := reportstest.Monthly(t, data, responseSettings(), nil)
	assert.Len(t, reportstest.FiguresOf[response.Figures](t, r, "response").Priority.Disagreements, 13)
	shown := reportstest.Table(t, r, "priorities")
	assert.Len(t, shown.Rows, 10)
	assert.Contains(t, shown.Note, "3 more stand in the workbook and the JSON.")
	rows := 0
	for _, s := range r.Document.Sections {
		for _, b := range s.Blocks {
			if d, ok := b.(*document.Detail); ok && d.ID == "priority_disagreements" {
				require.NoError(t, d.Rows(func([]document.Value) error { rows++; return nil }))
			}
		}
	}
	assert.Equal(t, 13, rows)
}
