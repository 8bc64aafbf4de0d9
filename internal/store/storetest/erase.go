package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
)

// named are records that name Jane Doe: two versions of an incident, of which the older one alone has her as assignee,
// a work log of a person of another name, and an update that she wrote.
func named() []any {
	one := func(hour int, assignee string) *itsm.Incident {
		return &itsm.Incident{
			Head:  itsm.Head{ID: "1", Version: at(1, hour), Remarks: []itsm.Remark{{Field: "lost", Kind: itsm.RemarkUnreadable, Text: "ask Jane Doe"}}},
			Title: "Queue full", Description: "Reported by jane DOE,\nwho \"waits\"", Service: "Jane Doe's desk", Assignee: assignee,
			Experts: []string{"Roe", "Doe, Jane"}, Regions: []string{"EMEA"}, Lost: itsm.Known(0.25), Started: at(1, 1), Updated: at(1, hour),
		}
	}
	return []any{
		one(2, "Jane Doe"), one(3, "Roe"),
		&itsm.WorkLog{Head: itsm.Head{ID: "w"}, Ticket: "1", Person: "Jane Doering", At: at(1, 2)},
		&itsm.Update{Head: itsm.Head{ID: "u"}, Incident: "1", At: at(1, 2), Author: "Jane Doe", Text: "It works again. J."},
	}
}

func erasing(t *testing.T, s *store.Store) {
	ctx := context.Background()
	tell := store.Tally{Notes: []string{"3 words of Jane Doe"}, Findings: []store.Finding{{Kind: "unknown_word", Text: "Jane Doe is none", Count: 1}}}
	told := func(now time.Time) store.Counts {
		im, err := s.BeginImport(ctx, store.ImportSpec{Source: "a", Record: "mixed", At: now})
		require.NoError(t, err)
		for _, r := range named() {
			require.NoError(t, im.Put(ctx, r))
		}
		tally := tell
		tally.Read = len(named())
		counts, err := im.Commit(ctx, tally)
		require.NoError(t, err)
		return counts
	}
	told(at(2, 1))
	require.NoError(t, s.RecordFailure(ctx, "b", at(2, 1), "no column Jane Doe"))

	incidentAt := func(asOf time.Time) itsm.Incident { // closed at once: an erasure waits for who reads
		view, err := s.Snapshot(ctx, asOf)
		require.NoError(t, err)
		defer func() { require.NoError(t, view.Close()) }()
		return incidents(t, view, itsm.IncidentQuery{})[0]
	}
	dry, err := s.Erase(ctx, []string{"Jane Doe"}, at(3, 1), true)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"incident": 2, "update": 1}, dry.Versions)
	assert.Equal(t, "Jane Doe", incidentAt(at(1, 2)).Assignee, "a dry run changes nothing")
	// An incident: description, expert and remark, the first one an assignee too: 3 + 4; the update's author; a note, a
	// finding and a failure.
	assert.Equal(t, 7+1+3, dry.Places)
	assert.Equal(t, []string{"incident.service"}, dry.KeptFields())

	done, err := s.Erase(ctx, []string{"Jane Doe"}, at(3, 1), false)
	require.NoError(t, err)
	assert.Equal(t, dry.Versions, done.Versions)
	p := done.Pseudonym
	older, newer := incidentAt(at(1, 2)), incidentAt(at(9, 1))
	assert.Equal(t, p, older.Assignee, "every version")
	assert.Equal(t, "Roe", newer.Assignee)
	assert.Equal(t, "Reported by "+p+",\nwho \"waits\"", newer.Description)
	assert.Equal(t, []string{"Roe", p}, newer.Experts)
	assert.Equal(t, "Jane Doe's desk", newer.Service, "what tells things apart stays")
	assert.Equal(t, itsm.Known(0.25), newer.Lost)
	assert.Equal(t, at(1, 1), newer.Started)
	require.Len(t, newer.Remarks, 1)
	assert.Equal(t, "ask "+p, newer.Remarks[0].Text)

	again := store.Counts{Read: 4, Unchanged: 4}
	assert.Equal(t, again, told(at(4, 1)), "the same rows, which still hold the name, are what stands")
	assert.Equal(t, again, told(at(5, 1)), "also by what the store knows of them")
	twice, err := s.Erase(ctx, []string{"jane  doe", "Roe"}, at(6, 1), false)
	require.NoError(t, err)
	assert.Equal(t, p, twice.Pseudonym, "the same person")
	assert.Equal(t, map[string]int{"incident": 2}, twice.Versions, "another spelling of hers: as expert in both, as assignee in one")
	assert.Equal(t, 3, twice.Places)
	states, err := snapshot(t, s, at(9, 1)).Sources(ctx)
	require.NoError(t, err)
	assert.Equal(t, []string{"3 words of " + p}, states[0].Notes)
	assert.Equal(t, "no column "+p, states[1].Failed)
	findings, err := snapshot(t, s, at(9, 1)).Findings(ctx, day(1))
	require.NoError(t, err)
	for _, f := range findings {
		assert.Equal(t, p+" is none", f.Text)
	}
	_, err = s.Erase(ctx, []string{"--"}, at(6, 1), false)
	require.ErrorContains(t, err, "at least one letter or digit")
}
