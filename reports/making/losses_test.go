package making_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/analysis/availability"
	"nines/internal/itsm"
	"nines/reports/making"
	"nines/reports/reportstest"
	"nines/templates"
)

// Two outages of everything overlap from 09:00 to 09:30 on 6 October: of the 60 minutes of the longer one the 30 shared
// ones are split, so 45 and 15 are attributed. The one of 20 October is not known on the 12th.
func TestLossesOfASpan(t *testing.T) {
	data := &reportstest.Records{Incidents: []itsm.Incident{
		reportstest.Outage("INC1", "shop", 6, 60), reportstest.Outage("INC2", "shop", 6, 30), reportstest.Outage("INC3", "shop", 20, 10), reportstest.Outage("INC4", "till", 7, 5),
	}}
	m, err := making.New(context.Background(), data.Snapshot(), making.Settings{
		Zone: time.UTC, Catalogue: reportstest.Services(0.999, "shop", "till"), LossByPriority: map[itsm.Priority]float64{itsm.P1: 1}, AmberAt: 0.75,
	}, making.Want{Report: templates.Report{Name: "weekly"}, AsOf: reportstest.At(12, 0, 0)})
	require.NoError(t, err)
	span := itsm.Span{From: reportstest.At(1, 0, 0), To: reportstest.At(31, 0, 0)}
	l, err := m.Losses(context.Background(), span)
	require.NoError(t, err)
	ref := func(id string) availability.Ref { return availability.Ref{Source: "tickets", ID: id} }
	assert.InDelta(t, 45, l.Minutes[ref("INC1")], 1e-9)
	assert.InDelta(t, 15, l.Minutes[ref("INC2")], 1e-9)
	assert.InDelta(t, 5, l.Minutes[ref("INC4")], 1e-9)
	assert.NotContains(t, l.Minutes, ref("INC3"))
	again, err := m.Losses(context.Background(), itsm.Span{From: span.From, To: reportstest.At(12, 0, 0)})
	require.NoError(t, err)
	assert.Same(t, l, again, "the same span up to the instant")
}
