package service

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"nines/internal/store"
	"nines/jobs/delivery"
	"nines/jobs/ledger"
)

func (w *worker) info(ctx context.Context, message string, pairs ...any) {
	w.log(ctx, slog.LevelInfo, "info", message, pairs)
}

func (w *worker) warn(ctx context.Context, message string, pairs ...any) {
	w.log(ctx, slog.LevelWarn, "warning", message, pairs)
}

func (w *worker) error(ctx context.Context, message string, pairs ...any) {
	w.log(ctx, slog.LevelError, "error", message, pairs)
}

// log writes to the log of the program and to that of the run.
func (w *worker) log(ctx context.Context, level slog.Level, name, message string, pairs []any) {
	w.options.Log.Log(ctx, level, message, append([]any{"run", w.words.Run(w.run)}, pairs...)...)
	var line strings.Builder
	line.WriteString(message)
	for i := 0; i+1 < len(pairs); i += 2 {
		fmt.Fprintf(&line, "; %v: %v", pairs[i], pairs[i+1])
	}
	event := store.RunEvent{At: w.now(), Level: name, Message: ledger.Shorten(line.String(), 2*ledger.LongestReason)}
	if err := w.runner.Store.AddRunEvent(ctx, w.run.Job, w.run.Due, event); err != nil && ctx.Err() == nil {
		w.options.Log.Error("the log of a run cannot be kept", "run", w.words.Run(w.run), "error", err)
	}
}

// raise tells the operators of something, in the background: their mail server may be slow.
func (s *Service) raise(ctx context.Context, a delivery.Alarm) {
	tell := s.options.Alarm
	if tell == nil {
		r, _ := s.current()
		tell = delivery.Courier{Runner: r, Log: s.options.Log}.TellOperators
	}
	s.alarms.Go(func() {
		if err := tell(ctx, a); err != nil {
			s.options.Log.Error("the operators could not be told", "kind", a.Kind, "job", a.Job, "error", err)
		}
	})
}
