package service

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/delivery"
)

// undelivered puts a run into the ledger that another process made, with a delivery that is to be tried at 07:20.
func (d *desk) undelivered(kind string) {
	ctx := context.Background()
	due := on("2026-10-05T07:00")
	r := store.Run{Job: "j", Due: due, Cause: store.CauseSchedule, Report: "daily", Owner: "dead", Started: due}
	_, err := d.store.ClaimRun(ctx, r)
	require.NoError(d.t, err)
	r.State, r.Ended = store.RunDone, due
	require.NoError(d.t, d.store.EndRun(ctx, r))
	require.NoError(d.t, d.store.PlanDeliveries(ctx, "report", []byte("{}"), store.Delivery{
		Job: "j", Due: due, Kind: kind, Target: "x@example.com", Next: on("2026-10-05T07:20"), Changed: due,
	}))
}

// deliverAt sends what is pending of a run once the time has come; before it asks for another try ten minutes later.
func deliverAt(d *desk, when string) func(context.Context, *jobs.Runner, store.Run) error {
	return func(ctx context.Context, r *jobs.Runner, run store.Run) error {
		all, err := r.Store.Deliveries(ctx, store.DeliveryQuery{Job: run.Job, Due: run.Due})
		if err != nil {
			return err
		}
		for _, v := range all {
			begun, err := r.Store.BeginDelivery(ctx, v, run.Owner)
			if err != nil || !begun {
				return errors.Join(err, errors.New("it is another's"))
			}
			now := d.clock.Now()
			v.State, v.Next, v.Changed = store.DeliveryPending, now.Add(10*time.Minute), now
			if !now.Before(on(when)) {
				v.State, v.Next = store.DeliverySent, time.Time{}
			}
			if err := r.Store.EndDelivery(ctx, v); err != nil {
				return err
			}
		}
		return nil
	}
}

// What could not be delivered is tried again when its time has come, also by another process than the one that made it;
// what is not delivered in time raises an alarm, once.
func TestDeliveriesAreTriedAgain(t *testing.T) {
	d := newDesk(t, on("2026-10-05T07:10"), "UTC", `  - {name: j, report: daily, schedule: "0 7 * * *", timeout: 14m}`)
	d.undelivered(string(config.Email))
	d.redeliver = deliverAt(d, "2026-10-05T07:40")
	d.begin()
	d.runTo(on("2026-10-05T09:00"))
	d.end()
	assert.Equal(t, []time.Time{on("2026-10-05T07:20"), on("2026-10-05T07:30"), on("2026-10-05T07:40")}, d.tries)
	require.Len(t, d.alarmed(), 1)
	assert.Equal(t, delivery.Alarm{
		Kind: delivery.AlarmLate, Job: "j", Due: on("2026-10-05T07:00"),
		Text: "It is made, and should have been delivered by 2026-10-05 07:25 UTC; that is still being tried.",
	}, d.alarmed()[0])
}

// Where runs wait all the time, as each takes longer than the time between two, what could not be delivered is tried
// again all the same, and the nightly pruning takes place: after one run at most.
func TestRunsThatWaitStarveNothing(t *testing.T) {
	d := newDesk(t, on("2026-10-05T07:10"), "UTC", `  - {name: j, report: daily, schedule: "* * * * *", catch_up: all, timeout: 1h}`)
	d.undelivered(string(config.Email))
	d.redeliver = deliverAt(d, "2026-10-05T07:40")
	d.report = func(context.Context, store.Run) (jobs.Made, error) {
		d.clock.Advance(150 * time.Second)
		return jobs.Made{}, nil
	}
	d.begin()
	d.settled()
	d.clock.Advance(time.Minute)
	require.Eventually(t, func() bool {
		d.mu.Lock()
		defer d.mu.Unlock()
		return len(d.tries) == 3 && d.pruned > 0
	}, patience, time.Millisecond, "it is tried until it is delivered")
	d.end()
	for i, when := range []string{"07:20", "07:30", "07:40"} {
		late := d.tries[i].Sub(on("2026-10-05T" + when))
		assert.LessOrEqual(t, late, time.Duration(i+1)*5*time.Minute, "after a run or two, counted from a try that was itself late")
	}
	waiting, err := d.store.Runs(context.Background(), store.RunQuery{State: store.RunPlanned})
	require.NoError(t, err)
	assert.Greater(t, len(waiting), 10, "runs wait")
}

// A try that fails as the ledger does is repeated after a minute, not at once, and an alarm that waits raises none.
func TestTriesThatFail(t *testing.T) {
	d := newDesk(t, on("2026-10-05T07:10"), "UTC", `  - {name: j, report: daily, schedule: "0 7 * * *", timeout: 1m}`)
	d.undelivered("alarm failed")
	d.redeliver = func(context.Context, *jobs.Runner, store.Run) error {
		if len(d.tries) == 2 {
			panic("the next try is made")
		}
		return errors.New("the ledger is away")
	}
	d.begin()
	d.runTo(on("2026-10-05T07:23"))
	d.end()
	assert.Equal(t, []time.Time{
		on("2026-10-05T07:20"), on("2026-10-05T07:21"), on("2026-10-05T07:22"), on("2026-10-05T07:23"),
	}, d.tries)
	assert.Empty(t, d.alarmed())
}
