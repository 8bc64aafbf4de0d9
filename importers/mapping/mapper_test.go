package mapping

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// columnsOf maps fields to columns of the same name.
func columnsOf(fields ...string) map[string]string {
	columns := make(map[string]string, len(fields))
	for _, f := range fields {
		columns[f] = f
	}
	return columns
}

// mapOne maps one row whose header are the fields themselves.
func mapOne(t *testing.T, spec Spec, fields, cells []string) Result {
	t.Helper()
	spec.Columns = columnsOf(fields...)
	m, err := New(spec, fields)
	require.NoError(t, err)
	return m.Map(cells)
}

func at(text string) time.Time {
	instant, err := time.Parse("2006-01-02T15:04", text)
	if err != nil {
		panic(err)
	}
	return instant
}

func TestIncident(t *testing.T) {
	fields := []string{"id", "title", "service", "regions", "lost", "outage", "priority", "status", "opened", "restored", "updated", "problem", "level", "effort", "reassignments", "detected_by"}
	got := mapOne(t, Spec{Record: "incident", Decimal: ',', TimeFormats: []string{"%d/%m/%Y %H:%M"}, Zone: time.FixedZone("", 3600)}, fields, []string{
		"  INC 1 234 ", "\tPrices late\r\nagain ", "FX", "EMEA; APAC,EMEA | ", "12,5 %", "Partial", "2 - High", "In Progress", "9/3/2026 07:05", "2026-03-09T08:00Z", "2026-03-10 09:00", "PRB1", "L2", "1,5h", "1.234", "Monitoring",
	})
	want := &itsm.Incident{
		Head:  itsm.Head{ID: "INC 1 234", Version: at("2026-03-10T08:00")},
		Title: "Prices late\r\nagain", Service: "FX", Regions: []string{"EMEA", "APAC"}, Lost: itsm.Known(0.125), Outage: itsm.OutagePartial,
		Priority: itsm.P2, Status: itsm.StatusInProgress, StatusText: "In Progress", Opened: at("2026-03-09T06:05"), Restored: at("2026-03-09T08:00"),
		Updated: at("2026-03-10T08:00"), Problem: []string{"PRB1"}, Level: 2, Effort: itsm.Length{Value: 90 * time.Minute, Known: true},
		Reassignments: itsm.Known(1234), DetectedBy: itsm.DetectorMonitoring,
	}
	assert.Empty(t, cmp.Diff(Result{Record: want}, got))
}

func TestCellsThatCannotBeRead(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	require.NoError(t, err)
	fields := []string{"id", "title", "lost", "priority", "status", "opened", "restored", "closed", "effort", "customers", "contacts"}
	got := mapOne(t, Spec{Record: "incident", Zone: london}, fields, []string{
		"1", "nul \x00 and \xff", "120", "urgent!", "Awaiting \x00 us\x00", "yesterday", "2026-03-29 01:30", "2026-10-25 01:30", "-5", "NaN", "many",
	})
	want := &itsm.Incident{
		Head: itsm.Head{ID: "1", Remarks: []itsm.Remark{
			{Field: "title", Kind: itsm.RemarkCleaned, Text: "nul \ufffd and \ufffd"},
			{Field: "lost", Kind: itsm.RemarkOutOfRange, Text: "120"},
			{Field: "priority", Kind: itsm.RemarkUnknownWord, Text: "urgent!"},
			{Field: "status", Kind: itsm.RemarkUnknownWord, Text: "Awaiting \ufffd us"},
			{Field: "opened", Kind: itsm.RemarkUnreadable, Text: "yesterday"},
			{Field: "restored", Kind: itsm.RemarkGapTime, Text: "2026-03-29 01:30"},
			{Field: "closed", Kind: itsm.RemarkTwiceTime, Text: "2026-10-25 01:30"},
			{Field: "effort", Kind: itsm.RemarkUnreadable, Text: "-5"},
			{Field: "customers", Kind: itsm.RemarkUnreadable, Text: "NaN"},
			{Field: "contacts", Kind: itsm.RemarkUnreadable, Text: "many"},
		}},
		Title: "nul \ufffd and \ufffd", StatusText: "Awaiting \ufffd us", Restored: at("2026-03-29T01:30"), Closed: at("2026-10-25T01:30"),
	}
	assert.Empty(t, cmp.Diff(Result{Record: want}, got))
}

