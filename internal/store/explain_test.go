package store

import (
	"errors"
	"fmt"
	"net"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestExplainPostgres(t *testing.T) {
	require.NoError(t, explainPostgres(nil))
	plain := errors.New("a field")
	assert.Equal(t, plain, explainPostgres(plain), "what is none of the database's stays as it is")
	for want, err := range map[string]error{
		"no host of that name (lookup h: no such host)": &net.DNSError{Err: "no such host", Name: "h"},
		"no server answers":                             &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("refused")},
		"raise max_connections":                         &pgconn.PgError{Code: "53300"},
		"disk is full":                                  &pgconn.PgError{Code: "53100"},
		"(SQLSTATE 22012)":                              &pgconn.PgError{Code: "22012", Message: "division by zero"},
	} {
		got := explainPostgres(fmt.Errorf("write the table: %w", err))
		require.ErrorContains(t, got, want)
		assert.ErrorIs(t, got, err)
	}
}
