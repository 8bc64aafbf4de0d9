package web

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/crypto/bcrypt"
)

// pages are all addresses that show or hand out something.
var pages = []string{
	"/", "/newest", "/deliveries", "/archive", "/archive?report=weekly&all=1", "/archive/weekly/2026-W44/2/weekly-2026-W44.html",
	"/archive/weekly/2026-W44/2/weekly-2026-W44.pdf", "/jobs/weekly-pack", "/jobs/gone", "/jobs/weekly-pack/1793602800000",
	"/metrics", "/gone", "/jobs/weekly-pack/run",
}

func TestNothingIsShownWithoutLogin(t *testing.T) {
	s := open(t, users(t), nil)
	for _, path := range pages {
		got := s.get(path)
		if path == "/metrics" {
			assert.Equal(t, http.StatusUnauthorized, got.Code, path)
			assert.Contains(t, got.Header().Get("WWW-Authenticate"), "Basic ")
		} else {
			assert.Equal(t, http.StatusSeeOther, got.Code, path)
			assert.Equal(t, "/login?"+url.Values{"next": {path}}.Encode(), got.Header().Get("Location"))
		}
		for _, told := range []string{"Run now", "managers", "Example", "2026-W44</"} {
			assert.NotContains(t, got.Body.String(), told, path)
		}
	}
	for _, path := range []string{"/jobs/weekly-pack/run", "/logout"} {
		assert.Equal(t, http.StatusUnauthorized, s.ask(http.MethodPost, path, url.Values{}).Code, path)
	}
	assert.Empty(t, s.fake.asked)
	assert.Equal(t, "ok\n", s.get("/healthz").Body.String())
	assert.Equal(t, "ready\n", s.get("/readyz").Body.String())
	assert.Equal(t, http.StatusOK, s.get("/login").Code)
}

func TestLogin(t *testing.T) {
	s := open(t, users(t), nil)
	for name, form := range map[string]url.Values{
		"wrong password":     {"name": {"anna"}, "password": {"correct horse"}},
		"another's password": {"name": {"ben"}, "password": {password}},
		"nobody":             {"name": {"carl"}, "password": {password}},
		"no password":        {"name": {"anna"}},
		"nothing":            {},
	} {
		got := s.ask(http.MethodPost, "/login", form)
		assert.Equal(t, http.StatusUnauthorized, got.Code, name)
		assert.Contains(t, got.Body.String(), "Name or password is wrong.")
		assert.Empty(t, got.Result().Cookies())
	}
	got := s.ask(http.MethodPost, "/login", url.Values{"name": {"anna"}, "password": {password}, "next": {"/archive?report=weekly"}})
	assert.Equal(t, http.StatusSeeOther, got.Code)
	assert.Equal(t, "/archive?report=weekly", got.Header().Get("Location"))
	c := got.Result().Cookies()[0]
	assert.Equal(t, "nines", c.Name)
	assert.True(t, c.HttpOnly)
	assert.False(t, c.Secure, "the page is not encrypted")
	assert.Equal(t, http.SameSiteStrictMode, c.SameSite)
	assert.Equal(t, 3600, c.MaxAge)

	in := s.enter(t, "anna", password)
	page := s.get("/", in)
	assert.Equal(t, http.StatusOK, page.Code)
	assert.Contains(t, page.Body.String(), "Logged in as anna")
	assert.Equal(t, http.StatusSeeOther, s.get("/login", in).Code, "who is in need not log in")

	out := s.ask(http.MethodPost, "/logout", url.Values{"token": {formToken(t, page.Body.String())}}, in)
	assert.Equal(t, http.StatusSeeOther, out.Code)
	assert.Equal(t, -1, out.Result().Cookies()[0].MaxAge)
	assert.Equal(t, http.StatusSeeOther, s.get("/", in).Code, "the session is over")
}

func TestSecureCookie(t *testing.T) {
	for name, change := range map[string]func(*Config){
		"TLS":     func(c *Config) { c.TLS = true },
		"address": func(c *Config) { c.URL = "https://nines.example.com" },
	} {
		s := open(t, users(t), change)
		got := s.ask(http.MethodPost, "/login", url.Values{"name": {"anna"}, "password": {password}})
		c := got.Result().Cookies()[0]
		assert.Equal(t, "__Host-nines", c.Name, name)
		assert.True(t, c.Secure)
		assert.Equal(t, "/", c.Path)
		assert.NotEmpty(t, got.Header().Get("Strict-Transport-Security"))
	}
}

