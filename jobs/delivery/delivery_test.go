package delivery

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
	"nines/internal/smtptest"
	"nines/internal/store"
	"nines/internal/wholefile"
	"nines/jobs"
	"nines/jobs/jobstest"
	"nines/reports/document"
)

// post is a runner on a clock of the test's and a real store, with a mail server and a job that delivers.
type post struct {
	Courier
	t    *testing.T
	smtp *smtptest.Server
	now  time.Time
	dir  string
	run  store.Run
	made jobs.Made
}

// newPost makes a job of which deliver is the list; {dir} and {url} stand for a folder and a web address.
func newPost(t *testing.T, smtp *smtptest.Server, deliverTo, more string) *post {
	t.Helper()
	p := &post{t: t, smtp: smtp, now: on("2026-11-02T07:00"), dir: t.TempDir()}
	p.Runner = &jobs.Runner{Clock: func() time.Time { return p.now }, Progress: jobstest.NoProgress{}}
	p.configure(deliverTo, more)
	var err error
	p.Store, err = store.Open(t.Context(), "sqlite:"+filepath.Join(p.dir, "nines.db"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, p.Store.Close()) })
	p.run = store.Run{
		Job: "pack", Due: p.now, Cause: store.CauseSchedule, Report: "monthly", Period: "2026-10", Owner: "me", Started: p.now,
	}
	p.made = p.make(1, 1000)
	return p
}

func (p *post) configure(deliverTo, more string) {
	p.t.Helper()
	c, err := config.Parse(filepath.Join(p.dir, "config.yaml"), fmt.Appendf(nil, `
timezone: Europe/London
sources: [{name: s, kind: csv, path: a.csv, record: incident, columns: {id: id}}]
mail: {host: %s, port: %d, security: none, from: "Nines <nines@example.com>", operators: ["Ops <ops@example.com>"]}
jobs: [{name: pack, report: monthly, schedule: "0 7 2 * *", grace: 1h, deliver: %s%s}]
`, p.smtp.Host, p.smtp.Port, strings.ReplaceAll(deliverTo, "{dir}", p.dir), more), nil)
	require.NoError(p.t, err)
	p.Config = c
}

// make is a report of a revision with one file.
func (p *post) make(revision, size int) jobs.Made { return p.making(revision, make([]byte, size)) }

// making is a report of a revision with one file of that content.
func (p *post) making(revision int, content []byte) jobs.Made {
	path := filepath.Join(p.dir, "monthly-2026-10.pdf")
	require.NoError(p.t, wholefile.Write(path, func(w io.Writer) error { _, err := w.Write(content); return err }))
	doc := &document.Document{
		Report: "monthly", Title: "Monthly service report", Organisation: "Example Bank", Message: "All met.", Revision: revision,
		Period:   document.Period{Name: "2026-10", From: on("2026-10-01T00:00"), To: on("2026-11-01T00:00")},
		Sections: []document.Section{{Name: "overview", Figures: map[string]any{"met": map[string]int{"n": 2, "of": 2}}}},
	}
	return jobs.Made{Document: doc, Files: []string{path}}
}

func (p *post) job() *config.Job { return &p.Config.Jobs[0] }

// begin claims the run, and delivers what it made.
func (p *post) begin() {
	p.t.Helper()
	claimed, err := p.Store.ClaimRun(p.t.Context(), p.run)
	require.NoError(p.t, err)
	require.True(p.t, claimed)
	require.NoError(p.t, p.Deliver(p.t.Context(), p.run, p.job(), p.made))
	p.run.State, p.run.Ended = store.RunDone, p.now
	require.NoError(p.t, p.Store.EndRun(p.t.Context(), p.run))
}

// states tells how the deliveries stand, by target; those of alarms by "alarm" and their kind.
func (p *post) states() map[string]store.Delivery {
	p.t.Helper()
	all, err := p.Store.Deliveries(p.t.Context(), store.DeliveryQuery{})
	require.NoError(p.t, err)
	list := map[string]store.Delivery{}
	for _, d := range all {
		if IsAlarm(d.Kind) {
			kind := strings.Fields(d.Kind)
			list["alarm "+kind[1]] = d
			continue
		}
		list[d.Target] = d
	}
	return list
}

