package changes

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/analysis/stats"
	"nines/internal/itsm"
)

// The past that is looked back on: the week of Monday 5 October 2026, as of two weeks later. Web depends on db.
var (
	monday = time.Date(2026, 10, 5, 0, 0, 0, 0, time.UTC)
	web    = &itsm.Service{ID: "web", DependsOn: []string{"DB"}}
	db     = &itsm.Service{ID: "db"}
	mail   = &itsm.Service{ID: "mail"}
)

// on is so many hours after Monday 00:00.
func on(hours float64) time.Time { return monday.Add(time.Duration(hours * float64(time.Hour))) }

func pastOf(changes []*itsm.Change, outages []*Outage) Past {
	return Past{
		AsOf: on(14 * 24), Zone: time.UTC, Catalogue: itsm.NewCatalogue([]*itsm.Service{web, db, mail}, nil),
		Rules: Rules{
			Suspect:   24 * time.Hour,
			Approvals: map[itsm.ChangeClass]int{itsm.ClassNormal: 1, itsm.ClassEmergency: 1, itsm.ClassStandard: 0},
		},
		Periods: []itsm.Span{{From: on(0), To: on(7 * 24)}},
		Changes: slices.Values(changes), Outages: slices.Values(outages),
	}
}

// did is a normal change that was carried out without trouble.
func did(id, service string, from, to float64) *itsm.Change {
	c := &itsm.Change{Service: service, Class: itsm.ClassNormal, Outcome: itsm.OutcomeSuccessful, ActualStart: on(from), ActualEnd: on(to)}
	c.Source, c.ID = "chg", id
	return c
}

// hit is an outage of an hour.
func hit(id string, service *itsm.Service, at float64, changes ...string) *Outage {
	return &Outage{Ref: itsm.Ref{Source: "inc", ID: id}, Service: service, Start: on(at), End: on(at + 1), Changes: changes}
}

// said is a link in brief.
type said struct {
	change, incident string
	grade            Grade
	minutes          float64
}

func brief(links []Link) []said {
	var list []said
	for _, l := range links {
		s := said{l.Change.ID, l.Incident.ID, l.Grade, l.Minutes.Value}
		if !l.Minutes.Known {
			s.minutes = -999
		}
		list = append(list, s)
	}
	return list
}

// A change from 10:00 to 11:00 opens one window, from 10:00 to 11:00 of the next day. One of 30 hours opens two of 24: after
// its beginning and after its end, with 6 hours between them.
func TestWindowsAreHalfOpen(t *testing.T) {
	const second = 1.0 / 3600
	short, long := did("C", "web", 10, 11), did("C", "web", 10, 40)
	for _, c := range []struct {
		change *itsm.Change
		at     float64
		want   []said
	}{
		{short, 10 - second, nil},
		{short, 10, []said{{"C", "I", Inferred, 0}}},
		{short, 11, []said{{"C", "I", Inferred, 0}}},
		{short, 11.5, []said{{"C", "I", Inferred, 30}}},
		{short, 34, []said{{"C", "I", Inferred, 23 * 60}}},
		{short, 34.5, []said{{"C", "I", Inferred, 23.5 * 60}}},
		{short, 35, nil},
		{long, 34 - second, []said{{"C", "I", Inferred, 0}}},
		{long, 34, nil},
		{long, 40 - second, nil},
		{long, 40, []said{{"C", "I", Inferred, 0}}},
		{long, 63, []said{{"C", "I", Inferred, 23 * 60}}},
		{long, 64, nil},
	} {
		r := LookBack(pastOf([]*itsm.Change{c.change}, []*Outage{hit("I", web, c.at)}))
		assert.Equal(t, c.want, brief(r.Links), "at %v", c.at)
		assert.Equal(t, c.want, brief(r.Carried[0].Links))
		want := Succeeded
		if c.want != nil {
			want = FailedInference
		}
		assert.Equal(t, want, r.Carried[0].Verdict, "at %v", c.at)
	}
}

