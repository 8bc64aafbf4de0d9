package reports

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/templates"
)

func settingsOf(catalogue func(context.Context, Data) (*itsm.Catalogue, []string, error)) Settings {
	return Settings{
		Organisation: "Example Bank", Version: "test", Zone: time.UTC, Locale: "en-GB", FinalAfter: 5 * 24 * time.Hour, AmberAt: 0.75,
		Catalogue: catalogue, LossByPriority: map[itsm.Priority]float64{itsm.P1: 1},
		Sources: map[string]SourceTerms{"tickets": {Record: "incident", Link: "https://tool.example.com/{id}"}},
	}
}

func imported() []itsm.SourceState {
	return []itsm.SourceState{{Source: "tickets", Record: "incident", Read: 1, Stored: 1, ImportedAt: at(31, 0, 0), Newest: at(31, 0, 0)}}
}

func monthly(t *testing.T, data *memory, set Settings, before *Published) *Report {
	t.Helper()
	built, err := templates.Reports()
	require.NoError(t, err)
	period, err := itsm.ParsePeriod("2026-10", time.Time{}, time.UTC)
	require.NoError(t, err)
	r, err := Make(context.Background(), data, set, Want{
		Report: built["monthly"], Period: period, AsOf: time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC), Before: before,
	})
	require.NoError(t, err)
	return r
}

// A green light that only means "no data" does harm: where no source tells of any incident, no service is rated.
func TestNothingIsRatedWithoutData(t *testing.T) {
	f := figuresOf[availabilityFigures](t, monthly(t, &memory{sources: imported()}, settingsOf(services(0.999, "shop", "till")), nil), "availability")
	require.Len(t, f.Services, 2)
	for _, s := range f.Services {
		assert.Equal(t, "unknown", s.Rating)
		assert.Nil(t, s.Availability)
	}
}

func figuresOf[F any](t *testing.T, r *Report, name string) F {
	t.Helper()
	for _, s := range r.Document.Sections {
		if s.Name == name {
			return s.Figures.(F)
		}
	}
	require.Failf(t, "no such section", name)
	panic("unreachable")
}

func table(t *testing.T, r *Report, id string) *document.Table {
	t.Helper()
	for _, s := range r.Document.Sections {
		for _, b := range s.Blocks {
			if found, ok := b.(*document.Table); ok && found.ID == id {
				return found
			}
		}
	}
	require.Failf(t, "no such table", id)
	return nil
}

// October has 44,640 minutes; 99.9 % allows 44.64 to be lost. b lost 60 (134 %), c 40 (90 %), a nothing.
func TestPageOne(t *testing.T) {
	data := &memory{incidents: []itsm.Incident{outage("I1", "b", 5, 60), outage("I2", "c", 6, 40)}, sources: imported(), first: at(1, 0, 0)}
	r := monthly(t, data, settingsOf(services(0.999, "a", "b", "c")), nil)
	assert.Equal(t, "b missed its target: 99.866 % against 99.90 %, 1.3 times its error budget.", r.Document.Message)
	f := figuresOf[overviewFigures](t, r, "overview")
	assert.Equal(t, metFigures{N: 2, Of: 3}, f.Met)
	require.Len(t, f.Decisions, 2)
	assert.Equal(t, "missed", f.Decisions[0].Kind)
	assert.Equal(t, "b: what is done so that I1 does not come back?", f.Decisions[0].Decision)
	assert.Equal(t, "tight", f.Decisions[1].Kind)

	rows := table(t, r, "services").Rows
	require.Len(t, rows, 3)
	for i, want := range []string{"red", "amber", "green"} {
		assert.Equal(t, want, rows[i].Cells[0].Text)
	}
	costliest := table(t, r, "costliest")
	assert.Equal(t, "2 outages cost 100 % of the weighted loss", costliest.Title)
	assert.Equal(t, "https://tool.example.com/I1", costliest.Rows[0].Cells[0].Link)
	assert.True(t, r.Document.Period.Provisional)
}

func TestNothingWasImported(t *testing.T) {
	r := monthly(t, &memory{}, settingsOf(services(0.999, "a")), nil)
	assert.Equal(t, "No service could be rated: the data do not tell.", r.Document.Message)
	f := figuresOf[availabilityFigures](t, r, "availability")
	assert.Nil(t, f.Services[0].Availability, "never green for want of data")
	assert.Equal(t, "unknown", f.Services[0].Rating)
	assert.Equal(t, metFigures{N: 0, Of: 1}, figuresOf[overviewFigures](t, r, "overview").Met)
}

func TestNoServiceAtAll(t *testing.T) {
	r := monthly(t, &memory{sources: imported()}, settingsOf(services(0.999)), nil)
	assert.Equal(t, "No service could be rated: there is no service in the catalogue or in the data.", r.Document.Message)
	assert.Empty(t, figuresOf[availabilityFigures](t, r, "availability").Services)
}

// The newest data are of 20 October, two days are allowed, the month ends on the 31st: unknown. Of a period that the
// data cover nothing is said, however old they are by now.
func TestDataThatDoNotCoverThePeriod(t *testing.T) {
	stale := imported()
	stale[0].Newest = at(20, 0, 0)
	data := &memory{incidents: []itsm.Incident{outage("I1", "b", 5, 60)}, sources: stale, first: at(1, 0, 0)}
	set := settingsOf(services(0.999, "b"))
	set.Sources["tickets"] = SourceTerms{Record: "incident", MaxAge: 48 * time.Hour}
	f := figuresOf[availabilityFigures](t, monthly(t, data, set, nil), "availability")
	assert.Equal(t, "unknown", f.Services[0].Rating)
	assert.Nil(t, f.Services[0].Availability)
	stale[0].Newest = at(30, 0, 0)
	assert.Equal(t, "red", figuresOf[availabilityFigures](t, monthly(t, data, set, nil), "availability").Services[0].Rating)
}

