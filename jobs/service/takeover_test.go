package service

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
	"nines/internal/smtptest"
	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/delivery"
	"nines/jobs/jobstest"
)

// A process was killed after it kept that a run failed and before it told anybody: who takes over does, once, and not of
// what is long past.
func TestAlarmsThatNobodyHeardAreRaisedAgain(t *testing.T) {
	server := smtptest.Start(t, smtptest.Options{})
	d := newDesk(t, on("2026-11-02T07:00"), "UTC", fmt.Sprintf(`  - {name: pack, report: monthly, schedule: "0 7 2 * *"}
mail: {host: %s, port: %d, security: none, from: n@example.com, operators: [ops@example.com]}`, server.Host, server.Port))
	ctx, now := t.Context(), d.clock.Now()
	var log bytes.Buffer
	for _, due := range []time.Time{now, now.Add(-48 * time.Hour)} {
		r := store.Run{Job: "pack", Due: due, Cause: store.CauseSchedule, Report: "monthly", Owner: "me", Started: due}
		claimed, err := d.store.ClaimRun(ctx, r)
		require.NoError(t, err)
		require.True(t, claimed)
		r.State, r.Reason, r.Ended = store.RunFailed, "The disk is full.", due
		require.NoError(t, d.store.EndRun(ctx, r))
	}
	s := New(&jobs.Runner{Config: d.config, Store: d.store, Progress: jobstest.NoProgress{}}, Options{Clock: d.clock, Log: slog.New(slog.NewTextHandler(&log, nil))})
	for range 2 {
		require.NoError(t, newLoop(s, "me").tellAgain(ctx, now.Add(time.Minute)))
		s.alarms.Wait()
	}
	mails := server.To("ops@example.com")
	require.Len(t, mails, 1)
	assert.Contains(t, mails[0].Data, "The disk is full.")
	assert.Equal(t, 1, strings.Count(log.String(), "The disk is full."), "once in the log of the program")
}

// Of deliveries of one run the operators were told of one when the process was killed: they are told of the others, once,
// and not of those that somebody has looked into.
func TestDeliveriesThatNobodyHeardOfAreToldAgain(t *testing.T) {
	server := smtptest.Start(t, smtptest.Options{})
	d := newDesk(t, on("2026-11-02T07:00"), "UTC", fmt.Sprintf(`  - {name: pack, report: monthly, schedule: "0 7 2 * *"}
mail: {host: %s, port: %d, security: none, from: n@example.com, operators: [ops@example.com]}`, server.Host, server.Port))
	ctx, now := t.Context(), d.clock.Now()
	claimed, err := d.store.ClaimRun(ctx, store.Run{Job: "pack", Due: now, Cause: store.CauseSchedule, Report: "monthly", Owner: "me", Started: now})
	require.NoError(t, err)
	require.True(t, claimed)
	for target, state := range map[string]store.DeliveryState{
		"told@example.com": "doubtful", "second@example.com": "doubtful", "third@example.com": "doubtful",
		"looked@example.com": "doubtful", "refused@example.com": "refused", "sent@example.com": "sent",
	} {
		v := store.Delivery{Job: "pack", Due: now, Kind: "email", Target: target, Changed: now}
		require.NoError(t, d.store.PlanDeliveries(ctx, "report", []byte("{}"), v))
		begun, err := d.store.BeginDelivery(ctx, v, "me")
		require.NoError(t, err)
		require.True(t, begun)
		v.State, v.Detail = state, "the connection was lost"
		require.NoError(t, d.store.EndDelivery(ctx, v))
	}
	about := func(target string) store.Delivery {
		return store.Delivery{Job: "pack", Due: now, Kind: "email", Target: target}
	}
	n, err := d.store.LookedIntoDeliveries(ctx, about("looked@example.com"), "anna", now)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	s := New(&jobs.Runner{Config: d.config, Store: d.store, Progress: jobstest.NoProgress{}}, Options{Clock: d.clock})
	s.raise(ctx, delivery.DeliveryAlarm(delivery.AlarmDoubtful, about("told@example.com")))
	s.alarms.Wait()
	for range 2 {
		require.NoError(t, newLoop(s, "me").tellAgain(ctx, now.Add(time.Minute)))
		s.alarms.Wait()
	}
	var mails []string
	for _, m := range server.To("ops@example.com") {
		mails = append(mails, strings.Join(strings.Fields(strings.ReplaceAll(m.Data, "=\r\n", "")), " "))
	}
	require.Len(t, mails, 3)
	all := strings.Join(mails[1:], "\n")
	for _, target := range []string{"second", "third", "refused"} {
		assert.Equal(t, 1, strings.Count(all, target+"@example.com: the connection was lost"), target)
	}
	assert.NotContains(t, all, "told@example.com")
	assert.NotContains(t, all, "looked@example.com")
	assert.NotContains(t, all, "sent@example.com")
}

