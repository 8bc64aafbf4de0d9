package header

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNames(t *testing.T) {
	tests := []struct {
		name string
		rows [][]string
		want []string
	}{
		{"no rows", nil, []string{}},
		{"no names", [][]string{{"", " "}, {"\ufeff"}}, []string{}},
		{"white space", [][]string{{" Opened\n at ", "\ufeffid", ""}}, []string{"Opened at", "id"}},
		{"repeated", [][]string{{"a", "b", "a", "a (2)", "a"}}, []string{"a", "b", "a (3)", "a (2)", "a (4)"}},
		{"empty columns between have no name", [][]string{{"a", "", "", "b"}}, []string{"a", "", "", "b"}},
		{"merged above", [][]string{{"Ticket", "", "Times", ""}, {"id", "title", "from", "to"}}, []string{"Ticket/id", "Ticket/title", "Times/from", "Times/to"}},
		{"merged downwards", [][]string{{"id", "Times", ""}, {"", "from", "to"}}, []string{"id", "Times/from", "Times/to"}},
		{"a group ends where another begins", [][]string{{"A", "", "B", ""}, {"x", "", "", "y"}, {"1", "2", "3", "4"}}, []string{"A/x/1", "A/x/2", "B/3", "B/y/4"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { assert.Equal(t, test.want, Names(test.rows)) })
	}
}

func TestNumbers(t *testing.T) {
	assert.Equal(t, []string{"1", "2", "3"}, Numbers(3))
	assert.Empty(t, Numbers(0))
}
