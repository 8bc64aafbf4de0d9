package service

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
	"nines/internal/schedule"
	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/delivery"
	"nines/jobs/jobstest"
	"nines/jobs/ledger"
	"nines/reports/document"
)

// patience is how long a test waits for what takes milliseconds: the machine may be busy.
const patience = time.Minute

// desk is a service on a clock of the test's and a real store, of which the steps of a run are the test's.
type desk struct {
	t        *testing.T
	clock    *clockwork.FakeClock
	config   *config.Config
	location string
	store    *store.Store
	service  *Service
	told     chan struct{} // there is news in idle
	stop     context.CancelFunc
	ended    chan error
	begun    int  // services
	real     bool // the steps of a run are the real ones

	mu        sync.Mutex
	idle      told // what the service told last
	imports   int
	pruned    int
	total     int          // of what was delivered
	reported  map[slot]int // how often a report was made, to its end
	delivered map[slot]int
	reasons   map[slot]string // what the run said when it was delivered
	alarms    []delivery.Alarm
	tries     []time.Time                                                 // of deliveries that failed
	redeliver func(context.Context, *jobs.Runner, store.Run) error        // nil: none is expected
	late      []string                                                    // the sources that are
	report    func(ctx context.Context, run store.Run) (jobs.Made, error) // nil: it is made at once
}

type told struct{ now, wake time.Time }

func newDesk(t *testing.T, start time.Time, zone, jobs string) *desk {
	t.Helper()
	d := &desk{
		t: t, clock: clockwork.NewFakeClockAt(start), told: make(chan struct{}, 1),
		reported: map[slot]int{}, delivered: map[slot]int{}, reasons: map[slot]string{},
	}
	d.config = d.parse(zone, jobs)
	d.location = "sqlite:" + filepath.Join(t.TempDir(), "nines.db")
	d.open()
	t.Cleanup(func() { require.NoError(t, d.store.Close()) })
	return d
}

func (d *desk) open() {
	d.t.Helper()
	var err error
	d.store, err = store.Open(context.Background(), d.location)
	require.NoError(d.t, err)
}

func (d *desk) parse(zone, jobs string) *config.Config {
	d.t.Helper()
	c, err := config.Parse("config.yaml", []byte("timezone: "+zone+`
sources: [{name: s, kind: csv, path: a.csv, record: incident, columns: {id: id}, max_age: 1d}]
jobs:
`+jobs), nil)
	require.NoError(d.t, err)
	return c
}

// begin starts a service, as another process would.
func (d *desk) begin() {
	d.t.Helper()
	d.begun++
	d.service = New(&jobs.Runner{Config: d.config, Store: d.store, Progress: jobstest.NoProgress{}}, Options{
		Clock: d.clock, Owner: fmt.Sprintf("process %d", d.begun), Beat: 24 * time.Hour,
		Alarm: func(_ context.Context, a delivery.Alarm) error {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.alarms = append(d.alarms, a)
			return nil
		},
	})
	if !d.real {
		d.service.steps = d.steps()
	}
	d.service.idle = d.tell
	ctx, stop := context.WithCancel(context.Background())
	d.stop, d.ended = stop, make(chan error, 1)
	go func() { d.ended <- d.service.Run(ctx) }()
}

// tell keeps the latest that the service told.
func (d *desk) tell(now, wake time.Time) {
	d.mu.Lock()
	d.idle = told{now, wake}
	d.mu.Unlock()
	select {
	case d.told <- struct{}{}:
	default:
	}
}

// end stops the service and waits until it has.
func (d *desk) end() {
	d.t.Helper()
	d.stop()
	d.gone()
}

func (d *desk) gone() {
	d.t.Helper()
	select {
	case err := <-d.ended:
		require.NoError(d.t, err)
	case <-time.After(patience):
		d.t.Fatal("the service does not end")
	}
	d.tell(time.Time{}, time.Time{})
}

