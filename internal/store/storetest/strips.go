package storetest

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
)

// What strips tell (reading in any order, of some fields) and what the records tell (reading in order) never differs: not
// for several sources and versions, nor after records went, came back or were rewritten, as of any instant.
func stripsAgree(t *testing.T, s *store.Store) {
	rng := rand.New(rand.NewPCG(3, 5))
	for n := range 2 {
		importAll(t, s, "a", at(10+3*n, 0), mixedRecords(rng, 400)...)
		stripsAgreeNow(t, s, rng)
		importSnapshot(t, s, "b", at(11+3*n, 0), mixedRecords(rng, 250)...)
		stripsAgreeNow(t, s, rng)
	}
	_, err := s.Erase(context.Background(), []string{"text 7"}, day(28), false)
	require.NoError(t, err)
	stripsAgreeNow(t, s, rng)
}

// mixedRecords are incidents, requests, changes and work logs with anything in their fields, and few enough ids that they
// have versions.
func mixedRecords(rng *rand.Rand, n int) []any {
	var list []any
	for i := range n {
		version := time.Time{}
		if rng.IntN(2) == 0 {
			version = day(1 + rng.IntN(25))
		}
		head := itsm.Head{ID: fmt.Sprintf("%04d", rng.IntN(2*n)), Version: version}
		if rng.IntN(9) == 0 {
			head.Remarks = []itsm.Remark{{Field: "x", Kind: itsm.RemarkUnreadable, Text: "31/31/2026"}}
		}
		switch i % 4 {
		case 0:
			list = append(list, filled(rng, itsm.Incidents, head))
		case 1:
			list = append(list, filled(rng, itsm.Requests, head))
		case 2:
			list = append(list, filled(rng, itsm.Changes, head))
		default:
			list = append(list, filled(rng, itsm.Worklogs, head))
		}
	}
	return list
}

func filled[R any](rng *rand.Rand, schema *itsm.Schema[R], head itsm.Head) *R {
	r := new(R)
	for _, f := range schema.Fields {
		fill(rng, f.At(r))
		if at, ok := f.At(r).(*time.Time); ok && !at.IsZero() {
			*at = at.Add(time.Duration(rng.IntN(20*24)) * time.Hour).Truncate([]time.Duration{1, time.Second, time.Minute}[rng.IntN(3)])
		}
		if text, ok := f.At(r).(*string); ok && *text != "" && rng.IntN(6) == 0 {
			*text += "\t\"no\" \\ <b> ö" // written, some of it has to be escaped
		}
	}
	*schema.Head(r) = head
	return r
}

// stripsAgreeNow reads all kinds of record both ways.
func stripsAgreeNow(t *testing.T, s *store.Store, rng *rand.Rand) {
	t.Helper()
	ctx := context.Background()
	for _, asOf := range []time.Time{day(3), at(12, 5), day(30)} {
		view, err := s.Snapshot(ctx, asOf)
		require.NoError(t, err)
		for _, span := range []itsm.Span{{}, {From: day(5), To: day(9)}, {From: day(14), To: day(14 + rng.IntN(9))}} {
			fields := []string{"title", "service", "regions", "lost", "priority", "status", "opened", "closed", "problem", "effort", "major"}
			for _, losing := range [][]itsm.Priority{nil, {itsm.P2}} {
				q := itsm.IncidentQuery{Span: span, Fields: fields, Losing: losing}
				bothWays(t, itsm.Incidents, func(sorted bool, fn func(*itsm.Incident) error) error {
					q.AnyOrder = !sorted
					return view.Incidents(ctx, q, fn)
				})
			}
			requests := []string{"title", "item", "service", "status", "opened", "closed", "updated", "team", "level", "effort"}
			bothWays(t, itsm.Requests, func(sorted bool, fn func(*itsm.ServiceRequest) error) error {
				if !sorted {
					return view.RequestsInAnyOrder(ctx, span, requests, fn)
				}
				return view.Requests(ctx, span, only(itsm.Requests, requests, fn))
			})
			changes := []string{
				"service", "class", "status", "outcome", "incident", "requested", "approved", "planned_start", "planned_end", "actual_start",
				"actual_end", "validated", "releases_code", "effort", "updated",
			}
			bothWays(t, itsm.Changes, func(sorted bool, fn func(*itsm.Change) error) error {
				if !sorted {
					return view.ChangesInAnyOrder(ctx, span, changes, fn)
				}
				return view.Changes(ctx, span, only(itsm.Changes, changes, fn))
			})
			logs := []string{"ticket", "team", "level", "at", "minutes"}
			bothWays(t, itsm.Worklogs, func(sorted bool, fn func(*itsm.WorkLog) error) error {
				if !sorted {
					return view.WorkLogsInAnyOrder(ctx, span, logs, fn)
				}
				return view.WorkLogs(ctx, span, only(itsm.Worklogs, logs, fn))
			})
		}
		linkedBothWays(t, view)
		require.NoError(t, view.Close())
	}
}

// linkedBothWays looks for incidents that name a problem or a change.
func linkedBothWays(t *testing.T, view *store.Snapshot) {
	t.Helper()
	ctx := context.Background()
	all := incidents(t, view, itsm.IncidentQuery{Fields: []string{"title", "status", "problem", "change"}})
	for _, c := range []struct {
		read func(context.Context, []string, func(*itsm.Incident) error) error
		of   func(*itsm.Incident) []string
	}{
		{view.IncidentsOfProblems, func(i *itsm.Incident) []string { return i.Problem }},
		{view.IncidentsOfChanges, func(i *itsm.Incident) []string { return i.Change }},
	} {
		bothWays(t, itsm.Incidents, func(sorted bool, fn func(*itsm.Incident) error) error {
			if !sorted {
				return c.read(ctx, []string{"title", "status", "problem", "change"}, fn)
			}
			for i := range all {
				if len(c.of(&all[i])) > 0 {
					if err := fn(&all[i]); err != nil {
						return err
					}
				}
			}
			return nil
		})
	}
}

// only blanks the fields that are not among these.
func only[R any](schema *itsm.Schema[R], fields []string, fn func(*R) error) func(*R) error {
	return func(r *R) error {
		some := *r
		for _, f := range schema.Fields {
			if f.Name != "id" && !slices.Contains(fields, f.Name) {
				blank(f.At(&some))
			}
		}
		return fn(&some)
	}
}

func blank(at any) {
	switch v := at.(type) {
	case *string:
		*v = ""
	case *time.Time:
		*v = time.Time{}
	case *itsm.Number:
		*v = itsm.Number{}
	case *itsm.Length:
		*v = itsm.Length{}
	case *itsm.YesNo:
		*v = itsm.Unsaid
	case *[]string:
		*v = nil
	case *itsm.Mark:
		*v = itsm.Mark{}
	case itsm.Word:
		v.Parse("")
	}
}

func bothWays[R any](t *testing.T, schema *itsm.Schema[R], read func(sorted bool, fn func(*R) error) error) {
	t.Helper()
	var lists [2][]R
	for i, sorted := range []bool{true, false} {
		require.NoError(t, read(sorted, func(r *R) error { lists[i] = append(lists[i], *r); return nil }))
		slices.SortFunc(lists[i], func(a, b R) int {
			return cmp.Or(cmp.Compare(schema.Head(&a).ID, schema.Head(&b).ID), cmp.Compare(schema.Head(&a).Source, schema.Head(&b).Source))
		})
	}
	if !reflect.DeepEqual(lists[0], lists[1]) {
		t.Fatalf("%s: strips differ from the records (-record +strip):\n%s", schema.Record, gocmp.Diff(lists[0], lists[1]))
	}
}
