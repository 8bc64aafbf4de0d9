package discovery

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What looks like tickets and cannot be imported as it is says what is missing, and is not taken for something weaker.
func TestWhatCannotBeUsedSaysWhatIsMissing(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"outages that do not end": {
			"outages.csv", "Service,Start,Duration (min)\nVPN,2026-01-13 10:00,12\nMail,2026-01-14 10:00,7\nVPN,2026-01-15 10:00,9\n",
			`"Duration (min)" says how long it took`,
		},
		"the hour in a column of its own": {
			"kpi.csv", "Date,Hour,CPU\n2026-01-13,0,12.5\n2026-01-13,1,13.5\n2026-01-14,0,10.5\n", `the time of day in "Hour"`,
		},
		"clocks of service levels": {
			"task_sla.csv", "task,sla,has_breached,start_time,end_time,planned_end_time\nINC1,P1,true,2026-01-13 10:00,2026-01-13 11:00,2026-01-13 12:00\n" +
				"INC2,P1,true,2026-01-13 10:00,2026-01-13 11:00,2026-01-13 12:00\n", "clocks of service levels",
		},
		"shares of availability": {"availability.csv", "Host,OK,CRIT\nsrv1,99.9%,0.1%\nsrv2,99.8%,0.2%\n", "no column of times"},
		"log of ups and downs": {
			"events.csv", "Event,Monitor,Date-Time,Duration\nDown,VPN,2026-01-13 10:00:00,0:12\nUp,VPN,2026-01-13 10:12:00,9:00\nDown,VPN,2026-01-14 10:00:00,0:10\n", "was over",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := Discover([]string{write(t, c.file, c.text)}, t.TempDir())
			require.NoError(t, err)
			assert.False(t, r.Usable(), string(r.Config))
			assert.Contains(t, r.Files[0].Reason, c.want)
		})
	}
}

// What can be imported, but not well, is asked.
func TestDoubtsAreAsked(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"the time of day stands beside the day": {
			"Ticket No,Open Date,Open Time,Close Date,Service,Summary\nA1,13/01/2026,10:05,14/01/2026,VPN,x y\nA2,14/01/2026,11:05,15/01/2026,Mail,y z\n", `The time of day stands in "Open Time"`,
		},
		"nothing says when it was over": {
			"Ticket,Opened,Status,Service,Summary\nA1,2026-01-13 10:05,Closed,VPN,x y\nA2,2026-01-14 10:05,Open,Mail,y z\n", "when was an incident over?",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := Discover([]string{write(t, "tickets.csv", c.text)}, t.TempDir())
			require.NoError(t, err)
			require.True(t, r.Usable(), "%+v", r.Files)
			assert.Contains(t, strings.Join(r.Questions, "\n"), c.want)
		})
	}
}

// A time of day that is written otherwise than with a colon is one.
func TestTimesAreNotTakenForDays(t *testing.T) {
	for _, cells := range []string{"13/01/2026 à 14h05", "46045.5", "2026-01-13 10:05", "1768298700"} {
		c := profile(&table{header: []string{"Opened"}, rows: [][]string{{cells}}})[0]
		require.NotNil(t, c.time, cells)
		assert.False(t, c.daysOnly(), cells)
	}
	for _, cells := range []string{"13/01/2026", "46045", "2026-01-13", "Tue 13 Jan 2026"} {
		c := profile(&table{header: []string{"Opened"}, rows: [][]string{{cells}}})[0]
		require.NotNil(t, c.time, cells)
		assert.True(t, c.daysOnly(), cells)
	}
}

// A list of tickets that names its services is no catalogue of them.
func TestServicesThatRepeatAreNoCatalogue(t *testing.T) {
	text := "id,Service,Owner,Team,When\n1,VPN,Ann,Ops,x\n2,VPN,Ann,Ops,y\n3,Mail,Ann,Ops,z\n"
	r, err := Discover([]string{write(t, "list.csv", text)}, t.TempDir())
	require.NoError(t, err)
	assert.False(t, r.Usable(), string(r.Config))
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	return folder(t, map[string]string{name: text}) + "/" + name
}

func TestNumberOfGroups(t *testing.T) {
	for _, c := range []struct {
		text    string
		decimal byte
		want    float64
		ok      bool
	}{
		{"1.204,5", ',', 1204.5, true},
		{"1,204.5", '.', 1204.5, true},
		{"1.204,5", '.', 0, false},
		{"12.04,5", ',', 0, false},
		{"1 204,5", ',', 1204.5, true},
	} {
		got, ok := numberOf(c.text, c.decimal)
		assert.Equal(t, c.ok, ok, c.text)
		assert.InDelta(t, c.want, got, 1e-9, c.text)
	}
}
