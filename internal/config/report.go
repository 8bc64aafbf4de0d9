package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Reports are the names of the built-in reports.
var Reports = []string{"daily", "weekly", "monthly", "quarterly", "problem-review", "cab", "capacity"}

// Report is a report of the user's own, read from a file beside the configuration.
type Report struct {
	File      string
	Name      string // usable as the name of a file, and none of Reports
	Title     string // "" for the name
	Period    string // day, week, month, quarter or year
	Coming    bool   // it looks ahead
	Landscape bool
	Workbook  string // a workbook that is filled, resolved; "" for none
	Filter    Filter
	ForEach   ForEach
	PackFiles PackFiles // how files of packs are called; "": by names
	Sections  []Section // at least one, each name once
}

// OwnReport finds a report of the user's by its name; nil: there is none.
func (c *Config) OwnReport(name string) *Report {
	for i := range c.OwnReports {
		if c.OwnReports[i].Name == name {
			return &c.OwnReports[i]
		}
	}
	return nil
}

// Filter is the part of the services that a report is about: those that meet every list that is not empty. Words are
// compared without case.
type Filter struct {
	Services    []string // ids, aliases or names
	Owners      []string
	Teams       []string
	Criticality []Criticality
}

// ForEach says for whom a report is made, each time about their services only.
type ForEach string

// The recipients of packs; "" for one report about all services.
const (
	EachOwner   ForEach = "owner"
	EachTeam    ForEach = "team"
	EachService ForEach = "service"
)

var forEach = []ForEach{EachOwner, EachTeam, EachService}

// Section is a section of a report of the user's, with what it shows otherwise than built in.
type Section struct {
	Name    string // one of the keys of Blocks
	Title   string // "" for the usual one
	Brief   bool   // it shows only what its readers decide from
	Rows    int    // how many rows a page shows of each table; 0: as usual
	Blocks  []string
	Without []string
}

var periods = []string{"day", "week", "month", "quarter", "year"}

// reports reads the files that hold the user's reports, each file or glob in the order of its names.
func (d *decoder) reports(n *yaml.Node) {
	d.list(n, "the files of your reports as a list", func(item *yaml.Node) {
		var path string
		if d.path(&path)(item); path == "" {
			return
		}
		files, err := filepath.Glob(path)
		if err != nil || len(files) == 0 {
			d.problem(item, "no file is called %s: expected a report of yours, such as reports/payments.yaml", path)
			return
		}
		for _, file := range files {
			d.reportFile(item, file)
		}
	})
}

// reportFile reads one file, once, and returns the name of its report; "" where it has none that can be used.
func (d *decoder) reportFile(at *yaml.Node, path string) string {
	known := slices.IndexFunc(d.config.OwnReports, func(r Report) bool { return r.File == path })
	if known >= 0 {
		return d.config.OwnReports[known].Name
	}
	data, err := os.ReadFile(path)
	switch {
	case err != nil:
		d.problem(at, "the report cannot be read: %v", err)
		return ""
	case len(data) > maxFile:
		d.problem(at, "the report %s has more than %d MiB: is it the right file?", path, maxFile>>20)
		return ""
	}
	own := &decoder{file: path, what: "the report", least: "sections", env: d.env, config: d.config}
	r := Report{File: path}
	if root := own.document(data); root != nil && own.withinLimits(root) {
		own.report(root, &r)
	}
	if len(own.problems) > 0 {
		d.unsound.reports = append(d.unsound.reports, len(d.config.OwnReports))
	}
	d.problems = append(d.problems, own.problems...)
	d.config.OwnReports = append(d.config.OwnReports, r)
	return r.Name
}

func (d *decoder) report(n *yaml.Node, r *Report) {
	const what = "a report"
	taken := func(name string) bool {
		return slices.ContainsFunc(d.config.OwnReports, func(other Report) bool { return sameName(other.Name) == sameName(name) })
	}
	present := d.mapping(n, what, keys{
		"name":      d.reportName(&r.Name, taken),
		"title":     d.text(&r.Title),
		"period":    oneOf(d, &r.Period, periods...),
		"coming":    d.flag(&r.Coming),
		"landscape": d.flag(&r.Landscape),
		"workbook":  d.workbook(&r.Workbook, filepath.Dir(r.File)),
		"filter":    d.filter(&r.Filter),
		"for_each":  oneOf(d, &r.ForEach, forEach...),
		"sections":  d.sections(&r.Sections),

		"pack_files": oneOf(d, &r.PackFiles, PackNames, PackKeys),
	})
	d.packFiles(present, r.ForEach)
	d.require(n, present, what, "name", "period", "sections")
}

// reportName reads a name that no other report has: who reads monthly-2026-10.pdf has to know which report it is.
func (d *decoder) reportName(into *string, taken func(string) bool) read {
	return func(n *yaml.Node) {
		var name string
		if d.fileName(&name, "report", taken)(n); name == "" {
			return
		}
		if slices.Contains(Reports, strings.ToLower(name)) {
			d.problem(n, "%q is a built-in report: give yours another name, and name that one in your jobs", name)
			return
		}
		*into = name
	}
}

// workbook reads the path of a workbook; a relative one starts at the folder of the file that names it.
func (d *decoder) workbook(into *string, dir string) read {
	return func(n *yaml.Node) {
		var path string
		if d.text(&path)(n); path == "" {
			return
		}
		if !filepath.IsAbs(path) {
			path = filepath.Join(dir, path)
		}
		switch info, err := os.Stat(path); {
		case strings.EqualFold(filepath.Ext(path), ".xlsm"):
			d.problem(n, "%s has macros, and Excel opens none in a report, which ends in .xlsx: save it as an .xlsx workbook", found(n))
		case !strings.EqualFold(filepath.Ext(path), ".xlsx"):
			d.problem(n, "expected a workbook that ends in .xlsx, found %s", found(n))
		case err != nil:
			d.problem(n, "the workbook cannot be read: %v", err)
		case !info.Mode().IsRegular():
			d.problem(n, "expected a workbook, found that %s is no file", path)
		default:
			*into = path
		}
	}
}
