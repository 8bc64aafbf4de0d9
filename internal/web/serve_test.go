package web

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestServeEncryptedUntilTheEnd(t *testing.T) {
	example := httptest.NewTLSServer(http.NotFoundHandler())
	defer example.Close()
	s := open(t, Access{}, func(c *Config) { c.TLS = true })
	var listen net.ListenConfig
	listener, err := listen.Listen(context.Background(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, listener, &example.TLS.Certificates[0]) }()

	client := example.Client() // trusts the certificate
	answer, err := client.Get("https://" + listener.Addr().String() + "/healthz")
	require.NoError(t, err)
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	require.NoError(t, answer.Body.Close())
	assert.Equal(t, "ok\n", string(body))
	assert.GreaterOrEqual(t, answer.TLS.Version, uint16(tls.VersionTLS12))

	_, err = tls.Dial("tcp", listener.Addr().String(), &tls.Config{InsecureSkipVerify: true, MaxVersion: tls.VersionTLS11}) //nolint:gosec // must fail
	require.Error(t, err, "old versions are refused")

	cancel()
	select {
	case err := <-ended:
		require.NoError(t, err)
	case <-time.After(drainMay + 10*time.Second):
		require.Fail(t, "the page does not end")
	}
	_, err = net.DialTimeout("tcp", listener.Addr().String(), time.Second)
	assert.Error(t, err, "it is closed")
}

// An address that is closed under the page is told.
func TestServeFails(t *testing.T) {
	s := open(t, Access{}, nil)
	var listen net.ListenConfig
	listener, err := listen.Listen(context.Background(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, listener.Close())
	assert.Error(t, s.Serve(context.Background(), listener, nil))
}
