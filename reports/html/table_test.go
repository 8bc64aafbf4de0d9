package html

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
)

// A total without a bar stands where the figures behind the bars do.
func TestTotalBelowBars(t *testing.T) {
	v, err := newView(&document.Document{})
	require.NoError(t, err)
	column := document.Column{Kind: document.KindBar}
	assert.Contains(t, string(v.cell(document.Value{Kind: document.KindMinutes, Number: 3}, column, 1).Drawing), `class="bar void"`)
	assert.Empty(t, v.cell(document.Value{Kind: document.KindMinutes, Unknown: true, Text: "no data"}, column, 1).Drawing)
	assert.Empty(t, v.cell(document.Value{}, column, 1).Drawing)
}

func TestTablesWithoutATitleOrHeads(t *testing.T) {
	alone := &document.Table{Columns: []document.Column{{}, {}}, Rows: []document.Row{{Cells: []document.Value{document.TextValue("Team"), document.TextValue("Markets")}}}}
	v, err := newView(&document.Document{Sections: []document.Section{{Title: "Impact", Blocks: []document.Block{alone}}}})
	require.NoError(t, err)
	table := v.Sections()[0].Blocks[0].Table
	assert.Equal(t, "Impact", table.Caption(), "readers who cannot see its place hear what it is about")
	assert.False(t, table.Headed())
	alone.Columns[1].Title = "Value"
	assert.True(t, v.table(alone).Headed())
}

func TestFormsOfTables(t *testing.T) {
	of := func(columns int, kind document.Kind, text string) *table {
		v, err := newView(&document.Document{})
		require.NoError(t, err)
		from := &document.Table{Columns: []document.Column{{}}, Rows: []document.Row{{Cells: []document.Value{document.TextValue(text)}}}}
		for range columns - 1 {
			from.Columns = append(from.Columns, document.Column{Kind: kind})
		}
		return v.table(from)
	}
	assert.Equal(t, "slim", of(4, document.KindCount, "a name").Class())
	assert.Equal(t, "stack slim", of(6, document.KindCount, "a name").Class())
	assert.Equal(t, "stack", of(7, document.KindCount, "a name").Class())
	assert.Equal(t, "stack", of(9, document.KindCount, "a name").Class())
	assert.Equal(t, "stack dense", of(10, document.KindCount, "a name").Class())
	assert.Empty(t, of(3, document.KindBar, "a name").Class(), "bars need the width")
	assert.Empty(t, of(3, document.KindCount, "a sentence that needs some room").Class())
	assert.Equal(t, "text mid", of(3, document.KindCount, "some more words").class(0))
	assert.Equal(t, "text long", of(3, document.KindCount, "a sentence that needs some room").class(0))
}

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
