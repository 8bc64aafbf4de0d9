package web

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryAnswerIsProtected(t *testing.T) {
	s := open(t, users(t), nil)
	in := s.enter(t, "anna", password)
	for _, path := range append([]string{"/healthz", "/readyz", "/login"}, pages...) {
		h := s.get(path, in).Header()
		assert.Equal(t, "nosniff", h.Get("X-Content-Type-Options"), path)
		assert.Equal(t, "same-origin", h.Get("Referrer-Policy"), path)
		assert.Equal(t, "no-store", h.Get("Cache-Control"), path)
		policy := h.Get("Content-Security-Policy")
		assert.Contains(t, policy, "default-src 'none'", path)
		assert.NotContains(t, policy, "script-src", path)
		if strings.HasSuffix(path, ".html") {
			assert.Equal(t, "SAMEORIGIN", h.Get("X-Frame-Options"))
			assert.True(t, strings.HasPrefix(policy, "sandbox allow-top-navigation-by-user-activation;"), policy)
		} else {
			assert.Equal(t, "DENY", h.Get("X-Frame-Options"), path)
			assert.NotContains(t, policy, "unsafe", path)
		}
	}
}

func TestMethods(t *testing.T) {
	s := open(t, users(t), nil)
	in := s.enter(t, "anna", password)
	for _, path := range []string{"/", "/healthz", "/metrics", "/archive", "/jobs/weekly-pack", "/gone"} {
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, "TRACE"} {
			assert.Equal(t, http.StatusMethodNotAllowed, s.ask(method, path, nil, in).Code, "%s %s", method, path)
		}
	}
	assert.Equal(t, http.StatusNotFound, s.get("/jobs/weekly-pack/run", in).Code, "running is no GET")
	assert.Empty(t, s.fake.asked)
}

func TestRunNow(t *testing.T) {
	s := open(t, users(t), nil)
	anna, ben := s.enter(t, "anna", password), s.enter(t, "ben", "ben's own")
	token := formToken(t, s.get("/", anna).Body.String())
	bens := formToken(t, s.get("/", ben).Body.String())
	assert.NotEqual(t, token, bens)
	cross := header("Sec-Fetch-Site", "cross-site")
	const weekly = "/jobs/weekly-pack/run"
	for name, c := range map[string]struct {
		path    string
		form    url.Values
		changes []func(*http.Request)
		want    int
	}{
		"no token":        {weekly, url.Values{}, []func(*http.Request){anna}, 403},
		"wrong token":     {weekly, url.Values{"token": {token + "x"}}, []func(*http.Request){anna}, 403},
		"another's token": {weekly, url.Values{"token": {bens}}, []func(*http.Request){anna}, 403},
		"token in query":  {weekly + "?token=" + token, url.Values{}, []func(*http.Request){anna}, 403},
		"may only read":   {weekly, url.Values{"token": {bens}}, []func(*http.Request){ben}, 403},
		"another site":    {weekly, url.Values{"token": {token}}, []func(*http.Request){anna, cross}, 403},
		"another origin":  {weekly, url.Values{"token": {token}}, []func(*http.Request){anna, header("Origin", "https://evil.example.com")}, 403},
		"no such job":     {"/jobs/gone/run", url.Values{"token": {token}}, []func(*http.Request){anna}, 404},
		"too large":       {weekly, url.Values{"token": {token}, "x": {strings.Repeat("x", longestForm)}}, []func(*http.Request){anna}, 403},
	} {
		assert.Equal(t, c.want, s.ask(http.MethodPost, c.path, c.form, c.changes...).Code, name)
	}
	assert.Empty(t, s.fake.asked)
	assert.NotContains(t, s.get("/", ben).Body.String(), "Run now")
	got := s.ask(http.MethodPost, "/jobs/weekly-pack/run", url.Values{"token": {token}}, anna, header("Sec-Fetch-Site", "same-origin"))
	assert.Equal(t, http.StatusSeeOther, got.Code)
	assert.Equal(t, []string{"weekly-pack anna"}, s.fake.asked)
}

// A proxy that ends TLS may send another host; what the browser tells is that of the configured address.
func TestOriginBehindProxy(t *testing.T) {
	s := open(t, users(t), func(c *Config) { c.URL = "https://nines.example.com" })
	in := s.enter(t, "anna", password)
	form := url.Values{"token": {formToken(t, s.get("/", in).Body.String())}}
	ask := func(origin string) int {
		return s.ask(http.MethodPost, "/jobs/weekly-pack/run", form, in, header("Origin", origin)).Code
	}
	assert.Equal(t, http.StatusSeeOther, ask("https://nines.example.com"))
	assert.Equal(t, http.StatusForbidden, ask("https://nines.example.com.evil.example"))
}

func TestNoUploads(t *testing.T) {
	s := open(t, users(t), nil)
	in := s.enter(t, "anna", password)
	form := url.Values{"token": {formToken(t, s.get("/", in).Body.String())}}
	got := s.ask(http.MethodPost, "/jobs/weekly-pack/run", form, in, func(r *http.Request) {
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		r.Body = io.NopCloser(strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"token\"; filename=\"a\"\r\n\r\n" + form.Get("token") + "\r\n--x--\r\n"))
	})
	assert.Equal(t, http.StatusForbidden, got.Code)
}

func TestPanicIsSurvived(t *testing.T) {
	s := open(t, Access{}, nil)
	broken, err := s.protect(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("planted") }))
	require.NoError(t, err)
	s.handler = broken
	got := s.get("/")
	assert.Equal(t, http.StatusInternalServerError, got.Code)
	assert.NotContains(t, got.Body.String(), "planted")
	assert.Contains(t, s.log.String(), "planted")
}

// Whatever is asked, and whatever fails, no answer holds a secret; nor does the log, but for what a failure said.
func TestNoSecretInAnyAnswer(t *testing.T) {
	a := users(t)
	s := open(t, a, nil)
	in := s.enter(t, "anna", password)
	basic := func(r *http.Request) { r.SetBasicAuth("anna", password) }
	var told strings.Builder
	look := func() {
		for _, path := range append([]string{"/healthz", "/readyz", "/login", "/login?next=/"}, pages...) {
			for _, changes := range [][]func(*http.Request){nil, {in}, {basic}} {
				got := s.get(path, changes...)
				_ = got.Header().Write(&told)
				told.WriteString(got.Body.String())
			}
		}
		told.WriteString(s.ask(http.MethodPost, "/login", url.Values{"name": {"anna"}, "password": {"planted-guess"}}).Body.String())
	}
	look()
	told.WriteString(s.log.String())
	s.fake.fails = errPlanted
	look()
	for _, secret := range []string{password, "ben's own", a.Users[0].Hash, a.Users[1].Hash, "planted"} {
		assert.NotContains(t, told.String(), secret)
	}
	assert.NotContains(t, s.log.String(), "planted-guess")
	assert.NotContains(t, s.log.String(), password)
}
