package service

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"nines/internal/config"
	"nines/internal/store"
	"nines/internal/wholefile"
	"nines/jobs/delivery"
	"nines/jobs/ledger"
)

// takeOver takes over what processes that are gone left: runs that they were making, and deliveries. What was being
// sent to a folder is written again, as a file appears whole or not at all; of what else was being sent nobody knows
// whether it arrived.
func (l *loop) takeOver(ctx context.Context, now time.Time) error {
	l.sweep()
	s := l.Store()
	if err := s.AdoptRuns(ctx, l.owner); err != nil {
		return err
	}
	taken, err := s.TakeOverRuns(ctx, l.owner, now)
	l.taken = append(l.taken, taken...) // those before an error are ours too
	if err != nil {
		return err
	}
	if err := l.tellAgain(ctx, now); err != nil {
		return err
	}
	sending, err := s.Deliveries(ctx, store.DeliveryQuery{State: store.DeliverySending})
	if err != nil {
		return err
	}
	r, _ := l.current()
	words, err := ledger.LoadWords(r.Config)
	if err != nil {
		return err
	}
	for _, d := range sending {
		d.State, d.Changed, d.Detail = store.DeliveryDoubtful, now, words.Text("service.doubtful")
		if d.Kind == string(config.Folder) || delivery.IsAlarm(d.Kind) {
			d.State, d.Detail = store.DeliveryPending, ""
		}
		if err := s.EndDelivery(ctx, d); err != nil && !errors.Is(err, store.ErrNotOurs) {
			return err
		}
		if d.State == store.DeliveryDoubtful {
			l.raise(ctx, delivery.DeliveryAlarm(delivery.AlarmDoubtful, d))
		}
	}
	return nil
}

// sweep removes the files that processes which were killed left half written below the output. That it cannot stops
// nothing.
func (l *loop) sweep() {
	r, _ := l.current()
	swept, err := wholefile.Sweep(r.Config.Output, l.up)
	if len(swept) > 0 {
		l.options.Log.Info("removed what was left half written", "files", len(swept))
	}
	if err != nil {
		l.options.Log.Warn("what was left half written could not be removed", "error", err)
	}
}

// matters is how many runs and deliveries are looked at whether their alarms were raised.
const matters = 200

// tellAgain raises the alarms about what failed, was refused or became doubtful, whose process ended before it could.
func (l *loop) tellAgain(ctx context.Context, now time.Time) error {
	if l.options.Alarm != nil {
		return nil // who is told otherwise keeps no such log
	}
	if err := l.tellOfRuns(ctx, now); err != nil {
		return err
	}
	for state, kind := range map[store.DeliveryState]delivery.AlarmKind{
		store.DeliveryRefused: delivery.AlarmRefused, store.DeliveryDoubtful: delivery.AlarmDoubtful,
	} {
		list, err := l.Store().Deliveries(ctx, store.DeliveryQuery{State: state, Limit: matters})
		if err != nil {
			return err
		}
		untold := map[slot][]store.Delivery{} // by run
		for _, d := range list {
			if d.Told.IsZero() && d.ToLookInto() && !delivery.IsAlarm(d.Kind) && now.Sub(d.Changed) < delivery.GiveUpAfter {
				of := slot{d.Job, d.Due.UnixMilli()}
				untold[of] = append(untold[of], d)
			}
		}
		for _, about := range untold {
			l.raise(ctx, delivery.DeliveryAlarm(kind, about...))
		}
	}
	return nil
}

// tellOfRuns raises the alarms about runs that failed and whose log has none.
func (l *loop) tellOfRuns(ctx context.Context, now time.Time) error {
	failed, err := l.Store().Runs(ctx, store.RunQuery{State: store.RunFailed, Limit: matters})
	if err != nil {
		return err
	}
	for _, run := range failed {
		if now.Sub(run.Ended) >= delivery.GiveUpAfter {
			continue
		}
		events, err := l.Store().RunEvents(ctx, run.Job, run.Due)
		if err != nil {
			return err
		}
		begins := delivery.Alarm{Kind: delivery.AlarmFailed}.Line()
		if !slices.ContainsFunc(events, func(e store.RunEvent) bool { return strings.HasPrefix(e.Message, begins) }) {
			l.raise(ctx, delivery.Alarm{Kind: delivery.AlarmFailed, Job: run.Job, Due: run.Due, Text: run.Reason})
		}
	}
	return nil
}
