package service

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/ledger"
)

// What is being made when the service is told to end is made to its end; nothing more is begun.
func TestDraining(t *testing.T) {
	d := newDesk(t, on("2026-10-05T06:59"), "UTC", `
  - {name: a, report: daily, schedule: "0 7 * * *"}
  - {name: b, report: daily, schedule: "0 7 * * *"}`)
	begun, release := make(chan struct{}, 2), make(chan struct{})
	d.report = func(ctx context.Context, _ store.Run) (jobs.Made, error) {
		begun <- struct{}{}
		select {
		case <-release:
		case <-ctx.Done():
		}
		return jobs.Made{}, ctx.Err()
	}
	d.begin()
	d.settled()
	d.clock.Advance(time.Minute)
	<-begun
	d.stop()
	select {
	case <-d.ended:
		t.Fatal("it did not wait")
	case <-time.After(20 * time.Millisecond):
	}
	assert.True(t, d.service.Running())
	close(release)
	d.gone()
	assert.False(t, d.service.Running())
	assert.Equal(t, []string{"2026-10-05T07:00 done"}, d.ledger("a"))
	assert.Equal(t, []string{"2026-10-05T07:00 planned"}, d.ledger("b"))
	d.clock.Advance(10 * time.Minute)
	d.begin()
	d.runTo(on("2026-10-05T07:20"))
	d.end()
	assert.Contains(t, d.ledger("b")[0], "2026-10-05T07:00 done")
}

// A run that fails as the store went away is made when it is back.
func TestAStoreThatComesBack(t *testing.T) {
	d := newDesk(t, on("2026-10-05T06:59"), "UTC", `  - {name: j, report: daily, schedule: "0 7 * * *"}`)
	d.report = func(context.Context, store.Run) (jobs.Made, error) {
		return jobs.Made{}, fmt.Errorf("read incidents: %w", &net.OpError{Op: "read", Err: net.ErrClosed})
	}
	d.begin()
	d.runTo(on("2026-10-05T07:07"))
	assert.Equal(t, []string{"2026-10-05T07:00 planned: It waits for the store, which could not be reached."}, d.ledger("j"))
	d.mu.Lock()
	d.report = nil
	d.mu.Unlock()
	d.runTo(on("2026-10-05T07:30"))
	d.end()
	assert.Equal(t, []string{"2026-10-05T07:00 done: It was due on 2026-10-05 07:00 UTC and was begun on 2026-10-05 07:08 UTC: the store could not be reached."}, d.ledger("j"))
	assert.Empty(t, d.alarmed())
	runs, err := d.store.Runs(context.Background(), store.RunQuery{})
	require.NoError(t, err)
	assert.Equal(t, 1, runs[0].Attempt, "what waited is no attempt")
}

// What becomes of slots, by the rule of the job and whether the service ran.
func TestDecide(t *testing.T) {
	now := on("2026-10-05T12:00")
	hours := func(list ...float64) (slots []time.Time) {
		for _, h := range list {
			slots = append(slots, now.Add(-time.Duration(h*float64(time.Hour))))
		}
		return slots
	}
	const grace, none, latest, most, made = "service.skipped.grace", "service.skipped.none", "service.skipped.latest", "service.skipped.most", ""
	day := 24 * time.Hour
	for name, c := range map[string]struct {
		job   config.Job
		up    float64 // since so many hours
		slots []time.Time
		want  []string
	}{
		"nothing":                       {config.Job{CatchUp: config.CatchUpLatest, Grace: day}, 0, nil, nil},
		"on time":                       {config.Job{CatchUp: config.CatchUpNone}, 9, hours(0), []string{made}},
		"on time, told late":            {config.Job{CatchUp: config.CatchUpNone}, 9, hours(0.9), []string{made}},
		"told too late":                 {config.Job{CatchUp: config.CatchUpLatest}, 9, hours(1.1), []string{grace}},
		"shortly before the start":      {config.Job{CatchUp: config.CatchUpNone, Grace: day}, 0.5, hours(0.51), []string{made}},
		"at the end of its grace":       {config.Job{CatchUp: config.CatchUpLatest, Grace: 2 * time.Hour}, 0, hours(2), []string{made}},
		"after it":                      {config.Job{CatchUp: config.CatchUpLatest, Grace: 2 * time.Hour}, 0, hours(2.01), []string{grace}},
		"the latest is within":          {config.Job{CatchUp: config.CatchUpLatest, Grace: 2 * time.Hour}, 0, hours(3, 2, 1), []string{grace, latest, made}},
		"one on time takes their place": {config.Job{CatchUp: config.CatchUpLatest, Grace: day}, 0, hours(2, 1, 0), []string{latest, latest, made}},
		"none":                          {config.Job{CatchUp: config.CatchUpNone, Grace: day}, 0.5, hours(2, 1, 0), []string{none, none, made}},
		"all": {
			config.Job{CatchUp: config.CatchUpAll, CatchUpMost: 2, Grace: 4 * time.Hour},
			0, hours(5, 4, 3, 2),
			[]string{grace, most, made, made},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, v := range decide(&c.job, c.slots, now.Add(-time.Duration(c.up*float64(time.Hour))), now) {
				got = append(got, v.skipped)
			}
			assert.Equal(t, c.want, got)
		})
	}
}

// Each word that the service says is there.
func TestNoWordOfTheServiceIsMissing(t *testing.T) {
	w, err := ledger.LoadWords(&config.Config{Locale: "en-GB"})
	require.NoError(t, err)
	found := 0
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, file := range files {
		code, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, key := range regexp.MustCompile(`"(service\.[a-z_.]+)"`).FindAllStringSubmatch(string(code), -1) {
			assert.True(t, w.Has(key[1]), key[1])
			found++
		}
	}
	assert.Greater(t, found, 20)
}
