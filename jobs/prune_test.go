package jobs

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
	"nines/internal/store"
	"nines/jobs/archive"
)

// Files that a process which was killed held for a delivery that nobody makes any more are deleted, others are not.
func TestPruneOutbox(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	s, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "nines.db"))
	require.NoError(t, err)
	defer s.Close()
	now := time.Now()
	r := &Runner{Config: &config.Config{Output: filepath.Join(dir, "out")}, Store: s, Clock: func() time.Time { return now }}
	file := filepath.Join(dir, "a.pdf")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	outbox, held := archive.OutboxBelow(r.Config.Output), map[string]string{}
	for _, job := range []string{"waits", "nobodys"} {
		held[job], err = outbox.Hold(job, now, file)
		require.NoError(t, err)
	}
	d := store.Delivery{Job: "waits", Due: now, Kind: "email", Target: "x@example.com", Changed: now}
	require.NoError(t, s.PlanDeliveries(ctx, "report", []byte("{}"), d))

	_, err = r.Prune(ctx, false)
	require.NoError(t, err)
	assert.FileExists(t, held["nobodys"], "perhaps its process is planning")
	now = now.Add(25 * time.Hour)
	_, err = r.Prune(ctx, true)
	require.NoError(t, err)
	assert.FileExists(t, held["nobodys"], "a dry run deletes nothing")
	_, err = r.Prune(ctx, false)
	require.NoError(t, err)
	assert.NoFileExists(t, held["nobodys"])
	assert.FileExists(t, held["waits"])
}