func TestLinksGoByServiceAndWhatItDependsOn(t *testing.T) {
	changes := []*itsm.Change{did("W", "WEB", 10, 11), did("D", "db", 8, 9), did("M", "mail", 9, 10), did("N", "", 9, 10)}
	called := did("X", "web", 10, 11)
	called.Outcome = itsm.OutcomeCancelled
	planned := &itsm.Change{Service: "web", PlannedStart: on(9), PlannedEnd: on(10)} // and nobody says that it was done
	planned.ID = "P"
	r := LookBack(pastOf(append(changes, called, planned), []*Outage{hit("I1", web, 12), hit("I2", db, 12.5), hit("I3", nil, 12)}))
	assert.Equal(t, []said{{"W", "I1", Inferred, 60}, {"D", "I1", Inferred, 180}, {"D", "I2", Inferred, 210}}, brief(r.Links), "nearest first")
	assert.Equal(t, []itsm.Ref{{Source: "chg", ID: "N"}}, r.Gaps.NoService)
	assert.Equal(t, Counts{N: 4, CalledOff: 1}.CalledOff, r.Counts.CalledOff)
}

func TestGrades(t *testing.T) {
	problem, other := itsm.Ref{Source: "prb", ID: "P1"}, itsm.Ref{Source: "prb", ID: "P2"}
	of := func(o *Outage, problems ...itsm.Ref) *Outage { o.Problems = problems; return o }
	mends := did("FIX", "mail", 30, 31)
	mends.Incident = []string{"I1"}
	changes := []*itsm.Change{did("C1", "mail", 10, 11), did("C2", "web", 11, 12), mends}
	r := LookBack(pastOf(changes, []*Outage{
		of(hit("I1", web, 12, "C1", "C9", "C1"), problem, other), // named; C2 is in its window, and via I2
		of(hit("I2", web, 20, "C2"), problem),                    // C1 via I1; C2 is named, not inferred; FIX is later
		of(hit("I3", web, 40), problem),                          // C1 and C2 via I1 and I2, FIX mends I1 and was carried out 9 hours before
		of(hit("I4", mail, 60), other),                           // beyond all windows: C1 via I1, not FIX
		hit("I5", mail, 9, "C1"),                                 // before its cause began
		{Ref: itsm.Ref{Source: "inc", ID: "I6"}, Changes: []string{"C2"}},
	}))
	assert.Equal(t, []said{
		{"C1", "I5", Explicit, -60},
		{"C2", "I1", ViaProblem, 0},
		{"C1", "I1", Explicit, 60},
		{"C9", "I1", Explicit, -999},
		{"C2", "I2", Explicit, 8 * 60},
		{"C1", "I2", ViaProblem, 9 * 60},
		{"FIX", "I3", ViaProblem, 9 * 60},
		{"C2", "I3", ViaProblem, 28 * 60},
		{"C1", "I3", ViaProblem, 29 * 60},
		{"C1", "I4", ViaProblem, 49 * 60},
	}, brief(r.Links))
	inc := func(id string) itsm.Ref { return itsm.Ref{Source: "inc", ID: id} }
	assert.Equal(t, []UnknownChange{{"C9", []itsm.Ref{inc("I1")}}}, r.Unknown)
	assert.Equal(t, []itsm.Ref{inc("I6")}, r.Gaps.NotPlaced)
	assert.Equal(t, []itsm.Ref{inc("I5")}, r.Gaps.BeforeItsCause)
	assert.Equal(t, said{"C2", "I6", Explicit, -999}, brief(r.Carried[1].Links)[len(r.Carried[1].Links)-1], "unplaced, and not lost")
	assert.Equal(t, []Verdict{FailedByName, FailedByName, Succeeded}, []Verdict{r.Carried[0].Verdict, r.Carried[1].Verdict, r.Carried[2].Verdict})
}

