package service

import (
	"context"
	"time"

	"nines/internal/store"
)

// leadAgain is how long a process that could not ask for the lead waits before it asks again.
const leadAgain = time.Second

// Lead makes what is due whenever this process leads those on its store, until the context ends; then it returns when
// the run that is being made is over, as Run does. While another leads it stands by. Where the store is away it waits
// for it to come back.
func (s *Service) Lead(ctx context.Context) error {
	r, _ := s.current()
	log := s.options.Log
	trouble := "" // the last that was logged: it may go on for hours
	for ctx.Err() == nil {
		lead, err := r.Store.Lead(ctx, func() { log.Info("another process leads: standing by") })
		if err == nil {
			trouble = ""
			if err := s.term(ctx, lead); err != nil {
				return err
			}
			continue
		}
		if ctx.Err() == nil && err.Error() != trouble {
			trouble = err.Error()
			log.Error("the lead cannot be asked for; it is tried again", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(leadAgain):
		}
	}
	return nil
}

// term makes what is due for as long as this process leads.
func (s *Service) term(ctx context.Context, lead *store.Leadership) error {
	defer lead.Resign()
	term, end := context.WithCancel(ctx)
	defer end()
	over := make(chan struct{})
	defer close(over)
	go func() {
		select {
		case <-lead.Lost():
			s.options.Log.Error("the lead is lost: what is being made is broken off", "error", lead.Err())
			end() // for a service that does not run yet
			s.Abort()
		case <-over:
		}
	}()
	s.options.Log.Info("this process leads")
	return s.Run(term)
}
