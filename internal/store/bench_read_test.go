package store_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/internal/benchtest"
	"nines/internal/itsm"
)

// What a monthly report reads from a store of a million tickets over 21 months.
func BenchmarkRead(b *testing.B) {
	s := openStore(b, filepath.Join(b.TempDir(), "nines.db"))
	importTickets(b, s, benchTickets())
	ctx := context.Background()
	snapshot, err := s.Snapshot(ctx, benchMonth(benchMonths).From.Add(7*time.Hour))
	require.NoError(b, err)
	defer snapshot.Close()
	count := func(q itsm.IncidentQuery) func(*testing.B) {
		return func(b *testing.B) {
			began, n := benchtest.CPU(b), 0
			for range b.N {
				require.NoError(b, snapshot.Incidents(ctx, q, func(*itsm.Incident) error { n++; return nil }))
			}
			benchtest.Report(b, began)
			b.ReportMetric(float64(n)/float64(b.N), "incidents/op")
		}
	}
	year := itsm.Span{From: benchMonth(8).From, To: benchMonth(19).To}
	b.Run("month", count(itsm.IncidentQuery{Span: benchMonth(20)}))
	b.Run("early-month", count(itsm.IncidentQuery{Span: benchMonth(2)}))
	b.Run("losing-of-a-year", count(itsm.IncidentQuery{
		Span: year, Losing: []itsm.Priority{itsm.P1},
		Fields: []string{"service", "regions", "functions", "lost", "outage", "priority", "status", "started", "detected", "opened", "restored", "resolved", "closed"},
	}))
	b.Run("activity-of-a-year", func(b *testing.B) {
		began := benchtest.CPU(b)
		for range b.N {
			var months []itsm.Span
			for month := 8; month < 20; month++ {
				months = append(months, benchMonth(month))
			}
			active, err := snapshot.Assessable(ctx, months, true)
			require.NoError(b, err)
			for _, services := range active {
				require.Len(b, services, 30)
			}
		}
		benchtest.Report(b, began)
	})
}
