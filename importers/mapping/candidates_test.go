package mapping

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

func candidateSpec() Spec {
	return Spec{
		Record: "incident",
		Candidates: map[string][]string{
			"id": {"Number", "No"}, "title": {"Title"}, "service": {"Service", "Offering", "CI"}, "team": {"Team", "Group"}, "opened": {"Opened", "Created"},
			"incident.assignee": {"Assignee"}, "assignee": {"Nobody"},
		},
		FirstOf: []string{"service"}, Compact: []string{"id"}, Missing: []string{"?"},
	}
}

func TestFilesOfOneSourceWithOtherColumns(t *testing.T) {
	m, err := New(candidateSpec(), []string{"CI", "no", "Created", "group", "Team", "Service", "Assignee", "Nobody"})
	require.NoError(t, err)
	read := func(cells ...string) itsm.Incident {
		r, ok := m.Map(cells).Record.(*itsm.Incident)
		require.True(t, ok)
		return *r
	}
	got := read("px01", "1\u00a0234", "2026-01-02", "B", "", "FX", "ann", "x")
	assert.Equal(t, "1234", got.ID)
	assert.Equal(t, "FX", got.Service)
	assert.Empty(t, got.Team, "the best column alone, also where it is empty")
	assert.Equal(t, "ann", got.Assignee, "the record's own column before the field's")
	assert.Equal(t, at("2026-01-02T00:00"), got.Opened)
	assert.Equal(t, "px01", read("px01", "2", "", "", "", "?", "", "").Service, "the first with something in it")
	assert.Equal(t, []string{"id", "service", "opened", "team", "assignee"}, m.Fields("incident"), "no file has had a title")

	require.NoError(t, m.NextFile([]string{"Title", "Offering", "Number"}))
	got = read("late", "feed", "INC 7")
	assert.Equal(t, "INC 7", got.ID, "no number parted by blanks")
	assert.Equal(t, "feed", got.Service)
	assert.Equal(t, "late", got.Title)
	assert.True(t, got.Opened.IsZero())
	assert.Contains(t, m.Fields("incident"), "title")
	assert.Equal(t, `no id: the column "Number" is empty`, m.Map([]string{"late", "feed", "?"}).Rejected)

	err = m.NextFile([]string{"Title", "Numbr"})
	assert.EqualError(t, err, "columns.id: there is no column \"Number\" or \"No\"; did you mean \"Numbr\"?\nthe header has: Title, Numbr")
}

func TestCandidatesOfUnknownFields(t *testing.T) {
	spec := candidateSpec()
	spec.Candidates["change.class"] = []string{"Type"}
	_, err := New(spec, []string{"No"})
	assert.ErrorContains(t, err, "columns.change.class: there is no such field of incident")
}

func TestDetectorTakesTheColumnsOfEachFile(t *testing.T) {
	d := NewDetector(candidateSpec())
	require.NoError(t, d.NextFile([]string{"No", "Created"}))
	require.False(t, d.Observe([]string{"1", "05/06/2026 07:00"}))
	_, err := d.Formats()
	assert.ErrorContains(t, err, `(column "Created")`)
	require.NoError(t, d.NextFile([]string{"Opened", "Created", "No"}))
	require.False(t, d.Observe([]string{"31/12/2026 07:00", "12/31/2026 07:00", "1"}), "Opened is better than Created")
	formats, err := d.Formats()
	require.NoError(t, err)
	assert.Equal(t, []string{"%d/%m/%Y %H:%M"}, formats)

	d = NewDetector(candidateSpec())
	require.NoError(t, d.NextFile([]string{"No"}))
	for range enoughRows - 1 {
		require.False(t, d.Observe([]string{"1"}))
	}
	assert.True(t, d.Observe([]string{"1"}), "a column that is not there keeps nobody waiting")
}

func TestNumbersKeepTheirSignAsWords(t *testing.T) {
	m, err := New(Spec{
		Record: "change", Columns: map[string]string{"id": "id", "status": "state"}, Where: map[string][]string{"cpu": {"-1"}},
		Values: map[string]map[string]string{"status": {"-4": "open", "4": "cancelled", "3": "closed"}},
	}, []string{"id", "state", "cpu"})
	require.NoError(t, err)
	for state, want := range map[string]itsm.Status{"-4": itsm.StatusOpen, "4": itsm.StatusCancelled, "-3": itsm.StatusUnknown} {
		got, ok := m.Map([]string{"1", state, "-1"}).Record.(*itsm.Change)
		require.True(t, ok)
		assert.Equal(t, want, got.Status, state)
	}
	assert.Equal(t, "left out by where", m.Map([]string{"1", "4", "1"}).Skipped)
}

func TestCompact(t *testing.T) {
	for text, want := range map[string]string{
		"5 732 943": "5732943", "5\u00a0732\u202f943": "5732943", "42": "42", "INC 1": "INC 1", "1 2a": "1 2a", "": "", " ": " ", "-1 2": "-1 2",
	} {
		assert.Equal(t, want, compact(text), "%q", text)
	}
}
