package jobs

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"nines/internal/config"
	"nines/internal/itsm"
	"nines/reports/commentary"
)

// checkCommentary tells which commentary stands in no report, and why.
func (r *Runner) checkCommentary() (t TextCheck, ok bool) {
	t.Name = "commentary"
	if r.Config.Commentary == "" {
		return t, false
	}
	notes, problems, err := commentary.Read(r.Config.Commentary)
	if t.mistaken(r.Config, err, "expected a Markdown file, or a folder of them") {
		return t, true
	}
	problems = append(problems, commentary.Twice(notes)...)
	for _, n := range notes {
		if wrong := r.misplaced(n); wrong != "" {
			problems = append(problems, commentary.Problem{File: n.File, Line: n.Line, Text: wrong})
		}
		if n.By == "" || n.On.IsZero() {
			problems = append(problems, commentary.Problem{File: n.File, Line: n.Line, Text: "the lines by: and on: say who wrote it and when"})
		}
	}
	slices.SortStableFunc(problems, func(a, b commentary.Problem) int {
		if a.File != b.File {
			return strings.Compare(a.File, b.File)
		}
		return a.Line - b.Line
	})
	t.Says = fmt.Sprintf("%d in %s", len(notes), r.Config.Commentary)
	for _, p := range problems {
		t.Notes = append(t.Notes, p.String())
	}
	return t, true
}

// misplaced says why no report has the note; empty: one has it, or will.
func (r *Runner) misplaced(n commentary.Note) string {
	if slices.Contains(r.Config.Unsound, n.Report) {
		return ""
	}
	plan, err := r.Plan(n.Report)
	var unknown *UnknownNameError
	if errors.As(err, &unknown) {
		return fmt.Sprintf("there is no report %q; %s", n.Report, nearestOf(n.Report, unknown.Known))
	}
	if err != nil {
		return err.Error()
	}
	if plan.Report.Name != n.Report {
		return fmt.Sprintf("%q is a job, its report is %s", n.Report, plan.Report.Name)
	}
	p, err := itsm.ParsePeriod(n.Period, r.Now(), r.Config.Timezone)
	usual := r.UsualPeriod(plan.Report, r.Now())
	switch {
	case err != nil:
		return err.Error()
	case p.Name != n.Period:
		return fmt.Sprintf("%q means another period every day: expected its name, such as %s", n.Period, p.Name)
	case p.Kind != usual.Kind:
		return fmt.Sprintf("%s is no %s: the report %s has periods such as %s", n.Period, plan.Report.Period, n.Report, usual.Name)
	case n.Section != "" && !slices.Contains(plan.Report.Sections, n.Section):
		return fmt.Sprintf("the report %s has no section %q; %s", n.Report, n.Section, nearestOf(n.Section, plan.Report.Sections))
	}
	return ""
}

func nearestOf(word string, known []string) string {
	if near, ok := config.Nearest(word, known); ok {
		return "is " + near + " meant?"
	}
	return "there are " + strings.Join(known, ", ")
}
