package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/smtptest"
	"nines/internal/store"
)

// mailed makes the job of a folder send its report to several, and to the folder "sent".
const mailed = `    deliver:
      - {kind: email, to: [a@example.com, b@example.com, c@example.com]}
      - {kind: folder, path: sent}
`

func mailsBy(port int) string {
	return fmt.Sprintf("mail: {host: localhost, port: %d, from: n@example.com, security: none, operators: [ops@example.com]}\n", port)
}

// parcel is a report on its way to one reader: the slot is the instant of which the attached report is.
type parcel struct {
	slot int64
	to   string
}

// arrived counts the reports that the server was sent.
func arrived(t *testing.T, server *smtptest.Server) map[parcel]int {
	t.Helper()
	counted := map[parcel]int{}
	for _, m := range server.Messages() {
		if m.To != "ops@example.com" {
			counted[parcel{attachedAsOf(t, m.Data), m.To}]++
		}
	}
	return counted
}

// attachedAsOf is the instant of which the attached JSON is.
func attachedAsOf(t *testing.T, text string) int64 {
	t.Helper()
	message, err := mail.ReadMessage(strings.NewReader(text))
	require.NoError(t, err)
	_, params, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	require.NoError(t, err)
	parts := multipart.NewReader(message.Body, params["boundary"])
	for {
		part, err := parts.NextPart()
		require.NoError(t, err, "no report is attached")
		if !strings.HasPrefix(part.Header.Get("Content-Disposition"), "attachment") {
			continue
		}
		data, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, part))
		require.NoError(t, err)
		var report struct {
			AsOf time.Time `json:"as_of"`
		}
		require.NoError(t, json.Unmarshal(data, &report))
		return report.AsOf.Unix()
	}
}

// assertDeliveredOnce asserts that each of the runs has each of its deliveries once: what is marked as sent arrived once,
// what is in doubt at most once, and nothing arrived beside these. It returns how many are in doubt.
func assertDeliveredOnce(t *testing.T, s *store.Store, server *smtptest.Server, runs []store.Run) (doubtful int) {
	t.Helper()
	got := arrived(t, server)
	sent, total := 0, 0
	for _, run := range runs {
		all, err := s.Deliveries(context.Background(), store.DeliveryQuery{Job: run.Job, Due: run.Due})
		require.NoError(t, err)
		places := map[string]int{}
		for _, d := range all {
			n := got[parcel{run.Due.Unix(), d.Target}]
			switch {
			case strings.HasPrefix(d.Kind, "alarm"):
				continue
			case d.Kind == "folder":
				assert.Equal(t, store.DeliverySent, d.State, "%s %s", run.Due, d.Detail)
			case d.State == store.DeliverySent:
				sent++
				assert.Equal(t, 1, n, "%s to %s", run.Due, d.Target)
			case assert.Equal(t, store.DeliveryDoubtful, d.State, "%s to %s: %s", run.Due, d.Target, d.Detail):
				doubtful++
				assert.LessOrEqual(t, n, 1, "%s to %s", run.Due, d.Target)
			}
			places[d.Kind]++
		}
		if run.State == store.RunDone {
			assert.Equal(t, map[string]int{"email": 3, "folder": 1}, places, run.Due)
		}
	}
	for _, n := range got {
		total += n
	}
	assert.GreaterOrEqual(t, total, sent, "what is marked as sent arrived")
	assert.LessOrEqual(t, total, sent+doubtful, "nothing arrived that is not in the ledger, and nothing twice")
	return doubtful
}

// hasAlarm tells whether the log of a run has an alarm of the kind.
func hasAlarm(t *testing.T, s *store.Store, run store.Run, kind string) bool {
	t.Helper()
	events, err := s.RunEvents(context.Background(), run.Job, run.Due)
	require.NoError(t, err)
	return slices.ContainsFunc(events, func(e store.RunEvent) bool { return strings.HasPrefix(e.Message, "alarm; kind: "+kind) })
}
