package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/smtptest"
)

// delivering is a project whose job delivers to the addresses, through a mail server that wants a password.
func delivering(t *testing.T, server *smtptest.Server, to string) string {
	t.Helper()
	config := replaceOnce(small, "jobs:", fmt.Sprintf(`mail: {host: %s, port: %d, from: nines@example.com, username: nines, password_file: secret, ca_file: %s, operators: [ops@example.com]}
jobs:
  - {name: pack, report: weekly, schedule: "0 7 * * Mon", formats: [pdf, json], deliver: [{kind: email, to: [%s]}, {kind: folder, path: handed}]}`,
		server.Host, server.Port, server.CAFile, to))
	return project(t, map[string]string{
		"config.yaml": config, "secret": "hunter2\n",
		"incidents.csv": smallHeader + "I2,FX,fine,P1,2026-10-14T09:00:00Z,,,,,\n",
	})
}

func TestRunDelivers(t *testing.T) {
	options := smtptest.Options{StartTLS: true, Mechanisms: []string{"PLAIN"}, User: "nines", Password: "hunter2"}
	server := smtptest.Start(t, options)
	dir := delivering(t, server, "a@example.com, b@example.com")
	got := nines(t, dir, "run", "pack", "--period", "2026-W42,2026-W43", "--deliver")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Len(t, server.To("a@example.com"), 2, "a mail for each period")
	assert.Len(t, server.To("b@example.com"), 2)
	for _, name := range []string{"weekly-2026-W42.pdf", "weekly-2026-W42.json", "weekly-2026-W43.pdf"} {
		assert.FileExists(t, filepath.Join(dir, "handed", name))
		assert.Contains(t, got.out, filepath.Join("out", name))
	}

	got = nines(t, dir, "run", "weekly", "--deliver")
	assert.Equal(t, exitUsage, got.status, "nobody is told to whom")
	assert.Contains(t, got.err, "name a job")
}

// What does not arrive is told, and is no success; no secret is.
func TestRunTellsWhatDidNotArrive(t *testing.T) {
	server := smtptest.Start(t, smtptest.Options{StartTLS: true, Mechanisms: []string{"LOGIN"}, User: "nines", Password: "hunter2"})
	dir := delivering(t, server, "a@example.com, reject@example.com, tempfail@example.com, drop@example.com")
	got := nines(t, dir, "run", "pack", "--period", "2026-W42", "--deliver")
	assert.Equal(t, exitIncomplete, got.status, got.err)
	for _, text := range []string{
		"email reject@example.com: refused: ", "550", "email tempfail@example.com: not delivered yet", "451",
		"email drop@example.com: doubtful: ", "done, but not wholly: 3 of the deliveries",
	} {
		assert.Contains(t, got.err, text)
	}
	assert.Len(t, server.To("a@example.com"), 1)
	assert.Len(t, server.To("ops@example.com"), 2)

	got = nines(t, dir, "status", "--check")
	assert.Equal(t, exitIncomplete, got.status)
	assert.Contains(t, got.err, "need attention: 2")
	run := "pack@" + clock().UTC().Format(time.RFC3339)
	for _, wrong := range [][]string{{"--looked-into", "pack", "--by", "x"}, {"--looked-into", "pack@2020-01-01", "--by", "x"}, {"--looked-into", run, "--by", ""}} {
		assert.Equal(t, exitUsage, nines(t, dir, append([]string{"status"}, wrong...)...).status, wrong)
	}
	got = nines(t, dir, "status", "--looked-into", run, "--by", "A.\nOsei")
	require.Equal(t, exitDone, got.status, got.err)
	assert.Equal(t, "looked into: 2\n", got.out)
	got = nines(t, dir, "status", "--check")
	assert.Equal(t, exitDone, got.status, got.err)
	assert.Contains(t, got.out, "; looked into by A. Osei, ")
	assert.Contains(t, nines(t, dir, "status", "--json").out, `"looked_into_by": "A. Osei"`)

	require.NoError(t, os.WriteFile(filepath.Join(dir, "secret"), []byte("hunter3\n"), 0o600))
	got = nines(t, dir, "run", "pack", "--period", "2026-W43", "--deliver")
	assert.Equal(t, exitIncomplete, got.status, "the mail server wants another password")
	assert.False(t, strings.Contains(got.err+got.out, "hunter"))
}
