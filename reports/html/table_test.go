package html

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/reports/document"
)

// What readers fill in on paper is left out of a page on a screen, as long as nothing stands in it.
func TestEmptyEntriesAreLeftOut(t *testing.T) {
	columns := []document.Column{{Key: "id"}, {Key: "decision", Entry: true}, {Key: "condition", Entry: true}}
	table := &document.Table{Columns: columns, Rows: []document.Row{
		{Cells: []document.Value{document.ID("C1", ""), {}, {}}}, {Cells: []document.Value{document.ID("C2", ""), document.TextValue("approved"), {}}},
	}}
	assert.False(t, nothingIn(table, 0), "no entry")
	assert.False(t, nothingIn(table, 1), "decided once")
	assert.True(t, nothingIn(table, 2))
}
