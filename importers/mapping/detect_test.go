package mapping

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// detect shows the columns' cells to a detector, one row per index.
func detect(t *testing.T, columns ...[]string) ([]string, error) {
	t.Helper()
	fields := []string{"opened", "resolved", "closed"}
	spec := Spec{Record: "incident", Columns: map[string]string{"id": "id", "title": "title"}, Missing: []string{"?"}}
	header, rows := []string{"title", "id"}, 0
	for i, cells := range columns {
		spec.Columns[fields[i]] = fields[i]
		header = append(header, fields[i])
		rows = max(rows, len(cells))
	}
	d := NewDetector(spec)
	require.NoError(t, d.NextFile(header))
	for r := range rows {
		row := []string{"01/02/2026", "13"}
		for _, cells := range columns {
			if r < len(cells) {
				row = append(row, cells[r])
			} else {
				row = append(row, "?")
			}
		}
		require.False(t, d.Observe(row), "so few rows are not enough")
	}
	return d.Formats()
}

func TestDetect(t *testing.T) {
	tests := []struct {
		name    string
		columns [][]string
		want    []string
	}{
		{"ISO 8601 needs none", [][]string{{"2026-10-08", "2026-10-08T07:00:00.5+02:00"}}, []string{}},
		{"nothing there", [][]string{{"", "?"}}, []string{}},
		{"day first", [][]string{{"09/03/2016 07:05", "13/3/2016 7:05"}}, []string{"%d/%m/%Y %H:%M"}},
		{"month first", [][]string{{"3/9/2016 7:05", "3/13/2016 07:05"}}, []string{"%m/%d/%Y %H:%M"}},
		{"another column decides", [][]string{{"05/06/2026"}, {"07/08/2026"}, {"31/08/2026 10:00"}}, []string{"%d/%m/%Y %H:%M", "%d/%m/%Y"}},
		{"points", [][]string{{"24.12.2026 18:00:01"}}, []string{"%d.%m.%Y %H:%M:%S"}},
		{"hyphens and two-digit years", [][]string{{"24-12-26 18:00"}}, []string{"%d-%m-%y %H:%M"}},
		{"year first", [][]string{{"2026/10/08 18:00"}}, []string{"%Y/%m/%d %H:%M"}},
		{"AM and PM", [][]string{{"10/27/2026 2:30 PM", "10/28/2026 02:30:15 am"}}, []string{"%m/%d/%Y %I:%M %p", "%m/%d/%Y %I:%M:%S %p"}},
		{"comma before the time", [][]string{{"27/10/2026, 14:30"}}, []string{"%d/%m/%Y, %H:%M"}},
		{"offsets", [][]string{{"27/10/2026 14:30 +0200"}}, []string{"%d/%m/%Y %H:%M %z"}},
		{"month names", [][]string{{"05/Apr/10 15:54", "05-May-2026", "5 June 2026 10:00:00.125"}}, []string{"%d/%b/%y %H:%M", "%d-%b-%Y", "%d %b %Y %H:%M:%S.%f"}},
		{"month name first", [][]string{{"Oct 5, 2026 3:04 PM"}}, []string{"%b %d, %Y %I:%M %p"}},
		{"RFC 2822", [][]string{{"Thu, 08 Jan 2026 07:05:09 +0100"}}, []string{"%a, %d %b %Y %H:%M:%S %z"}},
		{"epochs", [][]string{{"1790000000", "1790000000.5"}, {"1790000000125"}}, []string{"epoch_s", "epoch_ms"}},
		{"what Unix prints", [][]string{{"Fri Jan 23 14:05:11 2026", "Sun Feb  1 04:05:11 2026"}}, []string{"%a %b %d %H:%M:%S %Y"}},
		{"months in other languages", [][]string{{"03/Mär/26 2:05 PM", "23. Dez. 2026", "23 août 2026 14:05"}}, []string{"%d/%b/%y %I:%M %p", "%d. %b %Y", "%d %b %Y %H:%M"}},
		{"fourteen digits", [][]string{{"20260123140511"}}, []string{"%Y%m%d%H%M%S"}},
		{"words around the time of day", [][]string{{"23/01/2026 à 14h05", "23.01.2026 14:05 Uhr", "23.01.2026 um 9:05"}}, []string{"%d/%m/%Y à %Hh%M", "%d.%m.%Y %H:%M Uhr", "%d.%m.%Y um %H:%M"}},
		{"days since 1899", [][]string{{"46045.5869560185", "46046"}}, []string{"serial_days"}},
		{"what is no time is passed over", [][]string{{"unknown", "13/3/2016", "42", "43831.5", "99/99/2016", "1/2/3/4"}}, []string{"%d/%m/%Y"}},
		{"the same day and month decide nothing", [][]string{{"05/05/2026", "25/12/2026"}}, []string{"%d/%m/%Y"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := detect(t, test.columns...)
			require.NoError(t, err)
			assert.Equal(t, test.want, got)
			c, err := newClock(nil, got)
			require.NoError(t, err, "formats must be usable")
			for _, cells := range test.columns {
				if want, _, _, ok := formOf(cells[0]); ok {
					_, remark := c.parse(cells[0])
					assert.Empty(t, remark, "%q, recognised as %v", cells[0], want)
				}
			}
		})
	}
}

