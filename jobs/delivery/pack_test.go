package delivery

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/smtptest"
	"nines/internal/store"
	"nines/jobs"
	"nines/reports/document"
)

// packed makes a pack for each owner.
func (p *post) packed(revision int, owners ...document.Pack) jobs.Made {
	p.t.Helper()
	var made jobs.Made
	for i := range owners {
		one := p.make(revision, 100)
		one.Document.Pack = &owners[i]
		path := filepath.Join(p.dir, one.Document.FileName()+".pdf")
		require.NoError(p.t, os.WriteFile(path, []byte(owners[i].Name), 0o600))
		one.Files = []string{path}
		made.Packs, made.Files = append(made.Packs, one), append(made.Files, path)
	}
	return made
}

var (
	ann = document.Pack{By: "owner", Name: "Ann Lee", Slug: "ann-lee"}
	bo  = document.Pack{By: "owner", Name: "bo@example.com", Slug: "bo-example-com"}
	eve = document.Pack{By: "owner", Name: "Eve", Slug: "eve"}
)

// Each owner gets the own pack: by the recipients, by a name that is an address, or not at all, which is told. Who gets
// all of them gets each as a message of its own.
func TestPacksGoToTheirOwners(t *testing.T) {
	p := newPost(t, smtptest.Start(t, smtptest.Options{}),
		`[{kind: email, to: ["{owner}", all@example.com, "it+{owner}@example.com"], recipients: {ann lee: [ann@example.com, "Deputy <deputy@example.com>"]}},
		{kind: folder, path: "{dir}/handed/{owner}"}]`, ", for_each: owner")
	p.made = p.packed(1, ann, bo, eve)
	p.begin()
	for address, n := range map[string]int{
		"ann@example.com": 1, "deputy@example.com": 1, "bo@example.com": 1, "all@example.com": 3, "it+ann-lee@example.com": 1, "it+eve@example.com": 1,
	} {
		assert.Len(t, p.smtp.To(address), n, address)
	}
	assert.Contains(t, p.smtp.To("ann@example.com")[0].Data, "monthly-owner-ann-lee-2026-10.pdf")
	ids := map[string]bool{}
	for _, d := range p.states() {
		if d.Kind == "email" && d.MessageID != "" {
			assert.False(t, ids[d.MessageID], "one id for two messages")
			ids[d.MessageID] = true
		}
	}
	for _, slug := range []string{"ann-lee", "bo-example-com", "eve"} {
		assert.FileExists(t, filepath.Join(p.dir, "handed", slug, "monthly-owner-"+slug+"-2026-10.pdf"))
	}
	lost := p.states()["{owner} [eve]"]
	assert.Equal(t, store.DeliveryRefused, lost.State)
	assert.Contains(t, lost.Detail, "no mail address is known for Eve")
	assert.Contains(t, p.smtp.To("ops@example.com")[0].Data, "Eve", "the operators are told")
	left, err := p.undelivered(t.Context(), p.run)
	require.NoError(t, err)
	assert.Len(t, left, 1)

	require.NoError(t, p.Deliver(t.Context(), p.run, p.job(), p.made), "once more")
	assert.Len(t, p.smtp.To("all@example.com"), 3, "each once")
}

// What could not be sent is sent later, each pack with its own files, whoever does it.
func TestPackIsTriedAgain(t *testing.T) {
	p := newPost(t, smtptest.Start(t, smtptest.Options{}), `[{kind: email, to: [tempfail@example.com]}]`, ", for_each: owner")
	p.made = p.packed(1, ann, eve)
	p.begin()
	d := p.states()["tempfail@example.com [eve]"]
	require.Equal(t, store.DeliveryPending, d.State)
	out, err := p.loadReport(t.Context(), d)
	require.NoError(t, err)
	assert.Equal(t, "Eve", out.Pack.Name)
	assert.Equal(t, "monthly.owner.eve", out.Message.Report)
	p.now = d.Next
	require.NoError(t, p.Redeliver(t.Context(), p.run))
	assert.Equal(t, 2, p.states()["tempfail@example.com [ann-lee]"].Attempts)
	assert.Equal(t, 2, p.states()["tempfail@example.com [eve]"].Attempts)
}

// A pack that could not be made does not stop the others; the run says that it failed.
func TestOnePackFails(t *testing.T) {
	p := newPost(t, smtptest.Start(t, smtptest.Options{}), `[{kind: email, to: [all@example.com]}]`, ", for_each: owner")
	p.made = p.packed(2, ann)
	p.made.Failed = []jobs.PackFailure{{Pack: eve, Err: errors.New("the disk is full")}}
	p.begin()
	mails := p.smtp.To("all@example.com")
	require.Len(t, mails, 1)
	assert.Contains(t, mails[0].Data, "<monthly-owner-ann-lee.2026-10.r1.", "a revision answers the first of its pack")
	require.EqualError(t, p.made.FailedPacks(), "the pack of Eve: the disk is full")
	assert.Equal(t, 2, p.made.Revision())
}