// A login holds on every process that shows the page, with the forms of each; ended on one it has ended on all.
func TestLoginHoldsOnEveryProcess(t *testing.T) {
	shared := &memory{clock: func() time.Time { return start }}
	onStore := func(c *Config) { c.Sessions = shared }
	access := users(t)
	one, two := open(t, access, onStore), open(t, access, onStore)
	in := one.enter(t, "anna", password)
	page := two.get("/", in)
	require.Equal(t, http.StatusOK, page.Code)
	run := url.Values{"token": {formToken(t, one.get("/", in).Body.String())}}
	assert.Equal(t, http.StatusSeeOther, two.ask(http.MethodPost, "/jobs/weekly-pack/run", run, in).Code, "a form of the other process")
	assert.Equal(t, []string{"weekly-pack anna"}, two.fake.asked)
	assert.Equal(t, http.StatusSeeOther, two.ask(http.MethodPost, "/logout", run, in).Code)
	assert.Equal(t, "/login?next=%2F", one.get("/", in).Header().Get("Location"), "it has ended there too")
	for token := range shared.sessions {
		t.Errorf("a login is left: %s", token)
	}
}

// Where logins cannot be read, the page says that it is broken: who is logged in is not sent to the login.
func TestLoginsThatCannotBeRead(t *testing.T) {
	shared := &memory{clock: func() time.Time { return start }}
	s := open(t, users(t), func(c *Config) { c.Sessions = shared })
	in := s.enter(t, "anna", password)
	shared.fails = errPlanted
	got := s.get("/", in)
	assert.Equal(t, http.StatusInternalServerError, got.Code)
	assert.NotContains(t, got.Body.String(), "planted")
	assert.Equal(t, http.StatusInternalServerError, s.ask(http.MethodPost, "/login", url.Values{"name": {"anna"}, "password": {password}}).Code)
	assert.Equal(t, http.StatusUnauthorized, s.get("/metrics", in).Code)
	assert.Equal(t, "ready\n", s.get("/readyz", in).Body.String())
	assert.Equal(t, http.StatusOK, s.get("/healthz", in).Code)
}

func TestSessionEnds(t *testing.T) {
	s := open(t, users(t), nil)
	in := s.enter(t, "anna", password)
	*s.now = s.now.Add(time.Hour - time.Second)
	assert.Equal(t, http.StatusOK, s.get("/", in).Code)
	*s.now = s.now.Add(time.Second)
	assert.Equal(t, http.StatusSeeOther, s.get("/", in).Code, "its time is over")

	for name, change := range map[string]func(*Access){
		"the user went":        func(a *Access) { a.Users = a.Users[1:] },
		"the password changed": func(a *Access) { a.Users[0].Hash = hash(t, "another") },
	} {
		a := users(t)
		require.NoError(t, s.SetAccess(a))
		in = s.enter(t, "anna", password)
		changed := users(t)
		changed.Users[0].Hash = a.Users[0].Hash
		change(&changed)
		require.NoError(t, s.SetAccess(changed))
		assert.Equal(t, http.StatusSeeOther, s.get("/", in).Code, name)
	}
	a := users(t)
	require.NoError(t, s.SetAccess(a))
	in = s.enter(t, "anna", password)
	a.Users = []User{{Name: "anna", Hash: a.Users[0].Hash, Role: Read}}
	require.NoError(t, s.SetAccess(a))
	assert.NotContains(t, s.get("/", in).Body.String(), "Run now", "the role changed at once")
}

func TestNextStaysInside(t *testing.T) {
	for next, want := range map[string]string{
		"/archive?report=a%20b": "/archive?report=a%20b", "": "/", "https://evil.example.com/": "/", "//evil.example.com": "/",
		`/\evil.example.com`: "/", "/%2f/evil": "/", "javascript:alert(1)": "/", "/a\r\nSet-Cookie: x": "/", "/login": "/", "archive": "/",
		"///evil.example.com": "/", "/%5Cevil.example.com": "/%5Cevil.example.com",
	} {
		assert.Equal(t, want, inside(next), "%q", next)
	}
}

