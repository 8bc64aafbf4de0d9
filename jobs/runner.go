// Package jobs does what the product is for: it imports sources, makes reports and keeps what was published. Every
// job can be run once by hand.
package jobs

import (
	"context"
	"fmt"
	"time"

	"nines/internal/config"
	"nines/internal/store"
	"nines/jobs/archive"
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

// Archive is where the files of what is published are kept.
func (r *Runner) Archive() archive.Archive { return archive.Below(r.Config.Output) }

// Now reads the clock, once per job, as precisely as the store keeps instants. In UTC.
func (r *Runner) Now() time.Time { return r.Clock().UTC().Truncate(time.Millisecond) }
