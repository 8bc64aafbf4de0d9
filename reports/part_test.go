package reports_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/reportstest"
	"nines/reports/sections/availability"
	"nines/reports/sections/dataquality"
	"nines/reports/snapshot"
	"nines/templates"
)

// owned is a catalogue of services with owners.
func owned(owners map[string]string, ids ...string) func(context.Context, snapshot.Data) (*itsm.Catalogue, []string, error) {
	return func(context.Context, snapshot.Data) (*itsm.Catalogue, []string, error) {
		var list []*itsm.Service
		for _, id := range ids {
			s := reportstest.Service(id, 0.999, true)
			s.Owner = owners[id]
			list = append(list, s)
		}
		return itsm.NewCatalogue(list, func(id string) *itsm.Service { return reportstest.Service(id, 0.999, false) }), nil, nil
	}
}

// partOf makes a report about October with every section.
func partOf(t *testing.T, data reports.Data, set making.Settings, change func(*making.Want)) *reports.Report {
	t.Helper()
	built, err := templates.Reports()
	require.NoError(t, err)
	period, err := itsm.ParsePeriod("2026-10", time.Time{}, time.UTC)
	require.NoError(t, err)
	want := making.Want{Report: built["monthly"], Period: period, AsOf: time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC)}
	want.Report.Name = "mine"
	change(&want)
	r, err := reports.Make(t.Context(), data, set, want)
	require.NoError(t, err)
	return r
}

// randomWorld has some of all that a service of four can have, or nobody.
func randomWorld(seed uint64) *reportstest.Records {
	random := rand.New(rand.NewPCG(seed, 1))
	service := func() string { return []string{"a", "b", "c", "d", ""}[random.IntN(5)] }
	head := func(kind string, n int) itsm.Head {
		return itsm.Head{Source: "tickets", ID: fmt.Sprintf("%s%03d", kind, n)}
	}
	r := &reportstest.Records{Sources: reportstest.Imported(), First: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}
	for n := range 8 {
		opened := reportstest.At(1+random.IntN(25), 8, 0)
		r.Problems = append(r.Problems, itsm.Problem{Head: head("P", n), Service: service(), Title: "disk", Status: itsm.StatusInProgress, Priority: itsm.P2, Opened: opened, Effort: minutes(random)})
		r.Actions = append(r.Actions, itsm.Action{Head: head("A", n), Problem: r.Problems[n].ID, Title: "mend", Due: opened.AddDate(0, 0, 9)})
		start := reportstest.At(1+random.IntN(28), 20, 0)
		r.Changes = append(r.Changes, itsm.Change{
			Head: head("C", n), Service: service(), Title: "patch", Class: itsm.ClassNormal, Requested: start.AddDate(0, 0, -6), PlannedStart: start,
			PlannedEnd: start.Add(time.Hour), ActualStart: start, ActualEnd: start.Add(time.Hour), Outcome: itsm.OutcomeSuccessful, Status: itsm.StatusClosed, Effort: minutes(random),
		})
	}
	for n := range 60 {
		i := reportstest.Outage(fmt.Sprintf("I%03d", n), service(), 1+random.IntN(28), 1+random.IntN(50))
		i.Priority, i.Effort = itsm.Priority(1+random.IntN(4)), minutes(random)
		i.Title = []string{"disk full", "log-in refused", "queue stuck"}[random.IntN(3)]
		if p := r.Problems[random.IntN(8)]; p.Service == i.Service && i.Service != "" {
			i.Problem = []string{p.ID}
		}
		r.Incidents = append(r.Incidents, i)
		r.Worklogs = append(r.Worklogs, itsm.WorkLog{Head: head("W", n), Ticket: i.ID, Person: "p", At: i.Resolved, Minutes: minutes(random)})
		r.Updates = append(r.Updates, itsm.Update{Head: head("U", n), Incident: i.ID, At: i.Opened.Add(10 * time.Minute)})
		r.Requests = append(r.Requests, itsm.ServiceRequest{Head: head("R", n), Service: service(), Title: "token", Status: itsm.StatusClosed, Opened: i.Opened, Closed: i.Closed, Effort: minutes(random)})
		if n%20 == 0 {
			r.Exclusions = append(r.Exclusions, itsm.Exclusion{Head: head("X", n), Incident: i.ID, Reason: "drill", At: i.Closed})
			r.Outages = append(r.Outages, itsm.OutageRecord{Head: head("O", n), Incident: i.ID, From: i.Opened, To: i.Opened.Add(5 * time.Minute), Outage: itsm.OutageFull})
		}
	}
	r.ProblemVersions, r.ActionVersions = r.Problems, r.Actions
	return r
}

