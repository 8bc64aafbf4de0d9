package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"nines/internal/config"
	"nines/internal/store"
	"nines/jobs/settings"
	"nines/reports"
	"nines/reports/document"
	"nines/reports/xlsx"
	"nines/templates"
)

// WorkbookCheck is what of a user's workbook a report would fill.
type WorkbookCheck struct {
	Path   string
	Filled []string // names of tables that the report fills
	Left   []LeftTable
	Odd    []OddColumn // of the tables that are filled
	// Unlooked says why the columns were not looked at; empty: they were, of tables that have rows now.
	Unlooked string
}

// OddColumn is a column that stays as it is, but is nearly called like one of ours.
type OddColumn struct {
	Table, Header string
	Ours          []string // titles and keys of ours that the table lacks, the nearest first
}

// LeftTable is a table that stays as it is.
type LeftTable struct {
	Name  string
	Meant string // a table of the report that is called nearly so; empty: none is
}

// workbook is the user's workbook that a plan fills: the job's, else that of the user's report; nil: none.
func workbook(c *config.Config, p Plan) *document.Workbook {
	path := ""
	if own := c.OwnReport(p.Report.Name); own != nil {
		path = own.Workbook
	}
	if p.Job != nil && p.Job.Workbook != "" {
		path = p.Job.Workbook
	}
	if path == "" {
		return nil
	}
	return &document.Workbook{Path: path, Tables: tablesOf(p.Report)}
}

// tablesOf names what a report may fill, as document.Workbook has it.
func tablesOf(r templates.Report) []string {
	var names []string
	for _, section := range r.Sections {
		for _, name := range config.Blocks[section] {
			if !slices.Contains(notTables, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// notTables are blocks that no report has as a table.
var notTables = []string{"figures", "decisions", "notes"}

// checkWorkbook opens the workbook of a plan; nil: it has none.
func (r *Runner) checkWorkbook(ctx context.Context, p Plan) (*WorkbookCheck, error) {
	own := workbook(r.Config, p)
	if own == nil {
		return nil, nil //nolint:nilnil // there is nothing to check
	}
	tables, err := xlsx.TemplateTables(own.Path)
	if err != nil {
		return nil, err
	}
	check := &WorkbookCheck{Path: own.Path}
	for _, t := range tables {
		if own.Has(t.Name) {
			check.Filled = append(check.Filled, t.Name)
			continue
		}
		left := LeftTable{Name: t.Name}
		left.Meant, _ = config.Nearest(t.Name, own.Tables)
		check.Left = append(check.Left, left)
	}
	if len(check.Filled) == 0 {
		return check, nil
	}
	ours, unlooked := r.tablesNow(ctx, p)
	if unlooked != nil {
		check.Unlooked = unlooked.Error() // the workbook may be sound all the same
	}
	return check, check.columns(tables, ours)
}

// tablesNow lists the tables of a plan's report as it would be made now: what their columns are called hangs on what there
// is to show.
func (r *Runner) tablesNow(ctx context.Context, p Plan) ([]xlsx.TemplateTable, error) {
	address, err := location(r.Config)
	if err != nil {
		return nil, err
	}
	s, err := store.OpenUnchanged(ctx, address)
	if err != nil {
		return nil, err
	}
	defer s.Close() //nolint:errcheck // it was only read
	now := r.Now()
	snapshot, err := s.Snapshot(ctx, now)
	if err != nil {
		return nil, err
	}
	defer snapshot.Close() //nolint:errcheck // as well
	periods, err := r.periods(p.Report, nil, now)
	if err != nil {
		return nil, err
	}
	set, err := settings.WithTexts(r.Config, Version())
	if err != nil {
		return nil, err
	}
	made, err := reports.Make(ctx, snapshot, set, reports.Want{Report: p.Report, Period: periods[0], AsOf: now})
	if err != nil {
		return nil, err
	}
	return xlsx.Tables(ctx, made.Document)
}

// columns holds the columns of the user's tables against those of ours that are called alike. A table without any of them
// could not be filled.
func (c *WorkbookCheck) columns(tables, ours []xlsx.TemplateTable) error {
	var failures []error
	for _, t := range tables {
		i := slices.IndexFunc(ours, func(o xlsx.TemplateTable) bool { return strings.EqualFold(o.Name, t.Name) })
		if i < 0 || len(t.Headers) == 0 {
			continue // not filled, or without rows now
		}
		odd, fits := oddColumns(t, &ours[i])
		c.Odd = append(c.Odd, odd...)
		if !fits {
			failures = append(failures, fmt.Errorf("the table %s of %s has none of our columns, so nothing can be filled in: it has %s; we have %s",
				t.Name, c.Path, strings.Join(t.Headers, ", "), strings.Join(config.ByNearness(t.Headers[0], ours[i].Headers), ", ")))
		}
	}
	return errors.Join(failures...)
}

// oddColumns lists the columns of a table that are nearly called like one of ours that it lacks. fits tells whether any is
// one of ours.
func oddColumns(t xlsx.TemplateTable, ours *xlsx.TemplateTable) (odd []OddColumn, fits bool) {
	taken := map[int]bool{}
	var others []string
	for _, header := range t.Headers {
		if i := ours.Find(header); i >= 0 {
			taken[i] = true
		} else {
			others = append(others, header)
		}
	}
	var free []string
	for i := range ours.Headers {
		if !taken[i] {
			free = append(free, ours.Headers[i])
			if !strings.EqualFold(ours.Headers[i], ours.Keys[i]) {
				free = append(free, ours.Keys[i])
			}
		}
	}
	for _, header := range others {
		if _, ok := config.Nearest(header, free); ok {
			odd = append(odd, OddColumn{Table: t.Name, Header: header, Ours: config.ByNearness(header, free)})
		}
	}
	return odd, len(taken) > 0
}
