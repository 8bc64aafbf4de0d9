package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/assert"
)

func TestUnreachable(t *testing.T) {
	refused := &net.OpError{Op: "dial", Err: errors.New("connection refused")}
	for _, c := range []struct {
		err  error
		want bool
	}{
		{fmt.Errorf("read: %w", refused), true},
		{&pgconn.PgError{Code: "57P01"}, true},  // an administrator stops the server
		{&pgconn.PgError{Code: "57P03"}, true},  // it starts
		{&pgconn.PgError{Code: "08006"}, true},  // the connection failed
		{&pgconn.PgError{Code: "57014"}, false}, // the statement was cancelled
		{&pgconn.PgError{Code: "23505"}, false}, // a row stands twice
		{fmt.Errorf("x: %w", io.ErrUnexpectedEOF), true},
		{driver.ErrBadConn, true},
		{errors.Join(context.Canceled, refused), false},
		{context.DeadlineExceeded, false},
		{errors.New("no such table"), false},
		{nil, false},
	} {
		assert.Equal(t, c.want, Unreachable(c.err), "%v", c.err)
	}
}
