package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/demo"
)

// An import that is killed at any instant leaves nothing: the next one counts, and a report says, what they would
// have if it had never begun. The processes are real ones, killed with SIGKILL.
func TestImportKilledHalfWay(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes for some seconds")
	}
	dir := t.TempDir()
	require.NoError(t, demo.Write(filepath.Join(dir, "internal", "demo", "sample"), demo.Options{Tickets: 12_000}))
	conf, err := os.ReadFile(filepath.Join(repository, "config.yaml"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), conf, 0o600))

	begun := time.Now()
	whole := program(dir, "import", "incidents")
	want, err := whole.Output()
	require.NoError(t, err)
	took := time.Since(begun)
	forget(t, dir)

	for _, part := range []float64{0.3, 0.5, 0.7, 0.9} {
		victim := program(dir, "import", "incidents")
		require.NoError(t, victim.Start())
		time.Sleep(time.Duration(part * float64(took)))
		require.NoError(t, victim.Process.Kill())
		_ = victim.Wait() // killed, as meant
		if counted, err := program(dir, "import", "incidents").Output(); string(counted) == string(want) {
			require.NoError(t, err)
		} else { // it had finished before it was killed: then it stands whole
			assert.Contains(t, string(counted), "stored 0, replaced 0")
		}
		left, err := filepath.Glob(filepath.Join(dir, "out", "rejected", "*"))
		require.NoError(t, err)
		assert.Empty(t, left)
		forget(t, dir)
	}
}

func forget(t *testing.T, dir string) {
	t.Helper()
	require.NoError(t, os.RemoveAll(filepath.Join(dir, "var")))
}
