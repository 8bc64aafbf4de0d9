package changes_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/analysis/changes"
	"nines/internal/itsm"
)

// overlapsOf is which changes each change ahead overlaps, without those that overlap none.
func overlapsOf(s *changes.Schedule) map[string]string {
	found := map[string]string{}
	for _, c := range s.Changes {
		for _, w := range c.Words() {
			if id, ok := strings.CutPrefix(w, "overlaps:"); ok {
				found[c.ID] = strings.TrimPrefix(found[c.ID]+" "+id, " ")
			}
		}
	}
	return found
}

// Change 1 is on fx, on Wednesday from 18:00 to 20:00.
func TestOverlaps(t *testing.T) {
	component := func(name string) func(*itsm.Change) { return func(c *itsm.Change) { c.Component = name } }
	eight, six := oct(21, 20, 0), oct(21, 18, 0)
	for _, c := range []struct {
		name  string
		first []func(*itsm.Change)
		other []func(*itsm.Change)
		want  map[string]string
	}{
		{"same service", nil, nil, map[string]string{"1": "2", "2": "1"}},
		{"by its alias", nil, []func(*itsm.Change){on("fx PRICING ")}, map[string]string{"1": "2", "2": "1"}},
		{"other components of it", []func(*itsm.Change){component("a")}, []func(*itsm.Change){component("b")}, map[string]string{"1": "2", "2": "1"}},
		{"another service", nil, []func(*itsm.Change){on("mail")}, map[string]string{}},
		{"one it depends on: that one is not flagged", nil, []func(*itsm.Change){on("market")}, map[string]string{"1": "2"}},
		{"one that it depends on through another", nil, []func(*itsm.Change){on("network")}, map[string]string{}},
		{"starts as it ends", nil, []func(*itsm.Change){planned(eight, eight.Add(time.Hour))}, map[string]string{}},
		{"starts a moment earlier", nil, []func(*itsm.Change){planned(eight.Add(-1), eight.Add(time.Hour))}, map[string]string{"1": "2", "2": "1"}},
		{"ends as it starts", nil, []func(*itsm.Change){planned(six.Add(-time.Hour), six)}, map[string]string{}},
		{"only a start, as it starts", nil, []func(*itsm.Change){planned(six, none)}, map[string]string{"1": "2", "2": "1"}},
		{"only a start, as it ends", nil, []func(*itsm.Change){planned(eight, none)}, map[string]string{}},
		{"only an end, as it ends", nil, []func(*itsm.Change){planned(none, eight)}, map[string]string{"1": "2", "2": "1"}},
		{"only an end, as it starts", nil, []func(*itsm.Change){planned(none, six)}, map[string]string{}},
		{"called off", nil, []func(*itsm.Change){func(c *itsm.Change) { c.Status = itsm.StatusCancelled }}, map[string]string{}},
		{"carried out early", nil, []func(*itsm.Change){actual(oct(14, 0, 0), oct(14, 1, 0))}, map[string]string{}},
		{"without a time", nil, []func(*itsm.Change){planned(none, none)}, map[string]string{}},
		{"both without a time", []func(*itsm.Change){planned(none, none)}, []func(*itsm.Change){planned(none, none)}, map[string]string{}},
		{"both of unknown service", []func(*itsm.Change){on("")}, []func(*itsm.Change){on("")}, map[string]string{}},
		{
			"of unknown service, the same component",
			[]func(*itsm.Change){on(""), component("db 1")},
			[]func(*itsm.Change){on(""), component("DB 1")},
			map[string]string{"1": "2", "2": "1"},
		},
	} {
		s := changes.NewSchedule(input(complete("1", c.first...), complete("2", c.other...)))
		assert.Equal(t, c.want, overlapsOf(s), c.name)
	}
}