// Wherever a login is asked to lead, it leads to this page.
func FuzzNextStaysInside(f *testing.F) {
	for _, next := range []string{"/a?b=c", "//evil.example.com", `/\evil.example.com`, "/a/../..//x", "%2f%2fx", "/;x@y"} {
		f.Add(next)
	}
	f.Fuzz(func(t *testing.T, next string) {
		got := inside(next)
		u, err := url.Parse("https://nines.example.com/login")
		require.NoError(t, err)
		to, err := u.Parse(got)
		require.NoError(t, err)
		assert.Equal(t, "nines.example.com", to.Host, got)
		assert.False(t, !strings.HasPrefix(got, "/") || strings.HasPrefix(got, "//") || strings.ContainsAny(got, "\\\r\n\t"), "%q", got)
	})
}

func TestGuessersAreSlowedDown(t *testing.T) {
	s := open(t, users(t), nil)
	try := func(name, password, address string) int {
		return s.ask(http.MethodPost, "/login", url.Values{"name": {name}, "password": {password}}, from(address)).Code
	}
	for range failuresPerAddress {
		assert.Equal(t, http.StatusUnauthorized, try("anna", "guess", "127.0.0.7"))
	}
	assert.Equal(t, http.StatusTooManyRequests, try("anna", password, "127.0.0.7"), "even with the right password")
	assert.Equal(t, http.StatusTooManyRequests, try("ben", "guess", "127.0.0.7"))
	assert.Equal(t, http.StatusSeeOther, try("anna", password, "127.0.0.8"), "another address may")
	basic := s.get("/metrics", from("127.0.0.7"), func(r *http.Request) { r.SetBasicAuth("anna", password) })
	assert.Equal(t, http.StatusUnauthorized, basic.Code, "there is no way round")
	*s.now = s.now.Add(failureSpan)
	assert.Equal(t, http.StatusSeeOther, try("anna", password, "127.0.0.7"))

	for i := range failuresPerName { // from everywhere: a name is protected too, though later
		assert.Equal(t, http.StatusUnauthorized, try("anna", "guess", netip.AddrFrom4([4]byte{10, 0, 0, byte(i)}).String()))
	}
	assert.Equal(t, http.StatusTooManyRequests, try("anna", password, "10.0.1.1"))
	assert.Equal(t, http.StatusSeeOther, try("ben", "ben's own", "10.0.1.1"))
	assert.NotContains(t, s.log.String(), "guess", "passwords are not logged")
}

func TestNetworksOfIPv6CountAsOne(t *testing.T) {
	a, b := keysOf(netip.MustParseAddr("2001:db8::1"), "x"), keysOf(netip.MustParseAddr("2001:db8::ffff:1%eth0"), "x")
	assert.Equal(t, a, b)
	assert.NotEqual(t, a, keysOf(netip.MustParseAddr("2001:db8:0:1::1"), "x"))
}

func TestProxy(t *testing.T) {
	a := users(t)
	a.ProxyHeader, a.Proxies = "X-Remote-User", []netip.Prefix{netip.MustParsePrefix("10.0.0.0/24")}
	s := open(t, a, nil)
	user := func(names ...string) func(*http.Request) { return header("X-Remote-User", names...) }
	for name, c := range map[string]struct {
		from  string
		names []string
		want  string // of the page; "": log in
		runs  bool
	}{
		"known":          {"10.0.0.7", []string{"anna"}, "Logged in as anna", true},
		"mapped address": {"[::ffff:10.0.0.7]", []string{"ben"}, "Logged in as ben", false},
		"not known":      {"10.0.0.7", []string{"carla"}, "Logged in as carla", false},
		"elsewhere":      {"10.0.1.7", []string{"anna"}, "", false},
		"loopback":       {"127.0.0.1", []string{"anna"}, "", false},
		"two":            {"10.0.0.7", []string{"carla", "anna"}, "", false},
		"none":           {"10.0.0.7", nil, "", false},
		"empty":          {"10.0.0.7", []string{" "}, "", false},
		"control":        {"10.0.0.7", []string{"an\x01na"}, "", false},
	} {
		got := s.get("/", from(c.from), user(c.names...))
		if c.want == "" {
			assert.Equal(t, http.StatusSeeOther, got.Code, name)
			continue
		}
		assert.Contains(t, got.Body.String(), c.want, name)
		assert.Equal(t, c.runs, strings.Contains(got.Body.String(), "Run now"), name)
		assert.NotContains(t, got.Body.String(), "Log out", "the proxy logs in and out")
	}
	page := s.get("/", from("10.0.0.7"), user("anna")).Body.String()
	form := url.Values{"token": {formToken(t, page)}}
	assert.Equal(t, http.StatusForbidden, s.ask(http.MethodPost, "/jobs/weekly-pack/run", form, from("10.0.0.7"), user("ben")).Code, "another's token")
	assert.Equal(t, http.StatusSeeOther, s.ask(http.MethodPost, "/jobs/weekly-pack/run", form, from("10.0.0.7"), user("anna")).Code)

	require.NoError(t, s.SetAccess(Access{ProxyHeader: "X-Remote-User", Proxies: a.Proxies}))
	assert.Equal(t, http.StatusUnauthorized, s.get("/", from("10.0.1.7"), user("anna")).Code, "there is no login to go to")
	assert.Equal(t, http.StatusUnauthorized, s.get("/login", from("10.0.1.7")).Code)
}

