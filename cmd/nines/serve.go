package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"nines/internal/config"
	"nines/jobs"
	"nines/jobs/service"
)

func newServe(c console, path *string) *cobra.Command {
	var hash bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run the jobs when they are due, until a signal ends it; SIGHUP reads the configuration again",
		Args:  usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if hash {
				return hashPassword(c, os.Stdin)
			}
			begun := false
			err := using(cmd.Context(), console{clock: c.clock}, *path, func(r *jobs.Runner) error { // its log tells of progress
				begun = true
				return runDaemon(cmd.Context(), c, *path, r)
			})
			if !begun && cmd.Context().Err() != nil {
				return nil //nolint:nilerr // told to end before it began
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&hash, "hash-password", false, "only read a password of the status page from standard input and print its hash for the configuration")
	return cmd
}

// runDaemon serves, with its page, until the context ends.
func runDaemon(ctx context.Context, c console, path string, r *jobs.Runner) (err error) {
	d := newDaemon(c, path, r)
	if d.page, err = openPage(ctx, c, r, d.service, d.log); err != nil {
		return err
	}
	defer d.page.start()()
	return d.run(ctx)
}

// daemon is `nines serve` as a process: it hears signals, and tells the one that started it how it stands.
type daemon struct {
	path    string // of the configuration
	config  *config.Config
	service *service.Service
	page    *statusPage // nil: none
	systemd systemd
	log     *slog.Logger
}

func newDaemon(c console, path string, r *jobs.Runner) *daemon {
	log := newLogger(c)
	return &daemon{
		path: path, config: r.Config, service: service.New(r, service.Options{Log: log}),
		systemd: findSystemd(os.LookupEnv), log: log,
	}
}

// newLogger writes for people on a terminal, and JSON for programs elsewhere.
func newLogger(c console) *slog.Logger {
	if c.terminal {
		return slog.New(slog.NewTextHandler(c.err, nil))
	}
	return slog.New(slog.NewJSONHandler(c.err, &slog.HandlerOptions{ReplaceAttr: legibleLengths}))
}

// legibleLengths writes lengths of time with their unit.
func legibleLengths(_ []string, a slog.Attr) slog.Attr {
	if a.Value.Kind() == slog.KindDuration {
		a.Value = slog.StringValue(a.Value.Duration().String())
	}
	return a
}

// run serves until the context ends and the run that is being made is over.
func (d *daemon) run(ctx context.Context) error {
	reload := make(chan os.Signal, 1)
	signal.Notify(reload, syscall.SIGHUP)
	defer signal.Stop(reload)
	ended := make(chan error, 1)
	go func() { ended <- d.service.Lead(ctx) }()
	d.log.Info("nines serves", "version", jobs.Version(), "configuration", d.path, "store", d.config.Store.Name, "jobs", len(d.config.Jobs))
	d.systemd.tell("READY=1")
	beat := time.NewTicker(d.systemd.beat)
	defer beat.Stop()
	stopping := ctx.Done()
	for {
		select {
		case err := <-ended:
			d.log.Info("nines has ended")
			return err
		case <-stopping:
			stopping = nil
			d.log.Info("ending: what is being made is waited for; another signal ends it at once")
			d.systemd.tell("STOPPING=1")
		case <-reload:
			d.reload()
		case <-beat.C:
			d.systemd.alive(ctx.Err() != nil, d.service.Running())
		}
	}
}

// reload puts the configuration of the file in place of the one that is used, if it is sound.
func (d *daemon) reload() {
	next, err := load(d.path)
	var problems config.Problems
	switch {
	case errors.As(err, &problems):
		for _, p := range problems {
			d.log.Error("the configuration is refused", "problem", p.Error())
		}
	case err != nil:
		d.log.Error("the configuration is refused", "problem", err)
	default:
		if err = d.page.reload(next); err != nil {
			d.log.Error("the configuration is refused", "problem", err)
		}
	}
	if err != nil {
		d.log.Error("the configuration stays as it was", "problems", max(len(problems), 1))
		return
	}
	for _, key := range d.fixed(next) {
		d.log.Warn(fmt.Sprintf("%s stays as it was until the program is started again", key))
	}
	next.Store = d.config.Store
	d.config = next
	d.service.Reload(next)
	d.log.Info("the configuration is read again", "configuration", d.path, "jobs", len(next.Jobs))
}

// fixed lists the keys that are other than before and cannot change while the program runs.
func (d *daemon) fixed(next *config.Config) (keys []string) {
	if next.Store.Name != d.config.Store.Name {
		keys = append(keys, "store")
	}
	return append(keys, keptByPage(d.config.Serve, next.Serve)...)
}
