package service

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"nines/internal/config"
	"nines/internal/store"
	"nines/jobs/delivery"
	"nines/jobs/ledger"
)

// takeOver takes over what processes that are gone left: runs that they were making, and deliveries. What was being
// sent to a folder is written again, as a file appears whole or not at all; of what else was being sent nobody knows
// whether it arrived.
func (l *loop) takeOver(ctx context.Context, now time.Time) error {
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
			l.raise(ctx, delivery.Alarm{Kind: delivery.AlarmDoubtful, Job: d.Job, Due: d.Due, Text: d.Target + ": " + d.Detail})
		}
	}
	return nil
}

// matters is how many runs and deliveries are looked at whether their alarms were raised.
const matters = 200

// tellAgain raises the alarms about what failed, or became doubtful, whose process ended before it could: their run's log
// says nothing of them.
func (l *loop) tellAgain(ctx context.Context, now time.Time) error {
	if l.options.Alarm != nil {
		return nil // who is told otherwise keeps no such log
	}
	failed, err := l.Store().Runs(ctx, store.RunQuery{State: store.RunFailed, Limit: matters})
	if err != nil {
		return err
	}
	doubtful, err := l.Store().Deliveries(ctx, store.DeliveryQuery{State: store.DeliveryDoubtful, Limit: matters})
	if err != nil {
		return err
	}
	var alarms []delivery.Alarm
	for _, run := range failed {
		if now.Sub(run.Ended) < delivery.GiveUpAfter {
			alarms = append(alarms, delivery.Alarm{Kind: delivery.AlarmFailed, Job: run.Job, Due: run.Due, Text: run.Reason})
		}
	}
	for _, d := range doubtful {
		if now.Sub(d.Changed) < delivery.GiveUpAfter {
			alarms = append(alarms, delivery.Alarm{Kind: delivery.AlarmDoubtful, Job: d.Job, Due: d.Due, Text: d.Target + ": " + d.Detail})
		}
	}
	for _, a := range alarms {
		events, err := l.Store().RunEvents(ctx, a.Job, a.Due)
		if err != nil {
			return err
		}
		begins := delivery.AlarmLine(delivery.Alarm{Kind: a.Kind})
		if !slices.ContainsFunc(events, func(e store.RunEvent) bool { return strings.HasPrefix(e.Message, begins) }) {
			l.raise(ctx, a)
		}
	}
	return nil
}
