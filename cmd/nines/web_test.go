package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
	"nines/internal/web"
	"nines/jobs/service"
)

// lockedBuffer is written by a service and read by a test.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

var pageAddress = regexp.MustCompile(`"the status page is open","address":"([^"]+)/"`)

// servePage runs `nines serve` until the test ends, and returns the address of its page.
func servePage(t *testing.T, dir string) (address string, log *lockedBuffer) {
	t.Helper()
	t.Chdir(dir)
	log = &lockedBuffer{}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"serve"}, console{out: io.Discard, err: log, clock: time.Now})
	}()
	t.Cleanup(func() {
		cancel()
		assert.Equal(t, exitDone, <-ended, log)
	})
	require.Eventually(t, func() bool { return pageAddress.MatchString(log.String()) }, time.Minute, 10*time.Millisecond, "%s", log)
	return pageAddress.FindStringSubmatch(log.String())[1], log
}

// reader is a browser with cookies.
type reader struct {
	t      *testing.T
	client http.Client
	at     string
	told   strings.Builder // all answers
}

func newReader(t *testing.T, at string) *reader {
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	return &reader{t: t, at: at, client: http.Client{Jar: jar, Timeout: time.Minute}}
}

func (r *reader) take(answer *http.Response, err error) (status int, body string) {
	r.t.Helper()
	require.NoError(r.t, err)
	defer answer.Body.Close()
	content, err := io.ReadAll(answer.Body)
	require.NoError(r.t, err)
	require.NoError(r.t, answer.Header.Write(&r.told))
	r.told.Write(content)
	return answer.StatusCode, string(content)
}

func (r *reader) get(path string) (int, string) { return r.take(r.client.Get(r.at + path)) }

func (r *reader) post(path string, form url.Values) (int, string) {
	return r.take(r.client.PostForm(r.at+path, form))
}

var (
	hiddenToken = regexp.MustCompile(`name="token" value="([^"]+)"`)
	archiveLink = regexp.MustCompile(`href="(/archive/[^"]+\.(?:html|pdf|json))"`)
)

// A job is run from the page of a real service, and its report opened in the archive; then `nines status` tells the same.
func TestStatusPage(t *testing.T) {
	hash, err := web.HashPassword("planted-password")
	require.NoError(t, err)
	dir := project(t, map[string]string{
		"config.yaml": small + `
organisation: Planted & Sons
mail: {host: smtp.example.com, from: nines@example.com, username: nines, password: planted-mail}
serve: {listen: "127.0.0.1:0", users: [{name: anna, password_hash_file: hash.txt, role: run}]}
`,
		"hash.txt":      hash + "\n",
		"incidents.csv": smallHeader + "I1,FX,prices late,P1,2026-10-14T09:00:00+01:00,2026-10-14T10:00:00+01:00,APAC,,closed,2026-10-14T12:00:00+01:00\n",
	})
	address, log := servePage(t, dir)
	r := newReader(t, address)
	_, page := r.get("/")
	assert.Contains(t, page, `name="password"`)
	status, page := r.post("/login", url.Values{"name": {"anna"}, "password": {"planted-password"}, "next": {"/"}})
	require.Equal(t, http.StatusOK, status)
	assert.Contains(t, page, "weekly-pack")
	status, page = r.post("/jobs/weekly-pack/run", url.Values{"token": {hiddenToken.FindStringSubmatch(page)[1]}})
	require.Equal(t, http.StatusOK, status)
	assert.Contains(t, page, "anna asked for it")

	require.Eventually(t, func() bool {
		_, page = r.get("/")
		return strings.Contains(page, "</span>done")
	}, time.Minute, 50*time.Millisecond)
	_, page = r.get("/archive")
	links := archiveLink.FindAllStringSubmatch(page, -1)
	require.Len(t, links, 3, page)
	for _, link := range links {
		status, content := r.get(link[1])
		assert.Equal(t, http.StatusOK, status)
		assert.NotEmpty(t, content)
	}
	for _, path := range []string{"/newest", "/deliveries", "/jobs/weekly-pack", "/readyz", "/metrics", "/healthz"} {
		status, _ := r.get(path)
		assert.Equal(t, http.StatusOK, status, path)
	}
	_, metrics := r.get("/metrics")
	assert.Contains(t, metrics, `nines_job_runs{job="weekly-pack",state="done"} 1`)
	assert.Contains(t, metrics, "nines_leader 1")

	told := nines(t, dir, "status")
	assert.Equal(t, exitDone, told.status, told.err)
	assert.Contains(t, told.out, "job weekly-pack: report weekly, next at Mon ")
	assert.Regexp(t, `last: due .*, done, weekly 20\d\d-W\d\d revision 1, took .*: anna asked for it`, told.out)
	assert.Contains(t, told.out, "source incidents: imported ")
	for _, secret := range []string{"planted-password", "planted-mail", strings.TrimSpace(hash)} {
		assert.NotContains(t, r.told.String(), secret)
		assert.NotContains(t, log.String(), secret)
		assert.NotContains(t, told.out, secret)
	}
}

