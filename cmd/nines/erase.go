package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"nines/internal/redact"
	"nines/internal/store"
	"nines/jobs"
)

func newErase(c console, path *string) *cobra.Command {
	var want jobs.EraseRequest
	cmd := &cobra.Command{
		Use:   "erase --person NAME",
		Short: "Replace a person's name by a pseudonym, for good",
		Args:  usage(cobra.NoArgs),
		PreRunE: func(*cobra.Command, []string) error {
			if len(want.Spellings) == 0 {
				return usageError{errors.New("erase needs --person NAME, again for each other spelling or user name of the same person")}
			}
			return nil
		},
		RunE: opened(c, path, func(cmd *cobra.Command, r *jobs.Runner, _ []string) error {
			erased, err := r.Erase(cmd.Context(), want)
			if errors.Is(err, redact.ErrNoName) {
				return usageError{err}
			}
			if erased != nil {
				printErased(c, erased, want)
			}
			return err
		}),
	}
	f := cmd.Flags()
	f.StringArrayVar(&want.Spellings, "person", nil, "the `NAME`; again for each other spelling or user name of the same person")
	f.BoolVar(&want.DryRun, "dry-run", false, "only tell what would be changed")
	f.BoolVar(&want.Files, "files", false, "also delete the files below the output folder that hold the name, or cannot be searched for it")
	return cmd
}

func printErased(c console, e *jobs.Erased, want jobs.EraseRequest) {
	if want.DryRun {
		fmt.Fprintf(c.out, "would be replaced in %d places\n", e.Places)
	} else {
		fmt.Fprintf(c.out, "replaced by %s in %d places\n", e.Pseudonym, e.Places)
	}
	for _, record := range slices.Sorted(maps.Keys(e.Versions)) {
		fmt.Fprintf(c.out, "%s: %d versions\n", record, e.Versions[record])
	}
	for _, field := range e.KeptFields() {
		why := "it tells things apart"
		if field == store.KeptTarget {
			why = "it is still to be sent there; do this again when it is"
		}
		fmt.Fprintf(c.err, "nines: the name stays in %s, %d times: %s\n", field, e.Kept[field], why)
	}
	for _, text := range e.Configured {
		fmt.Fprintf(c.err, "nines: the configuration names %s: as long as it does, each delivery brings the name back\n", oneLine(text))
	}
	holds, unknown := "holds the name", "may hold the name, it cannot be searched"
	if e.Deleted {
		holds, unknown = "deleted, it held the name", "deleted, it could not be searched"
	}
	for _, path := range e.Holding {
		fmt.Fprintf(c.out, "%s: %s\n", path, holds)
	}
	for _, path := range e.Unsearched {
		fmt.Fprintf(c.out, "%s: %s\n", path, unknown)
	}
	fmt.Fprintln(c.err, "nines: not touched: the configuration, the files of the sources, what was delivered, backups")
}
