// Package jobs does what the product is for: it imports sources, makes reports and keeps what was published. Every
// job can be run once by hand.
package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"nines/internal/config"
	"nines/internal/store"
)

// Progress shows how far a long step has got. Implementations need not be quick: it is told a few times a second.
type Progress interface {
	// Begin starts a step of so many units; 0: nobody knows how many.
	Begin(step string, total int64)
	// At tells how many units are done.
	At(done int64)
	// End ends the step.
	End()
}

// Runner runs jobs on one configuration and one store.
type Runner struct {
	Config   *config.Config
	Store    *store.Store
	Clock    Clock
	Progress Progress
	Log      *slog.Logger // of deliveries and alarms, beside the ledger; nil: none
}

// Open opens the store that the configuration names and makes it where it is missing.
func Open(ctx context.Context, c *config.Config, clock Clock, progress Progress) (*Runner, error) {
	location, err := location(c)
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, location)
	if err != nil {
		return nil, err
	}
	return &Runner{Config: c, Store: s, Clock: clock, Progress: progress}, nil
}

// Close closes the store.
func (r *Runner) Close() error { return r.Store.Close() }

// location is the address of the store, with its password where it has one.
func location(c *config.Config) (string, error) {
	if c.Store.Kind == config.SQLite {
		return "sqlite:" + c.Store.Path, nil
	}
	address, err := c.Store.URL.Reveal()
	if err != nil {
		return "", fmt.Errorf("read the address of the store: %w", err)
	}
	return address, nil
}

// now reads the clock, once per job.
func (r *Runner) now() time.Time { return r.Clock().UTC().Truncate(time.Millisecond) }
