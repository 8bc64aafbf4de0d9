package service

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"nines/internal/config"
	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/delivery"
)

const weekly = `  - {name: w, report: weekly, schedule: "30 7 * * Mon"}`

func TestARunOnTime(t *testing.T) {
	d := newDesk(t, on("2026-10-05T06:00"), "Europe/London", weekly)
	d.begin()
	d.runTo(on("2026-10-12T09:00"))
	d.end()
	assert.Equal(t, []string{"2026-10-05T06:30 done", "2026-10-12T06:30 done"}, d.ledger("w"))
	assert.Equal(t, 2, d.imports)
	runs, err := d.store.Runs(context.Background(), store.RunQuery{Limit: 1})
	require.NoError(t, err)
	r := runs[0]
	assert.Equal(t, "2026-W41", r.Period, "the week before")
	assert.Equal(t, store.CauseSchedule, r.Cause)
	assert.Equal(t, 1, r.Attempt)
	assert.Equal(t, store.RunFacts{Rows: []store.RunRows{{Source: "s", Read: 3, Unchanged: 3}}, Files: []string{"out/w"}}, r.RunFacts)
	events, err := d.store.RunEvents(context.Background(), "w", r.Due)
	require.NoError(t, err)
	var lines []string
	for _, e := range events {
		lines = append(lines, e.Message)
	}
	assert.Equal(t, []string{
		"begun; attempt: 1; cause: schedule; period: 2026-W41", "imported; sources: 1; shared: false",
		"the report is made; files: 1; revision: 1", "done; revision: 1; took: 0s",
	}, lines)
}

// A job that was never seen has nothing to catch up with; afterwards it has, by its rule.
func TestMissedRuns(t *testing.T) {
	const hourly = `  - {name: j, report: daily, schedule: "0 * * * *", `
	for name, c := range map[string]struct {
		job     string
		imports int // those that are caught up with share one
		want    []string
	}{
		"latest": {hourly + "catch_up: latest}", 3, []string{
			"2026-10-05T06:00 done",
			"2026-10-05T07:00 skipped: It was not made: the run due on 2026-10-05 09:00 UTC takes its place (catch_up: latest).",
			"2026-10-05T08:00 skipped: It was not made: the run due on 2026-10-05 09:00 UTC takes its place (catch_up: latest).",
			"2026-10-05T09:00 done: It was due on 2026-10-05 09:00 UTC and was begun on 2026-10-05 09:40 UTC: the service was not running when it was due.",
			"2026-10-05T10:00 done",
		}},
		"all, two at most": {hourly + "catch_up: all, catch_up_most: 2}", 3, []string{
			"2026-10-05T06:00 done",
			"2026-10-05T07:00 skipped: It was not made: of the missed runs only the latest 2 are made up for (catch_up_most).",
			"2026-10-05T08:00 done: It was due on 2026-10-05 08:00 UTC and was begun on 2026-10-05 09:40 UTC: the service was not running when it was due.",
			"2026-10-05T09:00 done: It was due on 2026-10-05 09:00 UTC and was begun on 2026-10-05 09:40 UTC: the service was not running when it was due.",
			"2026-10-05T10:00 done",
		}},
		"none": {hourly + "catch_up: none}", 2, []string{
			"2026-10-05T06:00 done",
			"2026-10-05T07:00 skipped: It was not made: nothing ran when it was due, and missed runs of this job are not made up for (catch_up: none).",
			"2026-10-05T08:00 skipped: It was not made: nothing ran when it was due, and missed runs of this job are not made up for (catch_up: none).",
			"2026-10-05T09:00 skipped: It was not made: nothing ran when it was due, and missed runs of this job are not made up for (catch_up: none).",
			"2026-10-05T10:00 done",
		}},
		"all, of the last hour": {hourly + "catch_up: all, grace: 1h}", 3, []string{
			"2026-10-05T06:00 done",
			"2026-10-05T07:00 skipped: It was not made: at 2026-10-05 09:40 UTC its grace period of 1h was over.",
			"2026-10-05T08:00 skipped: It was not made: at 2026-10-05 09:40 UTC its grace period of 1h was over.",
			"2026-10-05T09:00 done: It was due on 2026-10-05 09:00 UTC and was begun on 2026-10-05 09:40 UTC: the service was not running when it was due.",
			"2026-10-05T10:00 done",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, on("2026-10-05T05:30"), "UTC", c.job)
			d.begin()
			d.runTo(on("2026-10-05T06:30"))
			d.end()
			d.clock.Advance(on("2026-10-05T09:40").Sub(d.clock.Now()))
			d.begin()
			d.runTo(on("2026-10-05T10:30"))
			d.end()
			assert.Equal(t, c.want, d.ledger("j"))
			assert.Equal(t, c.imports, d.imports)
			runs, err := d.store.Runs(context.Background(), store.RunQuery{State: store.RunDone})
			require.NoError(t, err)
			for _, r := range runs {
				assert.Equal(t, r.Reason, d.reasons[slotOf(r)], "its mail says why it is late")
				assert.Equal(t, r.Reason != "", r.Cause == store.CauseCatchUp)
			}
			assert.Empty(t, d.alarmed())
		})
	}
}