// A change that mends an incident is no suspect of it; it is one of the next.
func TestRemediesAreNoSuspects(t *testing.T) {
	fix := did("C", "web", 10, 14)
	fix.Incident = []string{"I1"}
	r := LookBack(pastOf([]*itsm.Change{fix}, []*Outage{hit("I1", web, 12), hit("I2", web, 13)}))
	assert.Equal(t, []said{{"C", "I2", Inferred, 0}}, brief(r.Links))
}

func TestIDsAreLookedForInTheSameSourceFirst(t *testing.T) {
	a, b, c := did("C", "web", 10, 11), did("C", "web", 10, 11), did("D", "web", 10, 11)
	a.Source, b.Source = "inc", "x"
	r := LookBack(pastOf([]*itsm.Change{a, b, c}, []*Outage{
		hit("I1", mail, 40, "C"), hit("I2", mail, 40, "D"),
		{Ref: itsm.Ref{Source: "z", ID: "I3"}, Service: mail, Start: on(40), Changes: []string{"C"}},
	}))
	require.Len(t, r.Links, 2)
	assert.Equal(t, itsm.Ref{Source: "inc", ID: "C"}, r.Links[0].Change)
	assert.Equal(t, itsm.Ref{Source: "chg", ID: "D"}, r.Links[1].Change)
	assert.Equal(t, []itsm.Ref{{Source: "z", ID: "I3"}}, r.Gaps.Ambiguous)
}

// An incident with several outage records may come once for each service: it is linked to a change once.
func TestAnIncidentOfTwoServicesIsLinkedOnce(t *testing.T) {
	r := LookBack(pastOf([]*itsm.Change{did("C", "db", 10, 11)}, []*Outage{hit("I", web, 13), hit("I", db, 12)}))
	assert.Equal(t, []said{{"C", "I", Inferred, 60}}, brief(r.Links))
}

// By hand, as of Monday two weeks later, suspicion of 24 hours: of ten changes in the week one is cancelled, one has no
// outcome, one was carried out too late in period two; see the comments.
func TestFailureRate(t *testing.T) {
	outcome := func(c *itsm.Change, o itsm.Outcome) *itsm.Change { c.Outcome = o; return c }
	changes := []*itsm.Change{
		outcome(did("C01", "mail", 1, 2), itsm.OutcomeFailed),
		outcome(did("C02", "mail", 1, 2), itsm.OutcomeBackedOut),
		outcome(did("C03", "mail", 1, 2), itsm.OutcomeSuccessfulWithIssues),
		outcome(did("C04", "mail", 1, 2), itsm.OutcomeCancelled), // in nothing
		outcome(did("C05", "mail", 1, 2), itsm.OutcomeUnknown),   // named, and still of unknown outcome
		did("C06", "mail", 1, 2),                                 // named by two incidents: one failure
		did("C07", "db", 50, 51),                                 // followed by outages of web, which depends on it
		did("C08", "web", 50, 51),                                // followed by the same
		did("C09", "web", 100, 101),                              // followed by one that is named to C06
		did("C10", "web", 8*24, 8*24),                            // in the next week
	}
	outages := []*Outage{
		hit("I1", mail, 300, "C06"), hit("I2", mail, 301, "C06", "C05"), hit("I3", web, 52), hit("I4", web, 53),
		hit("I5", web, 102, "C06"),
		{Ref: itsm.Ref{ID: "I6"}, Service: web, Start: on(102), Harmless: true},
	}
	in := pastOf(changes, outages)
	in.Periods = []itsm.Span{{From: on(-7 * 24), To: on(0)}, {From: on(0), To: on(7 * 24)}, {From: on(7 * 24), To: on(14 * 24)}}
	f := LookBack(in).Failures
	require.Len(t, f, 3)
	assert.Equal(t, FailureRate{}, f[0].FailureRate)
	// With a known outcome: C01, C02, C03, C06, C07, C08, C09.
	assert.Equal(t, []int{3, 7, 5, 7, 1, 0}, []int{
		f[1].Explicit.Failed, f[1].Explicit.N, f[1].WithInferred.Failed, f[1].WithInferred.N, f[1].NoOutcome, f[1].TooEarly,
	})
	assert.InDelta(t, 3.0/7, f[1].Explicit.Share.Value, 1e-15)
	// Wilson for 3 of 7, z = 1.959964: centre (3/7 + z2/14)/(1 + z2/7) = 0.453717, half 0.295897.
	assert.InDelta(t, 0.1582, f[1].Explicit.Interval.Lower, 5e-5)
	assert.InDelta(t, 0.7495, f[1].Explicit.Interval.Upper, 5e-5)
	assert.Equal(t, 1, f[2].Explicit.N)

	// The time of suspicion of C10 ends a day after 8 x 24: at that instant, not a second before.
	in.AsOf = on(9 * 24)
	assert.Equal(t, []int{1, 0}, counted(LookBack(in).Failures[2]))
	in.AsOf = on(9 * 24).Add(-time.Second)
	assert.Equal(t, []int{0, 1}, counted(LookBack(in).Failures[2]))
}

