package main

import (
	"context"

	"nines/internal/store"
	"nines/internal/web"
	"nines/jobs"
)

// mostLogins are kept at a time.
const mostLogins = 10_000

// logins keeps those of the status page in the store, so that they hold on every process that shows it, and outlast it.
type logins struct {
	store *store.Store
	clock jobs.Clock
}

// Begin implements web.Sessions.
func (l logins) Begin(ctx context.Context, s web.Session) error {
	kept := store.Session{Token: s.Token, Name: s.Name, Proof: s.Proof, Ends: s.Until}
	return l.store.AddSession(ctx, kept, l.clock(), mostLogins)
}

// Find implements web.Sessions.
func (l logins) Find(ctx context.Context, token string) (web.Session, bool, error) {
	s, known, err := l.store.Session(ctx, token, l.clock())
	return web.Session{Token: s.Token, Name: s.Name, Proof: s.Proof, Until: s.Ends}, known, err
}

// End implements web.Sessions.
func (l logins) End(ctx context.Context, token string) error { return l.store.EndSession(ctx, token) }

// Key implements web.Sessions.
func (l logins) Key(ctx context.Context) ([]byte, error) { return l.store.WebKey(ctx) }
