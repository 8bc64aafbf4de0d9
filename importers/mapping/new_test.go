package mapping

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

func TestColumnsThatAreNotThere(t *testing.T) {
	_, err := New(Spec{
		Record: "incident", Where: map[string][]string{"Status": {"x"}},
		Columns: map[string]string{"id": "Nummber", "opened": "Opened", "title": "nothing like it"},
	}, []string{"Number", " opened ", "State", "Title"})
	var missing *ColumnsError
	require.ErrorAs(t, err, &missing)
	assert.Equal(t, []MissingColumn{
		{Use: "columns.id", Name: "Nummber", Nearest: "Number"}, {Use: "columns.title", Name: "nothing like it"}, {Use: "where", Name: "Status", Nearest: "State"},
	}, missing.Missing)
	assert.Equal(t, strings.Join([]string{
		`columns.id: there is no column "Nummber"; did you mean "Number"?`,
		`columns.title: there is no column "nothing like it"`,
		`where: there is no column "Status"; did you mean "State"?`,
		`the header has: Number,  opened , State, Title`,
	}, "\n"), missing.Error())
}

func TestHeaderIsMatchedExactlyFirst(t *testing.T) {
	m, err := New(Spec{Record: "incident", Columns: map[string]string{"id": "ID", "title": "title  of\nit"}}, []string{"id", "ID", " Title of it"})
	require.NoError(t, err)
	got, ok := m.Map([]string{"lower", "upper", "t"}).Record.(*itsm.Incident)
	require.True(t, ok)
	assert.Equal(t, "upper", got.ID)
	assert.Equal(t, "t", got.Title)

	require.NoError(t, m.NextFile([]string{"x", "Title of it", "id"}), "another order")
	got, ok = m.Map([]string{"1", "2", "3"}).Record.(*itsm.Incident)
	require.True(t, ok)
	assert.Equal(t, "3", got.ID)
	assert.Equal(t, "2", got.Title)
	var missing *ColumnsError
	assert.ErrorAs(t, m.NextFile([]string{"x"}), &missing)
}

func TestSpecsThatCannotBe(t *testing.T) {
	ids := map[string]string{"id": "id"}
	tests := []struct {
		name string
		spec Spec
		want []string
	}{
		{"no such record", Spec{Record: "ticket", Columns: ids}, []string{`there is no record "ticket"; expected one of action, change,`}},
		{"no such record by row", Spec{ByRow: &ByRow{Column: "id", Values: map[string]string{"a": "ticket"}}, Columns: ids}, []string{`there is no record "ticket"`}},
		{"nothing by row", Spec{ByRow: &ByRow{Column: "id"}, Columns: ids}, []string{"record.values: no word stands for a record"}},
		{"no id", Spec{Record: "incident", Columns: map[string]string{"title": "id"}}, []string{"record incident: no column is mapped to id"}},
		{
			"no such field",
			Spec{Record: "incident", Columns: map[string]string{"id": "id", "item": "id", "status_text": "id"}, Set: map[string]string{"x": "1"}, Values: map[string]map[string]string{"y": nil}},
			[]string{"columns.item: there is no such field of incident", "columns.status_text", "set.x", "values.y"},
		},
		{"unit", Spec{Record: "incident", Columns: ids, Units: map[string]string{"effort": "weeks"}}, []string{`units.effort: "weeks" is no unit`}},
		{"decimal", Spec{Record: "incident", Columns: ids, Decimal: ';'}, []string{"decimal"}},
		{"time format", Spec{Record: "incident", Columns: ids, TimeFormats: []string{"dd.mm.yyyy"}}, []string{`time format "dd.mm.yyyy"`}},
		{
			"constants",
			Spec{Record: "incident", Columns: ids, Set: map[string]string{"priority": "urgent", "lost": "101", "opened": "soon", "service": " "}},
			[]string{`set.priority: "urgent"`, `set.lost: "101"`, `set.opened: "soon"`, `set.service: ""`},
		},
		{
			"values",
			Spec{Record: "incident", Columns: map[string]string{"id": "id", "priority": "id"}, Values: map[string]map[string]string{"priority": {"Blocker": "P0", "Major": "P2"}}},
			[]string{`values.priority: "Blocker" stands for "P0"`},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := New(test.spec, []string{"id"})
			for _, want := range test.want {
				assert.ErrorContains(t, err, want)
			}
		})
	}
}

func TestTimesThatCannotBeRead(t *testing.T) {
	fields := []string{"id", "opened", "closed"}
	finish := func(opened ...string) error {
		m, err := New(Spec{Record: "incident", Columns: columnsOf(fields...), TimeFormats: []string{"%d/%m/%Y"}}, fields)
		require.NoError(t, err)
		for _, cell := range opened {
			require.NotNil(t, m.Map([]string{"1", cell, "2026-01-01"}).Record)
		}
		return m.Finish()
	}
	assert.NoError(t, finish())
	assert.NoError(t, finish("", ""))
	assert.NoError(t, finish("1/2/2026", "2.1.2026"), "half of them")
	assert.NoError(t, finish("1/2/2026", "2026-01-01", "2.1.2026"))
	err := finish("1/2/2026", "2.1.2026", "3.1.2026", "", "")
	require.Error(t, err)
	assert.Equal(t, `column "opened" (opened): 2 of 3 times cannot be read, for example "3.1.2026"; understood are "%d/%m/%Y", ISO 8601`+
		"\nset time_format to the form of the column", err.Error())
}
