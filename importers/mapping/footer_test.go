package mapping

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What stands below the tickets is skipped; a ticket of which hardly anything is known is not.
func TestFooter(t *testing.T) {
	spec := Spec{Record: "incident", Columns: map[string]string{"id": "Nr", "title": "Titel", "service": "System", "opened": "Beginn", "resolved": "Ende"}}
	header := []string{"Nr", "Titel", "System", "Beginn", "Ende", "Gruppe"}
	m, err := New(spec, header)
	require.NoError(t, err)
	tests := []struct {
		name    string
		cells   []string
		skipped bool
	}{
		{"a total", []string{"Summe", "70 Störungen", "", "", "", ""}, true},
		{"in merged cells", []string{"Total:", "Total:", "Total:", "70", "", ""}, true},
		{"of a reporting tool", []string{"Grand Totals (123 records)", "", "", "", "", ""}, true},
		{"a name", []string{"Example Bank", "", "", "", "", ""}, true},
		{"a note", []string{"Confidential information - do not distribute", "", "", "", "", ""}, true},
		{"a ticket with a number only", []string{"I 2601 001", "", "", "", "", ""}, false},
		{"a number and a title", []string{"INC-1", "Total failure", "", "", "", ""}, false},
		{"a ticket called total that is filled", []string{"Total", "x", "y", "2026-01-02", "2026-01-03", "z"}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.skipped, m.Map(test.cells).Skipped != "", "%+v", m.Map(test.cells))
		})
	}
}

// A narrow list has too few cells for that to be told.
func TestFooterNeedsWidth(t *testing.T) {
	m, err := New(Spec{Record: "incident", Columns: map[string]string{"id": "a", "title": "b", "service": "c"}}, []string{"a", "b", "c"})
	require.NoError(t, err)
	assert.Empty(t, m.Map([]string{"Total", "", ""}).Skipped)
}
