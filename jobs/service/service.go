// Package service makes the reports of jobs when they are due, each once, and keeps on delivering them.
package service

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/jonboulle/clockwork"

	"nines/internal/config"
	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/delivery"
	"nines/jobs/ledger"
)

// Options are what a service can be told. The zero value will do.
type Options struct {
	Clock clockwork.Clock // nil: the machine's
	Log   *slog.Logger    // nil: nothing is logged
	Owner string          // names this process in the ledger; empty: by host and process id
	// Beat is how often the ledger is looked at for what others put there; 0: every five seconds.
	Beat time.Duration
	// Alarm tells the operators; nil: by mail, as the configuration says.
	Alarm func(context.Context, delivery.Alarm) error
}

// Service makes the reports of jobs when they are due, each once. The ledger in the store is its memory and its queue:
// what was due and is not over stands there as planned, and whoever leads makes it. Of several processes on one store
// only the leader may run one; the ledger's unique row holds where two believe that they lead.
//
// One run is made at a time: a report may take all the memory that a small machine has, and SQLite has one writer.
type Service struct {
	options Options
	steps   steps
	rung    chan struct{}  // there is something to look at
	alarms  sync.WaitGroup // that are being told

	mu         sync.Mutex
	runner     *jobs.Runner // replaced as a whole, never changed
	generation int          // of its configuration
	terms      int          // how often it has run
	abort      context.CancelFunc
	idle       func(now, wake time.Time) // told when nothing is left to do until wake; nil: nobody. For tests
}

// New makes a service of what a runner does. It reads the service's clock from now on.
func New(r *jobs.Runner, options Options) *Service {
	if options.Clock == nil {
		options.Clock = clockwork.NewRealClock()
	}
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	if options.Owner == "" {
		host, _ := os.Hostname() // unknown: the process id has to do
		options.Owner = fmt.Sprintf("%s-%d", host, os.Getpid())
	}
	if options.Beat == 0 {
		options.Beat = 5 * time.Second
	}
	s := &Service{options: options, steps: realSteps(options.Log), rung: make(chan struct{}, 1)}
	s.replace(r, r.Config)
	return s
}

// replace puts a runner in place that has the configuration.
func (s *Service) replace(r *jobs.Runner, c *config.Config) {
	next := *r
	next.Config, next.Clock = c, s.options.Clock.Now
	s.mu.Lock()
	defer s.mu.Unlock()
	s.runner = &next
	s.generation++
}

func (s *Service) current() (*jobs.Runner, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.runner, s.generation
}

// now is the instant, as precise as the ledger keeps it.
func (s *Service) now() time.Time { return s.options.Clock.Now().UTC().Truncate(time.Millisecond) }

// ring has the ledger looked at.
func (s *Service) ring() {
	select {
	case s.rung <- struct{}{}:
	default: // it has been rung already
	}
}

// Run makes what is due until the context ends; then it begins nothing more and returns when the run that is being
// made is over, which takes no longer than the run's time limit. Abort ends it at once. Only who leads may call it: what
// other processes left unfinished is taken over. It may be called again when it has returned.
func (s *Service) Run(ctx context.Context) error {
	work, abort := context.WithCancel(context.WithoutCancel(ctx))
	defer abort()
	owner, err := s.begin(abort)
	if err != nil {
		return err
	}
	defer s.end()
	defer s.alarms.Wait()
	newLoop(s, owner).run(ctx, work)
	return nil
}

// begin marks the service as running, and names its owner: one of its own each time, as what an earlier one left
// unfinished is taken over like another's.
func (s *Service) begin(abort context.CancelFunc) (owner string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.abort != nil {
		return "", errors.New("the service is running already")
	}
	s.abort = abort
	s.terms++
	return fmt.Sprintf("%s-%d-%d", s.options.Owner, s.options.Clock.Now().UnixMilli(), s.terms), nil
}

func (s *Service) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.abort = nil
}

// Running tells whether the service makes what is due, so that this process leads.
func (s *Service) Running() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.abort != nil
}

// Abort ends Run at once. What was being made stays unfinished in the ledger, for the next who leads: it is for a
// leader who leads no more, and for users who don't want to wait.
func (s *Service) Abort() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.abort != nil {
		s.abort()
	}
}

// Reload puts another configuration in place. A run that is being made goes on with the old one. The store stays.
func (s *Service) Reload(c *config.Config) {
	r, _ := s.current()
	s.replace(r, c)
	s.ring()
}

// RunNow asks for a run of the job as of now, and tells the instant that names it in the ledger. by is who asks. Where
// one that was asked for still waits, it is that. The process that leads makes it within a beat.
func (s *Service) RunNow(ctx context.Context, job, by string) (due time.Time, err error) {
	r, _ := s.current()
	p, err := r.Plan(job)
	if err != nil {
		return time.Time{}, err
	}
	if p.Job == nil {
		return time.Time{}, &jobs.UnknownNameError{What: "job", Name: job, Known: jobNames(r)}
	}
	waiting, err := r.Store.Runs(ctx, store.RunQuery{Job: job, State: store.RunPlanned})
	if err != nil {
		return time.Time{}, err
	}
	for _, run := range waiting {
		if run.Cause == store.CauseManual {
			return run.Due, nil
		}
	}
	w, err := ledger.LoadWords(r.Config)
	if err != nil {
		return time.Time{}, err
	}
	run := dueRun(r, p, s.now(), store.CauseManual)
	run.Reason = w.Text("service.asked", "by", jobs.Shown(by))
	if _, err := r.Store.PlanRun(ctx, run); err != nil {
		return time.Time{}, err
	}
	s.ring()
	return run.Due, nil
}
