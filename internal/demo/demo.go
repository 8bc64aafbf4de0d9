// Package demo makes up the exports of a production-support team: a bank with ten services, told in the dialects and
// with the faults that real exports have. The same options give the same bytes; nothing asks for the time of day.
package demo

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

//go:generate go run ../../cmd/nines demo --out sample

// The defaults of Options.
const (
	DefaultTickets        = 3_000
	DefaultSamples        = 20_000
	DefaultSeed    uint64 = 1
)

// manyTickets are more than one team's: the history is then 21 months long instead of 14.
const manyTickets = 100_000

// Options says how much to make up. Zero values stand for the defaults.
type Options struct {
	Tickets int    // incidents and requests together; with fewer than about 100 the story of the last month is cut short
	Samples int    // measured values
	Seed    uint64 // another seed makes another history with the same story in its last month
}

func (o Options) complete() (Options, error) {
	if o.Tickets < 0 || o.Samples < 0 {
		return o, fmt.Errorf("%d tickets and %d samples cannot be made: ask for 1 or more, or 0 for the defaults", o.Tickets, o.Samples)
	}
	o.Tickets = cmp.Or(o.Tickets, DefaultTickets)
	o.Samples = cmp.Or(o.Samples, DefaultSamples)
	o.Seed = cmp.Or(o.Seed, DefaultSeed)
	return o, nil
}

// Write makes the folder and writes the exports into it, replacing files of the same names: incidents.csv,
// requests.csv, worklogs.csv.gz, updates.csv, outages.csv, exclusions.csv, changes.csv, problems.csv, actions.csv and
// samples.csv.gz. Tickets and samples are streamed: memory does not grow with their number.
func Write(dir string, o Options) error {
	o, err := o.complete()
	if err != nil {
		return err
	}
	w, err := newWorld(o)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder of the exports: %w", err)
	}
	if err := w.writeTickets(dir); err != nil {
		return err
	}
	return w.writeRest(dir)
}

// writeTickets writes what grows with the number of tickets, day by day.
func (w *world) writeTickets(dir string) (err error) {
	out, err := openTickets(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.close()) }()
	incidents := w.quotas(w.incidentCount()-len(w.events), w.incidentWeight)
	requests := w.quotas(w.Tickets-w.incidentCount(), w.requestWeight)
	for day := range w.days {
		for _, in := range w.incidentsOf(day, incidents[day]) {
			if err := out.incident(w, in); err != nil {
				return err
			}
		}
		for _, r := range w.requestsOf(day, requests[day]) {
			if err := out.requests.write(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeRest writes what refers to the tickets, after they have their numbers.
func (w *world) writeRest(dir string) error {
	return errors.Join(
		writeAll(filepath.Join(dir, "outages.csv"), outageDialect, outageColumns(w), w.outages),
		writeAll(filepath.Join(dir, "exclusions.csv"), exclusionDialect, exclusionColumns, w.exclusions),
		writeAll(filepath.Join(dir, "changes.csv"), changeDialect, changeColumns(w), w.changes),
		writeAll(filepath.Join(dir, "problems.csv"), problemDialect, problemColumns, w.problems),
		writeAll(filepath.Join(dir, "actions.csv"), actionDialect, actionColumns, w.actions),
		w.writeSamples(filepath.Join(dir, "samples.csv.gz")),
	)
}