func TestLongAndHostileTextIsJustText(t *testing.T) {
	for _, title := range []string{strings.Repeat("längere Titel ", 3_000) + "x", `=HYPERLINK("http://x","y")`, "+1+1", "<script>alert(1)</script>", "😀 مرحبا"} {
		got := mapOne(t, Spec{Record: "incident"}, []string{"id", "title"}, []string{"1", title})
		incident, ok := got.Record.(*itsm.Incident)
		require.True(t, ok)
		assert.Equal(t, title, incident.Title)
		assert.Empty(t, incident.Remarks)
	}
}

func TestRejectedAndSkipped(t *testing.T) {
	spec := Spec{
		Record: "request", Columns: map[string]string{"id": "No", "title": "T"}, Missing: []string{"?", " #N/B "},
		Where: map[string][]string{"State": {"Closed", "in progress"}, "Group": {"", "A"}},
	}
	m, err := New(spec, []string{"No", "T", "State", "Group"})
	require.NoError(t, err)
	tests := []struct {
		name              string
		cells             []string
		skipped, rejected string
	}{
		{"taken", []string{"1", "a", "Closed", "A"}, "", ""},
		{"other spelling", []string{"1", "a", " IN_PROGRESS ", "?"}, "", ""},
		{"where", []string{"1", "a", "Open", "A"}, "left out by where", ""},
		{"one of two columns", []string{"1", "a", "Closed", "B"}, "left out by where", ""},
		{"where comes before the id", []string{"", "a", "Open", "A"}, "left out by where", ""},
		{"empty", []string{"", " ", "\u00a0", ""}, "it is empty", ""},
		{"no id", []string{" ", "a", "Closed", "A"}, "", `no id: the column "No" is empty`},
		{"missing id", []string{"#N/B", "a", "Closed", "A"}, "", `no id: the column "No" is empty`},
		{"short row", []string{"1", "a", "Closed"}, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := m.Map(test.cells)
			assert.Equal(t, test.skipped, got.Skipped)
			assert.Equal(t, test.rejected, got.Rejected)
			assert.Equal(t, test.skipped+test.rejected == "", got.Record != nil)
		})
	}
}

func TestRowsOfMixedKinds(t *testing.T) {
	spec := Spec{
		ByRow:   &ByRow{Column: "type", Values: map[string]string{"Incident": "incident", "service request": "request", "Inc.": "incident"}},
		Columns: map[string]string{"id": "id", "priority": "prio", "item": "item", "status": "state"},
	}
	m, err := New(spec, []string{"type", "id", "prio", "item", "state"})
	require.NoError(t, err)
	assert.Equal(t, []string{"incident", "request"}, m.Records())
	assert.Equal(t, []string{"id", "priority", "status", "status_text"}, m.Fields("incident"))
	assert.Equal(t, []string{"id", "item", "status", "status_text"}, m.Fields("request"))
	assert.Nil(t, m.Fields("change"))

	got := m.Map([]string{"INCIDENT", "1", "P1", "laptop", "new"})
	assert.Empty(t, cmp.Diff(Result{Record: &itsm.Incident{Head: itsm.Head{ID: "1"}, Priority: itsm.P1, Status: itsm.StatusNew, StatusText: "new"}}, got))
	got = m.Map([]string{"Service_Request", "2", "P1", "laptop", ""})
	assert.Empty(t, cmp.Diff(Result{Record: &itsm.ServiceRequest{Head: itsm.Head{ID: "2"}, Item: "laptop"}}, got))
	assert.Equal(t, Result{Skipped: "of another kind"}, m.Map([]string{"task", "3", "", "", ""}))
	assert.Equal(t, Result{Skipped: "of another kind"}, m.Map([]string{"", "3", "", "", ""}))
}

