package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A connection that breaks tells it in one of several ways, by what was being done. One that the caller ended is none.
func TestLostConnections(t *testing.T) {
	closed := &net.OpError{Op: "write", Net: "tcp", Err: net.ErrClosed}
	for _, err := range []error{closed, fmt.Errorf("write failed: %w", net.ErrClosed), fmt.Errorf("read: %w", io.ErrUnexpectedEOF)} {
		assert.ErrorContains(t, explainPostgres(err), "nothing of an import that was being made is kept")
	}
	for _, err := range []error{fmt.Errorf("%w: %w", context.Canceled, closed), errors.New("something else")} {
		assert.Equal(t, err, explainPostgres(err))
	}
}
