package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"nines/internal/pgtest"
)

// TestMain lets a test start the program itself, as a process that it can kill.
func TestMain(m *testing.M) {
	if os.Getenv("NINES_AS_PROGRAM") == "1" {
		main()
		return
	}
	os.Exit(pgtest.Main(m))
}

// clock is the instant at which the tests take place.
func clock() time.Time { return time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC) }

// outcome is what a command left behind.
type outcome struct {
	status   int
	out, err string
}

// nines runs one command line in a folder.
func nines(t *testing.T, dir string, args ...string) outcome {
	t.Helper()
	t.Chdir(dir)
	var out, err bytes.Buffer
	status := run(context.Background(), args, console{out: &out, err: &err, clock: clock})
	return outcome{status, out.String(), err.String()}
}

// program starts the command line as a process of its own.
func program(dir string, args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "NINES_AS_PROGRAM=1")
	return cmd
}

// project writes files into a folder of its own.
func project(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	}
	return dir
}

// repository is the root of the checkout, found before a test changes the working directory.
var repository, _ = filepath.Abs(filepath.Join("..", ".."))

// shared copies a folder of examples beside the checkout, with the data that they read, to a place where it may be
// written. It skips the test where they are missing.
func shared(t *testing.T, example string) string {
	t.Helper()
	from := filepath.Join(repository, "..", "shared")
	if _, err := os.Stat(filepath.Join(from, "examples", example)); err != nil {
		t.Skipf("the examples of others are not beside the checkout: %v", err)
	}
	dir := t.TempDir()
	to := filepath.Join(dir, "examples", example)
	require.NoError(t, os.CopyFS(to, os.DirFS(filepath.Join(from, "examples", example))))
	require.NoError(t, os.Symlink(filepath.Join(from, "data"), filepath.Join(dir, "data")))
	require.NoError(t, os.Chmod(to, 0o755))
	return to
}

// figures is the JSON of a report, as another program would read it.
type figures map[string]any

func readFigures(t *testing.T, path string) figures {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	var f figures
	require.NoError(t, json.Unmarshal(data, &f))
	return f
}

// at follows keys and returns what stands there; entries of lists are found by "key=value".
func (f figures) at(t *testing.T, path string) any {
	t.Helper()
	var here any = map[string]any(f)
	for _, step := range strings.Split(path, "/") {
		switch v := here.(type) {
		case map[string]any:
			require.Contains(t, v, step, path)
			here = v[step]
		case []any:
			here = entry(t, v, step)
		default:
			require.Failf(t, "no such figure", "%s: nothing below %v", path, here)
		}
	}
	return here
}

func entry(t *testing.T, list []any, step string) any {
	t.Helper()
	key, value, _ := strings.Cut(step, "=")
	value = strings.ReplaceAll(value, "|", "/") // a slash would end the step
	for _, e := range list {
		if e.(map[string]any)[key] == value {
			return e
		}
	}
	require.Failf(t, "no such entry", "%s is not in %v", step, list)
	return nil
}