func counted(f PeriodFailures) []int { return []int{f.Explicit.N, f.TooEarly} }

// Nobody knows the outages of web: of its two changes, one of which failed by its own word, only the explicit rate tells,
// 1 of 3. The rate with inferred failures is that of db alone: one change, and an outage followed it.
func TestWhereNobodyKnowsTheOutages(t *testing.T) {
	failed := did("C1", "web", 10, 11)
	failed.Outcome = itsm.OutcomeFailed
	in := pastOf([]*itsm.Change{failed, did("C2", "web", 40, 41), did("C3", "db", 80, 81)}, []*Outage{hit("I1", db, 82)})
	in.Unseen = map[string]bool{"web": true}
	r := LookBack(in)
	rate := r.Failures[0]
	assert.Equal(t, []int{1, 3}, []int{rate.Explicit.Failed, rate.Explicit.N})
	assert.Equal(t, []int{1, 1}, []int{rate.WithInferred.Failed, rate.WithInferred.N})
	assert.Equal(t, 2, rate.Unseen)
	assert.Equal(t, []bool{true, true, false}, []bool{r.Carried[0].Unseen, r.Carried[1].Unseen, r.Carried[2].Unseen})

	in.Unseen["db"] = true
	r = LookBack(in)
	assert.False(t, r.Failures[0].WithInferred.Share.Known, "not 0 %")
	assert.True(t, r.Failures[0].Explicit.Share.Known)
}

// Five weeks with 1 of 10 each, and one with 6 of 10: P(X >= 6 | 10, 0.1) = 0.000147.
func TestFailuresOutsideTheirUsualRange(t *testing.T) {
	var changes []*itsm.Change
	in := pastOf(nil, nil)
	in.Periods = nil
	for week := range 6 {
		from := float64(week-6) * 7 * 24
		in.Periods = append(in.Periods, itsm.Span{From: on(from), To: on(from + 7*24)})
		for i := range 10 {
			c := did(string(rune('a'+week))+string(rune('a'+i)), "web", from+1, from+2)
			if i == 0 || week == 5 && i < 6 {
				c.Outcome = itsm.OutcomeFailed
			}
			changes = append(changes, c)
		}
	}
	in.Changes = slices.Values(changes)
	r := LookBack(in)
	assert.Equal(t, []stats.Usual{stats.Above, stats.Above}, []stats.Usual{r.UsualExplicit, r.UsualInferred})
	in.Periods = in.Periods[:5]
	assert.Equal(t, stats.TooEarly, LookBack(in).UsualExplicit)
}