func TestDeliverEverywhereOnce(t *testing.T) {
	var mu sync.Mutex
	var hooks []string
	web := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		hooks = append(hooks, string(body))
	}))
	defer web.Close()
	hook := fmt.Sprintf(`{kind: webhook, url: "%s/a?token=hunter2", secret: hunter2}, {kind: webhook, url: "%s/b?token=hunter2"}`, web.URL, web.URL)
	p := newPost(t, smtptest.Start(t, smtptest.Options{}),
		`[{kind: email, to: [a@example.com, "B <b@example.com>", A@example.com]}, {kind: folder, path: "{dir}/handed"}, `+hook+`]`, "")
	p.begin()
	require.NoError(t, p.Redeliver(t.Context(), p.run))
	require.NoError(t, p.Deliver(t.Context(), p.run, p.job(), p.made), "once more")
	got := p.states()
	host := strings.TrimPrefix(web.URL, "http://")
	for _, target := range []string{"a@example.com", "b@example.com", filepath.Join(p.dir, "handed"), host, host + " (2)"} {
		assert.Equal(t, store.DeliverySent, got[target].State, target)
		assert.Equal(t, 1, got[target].Attempts, target)
	}
	assert.Len(t, got, 5)
	require.Len(t, p.smtp.Messages(), 2)
	m, err := netmail.ReadMessage(strings.NewReader(p.smtp.To("a@example.com")[0].Data))
	require.NoError(t, err)
	assert.Equal(t, "<"+got["a@example.com"].MessageID+">", m.Header.Get("Message-Id"))
	assert.Empty(t, m.Header.Get("In-Reply-To"))
	assert.FileExists(t, filepath.Join(p.dir, "handed", "monthly-2026-10.pdf"))

	require.Len(t, hooks, 2)
	var told map[string]any
	require.NoError(t, json.Unmarshal([]byte(hooks[0]), &told))
	assert.Equal(t, "monthly", told["report"])
	assert.Equal(t, "2026-10", told["period"].(map[string]any)["name"])
	assert.Equal(t, map[string]any{"met": map[string]any{"n": 2.0, "of": 2.0}}, told["sections"].(map[string]any)["overview"])
	assert.Equal(t, "pack", told["job"])
	assert.Nil(t, told["late"])
	assert.Equal(t, []any{map[string]any{"name": "monthly-2026-10.pdf", "size": 1000.0, "url": nil}}, told["files"])

	kept, err := p.Store.Message(t.Context(), "pack", p.run.Due, reportMessage)
	require.NoError(t, err)
	assert.Nil(t, kept, "nothing is to be sent any more")
	events, err := p.Store.RunEvents(t.Context(), "pack", p.run.Due)
	require.NoError(t, err)
	assert.NotContains(t, fmt.Sprint(events, got), "hunter2")
}

// What the server says decides whether the mail is sent again; operators hear of what is not.
func TestOutcomesAreKept(t *testing.T) {
	p := newPost(t, smtptest.Start(t, smtptest.Options{}),
		`[{kind: email, to: [ok@example.com, tempfail@example.com, reject@example.com, drop@example.com]}]`, "")
	p.begin()
	got := p.states()
	assert.Equal(t, store.DeliverySent, got["ok@example.com"].State)
	assert.Equal(t, store.DeliveryRefused, got["reject@example.com"].State)
	assert.Contains(t, got["reject@example.com"].Detail, "550")
	assert.Equal(t, store.DeliveryDoubtful, got["drop@example.com"].State)
	assert.Equal(t, store.DeliveryPending, got["tempfail@example.com"].State)
	assert.Contains(t, got["tempfail@example.com"].Detail, "451")

	alarms := p.smtp.To("ops@example.com")
	require.Len(t, alarms, 2, "of what was refused and of what is in doubt")
	assert.Contains(t, alarms[0].Data, "reject@example.com")
	assert.Contains(t, alarms[1].Data, "drop@example.com")
	assert.Equal(t, store.DeliverySent, got["alarm refused"].State)
	assert.Equal(t, store.DeliverySent, got["alarm doubtful"].State)

	// Tried again after 1, 5, 15 minutes and then each hour: 21 minutes and n hours after seven; given up with the try
	// after which the next would be later than 24 hours after the first: the one 23 h 21 min after it, the fourth being the
	// first at 21 min, so it is the 27th.
	waits := []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour}
	for try := 1; try < 27; try++ {
		d := p.states()["tempfail@example.com"]
		require.Equal(t, store.DeliveryPending, d.State, "try %d", try)
		require.Equal(t, try, d.Attempts)
		wait := waits[min(try, 4)-1]
		require.Equal(t, p.now.Add(wait), d.Next, "try %d", try)
		p.now = p.now.Add(wait - time.Second)
		require.NoError(t, p.Redeliver(t.Context(), p.run))
		require.Equal(t, try, p.smtp.Tries("tempfail@example.com"), "not before its time")
		p.now = p.now.Add(time.Second)
		require.NoError(t, p.Redeliver(t.Context(), p.run))
	}
	d := p.states()["tempfail@example.com"]
	assert.Equal(t, store.DeliveryRefused, d.State)
	assert.Contains(t, d.Detail, "given up after 27 tries")
	assert.Equal(t, on("2026-11-03T06:21"), p.now)
	assert.Equal(t, 1, p.smtp.Tries("drop@example.com"), "what is in doubt is not sent again")
	assert.Equal(t, 1, p.smtp.Tries("reject@example.com"))
	assert.Len(t, p.smtp.To("ok@example.com"), 1)
	assert.Len(t, p.smtp.To("ops@example.com"), 3)
}

