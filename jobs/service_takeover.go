package jobs

import (
	"context"
	"errors"
	"time"

	"nines/internal/config"
	"nines/internal/store"
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
	sending, err := s.Deliveries(ctx, store.DeliveryQuery{State: store.DeliverySending})
	if err != nil {
		return err
	}
	r, _ := l.current()
	words, err := r.wording()
	if err != nil {
		return err
	}
	for _, d := range sending {
		d.State, d.Changed, d.Detail = store.DeliveryDoubtful, now, words.words.Text("service.doubtful")
		if d.Kind == string(config.Folder) || isAlarm(d.Kind) {
			d.State, d.Detail = store.DeliveryPending, ""
		}
		if err := s.EndDelivery(ctx, d); err != nil && !errors.Is(err, store.ErrNotOurs) {
			return err
		}
		if d.State == store.DeliveryDoubtful {
			l.raise(ctx, Alarm{Kind: AlarmDoubtful, Job: d.Job, Due: d.Due, Text: d.Target + ": " + d.Detail})
		}
	}
	return nil
}
