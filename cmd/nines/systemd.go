package main

import (
	"fmt"
	"net"
	"os"
	"strconv"
	"time"

	"nines/internal/config"
)

const (
	statusBeat = 5 * time.Second  // how often it tells how it stands where nobody asks for more
	drainGrace = 30 * time.Second // so long it may be silent while it ends
)

// systemd is told how the program stands, where it started it (sd_notify); elsewhere nobody is.
type systemd struct {
	socket string        // empty: nobody listens
	beat   time.Duration // how often it hears that the program is alive
}

func findSystemd(env config.Env) systemd {
	s := systemd{beat: statusBeat}
	s.socket, _ = env("NOTIFY_SOCKET")
	whose, given := env("WATCHDOG_PID")
	if text, ok := env("WATCHDOG_USEC"); ok && (!given || whose == strconv.Itoa(os.Getpid())) {
		if most, err := strconv.ParseInt(text, 10, 64); err == nil && most > 1 {
			s.beat = min(s.beat, time.Duration(most)*time.Microsecond/2)
		}
	}
	return s
}

// alive tells that the program is, and whether it leads. While it ends, it asks for the time that it takes.
func (s systemd) alive(ending, leads bool) {
	state, status := "WATCHDOG=1", "stands by"
	if leads {
		status = "leads"
	}
	if ending {
		state, status = fmt.Sprintf("WATCHDOG=1\nEXTEND_TIMEOUT_USEC=%d", drainGrace.Microseconds()), "ends"
	}
	s.tell(state + "\nSTATUS=" + status)
}

// tell sends one datagram. That nobody hears it stops nothing.
func (s systemd) tell(state string) {
	if s.socket == "" {
		return
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: s.socket, Net: "unixgram"})
	if err != nil {
		return
	}
	_ = conn.SetWriteDeadline(time.Now().Add(time.Second))
	_, _ = conn.Write([]byte(state))
	_ = conn.Close()
}
