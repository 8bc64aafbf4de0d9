package main

import (
	"time"

	"github.com/schollz/progressbar/v3"

	"nines/jobs"
)

// newProgress shows bars on a terminal and nothing elsewhere.
func newProgress(c console) jobs.Progress {
	if !c.terminal {
		return silent{}
	}
	return &bars{console: c}
}

type silent struct{}

func (silent) Begin(string, int64) {}
func (silent) At(int64)            {}
func (silent) End()                {}

// bars shows one bar at a time; it goes when its step ends.
type bars struct {
	console
	bar *progressbar.ProgressBar
}

func (b *bars) Begin(step string, total int64) {
	if total <= 0 {
		total = -1 // a spinner
	}
	b.bar = progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(b.err), progressbar.OptionSetDescription(step),
		progressbar.OptionThrottle(200*time.Millisecond), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetWidth(30), progressbar.OptionSetPredictTime(true))
}

func (b *bars) At(done int64) { _ = b.bar.Set64(done) } // a bar that cannot be drawn stops nothing

func (b *bars) End() { _ = b.bar.Finish() }
