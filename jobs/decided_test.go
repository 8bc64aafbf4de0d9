package jobs

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/templates"
)

// Two rows that decide the same are one decision; two that differ, in verdict or condition, are told with both rows.
func TestDecidedTwice(t *testing.T) {
	var d decided
	for i, r := range []itsm.Decision{
		{Meeting: "2026-W45", Change: "CHG1", Verdict: itsm.VerdictApproved},
		{Meeting: "2026-W45", Change: "CHG1", Verdict: itsm.VerdictApproved},
		{Meeting: "2026-W46", Change: "CHG1", Verdict: itsm.VerdictRejected}, // another meeting
		{Meeting: "2026-W45", Change: "CHG2", Verdict: itsm.VerdictApproved},
		{Meeting: "2026-W45", Change: "CHG2", Verdict: itsm.VerdictRejected},
		{Meeting: "2026-W45", Change: "CHG3", Verdict: itsm.VerdictUnknown, Condition: "test"},
		{Meeting: "2026-W45", Change: "CHG3", Verdict: itsm.VerdictApproved, Condition: "test"},
	} {
		d.add(i+2, &r)
	}
	d.add(9, &itsm.Change{})
	words, _, err := templates.LoadWords("en", nil)
	require.NoError(t, err)
	found := wording{words, time.UTC}.decidedTwice("a.xlsx, ", &d)
	require.Len(t, found, 2)
	assert.Equal(t, "a.xlsx, rows 5 and 6 decide on CHG2 (2026-W45) otherwise, approved and rejected: the last one stands", found[0].Text)
	assert.Equal(t, []string{"CHG2"}, found[0].IDs)
	assert.Equal(t, itsm.FoundDecidedTwice, found[0].Kind)
	assert.Equal(t, "a.xlsx, rows 7 and 8 decide on CHG3 (2026-W45) otherwise, test and approved: the last one stands", found[1].Text)
}
