//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// A limit to the size of files (ulimit -f, a quota) would end the program with a trace of its stack; ignored, the
// write fails like any other, and the message says where.
func init() { signal.Ignore(syscall.SIGXFSZ) }
