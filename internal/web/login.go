package web

import (
	"errors"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// loginPage asks who the reader is.
type loginPage struct {
	frame
	Next    string // where to go then
	Failure string
	Name    string
}

func (s *Server) loginForm(w http.ResponseWriter, r *http.Request) {
	next := inside(r.URL.Query().Get("next"))
	if _, ok, err := s.who(r); ok && err == nil {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return
	}
	if !s.canLogIn() {
		s.refuse(w, r, http.StatusUnauthorized, "web.unknown_reader")
		return
	}
	s.show(w, http.StatusOK, "login", loginPage{frame: s.frame(reader{}, "web.login"), Next: next})
}

func (s *Server) login(w http.ResponseWriter, r *http.Request) {
	next := inside(r.PostFormValue("next"))
	name := r.PostFormValue("name")
	page := loginPage{frame: s.frame(reader{}, "web.login"), Next: next, Name: name}
	u, wait, err := s.logIn(r, name, r.PostFormValue("password"))
	switch {
	case errors.Is(err, errWait):
		minutes := int(math.Ceil(wait.Minutes()))
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		page.Failure = s.words.Plural("web.wait", minutes, strconv.Itoa(minutes))
		s.show(w, http.StatusTooManyRequests, "login", page)
	case err != nil:
		page.Failure = s.words.Text("web.wrong")
		s.show(w, http.StatusUnauthorized, "login", page)
	default:
		s.enter(w, r, u, next)
	}
}

// enter begins a session in the place of the one that the browser had, and goes on.
func (s *Server) enter(w http.ResponseWriter, r *http.Request, u User, next string) {
	if old := sessionToken(r); old != "" {
		s.end(r.Context(), old)
	}
	last := s.access.Load().Session
	token, err := s.begin(r.Context(), u, last)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.setCookie(w, token, last)
	http.Redirect(w, r, next, http.StatusSeeOther)
}

var errWait = errors.New("too many failures")

// logIn checks a name and a password, and slows down who guesses. errWrong, or errWait and how long.
func (s *Server) logIn(r *http.Request, name, password string) (u User, wait time.Duration, err error) {
	client := s.client(r)
	if len(name) > longestName || unprintable(name) {
		name = ""
	}
	keys := keysOf(client, name)
	wait, ok := s.failures.begin(keys)
	if !ok {
		s.config.Log.Warn("a login is kept waiting", "name", name, "address", client.String())
		return User{}, wait, errWait
	}
	if u, err = s.checkPassword(r, name, password); err != nil {
		s.config.Log.Warn("a login failed", "name", name, "address", client.String())
		return User{}, 0, err
	}
	s.failures.succeed(keys)
	return u, 0, nil
}

func (s *Server) logout(w http.ResponseWriter, r *http.Request, _ reader) {
	s.end(r.Context(), sessionToken(r))
	s.setCookie(w, "", 0)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// inside is a place of this page, whatever was asked for: a browser would take a second slash, or a backslash in its
// stead, for the beginning of another host.
func inside(next string) string {
	u, err := url.Parse(next)
	if err != nil || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.HasPrefix(u.Path, "//") ||
		strings.Contains(next, `\`) || unprintable(next) || strings.HasPrefix(u.Path, "/login") {
		return "/"
	}
	return u.RequestURI()
}
