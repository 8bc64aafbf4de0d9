package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"

	"github.com/jackc/pgx/v5/pgconn"
)

var errReadOnly = errors.New("the server only reads (a standby, or default_transaction_read_only is on): name the server that may be written to")

// advice says what to do about some of PostgreSQL's SQLSTATEs.
var advice = map[string]string{
	"28P01": "the server refuses the password: put the right one into the address (store_file keeps it out of the configuration), PGPASSWORD or ~/.pgpass",
	"28000": "the server refuses the user: look at pg_hba.conf and whether the user may log in",
	"3D000": "there is no such database: make it with createdb -E UTF8 -O USER DATABASE",
	"42501": "the user lacks a right: he has to own the tables, or GRANT CREATE, USAGE ON SCHEMA public TO him before the first start",
	"25006": errReadOnly.Error(),
	"53300": "the server has no connection left: raise max_connections, or end others",
	"53100": "the server's disk is full: make room there",
	"57P03": "the server is starting or stopping: try again in a moment",
	"57P01": "the server was stopped or ended the connection: try again when it runs; nothing of an import that was being made is kept",
	"42P01": "a table is missing: is it a database of nines, and is search_path that of its tables?",
}

// explainPostgres adds what the user can do about an error.
func explainPostgres(err error) error {
	var dial *net.OpError
	if errors.As(err, &dial) && dial.Op == "dial" {
		return fmt.Errorf("no server answers: does PostgreSQL run there, are host and port right, does a firewall let it through? (%w)", dial)
	}
	var name *net.DNSError
	if errors.As(err, &name) {
		return fmt.Errorf("there is no host of that name (%w)", name)
	}
	var told *pgconn.PgError
	if !errors.As(err, &told) {
		if lostConnection(err) {
			return fmt.Errorf("%s (%w)", advice["57P01"], err)
		}
		return err
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		err = told // the others tell of each address that was tried
	}
	if text, known := advice[told.Code]; known {
		return fmt.Errorf("%s (%w)", text, err)
	}
	return err
}

// lostConnection tells whether the connection broke without a word of the server, and not because the caller ended it.
func lostConnection(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	var network *net.OpError
	return errors.As(err, &network) || errors.Is(err, net.ErrClosed) || errors.Is(err, io.ErrUnexpectedEOF)
}

// reasonOf is why an address cannot be read. The address itself is left out, as it may hold a password.
func reasonOf(err error) string {
	var broken *url.Error
	inner := errors.Unwrap(err)
	if inner == nil || errors.As(err, &broken) {
		return ""
	}
	return ": " + inner.Error()
}
