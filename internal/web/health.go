package web

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// healthy says that the process answers; it asks nothing else, so that a database that is away restarts nobody.
func healthy(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok\n") }

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text)) // who asked has gone
}

// readiness remembers for a moment whether the service can do its work: anybody may ask, as often as they like.
type readiness struct {
	mu    sync.Mutex
	asked time.Time
	err   error
}

const (
	readyFor  = time.Second
	readyWait = 3 * time.Second
)

// ask returns why the service cannot do its work; nil: it can.
func (s *Server) ask() error {
	s.ready.mu.Lock()
	defer s.ready.mu.Unlock()
	if now := s.config.Clock(); s.ready.asked.IsZero() || now.Sub(s.ready.asked) >= readyFor || now.Before(s.ready.asked) {
		ctx, cancel := context.WithTimeout(context.Background(), readyWait) // of the answer, not of who happens to ask
		defer cancel()
		s.ready.err, s.ready.asked = s.service.Ready(ctx), now
	}
	return s.ready.err
}

// readyz says in one word whether the service can do its work; why not, and who leads, is told to those who may read.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	err := s.ask()
	_, known, failure := s.who(r)
	known = known && failure == nil
	switch {
	case err != nil && known:
		plain(w, http.StatusServiceUnavailable, "not ready: "+err.Error()+"\n")
	case err != nil:
		plain(w, http.StatusServiceUnavailable, "not ready\n")
	case known:
		plain(w, http.StatusOK, "ready, "+s.rank(r.Context())+"\n")
	default:
		plain(w, http.StatusOK, "ready\n")
	}
}

// rank tells whether this process leads.
func (s *Server) rank(ctx context.Context) string {
	status, err := s.service.Status(ctx)
	switch {
	case err != nil:
		return "unknown"
	case status.Leads:
		return "leader"
	}
	return "standby"
}
