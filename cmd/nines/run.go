package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/delivery"
	"nines/jobs/output"
)

// runFlags are what `nines run` was told.
type runFlags struct {
	periods  []string
	asOf     string
	formats  []string
	out      string
	noImport bool
	deliver  bool
	only     string
}

func newRun(c console, path *string) *cobra.Command {
	var flags runFlags
	cmd := &cobra.Command{
		Use:   "run NAME",
		Short: "Import, then make a report, or the report of a job, for one or more periods",
		Args:  usage(cobra.ExactArgs(1)),
		RunE: opened(c, path, func(cmd *cobra.Command, r *jobs.Runner, args []string) error {
			return runReport(cmd.Context(), c, r, args[0], flags)
		}),
	}
	f := cmd.Flags()
	f.StringSliceVar(&flags.periods, "period", nil, "the `PERIOD`s, separated by commas: 2026-10, 2026-W43, last-week ... (default: the last complete one)")
	f.StringVar(&flags.asOf, "as-of", "", "the instant `T` of which the report is: 2026-11-02T07:00 or RFC 3339 (default: now)")
	f.StringSliceVar(&flags.formats, "format", nil, "`FORMAT`s, separated by commas: xlsx, pdf, html, json (default: the job's, else all)")
	f.StringVar(&flags.out, "out", "", "the folder `DIR` for the files (default: the configuration's output)")
	f.BoolVar(&flags.noImport, "no-import", false, "make the report from what is in the store")
	f.StringVar(&flags.only, "only", "", "of a report that is made for each owner, team or service, the pack of `NAME` alone")
	f.BoolVar(&flags.deliver, "deliver", false, "deliver the files as the job says")
	return cmd
}

func runReport(ctx context.Context, c console, r *jobs.Runner, name string, flags runFlags) error {
	want := jobs.ReportRequest{
		Name: name, Periods: flags.periods, Out: flags.out, Only: flags.only,
		Left: func(services []string) {
			fmt.Fprintf(c.err, "%s: services without an owner or team are in no pack: %s\n", name, strings.Join(services, ", "))
		},
		Replaced: func(characters int) {
			fmt.Fprintf(c.err, "%s: the PDF shows □ for %d characters that its fonts lack: branding.fallback_font names one that has them\n", name, characters)
		},
		Written: func(path string) { fmt.Fprintln(c.out, path) },
	}
	var err error
	if want.AsOf, err = parseInstant("--as-of", flags.asOf, r.Config.Timezone); err != nil {
		return usageError{err}
	}
	for _, text := range flags.formats {
		format, err := output.ParseFormat(strings.TrimSpace(text))
		if err != nil {
			return usageError{err}
		}
		want.Formats = append(want.Formats, format)
	}
	if err := r.CheckReport(want); err != nil { // before the import, which may take long
		return asUsage(err)
	}
	for _, warning := range r.CommentaryWarnings() {
		fmt.Fprintln(c.err, warning)
	}
	if flags.deliver && r.Config.Job(name) == nil {
		return usageError{delivery.ErrNotAJob}
	}
	var missing error
	var results []jobs.SourceResult
	if !flags.noImport {
		results, err = r.Import(ctx)
		for _, result := range results {
			printImported(c, result)
		}
		if err != nil {
			return err
		}
		missing = imported(results)
	}
	if flags.deliver {
		left, err := delivery.Courier{Runner: r}.ReportAndDeliver(ctx, want, results)
		if err != nil {
			return asUsage(err)
		}
		if len(left) == 0 {
			return missing
		}
		if missing != nil {
			fmt.Fprintln(c.err, missing)
		}
		return undelivered(c, left)
	}
	if err := r.Report(ctx, want); err != nil {
		return asUsage(err)
	}
	return missing
}

// undelivered tells what did not arrive.
func undelivered(c console, left []store.Delivery) error {
	for _, d := range left {
		state := string(d.State)
		if d.State == store.DeliveryPending {
			state = "not delivered yet; nines serve tries again"
		}
		fmt.Fprintf(c.err, "%s %s: %s: %s\n", d.Kind, d.Target, state, d.Detail)
	}
	return incomplete{fmt.Sprintf("done, but not wholly: %d of the deliveries did not arrive, or may not have", len(left))}
}

// printImported tells of an import on the way to a report: on standard error, as the files are the result.
func printImported(c console, r jobs.SourceResult) {
	printResult(console{out: c.err, err: c.err}, r)
}

// parseInstant reads what a flag says, RFC 3339 or a local time of the business zone; zero for an empty text.
func parseInstant(flag, text string, zone *time.Location) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return t.UTC(), nil
	}
	for _, form := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02"} {
		if t, err := time.ParseInLocation(form, text, zone); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%s %q is no instant: expected 2026-11-02T07:00, or RFC 3339 such as 2026-11-02T07:00:00Z", flag, text)
}
