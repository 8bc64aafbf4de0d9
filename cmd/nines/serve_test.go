package main

import (
	"context"
	"database/sql"
	"net"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/pgtest"
	"nines/internal/store"
)

// stopsImports holds the lock by which imports into PostgreSQL take turns, so that a run that the daemon has begun does
// not end until it is let go. It returns how many the daemon has begun.
func stopsImports(t *testing.T, s *served, address string) (begun int, letGo func()) {
	t.Helper()
	s.says(t, "done", 1)
	db, err := sql.Open("pgx", address)
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	_, err = db.Exec("SELECT pg_advisory_lock($1)", 0x6e696e65730002)
	require.NoError(t, err)
	eventually(t, "somebody waits for the lock", func() bool {
		var waiting int
		require.NoError(t, db.QueryRow(`SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
			AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`).Scan(&waiting))
		return waiting > 0
	})
	begun = len(s.logs("begun"))
	return begun, func() { require.NoError(t, db.Close()) }
}

// A signal lets the run that is being made end, and begins no other. What is made is whole.
func TestSignalDrains(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		address := pgtest.URL(t)
		dir := everySecond(t, "store: "+address, "")
		s := serve(t, dir)
		begun, letGo := stopsImports(t, s, address)
		s.signal(t, signal)
		s.says(t, "ending: what is being made is waited for", 1)
		assert.False(t, s.gone())
		letGo()
		assert.Equal(t, exitDone, s.ends(t).ExitCode())
		assert.Len(t, s.logs("begun"), begun)
		assert.Len(t, s.logs("done"), begun)
		done := runsOf(t, storeAt(t, address), store.RunQuery{State: store.RunDone})
		require.Len(t, done, begun)
		assert.Equal(t, 1, done[0].Attempt)
		assert.FileExists(t, filepath.Join(dir, done[0].Files[0]))
	}
}

// The run that is waited for gets no more than its time.
func TestDrainIsLimited(t *testing.T) {
	address := pgtest.URL(t)
	dir := everySecond(t, "store: "+address, "    timeout: 2s\n")
	s := serve(t, dir)
	stopsImports(t, s, address)
	s.signal(t, syscall.SIGTERM)
	assert.Equal(t, exitDone, s.ends(t).ExitCode())
	failed := runsOf(t, storeAt(t, address), store.RunQuery{State: store.RunFailed})
	require.Len(t, failed, 1)
	assert.Contains(t, failed[0].Reason, "2s")
}

// A second signal ends it at once. The next process makes the run that was broken off, and what was due meanwhile.
func TestSecondSignalEndsAtOnce(t *testing.T) {
	address := pgtest.URL(t)
	dir := everySecond(t, "store: "+address, "")
	s := serve(t, dir)
	_, letGo := stopsImports(t, s, address)
	s.signal(t, syscall.SIGTERM)
	s.says(t, "ending: what is being made is waited for", 1)
	s.signal(t, syscall.SIGTERM)
	status, ok := s.ends(t).Sys().(syscall.WaitStatus)
	require.True(t, ok)
	assert.Equal(t, syscall.SIGTERM, status.Signal())
	left := runsOf(t, storeAt(t, address), store.RunQuery{State: store.RunRunning})
	require.Len(t, left, 1)

	letGo()
	next := serve(t, dir)
	next.says(t, "done", 3)
	next.signal(t, syscall.SIGTERM)
	next.ends(t)
	again := runsOf(t, storeAt(t, address), store.RunQuery{Due: left[0].Due})
	require.Len(t, again, 1)
	assert.Equal(t, store.RunDone, again[0].State)
	assert.Equal(t, 2, again[0].Attempt)
	assert.Equal(t, again[0].Due.Unix(), next.firstDone(t), "what was broken off comes first")
}

// firstDone is the instant at which the first run was due that it made.
func (s *served) firstDone(t *testing.T) int64 {
	t.Helper()
	due, err := parseInstant("run", strings.TrimPrefix(s.logs("done")[0].text("run"), "tick@"), nil)
	require.NoError(t, err)
	return due.Unix()
}

