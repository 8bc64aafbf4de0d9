// Command nines makes the reports of a production-support team from what its tools export.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the binary runs where there is no zone database

	"nines/jobs"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once, whatever it waits for
	code := run(ctx, os.Args[1:], console{out: os.Stdout, err: os.Stderr, terminal: isTerminal(os.Stderr), clock: jobs.SystemClock})
	stop()
	os.Exit(code)
}
