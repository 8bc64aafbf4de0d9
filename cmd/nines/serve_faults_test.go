package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/pgtest"
	"nines/internal/smtptest"
	"nines/internal/store"
)

// replaceRows writes so many tickets into the file of the folder's source, which appears whole.
func replaceRows(t *testing.T, dir string, rows int) {
	t.Helper()
	part := filepath.Join(dir, "good.part")
	writeFile(t, part, func(w io.Writer) {
		io.WriteString(w, header)
		for i := range rows {
			fmt.Fprintf(w, "I%d,a title of some length that takes room,2026-10-14T09:00:00Z\n", i)
		}
	})
	require.NoError(t, os.Rename(part, filepath.Join(dir, "good.csv")))
}

// watchFiles reads what a reader sees of the folders again and again until it is told to end, and fails the test where a
// file is not whole. It returns how many it read.
func watchFiles(t *testing.T, dirs ...string) (end func() (read int)) {
	t.Helper()
	stop, over, read := make(chan struct{}), make(chan struct{}), 0
	look := func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			return nil //nolint:nilerr // it is not there yet, or no more
		}
		if data, err := os.ReadFile(path); err == nil {
			read++
			assert.True(t, json.Valid(data), "%s is not whole: %d bytes", path, len(data))
		}
		return nil
	}
	go func() {
		defer close(over)
		for ; ; time.Sleep(2 * time.Millisecond) {
			select {
			case <-stop:
				return
			default:
			}
			for _, dir := range dirs {
				_ = filepath.WalkDir(dir, look)
			}
		}
	}()
	return func() int { close(stop); <-over; return read }
}

// A daemon that is killed at any instant, in importing, making, sending, keeping: nothing is lost, nothing sent twice,
// what is in doubt is marked, and nobody ever sees half a file.
func TestKilledAtAnyInstant(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes for half a minute")
	}
	kills, rows := 8, 3000
	if full {
		kills = 100
	}
	stores(t, func(t *testing.T, forget func(dir string)) {
		server := smtptest.Start(t, smtptest.Options{})
		dir := everySecond(t, "store: sqlite:var/nines.db\n"+mailsBy(server.Port), mailed)
		forget(dir)
		location := storeOf(t, dir)
		replaceRows(t, dir, rows)
		looked := watchFiles(t, filepath.Join(dir, "out"), filepath.Join(dir, "sent"))
		random := rand.New(rand.NewPCG(3, 4))
		var all replicas
		for kill := range kills {
			s := serve(t, dir)
			all = append(all, s)
			s.says(t, "this process leads", 1)
			eventually(t, "a run", func() bool { return len(s.logs("begun"))+len(s.logs("taken over")) > 0 })
			time.Sleep(time.Duration(random.Int64N(int64(700 * time.Millisecond))))
			s.kill()
			replaceRows(t, dir, rows+kill+1)
		}
		last := serve(t, dir)
		all = append(all, last)
		ledger := storeAt(t, location)
		before := time.Now()
		eventually(t, "all that was due", func() bool { return len(last.logs("done")) > 1 && settled(t, ledger, before) })
		last.signal(t, syscall.SIGTERM)
		assert.Equal(t, exitDone, last.ends(t).ExitCode())

		runs, attempts := assertAccountedFor(t, ledger)
		assertMadeOnce(t, all)
		doubtful := assertDeliveredOnce(t, ledger, server, runs)
		assert.Equal(t, rows+kills, stored(t, ledger))
		assert.Empty(t, halfWritten(t, filepath.Join(dir, "out")), "what was killed in writing is swept up")
		t.Logf("%d kills, %d of them within a run, %d slots, %d given up, %d mails in doubt, %d matters untold, %d whole files read",
			kills, attempts-len(runs), len(runs), len(runsOf(t, ledger, store.RunQuery{State: store.RunFailed})), doubtful, untold(t, ledger), looked())
	})
}

// halfWritten lists the files below a folder that are not whole.
func halfWritten(t *testing.T, folder string) (list []string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(entry.Name(), ".part") {
			list = append(list, path)
		}
		return err
	}))
	return list
}

