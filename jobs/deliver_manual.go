package jobs

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"nines/internal/itsm"
	"nines/internal/store"
)

// ErrNotAJob says that only a job's report can be delivered.
var ErrNotAJob = errors.New("a report that is no job has nobody to be delivered to: name a job of the configuration")

// IsJob tells whether the configuration has a job of that name.
func (r *Runner) IsJob(name string) bool { return r.configured(name) != nil }

// ReportAndDeliver makes the report of a job for each of the periods, as Report does, and delivers it. Each is a run of
// its own in the ledger, asked for now. It returns what was not delivered: refused, in doubt, or pending, which a
// service on the same store tries again. imported is what an import before it came to.
func (r *Runner) ReportAndDeliver(ctx context.Context, want ReportRequest, imported []SourceResult) ([]store.Delivery, error) {
	o, err := r.order(want)
	if err != nil {
		return nil, err
	}
	if o.plan.job == nil {
		return nil, ErrNotAJob
	}
	defer collectSeldom()()
	var undelivered []store.Delivery
	for _, period := range o.periods {
		run := store.Run{
			Job: o.plan.job.Name, Due: o.now, Cause: store.CauseManual,
			Report: o.plan.report.Name, Period: period.Name, Owner: manualOwner(), Started: o.now, Version: Version(),
			RunFacts: store.RunFacts{Rows: runRows(imported)},
		}
		if run, err = r.claimByHand(ctx, run); err != nil {
			return undelivered, err
		}
		if err := r.runByHand(ctx, run, o, period); err != nil {
			return undelivered, fmt.Errorf("report %s for %s: %w", run.Report, run.Period, err)
		}
		left, err := r.undelivered(ctx, run)
		if err != nil {
			return undelivered, err
		}
		undelivered = append(undelivered, left...)
	}
	return undelivered, nil
}

// claimByHand begins a run at the first instant from its own on that the ledger has none of: several may be asked for
// at once.
func (r *Runner) claimByHand(ctx context.Context, run store.Run) (store.Run, error) {
	for {
		claimed, err := r.Store.ClaimRun(ctx, run)
		if claimed || err != nil {
			return run, err
		}
		run.Due = run.Due.Add(time.Millisecond)
	}
}

// runByHand makes and delivers one report.
func (r *Runner) runByHand(ctx context.Context, run store.Run, o order, period itsm.Period) error {
	made, err := r.one(ctx, o.plan, period, o.asOf, o.now, o.want)
	if err == nil {
		run.Revision, run.Files = made.Document.Revision, made.Files
		err = r.Deliver(ctx, run, o.plan.job, made)
	}
	return r.endManual(ctx, run, err)
}

// endManual keeps how a run by hand ended, also when it was broken off.
func (r *Runner) endManual(ctx context.Context, run store.Run, failure error) error {
	run.State, run.Ended = store.RunDone, r.now()
	if failure != nil {
		run.State, run.Reason = store.RunFailed, cutText(failure.Error(), longestReason)
	}
	return errors.Join(failure, r.Store.EndRun(context.WithoutCancel(ctx), run))
}

// undelivered lists what of a run has not arrived, as far as anybody knows. Alarms are no part of it.
func (r *Runner) undelivered(ctx context.Context, run store.Run) (left []store.Delivery, err error) {
	all, err := r.Store.Deliveries(ctx, store.DeliveryQuery{Job: run.Job, Due: run.Due})
	for _, d := range all {
		if d.State != store.DeliverySent && !isAlarm(d.Kind) {
			left = append(left, d)
		}
	}
	return left, err
}

// manualOwner names this process in the ledger.
func manualOwner() string {
	host, _ := os.Hostname() // unknown: the process id has to do
	return fmt.Sprintf("%s-%d-run", host, os.Getpid())
}

// runRows is what an import counted, as the ledger keeps it.
func runRows(results []SourceResult) []store.RunRows {
	var list []store.RunRows
	for _, s := range results {
		rows := store.RunRows{
			Source: s.Source, Read: s.Counts.Read, Stored: s.Counts.Stored, Replaced: s.Counts.Replaced,
			Unchanged: s.Counts.Unchanged, Rejected: s.Counts.Rejected, Skipped: s.Counts.Skipped,
		}
		if s.Err != nil {
			rows.Failure = cutText(s.Err.Error(), longestReason)
		}
		list = append(list, rows)
	}
	return list
}
