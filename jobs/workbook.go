package jobs

import (
	"slices"

	"nines/internal/config"
	"nines/reports/document"
	"nines/reports/xlsx"
	"nines/templates"
)

// WorkbookCheck is what of a user's workbook a report would fill.
type WorkbookCheck struct {
	Path   string
	Filled []string // names of tables that the report fills
	Left   []LeftTable
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
func checkWorkbook(c *config.Config, p Plan) (*WorkbookCheck, error) {
	own := workbook(c, p)
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
	return check, nil
}
