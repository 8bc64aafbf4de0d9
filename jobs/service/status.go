package service

import (
	"context"
	"errors"
	"time"

	"nines/internal/itsm"
	"nines/internal/store"
	"nines/jobs"
)

// Status is how the jobs and the sources stand.
type Status struct {
	At      time.Time
	Leads   bool        // this process makes what is due; false where it only reads
	Jobs    []JobStatus // in the order of the configuration
	Sources []itsm.SourceState
}

// JobStatus is how one job stands.
type JobStatus struct {
	Job      string
	Report   string // its name, or the file of one's own
	Schedule string
	Next     time.Time   // when it is due next, in the business time zone; zero: never
	Last     *store.Run  // the last run that is over, skipped ones left out; nil: none
	Running  *store.Run  // nil: it is not being made
	Waiting  []store.Run // the first due first
	// Deliveries are those of the last run.
	Deliveries []store.Delivery
	Err        error // why it is left alone; nil: it is not
}

// ReadStatus reads how the jobs and the sources of a configuration stand. It needs no service that runs.
func ReadStatus(ctx context.Context, r *jobs.Runner) (status Status, err error) {
	status.At = r.Now()
	for i := range r.Config.Jobs {
		job, err := jobStatus(ctx, r, r.Config.Jobs[i].Name, status.At)
		if err != nil {
			return status, err
		}
		job.Report, job.Schedule = r.Config.Jobs[i].Report, r.Config.Jobs[i].Schedule
		status.Jobs = append(status.Jobs, job)
	}
	snapshot, err := r.Store.Snapshot(ctx, status.At)
	if err != nil {
		return status, err
	}
	defer func() { err = errors.Join(err, snapshot.Close()) }()
	status.Sources, err = snapshot.Sources(ctx)
	return status, err
}

func jobStatus(ctx context.Context, r *jobs.Runner, name string, now time.Time) (JobStatus, error) {
	status := JobStatus{Job: name}
	s, err := scheduledJob(r, name)
	if status.Err = err; err == nil {
		status.Next = s.schedule.Next(now)
	}
	for _, state := range []store.RunState{store.RunDone, store.RunFailed} {
		runs, err := r.Store.Runs(ctx, store.RunQuery{Job: name, State: state, Limit: 1})
		if err != nil {
			return status, err
		}
		if len(runs) > 0 && (status.Last == nil || runs[0].Due.After(status.Last.Due)) {
			status.Last = &runs[0]
		}
	}
	if status.Last != nil {
		if status.Deliveries, err = r.Store.Deliveries(ctx, store.DeliveryQuery{Job: name, Due: status.Last.Due}); err != nil {
			return status, err
		}
	}
	running, err := r.Store.Runs(ctx, store.RunQuery{Job: name, State: store.RunRunning, Limit: 1})
	if err != nil {
		return status, err
	}
	if len(running) > 0 {
		status.Running = &running[0]
	}
	planned, err := r.Store.Runs(ctx, store.RunQuery{Job: name, State: store.RunPlanned})
	for i := len(planned) - 1; i >= 0; i-- {
		status.Waiting = append(status.Waiting, planned[i])
	}
	return status, err
}

// Status reads how the jobs and the sources stand, and whether this process leads.
func (s *Service) Status(ctx context.Context) (Status, error) {
	r, _ := s.current()
	status, err := ReadStatus(ctx, r)
	status.Leads = s.Running()
	return status, err
}
