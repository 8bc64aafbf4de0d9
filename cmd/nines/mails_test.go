package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const mailConfig = `
timezone: Europe/London
sources:
  - name: mails
    kind: eml
    path: inbox
    record: change
    columns: {service: service, actual_start: start, actual_end: end, risk: risk, responsible: from, plan: plan, class: x-class}
`

// Mails of a tool that can only send some become changes: their id, title and date come by themselves.
func TestMailsAsChanges(t *testing.T) {
	dir := project(t, map[string]string{
		"config.yaml": mailConfig, "inbox/readme.txt": "no mail",
		"inbox/b.EML": "Message-ID: <2@ci>\nDate: Mon, 02 Nov 2026 06:00:00 +0000\nFrom: Ann <ann@example.com>\nSubject: =?utf-8?Q?Caf=C3=A9?= deployed\nX-Class: Standard\n\n" +
			"Hello,\n\nService: fx\nStart: 2026-11-02 05:30\nEnd: 2026-11-02 05:45\nRisk: Low\n",
		"inbox/a.eml": "Message-ID: <1@ci>\nDate: Sun, 01 Nov 2026 06:00:00 +0000\nSubject: older\n\nService: fx\nStart: 2026-11-01 05:30\n",
		"inbox/c.eml": "Subject: nobody knows which\n\nService: fx\n",
	})
	got := nines(t, dir, "check")
	assert.Contains(t, got.out, "source mails: ok, change from", got.err)
	got = nines(t, dir, "import")
	assert.Equal(t, exitIncomplete, got.status)
	assert.Equal(t, "mails: read 3, stored 2, replaced 0, unchanged 0, rejected 1, skipped 0\n", got.out)
	assert.Contains(t, got.err, `no message has the field "plan"`)
	rejected, err := filepath.Glob(filepath.Join(dir, "out", "rejected", "mails-*.csv"))
	require.NoError(t, err)
	require.Len(t, rejected, 1)
	text, err := os.ReadFile(rejected[0])
	require.NoError(t, err)
	assert.Contains(t, string(text), "inbox,3,")
	assert.Contains(t, string(text), ",c.eml,")
	got = nines(t, dir, "import")
	assert.Equal(t, "mails: read 3, stored 0, replaced 0, unchanged 2, rejected 1, skipped 0\n", got.out)

	got = nines(t, dir, "changes", "--service", "fx", "--json")
	require.Equal(t, exitDone, got.status, got.err)
	var f figures
	require.NoError(t, json.Unmarshal([]byte(got.out), &f))
	for key, want := range map[string]any{
		"title": "Caf\u00e9 deployed", "start": "2026-11-02T05:30:00Z", "end": "2026-11-02T05:45:00Z", "risk": "low", "class": "standard",
	} {
		assert.Equal(t, want, f.at(t, "changes/id=2@ci/"+key), key)
	}
	assert.Len(t, f["changes"], 1)
}

// Several mails about one change are its versions, in the order of their dates, whatever their names.
func TestMailsAboutOneChange(t *testing.T) {
	dir := project(t, map[string]string{
		"config.yaml": `
sources:
  - {name: mails, kind: eml, path: "inbox/*.eml", record: change, columns: {id: change, service: service, actual_start: start, outcome: outcome}}
`,
		"inbox/1.eml": "Message-ID: <2@ci>\nDate: Mon, 02 Nov 2026 06:00:00 +0000\nSubject: done\n\nChange: CHG7\nService: fx\nStart: 2026-11-02 05:30\nOutcome: failed\n",
		"inbox/2.eml": "Message-ID: <1@ci>\nDate: Sun, 01 Nov 2026 06:00:00 +0000\nSubject: begun\n\nChange: CHG7\nService: fx\nStart: 2026-11-02 05:30\n",
	})
	got := nines(t, dir, "import")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Equal(t, "mails: read 2, stored 1, replaced 1, unchanged 0, rejected 0, skipped 0\n", got.out)
	got = nines(t, dir, "changes")
	assert.Contains(t, got.out, "failed   done")
}

func TestFoldersWithoutMails(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": mailConfig, "inbox/readme.txt": "no mail"})
	got := nines(t, dir, "import")
	assert.Equal(t, exitIncomplete, got.status)
	assert.Contains(t, got.err, "ends in .eml; for other names write a glob such as")
}

func TestInitSaysWhatToDoWithMails(t *testing.T) {
	dir := project(t, map[string]string{"a.eml": "Subject: x\n\ny\n"})
	got := nines(t, dir, "init", "a.eml")
	assert.Equal(t, exitUsage, got.status)
	assert.Contains(t, got.err, "it is a mail: write a source with kind: eml")
}
