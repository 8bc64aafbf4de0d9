package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"nines/internal/itsm"
	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/service"
)

func newStatus(c console, path *string) *cobra.Command {
	var asJSON, check bool
	var looked lookedFlags
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Print the last imports, the last and the next runs, and what was delivered to whom",
		Args:  usage(cobra.NoArgs),
		RunE: opened(c, path, func(cmd *cobra.Command, r *jobs.Runner, _ []string) error {
			if looked.run != "" {
				return looked.keep(cmd.Context(), c, r)
			}
			status, err := service.ReadStatus(cmd.Context(), r)
			if err != nil {
				return err
			}
			if asJSON {
				err = printStatusJSON(c.out, r, status)
			} else {
				printStatus(c.out, r, status)
			}
			if n := troubles(status); err == nil && check && n > 0 {
				return incomplete{fmt.Sprintf("imports, runs and deliveries that need attention: %d", n)}
			}
			return err
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON, for other programs")
	cmd.Flags().BoolVar(&check, "check", false, "end with the status 3 where the last import of a source failed, the last run of a job, or a delivery of it")
	cmd.Flags().StringVar(&looked.run, "looked-into", "", "keep that somebody has looked into what of a `RUN` was refused or is in doubt: weekly-pack@2026-11-02T07:00")
	cmd.Flags().StringVar(&looked.by, "by", os.Getenv("USER"), "`WHO` has")
	return cmd
}

// troubles counts what somebody should look at.
func troubles(status service.Status) (n int) {
	for _, s := range status.Sources {
		if s.Failed != "" {
			n++
		}
	}
	for _, j := range status.Jobs {
		if j.Err != nil || j.Last != nil && j.Last.State == store.RunFailed {
			n++
		}
		for _, d := range j.Deliveries {
			if d.ToLookInto() {
				n++
			}
		}
	}
	return n
}

const statusForm = "Mon 2006-01-02 15:04:05 MST"

func printStatus(out io.Writer, r *jobs.Runner, status service.Status) {
	at := func(t time.Time) string {
		if t.IsZero() {
			return "never"
		}
		return t.In(r.Config.Timezone).Format(statusForm)
	}
	fmt.Fprintf(out, "store %s, as of %s\n", r.Config.Store.Name, at(status.At))
	for _, s := range status.Sources {
		printSource(out, s, at)
	}
	if len(status.Sources) == 0 {
		fmt.Fprintln(out, "no source was imported yet")
	}
	for _, j := range status.Jobs {
		printJob(out, j, at)
	}
}

func printSource(out io.Writer, s itsm.SourceState, at func(time.Time) string) {
	fmt.Fprintf(out, "source %s: ", s.Source)
	if s.Failed != "" {
		fmt.Fprintf(out, "the last import FAILED: %s; before that ", oneLine(s.Failed))
	}
	fmt.Fprintf(out, "imported %s", at(s.ImportedAt))
	if !s.ImportedAt.IsZero() {
		fmt.Fprintf(out, ", read %d, stored %d, replaced %d, unchanged %d, rejected %d, skipped %d, newest data %s",
			s.Read, s.Stored, s.Replaced, s.Unchanged, s.Rejected, s.Skipped, at(s.Newest))
	}
	fmt.Fprintln(out)
}

func printJob(out io.Writer, j service.JobStatus, at func(time.Time) string) {
	if j.Err != nil {
		fmt.Fprintf(out, "job %s: left alone: %s\n", j.Job, oneLine(j.Err.Error()))
	} else {
		fmt.Fprintf(out, "job %s: report %s, next at %s\n", j.Job, j.Report, at(j.Next))
	}
	if j.Running != nil {
		printRun(out, "running", *j.Running, at)
	}
	for _, w := range j.Waiting {
		printRun(out, "waiting", w, at)
	}
	if j.Last == nil {
		return
	}
	printRun(out, "last", *j.Last, at)
	for _, d := range j.Deliveries {
		fmt.Fprintf(out, "    %s to %s: %s, %s", d.Kind, oneLine(d.Target), d.State, at(d.Changed))
		if !d.Next.IsZero() {
			fmt.Fprintf(out, ", next try %s", at(d.Next))
		}
		if d.Detail != "" {
			fmt.Fprintf(out, ": %s", oneLine(d.Detail))
		}
		if !d.Looked.IsZero() {
			fmt.Fprintf(out, "; looked into by %s, %s", oneLine(d.LookedBy), at(d.Looked))
		}
		fmt.Fprintln(out)
	}
}

func printRun(out io.Writer, what string, r store.Run, at func(time.Time) string) {
	fmt.Fprintf(out, "  %s: due %s, %s", what, at(r.Due), r.State)
	if r.Revision > 0 {
		fmt.Fprintf(out, ", %s %s revision %d", r.Report, r.Period, r.Revision)
	}
	if !r.Started.IsZero() && !r.Ended.IsZero() {
		fmt.Fprintf(out, ", took %s", r.Ended.Sub(r.Started).Round(time.Millisecond))
	}
	if r.Reason != "" {
		fmt.Fprintf(out, ": %s", oneLine(r.Reason))
	}
	fmt.Fprintln(out)
}

// printStatusJSON writes what printStatus says for programs: times in the business zone, what is unknown as null.
func printStatusJSON(out io.Writer, r *jobs.Runner, status service.Status) error {
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(statusJSON(r, status))
}
