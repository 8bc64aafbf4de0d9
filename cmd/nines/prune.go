package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"nines/jobs"
	"nines/jobs/archive"
)

func newPrune(c console, path *string) *cobra.Command {
	var dry bool
	cmd := &cobra.Command{
		Use:   "prune",
		Short: "Delete what is older than the configuration's retention",
		Args:  usage(cobra.NoArgs),
		RunE: opened(c, path, func(cmd *cobra.Command, r *jobs.Runner, _ []string) error {
			pruned, err := r.Prune(cmd.Context(), dry)
			if err != nil {
				return err
			}
			printPruned(c, r.Archive(), pruned, dry)
			return nil
		}),
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "only tell what would be deleted")
	return cmd
}

func printPruned(c console, kept archive.Archive, p *jobs.Pruned, dry bool) {
	for _, f := range p.Files {
		if path, err := kept.Path(f); err == nil {
			fmt.Fprintln(c.out, path)
		}
	}
	done := "deleted"
	if dry {
		done = "would be deleted"
	}
	fmt.Fprintf(c.out, "%s: %d files (%d bytes), %d runs, %d publications, %d blocks of samples\n",
		done, len(p.Files), p.Bytes, p.Runs, p.Publications, p.Blocks)
}
