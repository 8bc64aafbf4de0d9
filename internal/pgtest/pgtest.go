// Package pgtest gives tests a real PostgreSQL. Only tests import it.
//
// It starts one server per test process, as an unprivileged user, on a free port of the loopback, in a folder that goes
// away with it. NINES_TEST_POSTGRES names a server that is there instead: the address of a superuser. Where there is
// neither, tests are skipped and say so. The package that uses it links the driver "pgx".
package pgtest

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Variable names, in the environment, a server that is there.
const Variable = "NINES_TEST_POSTGRES"

var (
	running *server // of this process, nil where none was started
	missing error   // why there is none
	start   sync.Once
	made    atomic.Int64 // how many databases
)

// Main runs the tests of a package and stops the server that they started: os.Exit(pgtest.Main(m)).
func Main(m *testing.M) int {
	defer func() {
		if running != nil {
			running.stop()
		}
	}()
	return m.Run()
}

// Admin is the address of the server's own database, as a superuser. It starts the server, or skips the test.
func Admin(t testing.TB) string {
	t.Helper()
	if address := os.Getenv(Variable); address != "" {
		return address
	}
	start.Do(func() { running, missing = startServer() })
	if missing != nil {
		t.Skipf("there is no PostgreSQL: %v", missing)
	}
	return running.admin()
}

// Restart takes the server away for a while, connections or not, and starts it again at the same address. It skips the
// test where the server is not this process's own.
func Restart(t testing.TB, away time.Duration) {
	t.Helper()
	Admin(t)
	if running == nil {
		t.Skipf("the server that %s names is not restarted", Variable)
	}
	running.halt()
	time.Sleep(away)
	require.NoError(t, running.serve())
}

// URL makes a database for one test and returns its address. Its owner is a user of the same name, who may do nothing
// else, and whose password is in the address.
func URL(t testing.TB) string {
	t.Helper()
	admin := Admin(t)
	name := fmt.Sprintf("nines_%d_%d", os.Getpid(), made.Add(1))
	Exec(t, admin, fmt.Sprintf("CREATE ROLE %s LOGIN PASSWORD 'of %s'", name, name),
		fmt.Sprintf("CREATE DATABASE %s OWNER %s ENCODING 'UTF8' TEMPLATE template0", name, name))
	t.Cleanup(func() { Exec(t, admin, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)", "DROP ROLE IF EXISTS "+name) })
	u := parse(t, admin)
	u.User, u.Path = url.UserPassword(name, "of "+name), "/"+name
	return u.String()
}

// As is the address with another user and password.
func As(t testing.TB, address, user, password string) string {
	t.Helper()
	u := parse(t, address)
	u.User = url.UserPassword(user, password)
	return u.String()
}

// Name is the name of the address's database, and of its owner.
func Name(t testing.TB, address string) string {
	t.Helper()
	return strings.TrimPrefix(parse(t, address).Path, "/")
}

// In is the address of another database of the same server.
func In(t testing.TB, address, database string) string {
	t.Helper()
	u := parse(t, address)
	u.Path = "/" + database
	return u.String()
}

// Exec executes statements.
func Exec(t testing.TB, address string, statements ...string) {
	t.Helper()
	db, err := sql.Open("pgx", address)
	require.NoError(t, err)
	defer db.Close()
	db.SetConnMaxLifetime(time.Minute)
	for _, statement := range statements {
		_, err := db.Exec(statement)
		require.NoError(t, err, statement)
	}
}

func parse(t testing.TB, address string) *url.URL {
	t.Helper()
	u, err := url.Parse(address)
	require.NoError(t, err)
	return u
}
