package mapping

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// BenchmarkMap maps rows of 19 columns, five of them times in a zone with summer time.
func BenchmarkMap(b *testing.B) {
	zone, err := time.LoadLocation("America/Sao_Paulo")
	require.NoError(b, err)
	header := []string{"number", "state", "service", "component", "priority", "impact", "urgency", "opened", "resolved", "closed", "updated", "team", "assignee", "title", "effort", "reassigned", "reopened", "problem", "change"}
	fields := []string{"id", "status", "service", "component", "priority", "impact", "urgency", "opened", "resolved", "closed", "updated", "team", "assignee", "title", "effort", "reassignments", "reopenings", "problem", "change"}
	spec := Spec{Record: "incident", Zone: zone, TimeFormats: []string{"%d/%m/%Y %H:%M"}, Missing: []string{"?"}, Columns: map[string]string{"restored": "resolved"}}
	for i, field := range fields {
		spec.Columns[field] = header[i]
	}
	m, err := New(spec, header)
	require.NoError(b, err)
	rows := [][]string{
		{"INC0000001", "Closed", "fx-pricing", "pricing-engine", "2 - High", "2 - Medium", "2 - Medium", "9/3/2026 07:05", "9/3/2026 08:15", "12/3/2026 10:00", "12/3/2026 10:01", "Group 4", "Resolver 17", "Prices are late, users in APAC", "35", "1", "0", "?", "?"},
		{"INC0000002", "Resolved", "fx-pricing", "gateway", "1 - Critical", "1 - High", "1 - High", "19/7/2026 17:05", "19/7/2026 18:15", "?", "19/7/2026 18:16", "Group 9", "?", "No prices at all", "90", "2", "0", "?", "CHG0000123"},
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if r := m.Map(rows[i%2]); r.Record == nil {
			b.Fatal(r)
		}
	}
}
