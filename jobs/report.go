package jobs

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"nines/internal/config"
	"nines/internal/itsm"
	"nines/internal/store"
	"nines/jobs/output"
	"nines/jobs/settings"
	"nines/reports"
	"nines/reports/commentary"
	"nines/reports/document"
	"nines/templates"
)

// ReportRequest says which reports are to be made.
type ReportRequest struct {
	Name    string            // of a job, else of a report
	Periods []string          // as a user writes them; none: the last complete one of the report's kind, or the coming one
	AsOf    time.Time         // zero: now
	Formats []output.Format   // none: the job's, else all
	Out     string            // folder; empty: the configuration's output
	Only    string            // of packs the one that is asked for, by its owner, team or service; empty: all
	Written func(path string) // told of each file as soon as it is there; nil: nobody
	// Left is told the ids of the services that have no owner or team, and are in no pack; nil: nobody.
	Left func(services []string)
	// Replaced is told how many characters of a PDF no font of it shows, where there are any; nil: nobody.
	Replaced func(characters int)
}

// Plan is what a name of the command line stands for.
type Plan struct {
	Report  templates.Report
	Each    config.ForEach // for whom a pack is made; empty: nobody in particular
	Job     *config.Job    // nil: a report that nobody scheduled
	Formats []output.Format
}

// Report makes a report for each of the periods and writes its files. What a job makes is published: its figures are
// kept with the tickets behind them, so that a later report can say what became of them.
func (r *Runner) Report(ctx context.Context, want ReportRequest) error {
	o, err := r.Order(want)
	if err != nil {
		return err
	}
	for _, period := range o.Periods {
		made, err := r.Make(ctx, o, period)
		if err = errors.Join(err, made.FailedPacks()); err != nil {
			return fmt.Errorf("report %s for %s: %w", o.Plan.Report.Name, period.Name, err)
		}
		if made.Replaced > 0 && want.Replaced != nil {
			want.Replaced(made.Replaced)
		}
	}
	return nil
}

// Order is a request of which everything is told.
type Order struct {
	Plan    Plan
	Periods []itsm.Period
	AsOf    time.Time         // of the report
	Now     time.Time         // when it is made
	Out     string            // folder of the files
	Only    string            // as in the request
	Written func(path string) // told of each file as soon as it is there; nil: nobody
	Left    func(services []string)
}

// Order completes a request. An *UnknownNameError says that nothing has its name, a PeriodError that the user wrote no
// period.
func (r *Runner) Order(want ReportRequest) (o Order, err error) {
	if o.Plan, err = r.Plan(want.Name); err != nil {
		return o, err
	}
	if len(want.Formats) > 0 {
		o.Plan.Formats = want.Formats
	}
	o.Now, o.Out, o.Written = r.Now(), cmp.Or(want.Out, r.Config.Output), want.Written
	o.Left = want.Left
	if o.Only = want.Only; o.Only != "" && o.Plan.Each == "" {
		return o, ErrNoPacks
	}
	o.AsOf = want.AsOf
	if o.AsOf.IsZero() {
		o.AsOf = o.Now
	}
	o.Periods, err = r.periods(o.Plan.Report, want.Periods, o.AsOf)
	return o, err
}

// Plan finds the job of that name, else the report. An *UnknownNameError says that there is neither.
func (r *Runner) Plan(name string) (p Plan, err error) {
	job := r.Config.Job(name)
	if job == nil {
		p.Formats = output.Formats()
		p.Report, p.Each, err = r.reportNamed(name)
		var unknown *UnknownNameError
		if errors.As(err, &unknown) {
			unknown.What = "report or job"
			for i := range r.Config.Jobs {
				unknown.Known = append(unknown.Known, r.Config.Jobs[i].Name)
			}
		}
		return p, err
	}
	p.Job = job
	if p.Report, p.Each, err = r.reportNamed(job.Report); err != nil {
		return Plan{}, err
	}
	if job.ForEach != "" {
		p.Each = job.ForEach
	}
	for _, f := range job.Formats {
		p.Formats = append(p.Formats, output.Format(f))
	}
	return p, nil
}

var _ reports.Data = (*store.Snapshot)(nil)

var kinds = map[string]itsm.Kind{"day": itsm.Day, "week": itsm.Week, "month": itsm.Month, "quarter": itsm.Quarter, "year": itsm.Year}

// ErrNoPacks says that a pack was asked for by name of a report that is made for all.
var ErrNoPacks = errors.New("the report is not made for each owner, team or service: it has no packs to choose from")

