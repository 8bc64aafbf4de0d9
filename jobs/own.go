package jobs

import (
	"maps"
	"slices"

	"nines/internal/config"
	"nines/jobs/settings"
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
		return settings.Report(own), own.ForEach, nil
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
