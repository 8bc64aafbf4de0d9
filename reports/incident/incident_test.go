package incident_test

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports"
	"nines/reports/document"
	"nines/reports/incident"
	"nines/reports/making"
	"nines/reports/reportstest"
	"nines/reports/snapshot"
)

var at = reportstest.At

// store is what a store would tell.
type store struct {
	snapshot.Data
	changes []itsm.Change
}

func (s store) LastChanges(_ context.Context, q itsm.ChangeQuery, yield func(*itsm.Change) error) error {
	list := slices.Clone(s.changes)
	start := func(c itsm.Change) time.Time { return itsm.FirstKnown(c.ActualStart, c.PlannedStart) }
	slices.SortFunc(list, func(a, b itsm.Change) int { return cmp.Or(start(b).Compare(start(a)), cmp.Compare(a.ID, b.ID)) })
	for _, c := range list {
		if q.Contains(start(c)) && slices.Contains(q.Services, c.Service) {
			if err := yield(&c); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s store) ServiceNames(context.Context) ([]string, error) {
	return []string{"FX", "market data", "other"}, nil
}

// settings have the service fx, of which AMRS has 50, EMEA 40 and APAC 10 % of the users, and which depends on md.
func settings() making.Settings {
	return reportstest.SettingsOf(func(context.Context, snapshot.Data) (*itsm.Catalogue, []string, error) {
		fx := reportstest.Service("fx", 0.999, true)
		fx.Name, fx.Aliases, fx.DependsOn, fx.Owner = "FX pricing", []string{"FX"}, []string{"md"}, "Olga Owner"
		fx.Epochs[0].Regions = []itsm.Region{{Name: "AMRS", Share: 0.5}, {Name: "EMEA", Share: 0.4}, {Name: "APAC", Share: 0.1}}
		md := reportstest.Service("md", 0.999, true)
		md.Aliases = []string{"market data"}
		return itsm.NewCatalogue([]*itsm.Service{fx, md}, func(id string) *itsm.Service { return reportstest.Service(id, 0.999, false) }), nil, nil
	})
}

func ask(kind incident.Kind) incident.Want {
	return incident.Want{ID: "I1", Kind: kind, AsOf: at(20, 7, 0), Suspect: 24 * time.Hour}
}

func try(t *testing.T, data *reportstest.Records, want incident.Want) (*incident.Made, error) {
	t.Helper()
	return incident.Make(context.Background(), store{data.Snapshot(), data.Changes}, settings(), want)
}

// texts are what a document prints, line by line.
func texts(t *testing.T, data *reportstest.Records, want incident.Want) (string, *incident.Made) {
	t.Helper()
	made, err := try(t, data, want)
	require.NoError(t, err)
	text := reportstest.TextsJoined(&reports.Report{Document: made.Document})
	assert.NotRegexp(t, regexp.MustCompile(`\{[a-z]+\}`), text, "a placeholder is left")
	assert.NotRegexp(t, regexp.MustCompile(`(?m)^incident\.[a-z_.]+$`), text, "a word is missing")
	return text, made
}

// table is a table of a document.
func table(t *testing.T, made *incident.Made, id string) *document.Table {
	t.Helper()
	for _, s := range made.Document.Sections {
		for _, b := range s.Blocks {
			if found, ok := b.(*document.Table); ok && found.ID == id {
				return found
			}
		}
	}
	require.Failf(t, "no such table", id)
	return nil
}

// figures are the large figures of a document, by their labels.
func figures(made *incident.Made) map[string]string {
	all := map[string]string{}
	for _, s := range made.Document.Sections {
		for _, b := range s.Blocks {
			if found, ok := b.(*document.KeyFigures); ok {
				for _, f := range found.Items {
					all[f.Label] = made.Document.Locale.Format(f.Value, document.Column{}, time.UTC)
				}
			}
		}
	}
	return all
}

// whole is an incident of which all is recorded: an hour from 09:00 on 14 October, only APAC.
func whole() itsm.Incident {
	i := reportstest.Outage("I1", "FX", 14, 60)
	i.Title, i.Regions = "Prices froze", []string{"APAC"}
	i.Description = "Ann Abel saw it first, ask ann.abel@example.com.\nHANNAH ABELSON did not."
	i.RootCause, i.Resolution, i.NextSteps = "A full disk, says ann abel", "Disk enlarged", "Watch disks"
	i.Assignee, i.Commander, i.Scribe = "Ann Abel", "Carl Cole", "noc"
	i.Customers, i.Contacts = itsm.Known(1200), itsm.Known(7)
	i.Started, i.Detected, i.Acknowledged = at(14, 9, 0), at(14, 9, 5), at(14, 9, 6)
	return i
}

func TestReasonForOutage(t *testing.T) {
	text, made := texts(t, &reportstest.Records{Incidents: []itsm.Incident{whole()}}, ask(incident.RFO))
	assert.Equal(t, "Reason for outage", made.Document.Title)
	assert.Equal(t, "Prices froze", made.Document.Message)
	assert.Equal(t, "FX pricing \u00b7 Wed 14 Oct 2026 \u00b7 times of UTC", made.Document.Scope)
	var titles []string
	for _, s := range made.Document.Sections {
		titles = append(titles, s.Title)
	}
	assert.Equal(t, []string{"Date, time and duration", "Description", "Affected services", "Root cause", "Resolution", "Next steps"}, titles)
	assert.Equal(t, map[string]string{"began": "09:00", "service restored": "10:00", "duration": "60 min"}, figures(made))
	assert.Contains(t, text, "our staff saw it first, ask (address withheld).")
	assert.Contains(t, text, "HANNAH ABELSON did not.", "only whole names")
	assert.Contains(t, text, "A full disk, says our staff")
	for _, name := range []string{"Ann Abel", "ann abel", "Carl Cole", "example.com", "noc", "P1", "7"} {
		assert.NotContains(t, strings.ReplaceAll(text, "17", ""), name)
	}
	row := table(t, made, "incident_services").Rows[0]
	assert.Equal(t, []string{"FX pricing", "Disturbed", "APAC", "all"}, cellTexts(row)[:4], "what a rule says is told to nobody")
	assert.Empty(t, made.Missing)
	assert.Empty(t, made.Notes)
}

func cellTexts(r document.Row) []string {
	var all []string
	for _, v := range r.Cells {
		all = append(all, v.Text)
	}
	return all
}

// Sixty minutes, only APAC, which has 10 % of the users: 6 weighted minutes.
func TestSummary(t *testing.T) {
	i := whole()
	i.Lost = itsm.Known(1)
	text, made := texts(t, &reportstest.Records{Incidents: []itsm.Incident{i}}, ask(incident.Summary))
	assert.Equal(t, map[string]string{
		"began": "09:00", "service restored": "10:00", "duration": "60 min",
		"weighted minutes of downtime": "6.0", "of users hit": "10 %", "customers affected": "1,200", "contacts handled": "7",
	}, figures(made))
	assert.NotContains(t, text, "Ann Abel", "persons have pseudonyms")
	assert.Regexp(t, `person [0-9a-f]{5} saw it first`, text)
	assert.Contains(t, text, "APAC 10 %")
	set := settings()
	set.PersonNames = true
	named, err := incident.Make(context.Background(), store{(&reportstest.Records{Incidents: []itsm.Incident{i}}).Snapshot(), nil}, set, ask(incident.Summary))
	require.NoError(t, err)
	assert.Contains(t, reportstest.TextsJoined(&reports.Report{Document: named.Document}), "Ann Abel saw it first, ask ann.abel@example.com.")
}

// 10:00 to 11:00 all lost and 10:30 to 11:30 half lost, in all regions: 60 + 15 = 75 weighted minutes, in 90 minutes of
// one piece; a third from 12:00 to 12:10 makes 85 and 100 in two pieces.
func TestSeveralOutages(t *testing.T) {
	i := whole()
	i.Regions = nil
	record := func(id string, from, to time.Time, lost float64) itsm.OutageRecord {
		return itsm.OutageRecord{Head: itsm.Head{Source: "outages", ID: id}, Incident: "I1", From: from, To: to, Lost: itsm.Known(lost)}
	}
	data := &reportstest.Records{Incidents: []itsm.Incident{i}, Outages: []itsm.OutageRecord{
		record("O2", at(14, 10, 30), at(14, 11, 30), 0.5), record("O1", at(14, 10, 0), at(14, 11, 0), 1),
	}}
	_, made := texts(t, data, ask(incident.Summary))
	assert.Equal(t, "90 min", figures(made)["duration"])
	assert.Equal(t, "75.0", figures(made)["weighted minutes of downtime"])
	assert.Equal(t, "11:30", figures(made)["service restored"])
	data.Outages = append(data.Outages, record("O3", at(14, 12, 0), at(14, 12, 10), 1))
	_, made = texts(t, data, ask(incident.Summary))
	assert.Equal(t, "100 min, in 2 parts", figures(made)["duration"])
	assert.Equal(t, "85.0", figures(made)["weighted minutes of downtime"])
	impact := table(t, made, "incident_impact")
	assert.Len(t, impact.Rows, 3)
	assert.InDelta(t, 85, impact.Total.Cells[len(impact.Total.Cells)-1].Number, 1e-9)
}

func TestWhatIsNotRecorded(t *testing.T) {
	for _, c := range []struct {
		name    string
		change  func(*itsm.Incident)
		figures map[string]string
		missing []string
		notes   []string
	}{
		{
			"ongoing: 6 days less 2 hours", func(i *itsm.Incident) {
				i.Restored, i.Resolved, i.Closed, i.Status = time.Time{}, time.Time{}, time.Time{}, itsm.StatusOpen
			},
			map[string]string{"began": "09:00", "service restored": "Ongoing", "duration": "142 h 00 so far"},
			nil,
			[]string{"the incident is not over: make the document again when it is"},
		},
		{
			"closed without an end: over by 12:00", func(i *itsm.Incident) { i.Restored, i.Resolved = time.Time{}, time.Time{} },
			map[string]string{"began": "09:00", "service restored": "Not recorded", "duration": "at most 3 h 00"},
			[]string{"service restored"},
			nil,
		},
		{
			"nothing", func(i *itsm.Incident) {
				*i = itsm.Incident{Head: i.Head, Status: itsm.StatusClosed}
			},
			map[string]string{"began": "Not recorded", "service restored": "Not recorded", "duration": "Not recorded"},
			[]string{"service restored", "began", "Description", "Affected services", "Root cause", "Resolution", "Next steps", "title"},
			[]string{"nothing says what it cost, neither the ticket nor a rule: the document states no loss"},
		},
		{
			"no outage", func(i *itsm.Incident) { i.Outage = itsm.OutageNone },
			map[string]string{"began": "09:00", "service restored": "10:00", "duration": "60 min"},
			nil,
			[]string{"by the ticket, or by the rule for its priority, nothing was lost: it is no outage"},
		},
		{
			"a priority that the rule leaves out", func(i *itsm.Incident) { i.Priority = itsm.P4 },
			map[string]string{"began": "09:00", "service restored": "10:00", "duration": "60 min"},
			nil,
			[]string{"by the ticket, or by the rule for its priority, nothing was lost: it is no outage"},
		},
		{
			"an unknown priority", func(i *itsm.Incident) { i.Priority = itsm.PriorityUnknown },
			map[string]string{"began": "09:00", "service restored": "10:00", "duration": "60 min"},
			nil,
			[]string{"nothing says what it cost, neither the ticket nor a rule: the document states no loss"},
		},
		{
			"no start", func(i *itsm.Incident) { i.Started = time.Time{} },
			map[string]string{"began": "09:05", "service restored": "10:00", "duration": "55 min"},
			nil,
			[]string{"no start is recorded: the time of its detection or opening stands in"},
		},
		{
			"a duplicate", func(i *itsm.Incident) { i.DuplicateOf = "I0" },
			map[string]string{"began": "09:00", "service restored": "10:00", "duration": "60 min"},
			nil,
			[]string{"the incident is a duplicate of I0: the document is probably wanted of that one"},
		},
		{
			"an end before the start", func(i *itsm.Incident) { i.Restored, i.Resolved, i.Closed = at(14, 8, 0), at(14, 8, 0), at(14, 8, 0) },
			map[string]string{"began": "09:00", "service restored": "Not recorded", "duration": "Not recorded"},
			[]string{"service restored"},
			nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			i := whole()
			c.change(&i)
			_, made := texts(t, &reportstest.Records{Incidents: []itsm.Incident{i}}, ask(incident.RFO))
			assert.Equal(t, c.figures, figures(made))
			assert.ElementsMatch(t, c.missing, made.Missing)
			assert.Equal(t, c.notes, made.Notes)
			_, made = texts(t, &reportstest.Records{Incidents: []itsm.Incident{i}}, ask(incident.Summary))
			assert.Equal(t, c.figures["duration"], figures(made)["duration"])
		})
	}
}

// Customers are not told of a service that was restored where none was out.
func TestWhereNoServiceWasOut(t *testing.T) {
	i := whole()
	i.Outage, i.Restored = itsm.OutageNone, time.Time{}
	text, made := texts(t, &reportstest.Records{Incidents: []itsm.Incident{i}}, ask(incident.RFO))
	assert.Contains(t, figures(made), "resolved")
	assert.NotContains(t, figures(made), "service restored")
	assert.Contains(t, text, ": no interruption of the service is recorded.")
	i = whole()
	i.Priority = itsm.PriorityUnknown
	text, _ = texts(t, &reportstest.Records{Incidents: []itsm.Incident{i}}, ask(incident.RFO))
	assert.Contains(t, text, ": what users met with is not recorded.")
}

func TestTimelineNamesWhoSaidWhatToWhom(t *testing.T) {
	log := itsm.Update{Head: itsm.Head{Source: "u", ID: "1"}, Incident: "I1", Kind: itsm.UpdateTimeline, Audience: "internal", At: at(14, 9, 20), Text: "restarted", Role: "operations"}
	text, _ := texts(t, &reportstest.Records{Incidents: []itsm.Incident{whole()}, Updates: []itsm.Update{log}}, ask(incident.Summary))
	assert.Contains(t, text, "Log entry (internal)")
	assert.Contains(t, text, "operations")
}

func TestWhichIncident(t *testing.T) {
	i, other := whole(), whole()
	other.Source, other.Title = "desk", "Another"
	data := &reportstest.Records{Incidents: []itsm.Incident{i, other}}
	_, err := try(t, data, ask(incident.RFO))
	var several *incident.AmbiguousError
	require.ErrorAs(t, err, &several)
	assert.Equal(t, []string{"tickets", "desk"}, several.Sources)
	want := ask(incident.RFO)
	want.Source = "desk"
	data.Updates = []itsm.Update{
		{Head: itsm.Head{Source: "desk", ID: "1"}, Incident: "I1", At: at(14, 9, 30), Text: "ours"},
		{Head: itsm.Head{Source: "tickets", ID: "2"}, Incident: "I1", At: at(14, 9, 31), Text: "of the other"},
		{Head: itsm.Head{Source: "third", ID: "3"}, Incident: "I1", At: at(14, 9, 32), Text: "nobody knows of which"},
	}
	want.Kind = incident.Summary
	text, made := texts(t, data, want)
	assert.Equal(t, "Another", made.Document.Message)
	assert.Contains(t, text, "ours")
	assert.NotContains(t, text, "of the other")
	assert.NotContains(t, text, "nobody knows of which")
	want.ID = "I2"
	_, err = try(t, data, want)
	var missing *incident.NotFoundError
	require.ErrorAs(t, err, &missing)
}

func TestChangesBefore(t *testing.T) {
	change := func(id, service string, start time.Time) itsm.Change {
		return itsm.Change{Head: itsm.Head{Source: "changes", ID: id}, Service: service, ActualStart: start}
	}
	i := whole()
	i.Change = []string{"NAMED", "GONE"}
	off := change("OFF", "FX", time.Time{})
	off.PlannedStart, off.Status = at(14, 8, 0), itsm.StatusCancelled
	named := change("NAMED", "other", at(1, 0, 0))
	data := &reportstest.Records{Incidents: []itsm.Incident{i}, Changes: []itsm.Change{
		named, off, change("FIRST", "FX", at(13, 9, 0)), change("EARLY", "FX", at(13, 9, 0).Add(-time.Millisecond)),
		change("LAST", "FX", at(14, 9, 0)), change("LATE", "FX", at(14, 9, 1)), change("OTHER", "other", at(14, 8, 0)),
		change("BELOW", "market data", at(14, 8, 0)),
	}}
	_, made := texts(t, data, ask(incident.Summary))
	var got []string
	for _, row := range table(t, made, "incident_changes").Rows {
		got = append(got, row.Cells[2].Text+" "+row.Cells[3].Text)
	}
	assert.Equal(t, []string{"NAMED named", "LAST inferred", "BELOW inferred", "FIRST inferred"}, got)
	assert.InDelta(t, 60, table(t, made, "incident_changes").Rows[2].Cells[1].Number, 0)
}

func TestActionsAndProblems(t *testing.T) {
	i := whole()
	i.NextSteps, i.RootCause, i.Problem = "", "", []string{"P1", "P9"}
	action := func(id, of string, a itsm.Action) itsm.Action {
		a.Head, a.Problem = itsm.Head{Source: "p", ID: id}, of
		return a
	}
	data := &reportstest.Records{
		Incidents: []itsm.Incident{i},
		Problems:  []itsm.Problem{{Head: itsm.Head{Source: "p", ID: "P1"}, RootCause: "No alarm", Status: itsm.StatusOpen, Owner: "Olga Owner"}},
		Actions: []itsm.Action{
			action("A3", "P1", itsm.Action{Title: "Ask Olga Owner.", Owner: "Olga Owner"}),
			action("A2", "P1", itsm.Action{Title: "Set alarm", Due: at(19, 0, 0)}),
			action("A1", "P1", itsm.Action{Title: "Enlarge disk", Due: at(16, 0, 0), Done: itsm.Mark{State: itsm.Yes, At: at(15, 0, 0)}}),
			action("A0", "P1", itsm.Action{Title: "Never", Due: at(16, 0, 0), Status: itsm.StatusCancelled}),
			action("B1", "P2", itsm.Action{Title: "Of another"}),
		},
	}
	text, made := texts(t, data, ask(incident.RFO))
	assert.Contains(t, text, "No alarm")
	for _, line := range []string{"Enlarge disk: done on 15 Oct 2026.", "Set alarm, by 19 Oct 2026.", "Ask our staff."} {
		assert.Contains(t, text, line+"\n")
	}
	assert.NotContains(t, text, "Never")
	assert.NotContains(t, text, "Of another")
	assert.Empty(t, made.Missing)
	text, made = texts(t, data, ask(incident.Summary))
	assert.Contains(t, text, "P1 (open), P9")
	var states []string
	for _, row := range table(t, made, "incident_actions").Rows {
		states = append(states, row.Cells[0].Text+" "+row.Cells[4].Text)
	}
	assert.Equal(t, []string{"A0 cancelled", "A1 done", "A2 overdue", "A3 open"}, states)
	assert.NotContains(t, text, "Olga")
}
