package web

import (
	"net/netip"
	"sync"
	"time"
)

// Who guesses passwords is slowed down: after so many failures from an address, or for a name, the next tries of the
// span fail unseen. A name has more of them, so that nobody locks another out at once.
const (
	failureSpan        = 15 * time.Minute
	failuresPerAddress = 10
	failuresPerName    = 50
	mostFailures       = 10_000 // counted apart
)

// failures counts logins that failed.
type failures struct {
	clock func() time.Time
	mu    sync.Mutex
	count map[string]failed
}

type failed struct {
	n     int
	until time.Time
}

func newFailures(clock func() time.Time) *failures {
	return &failures{clock: clock, count: map[string]failed{}}
}

// keysOf are what the failures of a login count for. Of IPv6, a network of 64 bits is one reader's.
func keysOf(address netip.Addr, name string) map[string]int {
	if address.Is6() {
		if network, err := address.WithZone("").Prefix(64); err == nil {
			address = network.Addr()
		}
	}
	return map[string]int{"address " + address.String(): failuresPerAddress, "name " + name: failuresPerName}
}

// begin counts a try, which is one that fails until it is told otherwise; so that many at once are counted too. It
// tells whether it may be made, else after how long.
func (f *failures) begin(keys map[string]int) (wait time.Duration, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.clock()
	for key, most := range keys {
		if v := f.count[key]; v.until.After(now) && v.n >= most {
			wait = max(wait, v.until.Sub(now))
		}
	}
	if wait > 0 {
		return wait, false
	}
	f.clear(now)
	for key := range keys {
		v := f.count[key]
		if !v.until.After(now) {
			v = failed{until: now.Add(failureSpan)}
		}
		v.n++
		f.count[key] = v
	}
	return 0, true
}

// succeed takes a try back.
func (f *failures) succeed(keys map[string]int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for key := range keys {
		if v, ok := f.count[key]; ok {
			v.n--
			f.count[key] = v
		}
	}
}

// clear makes room where there is much: what is over goes, and if that is little, everything.
func (f *failures) clear(now time.Time) {
	if len(f.count) < mostFailures {
		return
	}
	for key, v := range f.count {
		if !v.until.After(now) {
			delete(f.count, key)
		}
	}
	if len(f.count) >= mostFailures {
		clear(f.count)
	}
}
