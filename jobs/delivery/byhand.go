package delivery

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"nines/internal/itsm"
	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/ledger"
)

// ErrNotAJob says that only a job's report can be delivered.
var ErrNotAJob = errors.New("a report that is no job has nobody to be delivered to: name a job of the configuration")

// ReportAndDeliver makes the report of a job for each of the periods, as Report does, and delivers it. Each is a run of
// its own in the ledger, asked for now. It returns what was not delivered: refused, in doubt, or pending, which a
// service on the same store tries again. imported is what an import before it came to.
func (c Courier) ReportAndDeliver(ctx context.Context, want jobs.ReportRequest, imported []jobs.SourceResult) ([]store.Delivery, error) {
	o, err := c.Order(want)
	if err != nil {
		return nil, err
	}
	if o.Plan.Job == nil {
		return nil, ErrNotAJob
	}
	var undelivered []store.Delivery
	for _, period := range o.Periods {
		run := store.Run{
			Job: o.Plan.Job.Name, Due: o.Now, Cause: store.CauseManual,
			Report: o.Plan.Report.Name, Period: period.Name, Owner: manualOwner(), Started: o.Now, Version: jobs.Version(),
			RunFacts: store.RunFacts{Rows: ledger.RunRows(imported)},
		}
		if run, err = c.claimByHand(ctx, run); err != nil {
			return undelivered, err
		}
		if err := c.runByHand(ctx, run, o, period); err != nil {
			return undelivered, fmt.Errorf("report %s for %s: %w", run.Report, run.Period, err)
		}
		left, err := c.undelivered(ctx, run)
		if err != nil {
			return undelivered, err
		}
		undelivered = append(undelivered, left...)
	}
	return undelivered, nil
}

// claimByHand begins a run at the first instant from its own on that the ledger has none of: several may be asked for
// at once.
func (c Courier) claimByHand(ctx context.Context, run store.Run) (store.Run, error) {
	for {
		claimed, err := c.Store.ClaimRun(ctx, run)
		if claimed || err != nil {
			return run, err
		}
		run.Due = run.Due.Add(time.Millisecond)
	}
}

// runByHand makes and delivers one report.
func (c Courier) runByHand(ctx context.Context, run store.Run, o jobs.Order, period itsm.Period) error {
	tell := o.Left
	o.Left = func(services []string) {
		c.note(ctx, run, "warning", "services without a pack: "+strings.Join(services, ", "))
		if tell != nil {
			tell(services)
		}
	}
	made, err := c.Make(ctx, o, period)
	if err == nil {
		run.Revision, run.Files = made.Revision(), made.Files
		err = errors.Join(c.Deliver(ctx, run, o.Plan.Job, made), made.FailedPacks())
	}
	return c.endManual(ctx, run, err)
}

// endManual keeps how a run by hand ended, also when it was broken off.
func (c Courier) endManual(ctx context.Context, run store.Run, failure error) error {
	run.State, run.Ended = store.RunDone, c.Now()
	if failure != nil {
		run.State, run.Reason = store.RunFailed, ledger.Shorten(failure.Error(), ledger.LongestReason)
	}
	return errors.Join(failure, c.Store.EndRun(context.WithoutCancel(ctx), run))
}

// undelivered lists what of a run has not arrived, as far as anybody knows. Alarms are no part of it.
func (c Courier) undelivered(ctx context.Context, run store.Run) (left []store.Delivery, err error) {
	all, err := c.Store.Deliveries(ctx, store.DeliveryQuery{Job: run.Job, Due: run.Due})
	for _, d := range all {
		if d.State != store.DeliverySent && !IsAlarm(d.Kind) {
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