// Change 1 is ahead and long: it overlaps one that is planned after the coming week. Others that overlap after it are
// not spoken of.
func TestOverlapWithWhatIsNotAhead(t *testing.T) {
	s := changes.NewSchedule(input(
		complete("1", planned(oct(25, 22, 0), oct(27, 2, 0))), complete("2", planned(oct(27, 1, 0), oct(27, 4, 0))),
		complete("3", planned(oct(27, 3, 0), oct(27, 4, 0))), complete("5", on("mail"), planned(oct(26, 3, 0), oct(26, 4, 0))),
		complete("6", on("mail"), planned(oct(26, 3, 0), oct(26, 4, 0))), complete("4", on("market"), planned(oct(25, 23, 0), oct(26, 1, 0))),
	))
	assert.Equal(t, map[string]string{"1": "2 4"}, overlapsOf(s))
	want := []changes.Conflict{
		{Span: itsm.Span{From: oct(25, 23, 0), To: oct(26, 1, 0)}, Change: ref("1"), With: ref("4"), Service: "fx", DependsOn: "market"},
		{Span: itsm.Span{From: oct(27, 1, 0), To: oct(27, 2, 0)}, Change: ref("1"), With: ref("2"), Service: "fx"},
	}
	assert.Empty(t, cmp.Diff(want, s.Conflicts))
}

// On market, on which fx depends: not flagged, and yet decided about together with the other. One that depends in turn
// has the flag already.
func TestWhatIsInTheWayIsDecidedAbout(t *testing.T) {
	byID := map[string]changes.Scheduled{}
	for _, c := range changes.NewSchedule(input(complete("1"), complete("2", on("market")), complete("3", on("mail")))).Changes {
		byID[c.ID] = c
	}
	assert.Empty(t, byID["2"].Flags)
	assert.Equal(t, []itsm.Ref{{Source: "s", ID: "1"}}, byID["2"].InWayOf)
	assert.Equal(t, changes.GroupDecide, byID["2"].Group)
	assert.Empty(t, byID["1"].InWayOf)
	assert.Equal(t, changes.GroupAgreed, byID["3"].Group)
}

// Two sources use one id; the flag names it once, the refs tell them apart.
func TestOverlapWithOneIDOfTwoSources(t *testing.T) {
	s := changes.NewSchedule(input(complete("1"), complete("2"), complete("2", func(c *itsm.Change) { c.Source = "t" })))
	require.Equal(t, "1", s.Changes[0].ID)
	assert.Equal(t, []string{"overlaps:2"}, s.Changes[0].Words())
	assert.Equal(t, []itsm.Ref{{Source: "s", ID: "2"}, {Source: "t", ID: "2"}}, s.Changes[0].Overlaps)
}

// Random changes, some instants, some without a service, against every change compared with every other.
func TestOverlapsAgainstBruteForce(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	services := []string{"fx", "market", "network", "mail", ""}
	for range 60 {
		var list []itsm.Change
		for i := range rng.IntN(60) {
			start := oct(16, 12, 0).Add(time.Duration(rng.IntN(12*24)) * time.Hour)
			end := start.Add(time.Duration(rng.IntN(30)) * time.Hour)
			list = append(list, complete(fmt.Sprintf("%02d", i), on(services[rng.IntN(5)]), planned(start, end)))
		}
		want := map[string]string{}
		for _, a := range list {
			for _, b := range list {
				if a.ID != b.ID && hits(a, week43.From, week43.To) && hits(b, a.PlannedStart, a.PlannedEnd) && related(a.Service, b.Service) {
					want[a.ID] = strings.TrimPrefix(want[a.ID]+" "+b.ID, " ")
				}
			}
		}
		s := changes.NewSchedule(input(list...))
		require.Equal(t, want, overlapsOf(s))
		rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		again := changes.NewSchedule(input(list...))
		require.Equal(t, s.Conflicts, again.Conflicts)
		require.Equal(t, ids(s.Changes), ids(again.Changes))
		require.True(t, slices.IsSortedFunc(s.Conflicts, func(a, b changes.Conflict) int { return a.From.Compare(b.From) }))
	}
}

// hits tells whether a change of whole hours is under way in [from, to); where one of them is an instant, in it.
func hits(c itsm.Change, from, to time.Time) bool {
	last := func(from, to time.Time) time.Time {
		if from.Equal(to) {
			return to
		}
		return to.Add(-time.Minute)
	}
	return !c.PlannedStart.After(last(from, to)) && !from.After(last(c.PlannedStart, c.PlannedEnd))
}

func related(service, other string) bool {
	return service != "" && service == other || service == "fx" && other == "market" || service == "market" && other == "network"
}
