package main

import (
	"context"
	"path"
	"strconv"
	"strings"
	"time"

	"nines/internal/itsm"
	"nines/internal/store"
	"nines/internal/web"
	"nines/jobs"
	"nines/jobs/service"
)

// ledger shows the status page what the service and its store know.
type ledger struct {
	service *service.Service
	store   *store.Store
	clock   jobs.Clock
}

// Status implements web.Service.
func (l ledger) Status(ctx context.Context) (web.Status, error) {
	status, err := l.service.Status(ctx)
	if err != nil {
		return web.Status{}, err
	}
	shown := web.Status{At: status.At, Leads: status.Leads}
	for _, j := range status.Jobs {
		done, err := l.store.Runs(ctx, store.RunQuery{Job: j.Job, State: store.RunDone, Limit: 1})
		if err != nil {
			return web.Status{}, err
		}
		job := shownJob(j)
		if len(done) > 0 {
			job.LastDone = done[0].Ended
		}
		shown.Jobs = append(shown.Jobs, job)
	}
	for _, s := range status.Sources {
		shown.Sources = append(shown.Sources, shownSource(s))
	}
	return shown, nil
}

func shownJob(j service.JobStatus) web.Job {
	job := web.Job{Name: j.Job, Report: j.Report, Schedule: j.Schedule, Next: j.Next, Deliveries: shownDeliveries(j.Deliveries)}
	if j.Last != nil {
		last := shownRun(*j.Last)
		job.Last = &last
	}
	switch {
	case j.Running != nil:
		current := shownRun(*j.Running)
		job.Current = &current
	case len(j.Waiting) > 0:
		current := shownRun(j.Waiting[0])
		job.Current = &current
	}
	return job
}

func shownSource(s itsm.SourceState) web.Source {
	return web.Source{
		Name: s.Source, Imported: s.ImportedAt, Newest: s.Newest, Read: s.Read, Stored: s.Stored, Replaced: s.Replaced,
		Unchanged: s.Unchanged, Rejected: s.Rejected, Skipped: s.Skipped, Failure: s.Failed,
	}
}

func shownRun(r store.Run) web.Run {
	return web.Run{
		Job: r.Job, Due: r.Due, Cause: string(r.Cause), Report: r.Report, Period: r.Period, State: string(r.State),
		Reason: r.Reason, Started: r.Started, Ended: r.Ended, Attempt: r.Attempt, Revision: r.Revision, Version: r.Version,
	}
}

func shownDeliveries(list []store.Delivery) []web.Delivery {
	shown := make([]web.Delivery, len(list))
	for i, d := range list {
		shown[i] = web.Delivery{
			Job: d.Job, Due: d.Due, Kind: kindOf(d.Kind), Target: d.Target, State: string(d.State), Attempts: d.Attempts,
			Changed: d.Changed, Next: d.Next, Detail: d.Detail, Name: d.Kind, Looked: d.Looked, LookedBy: d.LookedBy,
		}
	}
	return shown
}

// kindOf leaves of an alarm that it is one: the ledger tells what it is about as well.
func kindOf(kind string) string {
	first, _, _ := strings.Cut(kind, " ")
	return first
}

// Runs implements web.Service.
func (l ledger) Runs(ctx context.Context, job string, most int) ([]web.Run, error) {
	runs, err := l.store.Runs(ctx, store.RunQuery{Job: job, Limit: most})
	shown := make([]web.Run, len(runs))
	for i, r := range runs {
		shown[i] = shownRun(r)
	}
	return shown, err
}

// Run implements web.Service.
func (l ledger) Run(ctx context.Context, job string, due time.Time) (web.RunDetail, bool, error) {
	run, known, err := l.store.Run(ctx, job, due)
	if err != nil || !known {
		return web.RunDetail{}, false, err
	}
	detail := web.RunDetail{Run: shownRun(run)}
	for _, r := range run.Rows {
		detail.Rows = append(detail.Rows, web.Source{
			Name: r.Source, Read: r.Read, Stored: r.Stored, Replaced: r.Replaced, Unchanged: r.Unchanged,
			Rejected: r.Rejected, Skipped: r.Skipped, Failure: r.Failure,
		})
	}
	events, err := l.store.RunEvents(ctx, job, due)
	if err != nil {
		return web.RunDetail{}, false, err
	}
	for _, e := range events {
		detail.Log = append(detail.Log, web.LogLine{At: e.At, Level: e.Level, Message: e.Message})
	}
	deliveries, err := l.store.Deliveries(ctx, store.DeliveryQuery{Job: job, Due: due})
	detail.Deliveries = shownDeliveries(deliveries)
	return detail, err == nil, err
}

// Deliveries implements web.Service.
func (l ledger) Deliveries(ctx context.Context, most int) ([]web.Delivery, error) {
	list, err := l.store.Deliveries(ctx, store.DeliveryQuery{Limit: most})
	return shownDeliveries(list), err
}

// Published implements web.Service.
func (l ledger) Published(ctx context.Context) ([]web.Published, error) {
	files, err := l.store.PublishedFiles(ctx, store.FileQuery{})
	if err != nil {
		return nil, err
	}
	var all []web.Published
	for _, f := range files { // those of one revision stand together
		n := len(all) - 1
		if n < 0 || all[n].Report != f.Report || all[n].Period != f.Period || all[n].Revision != f.Revision {
			all = append(all, web.Published{Report: f.Report, Period: f.Period, Revision: f.Revision, At: f.At, AsOf: f.AsOf})
			n++
		}
		all[n].Files = append(all[n].Files, web.File{
			Name: f.Name, Format: f.Format, Size: f.Size, Path: path.Join(f.Report, f.Period, "r"+strconv.Itoa(f.Revision), f.Name),
		})
	}
	return all, nil
}

// Counts implements web.Service.
func (l ledger) Counts(ctx context.Context) (web.Counts, error) {
	counts := web.Counts{Runs: map[web.RunKey]int{}, Deliveries: map[web.DeliveryKey]int{}, ToLookInto: map[web.DeliveryKey]int{}}
	runs, err := l.store.RunCounts(ctx)
	if err != nil {
		return counts, err
	}
	for _, c := range runs {
		counts.Runs[web.RunKey{Job: c.Job, State: string(c.State)}] = c.N
	}
	deliveries, err := l.store.DeliveryCounts(ctx)
	for _, c := range deliveries {
		key := web.DeliveryKey{Kind: kindOf(c.Kind), State: string(c.State)}
		counts.Deliveries[key] += c.N
		if c.State == store.DeliveryRefused || c.State == store.DeliveryDoubtful {
			counts.ToLookInto[key] += c.ToLookInto
		}
	}
	return counts, err
}

// Ready implements web.Service.
func (l ledger) Ready(ctx context.Context) error { return l.store.Ready(ctx) }

// LookedInto implements web.Service.
func (l ledger) LookedInto(ctx context.Context, d web.Delivery, by string) error {
	of := store.Delivery{Job: d.Job, Due: d.Due, Kind: d.Name, Target: d.Target}
	_, err := l.store.LookedIntoDeliveries(ctx, of, by, l.clock())
	return err
}

// RunNow implements web.Service.
func (l ledger) RunNow(ctx context.Context, job, by string) (time.Time, error) {
	return l.service.RunNow(ctx, job, by)
}
