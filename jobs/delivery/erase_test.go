package delivery

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/smtptest"
	"nines/internal/store"
	"nines/jobs"
)

// A name is erased while a report that tells of it waits to be sent: what is sent then has the pseudonym, and the
// files that held the name are gone.
func TestErasureReachesWhatWaits(t *testing.T) {
	const to = `[{kind: email, to: [zebedee.quist@example.com]}]`
	p := newPost(t, &smtptest.Server{Host: "localhost", Port: 1}, to, "") // nobody listens
	ctx := t.Context()
	p.made = p.making(1, []byte("%PDF"))
	p.made.Document.Message = "Zebedee Quist restored it."
	p.begin()
	require.NoError(t, p.TellOperators(ctx, Alarm{Kind: AlarmFailed, Job: "pack", Due: p.run.Due, Text: "No column zebedee QUIST."}))
	require.NotEmpty(t, filesBelow(t, filepath.Join(p.dir, "out")))

	done, err := p.Erase(ctx, jobs.EraseRequest{Spellings: []string{"Zebedee Quist"}, Files: true})
	require.NoError(t, err)
	assert.Equal(t, map[string]int{store.KeptTarget: 1}, done.Kept, "it is still to be sent there")
	assert.Equal(t, []string{"zebedee.quist@example.com"}, done.Configured)
	assert.Empty(t, filesBelow(t, filepath.Join(p.dir, "out")), "a PDF file cannot be searched")
	for _, name := range []string{reportMessage, "alarm failed"} {
		content, err := p.Store.Message(ctx, "pack", p.run.Due, name)
		require.NoError(t, err)
		assert.NotContains(t, strings.ToLower(string(content)), "quist", name)
		assert.Contains(t, string(content), done.Pseudonym, name)
	}

	p.smtp = smtptest.Start(t, smtptest.Options{})
	p.configure(to, "")
	p.now = p.now.Add(time.Hour)
	require.NoError(t, p.Redeliver(ctx, p.run))
	assert.Empty(t, p.smtp.To("zebedee.quist@example.com"), "its file is gone")
	assert.Equal(t, store.DeliveryRefused, p.states()["zebedee.quist@example.com"].State)
	alarms := p.smtp.To("ops@example.com")
	require.Len(t, alarms, 2, "the one that waited, and that of the refusal")
	assert.Contains(t, alarms[0].Data, done.Pseudonym)

	again, err := p.Erase(ctx, jobs.EraseRequest{Spellings: []string{"Zebedee Quist"}})
	require.NoError(t, err)
	assert.Empty(t, again.Kept)
	assert.NotContains(t, p.states(), "zebedee.quist@example.com")
}
