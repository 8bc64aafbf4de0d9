package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"sync/atomic"

	"nines/internal/config"
	"nines/internal/web"
	"nines/jobs"
	"nines/jobs/service"
	"nines/jobs/settings"
)

// keptByPage lists the keys of the status page that are other than before and hold until the program is started again.
func keptByPage(was, is config.Serve) (keys []string) {
	for _, k := range []struct{ name, was, is string }{
		{"serve.listen", was.Listen, is.Listen},
		{"serve.url", was.URL, is.URL},
		{"serve.certificate", was.Certificate, is.Certificate},
		{"serve.key", was.Key, is.Key},
	} {
		if k.was != k.is {
			keys = append(keys, k.name)
		}
	}
	return keys
}

// statusPage is the page of `nines serve`, on its address.
type statusPage struct {
	server      *web.Server
	listener    net.Listener
	certificate *tls.Certificate // nil: without TLS
	config      atomic.Pointer[config.Config]
	log         *slog.Logger
}

// openPage listens on the address of the configuration; nil where there is to be no page. What cannot be listened on, or
// a certificate or password that cannot be read, is an error at once; only where the configuration names no address and
// the usual one is taken, the service does without the page and says so.
func openPage(ctx context.Context, c console, r *jobs.Runner, serves *service.Service, log *slog.Logger) (*statusPage, error) {
	conf := r.Config
	if conf.Serve.Listen == config.NoPage {
		return nil, nil //nolint:nilnil // no page is no error
	}
	p := &statusPage{log: log}
	p.config.Store(conf)
	access, err := accessOf(conf)
	if err != nil {
		return nil, err
	}
	if conf.Serve.Certificate != "" {
		pair, err := tls.LoadX509KeyPair(conf.Serve.Certificate, conf.Serve.Key)
		if err != nil {
			return nil, fmt.Errorf("read the certificate of the status page: %w", err)
		}
		p.certificate = &pair
	}
	words, err := settings.OwnWords(conf)
	if err != nil {
		return nil, err
	}
	p.server, err = web.New(ctx, web.Config{
		Organisation: conf.Organisation, Locale: conf.Locale, Words: words, Zone: conf.Timezone, Version: jobs.Version(), Clock: c.clock, Log: log,
		Archive: p.archive, URL: conf.Serve.URL, Colours: conf.Branding.Colours, TLS: p.certificate != nil, Access: access,
		Sessions: logins{r.Store, c.clock},
	}, ledger{service: serves, store: r.Store, clock: c.clock})
	if err != nil {
		return nil, err
	}
	var listen net.ListenConfig
	p.listener, err = listen.Listen(ctx, "tcp", cmp.Or(conf.Serve.Listen, config.DefaultListen))
	switch {
	case err != nil && conf.Serve.Listen == "":
		log.Warn("there is no status page: serve.listen names an address that is free", "error", err)
		return nil, nil //nolint:nilnil // said above
	case err != nil:
		return nil, fmt.Errorf("open the status page: %w (serve.listen names another address)", err)
	}
	return p, nil
}

// start answers until it is closed, which waits for what is being answered.
func (p *statusPage) start() (closed func()) {
	if p == nil {
		return func() {}
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := p.server.Serve(ctx, p.listener, p.certificate); err != nil {
			p.log.Error("the status page has ended", "error", err)
		}
	}()
	p.log.Info("the status page is open", "address", p.address())
	return func() { cancel(); <-ended }
}

// address is where the page is.
func (p *statusPage) address() string {
	scheme := "http://"
	if p.certificate != nil {
		scheme = "https://"
	}
	return scheme + p.listener.Addr().String() + "/"
}

// reload takes over who may see the page, and where the archive is. The address stays.
func (p *statusPage) reload(conf *config.Config) error {
	if p == nil {
		return nil
	}
	access, err := accessOf(conf)
	if err != nil {
		return err
	}
	if err := p.server.SetAccess(access); err != nil {
		return err
	}
	p.config.Store(conf)
	return nil
}

func (p *statusPage) archive() string {
	return (&jobs.Runner{Config: p.config.Load()}).Archive().Folder()
}

// accessOf reads who may see the page. The error names a file at most.
func accessOf(conf *config.Config) (web.Access, error) {
	s := conf.Serve
	access := web.Access{ProxyHeader: s.ProxyHeader, Proxies: s.Proxies, Session: s.Session}
	for _, u := range s.Users {
		hash, err := u.Hash.Reveal()
		if err != nil {
			return web.Access{}, fmt.Errorf("the user %s: %w", u.Name, err)
		}
		role := web.Read
		if u.Role == config.RoleRun {
			role = web.RunJobs
		}
		access.Users = append(access.Users, web.User{Name: u.Name, Hash: hash, Role: role})
	}
	return access, nil
}
