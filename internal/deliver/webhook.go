package deliver

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// Webhook posts a message's data to a web address.
//
// Each request has a Nines-Signature, "t=<seconds since 1970>,v1=<hex>", where the hex is the HMAC-SHA256 of
// "<seconds>.<body>" by the secret, and an Idempotency-Key, which is the same for each try of the same delivery.
type Webhook struct {
	Secret func() (string, error) // empty text: no signature
	Now    func() time.Time
}

// webhookPatience is how long a server may take to answer.
const webhookPatience = time.Minute

// Send posts the message's data to the address target, which may be a secret and stands in no error. 2xx is sent; 408,
// 425, 429 and 5xx are tried again, after Retry-After where it is given; all else, a redirect also, is a refusal.
// Without an answer it is in doubt, once the request was sent.
func (w *Webhook) Send(ctx context.Context, m Message, target string) error {
	if err := m.check(""); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, webhookPatience)
	defer cancel()
	var sent atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { sent.Store(true) }})
	request, err := w.request(ctx, m, target)
	if err != nil {
		return err
	}
	answer, err := newClient().Do(request)
	if err != nil {
		var failed *url.Error
		if errors.As(err, &failed) { // its text begins with the address
			err = failed.Err
		}
		if sent.Load() {
			return &DoubtfulError{fmt.Errorf("the request was sent, and nobody answered: %w", err)}
		}
		return &TemporaryError{Err: fmt.Errorf("reach the server: %w", err)}
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, 64<<10) // what else it says matters to nobody
	return verdict(answer)
}

// request is the signed request.
func (w *Webhook) request(ctx context.Context, m Message, target string) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, target, bytes.NewReader(m.Data))
	if err != nil {
		return nil, &RefusedError{errors.New("the address of the webhook is none")} // err repeats it
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "nines")
	request.Header.Set("Idempotency-Key", m.MessageID)
	secret, err := w.Secret()
	if err != nil {
		return nil, &TemporaryError{Err: fmt.Errorf("read the secret of the webhook: %w", err)}
	}
	if secret != "" {
		request.Header.Set("Nines-Signature", Sign(secret, w.Now(), m.Data))
	}
	return request, nil
}

// Sign is the signature of a webhook's body.
func Sign(secret string, at time.Time, body []byte) string {
	seconds := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(seconds + "."))
	mac.Write(body)
	return "t=" + seconds + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}

// verdict says what the server's answer means.
func verdict(answer *http.Response) error {
	code := answer.StatusCode
	said := fmt.Errorf("the server answered %d %s", code, http.StatusText(code))
	switch {
	case code/100 == 2:
		return nil
	case code/100 == 5, code == http.StatusRequestTimeout, code == http.StatusTooEarly, code == http.StatusTooManyRequests:
		return &TemporaryError{After: retryAfter(answer.Header.Get("Retry-After")), Err: said}
	case code/100 == 3:
		return &RefusedError{fmt.Errorf("%w: redirects are not followed", said)}
	}
	return &RefusedError{said}
}

// retryAfter reads how many seconds a server asks to wait; a date or anything else counts as nothing said.
func retryAfter(header string) time.Duration {
	const longest = 24 * 60 * 60
	seconds, err := strconv.Atoi(strings.TrimSpace(header))
	if err != nil || seconds < 0 || seconds > longest {
		return 0
	}
	return time.Duration(seconds) * time.Second
}

// newClient is the client of one request. Its connections are not kept: on one that was kept a request is tried twice.
func newClient() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = true
	return &http.Client{Transport: transport, CheckRedirect: stay}
}

// stay follows no redirect: a signed report goes where it was meant to.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
