package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"nines/jobs"
)

func newImport(c console, path *string) *cobra.Command {
	return &cobra.Command{
		Use:   "import [SOURCE...]",
		Short: "Import all sources, or the named ones, and print the row counts of each",
		RunE: opened(c, path, func(cmd *cobra.Command, r *jobs.Runner, names []string) error {
			results, err := r.Import(cmd.Context(), names...)
			for _, result := range results {
				printResult(c, result)
			}
			if err != nil {
				return asUsage(err)
			}
			return imported(results)
		}),
	}
}

// asUsage turns a name that the configuration does not have into the user's mistake.
func asUsage(err error) error {
	var unknown *jobs.UnknownNameError
	var period jobs.PeriodError
	var pack *jobs.UnknownPackError
	if errors.As(err, &unknown) || errors.As(err, &period) || errors.Is(err, jobs.ErrNoPacks) || errors.As(err, &pack) {
		return usageError{err}
	}
	return err
}

func printResult(c console, r jobs.SourceResult) {
	if r.Err != nil {
		fmt.Fprintf(c.out, "%s: failed, nothing of it was stored\n", r.Source)
		fmt.Fprintf(c.err, "source %s: %s\n", r.Source, strings.ReplaceAll(r.Err.Error(), "\n", "\n    "))
		return
	}
	n := r.Counts
	fmt.Fprintf(c.out, "%s: read %d, stored %d, replaced %d, unchanged %d, rejected %d, skipped %d\n",
		r.Source, n.Read, n.Stored, n.Replaced, n.Unchanged, n.Rejected, n.Skipped)
	for _, note := range r.Notes {
		fmt.Fprintf(c.err, "source %s: %s\n", r.Source, note)
	}
	if r.Rejects != "" {
		fmt.Fprintf(c.err, "source %s: %d rejected rows, with the reason of each, are in %s\n", r.Source, n.Rejected, r.Rejects)
	}
}

// imported says whether anything of an import is missing.
func imported(results []jobs.SourceResult) error {
	var failed, rejecting []string
	for _, r := range results {
		switch {
		case r.Err != nil:
			failed = append(failed, r.Source)
		case r.Counts.Rejected > 0:
			rejecting = append(rejecting, r.Source)
		}
	}
	var missing []string
	if len(failed) > 0 {
		missing = append(missing, "failed sources: "+strings.Join(failed, ", "))
	}
	if len(rejecting) > 0 {
		missing = append(missing, "sources with rejected rows: "+strings.Join(rejecting, ", "))
	}
	if len(missing) == 0 {
		return nil
	}
	return incomplete{"done, but not wholly: " + strings.Join(missing, "; ")}
}
