package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"nines/internal/itsm"
	"nines/jobs"
)

func newChanges(c console, path *string) *cobra.Command {
	var service, before string
	var hours float64
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "changes [--service S] [--before T] [--hours N]",
		Short: "Print the last changes in production, from what is in the store",
		Args:  usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			conf, err := load(*path)
			if err != nil {
				return err
			}
			want := jobs.ChangesRequest{Service: strings.TrimSpace(service), Within: -1}
			if want.Before, err = parseInstant("--before", before, conf.Timezone); err != nil {
				return usageError{err}
			}
			if cmd.Flags().Changed("hours") {
				if want.Within, err = hoursOf(hours); err != nil {
					return err
				}
			}
			r, err := jobs.OpenToRead(cmd.Context(), conf, c.clock)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, r.Close()) }()
			found, err := r.Changes(cmd.Context(), want)
			if err != nil {
				return asUsage(err)
			}
			if asJSON {
				return writeChangesJSON(c.out, found, conf.Timezone)
			}
			return printChanges(c, found, conf.Timezone)
		},
	}
	f := cmd.Flags()
	f.StringVar(&service, "service", "", "the service `S`, by its id, its name or an alias, and those on which it depends (default: all)")
	f.StringVar(&before, "before", "", "the instant `T`: 2026-11-02T07:00 or RFC 3339 (default: now)")
	f.Float64Var(&hours, "hours", 24, "those of the last `N` hours before it; without it as long as changes.suspect_hours says")
	f.BoolVar(&asJSON, "json", false, "for another program")
	return cmd
}

// hoursOf is the length of so many hours, a hundred years at most.
func hoursOf(hours float64) (time.Duration, error) {
	const most = 100 * 366 * 24
	if math.IsNaN(hours) || hours <= 0 || hours > most {
		return 0, usageError{fmt.Errorf("--hours %v: expected more than 0 and at most %d", hours, most)}
	}
	return time.Duration(hours * float64(time.Hour)), nil
}

const minutes = "2006-01-02 15:04"

// printChanges prints the changes as a table, and on standard error what it is of.
func printChanges(c console, found *jobs.RecentChanges, zone *time.Location) error {
	of := "all services"
	if found.Service != "" {
		of = printable(found.Service, 60)
	}
	if len(found.DependsOn) > 0 {
		of += ", and of what it depends on: " + printable(strings.Join(found.DependsOn, ", "), 200)
	}
	till := found.Span.To.In(zone).Format(minutes + " MST")
	hours := strconv.FormatFloat(found.Within.Hours(), 'f', -1, 64)
	fmt.Fprintf(c.err, "Changes in the %s hours before %s (%s)\n", hours, till, of)
	if found.Imported.IsZero() {
		fmt.Fprintln(c.err, "No source of changes was ever imported.")
	} else {
		fmt.Fprintf(c.err, "As of the import of %s; this command imports nothing.\n", found.Imported.In(zone).Format(minutes))
	}
	if found.Cancelled > 0 {
		fmt.Fprintf(c.err, "%d cancelled before they started, left out.\n", found.Cancelled)
	}
	shown := found.Changes
	if len(shown) == 0 {
		shown = found.Earlier
		if len(shown) == 0 {
			fmt.Fprintln(c.err, "None, nor any before.")
			return nil
		}
		fmt.Fprintf(c.err, "None. The last %d before that, the latest %s earlier:\n", len(shown), ago(latestOf(shown), found.Span.To))
	}
	return printTable(c.out, shown, found.Span.To, zone)
}

// latestOf is the start of the one that started last.
func latestOf(changes []jobs.RecentChange) time.Time {
	last := changes[0].Start
	for _, change := range changes {
		last = itsm.Latest(last, change.Start)
	}
	return last
}

