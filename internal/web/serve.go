package web

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// How long a reader may take, and how long one is waited for at the end.
const (
	headerWait = 10 * time.Second
	requestMay = 30 * time.Second
	answerMay  = 5 * time.Minute // a large file over a slow line
	idleMay    = 2 * time.Minute
	drainMay   = 5 * time.Second
	headerSize = 32 << 10 // bytes
)

// Serve answers on the listener until the context ends, then lets what is being answered finish for a moment. With a
// certificate, connections are encrypted.
func (s *Server) Serve(ctx context.Context, listener net.Listener, certificate *tls.Certificate) error {
	server := &http.Server{
		Handler: s.handler, ReadHeaderTimeout: headerWait, ReadTimeout: requestMay, WriteTimeout: answerMay,
		IdleTimeout: idleMay, MaxHeaderBytes: headerSize, ErrorLog: slog.NewLogLogger(s.config.Log.Handler(), slog.LevelDebug),
	}
	if certificate != nil {
		listener = tls.NewListener(listener, &tls.Config{
			Certificates: []tls.Certificate{*certificate}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"},
		})
	}
	stopped := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainMay)
		defer cancel()
		err := server.Shutdown(last)
		if err != nil { // somebody is still reading
			err = server.Close()
		}
		stopped <- err
	})
	err := server.Serve(listener)
	if stop() || !errors.Is(err, http.ErrServerClosed) { // it ended by itself
		return err
	}
	return <-stopped
}
