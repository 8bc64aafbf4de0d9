package settings

import (
	"nines/internal/config"
	"nines/templates"
)

// Report is a report of the user's as a report is made from it.
func Report(own *config.Report) templates.Report {
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
