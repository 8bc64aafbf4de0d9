package deliver_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/deliver"
)

func webhook(secret string) *deliver.Webhook {
	return &deliver.Webhook{Secret: password(secret), Now: func() time.Time { return time.Unix(1793602800, 0) }}
}

func TestWebhook(t *testing.T) {
	var got *http.Request
	var body []byte
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		got = r
		body, _ = io.ReadAll(r.Body)
	}))
	defer server.Close()
	m := deliver.Message{MessageID: "monthly.2026-10.r1.abc@example.com", Data: []byte(`{"report":"monthly"}`)}
	require.NoError(t, webhook("s3cret").Send(t.Context(), m, server.URL+"/hook?token=hunter2"))
	assert.Equal(t, m.Data, body)
	assert.Equal(t, "application/json", got.Header.Get("Content-Type"))
	assert.Equal(t, m.MessageID, got.Header.Get("Idempotency-Key"))
	// printf '1793602800.{"report":"monthly"}' | openssl dgst -sha256 -hmac s3cret
	assert.Equal(t, "t=1793602800,v1=eb4331974d2d993523b7e23394e0c9aec8c5cef5f83dbd1285f6f401f6765042", got.Header.Get("Nines-Signature"))
	require.NoError(t, webhook("").Send(t.Context(), m, server.URL))
	assert.Empty(t, got.Header.Get("Nines-Signature"))
}

func TestOutcomeOfWebhook(t *testing.T) {
	t.Parallel()
	var temporary *deliver.TemporaryError
	var refused *deliver.RefusedError
	var doubtful *deliver.DoubtfulError
	var elsewhere atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
	defer other.Close()
	over := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/down":
			w.Header().Set("Retry-After", "90")
			w.WriteHeader(http.StatusServiceUnavailable)
		case "/often":
			w.WriteHeader(http.StatusTooManyRequests)
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/redirect":
			http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
		case "/drop":
			panic(http.ErrAbortHandler)
		case "/hang":
			<-over
		}
	}))
	defer server.Close()
	defer close(over)
	tests := []struct {
		path string
		want any
		says string
	}{
		{"/down", &temporary, "503"},
		{"/often", &temporary, "429"},
		{"/gone", &refused, "410"},
		{"/redirect", &refused, "redirects"},
		{"/drop", &doubtful, "nobody answered"},
		{"/hang", &doubtful, "nobody answered"},
	}
	for _, test := range tests {
		t.Run(test.path, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			err := webhook("").Send(ctx, deliver.Message{}, server.URL+test.path+"?token=hunter2")
			require.ErrorAs(t, err, test.want, "%v", err)
			require.ErrorContains(t, err, test.says)
			assert.NotContains(t, err.Error(), "hunter2")
		})
	}
	assert.Equal(t, 90*time.Second, temporaryAfter(t, server.URL+"/down"))
	assert.Zero(t, elsewhere.Load(), "a redirect is not followed")

	address := httptest.NewServer(http.NotFoundHandler())
	gone := address.URL
	address.Close()
	require.ErrorAs(t, webhook("").Send(t.Context(), deliver.Message{}, gone+"/hunter2"), &temporary, "nobody is there")
	err := webhook("").Send(t.Context(), deliver.Message{}, "http://[::1/hunter2")
	require.ErrorAs(t, err, &refused)
	assert.False(t, strings.Contains(err.Error(), "hunter2"))
}

func temporaryAfter(t *testing.T, address string) time.Duration {
	var temporary *deliver.TemporaryError
	require.ErrorAs(t, webhook("").Send(t.Context(), deliver.Message{}, address), &temporary)
	return temporary.After
}