// What was due under the schedule that a job had before is settled by that, and nothing is made up under the new one.
func TestAScheduleThatChanges(t *testing.T) {
	d := newDesk(t, on("2026-10-05T05:30"), "UTC", `  - {name: j, report: daily, schedule: "0 7 * * *"}`)
	d.begin()
	d.runTo(on("2026-10-05T08:00"))
	d.service.Reload(d.parse("UTC", `  - {name: j, report: daily, schedule: "0 9 * * *"}`))
	d.config = d.service.runner.Config
	d.look()
	d.runTo(on("2026-10-05T10:00"))
	d.end()
	d.clock.Advance(24 * time.Hour)
	d.config = d.parse("UTC", `  - {name: j, report: daily, schedule: "0 * * * *"}`)
	d.begin()
	d.runTo(on("2026-10-06T11:00"))
	d.end()
	assert.Equal(t, []string{
		"2026-10-05T07:00 done", "2026-10-05T09:00 done",
		"2026-10-06T09:00 done: It was due on 2026-10-06 09:00 UTC and was begun on 2026-10-06 10:00 UTC: the service was not running when it was due.",
		"2026-10-06T11:00 done",
	}, d.ledger("j"))
}

// Jobs that are due at one instant import once, and are made one after the other.
func TestOneImportForAll(t *testing.T) {
	d := newDesk(t, on("2026-10-05T05:30"), "UTC", `
  - {name: a, report: daily, schedule: "0 7 * * *"}
  - {name: b, report: weekly, schedule: "0 7 * * *"}
  - {name: c, report: daily, schedule: "1 7 * * *"}`)
	d.begin()
	d.runTo(on("2026-10-05T08:00"))
	d.end()
	assert.Equal(t, 2, d.imports)
	assert.Len(t, d.delivered, 3)
}

// A late source makes a run wait, as long as its job says.
func TestLateSources(t *testing.T) {
	const job = `  - {name: j, report: daily, schedule: "0 7 * * *", wait: 12m}`
	for name, c := range map[string]struct {
		comes   string // when the source does
		want    string
		imports int
	}{
		"it comes": {"07:08", "2026-10-05T07:00 done: It was due on 2026-10-05 07:00 UTC and was begun on 2026-10-05 07:10 UTC: it waited for late sources.", 3},
		"it does not": {"08:00", "2026-10-05T07:00 done: It was due on 2026-10-05 07:00 UTC and was begun on 2026-10-05 07:12 UTC: it waited for late sources. " +
			"It was made without newer data of s, which is late, for which it waited until 2026-10-05 07:12 UTC.", 4},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, on("2026-10-05T05:30"), "UTC", job)
			d.late = []string{"s, which is late"}
			d.begin()
			d.runTo(on("2026-10-05T07:01"))
			assert.Equal(t, []string{"2026-10-05T07:00 planned: It waits until 2026-10-05 07:12 UTC for s, which is late."}, d.ledger("j"))
			d.runTo(on("2026-10-05T" + c.comes))
			d.mu.Lock()
			d.late = nil
			d.mu.Unlock()
			d.runTo(on("2026-10-05T09:00"))
			d.end()
			assert.Equal(t, []string{c.want}, d.ledger("j"))
			assert.Equal(t, c.imports, d.imports)
			assert.Equal(t, map[slot]int{{"j", on("2026-10-05T07:00").UnixMilli()}: 1}, d.delivered)
		})
	}
}

