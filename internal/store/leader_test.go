package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/pgtest"
	"nines/internal/store"
)

// soon is longer than anything here takes, on a busy machine too.
const soon = time.Minute

func within(t *testing.T, what string, event <-chan struct{}) {
	t.Helper()
	select {
	case <-event:
	case <-time.After(soon):
		require.FailNow(t, "nothing came", what)
	}
}

func leads(t *testing.T, s *store.Store) *store.Leadership {
	t.Helper()
	l, err := s.Lead(context.Background(), func() { assert.Fail(t, "another leads") })
	require.NoError(t, err)
	t.Cleanup(l.Resign)
	return l
}

// candidate asks for the lead in the background.
type candidate struct {
	standby, leads chan struct{} // closed when it came to that
	lead           *store.Leadership
}

func asks(t *testing.T, s *store.Store) *candidate {
	t.Helper()
	c := &candidate{standby: make(chan struct{}), leads: make(chan struct{})}
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan struct{})
	go func() {
		defer close(over)
		if l, err := s.Lead(ctx, func() { close(c.standby) }); err == nil {
			c.lead = l
			close(c.leads)
		}
	}()
	t.Cleanup(func() {
		cancel()
		<-over
		if c.lead != nil {
			c.lead.Resign()
		}
	})
	return c
}

// One leads, the next when it resigns, and never two.
func TestOneLeads(t *testing.T) {
	databases(t, func(t *testing.T, location string) {
		first := leads(t, openAny(t, location))
		second := asks(t, openAny(t, location))
		within(t, "the second stands by", second.standby)
		time.Sleep(3 * time.Second) // it asks again, in vain
		select {
		case <-second.leads:
			require.Fail(t, "two lead")
		case <-first.Lost():
			require.Fail(t, "lost", first.Err())
		default:
		}
		first.Resign()
		first.Resign() // again, without harm
		within(t, "the second leads", second.leads)
		assert.NoError(t, first.Err(), "who resigns does not lose it")
	})
}

// Who waits can be told to wait no longer.
func TestStandbyEnds(t *testing.T) {
	databases(t, func(t *testing.T, location string) {
		leads(t, openAny(t, location))
		ctx, cancel := context.WithCancel(context.Background())
		_, err := openAny(t, location).Lead(ctx, cancel)
		assert.ErrorIs(t, err, context.Canceled)
	})
}

// A leader whose session the server ends knows it, and another leads.
func TestLeadLostWithTheSession(t *testing.T) {
	address := pgtest.URL(t)
	first := leads(t, openAny(t, address))
	second := asks(t, openAny(t, address))
	within(t, "the second stands by", second.standby)
	pgtest.Exec(t, address, fmt.Sprintf(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
		AND database = (SELECT oid FROM pg_database WHERE datname = '%s')`, pgtest.Name(t, address)))
	within(t, "the first lost it", first.Lost())
	assert.Error(t, first.Err())
	within(t, "the second leads", second.leads)
}

// The server frees the lead of a session that says nothing: the machine at its other end may be gone.
func TestServerEndsSilentLeaders(t *testing.T) {
	assert.Equal(t, []string{"20s", "20000", "5"},
		store.LeaderSettings(t, pgtest.URL(t), "idle_session_timeout", "tcp_user_timeout", "tcp_keepalives_idle"))
}

// A lock on a file that somebody removed keeps nobody away: its holder gives up.
func TestLeadLostWithItsFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nines.db")
	first := leads(t, openAny(t, "sqlite:"+path))
	require.NoError(t, os.Remove(path+"-leader"))
	within(t, "the first lost it", first.Lost())
	assert.ErrorContains(t, first.Err(), "the lead is another's")
	leads(t, openAny(t, "sqlite:"+path))
}

// A database by another name is the same database.
func TestOneLeadsByAnyName(t *testing.T) {
	dir := t.TempDir()
	path, other := filepath.Join(dir, "nines.db"), filepath.Join(dir, "other.db")
	leads(t, openAny(t, "sqlite:"+path))
	require.NoError(t, os.Symlink(path, other))
	within(t, "the second stands by", asks(t, openAny(t, "sqlite:"+other)).standby)
}
