package jobs

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"nines/internal/config"
	"nines/internal/itsm"
	"nines/reports"
	"nines/reports/document"
	"nines/templates"
)

// ReportRequest says which reports are to be made.
type ReportRequest struct {
	Name    string            // of a job, else of a report
	Periods []string          // as a user writes them; none: the last complete one of the report's kind, or the coming one
	AsOf    time.Time         // zero: now
	Formats []Format          // none: the job's, else all
	Out     string            // folder; empty: the configuration's output
	Written func(path string) // told of each file as soon as it is there; nil: nobody
}

// plan is what a name of the command line stands for.
type plan struct {
	report  templates.Report
	job     *config.Job // nil: a report that nobody scheduled
	formats []Format
}

// Report makes a report for each of the periods and writes its files. What a job makes is published: its figures are
// kept with the tickets behind them, so that a later report can say what became of them.
func (r *Runner) Report(ctx context.Context, want ReportRequest) error {
	o, err := r.order(want)
	if err != nil {
		return err
	}
	defer collectSeldom()()
	for _, period := range o.periods {
		if _, err := r.one(ctx, o.plan, period, o.asOf, o.now, o.want); err != nil {
			return fmt.Errorf("report %s for %s: %w", o.plan.report.Name, period.Name, err)
		}
	}
	return nil
}

// order is a request of which everything is told.
type order struct {
	plan      plan
	periods   []itsm.Period
	asOf, now time.Time
	want      ReportRequest
}

// order completes a request.
func (r *Runner) order(want ReportRequest) (o order, err error) {
	if o.plan, err = r.plan(want.Name); err != nil {
		return o, err
	}
	if len(want.Formats) > 0 {
		o.plan.formats = want.Formats
	}
	o.now = r.now()
	o.asOf = want.AsOf
	if o.asOf.IsZero() {
		o.asOf = o.now
	}
	if o.periods, err = r.periods(o.plan.report, want.Periods, o.asOf); err != nil {
		return o, err
	}
	o.want = want
	if want.Out == "" {
		o.want.Out = r.Config.Output
	}
	return o, nil
}

// plan finds the job of that name, else the report.
func (r *Runner) plan(name string) (plan, error) {
	built, err := templates.Reports()
	if err != nil {
		return plan{}, err
	}
	known := slices.Sorted(maps.Keys(built))
	for i := range r.Config.Jobs {
		job := &r.Config.Jobs[i]
		if job.Name != name {
			known = append(known, job.Name)
			continue
		}
		report, ok := built[job.Report]
		if !ok {
			return plan{}, &UnknownNameError{What: "report", Name: job.Report, Known: slices.Sorted(maps.Keys(built))}
		}
		p := plan{report: report, job: job}
		for _, f := range job.Formats {
			p.formats = append(p.formats, Format(f))
		}
		return p, nil
	}
	report, ok := built[name]
	if !ok {
		return plan{}, &UnknownNameError{What: "report or job", Name: name, Known: known}
	}
	return plan{report: report, formats: Formats()}, nil
}

var kinds = map[string]itsm.Kind{"day": itsm.Day, "week": itsm.Week, "month": itsm.Month, "quarter": itsm.Quarter}

// PeriodError says that the user wrote no period.
type PeriodError struct{ error }

func (r *Runner) periods(report templates.Report, texts []string, asOf time.Time) ([]itsm.Period, error) {
	if len(texts) == 0 && report.Coming {
		return []itsm.Period{itsm.Coming(kinds[report.Period], asOf, r.Config.Timezone)}, nil
	}
	if len(texts) == 0 {
		return []itsm.Period{r.usualPeriod(report, asOf)}, nil
	}
	var periods []itsm.Period
	for _, text := range texts {
		p, err := itsm.ParsePeriod(text, asOf, r.Config.Timezone)
		if err != nil {
			return nil, PeriodError{err}
		}
		periods = append(periods, p)
	}
	return periods, nil
}

// usualPeriod is the period that a report is about where nobody names one.
func (r *Runner) usualPeriod(report templates.Report, asOf time.Time) itsm.Period {
	return itsm.LastComplete(kinds[report.Period], asOf, r.Config.Timezone)
}

// Made is a report that was made and written, ready to be delivered.
type Made struct {
	Document *document.Document
	Files    []string // their paths, in the order in which they were written
	// Restated tells that a figure published before comes out otherwise now: the document is a new revision.
	Restated bool
}

// one makes one report from one consistent state of the store.
func (r *Runner) one(ctx context.Context, p plan, period itsm.Period, asOf, now time.Time, want ReportRequest) (made Made, err error) {
	snapshot, err := r.Store.Snapshot(ctx, asOf)
	if err != nil {
		return made, err
	}
	defer func() { err = errors.Join(err, snapshot.Close()) }()
	before, err := publishedBefore(ctx, snapshot, p.report.Name, period.Name)
	if err != nil {
		return made, err
	}
	r.Progress.Begin(fmt.Sprintf("%s %s", p.report.Name, period.Name), int64(len(p.formats)+1))
	defer r.Progress.End()
	report, err := reports.Make(ctx, snapshot, settings(r.Config), reports.Want{
		Report: p.report, Period: period, AsOf: asOf, Before: before,
	})
	if err != nil {
		return made, err
	}
	made.Document, made.Restated = report.Document, report.Restated
	if made.Document.Branding, err = branding(r.Config); err != nil {
		return made, err
	}
	if made.Files, err = r.writeAll(ctx, p, report, want); err != nil || p.job == nil {
		return made, err
	}
	return made, r.publish(ctx, report, made.Files, asOf, now)
}

// writeAll writes the files of a report, those of its proposals too, and lists them.
func (r *Runner) writeAll(ctx context.Context, p plan, report *reports.Report, want ReportRequest) (files []string, err error) {
	written := func(path string) {
		files = append(files, path)
		if want.Written != nil {
			want.Written(path)
		}
	}
	for i, format := range p.formats {
		r.Progress.At(int64(i + 1))
		path, err := write(ctx, want.Out, format, report.Document)
		if err != nil {
			return files, err
		}
		written(path)
	}
	return files, writeProposals(want.Out, report, written)
}

// CheckReport tells whether the name and the periods of a request can be understood; it makes nothing.
func (r *Runner) CheckReport(want ReportRequest) error {
	p, err := r.plan(want.Name)
	if err != nil {
		return err
	}
	asOf := want.AsOf
	if asOf.IsZero() {
		asOf = r.now()
	}
	_, err = r.periods(p.report, want.Periods, asOf)
	return err
}
