package reports

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/analysis/availability"
	"nines/internal/itsm"
	"nines/templates"
)

// Two outages of everything overlap from 09:00 to 09:30 on 6 October: of the 60 minutes of the longer one the 30 shared
// ones are split, so 45 and 15 are attributed. The one of 20 October is not known on the 12th.
func TestLossesOfASpan(t *testing.T) {
	data := &memory{incidents: []itsm.Incident{
		outage("INC1", "shop", 6, 60), outage("INC2", "shop", 6, 30), outage("INC3", "shop", 20, 10), outage("INC4", "till", 7, 5),
	}}
	m, err := newMaking(context.Background(), data, Settings{
		Zone: time.UTC, Catalogue: services(0.999, "shop", "till"), LossByPriority: map[itsm.Priority]float64{itsm.P1: 1}, AmberAt: 0.75,
	}, Want{Report: templates.Report{Name: "weekly"}, AsOf: at(12, 0, 0)})
	require.NoError(t, err)
	span := itsm.Span{From: at(1, 0, 0), To: at(31, 0, 0)}
	l, err := m.losses(context.Background(), span)
	require.NoError(t, err)
	ref := func(id string) availability.Ref { return availability.Ref{Source: "tickets", ID: id} }
	assert.InDelta(t, 45, l.minutes[ref("INC1")], 1e-9)
	assert.InDelta(t, 15, l.minutes[ref("INC2")], 1e-9)
	assert.InDelta(t, 5, l.minutes[ref("INC4")], 1e-9)
	assert.NotContains(t, l.minutes, ref("INC3"))
	again, err := m.losses(context.Background(), itsm.Span{From: span.From, To: at(12, 0, 0)})
	require.NoError(t, err)
	assert.Same(t, l, again, "the same span up to the instant")
}
