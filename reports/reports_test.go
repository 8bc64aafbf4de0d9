package reports_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports"
	"nines/reports/making"
	"nines/reports/reportstest"
	"nines/reports/sections/availability"
	"nines/reports/sections/dataquality"
	"nines/reports/sections/overview"
	"nines/reports/snapshot"
	"nines/templates"
)

// A green light that only means "no data" does harm: where no source tells of any incident, no service is rated.
func TestNothingIsRatedWithoutData(t *testing.T) {
	f := reportstest.FiguresOf[availability.Figures](t, reportstest.Monthly(t, &reportstest.Records{Sources: reportstest.Imported()}, reportstest.SettingsOf(reportstest.Services(0.999, "shop", "till")), nil), "availability")
	require.Len(t, f.Services, 2)
	for _, s := range f.Services {
		assert.Equal(t, "unknown", s.Rating)
		assert.Nil(t, s.Availability)
	}
}

// October has 44,640 minutes; 99.9 % allows 44.64 to be lost. b lost 60 (134 %), c 40 (90 %), a nothing.
func TestPageOne(t *testing.T) {
	data := &reportstest.Records{Incidents: []itsm.Incident{reportstest.Outage("I1", "b", 5, 60), reportstest.Outage("I2", "c", 6, 40)}, Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}
	r := reportstest.Monthly(t, data, reportstest.SettingsOf(reportstest.Services(0.999, "a", "b", "c")), nil)
	assert.Equal(t, "b missed its target: 99.866 % against 99.90 %, 1.3 times its error budget.", r.Document.Message)
	f := reportstest.FiguresOf[overview.Figures](t, r, "overview")
	assert.Equal(t, making.OutOf{N: 2, Of: 3}, f.Met)
	require.Len(t, f.Decisions, 2)
	assert.Equal(t, "missed", f.Decisions[0].Kind)
	assert.Equal(t, "b: what is done so that I1 does not come back?", f.Decisions[0].Decision)
	assert.Equal(t, "tight", f.Decisions[1].Kind)

	rows := reportstest.Table(t, r, "services").Rows
	require.Len(t, rows, 3)
	for i, want := range []string{"red", "amber", "green"} {
		assert.Equal(t, want, rows[i].Cells[0].Text)
	}
	costliest := reportstest.Table(t, r, "costliest")
	assert.Equal(t, "2 outages cost all that was lost", costliest.Title)
	assert.Equal(t, "https://tool.example.com/I1", costliest.Rows[0].Cells[0].Link)
	assert.True(t, r.Document.Period.Provisional)
}

func TestNothingWasImported(t *testing.T) {
	r := reportstest.Monthly(t, &reportstest.Records{}, reportstest.SettingsOf(reportstest.Services(0.999, "a")), nil)
	assert.Equal(t, "No service could be rated: the data do not tell.", r.Document.Message)
	f := reportstest.FiguresOf[availability.Figures](t, r, "availability")
	assert.Nil(t, f.Services[0].Availability, "never green for want of data")
	assert.Equal(t, "unknown", f.Services[0].Rating)
	assert.Equal(t, making.OutOf{N: 0, Of: 1}, reportstest.FiguresOf[overview.Figures](t, r, "overview").Met)
}

func TestNoServiceAtAll(t *testing.T) {
	r := reportstest.Monthly(t, &reportstest.Records{Sources: reportstest.Imported()}, reportstest.SettingsOf(reportstest.Services(0.999)), nil)
	assert.Equal(t, "No service could be rated: there is no service in the catalogue or in the data.", r.Document.Message)
	assert.Empty(t, reportstest.FiguresOf[availability.Figures](t, r, "availability").Services)
}