// Where nobody said where the page is to be, and the usual place is taken, the jobs run all the same.
func TestPageIsNotNeeded(t *testing.T) {
	var listen net.ListenConfig
	if taken, err := listen.Listen(context.Background(), "tcp", config.DefaultListen); err == nil { // else it is taken already
		defer taken.Close()
	}
	dir := project(t, map[string]string{"config.yaml": small, "incidents.csv": smallHeader})
	for conf, want := range map[string]string{"": "there is no status page", "serve: {listen: none}\n": "nines serves"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(small+conf), 0o600))
		log := &lockedBuffer{}
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan int, 1)
		t.Chdir(dir)
		go func() { ended <- run(ctx, []string{"serve"}, console{out: io.Discard, err: log, clock: time.Now}) }()
		require.Eventually(t, func() bool {
			return strings.Contains(log.String(), want) && strings.Contains(log.String(), "this process leads")
		}, time.Minute, 10*time.Millisecond, "%s", log)
		cancel()
		assert.Equal(t, exitDone, <-ended)
		assert.NotContains(t, log.String(), "the status page is open")
	}
}

// A configuration that is read again changes who may see the page; one with a password that cannot be read is refused.
func TestPageReloads(t *testing.T) {
	hash, err := web.HashPassword("planted-password")
	require.NoError(t, err)
	users := "serve: {listen: \"127.0.0.1:0\", users: [{name: anna, password_hash_file: hash.txt}]}\n"
	dir := project(t, map[string]string{"config.yaml": small + users, "hash.txt": hash, "incidents.csv": smallHeader})
	t.Chdir(dir)
	c := console{out: io.Discard, err: io.Discard, clock: clock}
	r, err := open(context.Background(), "config.yaml", c)
	require.NoError(t, err)
	defer r.Close()
	p, err := openPage(context.Background(), c, r, service.New(r, service.Options{}), newLogger(c))
	require.NoError(t, err)
	defer p.start()()
	at := strings.TrimSuffix(p.address(), "/")
	login := func(name string) int {
		status, _ := newReader(t, at).post("/login", url.Values{"name": {name}, "password": {"planted-password"}})
		return status
	}
	assert.Equal(t, http.StatusOK, login("anna"))
	reload := func(block string) error {
		require.NoError(t, os.WriteFile("config.yaml", []byte(small+block), 0o600))
		next, err := load("config.yaml")
		require.NoError(t, err)
		return p.reload(next)
	}
	require.NoError(t, reload(strings.ReplaceAll(users, "anna", "ben")))
	assert.Equal(t, []int{http.StatusUnauthorized, http.StatusOK}, []int{login("anna"), login("ben")})
	require.ErrorContains(t, reload(strings.ReplaceAll(users, "hash.txt", "gone.txt")), "gone.txt")
	require.NoError(t, os.WriteFile("hash.txt", []byte("planted-password"), 0o600))
	err = reload(users)
	require.ErrorContains(t, err, "anna")
	assert.NotContains(t, err.Error(), "planted")
	assert.Equal(t, http.StatusOK, login("ben"), "the old one goes on")

	was := config.Serve{Listen: "a", URL: "b"}
	assert.Equal(t, []string{"serve.listen", "serve.key"}, keptByPage(was, config.Serve{Listen: "c", URL: "b", Key: "d"}))
}

