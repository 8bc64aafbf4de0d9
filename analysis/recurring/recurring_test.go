package recurring

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

var quarter = itsm.Span{
	From: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC),
}

func compute(tickets ...Ticket) *Result {
	return Compute(Input{Span: quarter, Tickets: slices.Values(tickets)})
}

func day(d, hour int) time.Time { return time.Date(2026, 7, d, hour, 0, 0, 0, time.UTC) }

func worked(d time.Duration) itsm.Length { return itsm.Length{Value: d, Known: true} }

// Three tickets on 1, 3 and 11 July at the same hour: (11 - 1) days / 2 = 5 days = 7,200 min between them. Effort
// 30 + 60 min, one ticket states none: 90 min. Problems: the first names PRB1, the second PRB1 and PRB2 (PRB1 twice,
// which counts once): PRB1 2, PRB2 1. The quarter has 92 days; a year at its rate has 3 x 365.2425/92 = 11.910082
// tickets of 45 min: 8.932561 hours.
func TestFiguresOfAGroup(t *testing.T) {
	r := compute(
		Ticket{Ref: Ref{Source: "a", ID: "3"}, Title: "disk full on srv0003", Service: "fx", Opened: day(11, 9), Downtime: itsm.Known(2.5), Team: "unix"},
		Ticket{Ref: Ref{Source: "a", ID: "1"}, Title: "Disk full on srv0001", Service: "fx", Opened: day(1, 9), Effort: worked(30 * time.Minute), Problems: []string{"PRB1"}, Downtime: itsm.Known(10), Team: "unix", Priority: itsm.P3},
		Ticket{Ref: Ref{Source: "a", ID: "2"}, Title: "Disk full on srv0002", Service: "fx", Opened: day(3, 9), Effort: worked(time.Hour), Problems: []string{"PRB2", "PRB1", "PRB1"}, Team: "web", Component: "db"},
		Ticket{Ref: Ref{Source: "a", ID: "4"}, Title: "Disk full on srv0004", Service: "web", Opened: day(3, 9)},
		Ticket{Ref: Ref{Source: "a", ID: "5"}, Title: "", Service: "fx", Opened: day(3, 9)},
	)
	require.Len(t, r.Groups, 1)
	g := r.Groups[0]
	assert.InDelta(t, 8.932561, g.HoursAYear.Value, 1e-6)
	assert.True(t, g.HoursAYear.Known)
	g.HoursAYear = itsm.Number{}
	assert.Equal(t, Group{
		Service: "fx", Signature: "Disk full on <host>", Count: 3, Members: []Ref{{Source: "a", ID: "1"}, {Source: "a", ID: "2"}, {Source: "a", ID: "3"}},
		Minutes: itsm.Known(90), WithoutEffort: 1, Downtime: itsm.Known(12.5), NotAssessed: 1, First: day(1, 9), Last: day(11, 9),
		MinutesBetween: itsm.Known(7200), Problems: []Link{{"PRB1", 2}, {"PRB2", 1}},
		Component: "db", Team: "unix", Priority: itsm.P3,
	}, g)
	assert.Equal(t, "PRB1", g.Problem())
	assert.Equal(t, Tally{Tickets: 5, Untitled: 1, Grouped: 3, Groups: 1}, r.Incidents)
	assert.Equal(t, &r.Groups[0], r.Of(Incident, Ref{Source: "a", ID: "2"}))
	assert.Nil(t, r.Of(Incident, Ref{Source: "a", ID: "4"}), "another service")
	assert.Nil(t, r.Of(Request, Ref{Source: "a", ID: "2"}), "another kind")
}

func TestNothingAndOneTicketMakeNoGroup(t *testing.T) {
	assert.Empty(t, compute().Groups)
	assert.Empty(t, compute(Ticket{Ref: Ref{Source: "a", ID: "1"}, Title: "Disk full"}).Groups)
}