func TestValuesAndConstants(t *testing.T) {
	spec := Spec{
		Record:  "change",
		Columns: map[string]string{"id": "id", "class": "class", "maintenance": "maint", "service": "svc", "incident": "incs", "approved": "ok", "planned_start": "start"},
		Set:     map[string]string{"service": "fx-pricing", "risk": "high", "effort": "2", "releases_code": "no", "planned_end": "2026-01-02"},
		Units:   map[string]string{"effort": "h"},
		Values: map[string]map[string]string{
			"class": {"Notfall": "emergency", "k.A.": ""}, "maintenance": {"Ja": "yes"}, "service": {"FXP": "fx-spot"}, "incident": {"none": ""}, "planned_start": {"open": ""},
		},
	}
	m, err := New(spec, []string{"id", "class", "maint", "svc", "incs", "ok", "start"})
	require.NoError(t, err)
	constant := func(r itsm.Change) *itsm.Change {
		r.Risk, r.Effort, r.ReleasesCode, r.PlannedEnd = itsm.RiskHigh, itsm.Length{Value: 2 * time.Hour, Known: true}, itsm.No, at("2026-01-02T00:00")
		return &r
	}
	tests := []struct {
		name  string
		cells []string
		want  itsm.Change
	}{
		{
			"mapped",
			[]string{"1", "notfall", "JA", "fxp", "INC1;none;INC2", "yes", "open"},
			itsm.Change{Head: itsm.Head{ID: "1"}, Class: itsm.ClassEmergency, Maintenance: itsm.Yes, Service: "fx-spot", Incident: []string{"INC1", "INC2"}, Approved: itsm.Mark{State: itsm.Yes}},
		},
		{
			"ours, and the constant for an empty cell",
			[]string{"2", "Normal", "n", "", "none", "2026-01-01 10:00", ""},
			itsm.Change{Head: itsm.Head{ID: "2"}, Class: itsm.ClassNormal, Maintenance: itsm.No, Service: "fx-pricing", Approved: itsm.Mark{State: itsm.Yes, At: at("2026-01-01T10:00")}},
		},
		{
			"mapped to nothing; not a mark",
			[]string{"3", "K.A.", "", "other", "", "perhaps", ""},
			itsm.Change{Head: itsm.Head{ID: "3", Remarks: []itsm.Remark{{Field: "approved", Kind: itsm.RemarkUnreadable, Text: "perhaps"}}}, Service: "other"},
		},
		{"not approved", []string{"4", "", "", "", "", "0", ""}, itsm.Change{Head: itsm.Head{ID: "4"}, Service: "fx-pricing", Approved: itsm.Mark{State: itsm.No}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			assert.Empty(t, cmp.Diff(Result{Record: constant(test.want)}, m.Map(test.cells)))
		})
	}
}

// A store keeps copies of a batch of records while the next rows are read.
func TestCopiesStayValid(t *testing.T) {
	fields := []string{"id", "regions", "priority"}
	m, err := New(Spec{Record: "incident", Columns: columnsOf(fields...)}, fields)
	require.NoError(t, err)
	first, ok := m.Map([]string{"1", "a;b", "x"}).Record.(*itsm.Incident)
	require.True(t, ok)
	kept := *first
	m.Map([]string{"2", "c;d", "y"})
	want := itsm.Incident{Head: itsm.Head{ID: "1", Remarks: []itsm.Remark{{Field: "priority", Kind: itsm.RemarkUnknownWord, Text: "x"}}}, Regions: []string{"a", "b"}}
	assert.Empty(t, cmp.Diff(want, kept))
}

func TestEveryKindOfRecord(t *testing.T) {
	tests := []struct {
		record string
		fields []string
		cells  []string
		want   any
	}{
		{"outage", []string{"id", "incident", "from", "lost", "planned"}, []string{"O1", "1", "2026-01-02T03:04", "50", "y"}, &itsm.OutageRecord{Head: itsm.Head{ID: "O1"}, Incident: "1", From: at("2026-01-02T03:04"), Lost: itsm.Known(0.5), Planned: itsm.Yes}},
		{"problem", []string{"id", "known_error", "status"}, []string{"P1", "1", "Known Error"}, &itsm.Problem{Head: itsm.Head{ID: "P1"}, KnownError: itsm.Yes, Status: itsm.StatusKnownError, StatusText: "Known Error"}},
		{"action", []string{"id", "done", "due"}, []string{"A1", "2026-01-02", "2026-01-03"}, &itsm.Action{Head: itsm.Head{ID: "A1"}, Done: itsm.Mark{State: itsm.Yes, At: at("2026-01-02T00:00")}, Due: at("2026-01-03T00:00")}},
		{"service", []string{"id", "target", "regions"}, []string{"fx", "99.95", "EMEA: 50; APAC: 50"}, &itsm.ServiceRow{Head: itsm.Head{ID: "fx"}, Target: "99.95", Regions: "EMEA: 50; APAC: 50"}},
		{"update", []string{"id", "incident", "kind"}, []string{"U1", "1", "Restored"}, &itsm.Update{Head: itsm.Head{ID: "U1"}, Incident: "1", Kind: itsm.UpdateRestored}},
		{"worklog", []string{"id", "ticket", "minutes"}, []string{"W1", "1", "1:30"}, &itsm.WorkLog{Head: itsm.Head{ID: "W1"}, Ticket: "1", Minutes: itsm.Length{Value: 90 * time.Minute, Known: true}}},
		{"exclusion", []string{"id", "outage", "reason"}, []string{"E1", "O1", "test"}, &itsm.Exclusion{Head: itsm.Head{ID: "E1"}, Outage: "O1", Reason: "test"}},
		{"decision", []string{"id", "meeting", "change", "decision", "met"}, []string{"D1", "2026-W45", "C1", "Approved with conditions", "no"}, &itsm.Decision{Head: itsm.Head{ID: "D1"}, Meeting: "2026-W45", Change: "C1", Verdict: itsm.VerdictApprovedWithConditions, Met: itsm.Mark{State: itsm.No}}},
	}
	for _, test := range tests {
		t.Run(test.record, func(t *testing.T) {
			assert.Empty(t, cmp.Diff(Result{Record: test.want}, mapOne(t, Spec{Record: test.record}, test.fields, test.cells)))
		})
	}
}

