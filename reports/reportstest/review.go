package reportstest

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports"
	"nines/reports/making"
	"nines/templates"
)

// ProblemReviewOf makes the review of week 41, 5 to 11 October, on Monday, 12 October 2026, 07:00.
func ProblemReviewOf(t *testing.T, data *Records, change func(*making.Settings)) *reports.Report {
	t.Helper()
	set := SettingsOf(Services(0.999, "shop", "till"))
	set.Problems = making.ProblemRules{
		AllowedDays:   map[itsm.Priority]float64{itsm.P1: 7, itsm.P2: 14, itsm.P3: 30, itsm.P4: 60, itsm.P5: 90},
		RootCauseDays: 14, BacklogTarget: 1, ReviewDays: 2,
	}
	if change != nil {
		change(&set)
	}
	built, err := templates.Reports()
	require.NoError(t, err)
	period, err := itsm.ParsePeriod("2026-W41", time.Time{}, time.UTC)
	require.NoError(t, err)
	r, err := reports.Make(context.Background(), data.Snapshot(), set, making.Want{Report: built["problem-review"], Period: period, AsOf: At(12, 7, 0)})
	require.NoError(t, err)
	return r
}

// ProblemData has two problems. PRB1 is idle since 5 October, 07:00: seven days, as long as a P1 may be; PRB2 since the 1st, longer than a P1 may be.
// INC1 of 60 minutes is of PRB1, INC2 of 30 minutes of both and of PRB9, which has no record: 10 minutes for each.
func ProblemData() *Records {
	linked := func(i itsm.Incident, problems ...string) itsm.Incident {
		i.Problem, i.Title = problems, "orders fail"
		i.Effort = itsm.Length{Value: time.Hour, Known: true}
		return i
	}
	problem := func(id, service string, priority itsm.Priority, updated time.Time) itsm.Problem {
		return itsm.Problem{
			Head: itsm.Head{Source: "tickets", ID: id, Version: updated}, Title: "title of " + id, Service: service, Priority: priority,
			Status: itsm.StatusOpen, Opened: At(1, 0, 0), Updated: updated, Owner: "Ann",
		}
	}
	data := &Records{
		Incidents: []itsm.Incident{linked(Outage("INC1", "shop", 6, 60), "PRB1"), linked(Outage("INC2", "till", 7, 30), "PRB2", "PRB9", "PRB1", "PRB1")},
		Problems:  []itsm.Problem{problem("PRB2", "till", itsm.P1, At(1, 0, 0)), problem("PRB1", "shop", itsm.P1, At(5, 7, 0))},
		Sources:   Imported(), First: At(1, 0, 0),
	}
	data.ProblemVersions = data.Problems
	return data
}

// NotAssessed is the same data where nothing tells what an incident cost, as there is no rule for priorities.
func NotAssessed(s *making.Settings) { s.LossByPriority = nil }
