package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"nines/internal/demo"
)

func newDemo(c console) *cobra.Command {
	var options demo.Options
	var out string
	cmd := &cobra.Command{
		Use:   "demo --out DIR",
		Short: "Write made-up exports: the same ones for the same seed",
		Args:  usage(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			if out == "" {
				return usageError{errors.New("demo needs --out DIR, the folder for its files")}
			}
			if options.Tickets < 0 || options.Samples < 0 {
				return usageError{errors.New("--tickets and --samples cannot be negative")}
			}
			if err := demo.Write(out, options); err != nil {
				return fmt.Errorf("write made-up exports to %s: %w", out, err)
			}
			_, err := fmt.Fprintln(c.out, out)
			return err
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "the folder `DIR` to write to; it is made where it is missing")
	cmd.Flags().IntVar(&options.Tickets, "tickets", demo.DefaultTickets, "`N` incidents and requests")
	cmd.Flags().IntVar(&options.Samples, "samples", demo.DefaultSamples, "`M` samples of KPIs")
	cmd.Flags().Uint64Var(&options.Seed, "seed", demo.DefaultSeed, "`S`: another seed, another team")
	return cmd
}