// What a process that is gone was doing is done again; what it was sending is written again, or in doubt.
func TestTakingOver(t *testing.T) {
	ctx := context.Background()
	d := newDesk(t, on("2026-10-05T06:59"), "UTC", `  - {name: j, report: daily, schedule: "0 * * * *"}`)
	d.begin()
	d.runTo(on("2026-10-05T07:30"))
	d.end()
	r := store.Run{Job: "j", Due: on("2026-10-05T08:00"), Cause: store.CauseSchedule, Report: "daily", Owner: "dead", Started: on("2026-10-05T08:00")}
	claimed, err := d.store.ClaimRun(ctx, r)
	require.NoError(t, err)
	require.True(t, claimed)
	for _, kind := range []config.DeliveryKind{config.Email, config.Folder, config.Webhook} {
		v := store.Delivery{Job: "j", Due: r.Due, Kind: string(kind), Target: "to", Changed: r.Due}
		require.NoError(t, d.store.PlanDeliveries(ctx, "report", []byte("{}"), v))
		begun, err := d.store.BeginDelivery(ctx, v, "dead")
		require.NoError(t, err)
		require.True(t, begun)
	}
	d.clock.Advance(40 * time.Minute)
	d.begin()
	d.runTo(on("2026-10-05T08:30"))
	d.end()
	assert.Equal(t, "2026-10-05T08:00 done: It was due on 2026-10-05 08:00 UTC and was begun on 2026-10-05 08:10 UTC: the service was not running when it was due.",
		d.ledger("j")[1])
	deliveries, err := d.store.Deliveries(ctx, store.DeliveryQuery{})
	require.NoError(t, err)
	states := map[string]store.DeliveryState{}
	for _, v := range deliveries {
		states[v.Kind] = v.State
	}
	assert.Equal(t, map[string]store.DeliveryState{"email": "doubtful", "folder": "pending", "webhook": "doubtful"}, states)
	require.Len(t, d.alarmed(), 2)
	assert.Equal(t, delivery.AlarmDoubtful, d.alarmed()[0].Kind)
}

// A run during which the program ends each time is given up.
func TestARunThatKills(t *testing.T) {
	d := newDesk(t, on("2026-10-05T06:59"), "UTC", `  - {name: j, report: daily, schedule: "0 7 * * *"}`)
	d.report = func(ctx context.Context, _ store.Run) (jobs.Made, error) {
		d.service.Abort() // as if it were killed
		<-ctx.Done()
		return jobs.Made{}, ctx.Err()
	}
	d.begin()
	d.settled()
	d.clock.Advance(time.Minute)
	d.gone()
	for range mostAttempts - 1 {
		d.begin()
		d.gone()
	}
	assert.Equal(t, []string{"2026-10-05T07:00 running"}, d.ledger("j"))
	d.begin()
	d.runTo(on("2026-10-05T08:00"))
	d.end()
	assert.Equal(t, []string{"2026-10-05T07:00 failed: It was begun 3 times, and each time the program ended before it was done."}, d.ledger("j"))
}