func TestDayAndMonthThatCannotBeToldApart(t *testing.T) {
	_, err := detect(t, []string{"05/06/2026 10:00", "05/06/2026 10:00", "07/08/2026 11:00", "01/02/2026 11:00"})
	require.Error(t, err)
	assert.Equal(t, `day and month of the times cannot be told apart; "05/06/2026 10:00" (column "opened") is 5 June or 6 May`+
		`; "07/08/2026 11:00" (column "opened") is 7 August or 8 July; set time_format, to "%d/%m/%Y %H:%M" or to "%m/%d/%Y %H:%M"`, err.Error())
}

func TestBothOrders(t *testing.T) {
	_, err := detect(t, []string{"13/06/2026"}, []string{"06/14/2026"})
	assert.ErrorContains(t, err, `in "06/14/2026" (column "resolved") the month comes first, in "13/06/2026" (column "opened") the day comes first`)

	cells := []string{"06/14/2026"} // one typing error in two hundred
	for i := range 199 {
		cells = append(cells, fmt.Sprintf("%d/06/2026", 13+i%10))
	}
	got, err := detect(t, cells)
	require.NoError(t, err)
	assert.Equal(t, []string{"%d/%m/%Y"}, got)
}

func TestDetectorStops(t *testing.T) {
	spec := Spec{Record: "incident", Columns: map[string]string{"id": "id", "opened": "opened", "closed": "closed"}}
	observe := func(rows int, cells ...string) bool {
		d := NewDetector(spec)
		require.NoError(t, d.NextFile([]string{"id", "opened", "closed"}))
		for range rows - 1 {
			d.Observe(cells)
		}
		return d.Observe(cells)
	}
	assert.False(t, observe(enoughRows-1, "1", "13/06/2026", "14/06/2026"))
	assert.True(t, observe(enoughRows, "1", "13/06/2026", "14/06/2026"))
	assert.True(t, observe(enoughRows, "1", "2026-06-13", "2026-06-14"))
	assert.False(t, observe(enoughRows, "1", "13/06/2026", ""), "nothing seen of closed")
	assert.True(t, observe(manyRows, "1", "13/06/2026", ""))
	assert.False(t, observe(manyRows, "1", "05/06/2026", "05/07/2026"), "which is the month?")

	assert.True(t, NewDetector(Spec{Record: "incident", Columns: map[string]string{"id": "id"}}).Observe([]string{"1"}), "no times")
	spec.TimeFormats = []string{"epoch_s"}
	given := NewDetector(spec)
	assert.True(t, given.Observe([]string{"1", "x", "y"}))
	formats, err := given.Formats()
	require.NoError(t, err)
	assert.Equal(t, spec.TimeFormats, formats)
}

// A problem's workaround is text, an incident's a time.
func TestDetectorLooksAtTimesOnly(t *testing.T) {
	observe := func(spec Spec) error {
		spec.Columns = map[string]string{"id": "id", "workaround": "workaround"}
		d := NewDetector(spec)
		require.NoError(t, d.NextFile([]string{"id", "workaround"}))
		d.Observe([]string{"1", "05/06/2026"})
		_, err := d.Formats()
		return err
	}
	assert.NoError(t, observe(Spec{Record: "problem"}))
	assert.ErrorContains(t, observe(Spec{Record: "incident"}), "cannot be told apart")
	assert.ErrorContains(t, observe(Spec{ByRow: &ByRow{Column: "id", Values: map[string]string{"a": "problem", "b": "incident"}}}), "cannot be told apart")
}

func TestDetectorOverFiles(t *testing.T) {
	d := NewDetector(Spec{Record: "change", Columns: map[string]string{"approved": "Approved", "requested": "Asked"}})
	require.NoError(t, d.NextFile([]string{"Asked", "Approved"}))
	d.Observe([]string{"05/06/2026", "yes"})
	require.NoError(t, d.NextFile([]string{"approved ", "x", "asked"}))
	d.Observe([]string{"13/06/2026", "01/31/2026", "05/06/2026"})
	got, err := d.Formats()
	require.NoError(t, err)
	assert.Equal(t, []string{"%d/%m/%Y"}, got)

	var missing *ColumnsError
	require.ErrorAs(t, d.NextFile([]string{"Asked"}), &missing)
	assert.Equal(t, "Approved", missing.Missing[0].Name)
}
