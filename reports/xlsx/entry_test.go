package xlsx_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
)

// A workbook that comes back filled in offers the words that are understood, in tables and in streamed sheets.
func TestEntriesOfferTheirChoices(t *testing.T) {
	columns := []document.Column{
		{Key: "id", Title: "Change", Kind: document.KindID},
		{Key: "decision", Title: "Decision", Entry: true, Choices: []string{"approved", "rejected"}},
		{Key: "condition", Title: "Condition", Entry: true},
		{Key: "at", Title: "Decided on", Kind: document.KindDay, Entry: true},
	}
	row := []document.Value{document.ID("C1", ""), {}, {}, {Kind: document.KindDay, Unknown: true}}
	f := open(t, frame(t, section(
		&document.Table{ID: "t", Columns: columns, Rows: []document.Row{{Cells: row}, {Cells: row}}},
		&document.Detail{ID: "d", Title: "Sheet", Columns: columns, Rows: func(yield func([]document.Value) error) error { return yield(row) }},
	)))
	for sheet, want := range map[string]string{"One": "B5:B6", "Sheet": "B2:B1048576"} {
		lists, err := f.GetDataValidations(sheet)
		require.NoError(t, err)
		require.Len(t, lists, 1, "%s: only the decision has choices", sheet)
		assert.Equal(t, want, lists[0].Sqref)
		assert.Equal(t, `"approved,rejected"`, lists[0].Formula1)
		assert.True(t, lists[0].AllowBlank)
	}
	for _, cell := range []string{"B2", "C2", "D2"} {
		text, err := f.GetCellValue("Sheet", cell)
		require.NoError(t, err)
		assert.Empty(t, text, cell)
	}
}