func printTable(out io.Writer, changes []jobs.RecentChange, till time.Time, zone *time.Location) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "STARTED\tBEFORE\tID\tSERVICE\tCLASS\tRISK\tOUTCOME\tTITLE")
	for _, change := range changes {
		started := change.Start.In(zone).Format(minutes)
		if change.Planned {
			started += " planned"
		}
		fmt.Fprintln(w, strings.Join([]string{
			started, ago(change.Start, till), orDash(printable(change.ID, 40)), placeOf(change), orDash(change.Class.String()),
			orDash(change.Risk.String()), stateOf(change), orDash(printable(change.Title, 100)),
		}, "\t"))
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("print the changes: %w", err)
	}
	return nil
}

// placeOf is the service and the component that a change was made to.
func placeOf(change jobs.RecentChange) string {
	place := orDash(printable(change.Of, 40))
	if component := printable(change.Component, 40); component != "" {
		place += "/" + component
	}
	if change.Dependency {
		place += " (dependency)"
	}
	return place
}

// stateOf is how a change ended, else where it is.
func stateOf(change jobs.RecentChange) string {
	switch {
	case change.Outcome != itsm.OutcomeUnknown:
		return change.Outcome.String()
	case change.Status != itsm.StatusUnknown:
		return change.Status.String()
	}
	return orDash(printable(change.StatusText, 30))
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// ago is how long one instant is before another, in two units.
func ago(from, to time.Time) string {
	total := int(to.Sub(from) / time.Minute)
	days, hours, rest := total/(24*60), total/60%24, total%60
	switch {
	case days > 0:
		return fmt.Sprintf("%d d %d h", days, hours)
	case hours > 0:
		return fmt.Sprintf("%d h %02d min", hours, rest)
	}
	return fmt.Sprintf("%d min", rest)
}

// changeJSON is a change for other programs; what is unknown is null.
type changeJSON struct {
	ID         string  `json:"id"`
	Source     string  `json:"source"`
	Service    *string `json:"service"`
	Component  *string `json:"component"`
	Dependency bool    `json:"dependency"`
	Start      string  `json:"start"`
	Planned    bool    `json:"planned"`
	End        *string `json:"end"`
	Minutes    float64 `json:"minutes_before"`
	Class      *string `json:"class"`
	Risk       *string `json:"risk"`
	Status     *string `json:"status"`
	Outcome    *string `json:"outcome"`
	Title      *string `json:"title"`
}

func writeChangesJSON(out io.Writer, found *jobs.RecentChanges, zone *time.Location) error {
	list := func(changes []jobs.RecentChange) []changeJSON {
		all := []changeJSON{}
		for _, change := range changes {
			all = append(all, changeFigures(change, found.Span.To, zone))
		}
		return all
	}
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		Service   *string      `json:"service"`
		DependsOn []string     `json:"depends_on"`
		From      string       `json:"from"`
		To        string       `json:"to"`
		Imported  *string      `json:"imported"`
		Changes   []changeJSON `json:"changes"`
		Earlier   []changeJSON `json:"earlier"`
		Cancelled int          `json:"cancelled"`
	}{
		known(found.Service), append([]string{}, found.DependsOn...), *rfc3339(found.Span.From, zone), *rfc3339(found.Span.To, zone),
		rfc3339(found.Imported, zone), list(found.Changes), list(found.Earlier), found.Cancelled,
	})
}

func changeFigures(change jobs.RecentChange, till time.Time, zone *time.Location) changeJSON {
	status := change.Status.String()
	if status == "" {
		status = change.StatusText
	}
	return changeJSON{
		ID: change.ID, Source: change.Source, Service: known(change.Of), Component: known(change.Component), Dependency: change.Dependency,
		Start: *rfc3339(change.Start, zone), Planned: change.Planned, End: rfc3339(change.ActualEnd, zone), Minutes: till.Sub(change.Start).Minutes(),
		Class: known(change.Class.String()), Risk: known(change.Risk.String()), Status: known(status),
		Outcome: known(change.Outcome.String()), Title: known(change.Title),
	}
}

// rfc3339 is nil for an instant that is unknown.
func rfc3339(t time.Time, zone *time.Location) *string {
	if t.IsZero() {
		return nil
	}
	text := t.In(zone).Format(time.RFC3339)
	return &text
}