// What hangs is ended when its time is over, what panics ends nothing else, and what fails is told.
func TestRunsThatFail(t *testing.T) {
	const job = `  - {name: j, report: daily, schedule: "0 7 * * *", timeout: 10m}`
	for name, c := range map[string]struct {
		report func(context.Context, store.Run) (jobs.Made, error)
		want   string
	}{
		"it hangs": {func(ctx context.Context, _ store.Run) (jobs.Made, error) {
			<-ctx.Done()
			return jobs.Made{}, errors.New("interrupted")
		}, "It took longer than its time limit of 10m and was ended."},
		"it panics": {
			func(context.Context, store.Run) (jobs.Made, error) { panic("the stack is not for mails") },
			"A fault in the program ended it; the log tells where.",
		},
		"it fails": {func(context.Context, store.Run) (jobs.Made, error) { return jobs.Made{}, errors.New("disk full") }, "disk full"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, on("2026-10-05T06:59"), "UTC", job)
			d.report = c.report
			d.begin()
			d.settled()
			d.untilFailed()
			d.mu.Lock()
			d.report = nil
			d.mu.Unlock()
			d.runTo(on("2026-10-06T08:00"))
			d.end()
			assert.Equal(t, []string{"2026-10-05T07:00 failed: " + c.want, "2026-10-06T07:00 done"}, d.ledger("j"))
			assert.Contains(t, d.alarmed(), delivery.Alarm{Kind: delivery.AlarmFailed, Job: "j", Due: on("2026-10-05T07:00"), Text: c.want})
		})
	}
}

// What does not even hear that its time is over holds up its own job, not the others, and delivers nothing afterwards.
func TestARunThatDoesNotHear(t *testing.T) {
	d := newDesk(t, on("2026-10-05T06:59"), "UTC", `
  - {name: deaf, report: daily, schedule: "0 * * * *", timeout: 10m}
  - {name: other, report: daily, schedule: "0 * * * *"}`)
	wake := make(chan struct{})
	d.report = func(_ context.Context, run store.Run) (jobs.Made, error) {
		if run.Job == "deaf" {
			<-wake
		}
		return jobs.Made{}, nil
	}
	d.begin()
	d.settled()
	d.untilFailed()
	d.runTo(on("2026-10-05T08:30"))
	assert.Equal(t, []string{"2026-10-05T07:00 failed: It took longer than its time limit of 10m and was ended.", "2026-10-05T08:00 planned"}, d.ledger("deaf"))
	assert.Len(t, d.ledger("other"), 2)
	for _, r := range d.ledger("other") {
		assert.Contains(t, r, "done")
	}
	close(wake)
	require.Eventually(t, func() bool {
		d.mu.Lock()
		defer d.mu.Unlock()
		return d.reported[slot{"deaf", on("2026-10-05T07:00").UnixMilli()}] == 1
	}, 10*time.Second, time.Millisecond)
	d.runTo(on("2026-10-05T09:30"))
	d.end()
	assert.Equal(t, 0, d.delivered[slot{"deaf", on("2026-10-05T07:00").UnixMilli()}])
	assert.Contains(t, d.ledger("deaf")[2], "2026-10-05T09:00 done")
}

// A job never overlaps with itself: what comes due meanwhile waits, and of several the latest is made.
func TestOverlap(t *testing.T) {
	for name, c := range map[string]struct{ rule, want string }{
		"latest": {"latest", "skipped: It was not made: the run due on 2026-10-05 09:00 UTC takes its place (catch_up: latest)."},
		"all":    {"all", "done: It was due on 2026-10-05 08:00 UTC and was begun on 2026-10-05 09:20 UTC: other jobs were running."},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, on("2026-10-05T06:59"), "UTC", `  - {name: j, report: daily, schedule: "0 * * * *", timeout: 5h, catch_up: `+c.rule+`}`)
			release, running := make(chan struct{}), 0
			d.report = func(ctx context.Context, run store.Run) (jobs.Made, error) {
				d.mu.Lock()
				running++
				assert.Equal(t, 1, running, "it overlaps with itself")
				d.mu.Unlock()
				if run.Due.Equal(on("2026-10-05T07:00")) {
					<-release
				}
				d.mu.Lock()
				running--
				d.mu.Unlock()
				return jobs.Made{}, nil
			}
			d.begin()
			d.settled()
			for _, last := range []string{"2026-10-05T07:00 running", "2026-10-05T08:00 planned", "2026-10-05T09:00 planned"} {
				d.clock.Advance(on(last[:16]).Sub(d.clock.Now()))
				require.Eventually(t, func() bool { l := d.ledger("j"); return len(l) > 0 && l[len(l)-1] == last }, 10*time.Second, time.Millisecond)
			}
			d.clock.Advance(20 * time.Minute)
			close(release)
			d.runTo(on("2026-10-05T09:30"))
			d.end()
			got := d.ledger("j")
			assert.Equal(t, "2026-10-05T07:00 done", got[0])
			assert.Equal(t, "2026-10-05T08:00 "+c.want, got[1])
			assert.Equal(t, "2026-10-05T09:00 done: It was due on 2026-10-05 09:00 UTC and was begun on 2026-10-05 09:20 UTC: other jobs were running.", got[2])
		})
	}
}

