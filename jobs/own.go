package jobs

import (
	"maps"
	"slices"

	"nines/internal/config"
	"nines/templates"
)

// reportNamed finds a report, built-in or of the user's, and for whom it is made.
func (r *Runner) reportNamed(name string) (templates.Report, config.ForEach, error) {
	built, err := templates.Reports()
	if err != nil {
		return templates.Report{}, "", err
	}
	if report, ok := built[name]; ok {
		return report, "", nil
	}
	if own := r.Config.OwnReport(name); own != nil {
		return reportOf(own), own.ForEach, nil
	}
	return templates.Report{}, "", &UnknownNameError{What: "report", Name: name, Known: r.reportNames(built)}
}

func (r *Runner) reportNames(built map[string]templates.Report) []string {
	names := slices.Collect(maps.Keys(built))
	for i := range r.Config.OwnReports {
		names = append(names, r.Config.OwnReports[i].Name)
	}
	slices.Sort(names)
	return names
}

// reportOf is a report of the user's as a report is made from it.
func reportOf(own *config.Report) templates.Report {
	t := templates.Report{
		Name: own.Name, Title: own.Title, Period: own.Period, Coming: own.Coming, Landscape: own.Landscape,
		Filter:  templates.Filter{Services: own.Filter.Services, Owners: own.Filter.Owners, Teams: own.Filter.Teams},
		Options: map[string]templates.SectionOptions{},
	}
	for _, c := range own.Filter.Criticality {
		t.Filter.Criticalities = append(t.Filter.Criticalities, string(c))
	}
	for _, s := range own.Sections {
		t.Sections = append(t.Sections, s.Name)
		t.Options[s.Name] = templates.SectionOptions{Title: s.Title, Rows: s.Rows, Blocks: s.Blocks, Without: s.Without}
		if s.Brief {
			t.Brief = append(t.Brief, s.Name)
		}
	}
	return t
}
