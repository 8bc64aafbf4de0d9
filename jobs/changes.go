package jobs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"nines/internal/config"
	"nines/internal/itsm"
	"nines/internal/store"
	"nines/jobs/settings"
)

// ChangesRequest asks for the last changes in production.
type ChangesRequest struct {
	Service string        // its id, name or an alias; empty: all
	Before  time.Time     // zero: now
	Within  time.Duration // how long before; negative: as long as changes are suspected
}

// RecentChange is a change, as of now, and when it started.
type RecentChange struct {
	itsm.Change
	Of         string    // the id of its service; empty: unknown
	Start      time.Time // the actual one, else the planned one
	Planned    bool      // nothing says that it was started
	Dependency bool      // it is one on a service on which the one that was asked for depends
}

// RecentChanges are the last changes before an instant.
type RecentChanges struct {
	Service   string   // the id; empty: all
	DependsOn []string // ids
	Span      itsm.Span
	Within    time.Duration
	Changes   []RecentChange // those of the service first, the latest first
	Earlier   []RecentChange // where there are none: the last few before
	Cancelled int            // called off before they started, which are in neither
	Imported  time.Time      // when a source of changes was imported last; zero: never
}

// OpenToRead opens the store of a configuration for a question. It fails where there is none.
func OpenToRead(ctx context.Context, c *config.Config, clock Clock) (*Runner, error) {
	location, err := location(c)
	if err != nil {
		return nil, err
	}
	s, err := store.OpenToRead(ctx, location)
	if err != nil {
		return nil, err
	}
	return &Runner{Config: c, Store: s, Clock: clock}, nil
}

// fewEarlier is how many changes are shown where there are none in the time that was asked for.
const fewEarlier = 5

// Changes answers what the last changes in production were, from what is in the store. It goes by what is known now,
// also of an earlier instant: a start that was noted late is one all the same.
func (r *Runner) Changes(ctx context.Context, want ChangesRequest) (found *RecentChanges, err error) {
	now := r.Now()
	if want.Before.IsZero() {
		want.Before = now
	}
	if want.Within < 0 {
		want.Within = r.Config.Changes.Suspect
	}
	data, err := r.Store.Snapshot(ctx, itsm.Latest(now, want.Before))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	s, err := r.search(ctx, data, want.Service)
	if err != nil {
		return nil, err
	}
	s.found.Span, s.found.Within = itsm.Span{From: want.Before.Add(-want.Within), To: want.Before}, want.Within
	if err := s.run(ctx, data); err != nil {
		return nil, err
	}
	s.found.Imported, err = data.ChangesImported(ctx, itsm.LogSource)
	return s.found, err
}

// changeSearch looks for changes of a service and of those on which it depends.
type changeSearch struct {
	catalogue *itsm.Catalogue
	found     *RecentChanges
	names     []string // by which the data call the services; nil: all
}

// search finds out by which names the data call what is asked for.
func (r *Runner) search(ctx context.Context, data *store.Snapshot, service string) (*changeSearch, error) {
	catalogue, names, err := r.servicesOf(ctx, data)
	if err != nil {
		return nil, err
	}
	s := &changeSearch{catalogue: catalogue, found: &RecentChanges{}}
	if service == "" {
		return s, nil
	}
	asked := catalogue.Lookup(service)
	if asked == nil {
		return nil, unknownService(catalogue, service)
	}
	s.found.Service = asked.ID
	wanted := []string{asked.ID}
	for _, name := range asked.DependsOn {
		if other := catalogue.Find(name); other != nil && !slices.Contains(wanted, other.ID) {
			s.found.DependsOn, wanted = append(s.found.DependsOn, other.ID), append(wanted, other.ID)
		}
	}
	s.names = []string{}
	for _, name := range names {
		if slices.Contains(wanted, catalogue.Find(name).ID) {
			s.names = append(s.names, name)
		}
	}
	return s, nil
}

