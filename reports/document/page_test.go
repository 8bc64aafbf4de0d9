package document_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/reports/document"
)

func TestShown(t *testing.T) {
	for _, c := range []struct {
		rows, most int
		strict     bool
		want       int
	}{
		{40, 0, false, 40},
		{15, 12, false, 15}, // to leave out three rows takes a line that says so
		{16, 12, false, 12},
		{15, 12, true, 12},
		{6, 5, false, 6},
		{8, 5, false, 5}, // 5 and half of them
		{2, 1, false, 1},
		{0, 5, false, 0},
	} {
		table := &document.Table{PageRows: c.most, Strict: c.strict, Rows: make([]document.Row, c.rows)}
		assert.Equal(t, c.want, table.Shown(), "%d of %d, strict %v", c.most, c.rows, c.strict)
	}
}

func TestBare(t *testing.T) {
	table := &document.Table{
		Columns: []document.Column{{}, {}, {Entry: true}, {Kind: document.KindCount}, {}},
		Rows: []document.Row{
			{Cells: []document.Value{{}, {}, {}, {}, {Unknown: true}}},
			{Cells: []document.Value{{}, {Second: "below"}, {}, {}, {}}},
		},
	}
	var got []bool
	for i := range table.Columns {
		got = append(got, table.Bare(i))
	}
	assert.Equal(t, []bool{true, false, false, false, false}, got)
	assert.False(t, (&document.Table{Columns: []document.Column{{}}}).Bare(0), "without rows a table has its columns")
}

func TestOnPage(t *testing.T) {
	row := []document.Row{{}}
	full, empty := &document.Table{ID: "full", Rows: row}, &document.Table{ID: "empty"}
	inFull, inEmpty, inNone := &document.Chart{Within: "full"}, &document.Chart{Within: "empty"}, &document.Chart{Within: "none"}
	backlog, weekly := &document.Chart{ID: "backlog"}, &document.Chart{ID: "weekly", Within: "backlog"}
	s := document.Section{Blocks: []document.Block{inFull, full, inEmpty, empty, inNone, &document.Detail{}, backlog, weekly}}
	assert.Equal(t, []document.Block{full, inEmpty, empty, inNone, backlog}, s.OnPage())
}