func TestClientBehindProxy(t *testing.T) {
	a := users(t)
	a.ProxyHeader, a.Proxies = "X-Remote-User", []netip.Prefix{netip.MustParsePrefix("10.0.0.0/24")}
	s := open(t, a, nil)
	for name, c := range map[string]struct{ from, told, want string }{
		"direct":       {"192.0.2.1", "198.51.100.1", "192.0.2.1"},
		"proxy":        {"10.0.0.1", "198.51.100.1", "198.51.100.1"},
		"forged first": {"10.0.0.1", "127.0.0.1, 198.51.100.1", "198.51.100.1"},
		"two proxies":  {"10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"},
		"nonsense":     {"10.0.0.1", "unknown", "10.0.0.1"},
		"none":         {"10.0.0.1", "", "10.0.0.1"},
	} {
		r, _ := http.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.from + ":1"
		r.Header.Set("X-Forwarded-For", c.told)
		assert.Equal(t, c.want, s.client(r).String(), name)
	}
}

func TestAnybodyOnTheMachine(t *testing.T) {
	s := open(t, Access{}, func(c *Config) { c.URL = "http://desk.example.com:8080" })
	for name, want := range map[string]int{
		"127.0.0.1:8080": 200, "localhost": 200, "LOCALHOST:1": 200, "[::1]:8080": 200, "desk.example.com:8080": 200,
		"evil.example.com": 421, "evil.example.com:8080": 421, "10.0.0.1": 421, "localhost.evil.example.com": 421, "": 421,
	} {
		got := s.get("/", host(name))
		assert.Equal(t, want, got.Code, name)
		assert.Equal(t, want == 200, strings.Contains(got.Body.String(), "weekly-pack"), name)
		assert.Equal(t, want == 200, strings.Contains(got.Body.String(), `name="token"`), name)
	}
	page := s.get("/").Body.String()
	assert.Contains(t, page, "Run now")
	assert.NotContains(t, page, "Log out")
	got := s.ask(http.MethodPost, "/jobs/weekly-pack/run", url.Values{"token": {formToken(t, page)}})
	assert.Equal(t, "/jobs/weekly-pack/1793602800000", got.Header().Get("Location"))
	assert.Equal(t, []string{"weekly-pack "}, s.fake.asked)
}

func TestAccessIsRefusedWithoutTellingHashes(t *testing.T) {
	for name, a := range map[string]Access{
		"no bcrypt": {Users: []User{{Name: "anna", Hash: "hunter2"}}},
		"no hash":   {Users: []User{{Name: "anna"}}},
	} {
		_, err := New(t.Context(), Config{Access: a, Locale: "en", Clock: time.Now, Zone: time.UTC, Sessions: &memory{clock: time.Now}}, &fake{})
		require.ErrorContains(t, err, "anna", name)
		assert.NotContains(t, err.Error(), "hunter2")
	}
}

// The hash that stands in for that of a name that is not there is one that is compared, which takes its time.
func TestUnlikelyHash(t *testing.T) {
	assert.ErrorIs(t, bcrypt.CompareHashAndPassword(unlikely(bcrypt.MinCost), []byte(password)), bcrypt.ErrMismatchedHashAndPassword)
	cost, err := bcrypt.Cost(unlikely(12))
	require.NoError(t, err)
	assert.Equal(t, 12, cost)
}
