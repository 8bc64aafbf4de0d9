package web

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"sync"
	"time"
)

// sessions are the logins that last. They are kept in memory: who was logged in when the process ended logs in again.
type sessions struct {
	clock func() time.Time
	mu    sync.Mutex
	byKey map[[sha256.Size]byte]session // by the hash of the token: who reads the memory cannot use it
}

type session struct {
	name  string
	proof [sha256.Size]byte // see User.proof
	until time.Time
}

// mostSessions are held at a time: of more, those that end first go.
const mostSessions = 10_000

func newSessions(clock func() time.Time) *sessions {
	return &sessions{clock: clock, byKey: map[[sha256.Size]byte]session{}}
}

// begin makes a session, and returns its token.
func (s *sessions) begin(u User, last time.Duration) string {
	token := rand.Text() // 128 bits at least
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clear()
	s.byKey[sha256.Sum256([]byte(token))] = session{u.Name, u.proof(), s.clock().Add(last)}
	return token
}

// clear drops what is over, and makes room for one more.
func (s *sessions) clear() {
	now := s.clock()
	var first [sha256.Size]byte
	var ends time.Time
	for key, v := range s.byKey {
		if !v.until.After(now) {
			delete(s.byKey, key)
		} else if ends.IsZero() || v.until.Before(ends) {
			first, ends = key, v.until
		}
	}
	if len(s.byKey) >= mostSessions {
		delete(s.byKey, first)
	}
}

// find tells whose session a token is.
func (s *sessions) find(token string) (name string, proof [sha256.Size]byte, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.byKey[sha256.Sum256([]byte(token))]
	if !ok || !v.until.After(s.clock()) {
		return "", proof, false
	}
	return v.name, v.proof, true
}

func (s *sessions) end(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.byKey, sha256.Sum256([]byte(token)))
}

// The cookie's names. A browser takes the first only over an encrypted connection, for this host alone.
const (
	secureCookie = "__Host-nines"
	plainCookie  = "nines"
)

func sessionToken(r *http.Request) string {
	for _, name := range []string{secureCookie, plainCookie} {
		if c, err := r.Cookie(name); err == nil {
			return c.Value
		}
	}
	return ""
}

// setCookie hands a session's token to the browser; an empty one takes it away.
func (s *Server) setCookie(w http.ResponseWriter, token string, last time.Duration) {
	c := http.Cookie{
		Name: plainCookie, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode,
		MaxAge: int(last / time.Second), Secure: s.secure(),
	}
	if c.Secure {
		c.Name = secureCookie
	}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, &c)
}

// token is a secret that only a page of ours shows the reader, so that a form with it comes from one.
func (s *Server) token(who reader) string {
	return base64.RawURLEncoding.EncodeToString(s.seal(who.anchor))
}