// A mail server that is down for an hour loses nothing, and nobody gets anything twice.
func TestMailServerDownForAnHour(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	go func() { // it takes calls and hangs up
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			conn.Close()
		}
	}()
	down := &smtptest.Server{Host: "localhost", Port: listener.Addr().(*net.TCPAddr).Port}
	const to = `[{kind: email, to: [a@example.com, b@example.com]}]`
	p := newPost(t, down, to, "")
	p.begin()
	for range 60 {
		require.NoError(t, p.Redeliver(t.Context(), p.run))
		p.now = p.now.Add(time.Minute)
	}
	assert.Equal(t, store.DeliveryPending, p.states()["a@example.com"].State)
	up := smtptest.Start(t, smtptest.Options{})
	p.smtp = up
	p.configure(to, "")
	for range 60 {
		require.NoError(t, p.Redeliver(t.Context(), p.run))
		p.now = p.now.Add(time.Minute)
	}
	assert.Len(t, up.To("a@example.com"), 1)
	assert.Len(t, up.To("b@example.com"), 1)
	assert.Equal(t, store.DeliverySent, p.states()["b@example.com"].State)
}

// What is sent late has the files that its text tells of, also where a later run of the same figures has replaced them
// meanwhile; afterwards nothing of them is left.
func TestTextAndFilesAreOfOneMaking(t *testing.T) {
	const to = `[{kind: email, to: [a@example.com]}, {kind: folder, path: "{dir}/f"}]`
	nobody := &smtptest.Server{Host: "localhost", Port: 1} // nobody listens
	p := newPost(t, nobody, to, "")
	first, outbox := p.run, filepath.Join(p.dir, "out", "outbox")
	p.made = p.making(1, []byte("as of Monday"))
	p.made.Document.Message = "Monday's message."
	p.begin()
	p.run.Due, p.run.State = p.now.Add(24*time.Hour), ""
	p.made = p.making(1, []byte("as of Tuesday"))
	p.made.Document.Message = "Tuesday's message."
	p.begin()
	assert.Len(t, filesBelow(t, outbox), 2)

	p.smtp = smtptest.Start(t, smtptest.Options{})
	p.configure(to, "")
	p.now = p.now.Add(time.Hour)
	second := p.run
	for _, run := range []store.Run{second, first} {
		run.State = store.RunDone
		require.NoError(t, p.Redeliver(t.Context(), run))
	}
	mails := p.smtp.To("a@example.com")
	require.Len(t, mails, 2)
	for i, day := range []string{"Tuesday", "Monday"} {
		assert.Contains(t, mails[i].Data, day+"'s message.")
		assert.Contains(t, mails[i].Data, base64.StdEncoding.EncodeToString([]byte("as of "+day)))
	}
	assert.NoDirExists(t, filepath.Join(outbox, "pack-"+strconv.FormatInt(first.Due.UnixMilli(), 10)))
	assert.Empty(t, filesBelow(t, outbox))
}

func filesBelow(t *testing.T, folder string) (list []string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			list = append(list, path)
		}
		return err
	}))
	return list
}

