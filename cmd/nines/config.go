package main

import (
	"context"
	"errors"
	"os"

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

// open reads the configuration and opens the store.
func open(ctx context.Context, path string, c console) (*jobs.Runner, error) {
	conf, err := load(path)
	if err != nil {
		return nil, err
	}
	return jobs.Open(ctx, conf, c.clock, newProgress(c))
}
