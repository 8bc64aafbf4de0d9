package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"nines/internal/config"
	"nines/jobs"
)

func newCheck(c console, path *string) *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Read the configuration, open every source and the store, print what would run and when; change nothing",
		Args:  usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			conf, problems, err := look(*path)
			if err != nil {
				return err
			}
			if conf == nil {
				return problems
			}
			check := jobs.CheckAll(cmd.Context(), conf, c.clock)
			printCheck(c, conf, len(problems), check)
			if problems = check.Problems(conf, problems); len(problems) > 0 {
				return problems
			}
			if check.Failed() {
				return errors.New("something would fail, see above")
			}
			return nil
		},
	}
}

func printCheck(c console, conf *config.Config, problems int, check *jobs.Check) {
	if problems == 0 {
		fmt.Fprintf(c.out, "configuration %s: sound\n", conf.File)
	} else {
		fmt.Fprintf(c.out, "configuration %s: FAILED: mistakes, named at the end: %d. This is of what has none\n", conf.File, problems)
	}
	printStore(c, check)
	for _, s := range check.Sources {
		switch {
		case s.Err != nil:
			fmt.Fprintf(c.out, "source %s: %s\n", s.Source, verdict(s.Err))
		default:
			fmt.Fprintf(c.out, "source %s: ok, %s from %s%s\n", s.Source, s.Record, strings.Join(s.Files, ", "), timesRead(s.Times))
		}
	}
	for i := range conf.OwnReports {
		own := &conf.OwnReports[i]
		fmt.Fprintf(c.out, "report %s: ok, %s%s\n", own.Name, own.File, forEach(own.ForEach))
	}
	for _, t := range check.Texts {
		printText(c, t)
	}
	for _, j := range check.Jobs {
		printWorkbook(c, j)
		if j.Err != nil {
			fmt.Fprintf(c.out, "job %s: %s\n", j.Job, verdict(j.Err))
			continue
		}
		fmt.Fprintf(c.out, "job %s: report %s%s, next at %s\n", j.Job, j.Report, forEach(j.Each), j.Next.Format("Mon 2006-01-02 15:04:05 MST"))
	}
}

// timesRead says how far stated time formats go; nothing where there is nothing to say.
func timesRead(t *jobs.TimesCheck) string {
	switch {
	case t == nil:
		return ""
	case t.Example != "":
		return fmt.Sprintf("; time_format reads %d of the first %d rows, not e.g. %q", t.Read, t.Rows, jobs.Shown(t.Example))
	}
	return fmt.Sprintf("; time_format reads %d of the first %d rows", t.Read, t.Rows)
}

func printStore(c console, check *jobs.Check) {
	empty := ""
	if check.Err == nil && !check.Made {
		empty = ", without tables: the first import makes them"
	}
	switch {
	case check.Store != "":
		fmt.Fprintf(c.out, "store %s: %s%s\n", check.Store, verdict(check.Err), empty)
	case check.Err != nil:
		fmt.Fprintln(c.out, verdict(check.Err))
	}
}

// printText says what there is of own words, sentences or commentary.
func printText(c console, t jobs.TextCheck) {
	says := t.Says
	if len(t.Mistakes) > 0 {
		says = strings.TrimSuffix(fmt.Sprintf("FAILED: mistakes, named at the end: %d; %s", len(t.Mistakes), t.Says), "; ")
	}
	fmt.Fprintf(c.out, "%s: %s\n", t.Name, says)
	for _, note := range t.Notes {
		fmt.Fprintf(c.out, "    %s\n", note)
	}
}

// forEach says for whom packs are made.
func forEach(each config.ForEach) string {
	if each == "" {
		return ""
	}
	return ", for each " + string(each)
}

// printWorkbook says what of the user's workbook a job fills.
func printWorkbook(c console, j jobs.JobCheck) {
	if j.Workbook == nil {
		return
	}
	filled := strings.Join(j.Workbook.Filled, ", ")
	if filled == "" {
		filled = "no table: none is called like one of the report"
	}
	fmt.Fprintf(c.out, "job %s: workbook %s, fills %s\n", j.Job, j.Workbook.Path, filled)
	for _, t := range j.Workbook.Left {
		meant := ""
		if t.Meant != "" {
			meant = fmt.Sprintf("; did you mean %s?", t.Meant)
		}
		fmt.Fprintf(c.out, "job %s: the table %s stays as it is%s\n", j.Job, t.Name, meant)
	}
	for _, o := range j.Workbook.Odd {
		fmt.Fprintf(c.out, "job %s: the table %s has the column %q, which stays as it is; did you mean %q? We have %s\n",
			j.Job, o.Table, o.Header, o.Ours[0], strings.Join(o.Ours, "; ")) // as titles have commas: "Lost, %"
	}
	if j.Workbook.Unlooked != "" {
		fmt.Fprintf(c.out, "job %s: the columns of these tables could not be looked at: %s\n", j.Job, j.Workbook.Unlooked)
	}
}

func verdict(err error) string {
	if err == nil {
		return "ok"
	}
	return "FAILED: " + strings.ReplaceAll(err.Error(), "\n", "\n    ")
}
