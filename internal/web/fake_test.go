package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/bcrypt"
)

// start is the instant at which the tests take place: Monday 7:05 in London.
var start = time.Date(2026, 11, 2, 7, 5, 0, 0, time.UTC)

// due is when the weekly job was due.
var due = start.Add(-5 * time.Minute)

// fake is a service with a little of everything.
type fake struct {
	mu     sync.Mutex
	fails  error
	ready  error
	asked  []string // job and who asked
	looked []string // at what, and who
	seenBy string   // who has looked into the delivery in doubt; "": nobody
}

func (f *fake) err() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.fails
}

var weekly = Run{
	Job: "weekly-pack", Due: due, Cause: "schedule", Report: "weekly", Period: "2026-W44", State: "done",
	Started: due.Add(time.Second), Ended: due.Add(43 * time.Second), Attempt: 1, Revision: 2, Version: "1.0",
}

var sentTo = []Delivery{
	{Job: "weekly-pack", Due: due, Kind: "alarm", Target: "ops@example.com", State: "sent", Attempts: 1, Changed: due.Add(time.Minute)},
	{Job: "weekly-pack", Due: due, Kind: "email", Name: "email", Target: "directors@example.com", State: "doubtful", Attempts: 1, Changed: due.Add(time.Minute), Detail: "the connection was lost after DATA"},
	{Job: "weekly-pack", Due: due, Kind: "email", Target: "managers@example.com", State: "sent", Attempts: 2, Changed: due.Add(time.Minute), Detail: "250 2.0.0 Ok: queued"},
	{Job: "weekly-pack", Due: due, Kind: "folder", Target: "/srv/reports", State: "pending", Attempts: 1, Changed: due.Add(time.Minute), Next: due.Add(time.Hour)},
}

// sentTo lists the deliveries; somebody may have looked into the one in doubt.
func (f *fake) sentTo() []Delivery {
	f.mu.Lock()
	defer f.mu.Unlock()
	list := append([]Delivery(nil), sentTo...)
	if f.seenBy != "" {
		list[1].Looked, list[1].LookedBy = start, f.seenBy
	}
	return list
}

func (f *fake) Status(context.Context) (Status, error) {
	failed := Run{Job: "monthly-pack", Due: due.AddDate(0, 0, -1), Cause: "catch_up", Report: "monthly", State: "failed", Reason: "<b>no</b> space", Started: due, Ended: due.Add(90 * time.Minute)}
	runs := Run{Job: "monthly-pack", Due: due, Cause: "manual", Report: "monthly", State: "running", Started: due}
	last := weekly
	return Status{
		At: start, Leads: true,
		Jobs: []Job{
			{Name: "weekly-pack", Report: "weekly", Schedule: "0 7 * * Mon", Next: due.AddDate(0, 0, 7), Last: &last, LastDone: last.Ended, Deliveries: f.sentTo()},
			{Name: "monthly-pack", Report: "monthly", Schedule: "0 7 2 * *", Next: due.AddDate(0, 1, 0), Last: &failed, Current: &runs},
			{Name: "new", Report: "daily", Schedule: "0 7 30 2 *"},
		},
		Sources: []Source{
			{Name: "incidents", Imported: due, Newest: due.Add(-time.Hour), Read: 1200, Stored: 30, Replaced: 12, Unchanged: 1155, Rejected: 1, Skipped: 2},
			{Name: "changes", Failure: `changes.csv: there is no column "service"`},
		},
	}, f.err()
}

func (f *fake) Runs(_ context.Context, job string, _ int) ([]Run, error) {
	if job != "weekly-pack" {
		return nil, f.err()
	}
	skipped := Run{Job: job, Due: due.AddDate(0, 0, -7), Cause: "schedule", Report: "weekly", State: "skipped", Reason: "older than the grace period"}
	return []Run{weekly, skipped}, f.err()
}

func (f *fake) Run(_ context.Context, job string, at time.Time) (RunDetail, bool, error) {
	if job != "weekly-pack" || !at.Equal(due) {
		return RunDetail{}, false, f.err()
	}
	return RunDetail{
		Run:  weekly,
		Rows: []Source{{Name: "incidents", Read: 1200, Stored: 30, Replaced: 12, Unchanged: 1155, Rejected: 1, Skipped: 2}, {Name: "changes", Failure: "gone"}},
		Log: []LogLine{
			{due, "info", "begun"},
			{due, "warning", "the source changes is old <script>alert(1)</script>"},
			{due, "error", strings.Repeat("long", 100)},
		},
		Deliveries: f.sentTo(),
	}, true, f.err()
}

func (f *fake) Deliveries(context.Context, int) ([]Delivery, error) { return f.sentTo(), f.err() }

func (f *fake) Published(context.Context) ([]Published, error) {
	files := func(period string) []File {
		return []File{
			{Name: "weekly-" + period + ".html", Format: "html", Size: 61_000, Path: "weekly/" + period + "/weekly.html"},
			{Name: "weekly-" + period + ".pdf", Format: "pdf", Size: 1_234_567, Path: "weekly/" + period + "/weekly.pdf"},
			{Name: "escape.csv", Format: "csv", Size: 1, Path: "../secret.csv"},
			{Name: "linked.csv", Format: "csv", Size: 1, Path: "linked.csv"},
			{Name: "folder.csv", Format: "csv", Size: 1, Path: "weekly"},
		}
	}
	return []Published{
		{Report: "weekly", Period: "2026-W44", Revision: 2, At: due.Add(40 * time.Second), AsOf: due, Files: files("2026-W44")},
		{Report: "weekly", Period: "2026-W44", Revision: 1, At: due.AddDate(0, 0, -1), AsOf: due, Files: files("2026-W44")},
		{Report: "mine & yours", Period: "2026-10", Revision: 1, At: due.AddDate(0, 0, -2)},
	}, f.err()
}