func minutes(random *rand.Rand) itsm.Length {
	return itsm.Length{Value: time.Duration(5+random.IntN(90)) * time.Minute, Known: true}
}

// only is the world without what is about other services, written down here once more.
func (w world) only(services ...string) *reportstest.Records {
	ours := func(service string) bool { return slices.Contains(services, service) }
	r, of := *w.Records, map[string]string{}
	for _, i := range r.Incidents {
		of[i.ID] = i.Service
	}
	for _, p := range r.Problems {
		of[p.ID] = p.Service
	}
	r.Incidents = kept(r.Incidents, func(i itsm.Incident) bool { return ours(i.Service) })
	r.Requests = kept(r.Requests, func(i itsm.ServiceRequest) bool { return ours(i.Service) })
	r.Problems = kept(r.Problems, func(i itsm.Problem) bool { return ours(i.Service) })
	r.Changes = kept(r.Changes, func(i itsm.Change) bool { return ours(i.Service) })
	r.Actions = kept(r.Actions, func(i itsm.Action) bool { return ours(of[i.Problem]) })
	r.Worklogs = kept(r.Worklogs, func(i itsm.WorkLog) bool { return ours(of[i.Ticket]) })
	r.Updates = kept(r.Updates, func(i itsm.Update) bool { return ours(of[i.Incident]) })
	r.Exclusions = kept(r.Exclusions, func(i itsm.Exclusion) bool { return ours(of[i.Incident]) })
	r.Outages = kept(r.Outages, func(i itsm.OutageRecord) bool { return ours(of[i.Incident]) })
	r.ProblemVersions, r.ActionVersions = r.Problems, r.Actions
	return &r
}

type world struct{ *reportstest.Records }

func kept[R any](list []R, keep func(R) bool) []R {
	return slices.DeleteFunc(slices.Clone(list), func(r R) bool { return !keep(r) })
}

// A report about two of four services says what one says of a world that has no others.
func TestPartIsLikeAWorldWithoutTheRest(t *testing.T) {
	for seed := range uint64(6) {
		all := randomWorld(seed)
		set := reportstest.SettingsOf(owned(map[string]string{"a": "Ann", "b": "Ann", "c": "Bo"}, "a", "b", "c", "d"))
		part := partOf(t, all.Snapshot(), set, func(w *making.Want) { w.Report.Filter.Owners = []string{" ann"} })
		few := reportstest.SettingsOf(owned(map[string]string{"a": "Ann", "b": "Ann"}, "a", "b"))
		expected := partOf(t, world{all}.only("a", "b").Snapshot(), few, func(*making.Want) {})
		for i, s := range part.Document.Sections {
			if s.Name == "data_quality" {
				continue
			}
			require.Equal(t, expected.Document.Sections[i].Name, s.Name)
			if s.Name == "problems" {
				assert.Empty(t, cmp.Diff(withoutBacklogTarget(t, figures(t, expected, i)), withoutBacklogTarget(t, figures(t, part, i))), "seed %d", seed)
				continue
			}
			assert.Empty(t, cmp.Diff(figures(t, expected, i), figures(t, part, i)), "seed %d, section %s", seed, s.Name)
		}
		assert.Empty(t, cmp.Diff(expected.Figures, part.Figures), "published")
	}
}

func figures(t *testing.T, r *reports.Report, section int) string {
	t.Helper()
	text, err := json.MarshalIndent(r.Document.Sections[section].Figures, "", " ")
	require.NoError(t, err)
	return string(text)
}

// withoutBacklogTarget is the figures of problems without what a part of the services is not held against.
func withoutBacklogTarget(t *testing.T, figures string) map[string]any {
	t.Helper()
	var f map[string]any
	require.NoError(t, json.Unmarshal([]byte(figures), &f))
	if backlog, ok := f["backlog"].(map[string]any); ok {
		for _, key := range []string{"target", "met", "earliest", "likely", "latest"} {
			delete(backlog, key)
		}
	}
	return f
}