// The newest data are of 20 October, two days are allowed, the month ends on the 31st: unknown. Of a period that the
// data cover nothing is said, however old they are by now.
func TestDataThatDoNotCoverThePeriod(t *testing.T) {
	stale := reportstest.Imported()
	stale[0].Newest = reportstest.At(20, 0, 0)
	data := &reportstest.Records{Incidents: []itsm.Incident{reportstest.Outage("I1", "b", 5, 60)}, Sources: stale, First: reportstest.At(1, 0, 0)}
	set := reportstest.SettingsOf(reportstest.Services(0.999, "b"))
	set.Sources["tickets"] = making.SourceTerms{Record: "incident", MaxAge: 48 * time.Hour}
	f := reportstest.FiguresOf[availability.Figures](t, reportstest.Monthly(t, data, set, nil), "availability")
	assert.Equal(t, "unknown", f.Services[0].Rating)
	assert.Nil(t, f.Services[0].Availability)
	stale[0].Newest = reportstest.At(30, 0, 0)
	assert.Equal(t, "red", reportstest.FiguresOf[availability.Figures](t, reportstest.Monthly(t, data, set, nil), "availability").Services[0].Rating)
}

// Nobody calls a source current whose data end before the report does, beside the banner that says so.
func TestDataThatEndEarlyAreNotCalledCurrent(t *testing.T) {
	early := reportstest.Imported()
	data := &reportstest.Records{Incidents: []itsm.Incident{reportstest.Outage("I1", "b", 5, 60)}, Sources: early, First: reportstest.At(1, 0, 0)}
	for day, current := range map[int]bool{31: true, 20: false} {
		early[0].Newest = reportstest.At(day, 0, 0)
		text := reportstest.TextsJoined(reportstest.Monthly(t, data, reportstest.SettingsOf(reportstest.Services(0.999, "b")), nil))
		assert.Equal(t, current, strings.Contains(text, "The one source is current."))
		assert.Equal(t, !current, strings.Contains(text, "none tells of incidents up to the end"))
	}
}

// Beyond twelve services page one keeps to those that missed or changed, and says how many it leaves out; the JSON
// and the section on availability have all.
func TestManyServices(t *testing.T) {
	var ids []string
	data := &reportstest.Records{Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}
	for i := range 300 {
		ids = append(ids, fmt.Sprintf("service-%03d", i))
	}
	data.Incidents = append(data.Incidents, reportstest.Outage("I1", "service-123", 5, 90))
	r := reportstest.Monthly(t, data, reportstest.SettingsOf(reportstest.Services(0.999, ids...)), nil)
	onPageOne := reportstest.Table(t, r, "services")
	require.Len(t, onPageOne.Rows, 1)
	assert.Contains(t, onPageOne.Note, "299 more services met their targets, none unusually")
	assert.Len(t, reportstest.Table(t, r, "service_availability").Rows, 300)
	assert.Len(t, reportstest.FiguresOf[availability.Figures](t, r, "availability").Services, 300)
}

func TestServicesOutsideTheCatalogueAreReportedAndNamed(t *testing.T) {
	data := &reportstest.Records{Incidents: []itsm.Incident{reportstest.Outage("I1", "stray", 5, 10)}, Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}
	r := reportstest.Monthly(t, data, reportstest.SettingsOf(reportstest.Services(0.999, "a")), nil)
	assert.Len(t, reportstest.FiguresOf[availability.Figures](t, r, "availability").Services, 2)
	for _, f := range reportstest.FiguresOf[dataquality.Figures](t, r, "data_quality").Findings {
		if f.Finding == "unknown_service" {
			assert.Equal(t, []string{"I1"}, f.IDs)
			assert.Equal(t, []string{"stray"}, f.Names)
			return
		}
	}
	t.Error("the service is not named under data quality")
}

