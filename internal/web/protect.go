package web

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
	"unicode"
)

const (
	longestName = 200      // of a user, in bytes
	longestForm = 16 << 10 // bytes

	ledgerMay = 20 * time.Second // answer a page; a reader does not wait longer for a database that is away
)

// protect puts before every request what holds for all of them.
func (s *Server) protect(next http.Handler) (http.Handler, error) {
	origin := http.NewCrossOriginProtection()
	if s.config.URL != "" { // a proxy may have changed the host
		if err := origin.AddTrustedOrigin(s.config.URL); err != nil {
			return nil, fmt.Errorf("the address of the status page: %w", err)
		}
	}
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.refuse(w, r, http.StatusForbidden, "web.foreign")
	}))
	next = origin.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.headers(w.Header())
		defer s.survive(w, r)
		if !s.ours(r.Host) {
			s.refuse(w, r, http.StatusMisdirectedRequest, "web.misdirected")
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, longestForm)
		next.ServeHTTP(w, r)
	}), nil
}

// headers say what a browser may do with any answer: nothing but show it.
func (s *Server) headers(h http.Header) {
	h.Set("Content-Security-Policy", s.policy)
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin") // with none at all a browser would not tell where a form comes from either
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	if s.secure() {
		h.Set("Strict-Transport-Security", fmt.Sprintf("max-age=%d", int(180*24*time.Hour/time.Second)))
	}
}

// secure tells whether browsers reach the page over an encrypted connection.
func (s *Server) secure() bool { return s.config.TLS || strings.HasPrefix(s.config.URL, "https://") }

// survive answers where a handler panics, and logs it; the server goes on.
func (s *Server) survive(w http.ResponseWriter, r *http.Request) {
	if p := recover(); p != nil && p != http.ErrAbortHandler { //nolint:errorlint // a value of recover
		s.config.Log.Error("a page failed", "path", r.URL.Path, "panic", fmt.Sprint(p))
		s.refuse(w, r, http.StatusInternalServerError, "web.broken")
	}
}

// ours tells whether a request was meant for this page. Where nobody logs in, a foreign page could give its own name the
// address of this machine, and read what is here as if it were its own.
func (s *Server) ours(host string) bool {
	if s.access.Load().guarded() {
		return true
	}
	if public, err := url.Parse(s.config.URL); err == nil && public.Host != "" && strings.EqualFold(public.Host, host) {
		return true
	}
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	ip, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return strings.EqualFold(name, "localhost") || err == nil && ip.IsLoopback()
}

// seal makes a proof that only processes with the key can make.
func (s *Server) seal(text string) []byte {
	mac := hmac.New(sha256.New, s.key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}

// genuine tells whether a form comes from a page that was shown to its reader.
func (s *Server) genuine(r *http.Request, who reader) bool {
	return hmac.Equal([]byte(r.PostFormValue("token")), []byte(s.token(who)))
}

// handler is a page for a reader who is known.
type handler func(w http.ResponseWriter, r *http.Request, who reader)

// reader lets readers pass, and sends others to the login. A request that changes something needs a form of ours.
func (s *Server) reader(next handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), ledgerMay)
		defer cancel()
		r = r.WithContext(ctx)
		who, ok, err := s.who(r)
		switch {
		case err != nil:
			s.fail(w, r, err)
		case !ok && r.Method == http.MethodGet && s.canLogIn():
			http.Redirect(w, r, "/login?"+url.Values{"next": {r.URL.RequestURI()}}.Encode(), http.StatusSeeOther)
		case !ok:
			s.refuse(w, r, http.StatusUnauthorized, "web.unknown_reader")
		case r.Method == http.MethodPost && !s.genuine(r, who):
			s.refuse(w, r, http.StatusForbidden, "web.stale")
		default:
			next(w, r, who)
		}
	}
}

// canLogIn tells whether anybody has a password.
func (s *Server) canLogIn() bool {
	for _, u := range s.access.Load().Users {
		if u.Hash != "" {
			return true
		}
	}
	return false
}

// machine lets programs pass that send a user's name and password with each request, beside readers.
func (s *Server) machine(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, ok, err := s.who(r); ok && err == nil {
			next.ServeHTTP(w, r)
			return
		}
		if name, password, told := r.BasicAuth(); told && s.canLogIn() {
			if _, _, err := s.logIn(r, name, password); err == nil {
				next.ServeHTTP(w, r)
				return
			}
		}
		w.Header().Set("WWW-Authenticate", `Basic realm="nines", charset="UTF-8"`)
		http.Error(w, s.words.Text("web.unknown_reader"), http.StatusUnauthorized)
	})
}

// unprintable tells whether a text holds what no name does.
func unprintable(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })
}
