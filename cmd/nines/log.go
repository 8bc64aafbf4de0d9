package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"nines/internal/itsm"
	"nines/jobs"
)

// logFlags are what `nines log` was told.
type logFlags struct {
	service, component, by, reason, at, class, outcome string
	force                                              bool
}

func newLog(c console, path *string) *cobra.Command {
	var flags logFlags
	cmd := &cobra.Command{
		Use:   "log TEXT --service S",
		Short: "Log a change that was made in production",
		Args:  usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			conf, err := load(*path)
			if err != nil {
				return err
			}
			want, err := flags.request(args[0], conf.Timezone)
			if err != nil {
				return usageError{err}
			}
			logged, err := logChange(cmd.Context(), c, *path, want)
			if err != nil {
				return logUsage(err)
			}
			printLogged(c, logged, conf.Timezone)
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&flags.service, "service", "", "the service `S`, by its id, its name or an alias")
	f.StringVar(&flags.component, "component", "", "the component `C` of the service")
	f.StringVar(&flags.by, "by", "", "`WHO` made it")
	f.StringVar(&flags.reason, "reason", "", "the reason `R`")
	f.StringVar(&flags.at, "at", "", "when it was made, `T`: 2026-11-02T07:00 or RFC 3339 (default: now)")
	f.StringVar(&flags.class, "class", "bau", "its `CLASS`: normal, standard, emergency or bau")
	f.BoolVar(&flags.force, "force", false, "log it also where the service is unknown and resembles a known one")
	f.StringVar(&flags.outcome, "outcome", "successful", "its `OUTCOME`: successful, successful_with_issues, failed or backed_out")
	return cmd
}

// logUsage turns what the user can say better into his mistake.
func logUsage(err error) error {
	var future *jobs.FutureError
	var unknown *jobs.UnknownNameError
	switch {
	case errors.As(err, &unknown):
		return usageError{fmt.Errorf("%w (nothing is logged; --force logs it under that name)", err)}
	case errors.As(err, &future):
		return usageError{err}
	}
	return err
}

const longestLogged = 1000 // runes of a text

func (l logFlags) request(text string, zone *time.Location) (want jobs.LogRequest, err error) {
	line := func(text string) string { return printable(text, longestLogged) }
	want = jobs.LogRequest{
		Text: line(text), Service: line(l.service), Component: line(l.component), By: line(l.by), Reason: line(l.reason), Force: l.force,
	}
	if want.Text == "" || want.Service == "" {
		return want, errors.New(`log needs what was done and where: nines log "restarted the price feed" --service fx-pricing`)
	}
	if !want.Class.Parse(l.class) {
		return want, fmt.Errorf("--class %q: expected normal, standard, emergency or bau", l.class)
	}
	if !want.Outcome.Parse(l.outcome) || want.Outcome == itsm.OutcomeCancelled {
		return want, fmt.Errorf("--outcome %q: expected successful, successful_with_issues, failed or backed_out", l.outcome)
	}
	want.At, err = parseInstant("--at", l.at, zone)
	return want, err
}

// patience is how long nothing is said while another process writes.
const patience = time.Second

// logChange logs a change, and tells who waits for another process that writes.
func logChange(ctx context.Context, c console, path string, want jobs.LogRequest) (logged *jobs.Logged, err error) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		err = using(ctx, c, path, func(r *jobs.Runner) (err error) {
			logged, err = r.LogChange(ctx, want)
			return err
		})
	}()
	select {
	case <-done:
	case <-time.After(patience):
		fmt.Fprintln(c.err, "waiting for another process that writes to the store, an import perhaps ...")
		<-done
	}
	return logged, err
}

func printLogged(c console, logged *jobs.Logged, zone *time.Location) {
	service := printable(logged.Service, 60)
	fmt.Fprintln(c.out, strings.Join([]string{logged.ID, logged.ActualStart.In(zone).Format(minutes), service, logged.Title}, "  "))
	if logged.Unknown {
		fmt.Fprintf(c.err, "no service %q is known yet: logged under that name\n", service)
	}
}
