package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"nines/internal/store"
	"nines/jobs"
)

func newBackup(c console, path *string) *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Copy the store to a new file, also while others use it",
		Args:  usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			conf, err := load(*path)
			if err != nil {
				return err
			}
			err = jobs.Backup(cmd.Context(), conf, args[0], newProgress(c))
			var server *store.ServerBackupError
			if errors.As(err, &server) || errors.Is(err, store.ErrBackupExists) {
				return usageError{err}
			}
			if err == nil {
				fmt.Fprintln(c.out, args[0])
			}
			return err
		},
	}
}
