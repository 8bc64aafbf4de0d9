package jobs

import (
	"context"
	"errors"
	"fmt"
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
	Store   string // its name, without a password
	Made    bool   // the store has its tables; else the first import makes them
	Err     error  // of the store, of a secret or of the looks
	Sources []SourceCheck
	Jobs    []JobCheck
	Texts   []TextCheck
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
		failed = failed || t.Err != nil
	}
	return failed
}

// CheckAll opens every source and the store that a configuration names, and tells what would run and when.
func CheckAll(ctx context.Context, c *config.Config, clock Clock) *Check {
	check := &Check{Store: c.Store.Name}
	_, faults := settings.Branding(c)
	check.Err = errors.Join(c.CheckSecrets(), check.store(ctx, c), faults)
	for _, s := range c.Sources {
		check.Sources = append(check.Sources, checkSource(c, s))
	}
	r := &Runner{Config: c, Clock: clock}
	for i := range c.Jobs {
		check.Jobs = append(check.Jobs, r.checkJob(&c.Jobs[i]))
	}
	check.Texts = r.checkTexts()
	return check
}

func (c *Check) store(ctx context.Context, conf *config.Config) error {
	address, err := location(conf)
	if err != nil {
		return err
	}
	c.Made, err = store.Check(ctx, address)
	return err
}

// checkSource opens each file and holds its header against the mapping; it reads no further.
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

func (r *Runner) checkJob(job *config.Job) JobCheck {
	check := JobCheck{Job: job.Name, Report: job.Report, Each: job.ForEach, Schedule: job.Schedule}
	plan, err := r.Plan(job.Name)
	if err == nil {
		check.Workbook, err = checkWorkbook(r.Config, plan)
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