// A problem of another service that an incident of ours names has a record, if not one of ours; and the backlog of a part
// is held against no target, as that is one for all.
func TestProblemsOfOthersAreRecorded(t *testing.T) {
	problem := func(id, service string) itsm.Problem {
		return itsm.Problem{Head: itsm.Head{Source: "tickets", ID: id}, Service: service, Title: "disk of " + service, Status: itsm.StatusInProgress, Opened: reportstest.At(1, 8, 0)}
	}
	i := reportstest.Outage("I1", "a", 5, 50)
	i.Problem = []string{"P1", "P2", "P3"}
	data := &reportstest.Records{
		Incidents: []itsm.Incident{i}, Problems: []itsm.Problem{problem("P1", "a"), problem("P2", "b")},
		Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0),
	}
	built, err := templates.Reports()
	require.NoError(t, err)
	r := partOf(t, data.Snapshot(), reportstest.SettingsOf(reportstest.Services(0.999, "a", "b")), func(w *making.Want) {
		w.Report.Sections = built["problem-review"].Sections
		w.Report.Filter.Services = []string{"a"}
	})
	var f struct {
		Unrecorded []struct {
			Problem string `json:"problem"`
		} `json:"unrecorded"`
		Backlog struct {
			Outstanding int   `json:"outstanding"`
			Target      *int  `json:"target"`
			Met         *bool `json:"met"`
		} `json:"backlog"`
	}
	at := slices.IndexFunc(r.Document.Sections, func(s document.Section) bool { return s.Name == "problems" })
	require.NoError(t, json.Unmarshal([]byte(figures(t, r, at)), &f))
	require.Len(t, f.Unrecorded, 1)
	assert.Equal(t, "P3", f.Unrecorded[0].Problem)
	assert.Equal(t, 1, f.Backlog.Outstanding)
	assert.Nil(t, f.Backlog.Target)
	assert.Nil(t, f.Backlog.Met)
	texts := reportstest.TextsJoined(r)
	assert.Contains(t, texts, "a problem of another service")
	assert.NotContains(t, texts, "disk of b")
	assert.Contains(t, texts, "Backlog: 1")
	assert.NotContains(t, texts, "target 0")
}

// The action that came of a major incident may be one of a problem of another service: it came, and is still not listed.
func TestMajorIncidentFollowedElsewhere(t *testing.T) {
	major := func(id string, problems ...string) itsm.Incident {
		i := reportstest.Outage(id, "a", 5, 50)
		i.Problem, i.Major, i.ReviewHeld = problems, i.Opened, reportstest.At(6, 0, 0)
		return i
	}
	problem := func(id string) itsm.Problem {
		return itsm.Problem{Head: itsm.Head{Source: "tickets", ID: id}, Service: "b", Title: "disk", Status: itsm.StatusInProgress, Opened: reportstest.At(1, 8, 0)}
	}
	data := &reportstest.Records{
		Incidents: []itsm.Incident{major("I1", "P1"), major("I2", "P2"), major("I3")}, Problems: []itsm.Problem{problem("P1"), problem("P2")},
		Actions: []itsm.Action{{Head: itsm.Head{Source: "tickets", ID: "A1"}, Problem: "P1", Title: "mend it"}},
		Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0),
	}
	built, err := templates.Reports()
	require.NoError(t, err)
	for _, service := range []string{"a", ""} {
		r := partOf(t, data.Snapshot(), reportstest.SettingsOf(reportstest.Services(0.999, "a", "b")), func(w *making.Want) {
			w.Report.Sections = built["problem-review"].Sections
			if service != "" {
				w.Report.Filter.Services = []string{service}
			}
		})
		var f struct {
			Actions []any    `json:"actions"`
			Without []string `json:"reviews_without_action"`
		}
		at := slices.IndexFunc(r.Document.Sections, func(s document.Section) bool { return s.Name == "problems" })
		require.NoError(t, json.Unmarshal([]byte(figures(t, r, at)), &f))
		assert.Equal(t, []string{"I2", "I3"}, f.Without)
		assert.Equal(t, service == "", len(f.Actions) == 1)
	}
}

// A filter that leaves no service is said to, and nothing is said to be met.
func TestPartWithoutAService(t *testing.T) {
	data := &reportstest.Records{Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}
	set := reportstest.SettingsOf(reportstest.Services(0.999, "a"))
	r := partOf(t, data.Snapshot(), set, func(w *making.Want) { w.Report.Filter.Owners = []string{"nobody"} })
	assert.Equal(t, "No service could be rated: none is left by the filter of the report.", r.Document.Message)
	texts := reportstest.TextsJoined(r)
	assert.Contains(t, texts, "No service is left by the filter of the report.")
	assert.NotContains(t, texts, "every target was met")
	assert.NotContains(t, texts, "no service in the catalogue")
}

