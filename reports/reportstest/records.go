package reportstest

import (
	"context"
	"time"

	"nines/internal/itsm"
	"nines/reports/snapshot"
)

// Records are what a store would know: a few records, each in the one version that it has.
type Records struct {
	Incidents  []itsm.Incident
	Outages    []itsm.OutageRecord
	Requests   []itsm.ServiceRequest
	Exclusions []itsm.Exclusion
	Sources    []itsm.SourceState
	Findings   []itsm.SourceFinding
	Problems   []itsm.Problem
	Actions    []itsm.Action
	Changes    []itsm.Change
	Worklogs   []itsm.WorkLog
	Updates    []itsm.Update
	Samples    []Samples
	Published  []itsm.PublishedFigure
	Decisions  []itsm.Decision
	First      time.Time

	ProblemVersions []itsm.Problem
	ActionVersions  []itsm.Action
}

// Services makes a catalogue of services around the clock, each with the target.
func Services(target float64, ids ...string) func(context.Context, snapshot.Data) (*itsm.Catalogue, []string, error) {
	return func(context.Context, snapshot.Data) (*itsm.Catalogue, []string, error) {
		var list []*itsm.Service
		for _, id := range ids {
			list = append(list, Service(id, target, true))
		}
		return itsm.NewCatalogue(list, func(id string) *itsm.Service { return Service(id, target, false) }), nil, nil
	}
}

// Service is a service around the clock, with one region and one function, that weighs 1.
func Service(id string, target float64, catalogued bool) *itsm.Service {
	return &itsm.Service{ID: id, Name: id, Catalogued: catalogued, Epochs: []itsm.Epoch{{
		Weight: 1, Target: target, Calendar: itsm.AlwaysOpen(),
		Regions: []itsm.Region{{Name: "all", Share: 1}}, Functions: []itsm.Function{{Name: "all", Share: 1}},
	}}}
}

// At is an instant of October 2026.
func At(day, hour, minute int) time.Time {
	return time.Date(2026, 10, day, hour, minute, 0, 0, time.UTC)
}

// Outage is a P1 incident of so many minutes from 09:00 of an October day.
func Outage(id, service string, day, minutes int) itsm.Incident {
	return itsm.Incident{
		Head: itsm.Head{ID: id, Source: "tickets"}, Title: "down", Service: service, Priority: itsm.P1, Status: itsm.StatusClosed,
		Opened: At(day, 9, 0), Restored: At(day, 9, minutes), Resolved: At(day, 9, minutes), Closed: At(day, 12, 0),
	}
}