// Who is logged in stays so when the process is started again, and on another one on the same store: the cookie is the
// same, as browsers tell no ports apart.
func TestLoginOutlastsTheProcess(t *testing.T) {
	stores(t, func(t *testing.T, forget func(dir string)) {
		hash, err := web.HashPassword("planted-password")
		require.NoError(t, err)
		users := "serve: {listen: \"127.0.0.1:0\", users: [{name: anna, password_hash_file: hash.txt}]}\n"
		dir := project(t, map[string]string{"config.yaml": small + users, "hash.txt": hash, "incidents.csv": smallHeader})
		forget(dir)
		c := console{out: io.Discard, err: io.Discard, clock: clock}
		page := func() (at string, end func()) {
			r, err := open(context.Background(), filepath.Join(dir, "config.yaml"), c)
			require.NoError(t, err)
			p, err := openPage(context.Background(), c, r, service.New(r, service.Options{}), newLogger(c))
			require.NoError(t, err)
			closed := p.start()
			return strings.TrimSuffix(p.address(), "/"), func() { closed(); require.NoError(t, r.Close()) }
		}
		first, end := page()
		anna := newReader(t, first)
		status, _ := anna.post("/login", url.Values{"name": {"anna"}, "password": {"planted-password"}})
		require.Equal(t, http.StatusOK, status)
		other, endOther := page()
		anna.at = other
		_, body := anna.get("/")
		assert.Contains(t, body, "Logged in as anna", "on another process")
		end()
		endOther()
		again, end := page()
		defer end()
		anna.at = again
		_, body = anna.get("/")
		assert.Contains(t, body, "Logged in as anna", "after a restart")
		_, _ = anna.post("/logout", url.Values{"token": {hiddenToken.FindStringSubmatch(body)[1]}})
		_, body = anna.get("/")
		assert.NotContains(t, body, "Logged in as")
		_, body = newReader(t, again).get("/")
		assert.NotContains(t, body, "Logged in as")
	})
}

func TestPageThatCannotOpen(t *testing.T) {
	var listen net.ListenConfig
	listener, err := listen.Listen(context.Background(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	dir := project(t, map[string]string{
		"config.yaml": small + "serve: {listen: \"" + listener.Addr().String() + "\"}\n", "incidents.csv": smallHeader,
	})
	got := nines(t, dir, "serve")
	assert.Equal(t, exitFailed, got.status)
	assert.Contains(t, got.err, "open the status page")
	assert.Contains(t, got.err, "serve.listen names another address")

	require.NoError(t, os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(small+"serve: {listen: \"0.0.0.0:0\"}\n"), 0o600))
	got = nines(t, dir, "serve")
	assert.Equal(t, exitUsage, got.status)
	assert.Contains(t, got.err, "would be open to everybody")
}

func TestHashOfAPassword(t *testing.T) {
	cmd := program(t.TempDir(), "serve", "--hash-password")
	cmd.Stdin = strings.NewReader("planted-password\n")
	out, err := cmd.Output()
	require.NoError(t, err)
	assert.Regexp(t, `^\$2a\$12\$.{53}\n$`, string(out))
	cmd = program(t.TempDir(), "serve", "--hash-password")
	cmd.Stdin = strings.NewReader("short\n")
	told, err := cmd.CombinedOutput()
	require.Error(t, err)
	assert.Equal(t, exitUsage, cmd.ProcessState.ExitCode())
	assert.NotContains(t, string(told), "short\n")
}

func TestStatus(t *testing.T) {
	dir := project(t, map[string]string{"config.yaml": small, "incidents.csv": "id,servce\n"})
	got := nines(t, dir, "status")
	assert.Equal(t, exitDone, got.status, got.err)
	assert.Equal(t, "store sqlite:var/nines.db, as of Mon 2026-11-02 07:00:00 GMT\nno source was imported yet\n"+
		"job weekly-pack: report weekly, next at Mon 2026-11-09 07:00:00 GMT\n", got.out)

	require.Equal(t, exitIncomplete, nines(t, dir, "import").status)
	got = nines(t, dir, "status", "--check")
	assert.Equal(t, exitIncomplete, got.status)
	assert.Contains(t, got.out, "source incidents: the last import FAILED: ")
	assert.Contains(t, got.out, "; before that imported never\n")
	assert.Contains(t, got.err, "imports, runs and deliveries that need attention: 1")

	got = nines(t, dir, "status", "--json")
	assert.Equal(t, exitDone, got.status, got.err)
	var f figures
	require.NoError(t, json.Unmarshal([]byte(got.out), &f))
	assert.Equal(t, "2026-11-02T07:00:00Z", f.at(t, "as_of"))
	assert.Nil(t, f.at(t, "sources/source=incidents/imported"))
	assert.Contains(t, f.at(t, "sources/source=incidents/failure"), "there is no column")
	assert.Equal(t, "2026-11-09T07:00:00Z", f.at(t, "jobs/job=weekly-pack/next"))
	assert.Nil(t, f.at(t, "jobs/job=weekly-pack/last"))
	assert.Equal(t, []any{}, f.at(t, "jobs/job=weekly-pack/waiting"))
}