// A service that was to serve nobody in the period asks for no decision.
func TestNothingToDecideWithoutAgreedTime(t *testing.T) {
	closed := func(context.Context, snapshot.Data) (*itsm.Catalogue, []string, error) {
		s := reportstest.Service("a", 0.999, true)
		s.Epochs[0].Calendar = &itsm.Calendar{Name: "closed", Zone: time.UTC}
		return itsm.NewCatalogue([]*itsm.Service{s}, func(id string) *itsm.Service { return reportstest.Service(id, 0.999, false) }), nil, nil
	}
	data := &reportstest.Records{Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}
	r := reportstest.Monthly(t, data, reportstest.SettingsOf(closed), nil)
	assert.Equal(t, "unknown", reportstest.FiguresOf[availability.Figures](t, r, "availability").Services[0].Rating)
	assert.Empty(t, reportstest.FiguresOf[overview.Figures](t, r, "overview").Decisions)
}

// 60 minutes of which 20 are excluded: 40 remain.
func TestExclusionsAreListed(t *testing.T) {
	data := &reportstest.Records{
		Incidents:  []itsm.Incident{reportstest.Outage("I1", "b", 5, 60)},
		Exclusions: []itsm.Exclusion{{Head: itsm.Head{ID: "x"}, Incident: "I1", From: reportstest.At(5, 9, 0), To: reportstest.At(5, 9, 20), Reason: "drill", At: reportstest.At(6, 0, 0)}},
		Sources:    reportstest.Imported(), First: reportstest.At(1, 0, 0),
	}
	r := reportstest.Monthly(t, data, reportstest.SettingsOf(reportstest.Services(0.999, "b")), nil)
	assert.InDelta(t, 40, *reportstest.FiguresOf[availability.Figures](t, r, "availability").Services[0].DowntimeMinutes, 1e-9)
	rows := reportstest.Table(t, r, "exclusions").Rows
	require.Len(t, rows, 1)
	assert.Equal(t, "drill", rows[0].Cells[3].Text)
}

// The figures of a report are those that it publishes: published again they are no restatement, and each of a
// service's figures names its tickets.
func TestPublishedFigures(t *testing.T) {
	data := &reportstest.Records{Incidents: []itsm.Incident{reportstest.Outage("I1", "b", 5, 60), reportstest.Outage("I2", "b", 7, 5)}, Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}
	set := reportstest.SettingsOf(reportstest.Services(0.999, "b"))
	first := reportstest.Monthly(t, data, set, nil)
	assert.False(t, first.Restated)
	again := reportstest.Monthly(t, data, set, &making.Published{Revision: 3, Figures: first.Figures})
	assert.False(t, again.Restated)
	assert.Equal(t, 3, again.Document.Revision)
	data.Incidents = data.Incidents[:1]
	later := reportstest.Monthly(t, data, set, &making.Published{Revision: 3, Figures: first.Figures})
	assert.True(t, later.Restated)
	assert.Equal(t, 4, later.Document.Revision)
	for _, restated := range reportstest.FiguresOf[dataquality.Figures](t, later, "data_quality").Restatements {
		if restated.Figure == "availability/b/downtime_minutes" {
			assert.Equal(t, []string{"I2"}, restated.Because)
			assert.InDelta(t, 65, *restated.Published, 1e-9)
			assert.InDelta(t, 60, *restated.Now, 1e-9)
		}
	}
}

// A report without an overview says at its top what its first section says, and says it once.
func TestMessageOfAReportWithoutAnOverview(t *testing.T) {
	data := &reportstest.Records{Incidents: []itsm.Incident{reportstest.Outage("I1", "b", 5, 60)}, Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}
	period, err := itsm.ParsePeriod("2026-10", time.Time{}, time.UTC)
	require.NoError(t, err)
	r, err := reports.Make(context.Background(), data.Snapshot(), reportstest.SettingsOf(reportstest.Services(0.999, "b")), making.Want{
		Report: templates.Report{Name: "monthly", Sections: []string{"volumes", "data_quality"}},
		Period: period, AsOf: time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC),
	})
	require.NoError(t, err)
	assert.Contains(t, r.Document.Message, "1")
	assert.Empty(t, r.Document.Sections[0].Lead)
}
