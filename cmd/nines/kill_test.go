package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/demo"
	"nines/internal/pgtest"
)

// An import that is killed at any instant leaves nothing: the next one counts, and a report says, what they would
// have if it had never begun. The processes are real ones, killed with SIGKILL.
func TestImportKilledHalfWay(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes for some seconds")
	}
	stores(t, func(t *testing.T, forget func(dir string)) {
		dir := demoFolder(t, 12_000)
		forget(dir)
		begun := time.Now()
		want, err := program(dir, "import", "incidents").Output()
		require.NoError(t, err)
		took := time.Since(begun)
		forget(dir)

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
			forget(dir)
		}
	})
}

// Several that start at once on a new store make its tables once, and import one after the other.
func TestManyImportAtOnce(t *testing.T) {
	stores(t, func(t *testing.T, forget func(dir string)) {
		dir := demoFolder(t, 300)
		forget(dir)
		const starters = 5
		var out [starters]bytes.Buffer
		var all [starters]*exec.Cmd
		for i := range all {
			all[i] = program(dir, "import", "incidents")
			all[i].Stdout, all[i].Stderr = &out[i], &out[i]
			require.NoError(t, all[i].Start())
		}
		stored := 0
		for i := range all {
			require.NoError(t, all[i].Wait(), out[i].String())
			if !strings.Contains(out[i].String(), "stored 0, replaced 0") {
				stored++
			}
		}
		assert.Equal(t, 1, stored)
	})
}

// stores runs a test on each kind of store. forget makes the folder's store a new one.
func stores(t *testing.T, test func(t *testing.T, forget func(dir string))) {
	t.Run("SQLite", func(t *testing.T) {
		test(t, func(dir string) { require.NoError(t, os.RemoveAll(filepath.Join(dir, "var"))) })
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		test(t, func(dir string) { keepIn(t, dir, pgtest.URL(t)) })
	})
}

// demoFolder is a folder with made-up exports and the configuration of the sample.
func demoFolder(t *testing.T, tickets int) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, demo.Write(filepath.Join(dir, "internal", "demo", "sample"), demo.Options{Tickets: tickets}))
	conf, err := os.ReadFile(filepath.Join(repository, "config.yaml"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), conf, 0o600))
	return dir
}
