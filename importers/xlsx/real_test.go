package xlsx

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shared finds one of the odd workbooks beside the repository.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	require.NoError(t, err)
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		require.NotEqual(t, filepath.Dir(dir), dir, "no go.mod above")
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(dir, "..", "shared", "data", "xlsx", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not there", path)
	}
	return path
}

func TestOddWorkbooks(t *testing.T) {
	tests := []struct {
		file    string
		options Options
		header  []string
		rows    []row
		notes   []string
	}{
		{
			// Its text function shows the days from 1904 in every column; 1 is 1904-01-02.
			"1904.xlsx",
			Options{},
			[]string{"1", "2", "3", "4"},
			[]row{
				{1, []string{"1", "1", "1904-01-02", "1904-01-02"}},
				{2, []string{"11", "11", "1904-01-12", "1904-01-12"}},
				{3, []string{"111", "1900-04-20", "1904-04-21", "1904-04-21"}},
				{4, []string{"1111", "1903-01-15", "1907-01-16", "1907-01-16"}},
				{5, []string{"11111", "1930-06-02", "1934-06-03", "1934-06-03"}},
			},
			nil,
		},
		{
			"DataTypesFormats.xlsx",
			Options{},
			[]string{"1", "2"},
			[]row{
				{1, []string{"Date", "2020-07-23"}},
				{2, []string{"Date Time", "2020-07-23T09:00:00"}},
				{3, []string{"Currency", "123"}},
				{4, []string{"Percentage", "98.76%"}},
				{5, []string{"Fixed Decimal", "456"}},
				{6, []string{"Thousands Separator", "7890"}},
			},
			nil,
		},
		{
			"merge_cells.xlsx",
			Options{Header: 1},
			[]string{"A1:B2", "A1:B2 (2)", "C1:C2", "Separate blocks"},
			[]row{{3, []string{"A3:B3", "", "C3", ""}}, {4, []string{"… are merged separately", "", "", ""}}},
			nil,
		},
		{
			"sheet_visibility_strict.xlsx",
			Options{Header: 1},
			[]string{"v", "i", "s", "i (2)", "b", "l", "e"},
			[]row{{2, []string{"118", "105", "115", "105", "98", "108", "101"}}},
			nil,
		},
		{
			"sheet_visibility_strict.xlsx",
			Options{Sheet: "veryhidden", Header: 1},
			[]string{"V", "e", "r", "y", "H", "i", "d", "d (2)", "e (2)", "n"},
			[]row{{2, []string{"86", "101", "114", "121", "72", "105", "100", "100", "101", "110"}}},
			nil,
		},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			r, rows := readAll(t, shared(t, test.file), test.options)
			assert.Equal(t, test.header, r.Header())
			assert.Equal(t, test.rows, rows)
			assert.Subset(t, r.Notes(), test.notes)
		})
	}
}

func TestOddErrors(t *testing.T) {
	r, rows := readAll(t, shared(t, "ErrorTypes.xlsx"), Options{Header: 1})
	assert.Equal(t, []string{"Error", "Bang", "Que", "Non", "Val", "ErrType", "Type", "ISERR", "ISNA", "ErrTypeIsErr"}, r.Header())
	require.Len(t, rows, 13)
	assert.Equal(t, row{8, []string{"", "#N/A!", "#N/A?", "", "7", "7", "16", "FALSE", "TRUE", "FALSE"}}, rows[6])
	assert.Equal(t, []string{"20 cells hold an error and were read as empty, the first is A2: 8 #N/A, 2 #DIV/0!, 2 #NAME?, 2 #NULL!, 2 #NUM!, 2 #REF!, 2 #VALUE!"}, r.Notes())
}

func TestVisibilityInStrictWorkbooks(t *testing.T) {
	sheets, err := Sheets(shared(t, "sheet_visibility_strict.xlsx"))
	require.NoError(t, err)
	require.Len(t, sheets, 3)
	for i, want := range []Sheet{{Name: "Visible"}, {Name: "Hidden", Hidden: true}, {Name: "VeryHidden", Hidden: true}} {
		assert.Equal(t, want.Name, sheets[i].Name)
		assert.Equal(t, want.Hidden, sheets[i].Hidden)
	}
}