// What is unknown stays unknown: no effort, no time, one time.
func TestUnknownFigures(t *testing.T) {
	r := compute(
		Ticket{Ref: Ref{Source: "a", ID: "1"}, Title: "Disk full"},
		Ticket{Ref: Ref{Source: "a", ID: "2"}, Title: "Disk full", Opened: day(2, 0)},
	)
	require.Len(t, r.Groups, 1)
	g := r.Groups[0]
	assert.False(t, g.Minutes.Known)
	assert.False(t, g.HoursAYear.Known)
	assert.False(t, g.Downtime.Known)
	assert.Equal(t, 2, g.NotAssessed)
	assert.False(t, g.MinutesBetween.Known, "one time has nothing between")
	assert.Equal(t, day(2, 0), g.First)
	assert.Equal(t, 2, g.WithoutEffort)
	assert.Empty(t, g.Problem())
}

// 40 min worked beat 30 weighted minutes lost; equal costs go by count, then incidents before requests, then service.
func TestOrderOfGroups(t *testing.T) {
	var tickets []Ticket
	add := func(n int, title, service string, kind Kind, minutes, lost int) {
		for i := range n {
			x := Ticket{Ref: Ref{Source: "a", ID: fmt.Sprint(title, i, kind)}, Title: title, Service: service, Kind: kind}
			if i == 0 {
				x.Effort, x.Downtime = worked(time.Duration(minutes)*time.Minute), itsm.Known(float64(lost))
			}
			tickets = append(tickets, x)
		}
	}
	add(2, "disk full", "z", Incident, 0, 0)
	add(2, "disk full", "b", Request, 0, 0)
	add(2, "disk full", "a", Incident, 0, 0)
	add(3, "cpu high", "z", Incident, 0, 0)
	add(2, "queue stuck", "z", Incident, 0, 30)
	add(2, "feed stopped", "z", Incident, 40, 0)
	var got []string
	for _, g := range compute(tickets...).Groups {
		got = append(got, g.Signature+" "+g.Service+" "+g.Kind.String())
	}
	assert.Equal(t, []string{
		"feed stopped z incident", "queue stuck z incident", "cpu high z incident", "disk full a incident",
		"disk full z incident", "disk full b request",
	}, got)
}

// The most frequent masked title names the group, in its most frequent casing.
func TestSignature(t *testing.T) {
	var tickets []Ticket
	for i, title := range []string{
		"the disk is full on srv0001!", "DISK FULL ON SRV0002", "Disk full on srv0003", "Re: Disk full on srv0004", "disk full: /var/log",
	} {
		tickets = append(tickets, Ticket{Ref: Ref{Source: "a", ID: fmt.Sprint(i)}, Title: title})
	}
	r := compute(tickets...)
	require.Len(t, r.Groups, 1)
	assert.Equal(t, "Disk full on <host>", r.Groups[0].Signature)
}

// A chain of titles, each with one light word more than the one before, does not run away: whoever is in a group is
// near-equal to its leader. Two words more or two fewer than the leader are tried, so that no group spans more than four.
func TestChainsDoNotRunAway(t *testing.T) {
	words := strings.Fields("alfa bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo")
	var tickets []Ticket
	for n := 10; n <= len(words); n++ {
		tickets = append(tickets, Ticket{Ref: Ref{Source: "a", ID: fmt.Sprint(n)}, Title: strings.Join(words[:n], " ")})
	}
	tickets = append(tickets, Ticket{Ref: Ref{Source: "a", ID: "again"}, Title: strings.Join(words[:10], " ")})
	for _, g := range compute(tickets...).Groups {
		shortest, longest := len(words), 0
		for _, m := range g.Members {
			if m.ID != "again" {
				var n int
				_, err := fmt.Sscan(m.ID, &n)
				require.NoError(t, err)
				shortest, longest = min(shortest, n), max(longest, n)
			}
		}
		assert.LessOrEqual(t, longest-shortest, 4, "two more and two fewer than the leader: %v", g.Members)
	}
}

