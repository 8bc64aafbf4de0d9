package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"nines/jobs"
	"nines/jobs/output"
	"nines/reports/incident"
)

// incidentFlags are what `nines incident` was told.
type incidentFlags struct {
	document, source, asOf, out string
	formats                     []string
}

func newIncident(c console, path *string) *cobra.Command {
	var flags incidentFlags
	cmd := &cobra.Command{
		Use:   "incident ID --document rfo|summary",
		Short: "Make a document about one incident: the reason for outage for customers, or the summary for management",
		Args:  usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			conf, err := load(*path)
			if err != nil {
				return err
			}
			want, err := flags.request(args[0])
			if err != nil {
				return usageError{err}
			}
			if want.AsOf, err = parseInstant("--as-of", flags.asOf, conf.Timezone); err != nil {
				return usageError{err}
			}
			want.Written = func(path string) { fmt.Fprintln(c.out, path) }
			r, err := jobs.OpenToRead(cmd.Context(), conf, c.clock)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, r.Close()) }()
			made, err := r.Incident(cmd.Context(), want)
			if err != nil {
				return incidentUsage(err)
			}
			printMade(c, made)
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&flags.document, "document", "", "`KIND`: rfo, the reason for outage for customers, or summary, for management")
	f.StringVar(&flags.source, "source", "", "the `SOURCE` of the incident, where several have the id")
	f.StringSliceVar(&flags.formats, "format", []string{"pdf", "html"}, "`FORMAT`s, separated by commas: pdf, html")
	f.StringVar(&flags.asOf, "as-of", "", "the instant `T` of which the document is (default: now)")
	f.StringVar(&flags.out, "out", "", "the folder `DIR` for the files (default: the configuration's output)")
	return cmd
}

func (l incidentFlags) request(id string) (jobs.IncidentRequest, error) {
	want := jobs.IncidentRequest{ID: strings.TrimSpace(id), Source: l.source, Kind: incident.Kind(l.document), Out: l.out}
	if !slices.Contains(incident.Kinds(), want.Kind) {
		return want, fmt.Errorf("--document %q: expected rfo, the reason for outage for customers, or summary, for management", l.document)
	}
	for _, text := range l.formats {
		format := output.Format(strings.TrimSpace(text))
		if format != output.PDF && format != output.HTML {
			return want, fmt.Errorf("--format %q: a document about an incident is pdf or html", text)
		}
		want.Formats = append(want.Formats, format)
	}
	return want, nil
}

// incidentUsage turns an id that names no incident, or more than one, into the user's mistake.
func incidentUsage(err error) error {
	var unknown *jobs.UnknownIncidentError
	var several *incident.AmbiguousError
	switch {
	case errors.As(err, &unknown):
		return usageError{errors.New(printable(unknown.Error(), 400))}
	case errors.As(err, &several):
		return usageError{fmt.Errorf("%w: say which with --source", several)}
	}
	return err
}

// printMade tells the sender what the readers will miss.
func printMade(c console, made *incident.Made) {
	if len(made.Missing) > 0 {
		fmt.Fprintf(c.err, "not recorded: %s\n", strings.Join(made.Missing, ", "))
	}
	for _, note := range made.Notes {
		fmt.Fprintln(c.err, printable(note, 400))
	}
}
