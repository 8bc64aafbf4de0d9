package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"nines/internal/config"
	"nines/jobs"
)

// The exit statuses of the contract.
const (
	exitDone       = 0
	exitFailed     = 1
	exitUsage      = 2 // wrong usage or configuration
	exitIncomplete = 3 // done, but with rejected rows, a failed source or undelivered reports
)

// console is where a command speaks: results on out, messages on err.
type console struct {
	out, err io.Writer
	terminal bool // err is a terminal: show progress
	clock    jobs.Clock
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// usageError is the user's mistake in the command line.
type usageError struct{ error }

// incomplete says that a command is done, but not wholly.
type incomplete struct{ message string }

func (i incomplete) Error() string { return i.message }

// run executes one command line and returns the exit status.
func run(ctx context.Context, args []string, c console) int {
	root := newRoot(c)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone
	}
	var usage usageError
	var problems config.Problems
	var partly incomplete
	switch {
	case errors.As(err, &partly):
		fmt.Fprintln(c.err, partly.message)
		return exitIncomplete
	case errors.As(err, &problems):
		fmt.Fprintln(c.err, err)
		return exitUsage
	case errors.As(err, &usage):
		fmt.Fprintf(c.err, "nines: %v\nRun nines --help, or nines COMMAND --help.\n", err)
		return exitUsage
	}
	fmt.Fprintf(c.err, "nines: %v\n", err)
	return exitFailed
}

func newRoot(c console) *cobra.Command {
	root := &cobra.Command{
		Use:           "nines",
		Short:         "Reports of a production-support team, from what its tools export",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          usage(cobra.NoArgs),
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetOut(c.out)
	root.SetErr(c.err)
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	path := root.PersistentFlags().String("config", "config.yaml", "the configuration `FILE`")
	root.AddCommand(newCheck(c, path), newInit(c, path), newImport(c, path), newRun(c, path), newServe(c, path), newStatus(c, path),
		newSamples(c, path), newBackup(c, path), newPrune(c, path), newErase(c, path), newDemo(c), newVersion(c))
	return root
}

// usage turns what cobra says of a command's arguments into the user's mistake.
func usage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usageError{err}
		}
		return nil
	}
}
