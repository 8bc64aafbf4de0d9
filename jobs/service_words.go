package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"nines/internal/store"
)

// id names a run in logs: its job and when it was due.
func (w wording) id(r store.Run) string { return r.Job + "@" + r.Due.In(w.zone).Format(time.RFC3339) }

// moment writes an instant with its zone, as 2026-11-02 07:00 GMT.
func (w wording) moment(t time.Time) string {
	if t.IsZero() {
		return "?"
	}
	layout := "2006-01-02 15:04 MST"
	if t.Second() != 0 {
		layout = "2006-01-02 15:04:05 MST"
	}
	return t.In(w.zone).Format(layout)
}

// late says why a run that was due at an instant is begun now.
func (w wording) late(key string, due, now time.Time) string {
	return w.words.Text(key, "due", w.moment(due), "now", w.moment(now))
}

// length writes a length of time as the configuration does: 3d, 90m.
func length(d time.Duration) string {
	for _, unit := range []struct {
		name string
		of   time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}, {"s", time.Second}} {
		if d >= unit.of && d%unit.of == 0 {
			return fmt.Sprintf("%d%s", d/unit.of, unit.name)
		}
	}
	return d.String()
}

// cutText makes a text of an error fit for one line of so many characters.
func cutText(text string, most int) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > most {
		return string(runes[:most]) + "\u2026"
	}
	return string(runes)
}

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
	w.options.Log.Log(ctx, level, message, append([]any{"run", w.words.id(w.run)}, pairs...)...)
	var line strings.Builder
	line.WriteString(message)
	for i := 0; i+1 < len(pairs); i += 2 {
		fmt.Fprintf(&line, "; %v: %v", pairs[i], pairs[i+1])
	}
	event := store.RunEvent{At: w.now(), Level: name, Message: cutText(line.String(), 2*longestReason)}
	if err := w.runner.Store.AddRunEvent(ctx, w.run.Job, w.run.Due, event); err != nil && ctx.Err() == nil {
		w.options.Log.Error("the log of a run cannot be kept", "run", w.words.id(w.run), "error", err)
	}
}

// raise tells the operators of something, in the background: their mail server may be slow.
func (s *Service) raise(ctx context.Context, a Alarm) {
	s.options.Log.Warn("alarm", "kind", a.Kind, "job", a.Job, "due", a.Due, "text", a.Text)
	tell := s.options.Alarm
	if tell == nil {
		r, _ := s.current()
		tell = r.TellOperators
	}
	s.alarms.Go(func() {
		if err := tell(ctx, a); err != nil {
			s.options.Log.Error("the operators could not be told", "kind", a.Kind, "job", a.Job, "error", err)
		}
	})
}