// servicesOf returns the catalogue with the services met in the data, and the names by which these are called.
func (r *Runner) servicesOf(ctx context.Context, data *store.Snapshot) (*itsm.Catalogue, []string, error) {
	catalogue, _, err := settings.Catalogue(ctx, r.Config, data)
	if err != nil {
		return nil, nil, err
	}
	names, err := data.ServiceNames(ctx)
	if err != nil {
		return nil, nil, err
	}
	named := names[:0]
	for _, name := range names {
		if catalogue.Find(name) != nil { // not blank
			named = append(named, name)
		}
	}
	return catalogue, named, nil
}

// unknownService says which services there are, or which one is meant.
func unknownService(catalogue *itsm.Catalogue, name string) *UnknownNameError {
	e := &UnknownNameError{What: "service", Name: name, Known: serviceIDs(catalogue)}
	e.Near, _ = nearService(catalogue, name)
	return e
}

func serviceIDs(catalogue *itsm.Catalogue) []string {
	var ids []string
	for _, s := range catalogue.Services() {
		ids = append(ids, s.ID)
	}
	slices.Sort(ids)
	return ids
}

// nearService is the id of the service whose id, name or alias resembles the word.
func nearService(catalogue *itsm.Catalogue, word string) (string, bool) {
	var names []string
	for _, s := range catalogue.Services() {
		names = append(append(names, s.ID, s.Name), s.Aliases...)
	}
	name, ok := config.Nearest(word, names)
	if !ok {
		return "", false
	}
	return catalogue.Find(name).ID, true
}

func (s *changeSearch) run(ctx context.Context, data *store.Snapshot) (err error) {
	f := s.found
	f.Changes, err = s.read(ctx, data, itsm.ChangeQuery{Span: f.Span, Services: s.names})
	if err != nil || len(f.Changes) > 0 {
		return err
	}
	cancelled := f.Cancelled // those before do not count
	f.Earlier, err = s.earlier(ctx, data)
	f.Cancelled = cancelled
	return err
}

// earlier returns the last few changes before the span, each name asked for by itself: the databases find the last ones
// of one service at once, of several they sort all.
func (s *changeSearch) earlier(ctx context.Context, data *store.Snapshot) ([]RecentChange, error) {
	// Some of them may have been called off.
	q := itsm.ChangeQuery{Span: itsm.Span{To: s.found.Span.From}, Last: 4 * fewEarlier}
	if s.names == nil {
		all, err := s.read(ctx, data, q)
		return all[:min(len(all), fewEarlier)], err
	}
	var all []RecentChange
	for _, name := range s.names {
		q.Services = []string{name}
		some, err := s.read(ctx, data, q)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortFunc(all, func(a, b RecentChange) int {
		return cmp.Or(b.Start.Compare(a.Start), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Source, b.Source))
	})
	all = all[:min(len(all), fewEarlier)]
	slices.SortStableFunc(all, func(a, b RecentChange) int { return cmp.Compare(distance(a), distance(b)) })
	return all, nil
}

// distance puts the changes of a service before those of services on which it depends.
func distance(c RecentChange) int {
	if c.Dependency {
		return 1
	}
	return 0
}

// read returns the changes of a query: those of the service that was asked for before those of others, each in the
// order of the store.
func (s *changeSearch) read(ctx context.Context, data *store.Snapshot, q itsm.ChangeQuery) ([]RecentChange, error) {
	var all []RecentChange
	err := data.LastChanges(ctx, q, func(c *itsm.Change) error {
		change := RecentChange{Change: *c, Start: itsm.FirstKnown(c.ActualStart, c.PlannedStart), Planned: c.ActualStart.IsZero()}
		if change.Planned && c.Cancelled() {
			s.found.Cancelled++
			return nil
		}
		if !change.Start.Before(q.To) { // the actual start is not known yet, the planned one is later
			return nil
		}
		if service := s.catalogue.Find(c.Service); service != nil {
			change.Of = service.ID
		}
		change.Dependency = s.found.Service != "" && change.Of != s.found.Service
		all = append(all, change)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for the last changes: %w", err)
	}
	slices.SortStableFunc(all, func(a, b RecentChange) int { return cmp.Compare(distance(a), distance(b)) })
	return all, nil
}