// links and verdicts against a search through everything, and in any order of the input.
func TestLookBackAgainstBruteForce(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		services := []*itsm.Service{web, db, mail}
		var changes []*itsm.Change
		var outages []*Outage
		for i := range 60 {
			from := float64(r.IntN(2000)) / 10
			changes = append(changes, did(string(rune('A'+i/26))+string(rune('A'+i%26)), services[r.IntN(3)].ID, from, from+float64(r.IntN(500))/10))
			outages = append(outages, hit(string(rune('A'+i/26))+string(rune('a'+i%26)), services[r.IntN(3)], float64(r.IntN(1680))/10))
		}
		want := map[said]bool{}
		failed := map[string]bool{}
		for _, c := range changes {
			for _, o := range outages {
				same := c.Service == o.Service.ID || o.Service == web && c.Service == "db"
				since := func(t time.Time) bool { d := o.Start.Sub(t); return d >= 0 && d < 24*time.Hour }
				if !same || !since(c.ActualEnd) && !(since(c.ActualStart) && o.Start.Before(c.ActualEnd)) && !(since(c.ActualStart) && c.ActualEnd.Sub(c.ActualStart) <= 24*time.Hour) {
					continue
				}
				want[said{c.ID, o.ID, Inferred, max(0, o.Start.Sub(c.ActualEnd).Minutes())}] = true
				failed[c.ID] = true
			}
		}
		got := LookBack(pastOf(changes, outages))
		assert.Len(t, got.Links, len(want))
		for _, s := range brief(got.Links) {
			assert.True(t, want[s], "%v", s)
		}
		for _, c := range got.Carried {
			assert.Equal(t, failed[c.ID], c.Verdict == FailedInference, c.ID)
		}
		slices.Reverse(changes)
		r.Shuffle(len(outages), func(i, j int) { outages[i], outages[j] = outages[j], outages[i] })
		again := LookBack(pastOf(changes, outages))
		assert.Equal(t, brief(got.Links), brief(again.Links))
		assert.Equal(t, got.Failures, again.Failures)
	}
}

// Pairs of a change and the incident that it caused, of several years, some changes with many incidents: none is lost.
func TestEveryNamedPairIsLinked(t *testing.T) {
	if testing.Short() {
		t.Skip("160,000 pairs")
	}
	const pairs, incidents = 160_000, 150_000
	var changes []*itsm.Change
	var outages []*Outage
	for i := range incidents {
		c := did(fmt.Sprint("C", i), "web", float64(i)/50, float64(i)/50+1)
		c.Service = "" // nothing but the names tells anything
		changes = append(changes, c)
		outages = append(outages, hit(fmt.Sprint("I", i), nil, float64(i)/50+2, fmt.Sprint("C", i*7%incidents)))
	}
	for i := range pairs - incidents {
		outages[i].Changes = append(outages[i].Changes, fmt.Sprint("C", i%100), "gone")
	}
	in := pastOf(changes, outages)
	in.AsOf = on(incidents)
	in.Periods = []itsm.Span{{From: on(0), To: in.AsOf}}
	r := LookBack(in)
	named := map[said]bool{}
	for _, l := range r.Links {
		if l.Change.Source != "" {
			named[said{change: l.Change.ID, incident: l.Incident.ID}] = true
		}
	}
	want := 0
	for _, o := range outages {
		for i, id := range o.Changes {
			if id != "gone" && slices.Index(o.Changes, id) == i {
				want++
				if !named[said{change: id, incident: o.ID}] {
					t.Fatalf("%s of %s is lost", id, o.ID)
				}
			}
		}
	}
	assert.Len(t, named, want)
	assert.Greater(t, want, pairs-200)
	assert.Len(t, r.Unknown[0].Incidents, pairs-incidents)
	failed := 0
	for _, c := range r.Carried {
		if c.Verdict == FailedByName {
			failed++
		}
	}
	assert.Equal(t, []int{incidents, incidents}, []int{failed, len(r.Carried)}, "once each, however many incidents name them")
}
