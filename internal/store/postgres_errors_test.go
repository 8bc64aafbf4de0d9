package store_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/internal/pgtest"
	"nines/internal/store"
)

// fails opens and checks a store that cannot be used: both say what the user can do, and neither tells a password.
func fails(t *testing.T, location string, want ...string) {
	t.Helper()
	_, opened := store.Open(context.Background(), location)
	_, checked := store.Check(context.Background(), location)
	for _, err := range []error{opened, checked} {
		require.Error(t, err)
		for _, text := range want {
			assert.ErrorContains(t, err, text)
		}
		assert.NotContains(t, err.Error(), "secret")
		assert.NotContains(t, err.Error(), "of nines_")
		assert.NotContains(t, err.Error(), "\n")
		for inner := err; inner != nil; inner = errors.Unwrap(inner) {
			assert.NotContains(t, fmt.Sprintf("%v", inner), "secret")
		}
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	address := pgtest.URL(t)
	name, admin := pgtest.Name(t, address), pgtest.Admin(t)

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	closed := listener.Addr().String()
	require.NoError(t, listener.Close())
	fails(t, "postgres://nines:secret@"+closed+"/nines", "store postgres://nines@"+closed+"/nines: ", "no server answers")

	fails(t, pgtest.As(t, address, name, "secret"), "the server refuses the password")
	fails(t, pgtest.As(t, address, "nobody", "secret"), "the server refuses the password")
	fails(t, pgtest.In(t, address, "elsewhere"), "there is no such database: make it with createdb")
	fails(t, "postgres://u:secret@h:5432/d?sslmode=maybe&password=secret", "its address is none that PostgreSQL knows", "sslmode is invalid")
	fails(t, "postgres://u:sec/ret@h:5432/d?password=secret", "its address is none that PostgreSQL knows")

	pgtest.Exec(t, admin, "ALTER DATABASE "+name+" SET default_transaction_read_only = on")
	fails(t, address, "the server only reads")
	pgtest.Exec(t, admin, "ALTER DATABASE "+name+" RESET default_transaction_read_only", "ALTER DATABASE "+name+" OWNER TO CURRENT_USER")
	fails(t, address, "the user "+name+" may not make tables in the schema public: GRANT CREATE ON SCHEMA public TO "+name)
	pgtest.Exec(t, address, "SELECT 1") // he may connect, however
	pgtest.Exec(t, admin, "ALTER ROLE "+name+" SET search_path = nowhere")
	fails(t, address, "has no schema to make tables in")
	pgtest.Exec(t, admin, "ALTER ROLE "+name+" NOLOGIN")
	fails(t, address, "the server refuses the user")
}

func TestOtherEncodingsAreRefused(t *testing.T) {
	address := pgtest.URL(t)
	other := pgtest.Name(t, address) + "_latin"
	pgtest.Exec(t, pgtest.Admin(t), "CREATE DATABASE "+other+" ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
	defer pgtest.Exec(t, pgtest.Admin(t), "DROP DATABASE "+other+" WITH (FORCE)")
	fails(t, pgtest.In(t, address, other), "the database keeps texts as LATIN1, expected UTF8")
}

// A user who reads the tables of another cannot import, and is told.
func TestTablesOfAnotherUser(t *testing.T) {
	address := pgtest.URL(t)
	name := pgtest.Name(t, address)
	openPostgres(t, address)
	pgtest.Exec(t, pgtest.Admin(t), "CREATE ROLE "+name+"_guest LOGIN PASSWORD 'secret'")
	defer pgtest.Exec(t, pgtest.Admin(t), "DROP ROLE "+name+"_guest")
	fails(t, pgtest.As(t, address, name+"_guest", "secret"), "the user lacks a right")
}

func TestCheckOfAServerChangesNothing(t *testing.T) {
	address, ctx := pgtest.URL(t), context.Background()
	made, err := store.Check(ctx, address)
	require.NoError(t, err)
	assert.False(t, made)
	pgtest.Exec(t, address, `DO $$ BEGIN IF EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public') THEN RAISE 'a table'; END IF; END $$`)
	openPostgres(t, address)
	made, err = store.Check(ctx, address)
	require.NoError(t, err)
	assert.True(t, made)
	pgtest.Exec(t, address, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, true)")
	fails(t, address, "a newer version of nines made it")
}

// The server ends the connection in the middle of an import: an error, nothing is kept, and the next import works.
func TestConnectionLostHalfWay(t *testing.T) {
	address, ctx := pgtest.URL(t), context.Background()
	s := openPostgres(t, address)
	s.SetBatch(10)
	spec := store.ImportSpec{Source: "s", Record: "incident", At: benchStart}
	im, err := s.BeginImport(ctx, spec)
	require.NoError(t, err)
	for i := range 100 {
		if i == 55 {
			pgtest.Exec(t, pgtest.Admin(t), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"+pgtest.Name(t, address)+"'")
		}
		if err = im.Put(ctx, &itsm.Incident{Head: itsm.Head{ID: fmt.Sprint(i)}}); err != nil {
			break
		}
	}
	require.ErrorContains(t, err, "nothing of an import that was being made is kept")
	_, err = im.Commit(ctx, store.Tally{Read: 100})
	require.Error(t, err)
	require.NoError(t, im.Rollback())

	require.NoError(t, s.RecordFailure(ctx, "s", benchStart, err.Error()))
	assert.Equal(t, 100, importTickets(t, s, 100).Stored)
}
