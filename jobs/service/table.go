package service

import (
	"context"
	"fmt"
	"time"

	"nines/internal/schedule"
	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/ledger"
)

// mostSlots is how many slots of one job are put into the ledger at once; of older ones the program's log tells.
const mostSlots = 5000

// scheduled is a job with its schedule.
type scheduled struct {
	plan     jobs.Plan
	schedule *schedule.Schedule
	covered  time.Time // what was due until then stands in the ledger
}

// install puts the jobs of the configuration into the table where it is another than before. What was due under the
// one before is settled by that.
func (l *loop) install(ctx context.Context, now time.Time) error {
	r, generation := l.current()
	if l.table != nil && generation == l.generation {
		return nil
	}
	for _, s := range l.table {
		if err := l.settle(ctx, s, now); err != nil {
			return err
		}
	}
	words, err := ledger.LoadWords(r.Config)
	if err != nil {
		return err
	}
	l.runner, l.words, l.imports = r, words, &imports{}
	table := []*scheduled{}
	for i := range r.Config.Jobs {
		s, err := scheduledJob(r, r.Config.Jobs[i].Name)
		if err != nil { // `nines check` says so too
			l.options.Log.Warn("a job is left alone", "job", r.Config.Jobs[i].Name, "error", err)
			continue
		}
		table = append(table, s)
	}
	if err := l.remember(ctx, table, now); err != nil {
		return err
	}
	if err := l.hangUp(table); err != nil {
		return err
	}
	l.table, l.generation = table, generation
	return nil
}

// scheduledJob reads a job and its schedule.
func scheduledJob(r *jobs.Runner, job string) (*scheduled, error) {
	p, err := r.Plan(job)
	if err != nil {
		return nil, err
	}
	s, err := schedule.Parse(p.Job.Schedule, r.Config.Timezone)
	if err != nil {
		return nil, err
	}
	return &scheduled{plan: p, schedule: s}, nil
}

func (l *loop) hangUp(table []*scheduled) error {
	all := make(map[string]*schedule.Schedule, len(table))
	for _, s := range table {
		all[s.plan.Job.Name] = s.schedule
	}
	next, err := hang(l.options.Clock, all, l.ring)
	if err != nil {
		return err
	}
	if l.bells != nil {
		l.bells.takeDown()
	}
	l.bells = next
	return nil
}

// remember finds out until when each job is settled, and keeps since when it is known under its schedule. What was due
// under another schedule, that it had when the service last ran, is settled by that.
func (l *loop) remember(ctx context.Context, table []*scheduled, now time.Time) error {
	known, err := l.Store().JobSchedules(ctx)
	if err != nil {
		return err
	}
	before := make(map[string]store.JobSchedule, len(known))
	for _, k := range known {
		before[k.Job] = k
	}
	var all []store.JobSchedule
	for _, s := range table {
		job := s.plan.Job
		is := store.JobSchedule{Job: job.Name, Expression: job.Schedule, Zone: l.runner.Config.Timezone.String(), Since: now}
		if was, ok := before[job.Name]; ok {
			if is, err = l.continued(ctx, s, was, is, now); err != nil {
				return err
			}
		} else {
			s.covered = now
		}
		all = append(all, is)
	}
	return l.Store().SaveJobSchedules(ctx, all)
}

// continued is what is kept of a job that was known, and tells until when it is settled.
func (l *loop) continued(ctx context.Context, s *scheduled, was, is store.JobSchedule, now time.Time) (store.JobSchedule, error) {
	last, err := l.Store().LastDue(ctx, is.Job)
	if err != nil {
		return is, err
	}
	if s.covered = was.Since; last.After(s.covered) {
		s.covered = last
	}
	if was.Expression == is.Expression && was.Zone == is.Zone {
		return was, nil
	}
	if zone, err := time.LoadLocation(was.Zone); err == nil { // a zone that is gone has told nothing
		if earlier, err := schedule.Parse(was.Expression, zone); err == nil {
			old := &scheduled{plan: s.plan, schedule: earlier, covered: s.covered}
			if err := l.settle(ctx, old, now); err != nil {
				return is, err
			}
		}
	}
	s.covered = now
	return is, nil
}

// settle puts what was due of a job until now into the ledger: to be made, or skipped for a reason.
func (l *loop) settle(ctx context.Context, s *scheduled, now time.Time) error {
	slots := s.schedule.Between(s.covered, now, mostSlots)
	if len(slots) == mostSlots {
		l.options.Log.Warn("more was missed than the ledger lists", "job", s.plan.Job.Name, "since", slots[0])
	}
	for _, v := range decide(s.plan.Job, slots, l.up, now) {
		run := dueRun(l.runner, s.plan, v.due, store.CauseSchedule)
		if v.missed {
			run.Cause = store.CauseCatchUp
		}
		if v.skipped != "" {
			run.State, run.Ended = store.RunSkipped, now
			run.Reason = l.words.Text(v.skipped, "now", l.words.Moment(now), "grace", ledger.Length(s.plan.Job.Grace),
				"other", l.words.Moment(v.other), "most", s.plan.Job.CatchUpMost)
			l.options.Log.Info("skipped", "run", l.words.Run(run), "reason", run.Reason)
		}
		if _, err := l.Store().PlanRun(ctx, run); err != nil {
			return fmt.Errorf("plan what is due: %w", err)
		}
	}
	s.covered = now
	return nil
}