// Whose session the server ends leads no more: what it was making is broken off, and made again by whoever leads next.
func TestLostLeadBreaksOff(t *testing.T) {
	address := pgtest.URL(t)
	dir := everySecond(t, "store: "+address, "")
	s := serve(t, dir)
	begun, letGo := stopsImports(t, s, address)
	pgtest.Exec(t, address, `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
		AND objid::bigint = x'65730003'::bigint AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
	s.says(t, "the lead is lost", 1)
	s.says(t, "broken off", 1)
	s.says(t, "this process leads", 2)
	letGo()
	s.says(t, "done", begun+1)
	require.Len(t, s.logs("taken over"), 1)
	attempts := 0
	for _, run := range runsOf(t, storeAt(t, address), store.RunQuery{State: store.RunDone}) {
		attempts = max(attempts, run.Attempt)
	}
	assert.Equal(t, 2, attempts)
	s.signal(t, syscall.SIGTERM)
	assert.Equal(t, exitDone, s.ends(t).ExitCode())
}

// Of two on one file the second stands by, and leads when the first is killed.
func TestSecondOnOneFileStandsBy(t *testing.T) {
	dir := everySecond(t, "", "")
	first := serve(t, dir)
	first.says(t, "done", 1)
	second := serve(t, dir)
	second.says(t, "another process leads: standing by", 1)
	first.says(t, "done", 3)
	assert.Empty(t, second.logs("begun"))
	first.kill()
	second.says(t, "done", 2)
	second.signal(t, syscall.SIGTERM)
	assert.Equal(t, exitDone, second.ends(t).ExitCode())
	assertEverySlot(t, storeAt(t, sqliteOf(dir)), 5)
}

// assertEverySlot asserts that every second from the first run on, at least so many, was made once.
func assertEverySlot(t *testing.T, s *store.Store, atLeast int) []store.Run {
	t.Helper()
	runs := runsOf(t, s, store.RunQuery{})
	for len(runs) > 0 && runs[0].State == store.RunPlanned { // what was due while it ended
		runs = runs[1:]
	}
	assert.GreaterOrEqual(t, len(runs), atLeast)
	for i, run := range runs {
		assert.Equal(t, store.RunDone, run.State, "%s: %s", run.Due, run.Reason)
		if i > 0 {
			assert.Equal(t, int64(1), runs[i-1].Due.Unix()-run.Due.Unix(), "after %s", run.Due)
		}
	}
	return runs
}

// A sound configuration replaces the old one, a broken one is refused with what is wrong, and what cannot change is told.
func TestReload(t *testing.T) {
	dir := everySecond(t, "", "")
	s := serve(t, dir)
	s.says(t, "done", 1)

	configure(t, dir, "report: daily", "report: dayly\n    formats: [doc]")
	s.signal(t, syscall.SIGHUP)
	s.says(t, "the configuration stays as it was", 1)
	var told string
	for _, l := range s.logs("the configuration is refused") {
		told += l.text("problem") + "\n"
	}
	assert.Contains(t, told, "config.yaml:8:13: there is no report \"dayly\"")
	assert.Contains(t, told, "formats", "all at once")
	before := len(s.logs("done"))
	s.says(t, "done", before+2)

	configure(t, dir, "report: dayly\n    formats: [doc]", "report: daily")
	configure(t, dir, "name: tick", "name: tock")
	configure(t, dir, "timezone: UTC", "timezone: UTC\nstore: sqlite:var/other.db")
	s.signal(t, syscall.SIGHUP)
	s.says(t, "the configuration is read again", 1)
	s.says(t, "store stays as it was until the program is started again", 1)
	eventually(t, "a run of the new job", func() bool {
		all := s.logs("done")
		return strings.HasPrefix(all[len(all)-1].text("run"), "tock@")
	})
	assert.NoFileExists(t, filepath.Join(dir, "var", "other.db"))

	configure(t, dir, "jobs:", "jobs: [")
	s.signal(t, syscall.SIGHUP)
	s.says(t, "the configuration stays as it was", 2)
	s.signal(t, syscall.SIGTERM)
	assert.Equal(t, exitDone, s.ends(t).ExitCode())
}

// What cannot begin says so, as every command does.
func TestServeThatCannotBegin(t *testing.T) {
	dir := everySecond(t, "store: postgres://nobody@127.0.0.1:1/none", "")
	got := nines(t, dir, "serve")
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.err, "no server answers")
	configure(t, dir, "report: daily", "report: dayly")
	assert.Equal(t, exitUsage, nines(t, dir, "serve").status)
	assert.Equal(t, exitUsage, nines(t, dir, "serve", "all").status)
}

// What started the program hears when it is ready, that it is alive, and that it ends.
func TestSystemdIsTold(t *testing.T) {
	dir := everySecond(t, "", "")
	path := filepath.Join(t.TempDir(), "notify")
	socket, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	require.NoError(t, err)
	defer socket.Close()
	told := make(chan string, 1000)
	go func() {
		for buffer := make([]byte, 4096); ; {
			n, err := socket.Read(buffer)
			if err != nil {
				return
			}
			told <- string(buffer[:n])
		}
	}()
	hears := func(want string) {
		t.Helper()
		var heard string
		eventually(t, want, func() bool {
			select {
			case text := <-told:
				heard = text
			default:
			}
			return strings.Contains(heard, want)
		})
	}
	s := serve(t, dir, "NOTIFY_SOCKET="+path, "WATCHDOG_USEC=200000")
	hears("READY=1")
	hears("WATCHDOG=1\nSTATUS=leads")
	s.signal(t, syscall.SIGTERM)
	hears("STOPPING=1")
	assert.Equal(t, exitDone, s.ends(t).ExitCode())
}

// Where nobody started it, nobody is told; a watchdog of another process is none of its.
func TestSystemdElsewhere(t *testing.T) {
	env := func(vars map[string]string) func(string) (string, bool) {
		return func(name string) (string, bool) { value, ok := vars[name]; return value, ok }
	}
	assert.Equal(t, systemd{beat: statusBeat}, findSystemd(env(nil)))
	findSystemd(env(nil)).tell("READY=1")
	findSystemd(env(map[string]string{"NOTIFY_SOCKET": filepath.Join(t.TempDir(), "none")})).tell("READY=1")
	assert.Equal(t, statusBeat, findSystemd(env(map[string]string{"WATCHDOG_USEC": "1000", "WATCHDOG_PID": "1"})).beat)
	for text, want := range map[string]int64{"2000000": 1e9, "x": int64(statusBeat), "0": int64(statusBeat), "9000000000": int64(statusBeat)} {
		assert.Equal(t, want, int64(findSystemd(env(map[string]string{"WATCHDOG_USEC": text})).beat), text)
	}
}

// An end that was asked for before it began is one.
func TestServeEndsBeforeItBegins(t *testing.T) {
	dir := everySecond(t, "", "")
	r, err := open(context.Background(), filepath.Join(dir, "config.yaml"), console{clock: clock})
	require.NoError(t, err)
	defer r.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var log strings.Builder
	require.NoError(t, newDaemon(console{err: &log, terminal: true}, "config.yaml", r).run(ctx))
	assert.Contains(t, log.String(), "msg=\"nines has ended\"")
}
