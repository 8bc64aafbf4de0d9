package service

import (
	"time"

	"nines/internal/config"
	"nines/internal/store"
	"nines/jobs"
)

const (
	// A slot so shortly before the service started, as when another process took the lead, is not missed.
	takeoverTime = time.Minute
	// Nor is one of which the service, though it ran, was told so late: its store was busy.
	busyTime = time.Hour
)

// dueRun is a run of a job that is due at the instant.
func dueRun(r *jobs.Runner, p jobs.Plan, due time.Time, cause store.RunCause) store.Run {
	return store.Run{
		Job: p.Job.Name, Due: due.UTC(), Cause: cause, Report: p.Report.Name, Period: r.UsualPeriod(p.Report, due).Name,
		State: store.RunPlanned, Version: jobs.Version(),
	}
}

// verdict says what becomes of a slot: an instant at which a job was due.
type verdict struct {
	due     time.Time
	missed  bool   // nobody ran when it was due
	skipped string // the key of the words that say why it is not made; empty: it is
	other   time.Time
}

// decide says what becomes of a job's slots, ascending, of which nothing is known at the instant now. The service has
// been running since up.
func decide(job *config.Job, slots []time.Time, up, now time.Time) []verdict {
	all := make([]verdict, len(slots))
	var wanted []*verdict
	for i, due := range slots {
		v := &all[i]
		v.due = due
		v.missed = due.Before(up.Add(-takeoverTime))
		late, limit := now.Sub(due), job.Grace
		if !v.missed {
			limit = max(limit, busyTime)
		}
		switch {
		case late > limit:
			v.skipped = "service.skipped.grace"
		case v.missed && job.CatchUp == config.CatchUpNone:
			v.skipped = "service.skipped.none"
		default:
			wanted = append(wanted, v)
		}
	}
	keep, why := len(wanted), "service.skipped.latest"
	switch job.CatchUp {
	case config.CatchUpLatest, config.CatchUpNone: // of what was due while it ran, though it was told late
		keep = min(keep, 1)
	case config.CatchUpAll:
		keep, why = min(keep, job.CatchUpMost), "service.skipped.most"
	}
	for _, v := range wanted[:len(wanted)-keep] {
		v.skipped, v.other = why, wanted[len(wanted)-1].due
	}
	return all
}