func (d *desk) steps() steps {
	return steps{
		load: func(context.Context, *jobs.Runner) ([]jobs.SourceResult, error) {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.imports++
			return []jobs.SourceResult{{Source: "s", Counts: store.Counts{Read: 3, Unchanged: 3}}}, nil
		},
		late: func(context.Context, *jobs.Runner, store.Run, ledger.Words) ([]string, error) {
			d.mu.Lock()
			defer d.mu.Unlock()
			return d.late, nil
		},
		report: func(ctx context.Context, _ *jobs.Runner, run store.Run, _ func([]string)) (jobs.Made, error) {
			d.mu.Lock()
			make := d.report
			d.mu.Unlock()
			made := jobs.Made{Document: &document.Document{Revision: 1}, Files: []string{"out/" + run.Job}}
			if make != nil {
				var err error
				if made, err = make(ctx, run); err != nil {
					return made, err
				}
			}
			d.mu.Lock()
			defer d.mu.Unlock()
			d.reported[slotOf(run)]++
			return made, nil
		},
		redeliver: func(ctx context.Context, r *jobs.Runner, run store.Run) error {
			d.mu.Lock()
			d.tries = append(d.tries, d.clock.Now().UTC())
			fails := d.redeliver
			d.mu.Unlock()
			return fails(ctx, r, run)
		},
		prune: func(ctx context.Context, s *Service, r *jobs.Runner) error {
			d.mu.Lock()
			d.pruned++
			d.mu.Unlock()
			return s.pruneNow(ctx, r)
		},
		deliver: func(_ context.Context, _ *jobs.Runner, run store.Run, _ *config.Job, _ jobs.Made) error {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.delivered[slotOf(run)]++
			d.total++
			d.reasons[slotOf(run)] = run.Reason
			return nil
		},
	}
}

// settled waits until the service has done all that there is to do now, and tells until when.
func (d *desk) settled() (wake time.Time) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		d.mu.Lock()
		idle := d.idle
		d.mu.Unlock()
		if !idle.now.Before(d.clock.Now().Truncate(time.Millisecond)) {
			// The bells are hung up again, and the service has its own alarm clock.
			require.NoError(d.t, d.clock.BlockUntilContext(ctx, len(d.config.Jobs)+1))
			return idle.wake
		}
		select {
		case <-d.told:
		case <-time.After(5 * time.Second): // on a busy machine the clock went on before a bell was hung up: the service looks anyway
			d.service.ring()
		case <-ctx.Done():
			d.t.Fatalf("the service is not settled at %s", d.clock.Now())
		}
	}
}

// look has the service look at the ledger, and waits until it has done what there is to do.
func (d *desk) look() {
	d.t.Helper()
	d.tell(time.Time{}, time.Time{})
	d.service.ring()
	d.settled()
}

// until lets minutes pass until something is so, while runs may be going on.
func (d *desk) until(so func() bool) {
	d.t.Helper()
	for range 5000 {
		if so() {
			return
		}
		d.clock.Advance(time.Minute)
		time.Sleep(2 * time.Millisecond)
	}
	d.t.Fatal("it does not come about")
}

// untilFailed lets minutes pass until a run has failed.
func (d *desk) untilFailed() {
	d.t.Helper()
	d.until(func() bool {
		return slices.ContainsFunc(d.alarmed(), func(a delivery.Alarm) bool { return a.Kind == delivery.AlarmFailed })
	})
	d.look()
}

// runTo lets time pass, from one instant at which something happens to the next.
func (d *desk) runTo(end time.Time) {
	d.t.Helper()
	for {
		next := sooner(d.settled(), d.nextDue())
		if !next.Before(end) {
			break
		}
		d.clock.Advance(next.Sub(d.clock.Now()))
	}
	d.clock.Advance(end.Sub(d.clock.Now()))
	d.service.ring()         // perhaps nothing happens then
	d.tell(end, d.settled()) // once more, for the next call
}

func (d *desk) nextDue() (next time.Time) {
	for _, s := range d.schedules() {
		next = sooner(next, s.Next(d.clock.Now()))
	}
	return next
}

func (d *desk) schedules() map[string]*schedule.Schedule {
	all := map[string]*schedule.Schedule{}
	for _, j := range d.config.Jobs {
		s, err := schedule.Parse(j.Schedule, d.config.Timezone)
		require.NoError(d.t, err)
		all[j.Name] = s
	}
	return all
}

// ledger lists the runs of a job as "2026-10-05T07:00 done reason", the first due first, in UTC.
func (d *desk) ledger(job string) []string {
	d.t.Helper()
	runs, err := d.store.Runs(context.Background(), store.RunQuery{Job: job})
	require.NoError(d.t, err)
	var lines []string
	for i := len(runs) - 1; i >= 0; i-- {
		r := runs[i]
		line := fmt.Sprintf("%s %s", r.Due.Format("2006-01-02T15:04"), r.State)
		if r.Reason != "" {
			line += ": " + r.Reason
		}
		lines = append(lines, line)
	}
	return lines
}

func (d *desk) alarmed() []delivery.Alarm {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]delivery.Alarm(nil), d.alarms...)
}

// on reads an instant.
var on = jobstest.On
