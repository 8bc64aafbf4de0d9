package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/store"
)

// patience is longer than anything takes that a test waits for, on a busy machine too.
const patience = 3 * time.Minute

// full makes the tests of faults as long as they were meant; else they are short.
var full = os.Getenv("NINES_TEST_FULL") != ""

// logged is a line of the log.
type logged map[string]any

func (l logged) text(key string) string { text, _ := l[key].(string); return text }

// served is `nines serve` as a process of its own.
type served struct {
	cmd   *exec.Cmd
	ended chan struct{}

	mu    sync.Mutex
	lines []logged
	raw   []string
}

// serve starts the daemon in a folder. It is killed when the test ends.
func serve(t *testing.T, dir string, env ...string) *served {
	t.Helper()
	s := &served{cmd: program(dir, "serve"), ended: make(chan struct{})}
	s.cmd.Env = append(s.cmd.Env, env...)
	out, err := s.cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, s.cmd.Start())
	go func() {
		defer close(s.ended)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			s.hear(lines.Bytes())
		}
		_ = s.cmd.Wait() // its state tells
	}()
	t.Cleanup(func() {
		s.kill()
		if t.Failed() {
			s.mu.Lock()
			defer s.mu.Unlock()
			t.Logf("the log of %d:\n%s", s.cmd.Process.Pid, strings.Join(s.raw[max(0, len(s.raw)-40):], "\n"))
		}
	})
	return s
}

func (s *served) hear(line []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.raw = append(s.raw, string(line))
	var l logged
	if json.Unmarshal(line, &l) == nil {
		s.lines = append(s.lines, l)
	}
}

func (s *served) kill() {
	_ = s.cmd.Process.Kill() // it may have ended
	<-s.ended
}

func (s *served) signal(t *testing.T, what syscall.Signal) {
	t.Helper()
	require.NoError(t, s.cmd.Process.Signal(what))
}

// logs returns what it logged with that message.
func (s *served) logs(message string) (found []logged) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.lines {
		if strings.HasPrefix(l.text("msg"), message) {
			found = append(found, l)
		}
	}
	return found
}

func (s *served) gone() bool {
	select {
	case <-s.ended:
		return true
	default:
		return false
	}
}

// says waits for the message to be logged so many times.
func (s *served) says(t *testing.T, message string, times int) {
	t.Helper()
	eventually(t, message, func() bool {
		require.False(t, s.gone() && len(s.logs(message)) < times, "it ended before it said %q", message)
		return len(s.logs(message)) >= times
	})
}

// ends waits for the end of the process and returns its status.
func (s *served) ends(t *testing.T) *os.ProcessState {
	t.Helper()
	eventually(t, "the end of the process", s.gone)
	return s.cmd.ProcessState
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for begun := time.Now(); !holds(); time.Sleep(20 * time.Millisecond) {
		require.Less(t, time.Since(begun), patience, "waited in vain for: %s", what)
	}
}

// storeAt opens a store to look into it.
func storeAt(t *testing.T, location string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), location)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, s.Close()) })
	return s
}

func runsOf(t *testing.T, s *store.Store, q store.RunQuery) []store.Run {
	t.Helper()
	runs, err := s.Runs(context.Background(), q)
	require.NoError(t, err)
	return runs
}

// everySecond is a folder in which a job is due every second. Other keys of the configuration may be added, and of
// the job.
func everySecond(t *testing.T, keys, ofJob string) string {
	t.Helper()
	return project(t, map[string]string{
		"config.yaml": `timezone: UTC
serve: {listen: none}
sources:
  - {name: good, kind: csv, path: good.csv, record: incident, columns: {id: id, title: title, opened: opened}}
` + keys + `
jobs:
  - name: tick
    report: daily
    schedule: "* * * * * *"
    catch_up: all
    catch_up_most: 5000
    formats: [json]
` + ofJob,
		"good.csv": header + "G1,fine,2026-10-14T09:00:00Z\n",
	})
}

// configure changes the configuration of a folder.
func configure(t *testing.T, dir, old, replacement string) {
	t.Helper()
	path := filepath.Join(dir, "config.yaml")
	conf, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Contains(t, string(conf), old)
	require.NoError(t, os.WriteFile(path, bytes.ReplaceAll(conf, []byte(old), []byte(replacement)), 0o600))
}

func sqliteOf(dir string) string { return "sqlite:" + filepath.Join(dir, "var", "nines.db") }