// settled tells whether what was due before an instant is over and delivered.
func settled(t *testing.T, s *store.Store, before time.Time) bool {
	t.Helper()
	for _, state := range []store.RunState{store.RunPlanned, store.RunRunning} {
		if open := runsOf(t, s, store.RunQuery{State: state}); len(open) > 0 && open[len(open)-1].Due.Before(before) {
			return false
		}
	}
	for _, state := range []store.DeliveryState{store.DeliveryPending, store.DeliverySending} {
		open, err := s.Deliveries(context.Background(), store.DeliveryQuery{State: state})
		require.NoError(t, err)
		if len(open) > 0 && open[len(open)-1].Due.Before(before) {
			return false
		}
	}
	return true
}

// assertAccountedFor asserts that every second from the first run on was made, or given up after it was killed too
// often. It returns the runs and how often they were begun.
func assertAccountedFor(t *testing.T, s *store.Store) (runs []store.Run, attempts int) {
	t.Helper()
	for _, run := range runsOf(t, s, store.RunQuery{}) {
		if run.State == store.RunPlanned && len(runs) == 0 {
			continue // due while it ended
		}
		if len(runs) > 0 {
			assert.Equal(t, int64(1), runs[len(runs)-1].Due.Unix()-run.Due.Unix(), "after %s", run.Due)
		}
		if run.State != store.RunDone && assert.Equal(t, store.RunFailed, run.State, run.Due) {
			assert.Greater(t, run.Attempt, 3, "%s: %s", run.Due, run.Reason)
		}
		runs, attempts = append(runs, run), attempts+run.Attempt
	}
	return runs, attempts
}

// untold counts the runs that failed and those with a delivery in doubt of which no alarm tells: their process was killed
// between the ledger's row and the alarm.
func untold(t *testing.T, s *store.Store) (n int) {
	t.Helper()
	for _, run := range runsOf(t, s, store.RunQuery{State: store.RunFailed}) {
		if !hasAlarm(t, s, run, "failed") {
			n++
		}
	}
	all, err := s.Deliveries(context.Background(), store.DeliveryQuery{State: store.DeliveryDoubtful})
	require.NoError(t, err)
	for _, d := range all {
		if !hasAlarm(t, s, store.Run{Job: d.Job, Due: d.Due}, "doubtful") {
			n++
		}
	}
	return n
}

// stored counts the incidents of a store.
func stored(t *testing.T, s *store.Store) (n int) {
	t.Helper()
	view, err := s.Snapshot(context.Background(), time.Now())
	require.NoError(t, err)
	defer view.Close()
	require.NoError(t, view.Incidents(context.Background(), itsm.IncidentQuery{}, func(*itsm.Incident) error { n++; return nil }))
	return n
}

// storeOf is the address of the store that the configuration of a folder names.
func storeOf(t *testing.T, dir string) string {
	t.Helper()
	conf, err := os.ReadFile(filepath.Join(dir, "config.yaml"))
	require.NoError(t, err)
	location := strings.TrimSpace(strings.TrimPrefix(string(bytes.TrimSpace(storeLine.Find(conf))), "store:"))
	if path, ok := strings.CutPrefix(location, "sqlite:"); ok {
		return "sqlite:" + filepath.Join(dir, path)
	}
	return location
}

// The database goes away and comes back: the daemon waits for it, and every second has its run.
func TestDatabaseGoneAndBack(t *testing.T) {
	address := pgtest.URL(t)
	dir := everySecond(t, "store: "+address, "")
	s := serve(t, dir)
	s.says(t, "done", 2)
	pgtest.Restart(t, 3*time.Second)
	s.says(t, "the lead is lost", 1)
	s.says(t, "the lead cannot be asked for", 1)
	s.says(t, "this process leads", 2)
	s.says(t, "done", len(s.logs("done"))+3)
	s.signal(t, syscall.SIGTERM)
	assert.Equal(t, exitDone, s.ends(t).ExitCode())
	assertEverySlot(t, storeAt(t, address), 5)
}

// fillDisk takes all the room of a disk, and gives it back.
func fillDisk(t *testing.T, dir string) (empty func()) {
	t.Helper()
	path := filepath.Join(dir, "filler")
	file, err := os.Create(path)
	require.NoError(t, err)
	for block := make([]byte, 4096); err == nil; {
		_, err = file.Write(block)
	}
	require.ErrorIs(t, err, syscall.ENOSPC)
	require.NoError(t, file.Close())
	return func() { require.NoError(t, os.Remove(path)) }
}

// smallDisk mounts a disk for a folder below another; it is false where this user may not.
func smallDisk(t *testing.T, dir string, kib int) bool {
	t.Helper()
	require.NoError(t, os.MkdirAll(dir, 0o755))
	if err := mountSmall(dir, kib); err != nil {
		t.Logf("not tried, as this user may not mount: %v", err)
		return false
	}
	t.Cleanup(func() { unmount(t, dir) })
	return true
}

