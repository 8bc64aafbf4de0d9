package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"nines/importers"
	"nines/importers/mapping"
	"nines/internal/config"
	"nines/internal/schedule"
	"nines/internal/store"
	"nines/jobs/settings"
)

// SourceCheck is what a source looks like before it is imported.
type SourceCheck struct {
	Source string
	Record string
	Files  []string
	Times  *TimesCheck // nil: it states no time format, or has no rows to try it on
	Err    error
}

// JobCheck says when a job would run next.
type JobCheck struct {
	Job      string
	Report   string
	Each     config.ForEach // for whom packs are made; empty: nobody in particular
	Schedule string
	Next     time.Time
	Workbook *WorkbookCheck // nil: it fills none of the user's
	Err      error
}

// Check is what `nines check` finds. It changes nothing.
type Check struct {
	Store   string // its name, without a password; empty: the configuration does not tell
	Made    bool   // the store has its tables; else the first import makes them
	Err     error  // of the store
	Sources []SourceCheck
	Jobs    []JobCheck
	Texts   []TextCheck
}

// Problems are the mistakes in files that somebody wrote beside the configuration, together with those of the
// configuration itself (conf), by file and line.
func (c *Check) Problems(conf *config.Config, own config.Problems) config.Problems {
	all := slices.Clone(own)
	for _, t := range c.Texts {
		all = append(all, t.Mistakes...)
	}
	return all.InOrder(conf.File)
}

// Failed tells whether anything would fail.
func (c *Check) Failed() bool {
	failed := c.Err != nil
	for _, s := range c.Sources {
		failed = failed || s.Err != nil
	}
	for _, j := range c.Jobs {
		failed = failed || j.Err != nil
	}
	for _, t := range c.Texts {
		failed = failed || len(t.Mistakes) > 0
	}
	return failed
}

// CheckAll opens every source and the store that a configuration names, and tells what would run and when. Of a
// configuration with mistakes (config.Look) it looks at what is left.
func CheckAll(ctx context.Context, c *config.Config, clock Clock) *Check {
	check := &Check{Store: c.Store.Name}
	check.Err = check.store(ctx, c)
	for _, s := range c.Sources {
		check.Sources = append(check.Sources, checkSource(c, s))
	}
	r := &Runner{Config: c, Clock: clock}
	for i := range c.Jobs {
		check.Jobs = append(check.Jobs, r.checkJob(ctx, &c.Jobs[i]))
	}
	check.Texts = append(checkFiles(c), r.checkTexts()...)
	return check
}

func (c *Check) store(ctx context.Context, conf *config.Config) error {
	if conf.Store.Kind == "" {
		return nil // it has a mistake
	}
	address, err := location(conf)
	if err != nil {
		return err
	}
	c.Made, err = store.Check(ctx, address)
	return err
}

// checkSource opens each file and holds its header against the mapping, and tries stated time formats on the first rows of
// the first one; it reads no further.
func checkSource(c *config.Config, s config.Source) SourceCheck {
	check := SourceCheck{Source: s.Name, Record: settings.Record(s)}
	if check.Files, check.Err = importers.Files(s.Kind, s.Path); check.Err != nil {
		return check
	}
	im := newSourceImport(c, s)
	for _, file := range check.Files {
		if err := im.checkHeader(file); err != nil {
			check.Err = errors.Join(check.Err, err)
		}
	}
	if im.prepared {
		check.Record = im.record()
	}
	if check.Err == nil && len(check.Files) > 0 {
		check.Times, check.Err = im.checkTimes(check.Files[0])
	}
	return check
}

func (im *sourceImport) checkHeader(file string) error {
	rows, err := im.rows(file)
	if err != nil {
		return err
	}
	defer rows.Close()
	if err := im.prepare(rows.Header()); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if _, err = mapping.New(im.spec, rows.Header()); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

func (r *Runner) checkJob(ctx context.Context, job *config.Job) JobCheck {
	check := JobCheck{Job: job.Name, Report: job.Report, Each: job.ForEach, Schedule: job.Schedule}
	plan, err := r.Plan(job.Name)
	if err == nil {
		check.Workbook, err = r.checkWorkbook(ctx, plan)
	}
	if check.Err = err; err != nil {
		return check
	}
	s, err := schedule.Parse(job.Schedule, r.Config.Timezone)
	if err != nil {
		check.Err = err
		return check
	}
	check.Next = s.Next(r.Now())
	return check
}