// The same tickets make the same result in every detail, whatever their order.
func TestOrderOfTicketsDoesNotMatter(t *testing.T) {
	all := slices.Collect(tickets(3000))
	vocabulary := strings.Fields("alfa bravo charlie delta echo foxtrot golf hotel india juliett from to again 12 srv0001")
	random := rand.New(rand.NewPCG(3, 4))
	for i := range 2000 { // few words: many near-equal titles and ties
		var title []string
		for range 3 + random.IntN(6) {
			title = append(title, vocabulary[random.IntN(len(vocabulary))])
		}
		all = append(all, Ticket{
			Ref: Ref{Source: "few", ID: fmt.Sprint(i)}, Kind: Kind(random.IntN(2)), Title: strings.Join(title, " "),
			Downtime: itsm.Known(0.1), Effort: worked(time.Duration(random.IntN(90)) * time.Minute), Opened: day(1+random.IntN(30), 0),
		})
	}
	want := compute(all...)
	require.Greater(t, len(want.Groups), 100)
	for range 5 {
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		require.Equal(t, want, compute(all...))
	}
}

func TestHostileTitles(t *testing.T) {
	long := strings.Repeat("the system does not work as it did last week ", 25_000) // a megabyte
	for name, titles := range map[string][]string{
		"a megabyte":         {long, long},
		"invalid UTF-8":      {"disk \xff\xfe full", "disk \xff full"},
		"only emoji":         {"💳🚫😡", "💳🚫😡"},
		"controls":           {"disk\x00 full\x1b[31m", "disk full[31m"},
		"quotes":             {strings.Repeat(`"'“`, 3000), strings.Repeat(`"'“`, 3000) + "x"},
		"marks":              {"́́́", "́́́"},
		"a formula":          {`=HYPERLINK("http://example.com/x","Click") does not open`, `=HYPERLINK("http://example.com/y","Here") does not open`},
		"separators":         {"----====////\\\\\\\\", "~~~~ / \\ ~/"},
		"one long word":      {strings.Repeat("a", 5000), strings.Repeat("a", 5000)},
		"cut in a letter":    {strings.Repeat("é", 5000), strings.Repeat("é", 5000)},
		"space of all kinds": {" \u2003\u00a0\t\n", "\u3000"},
	} {
		var list []Ticket
		for i, title := range titles {
			list = append(list, Ticket{Ref: Ref{Source: "a", ID: fmt.Sprint(i)}, Title: title})
		}
		r := compute(list...)
		for _, g := range r.Groups {
			assert.LessOrEqual(t, len(g.Signature), signatureBytes+titleBytes, name)
			assert.NotEmpty(t, g.Signature, name)
			assert.False(t, strings.ContainsFunc(g.Signature, func(r rune) bool { return r < ' ' || r == '\uFFFD' }), "%s: %q", name, g.Signature)
		}
	}
}

// Thirty thousand equal titles, and as many that differ in one light word, are groups like any others.
func TestManyAlike(t *testing.T) {
	if testing.Short() {
		t.Skip("many tickets")
	}
	const n = 30_000
	r := Compute(Input{Tickets: func(yield func(Ticket) bool) {
		for i := range n {
			equal := Ticket{Ref: Ref{Source: "a", ID: fmt.Sprint(i)}, Title: "Disk full"}
			chained := Ticket{Ref: Ref{Source: "b", ID: fmt.Sprint(i)}, Title: "settlement batch of the clearing house failed late with a timeout " + madeUpWord(uint64(i))}
			if !yield(equal) || !yield(chained) {
				return
			}
		}
	}})
	require.Len(t, r.Groups, 1, "what differs weighs too much: each is met once")
	assert.Equal(t, n, r.Groups[0].Count)
}

func FuzzTitles(f *testing.F) {
	f.Add("RE: [URGENT] Disk full on db-prod-07: /var/log at 91 %", "サーバー12が起動しない \"x\" 8 Oct 2026 10:30")
	f.Fuzz(func(t *testing.T, a, b string) {
		one, two := Ticket{Ref: Ref{Source: "a", ID: "1"}, Title: a}, Ticket{Ref: Ref{Source: "a", ID: "2"}, Title: b}
		require.Equal(t, compute(one, two), compute(two, one))
		same := compute(one, Ticket{Ref: Ref{Source: "a", ID: "3"}, Title: a})
		require.Equal(t, 2-same.Incidents.Untitled, 2*len(same.Groups), "a title is equal to itself, or none: %q", a)
	})
}
