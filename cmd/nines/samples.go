package main

import (
	"errors"

	"github.com/spf13/cobra"

	"nines/jobs"
)

func newSamples(c console, path *string) *cobra.Command {
	var want jobs.SamplesRequest
	var from, to string
	cmd := &cobra.Command{
		Use:   "samples --service S --metric M",
		Short: "Print the samples of a metric as CSV",
		Args:  usage(cobra.NoArgs),
		PreRunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("service") || want.Metric == "" { // --service "": of those without one
				return usageError{errors.New("samples needs --service S and --metric M")}
			}
			return nil
		},
		RunE: opened(c, path, func(cmd *cobra.Command, r *jobs.Runner, _ []string) (err error) {
			if want.From, err = parseInstant("--from", from, r.Config.Timezone); err != nil {
				return usageError{err}
			}
			if want.To, err = parseInstant("--to", to, r.Config.Timezone); err != nil {
				return usageError{err}
			}
			if !want.To.IsZero() && !want.From.Before(want.To) {
				return usageError{errors.New("--from has to be before --to")}
			}
			return asUsage(r.Samples(cmd.Context(), want, c.out))
		}),
	}
	f := cmd.Flags()
	f.StringVar(&want.Service, "service", "", "the service `S`, by its id or an alias")
	f.StringVar(&want.Metric, "metric", "", "the metric `M`")
	f.StringVar(&from, "from", "", "the first instant `T`: 2026-11-02T07:00, 2026-11-02 or RFC 3339 (default: that of the first sample)")
	f.StringVar(&to, "to", "", "the instant `T` before which it ends (default: after the last sample)")
	return cmd
}