// An outage record of another service says that an incident of ours was not down when its ticket was open; that
// service is not ours, and neither are its minutes. One of ours counts, though its incident is another's.
func TestOutageRecordsAcrossServices(t *testing.T) {
	record := func(id, incident, service string) itsm.OutageRecord {
		return itsm.OutageRecord{Head: itsm.Head{Source: "tickets", ID: id}, Incident: incident, Service: service, Outage: itsm.OutageFull, From: reportstest.At(5, 9, 0), To: reportstest.At(5, 9, 7)}
	}
	data := &reportstest.Records{
		Incidents: []itsm.Incident{reportstest.Outage("I1", "a", 5, 50), reportstest.Outage("I2", "b", 5, 40)},
		Outages:   []itsm.OutageRecord{record("O1", "I1", "b"), record("O2", "I2", "a")},
		Sources:   reportstest.Imported(), First: reportstest.At(1, 0, 0),
	}
	r := partOf(t, data.Snapshot(), reportstest.SettingsOf(reportstest.Services(0.999, "a", "b")), func(w *making.Want) { w.Report.Filter.Services = []string{"A"} })
	f := reportstest.FiguresOf[availability.Figures](t, r, "availability")
	require.Len(t, f.Services, 1)
	assert.InDelta(t, 7, *f.Services[0].DowntimeMinutes, 1e-9)
}

// What names no service is in no part: an incident, and a service without an owner.
func TestWhatNoPartHasIsSaid(t *testing.T) {
	data := &reportstest.Records{Incidents: []itsm.Incident{reportstest.Outage("I1", "a", 5, 50), reportstest.Outage("I2", "", 5, 40)}, Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}
	set := reportstest.SettingsOf(owned(map[string]string{"a": "Ann"}, "a", "b"))
	ann := document.Pack{By: "owner", Name: "Ann", Slug: "ann"}
	r := partOf(t, data.Snapshot(), set, func(w *making.Want) { w.Pack, w.Rest, w.Report.Title = &ann, []string{"b"}, "Your services" })
	assert.Equal(t, "Your services: Ann", r.Document.Title)
	assert.Contains(t, r.Document.Scope, "; only services of Ann")
	assert.Equal(t, "mine.owner.ann", r.Document.Key())
	assert.Equal(t, "mine-owner-ann-2026-10", r.Document.FileName())
	team := document.Pack{By: "team", Name: "Ann", Slug: "ann"}
	assert.NotEqual(t, r.Document.Key(), document.Key("mine", &team), "a team may be called like an owner")
	found := map[string][]string{}
	for _, f := range reportstest.FiguresOf[dataquality.Figures](t, r, "data_quality").Findings {
		found[f.Finding] = f.Names
	}
	assert.Equal(t, []string{"b"}, found["no_pack"])
	assert.NotContains(t, found, "no_service", "somebody else's ticket")
}

// A change ahead of ours is flagged for one of a service that it depends on, which is not on the list itself.
func TestChangesOfOthersAreInTheWay(t *testing.T) {
	change := func(id, service string, day int) itsm.Change {
		start := time.Date(2026, 11, day, 20, 0, 0, 0, time.UTC)
		return itsm.Change{Head: itsm.Head{Source: "tickets", ID: id}, Service: service, Class: itsm.ClassNormal, PlannedStart: start, PlannedEnd: start.Add(time.Hour)}
	}
	data := &reportstest.Records{Changes: []itsm.Change{change("C1", "a", 5), change("C2", "b", 5), change("C3", "b", 6)}, Sources: reportstest.Imported(), First: reportstest.At(1, 0, 0)}
	catalogue := owned(map[string]string{"a": "Ann"}, "a", "b")
	set := reportstest.SettingsOf(func(ctx context.Context, d snapshot.Data) (*itsm.Catalogue, []string, error) {
		c, faults, err := catalogue(ctx, d)
		c.Lookup("a").DependsOn = []string{"b"}
		return c, faults, err
	})
	r := partOf(t, data.Snapshot(), set, func(w *making.Want) { w.Report.Filter.Owners = []string{"Ann"} })
	var f struct {
		Upcoming []struct {
			ID    string   `json:"id"`
			Flags []string `json:"flags"`
		} `json:"upcoming"`
	}
	i := slices.IndexFunc(r.Document.Sections, func(s document.Section) bool { return s.Name == "changes" })
	require.NoError(t, json.Unmarshal([]byte(figures(t, r, i)), &f))
	require.Len(t, f.Upcoming, 1)
	assert.Equal(t, "C1", f.Upcoming[0].ID)
	assert.Contains(t, f.Upcoming[0].Flags, "overlaps:C2")
}
