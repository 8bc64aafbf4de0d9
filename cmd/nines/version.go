package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"nines/jobs"
)

func newVersion(c console) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  usage(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(c.out, "nines "+jobs.Version())
			return err
		},
	}
}