func (f *fake) Counts(context.Context) (Counts, error) {
	return Counts{
		Runs:       map[RunKey]int{{"weekly-pack", "done"}: 7, {"weekly-pack", "skipped"}: 1},
		Deliveries: map[DeliveryKey]int{{"email", "sent"}: 12, {"email", "doubtful"}: 1},
		ToLookInto: map[DeliveryKey]int{{"email", "doubtful"}: 1},
	}, f.err()
}

func (f *fake) Ready(context.Context) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.ready
}

func (f *fake) LookedInto(_ context.Context, d Delivery, by string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.looked = append(f.looked, fmt.Sprintf("%s %d %s %s %s", d.Job, d.Due.UnixMilli(), d.Name, d.Target, by))
	return f.fails
}

func (f *fake) RunNow(_ context.Context, job, by string) (time.Time, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, job+" "+by)
	return due, f.fails
}

// memory keeps sessions as a store does.
type memory struct {
	clock    func() time.Time
	mu       sync.Mutex
	sessions map[string]Session
	fails    error
}

func (m *memory) Begin(_ context.Context, s Session) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.sessions == nil {
		m.sessions = map[string]Session{}
	}
	m.sessions[s.Token] = s
	return m.fails
}

func (m *memory) Find(_ context.Context, token string) (Session, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, known := m.sessions[token]
	return s, known && s.Until.After(m.clock()), m.fails
}

func (m *memory) End(_ context.Context, token string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.sessions, token)
	return m.fails
}

func (m *memory) Key(context.Context) ([]byte, error) { return make([]byte, 32), nil }

// site is a server with what a test looks at.
type site struct {
	*Server
	fake *fake
	log  *bytes.Buffer
	now  *time.Time
}

const password = "correct horse battery"

func hash(t testing.TB, password string) string {
	t.Helper()
	h, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
	require.NoError(t, err)
	return string(h)
}

// users are anna, who runs jobs, and ben, who reads.
func users(t testing.TB) Access {
	return Access{
		Users:   []User{{Name: "anna", Hash: hash(t, password), Role: RunJobs}, {Name: "ben", Hash: hash(t, "ben's own"), Role: Read}},
		Session: time.Hour,
	}
}

func open(t testing.TB, access Access, change func(*Config)) *site {
	t.Helper()
	dir := t.TempDir()
	archive := filepath.Join(dir, "archive")
	for path, text := range map[string]string{
		"secret.csv": "planted-outside", "archive/weekly/2026-W44/weekly.html": "<!DOCTYPE html><title>r</title><h1>Weekly report</h1><p>Availability fell.</p>",
		"archive/weekly/2026-W44/weekly.pdf": "%PDF-1.4",
	} {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, path), []byte(text), 0o600))
	}
	require.NoError(t, os.Symlink(filepath.Join(dir, "secret.csv"), filepath.Join(archive, "linked.csv")))
	now := start
	s := &site{fake: &fake{}, log: &bytes.Buffer{}, now: &now}
	c := Config{
		Organisation: "Example Bank", Locale: "en-GB", Zone: time.UTC, Version: "1.0", Archive: func() string { return archive }, Access: access,
		Clock: func() time.Time { return *s.now }, Sessions: &memory{clock: func() time.Time { return *s.now }}, Log: slog.New(slog.NewTextHandler(&lockedWriter{w: s.log}, nil)),
	}
	if change != nil {
		change(&c)
	}
	var err error
	s.Server, err = New(t.Context(), c, s.fake)
	require.NoError(t, err)
	return s
}

// lockedWriter lets requests log at the same time.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

// ask sends a request as a browser on the machine would. Changes are made to it in order.
func (s *site) ask(method, path string, form url.Values, changes ...func(*http.Request)) *httptest.ResponseRecorder {
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequest(method, path, body)
	r.Host, r.RemoteAddr = "127.0.0.1:8080", "127.0.0.1:50000"
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, change := range changes {
		change(r)
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w
}

func (s *site) get(path string, changes ...func(*http.Request)) *httptest.ResponseRecorder {
	return s.ask(http.MethodGet, path, nil, changes...)
}

func from(address string) func(*http.Request) {
	return func(r *http.Request) { r.RemoteAddr = address + ":1234" }
}

func header(name string, values ...string) func(*http.Request) {
	return func(r *http.Request) { r.Header[http.CanonicalHeaderKey(name)] = values }
}

func host(name string) func(*http.Request) { return func(r *http.Request) { r.Host = name } }

// enter logs in, and returns what gives a request the session.
func (s *site) enter(t testing.TB, name, password string) func(*http.Request) {
	t.Helper()
	got := s.ask(http.MethodPost, "/login", url.Values{"name": {name}, "password": {password}})
	require.Equal(t, http.StatusSeeOther, got.Code, got.Body.String())
	cookies := got.Result().Cookies()
	require.Len(t, cookies, 1)
	return func(r *http.Request) { r.AddCookie(cookies[0]) }
}

// formToken is the token in a page's form.
func formToken(t testing.TB, page string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, `name="token" value="`)
	require.True(t, ok, page)
	token, _, _ := strings.Cut(rest, `"`)
	return token
}

var errPlanted = errors.New("postgres://nines:planted-password@db/nines: refused")
