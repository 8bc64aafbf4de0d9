package discovery

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTimesOf(t *testing.T) {
	for name, c := range map[string]struct {
		cells   []string
		formats []string
		open    bool
		share   float64
	}{
		"day first by a 31":        {[]string{"01/02/2024 10:00", "31/02/2024 x", "31/03/2024 10:00"}, []string{"%d/%m/%Y %H:%M"}, false, 2. / 3},
		"month first by a 13":      {[]string{"01/02/2024", "02/13/2024"}, []string{"%m/%d/%Y"}, false, 1},
		"either way":               {[]string{"01/02/2024", "03/04/2024"}, []string{"%d/%m/%Y"}, true, 1},
		"ISO 8601 needs no format": {[]string{"2024-01-02 10:00", "2024-01-03T10:00:00Z"}, nil, false, 1},
		"month by name":            {[]string{"30/Apr/10 15:54"}, []string{"%d/%b/%y %H:%M"}, false, 1},
		"half days":                {[]string{"3/14/2024 1:05 PM"}, []string{"%m/%d/%Y %I:%M %p"}, false, 1},
		"seconds since 1970":       {[]string{"1709539920"}, []string{"epoch_s"}, false, 1},
		"days since 1899":          {[]string{"46045.5", "46046.25"}, []string{"serial_days"}, false, 1},
		"year first, two digits": {[]string{
			"26/01/03", "26/01/04", "26/01/05", "26/01/06", "26/01/07", "26/01/08", "26/01/09", "26/01/10", "26/01/11",
		}, []string{"%y/%m/%d"}, false, 1},
		"one of four contradicts": {[]string{"13/02/2024", "14/02/2024", "15/02/2024", "02/15/2024"}, []string{"%d/%m/%Y"}, false, 0.75},
	} {
		got := timesOf(c.cells)
		require.NotNil(t, got, name)
		assert.ElementsMatch(t, c.formats, got.formats, name)
		assert.Equal(t, c.open, got.open, name)
		assert.InDelta(t, c.share, got.share, 1e-9, name)
	}
	for _, cells := range [][]string{{"Printer"}, {"12", "13"}, {"1.5"}, {"INC0000045"}, {"10.1.2.3"}, {"2024"}, {"08:15"}} {
		assert.Nil(t, timesOf(cells), cells)
	}
}

// Neighbouring rows decide where no day is above 12: read with the day first these are 30 days apart.
func TestOrderByTheDistanceOfNeighbours(t *testing.T) {
	got := timesOf([]string{"01/02/2024", "01/03/2024", "01/04/2024", "01/05/2024"})
	require.NotNil(t, got)
	assert.True(t, got.open)
	assert.InDelta(t, 24, got.gaps[0].Hours(), 1e-9, "month first: a day apart")
	assert.InDelta(t, (29+31+30)*24./3, got.gaps[1].Hours(), 1e-9, "day first: February, March and April apart")
}

func TestTranslate(t *testing.T) {
	for _, c := range []struct {
		field, word, ours string
		sure              bool
	}{
		{"priority", "3 - Mittel", "P3", true},
		{"priority", "1 sehr niedrig", "P5", true}, // the words decide, not the number
		{"priority", "Sev-2", "P2", true},
		{"priority", "Prio 4", "P4", true},
		{"priority", "CRITIQUE", "P1", true},
		{"status", "closed successful", "closed", false},
		{"status", "erfolgreich geschlossen", "closed", false},
		{"status", "Wacht op leverancier", "pending", false},
		{"level", "2nd", "", false},
		{"level", "Tier 2", "2", true},
		{"priority", "Purple", "", false},
		{"outcome", "Rolled back", "backed_out", true},
		{"yes_no", "Ja", "yes", true},
	} {
		ours, sure, ok := translate(c.field, c.word)
		assert.Equal(t, c.ours, ours, c.word)
		assert.Equal(t, c.sure, sure, c.word)
		assert.Equal(t, c.ours != "", ok, c.word)
	}
}

func TestNumbers(t *testing.T) {
	for text, want := range map[string]float64{"12": 12, "1 234,5": 1234.5, "-3,25": -3.25, "75 %": 75, "1e3": 1000} {
		got, ok := numberOf(text, ',')
		assert.True(t, ok, text)
		assert.InDelta(t, want, got, 1e-9, text)
	}
	for _, text := range []string{"", "12a", "1,2,3", "10.1.2.3", "-"} {
		_, ok := numberOf(text, '.')
		assert.False(t, ok, text)
	}
	point, comma := decimalSigns([]valueCount{{"1,5", 3}, {"1.234", 9}, {"2.75", 1}, {"x", 5}})
	assert.Equal(t, [2]int{1, 3}, [2]int{point, comma}, "1.234 may be a thousand")
}

func TestHeaderRows(t *testing.T) {
	data := []string{"INC1", "2024-01-02 10:00", "x", "5"}
	header := []string{"Number", "Opened", "Title", "Hours"}
	for name, c := range map[string]struct {
		rows [][]string
		want int
	}{
		"in the first row":        {[][]string{header, data, data}, 1},
		"below a title":           {[][]string{{"Report of March", "", "", ""}, {"Created", "2024-01-02", "", ""}, header, data, data, data, data}, 3},
		"below groups of columns": {[][]string{{"Ticket", "Times", "", ""}, header, data, data, data}, 2},
		"nowhere":                 {[][]string{data, data}, 0},
	} {
		assert.Equal(t, c.want, headerRows(c.rows), name)
	}
}
