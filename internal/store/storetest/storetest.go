// Package storetest is what every database behind the store has to do alike. Only tests import it.
package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
)

// Open returns an empty store, which is closed when the test ends.
type Open func(t *testing.T) *store.Store

// Run runs the suite.
func Run(t *testing.T, open Open) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, *store.Store){
		"records come back as they went in":               recordsComeBack,
		"hostile text comes back, cleaned":                hostileText,
		"rows are counted":                                rowsAreCounted,
		"counts have to add up":                           countsAddUp,
		"rows become versions as the model says":          versionsFollowTheModel,
		"as of an instant":                                asOf,
		"changes as of an instant":                        changesAsOf,
		"the versions of problems and actions":            versions,
		"a rollback leaves nothing":                       rollback,
		"a cancelled import leaves nothing":               cancelled,
		"a failed put fails the import":                   failedPut,
		"a snapshot does not see later imports":           isolation,
		"a span finds what overlaps it":                   overlaps,
		"losing incidents and activity agree with a scan": losingAndActivity,
		"requests opened and the first instant":           openedCounts,
		"some fields only":                                someFields,
		"strips agree with the records":                   stripsAgree,
		"incidents of problems":                           ofProblems,
		"incidents of changes":                            ofChanges,
		"incidents by id":                                 byID,
		"requests, problems and changes by id":            othersByID,
		"changes by their start":                          lastChanges,
		"changes by their start agree with a scan":        lastChangesAgreeWithAScan,
		"changes that are logged":                         loggedChanges,
		"records without a span":                          withoutSpan,
		"sources":                                         sources,
		"publications":                                    publications,
		"published files":                                 publishedFiles,
		"what is too old is pruned":                       pruned,
		"a name is erased":                                erasing,
		"a run is claimed once":                           runsAreClaimedOnce,
		"runs are kept":                                   runsAreKept,
		"messages and notices":                            messagesAreKept,
		"logs of runs":                                    runLogs,
		"a delivery is sent once":                         deliveriesAreSentOnce,
		"runs are counted":                                runsAreCounted,
		"sessions are kept":                               sessionsAreKept,
		"deliveries are looked into":                      deliveriesAreLookedInto,
		"runs wait and are skipped":                       runsWait,
		"deliveries of the dead are taken over":           deliveriesAreTakenOver,
		"schedules are kept":                              schedulesAreKept,
		"what a snapshot lacks is gone":                   gone,
		"kinds of record that a snapshot lacks":           goneKinds,
		"a snapshot that is rolled back removes nothing":  goneRolledBack,
		"snapshots become lives as the model says":        snapshotsFollowTheModel,
		"times that moved alike":                          shifts,
		"ids that mean something else":                    reuses,
		"findings of imports":                             findings,
		"rows of samples are counted":                     samplesAreCounted,
		"samples of a query":                              samplesOfAQuery,
		"samples that a snapshot lacks are gone":          samplesGone,
		"samples that are rolled back leave nothing":      samplesRolledBack,
		"samples among tickets":                           samplesAmongTickets,
		"samples follow the model":                        samplesFollowTheModel,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

// day is the n-th day of October 2026.
func day(n int) time.Time { return time.Date(2026, 10, n, 0, 0, 0, 0, time.UTC) }

func at(d, hour int) time.Time { return day(d).Add(time.Duration(hour) * time.Hour) }

// importAll imports records, which are pointers, at the instant.
func importAll(t *testing.T, s *store.Store, source string, now time.Time, records ...any) store.Counts {
	t.Helper()
	ctx := context.Background()
	im, err := s.BeginImport(ctx, store.ImportSpec{Source: source, Record: "incident", At: now})
	require.NoError(t, err)
	for _, r := range records {
		require.NoError(t, im.Put(ctx, r))
	}
	counts, err := im.Commit(ctx, store.Tally{Read: len(records)})
	require.NoError(t, err)
	return counts
}

func snapshot(t *testing.T, s *store.Store, asOf time.Time) *store.Snapshot {
	t.Helper()
	snapshot, err := s.Snapshot(context.Background(), asOf)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, snapshot.Close()) })
	return snapshot
}

// incidents reads what the snapshot has for the query.
func incidents(t *testing.T, s *store.Snapshot, q itsm.IncidentQuery) []itsm.Incident {
	t.Helper()
	var all []itsm.Incident
	require.NoError(t, s.Incidents(context.Background(), q, func(r *itsm.Incident) error {
		all = append(all, *r)
		return nil
	}))
	return all
}

// titles reads the titles of all incidents as of the instant, by id.
func titles(t *testing.T, s *store.Store, asOf time.Time) map[string]string {
	t.Helper()
	view, err := s.Snapshot(context.Background(), asOf)
	require.NoError(t, err)
	defer func() { require.NoError(t, view.Close()) }()
	found := map[string]string{}
	for _, r := range incidents(t, view, itsm.IncidentQuery{}) {
		found[r.ID] = r.Title
	}
	return found
}
