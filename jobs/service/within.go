package service

import (
	"context"
	"errors"
	"runtime/debug"
	"time"
)

// abandonAfter is how long what was told to end gets to do it.
const abandonAfter = 10 * time.Second

// within does something within a time limit, and tells whether that was over before. A panic ends no more than
// what is done. hung is nil, or closed when what did not end when it was told to has ended after all.
func (w *worker) within(ctx context.Context, limit time.Duration, do func(context.Context, worker) result) (r result, late bool, hung <-chan struct{}) {
	limited, end := context.WithCancelCause(ctx)
	defer end(nil)
	timer := w.options.Clock.AfterFunc(limit, func() { end(context.DeadlineExceeded) })
	defer timer.Stop()
	done, back := make(chan result, 1), make(chan struct{})
	go func(w worker) { // what hangs has a worker of its own
		defer close(back)
		done <- w.guarded(limited, do)
	}(*w)
	select {
	case r = <-done:
		return r, limited.Err() != nil, nil
	case <-limited.Done():
	}
	given := w.options.Clock.NewTimer(abandonAfter)
	defer given.Stop()
	select {
	case r = <-done:
		return r, true, nil
	case <-given.Chan():
		return result{err: context.Cause(limited)}, true, back
	}
}

func (w worker) guarded(ctx context.Context, do func(context.Context, worker) result) (r result) {
	defer func() {
		if p := recover(); p != nil {
			w.options.Log.Error("panic", "run", w.words.Run(w.run), "value", p, "stack", string(debug.Stack()))
			r.err = errors.New(w.words.Text("service.failed.panic"))
		}
	}()
	return do(ctx, w)
}