// The workbook of the board comes back with rows that it left for another day.
func TestDecisionsNotMadeAreSkipped(t *testing.T) {
	fields := []string{"meeting", "change", "decision", "condition", "owner"}
	for name, test := range map[string]struct {
		cells   []string
		skipped string
		remarks int
	}{
		"nothing filled in":      {[]string{"2026-W45", "C1", "", "", ""}, "no decision yet", 0},
		"an owner is none":       {[]string{"2026-W45", "C1", "", "", "Ann"}, "no decision yet", 0},
		"decided":                {[]string{"2026-W45", "C1", "rejected", "", ""}, "", 0},
		"a condition is work":    {[]string{"2026-W45", "C1", "", "test the backout", ""}, "", 0},
		"a word that nobody has": {[]string{"2026-W45", "C1", "perhaps", "", ""}, "", 1},
		"of no change":           {[]string{"2026-W45", "", "approved", "", ""}, "no change is named", 0},
	} {
		t.Run(name, func(t *testing.T) {
			got := mapOne(t, Spec{Record: "decision"}, fields, test.cells)
			assert.Equal(t, test.skipped, got.Skipped)
			if test.skipped == "" {
				assert.Len(t, got.Record.(*itsm.Decision).Remarks, test.remarks)
			}
		})
	}
}

func TestKeysOfRecordsWithoutID(t *testing.T) {
	key := func(record string, fields, cells []string) string {
		got := mapOne(t, Spec{Record: record}, fields, cells)
		switch r := got.Record.(type) {
		case *itsm.Exclusion:
			return r.ID
		case *itsm.WorkLog:
			return r.ID
		case *itsm.Update:
			return r.ID
		case *itsm.Decision:
			return r.ID
		}
		t.Fatalf("%+v", got)
		return ""
	}
	exclusion := []string{"incident", "from", "to", "reason"}
	base := key("exclusion", exclusion, []string{"INC1", "2026-01-01", "2026-01-02", "provider"})
	assert.Len(t, base, 2*keyBytes)
	assert.Equal(t, base, key("exclusion", exclusion, []string{"INC1", "2026-01-01T00:00Z", "2026-01-02", "another reason"}), "the same exclusion, worded anew")
	assert.NotEqual(t, base, key("exclusion", exclusion, []string{"INC1", "2026-01-01", "2026-01-03", "provider"}))
	assert.NotEqual(t, base, key("exclusion", []string{"outage", "from", "to", "reason"}, []string{"INC1", "2026-01-01", "2026-01-02", "provider"}))

	decision := []string{"meeting", "change", "decision"}
	base = key("decision", decision, []string{"2026-W45", "C1", "approved"})
	assert.Equal(t, base, key("decision", decision, []string{"2026-W45", "C1", "deferred"}), "the same change in the same meeting, decided anew")
	assert.NotEqual(t, base, key("decision", decision, []string{"2026-W46", "C1", "approved"}))
	assert.NotEqual(t, base, key("decision", decision, []string{"2026-W45", "C2", "approved"}))

	worklog := []string{"ticket", "person", "minutes", "level", "at"}
	base = key("worklog", worklog, []string{"1", "ann", "30", "1", "2026-01-01"})
	assert.Equal(t, base, key("worklog", []string{"person", "ticket", "at", "minutes", "level"}, []string{"ann", "1", "2026-01-01", "0:30", "L1"}), "columns in another order")
	for _, other := range [][]string{{"2", "ann", "30", "1", "2026-01-01"}, {"1", "bob", "30", "1", "2026-01-01"}, {"1", "ann", "31", "1", "2026-01-01"}, {"1", "ann", "30", "2", "2026-01-01"}, {"1", "ann", "30", "1", "2026-01-02"}} {
		assert.NotEqual(t, base, key("worklog", worklog, other))
	}
	assert.NotEqual(t, key("update", []string{"incident", "text"}, []string{"a;text=1:b", ""}), key("update", []string{"incident", "text"}, []string{"a", "b"}))
}
