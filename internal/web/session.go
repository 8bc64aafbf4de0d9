package web

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"time"
)

// Sessions keeps the logins that last, for all processes that show the page. Its methods may be called by several
// goroutines.
type Sessions interface {
	// Begin keeps a login.
	Begin(ctx context.Context, s Session) error
	// Find is the login of that token; known is false where there is none, or it is over.
	Find(ctx context.Context, token string) (s Session, known bool, err error)
	// End ends a login. One that is not there has ended.
	End(ctx context.Context, token string) error
	// Key is the secret that all processes share, 32 bytes.
	Key(ctx context.Context) ([]byte, error)
}

// Session is a login.
type Session struct {
	Token string // its digest: who reads what is kept cannot use it
	Name  string
	Proof string // changes when the user's password does
	Until time.Time
}

// digestOf is by what a token is kept.
func digestOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// begin makes a session, and returns its token.
func (s *Server) begin(ctx context.Context, u User, last time.Duration) (token string, err error) {
	token = rand.Text() // 128 bits at least
	return token, s.config.Sessions.Begin(ctx, Session{digestOf(token), u.Name, u.proof(), s.config.Clock().Add(last)})
}

// end ends a session. Where it cannot be ended now it ends by itself; the browser forgets it anyway.
func (s *Server) end(ctx context.Context, token string) {
	if err := s.config.Sessions.End(ctx, digestOf(token)); err != nil {
		s.config.Log.Error("a login cannot be ended", "error", err)
	}
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
