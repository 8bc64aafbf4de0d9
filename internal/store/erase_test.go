package store

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

// filesWith lists the files of the folder that hold the text.
func filesWith(t *testing.T, dir, text string) (list []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		if bytes.Contains(bytes.ToLower(content), []byte(text)) {
			list = append(list, filepath.Base(file))
		}
	}
	return list
}

// After an erasure the name stands nowhere in the files of the database, also not in what was written over before.
func TestErasedNamesLeaveTheFile(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	s := openAt(t, "sqlite:"+filepath.Join(dir, "nines.db"))
	for run, assignee := range []string{"Zebedee Quist", "Roe", "Zebedee Quist"} {
		im, err := s.BeginImport(ctx, ImportSpec{Source: "a", Record: "incident", At: backupDay.Add(time.Duration(run) * time.Hour), Snapshot: true})
		require.NoError(t, err)
		const n = 300
		for i := range n {
			r := &itsm.Incident{Head: itsm.Head{ID: string(rune('a'+i%26)) + string(rune('a'+i/26))}, Assignee: assignee, Description: "called by Zebedee Quist twice"}
			require.NoError(t, im.Put(ctx, r))
		}
		_, err = im.Commit(ctx, Tally{Read: n, Notes: []string{"said Zebedee Quist"}})
		require.NoError(t, err)
	}
	require.NotEmpty(t, filesWith(t, dir, "quist"))
	_, err := s.Erase(ctx, []string{"zebedee quist"}, backupDay, false)
	require.NoError(t, err)
	assert.Empty(t, filesWith(t, dir, "quist"))
	assert.Empty(t, filesWith(t, dir, "zebedee"))
}

// What a content is read to and written again has the digest and the bytes that its import gave it: so an erasure changes
// nothing else.
func TestContentsAreReadAsTheyWereDigested(t *testing.T) {
	ctx := context.Background()
	s := openForTest(t)
	im, err := s.BeginImport(ctx, ImportSpec{Source: "a", Record: "mixed", At: backupDay})
	require.NoError(t, err)
	at := backupDay.Add(-time.Hour)
	for _, r := range []any{
		&itsm.Incident{
			Head: itsm.Head{ID: "1\x00é", Version: at}, Title: "a \"b\"\n\t<c>\xff", Regions: []string{"<a&b>", "\u2028"}, Lost: itsm.Known(1.0 / 3),
			Reassignments: itsm.Known(-0.5), Effort: itsm.Length{Value: 90 * time.Second, Known: true}, Status: itsm.StatusClosed, Priority: itsm.P2,
			Major: at, Updated: at, Started: at,
		},
		&itsm.Incident{Head: itsm.Head{ID: "2"}, Title: "only this"},
		&itsm.Change{Head: itsm.Head{ID: "3"}, Maintenance: itsm.Yes, ReleasesCode: itsm.No, Approved: itsm.Mark{State: itsm.No}, Validated: itsm.Mark{State: itsm.Yes}, Incident: []string{"1"}},
	} {
		require.NoError(t, im.Put(ctx, r))
	}
	_, err = im.Commit(ctx, Tally{Read: 3})
	require.NoError(t, err)
	sameDigests(t, s, incidents, 2)
	sameDigests(t, s, changes, 1)
}

func sameDigests[R any](t *testing.T, s *Store, table table[R], versions int) {
	t.Helper()
	ctx := context.Background()
	tx, err := s.begin(ctx, s.writer)
	require.NoError(t, err)
	defer tx.Rollback()
	r := &eraser[R]{erasing: &erasing{&Erased{}, tx}, t: table, record: new(R), fields: columnsOf(table), data: make([]datum, len(table.Fields)), layouts: map[string][]int{}}
	var kept []struct {
		storedVersion
		Hash int64 `db:"v_hash"`
	}
	require.NoError(t, tx.Select(&kept, `SELECT v_id, v_source, v_at, v_stated, id, content, v_remarks, v_hash FROM `+quoted(table.Record)))
	require.Len(t, kept, versions)
	for _, v := range kept {
		layout, err := r.layout(ctx, v.Source)
		require.NoError(t, err)
		require.NoError(t, r.read(layout, &v.storedVersion))
		stated := time.Time{}
		if v.Stated != 0 {
			stated = time.UnixMilli(v.At)
		}
		hash, _ := digestOf(r.fields, r.data, nil, stated, nil)
		assert.Equal(t, v.Hash, hash, v.Name)
		assert.Equal(t, v.Content, string(r.content(layout)))
	}
}
