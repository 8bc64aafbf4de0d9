package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"nines/internal/config"
	"nines/jobs"
)

// load reads the configuration; a file that is not there is the user's mistake.
func load(path string) (*config.Config, error) {
	c, err := config.Load(path, os.LookupEnv)
	if errors.Is(err, os.ErrNotExist) {
		return nil, usageError{err}
	}
	return c, err
}

// look reads the configuration as far as it can be read, with all its mistakes.
func look(path string) (*config.Config, config.Problems, error) {
	c, problems, err := config.Look(path, os.LookupEnv)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil, usageError{err}
	}
	return c, problems, err
}

// opened is what a command does with the store of its configuration, which is open meanwhile.
func opened(c console, path *string, do func(cmd *cobra.Command, r *jobs.Runner, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		return using(cmd.Context(), c, *path, func(r *jobs.Runner) error { return do(cmd, r, args) })
	}
}

// using does something while the store of a configuration is open.
func using(ctx context.Context, c console, path string, do func(r *jobs.Runner) error) error {
	r, err := open(ctx, path, c)
	if err != nil {
		return err
	}
	return errors.Join(do(r), r.Close())
}

// open reads the configuration and opens the store.
func open(ctx context.Context, path string, c console) (*jobs.Runner, error) {
	conf, err := load(path)
	if err != nil {
		return nil, err
	}
	return jobs.Open(ctx, conf, c.clock, newProgress(c))
}
