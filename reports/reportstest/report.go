package reportstest

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/snapshot"
	"nines/templates"
)

// LeadOf is the first sentence of a section.
func LeadOf(t *testing.T, r *reports.Report, section string) string {
	t.Helper()
	for _, s := range r.Document.Sections {
		if s.Name == section {
			return s.Lead
		}
	}
	require.Failf(t, "no such section", section)
	return ""
}

// SettingsOf are settings in which an incident of priority P1 without a loss of its own loses all.
func SettingsOf(catalogue func(context.Context, snapshot.Data) (*itsm.Catalogue, []string, error)) making.Settings {
	return making.Settings{
		Organisation: "Example Bank", Version: "test", Zone: time.UTC, Locale: "en-GB", FinalAfter: 5 * 24 * time.Hour, AmberAt: 0.75,
		Catalogue: catalogue, LossByPriority: map[itsm.Priority]float64{itsm.P1: 1},
		Sources: map[string]making.SourceTerms{"tickets": {Record: "incident", Link: "https://tool.example.com/{id}"}},
	}
}

// Imported is the state of a source of incidents that is up to date at the end of October.
func Imported() []itsm.SourceState {
	return []itsm.SourceState{{Source: "tickets", Record: "incident", Read: 1, Stored: 1, ImportedAt: At(31, 0, 0), Newest: At(31, 0, 0)}}
}

// Monthly is the monthly report about October 2026, as of 2 November, 07:00.
func Monthly(t *testing.T, data *Records, set making.Settings, before *making.Published) *reports.Report {
	t.Helper()
	built, err := templates.Reports()
	require.NoError(t, err)
	period, err := itsm.ParsePeriod("2026-10", time.Time{}, time.UTC)
	require.NoError(t, err)
	r, err := reports.Make(context.Background(), data.Snapshot(), set, making.Want{
		Report: built["monthly"], Period: period, AsOf: time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC), Before: before,
	})
	require.NoError(t, err)
	return r
}

// FiguresOf are the figures of a section.
func FiguresOf[F any](t *testing.T, r *reports.Report, name string) F {
	t.Helper()
	for _, s := range r.Document.Sections {
		if s.Name == name {
			return s.Figures.(F)
		}
	}
	require.Failf(t, "no such section", name)
	panic("unreachable")
}

// Table is the table of a report that has the id.
func Table(t *testing.T, r *reports.Report, id string) *document.Table {
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
