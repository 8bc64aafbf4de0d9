package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"nines/internal/store"
	"nines/jobs"
)

// lookedFlags say who has looked into what of a run did not arrive, or may not have.
type lookedFlags struct{ run, by string }

// keep keeps it. A run is named as logs do, by its job and when it was due, to the second.
func (l lookedFlags) keep(ctx context.Context, c console, r *jobs.Runner) error {
	job, text, named := strings.Cut(l.run, "@")
	due, err := parseInstant("--looked-into", text, r.Config.Timezone)
	by := printable(l.by, longestLogged)
	switch {
	case err != nil:
		return usageError{err}
	case !named || due.IsZero():
		return usageError{fmt.Errorf("--looked-into %q names no run: expected the job and when it was due, such as weekly-pack@2026-11-02T07:00", l.run)}
	case by == "":
		return usageError{errors.New("--looked-into needs --by WHO")}
	}
	list, err := r.Store.Deliveries(ctx, store.DeliveryQuery{Job: job})
	if err != nil {
		return err
	}
	marked := 0
	for _, d := range list {
		if !d.Due.Truncate(time.Second).Equal(due.Truncate(time.Second)) || !d.ToLookInto() {
			continue
		}
		n, err := r.Store.LookedIntoDeliveries(ctx, d, by, r.Now())
		if err != nil {
			return err
		}
		marked += n
	}
	if marked == 0 {
		return usageError{fmt.Errorf("of the run %s nothing was refused or is in doubt that nobody has looked into", printable(l.run, longestLogged))}
	}
	fmt.Fprintf(c.out, "looked into: %d\n", marked)
	return nil
}
