// Package web is the status page: who may see it, what it shows, and what monitoring asks. It takes no uploads, needs
// no script, and nothing from outside.
package web

import (
	"context"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"nines/templates"
)

// Config says what the page is made for.
type Config struct {
	Organisation string
	Locale       string            // BCP 47
	Words        map[string]string // own words of the locale, by key
	Zone         *time.Location    // in which times are shown
	Version      string            // of the program
	Colours      map[string]string // of the organisation, as #RRGGBB by the theme's names
	Archive      func() string     // the folder of the published files
	URL          string            // how readers reach the page: scheme and host; "": as they did
	TLS          bool              // the connection itself is encrypted
	Clock        func() time.Time
	Log          *slog.Logger
	Access       Access
	Sessions     Sessions
}

// Server serves the page.
type Server struct {
	config   Config
	service  Service
	access   atomic.Pointer[Access]
	failures *failures
	key      []byte // of the tokens in forms
	words    *templates.Words
	lang     string
	pages    *template.Template
	style    template.CSS
	policy   string // Content-Security-Policy of the pages
	turns    chan struct{}
	ready    readiness
	handler  http.Handler
}

// checksAtOnce is how many passwords are checked at a time: each takes a quarter of a second of a core.
const checksAtOnce = 2

// New prepares a server. It fails where words, looks, the access or the key that processes share cannot be used.
func New(ctx context.Context, c Config, service Service) (*Server, error) {
	s := &Server{
		config: c, service: service, failures: newFailures(c.Clock), turns: make(chan struct{}, checksAtOnce),
	}
	var err error
	if s.key, err = c.Sessions.Key(ctx); err != nil {
		return nil, err
	}
	if err := s.SetAccess(c.Access); err != nil {
		return nil, err
	}
	if err := s.looks(); err != nil {
		return nil, fmt.Errorf("prepare the status page: %w", err)
	}
	metrics, err := s.metrics()
	if err != nil {
		return nil, err
	}
	s.handler, err = s.protect(s.routes(metrics))
	return s, err
}

// Handler answers requests.
func (s *Server) Handler() http.Handler { return s.handler }

func (s *Server) looks() error {
	words, ok, err := templates.LoadWords(s.config.Locale, s.config.Words)
	if err != nil {
		return err
	}
	s.words, s.lang = words, words.Language
	if ok {
		s.lang = templates.Tag(s.config.Locale)
	}
	return s.loadPages()
}

func (s *Server) routes(metrics http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", healthy)
	mux.HandleFunc("GET /readyz", s.readyz)
	mux.Handle("GET /metrics", s.machine(metrics))
	mux.HandleFunc("GET /login", s.loginForm)
	mux.HandleFunc("POST /login", s.login)
	mux.HandleFunc("POST /logout", s.reader(s.logout))
	mux.HandleFunc("GET /{$}", s.reader(s.overview))
	mux.HandleFunc("GET /newest", s.reader(s.newest))
	mux.HandleFunc("GET /deliveries", s.reader(s.deliveries))
	mux.HandleFunc("POST /deliveries/looked", s.reader(s.lookedInto))
	mux.HandleFunc("GET /archive", s.reader(s.archive))
	mux.HandleFunc("GET /archive/{report}/{period}/{revision}/{file}", s.reader(s.file))
	mux.HandleFunc("GET /jobs/{job}", s.reader(s.job))
	mux.HandleFunc("POST /jobs/{job}/run", s.reader(s.runNow))
	mux.HandleFunc("GET /jobs/{job}/{due}", s.reader(s.run))
	mux.HandleFunc("GET /", s.reader(s.notFound)) // other methods: not allowed
	return mux
}
