package service

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/schedule"
	"nines/internal/store"
	"nines/jobs"
)

// jobsOfYears have every rule of catching up, fixed hours inside the hours that clocks leave out or show twice (London
// 01:00, New York 02:00 and 01:00, half hours on Lord Howe: 02:00 and 01:30), and a leap day.
const jobsOfYears = `
  - {name: early, report: daily, schedule: "30 1 * * *", catch_up: all, catch_up_most: 3, grace: 5d}
  - {name: gap, report: daily, schedule: "15 2 * * *"}
  - {name: none, report: weekly, schedule: "0 22 * * Fri", catch_up: none}
  - {name: weekly, report: weekly, schedule: "0 7 * * Mon", grace: 1h}
  - {name: monthly, report: monthly, schedule: "0 7 1 * *", grace: 20d}
  - {name: leap, report: daily, schedule: "0 12 29 2 *"}
  - {name: changes, report: daily, catch_up: all, grace: 2d, schedule: `

// Two years of simulated time, from 1 December 2026 to 1 December 2028, in which the service is stopped and killed at
// random: every slot stands in the ledger, made once or skipped for a reason.
func TestTwoYears(t *testing.T) {
	if testing.Short() {
		t.Skip("two years take seconds")
	}
	for _, c := range []struct {
		zone    string
		changes string // every hour, or half hour, of the days at which the clocks change, and of some more
		slots   int    // 4 days of 2 months in 2 years; two days lack one slot and two have one more
	}{
		{"Europe/London", `"0 * 26,28,29,31 3,10 *"}`, 16 * 24},
		{"America/New_York", `"0 * 5,7,12,14 3,11 *"}`, 16 * 24},
		{"Australia/Lord_Howe", `"*/30 * 1-4 4,10 *"}`, 16 * 48},
	} {
		t.Run(c.zone, func(t *testing.T) {
			t.Parallel()
			at, err := time.LoadLocation(c.zone)
			require.NoError(t, err)
			start, end := time.Date(2026, 12, 1, 0, 0, 1, 0, at), time.Date(2028, 12, 1, 0, 0, 0, 0, at)
			d := newDesk(t, start.UTC(), c.zone, jobsOfYears+c.changes)
			stops := d.years(end)
			slots := d.accountedFor(start, end)
			// 31 days of December 2026, 365 of 2027, and 335 of 2028 until the end of November, with the leap day.
			assert.Equal(t, 731, slots["early"])
			assert.Equal(t, 731, slots["gap"], "once a day, also where the clocks leave the time out or show it twice")
			assert.Equal(t, 24, slots["monthly"])
			assert.Equal(t, 1, slots["leap"])
			assert.Equal(t, c.slots, slots["changes"])
			t.Logf("%d stops, slots %v, %d imports", stops, slots, d.imports)
		})
	}
}

// years runs the service until the end, and stops it now and then for a while: in peace, or as if it were killed.
func (d *desk) years(end time.Time) (stops int) {
	random := rand.New(rand.NewPCG(7, uint64(len(d.config.Timezone.String()))))
	d.begin()
	for {
		next := d.clock.Now().Add(time.Duration(random.Int64N(int64(40 * 24 * time.Hour))))
		if next.After(end) {
			break
		}
		d.runTo(next)
		stops++
		if random.IntN(3) == 0 {
			d.killInRun()
		} else {
			d.end()
		}
		away := []time.Duration{time.Minute, 3 * time.Hour, 30 * time.Hour, 200 * time.Hour}[random.IntN(4)]
		d.clock.Advance(time.Duration(random.Int64N(int64(away))))
		d.begin()
	}
	d.runTo(end)
	d.end()
	return stops
}

// killInRun lets time pass until the service makes a report, and kills it then.
func (d *desk) killInRun() {
	d.t.Helper()
	begun := make(chan struct{}, 1)
	d.mu.Lock()
	d.report = func(ctx context.Context, _ store.Run) (jobs.Made, error) {
		begun <- struct{}{}
		<-ctx.Done()
		return jobs.Made{}, ctx.Err()
	}
	d.mu.Unlock()
	d.clock.Advance(d.nextDue().Sub(d.clock.Now()))
	select {
	case <-begun:
	case <-time.After(patience):
		d.t.Fatal("nothing is made")
	}
	d.service.Abort()
	d.gone()
	d.mu.Lock()
	d.report = nil
	d.mu.Unlock()
}

// accountedFor holds the ledger against the slots of each job, and counts them.
func (d *desk) accountedFor(start, end time.Time) map[string]int {
	d.t.Helper()
	count := map[string]int{}
	for _, job := range d.config.Jobs {
		s, err := schedule.Parse(job.Schedule, d.config.Timezone)
		require.NoError(d.t, err)
		var want []time.Time
		for due := s.Next(start.Add(-time.Second)); !due.After(end); due = s.Next(due) {
			want = append(want, due.UTC())
		}
		runs, err := d.store.Runs(context.Background(), store.RunQuery{Job: job.Name})
		require.NoError(d.t, err)
		require.Len(d.t, runs, len(want), job.Name)
		for i, due := range want {
			run := runs[len(runs)-1-i]
			require.Equal(d.t, due, run.Due, job.Name)
			made := 0
			if run.State == store.RunDone {
				made = 1
			} else {
				require.Equal(d.t, store.RunSkipped, run.State, "%s %s", job.Name, due)
				require.NotEmpty(d.t, run.Reason)
			}
			require.Equal(d.t, made, d.delivered[slotOf(run)], "%s %s is %s", job.Name, due, run.State)
			require.Equal(d.t, made, d.reported[slotOf(run)])
		}
		count[job.Name] = len(want)
	}
	return count
}
