package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sample makes a report from the sample that ships with the project, with its own configuration.
func sample(t *testing.T, args ...string) string {
	t.Helper()
	dir := sampleFolder(t)
	got := nines(t, dir, args...)
	require.Equal(t, exitDone, got.status, got.err)
	return filepath.Join(dir, "out")
}

// The sample's October: FX pricing missed its target, nobody recorded an end for Mobile app, eight services
// met, and so did Payroll, which stands in no catalogue and was met in a ticket.
func TestMonthlyReportOfTheSample(t *testing.T) {
	out := sample(t, "run", "monthly", "--period", "2026-10")
	f := readFigures(t, filepath.Join(out, "monthly-2026-10.json"))
	assert.InDelta(t, 9, f.at(t, "sections/overview/met/n"), 0)
	assert.InDelta(t, 11, f.at(t, "sections/overview/met/of"), 0)
	assert.Equal(t, "red", f.at(t, "sections/availability/services/service=fx-pricing/rating"))
	assert.Equal(t, "undecided", f.at(t, "sections/availability/services/service=mobile-app/rating"))
	assert.Equal(t, "amber", f.at(t, "sections/availability/services/service=payments-gateway/rating"))
	attributed, score := 0.0, 0.0
	for _, o := range f.at(t, "sections/top_talkers/outages").([]any) {
		attributed += o.(map[string]any)["attributed_minutes"].(float64)
		score += o.(map[string]any)["score"].(float64)
	}
	down := 0.0
	for _, s := range f.at(t, "sections/availability/services").([]any) {
		down += s.(map[string]any)["downtime_minutes"].(float64)
	}
	assert.InDelta(t, down, attributed, 1e-9*down)
	assert.InDelta(t, f.at(t, "sections/availability/overall/downtime_minutes"), score, 1e-9*score)
	for _, source := range f.at(t, "sections/data_quality/sources").([]any) {
		assert.InDelta(t, 0, source.(map[string]any)["rejected"], 0, source)
	}
}

func TestEveryReportOfTheSample(t *testing.T) {
	out := sample(t, "run", "daily", "--period", "2026-10-14,2026-10-15")
	for _, name := range []string{"weekly", "quarterly"} {
		sample(t, "run", name, "--as-of", "2026-11-02T07:00")
	}
	for _, name := range []string{"daily-2026-10-14.pdf", "daily-2026-10-15.xlsx"} {
		assert.FileExists(t, filepath.Join(out, name))
	}
}