// Beyond twelve services page one keeps to those that missed or changed, and says how many it leaves out; the JSON
// and the section on availability have all.
func TestManyServices(t *testing.T) {
	var ids []string
	data := &memory{sources: imported(), first: at(1, 0, 0)}
	for i := range 300 {
		ids = append(ids, fmt.Sprintf("service-%03d", i))
	}
	data.incidents = append(data.incidents, outage("I1", "service-123", 5, 90))
	r := monthly(t, data, settingsOf(services(0.999, ids...)), nil)
	onPageOne := table(t, r, "services")
	require.Len(t, onPageOne.Rows, 1)
	assert.Contains(t, onPageOne.Note, "299 more services met their target as usual")
	assert.Len(t, table(t, r, "service_availability").Rows, 300)
	assert.Len(t, figuresOf[availabilityFigures](t, r, "availability").Services, 300)
}

func TestServicesOutsideTheCatalogueAreReportedAndNamed(t *testing.T) {
	data := &memory{incidents: []itsm.Incident{outage("I1", "stray", 5, 10)}, sources: imported(), first: at(1, 0, 0)}
	r := monthly(t, data, settingsOf(services(0.999, "a")), nil)
	assert.Len(t, figuresOf[availabilityFigures](t, r, "availability").Services, 2)
	for _, f := range figuresOf[qualityFigures](t, r, "data_quality").Findings {
		if f.Finding == "unknown_service" {
			assert.Equal(t, []string{"I1"}, f.IDs)
			assert.Equal(t, []string{"stray"}, f.Names)
			return
		}
	}
	t.Error("the service is not named under data quality")
}

// 60 minutes of which 20 are excluded: 40 remain.
func TestExclusionsAreListed(t *testing.T) {
	data := &memory{
		incidents:  []itsm.Incident{outage("I1", "b", 5, 60)},
		exclusions: []itsm.Exclusion{{Head: itsm.Head{ID: "x"}, Incident: "I1", From: at(5, 9, 0), To: at(5, 9, 20), Reason: "drill", At: at(6, 0, 0)}},
		sources:    imported(), first: at(1, 0, 0),
	}
	r := monthly(t, data, settingsOf(services(0.999, "b")), nil)
	assert.InDelta(t, 40, *figuresOf[availabilityFigures](t, r, "availability").Services[0].DowntimeMinutes, 1e-9)
	rows := table(t, r, "exclusions").Rows
	require.Len(t, rows, 1)
	assert.Equal(t, "drill", rows[0].Cells[3].Text)
}

// The figures of a report are those that it publishes: published again they are no restatement, and each of a
// service's figures names its tickets.
func TestPublishedFigures(t *testing.T) {
	data := &memory{incidents: []itsm.Incident{outage("I1", "b", 5, 60), outage("I2", "b", 7, 5)}, sources: imported(), first: at(1, 0, 0)}
	set := settingsOf(services(0.999, "b"))
	first := monthly(t, data, set, nil)
	assert.False(t, first.Restated)
	again := monthly(t, data, set, &Published{Revision: 3, Figures: first.Figures})
	assert.False(t, again.Restated)
	assert.Equal(t, 3, again.Document.Revision)
	data.incidents = data.incidents[:1]
	later := monthly(t, data, set, &Published{Revision: 3, Figures: first.Figures})
	assert.True(t, later.Restated)
	assert.Equal(t, 4, later.Document.Revision)
	for _, restated := range figuresOf[qualityFigures](t, later, "data_quality").Restatements {
		if restated.Figure == "availability/b/downtime_minutes" {
			assert.Equal(t, []string{"I2"}, restated.Because)
			assert.InDelta(t, 65, *restated.Published, 1e-9)
			assert.InDelta(t, 60, *restated.Now, 1e-9)
		}
	}
}

func TestLinksAreWebAddressesOnly(t *testing.T) {
	m := &making{set: Settings{Sources: map[string]SourceTerms{
		"good": {Link: "https://tool.example.com/{id}"}, "bad": {Link: "javascript:alert({id})"}, "none": {},
	}}}
	assert.Equal(t, "https://tool.example.com/a%2F..%2F%3Fx=1%22", m.link("good", `a/../?x=1"`))
	assert.Empty(t, m.link("bad", "1"))
	assert.Empty(t, m.link("none", "1"))
}

// A report without an overview says at its top what its first section says, and says it once.
func TestMessageOfAReportWithoutAnOverview(t *testing.T) {
	data := &memory{incidents: []itsm.Incident{outage("I1", "b", 5, 60)}, sources: imported(), first: at(1, 0, 0)}
	period, err := itsm.ParsePeriod("2026-10", time.Time{}, time.UTC)
	require.NoError(t, err)
	r, err := Make(context.Background(), data, settingsOf(services(0.999, "b")), Want{
		Report: templates.Report{Name: "monthly", Sections: []string{"volumes", "data_quality"}},
		Period: period, AsOf: time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC),
	})
	require.NoError(t, err)
	assert.Contains(t, r.Document.Message, "1")
	assert.Empty(t, r.Document.Sections[0].Lead)
}
