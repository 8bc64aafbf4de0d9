package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/store"
)

// fill gives a field a value, or leaves it missing.
func fill(rng *rand.Rand, at any) {
	if rng.IntN(5) == 0 {
		return
	}
	switch v := at.(type) {
	case *string:
		*v = fmt.Sprintf("text %d", rng.IntN(1000))
	case *time.Time:
		*v = day(1).Add(time.Duration(rng.IntN(100_000)) * time.Millisecond)
	case *itsm.Number:
		*v = itsm.Known(float64(rng.IntN(3)) / 3)
	case *itsm.Length:
		*v = itsm.Length{Value: time.Duration(rng.IntN(2)) * time.Minute, Known: true}
	case *itsm.YesNo:
		*v = itsm.YesNo(1 + rng.IntN(2))
	case *[]string:
		*v = []string{"a;b", "c,\"d\""}
	case *itsm.Mark:
		*v = []itsm.Mark{{State: itsm.No}, {State: itsm.Yes}, {State: itsm.Yes, At: day(1)}}[rng.IntN(3)]
	case itsm.Word:
		for _, word := range []string{"1", "P2", "known_error", "cancelled", "partial", "staff", "bau", "high", "backed_out", "restored"} {
			if v.Parse(word) {
				return
			}
		}
	}
}

// comesBack imports some records of one kind and reads them again.
func comesBack[R any](t *testing.T, s *store.Store, schema *itsm.Schema[R], read func(func(*R) error) error) {
	t.Helper()
	rng := rand.New(rand.NewPCG(7, 8))
	var put []any
	want := map[string]R{}
	for i := range 40 {
		var r R
		for _, f := range schema.Fields {
			fill(rng, f.At(&r))
		}
		*schema.Head(&r) = itsm.Head{Source: "all", ID: fmt.Sprintf("%s-%02d", schema.Record, i), Version: day(2), Oldest: true}
		if i%3 == 0 {
			schema.Head(&r).Remarks = []itsm.Remark{{Field: "x", Kind: itsm.RemarkUnreadable, Text: "31/31/2026"}}
		}
		put = append(put, &r)
		want[schema.Head(&r).ID] = r
	}
	importAll(t, s, "all", day(3), put...)
	last, n := "", 0
	require.NoError(t, read(func(r *R) error {
		head := schema.Head(r)
		if diff := cmp.Diff(want[head.ID], *r); diff != "" {
			t.Errorf("%s came back changed (-in +out):\n%s", head.ID, diff)
		}
		assert.Less(t, last, head.ID, "in the order of ids")
		last = head.ID
		n++
		return nil
	}))
	assert.Equal(t, len(want), n, schema.Record)
}

func recordsComeBack(t *testing.T, s *store.Store) {
	ctx := context.Background()
	all := itsm.Span{}
	// One after the other: a snapshot sees what was there when it was made.
	view := func() *store.Snapshot { return snapshot(t, s, day(4)) }
	comesBack(t, s, itsm.Incidents, func(fn func(*itsm.Incident) error) error {
		return view().Incidents(ctx, itsm.IncidentQuery{}, fn)
	})
	comesBack(t, s, itsm.Outages, func(fn func(*itsm.OutageRecord) error) error { return view().OutageRecords(ctx, all, fn) })
	comesBack(t, s, itsm.Requests, func(fn func(*itsm.ServiceRequest) error) error { return view().Requests(ctx, all, fn) })
	comesBack(t, s, itsm.Problems, func(fn func(*itsm.Problem) error) error { return view().Problems(ctx, all, fn) })
}

func withoutSpan(t *testing.T, s *store.Store) {
	ctx := context.Background()
	all := itsm.Span{}
	view := func() *store.Snapshot { return snapshot(t, s, day(4)) }
	comesBack(t, s, itsm.Actions, func(fn func(*itsm.Action) error) error { return view().Actions(ctx, all, fn) })
	comesBack(t, s, itsm.Changes, func(fn func(*itsm.Change) error) error { return view().Changes(ctx, all, fn) })
	comesBack(t, s, itsm.Worklogs, func(fn func(*itsm.WorkLog) error) error { return view().WorkLogs(ctx, all, fn) })
	comesBack(t, s, itsm.Updates, func(fn func(*itsm.Update) error) error { return view().Updates(ctx, all, fn) })
	comesBack(t, s, itsm.Exclusions, func(fn func(*itsm.Exclusion) error) error { return view().Exclusions(ctx, fn) })
	comesBack(t, s, itsm.Decisions, func(fn func(*itsm.Decision) error) error { return view().Decisions(ctx, fn) })
	comesBack(t, s, itsm.Services, func(fn func(*itsm.ServiceRow) error) error { return view().ServiceRows(ctx, "all", fn) })
	require.NoError(t, view().ServiceRows(ctx, "another", func(*itsm.ServiceRow) error {
		t.Error("a service of one source was read for another")
		return nil
	}))
}

func hostileText(t *testing.T, s *store.Store) {
	long := strings.Repeat("0123456789", 4000)
	for in, want := range map[string]string{
		`=HYPERLINK("http://x","y")`: `=HYPERLINK("http://x","y")`,
		"'); DROP TABLE incident;--": "'); DROP TABLE incident;--",
		"? $1 :name @x ::text":       "? $1 :name @x ::text",
		"😀 مرحبا\r\n\t\"'\\":         "😀 مرحبا\r\n\t\"'\\",
		"nul\x00nul":                 "nul\uFFFDnul",
		"broken \xff\xfe utf-8":      "broken \uFFFD utf-8",
		long:                         long,
	} {
		r := itsm.Incident{Head: itsm.Head{ID: "id " + in}, Title: in, Service: in, Regions: []string{in}}
		source := "source " + strings.ToValidUTF8(want[:5], "")
		importAll(t, s, source, day(1), &r)
		assert.Equal(t, store.Counts{Read: 1, Unchanged: 1}, importAll(t, s, source, day(2), &r), "%.50q", in)
		found := 0
		require.NoError(t, snapshot(t, s, day(2)).IncidentsByID(context.Background(), []string{"id " + want}, func(r *itsm.Incident) error {
			found++
			assert.Equal(t, want, r.Title)
			assert.Equal(t, want, r.Service)
			assert.Equal(t, source, r.Source)
			assert.Len(t, r.Regions, 1)
			return nil
		}))
		assert.Equal(t, 1, found, "%.50q", in)
	}
}
