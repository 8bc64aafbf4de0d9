package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"nines/internal/itsm"
)

// LogRequest is a change that somebody logs.
type LogRequest struct {
	Text      string // what was done
	Service   string // its id, name or an alias; one that nobody knows is taken as it is, if it resembles none
	Force     bool   // also if it does
	Component string
	By        string
	Reason    string
	Class     itsm.ChangeClass
	Outcome   itsm.Outcome
	At        time.Time // zero: now
}

// Logged is what was logged.
type Logged struct {
	itsm.Change
	Unknown bool // nobody knows the service
}

// FutureError says that somebody logs what has not happened yet.
type FutureError struct{ At time.Time }

func (e *FutureError) Error() string {
	return fmt.Sprintf("%s is yet to come: what is logged was done; a change that is planned belongs in the tool for changes", e.At.Format(time.RFC3339))
}

// LogChange keeps a change that was just made, or at an instant, as one that began and ended then and is closed. Its id, such as
// LOG-20261121-1, has the day on which it was made and a number. The store is made where there is none. A service that
// is probably mistyped is an UnknownNameError.
func (r *Runner) LogChange(ctx context.Context, want LogRequest) (*Logged, error) {
	now := r.Now()
	if want.At.IsZero() {
		want.At = now
	}
	if want.At.After(now) {
		return nil, &FutureError{want.At.In(r.Config.Timezone)}
	}
	logged := &Logged{Change: itsm.Change{
		Title: want.Text, Service: want.Service, Component: want.Component, Responsible: want.By, Reason: want.Reason,
		Class: want.Class, Outcome: want.Outcome, Status: itsm.StatusClosed, ActualStart: want.At, ActualEnd: want.At, Updated: now,
	}}
	logged.Version = now
	if err := r.nameService(ctx, logged, want.Force); err != nil {
		return nil, err
	}
	day := want.At.In(r.Config.Timezone).Format("20060102")
	if err := r.Store.LogChange(ctx, itsm.LogSource, "LOG-"+day, now, &logged.Change); err != nil {
		return nil, fmt.Errorf("log the change: %w", err)
	}
	return logged, nil
}

// nameService calls the service by its id, where it is known.
func (r *Runner) nameService(ctx context.Context, c *Logged, force bool) (err error) {
	data, err := r.Store.Snapshot(ctx, allTime)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	catalogue, _, err := r.servicesOf(ctx, data)
	if err != nil {
		return err
	}
	if s := catalogue.Lookup(c.Service); s != nil {
		c.Service = s.ID
		return nil
	}
	if e := unknownService(catalogue, c.Service); e.Near != "" && !force {
		return e
	}
	c.Unknown = true
	return nil
}