func TestRunNow(t *testing.T) {
	ctx := context.Background()
	d := newDesk(t, on("2026-10-05T06:00"), "UTC", `  - {name: j, report: daily, schedule: "0 7 * * *", wait: 1h}`)
	d.late = []string{"s"}
	d.begin()
	d.settled()
	_, err := d.service.RunNow(ctx, "daily", "ann")
	var unknown *jobs.UnknownNameError
	require.ErrorAs(t, err, &unknown, "a report is no job")
	d.runTo(on("2026-10-05T06:01"))
	due, err := d.service.RunNow(ctx, "j", "ann\x1b[2J")
	require.NoError(t, err)
	assert.Equal(t, on("2026-10-05T06:01"), due)
	require.Eventually(t, func() bool {
		l := d.ledger("j")
		return len(l) == 1 && l[0] == "2026-10-05T06:01 done: ann [2J asked for it."
	}, 10*time.Second, time.Millisecond,
		"it waits for nothing")
	d.end()
	again, err := d.service.RunNow(ctx, "j", "bob")
	require.NoError(t, err)
	assert.Equal(t, due, again, "an instant is one run")
}

// A run that is not done in time raises an alarm, once.
func TestOverdue(t *testing.T) {
	d := newDesk(t, on("2026-10-05T06:59"), "UTC", `
  - {name: slow, report: daily, schedule: "0 7 * * *", timeout: 3h}
  - {name: quick, report: daily, schedule: "0 7 * * *", timeout: 1m, grace: 1h}`)
	release := make(chan struct{})
	d.report = func(_ context.Context, run store.Run) (jobs.Made, error) {
		if run.Job == "slow" {
			<-release
		}
		return jobs.Made{}, nil
	}
	d.begin()
	d.settled()
	d.until(func() bool { return len(d.alarmed()) > 0 })
	close(release)
	d.look()
	d.end()
	a := d.alarmed()
	require.Len(t, a, 1)
	due := on("2026-10-05T07:00")
	a[0].Text = a[0].Text[:23]
	assert.Equal(t, delivery.Alarm{Kind: delivery.AlarmLate, Job: a[0].Job, Due: due, Text: "It should have been don"}, a[0])
}

// The service with real reports: of the sample data, on a fake clock.
func TestServiceMakesReports(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.csv"), []byte("id,opened,priority\nINC1,2026-09-30 10:00,P1\nINC2,2026-10-02 10:00,P2\n"), 0o600))
	d := newDesk(t, on("2026-10-05T05:30"), "UTC", `  - {name: j, report: weekly, schedule: "0 7 * * Mon", formats: [json], wait: 20m}`)
	c, err := config.Parse(filepath.Join(dir, "config.yaml"), []byte(`
timezone: UTC
sources: [{name: s, kind: csv, path: a.csv, record: incident, columns: {id: id, opened: opened, priority: priority}, max_age: 2d}]
jobs: [{name: j, report: weekly, schedule: "0 7 * * Mon", formats: [json], wait: 20m}]`), nil)
	require.NoError(t, err)
	d.config = c
	d.real = true
	d.begin()
	d.runTo(on("2026-10-05T07:06"))
	assert.Equal(t, []string{"2026-10-05T07:00 planned: It waits until 2026-10-05 07:20 UTC for s, whose newest data are of 2026-10-02 10:00 UTC."}, d.ledger("j"))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.csv"), []byte("id,opened,priority\nINC3,2026-10-04 10:00,P1\n"), 0o600))
	d.runTo(on("2026-10-05T08:00"))
	d.end()
	assert.Equal(t, []string{"2026-10-05T07:00 done: It was due on 2026-10-05 07:00 UTC and was begun on 2026-10-05 07:10 UTC: it waited for late sources."}, d.ledger("j")[:1])
	made, err := os.ReadFile(filepath.Join(dir, "out", "weekly-2026-W40.json"))
	require.NoError(t, err)
	assert.Contains(t, string(made), `"as_of": "2026-10-05T07:00:00+00:00"`, "as of when it was due")
	status, err := d.service.Status(context.Background())
	require.NoError(t, err)
	assert.False(t, status.Leads)
	require.Len(t, status.Jobs, 1)
	assert.Equal(t, on("2026-10-12T07:00"), status.Jobs[0].Next)
	assert.Equal(t, store.RunDone, status.Jobs[0].Last.State)
	require.Len(t, status.Sources, 1)
	assert.Equal(t, on("2026-10-05T07:10"), status.Sources[0].ImportedAt)
}

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}
