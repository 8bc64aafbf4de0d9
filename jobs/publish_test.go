package jobs

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/store"
	"nines/reports"
	"nines/reports/document"
	"nines/templates"
)

// What a pack published under a key that it no longer has is still what it published; of several keys the last.
func TestPublishedUnderFormerKeys(t *testing.T) {
	s, err := store.Open(t.Context(), "sqlite:"+t.TempDir()+"/nines.db")
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, s.Close()) })
	at := time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC)
	for i, p := range []store.Publication{
		{Report: "mine.owner.a-b", Revision: 3},
		{Report: "mine.owner.a-b-12345678", Revision: 1},
		{Report: "mine.owner.other", Revision: 9},
	} {
		p.Period, p.AsOf, p.At = "2026-10", at, at.Add(time.Duration(i)*time.Hour)
		require.NoError(t, s.SavePublication(t.Context(), p))
	}
	snapshot, err := s.Snapshot(t.Context(), at.AddDate(0, 0, 1))
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, snapshot.Close()) })
	before := func(p *document.Pack) *reports.Published {
		found, err := publishedBefore(t.Context(), snapshot, keysOf(reports.Want{Report: templates.Report{Name: "mine"}, Pack: p}), "2026-10")
		require.NoError(t, err)
		return found
	}
	found := before(&document.Pack{By: "owner", Slug: "0a1b2c3d", Former: []string{"a-b", "a-b-12345678"}})
	require.NotNil(t, found)
	assert.Equal(t, 1, found.Revision, "the last one")
	assert.Equal(t, 3, found.Last, "the next revision is above all")
	assert.Equal(t, 3, before(&document.Pack{By: "owner", Slug: "a-b"}).Revision)
	assert.Nil(t, before(&document.Pack{By: "team", Slug: "a-b"}))
	assert.Nil(t, before(nil))
}