// The disk of the output is full for a while: the runs fail and say why, no half file is seen, and the runs thereafter
// are made.
func TestOutputDiskFullForAWhile(t *testing.T) {
	server := smtptest.Start(t, smtptest.Options{})
	dir := everySecond(t, mailsBy(server.Port), mailed)
	out := filepath.Join(dir, "out")
	if !smallDisk(t, out, 512) {
		return
	}
	looked := watchFiles(t, filepath.Join(out, "archive"), filepath.Join(dir, "sent"))
	s := serve(t, dir)
	s.says(t, "done", 2)
	empty := fillDisk(t, out)
	s.says(t, "failed", 2)
	empty()
	s.says(t, "done", len(s.logs("done"))+2)
	s.signal(t, syscall.SIGTERM)
	assert.Equal(t, exitDone, s.ends(t).ExitCode())
	looked()
	ledger := storeAt(t, sqliteOf(dir))
	failed := runsOf(t, ledger, store.RunQuery{State: store.RunFailed})
	require.GreaterOrEqual(t, len(failed), 2)
	assert.Contains(t, failed[0].Reason, "no space left on device")
	assert.True(t, hasAlarm(t, ledger, failed[len(failed)-1], "failed"))
	assertDeliveredOnce(t, ledger, server, runsOf(t, ledger, store.RunQuery{State: store.RunDone}))
}

// The disk of the store is full for a while: the daemon lives, and when there is room again every second is accounted
// for.
func TestStoreDiskFullForAWhile(t *testing.T) {
	dir := everySecond(t, "", "")
	if !smallDisk(t, filepath.Join(dir, "var"), 16<<10) {
		return
	}
	s := serve(t, dir)
	s.says(t, "done", 2)
	empty := fillDisk(t, filepath.Join(dir, "var"))
	eventually(t, "that it is said", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return strings.Contains(strings.Join(s.raw, "\n"), "no space left on its disk")
	})
	empty()
	s.says(t, "done", len(s.logs("done"))+3)
	s.signal(t, syscall.SIGTERM)
	assert.Equal(t, exitDone, s.ends(t).ExitCode())
	runs := runsOf(t, storeAt(t, sqliteOf(dir)), store.RunQuery{})
	for i, run := range runs {
		if run.State == store.RunFailed {
			assert.Contains(t, run.Reason, "no space left on its disk")
		}
		if i > 0 {
			assert.Equal(t, int64(1), runs[i-1].Due.Unix()-run.Due.Unix(), "after %s", run.Due)
		}
	}
}

// The mail server is away, the daemon is killed meanwhile, and the mail arrives when the server is back: once.
func TestMailServerAway(t *testing.T) {
	if !full {
		t.Skip("waits for two minutes: NINES_TEST_FULL=1 runs it; package jobs does the same on a clock of its own")
	}
	port := smtptest.FreePort(t)
	dir := everySecond(t, mailsBy(port), mailed)
	configure(t, dir, `"* * * * * *"`, `"*/20 * * * * *"`)
	first := serve(t, dir)
	first.says(t, "done", 2)
	first.kill()
	ledger := storeAt(t, sqliteOf(dir))
	away := runsOf(t, ledger, store.RunQuery{State: store.RunDone})
	pending, err := ledger.Deliveries(context.Background(), store.DeliveryQuery{State: store.DeliveryPending})
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(pending), 6)

	server := smtptest.Start(t, smtptest.Options{Address: fmt.Sprintf("127.0.0.1:%d", port)})
	second := serve(t, dir)
	eventually(t, "the mails", func() bool { return settled(t, ledger, away[0].Due.Add(time.Second)) })
	second.signal(t, syscall.SIGTERM)
	assert.Equal(t, exitDone, second.ends(t).ExitCode())
	all, err := ledger.Deliveries(context.Background(), store.DeliveryQuery{})
	require.NoError(t, err)
	for _, d := range all {
		assert.Equal(t, store.DeliverySent, d.State, "%s %s to %s: %s", d.Due, d.Kind, d.Target, d.Detail)
	}
	for _, reader := range []string{"a@example.com", "b@example.com", "c@example.com"} {
		assert.Len(t, server.To(reader), len(runsOf(t, ledger, store.RunQuery{State: store.RunDone})), reader)
	}
}
