package delivery

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/smtptest"
	"nines/internal/store"
)

func TestAlarmsAreToldOnceAndNotTooOften(t *testing.T) {
	p := newPost(t, smtptest.Start(t, smtptest.Options{}), `[{kind: email, to: [a@example.com]}]`, "")
	ctx := t.Context()
	a := Alarm{Kind: AlarmLate, Job: "pack", Due: p.now, Text: "It should have been done."}
	require.NoError(t, p.TellOperators(ctx, a))
	require.NoError(t, p.TellOperators(ctx, a))
	a.Kind, a.Text = AlarmFailed, "The disk is full."
	require.NoError(t, p.TellOperators(ctx, a))
	require.Len(t, p.smtp.To("ops@example.com"), 2, "each matter once")
	for n := range 40 {
		a.Due = p.now.Add(time.Duration(n+1) * time.Minute)
		require.NoError(t, p.TellOperators(ctx, a))
	}
	mails := p.smtp.To("ops@example.com")
	require.Len(t, mails, alarmsAnHour)
	assert.Contains(t, mails[alarmsAnHour-1].Data, "alarm number 20")
	assert.NotContains(t, mails[alarmsAnHour-2].Data, "alarm number")
	events, err := p.Store.RunEvents(ctx, "pack", a.Due)
	require.NoError(t, err)
	assert.Len(t, events, 2, "the alarm, and that nobody was told of it")
	p.now = p.now.Add(2 * time.Hour)
	a.Due = p.now
	require.NoError(t, p.TellOperators(ctx, a))
	assert.Len(t, p.smtp.To("ops@example.com"), alarmsAnHour+1)

	p.Config.Mail.Operators = nil
	a.Due = p.now.Add(time.Minute)
	require.NoError(t, p.TellOperators(ctx, a), "nobody is named")
	p.Config.Mail = nil
	require.NoError(t, p.TellOperators(ctx, a))
}

// An alarm that cannot be sent is sent later, whoever has the run.
func TestAlarmIsTriedAgain(t *testing.T) {
	p := newPost(t, smtptest.Start(t, smtptest.Options{}), `[{kind: email, to: [a@example.com]}]`, "")
	p.Config.Mail.Operators = []string{"tempfail@example.com"}
	a := Alarm{Kind: AlarmFailed, Job: "pack", Due: p.now, Text: "The disk is full."}
	require.NoError(t, p.TellOperators(t.Context(), a))
	d := p.states()["alarm failed"]
	assert.Equal(t, store.DeliveryPending, d.State)
	p.now = d.Next
	require.NoError(t, p.Redeliver(t.Context(), store.Run{Job: "pack", Due: a.Due}))
	assert.Equal(t, 2, p.states()["alarm failed"].Attempts)
	p.now = p.now.Add(48 * time.Hour)
	require.NoError(t, p.Redeliver(t.Context(), store.Run{Job: "pack", Due: a.Due}))
	assert.Equal(t, store.DeliveryRefused, p.states()["alarm failed"].State)
	assert.Len(t, p.states(), 1, "no alarm tells of an alarm")
}