// PeriodError says that the user wrote no period.
type PeriodError struct{ error }

func (r *Runner) periods(report templates.Report, texts []string, asOf time.Time) ([]itsm.Period, error) {
	if len(texts) == 0 && report.Coming {
		return []itsm.Period{itsm.Coming(kinds[report.Period], asOf, r.Config.Timezone)}, nil
	}
	if len(texts) == 0 {
		return []itsm.Period{r.UsualPeriod(report, asOf)}, nil
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

// UsualPeriod is the period that a report is about where nobody names one.
func (r *Runner) UsualPeriod(report templates.Report, asOf time.Time) itsm.Period {
	return itsm.LastComplete(kinds[report.Period], asOf, r.Config.Timezone)
}

// Made is a report that was made and written, ready to be delivered.
type Made struct {
	Document *document.Document // nil: it is in packs
	Files    []string           // their paths, in the order in which they were written
	// Restated tells that a figure published before comes out otherwise now: the document is a new revision.
	Restated bool
	Packs    []Made        // each with a document of its own, in the order of their names
	Failed   []PackFailure // packs that could not be made
	// Replaced is how many characters of the PDF no font of it shows.
	Replaced int
}

// Make makes the report of an order for one period, from one consistent state of the store, and writes its files. What a
// job makes is published.
func (r *Runner) Make(ctx context.Context, o Order, period itsm.Period) (made Made, err error) {
	defer collectSeldom()()
	snapshot, err := r.Store.Snapshot(ctx, o.AsOf)
	if err != nil {
		return made, err
	}
	defer func() { err = errors.Join(err, snapshot.Close()) }()
	if o.Plan.Each != "" {
		return r.makePacks(ctx, o, period, snapshot)
	}
	return r.makeOne(ctx, o, snapshot, snapshot, reports.Want{Report: o.Plan.Report, Period: period, AsOf: o.AsOf})
}

// makeOne makes one document, of a pack or of all, from data of the snapshot.
func (r *Runner) makeOne(ctx context.Context, o Order, snapshot *store.Snapshot, data reports.Data, want reports.Want) (made Made, err error) {
	p, key := o.Plan, document.Key(want.Report.Name, want.Pack)
	if want.Before, err = publishedBefore(ctx, snapshot, keysOf(want), want.Period.Name); err != nil {
		return made, err
	}
	r.Progress.Begin(fmt.Sprintf("%s %s", key, want.Period.Name), int64(len(p.Formats)+1))
	defer r.Progress.End()
	set, err := settings.WithTexts(r.Config, Version())
	if err != nil {
		return made, err
	}
	notes, err := said(r.Config)
	if err != nil {
		return made, err
	}
	set.StrayCommentary = r.strayOf(notes, want)
	report, err := reports.Make(ctx, data, set, want)
	if err != nil {
		return made, err
	}
	made.Document, made.Restated = report.Document, report.Restated
	if made.Document.Branding, err = settings.Branding(r.Config); err != nil {
		return made, err
	}
	commentary.Place(made.Document, notes)
	made.Document.Workbook = workbook(r.Config, p)
	if err = r.writeAll(ctx, o, report, &made); err != nil || p.Job == nil {
		return made, err
	}
	return made, r.publish(ctx, report, made.Files, o.AsOf, o.Now)
}

// writeAll writes the files of a report, those of its proposals too, and lists them.
func (r *Runner) writeAll(ctx context.Context, o Order, report *reports.Report, made *Made) error {
	written := func(path string) {
		made.Files = append(made.Files, path)
		if o.Written != nil {
			o.Written(path)
		}
	}
	for i, format := range o.Plan.Formats {
		r.Progress.At(int64(i + 1))
		path, replaced, err := output.Write(ctx, o.Out, format, report.Document)
		if err != nil {
			return err
		}
		made.Replaced += replaced
		written(path)
	}
	return output.WriteProposals(o.Out, report, written)
}

// CheckReport tells whether the name and the periods of a request can be understood; it makes nothing.
func (r *Runner) CheckReport(want ReportRequest) error {
	_, err := r.Order(want)
	return err
}

// said reads the configuration's commentary; none where it names none.
func said(c *config.Config) ([]commentary.Note, error) {
	if c.Commentary == "" {
		return nil, nil
	}
	notes, _, err := commentary.Read(c.Commentary)
	if err != nil {
		return nil, fmt.Errorf("commentary: %w", err)
	}
	return notes, nil
}