func TestRevisionAnswersTheFirstMail(t *testing.T) {
	p := newPost(t, smtptest.Start(t, smtptest.Options{}), `[{kind: email, to: [a@example.com]}, {kind: folder, path: "{dir}/f"}]`, "")
	p.begin()
	p.run.Due, p.made = p.now.Add(24*time.Hour), p.make(2, 1000)
	p.run.Cause, p.run.Reason = store.CauseCatchUp, "It was due on Monday: the service was not running."
	p.begin()
	mails := p.smtp.To("a@example.com")
	require.Len(t, mails, 2)
	first, err := netmail.ReadMessage(strings.NewReader(mails[0].Data))
	require.NoError(t, err)
	second, err := netmail.ReadMessage(strings.NewReader(mails[1].Data))
	require.NoError(t, err)
	assert.Equal(t, first.Header.Get("Message-Id"), second.Header.Get("In-Reply-To"))
	assert.NotEqual(t, first.Header.Get("Message-Id"), second.Header.Get("Message-Id"))
	assert.NotContains(t, mails[0].Data, "late")
	assert.Contains(t, mails[1].Data, "This report is late. It was due on Monday: the service was not")
	assert.FileExists(t, filepath.Join(p.dir, "f", "monthly-2026-10.pdf"))
	assert.FileExists(t, filepath.Join(p.dir, "f", "monthly-2026-10-r2.pdf"))
}

// What does not fit into a mail is left out, and the mail says where it is.
func TestMailHasASizeLimit(t *testing.T) {
	p := newPost(t, smtptest.Start(t, smtptest.Options{MaxBytes: 400_000}), `[{kind: email, to: [a@example.com]}]`, "")
	p.Config.Mail.SizeLimit = 400_000
	p.made = p.make(1, 300_000) // 400 000 in base64, and line ends
	small := filepath.Join(p.dir, "monthly-2026-10.json")
	require.NoError(t, os.WriteFile(small, make([]byte, 1000), 0o600))
	p.made.Files = append(p.made.Files, small)
	p.begin()
	require.Len(t, p.smtp.Messages(), 1)
	data := strings.ReplaceAll(p.smtp.Messages()[0].Data, "=\r\n", "")
	assert.NotContains(t, data, `filename="monthly-2026-10.pdf"`)
	assert.Contains(t, data, `filename="monthly-2026-10.json"`)
	assert.Contains(t, strings.Join(strings.Fields(data), " "), "It is here: "+filepath.Join(p.dir, "monthly-2026-10.pdf"))
	assert.Less(t, len(data), 400_000)

	p.Config.Serve.URL = "https://nines.example.com"
	assert.Equal(t, "https://nines.example.com/archive/monthly/2026-10/1/monthly-2026-10.pdf", p.pageOf(p.made.Document, "monthly-2026-10.pdf"))
}

// A delivery that was sent when the ledger could not be told is in doubt; a folder is written again.
func TestDeliveryThatTheLedgerWasNotToldOf(t *testing.T) {
	p := newPost(t, smtptest.Start(t, smtptest.Options{}), `[{kind: email, to: [a@example.com]}, {kind: folder, path: "{dir}/f"}]`, "")
	ctx := t.Context()
	claimed, err := p.Store.ClaimRun(ctx, p.run)
	require.NoError(t, err)
	require.True(t, claimed)
	for kind, target := range map[string]string{"email": "a@example.com", "folder": filepath.Join(p.dir, "f")} {
		d := store.Delivery{Job: "pack", Due: p.run.Due, Kind: kind, Target: target, Changed: p.now}
		require.NoError(t, p.Store.PlanDeliveries(ctx, "report", []byte("{}"), d))
		begun, err := p.Store.BeginDelivery(ctx, d, "me")
		require.NoError(t, err)
		require.True(t, begun)
	}
	require.NoError(t, p.Redeliver(ctx, p.run))
	assert.Equal(t, store.DeliverySending, p.states()["a@example.com"].State, "another may be sending it")
	require.NoError(t, p.Deliver(ctx, p.run, p.job(), p.made))
	assert.Equal(t, store.DeliveryDoubtful, p.states()["a@example.com"].State)
	assert.Empty(t, p.smtp.To("a@example.com"))
	assert.Equal(t, store.DeliverySent, p.states()[filepath.Join(p.dir, "f")].State)
	assert.Len(t, p.smtp.To("ops@example.com"), 1)
}

// What the configuration has no more is not sent to.
func TestTargetTakenOut(t *testing.T) {
	p := newPost(t, smtptest.Start(t, smtptest.Options{}), `[{kind: email, to: [tempfail@example.com]}]`, "")
	p.begin()
	p.configure(`[{kind: email, to: [b@example.com]}]`, "")
	p.now = p.now.Add(time.Hour)
	require.NoError(t, p.Redeliver(t.Context(), p.run))
	d := p.states()["tempfail@example.com"]
	assert.Equal(t, store.DeliveryRefused, d.State)
	assert.Contains(t, d.Detail, "configuration")
	assert.Equal(t, 1, p.smtp.Tries("tempfail@example.com"))
}
