package main

import (
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/pgtest"
	"nines/internal/smtptest"
)

// replicas are processes on one store, those that were killed included.
type replicas []*served

// leader is the process that leads; nil: none does now.
func (all replicas) leader() *served {
	for _, s := range all {
		if !s.gone() && len(s.logs("this process leads")) > len(s.logs("the lead is lost")) {
			return s
		}
	}
	return nil
}

func (all replicas) done() (n int) {
	for _, s := range all {
		n += len(s.logs("done"))
	}
	return n
}

// killLeader waits until the leader has made a few runs, kills it at an instant nobody chose, starts another process in
// its place, and returns how long nobody led.
func (all *replicas) killLeader(t *testing.T, dir string, random *rand.Rand) (gap time.Duration) {
	t.Helper()
	var leader *served
	eventually(t, "a leader", func() bool { leader = all.leader(); return leader != nil })
	made, wanted := len(leader.logs("done")), 1+random.IntN(4)
	eventually(t, "runs", func() bool { return leader.gone() || len(leader.logs("done")) >= made+wanted })
	time.Sleep(time.Duration(random.Int64N(int64(time.Second))))
	leader.kill()
	begun := time.Now()
	eventually(t, "another leader", func() bool { return all.leader() != nil })
	gap = time.Since(begun)
	*all = append(*all, serve(t, dir))
	return gap
}

// Of three processes on one PostgreSQL the leader is killed again and again, and once the database goes away and comes
// back: every second has one run, made once, and each report arrives once.
func TestReplicas(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes for half a minute")
	}
	slots, restartAt := 15, 2
	if full {
		slots, restartAt = 200, 10
	}
	for name, restarts := range map[string]bool{"the leader is killed": false, "and the database restarted": true} {
		t.Run(name, func(t *testing.T) {
			server, address := smtptest.Start(t, smtptest.Options{}), pgtest.URL(t)
			dir := everySecond(t, "store: "+address+"\n"+mailsBy(server.Port), mailed)
			all := replicas{serve(t, dir), serve(t, dir), serve(t, dir)}
			random := rand.New(rand.NewPCG(1, 2))
			var longest time.Duration
			kills := 0
			for ; all.done() < slots; kills++ {
				longest = max(longest, all.killLeader(t, dir, random))
				if restarts && kills == restartAt {
					pgtest.Restart(t, 2*time.Second)
				}
			}
			for _, s := range all {
				if !s.gone() {
					s.says(t, "nines serves", 1) // before, nothing takes the signal: one that was just started would die of it
					s.signal(t, syscall.SIGTERM)
					assert.Equal(t, exitDone, s.ends(t).ExitCode())
				}
			}
			ledger := storeAt(t, address)
			runs := assertEverySlot(t, ledger, slots)
			assertMadeOnce(t, all)
			doubtful := assertDeliveredOnce(t, ledger, server, runs)
			t.Logf("%d slots, %d kills, at most %s without a leader, %d mails, %d of them in doubt",
				len(runs), kills, longest.Round(10*time.Millisecond), 3*len(runs), doubtful)
		})
	}
}

// assertMadeOnce asserts that no run was ended twice, whoever made it.
func assertMadeOnce(t *testing.T, all replicas) {
	t.Helper()
	ended := map[string]int{}
	for _, s := range all {
		for _, l := range s.logs("done") {
			ended[l.text("run")]++
		}
	}
	require.NotEmpty(t, ended)
	for run, n := range ended {
		assert.Equal(t, 1, n, run)
	}
}
