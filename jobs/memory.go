package jobs

import (
	"math"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// softLimit is what the memory of a report may grow to before it is collected more often.
const softLimit = 160 << 20

// makings are the reports that are being made: how garbage is collected is the whole program's, so that the first one
// changes it and the last one changes it back.
var makings struct {
	sync.Mutex
	under int
	back  func()
}

// collectSeldom lets garbage lie until the soft limit is reached: a report lives for seconds. It returns the way back.
func collectSeldom() (back func()) {
	makings.Lock()
	defer makings.Unlock()
	if makings.under++; makings.under == 1 {
		makings.back = letLie()
	}
	return func() {
		makings.Lock()
		defer makings.Unlock()
		if makings.under--; makings.under == 0 {
			makings.back()
		}
	}
}

// letLie changes when garbage is collected, and returns the way back.
func letLie() (back func()) {
	limit := debug.SetMemoryLimit(-1)
	if limit != math.MaxInt64 { // set by the environment
		percent := debug.SetGCPercent(200)
		return func() { debug.SetGCPercent(percent) }
	}
	debug.SetMemoryLimit(softLimit)
	percent := debug.SetGCPercent(-1)
	ended := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() { raiseLimit(ended) })
	return func() {
		close(ended)
		watching.Wait()
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}

// raiseLimit keeps the limit well above what is in use: at the limit the program would do little else but collect.
func raiseLimit(ended <-chan struct{}) {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	limit := int64(softLimit)
	for {
		select {
		case <-ended:
			return
		case <-tick.C:
		}
		if live := liveHeap(); live > limit*4/5 {
			limit = live * 3 / 2
			debug.SetMemoryLimit(limit)
		}
	}
}

// liveHeap is what the last collection found in use, in bytes.
func liveHeap() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return int64(min(sample[0].Value.Uint64(), math.MaxInt64/4))
}
