package jobs

import (
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/smtptest"
	"nines/internal/store"
)

// A process was killed after it kept that a run failed and before it told anybody: who takes over does, once, and not of
// what is long past.
func TestAlarmsThatNobodyHeardAreRaisedAgain(t *testing.T) {
	p := newPost(t, smtptest.Start(t, smtptest.Options{}), `[{kind: email, to: [a@example.com]}]`, "")
	ctx := t.Context()
	for _, due := range []time.Time{p.now, p.now.Add(-48 * time.Hour)} {
		r := p.run
		r.Due, r.Started = due, due
		claimed, err := p.Store.ClaimRun(ctx, r)
		require.NoError(t, err)
		require.True(t, claimed)
		r.State, r.Reason, r.Ended = store.RunFailed, "The disk is full.", due
		require.NoError(t, p.Store.EndRun(ctx, r))
	}
	s := NewService(p.Runner, ServiceOptions{Log: slog.New(slog.DiscardHandler)})
	for range 2 {
		require.NoError(t, newLoop(s, "me").tellAgain(ctx, p.now.Add(time.Minute)))
		s.alarms.Wait()
	}
	mails := p.smtp.To("ops@example.com")
	require.Len(t, mails, 1)
	assert.Contains(t, mails[0].Data, "The disk is full.")
}
