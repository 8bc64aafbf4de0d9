package jobs

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"nines/internal/config"
	"nines/internal/itsm"
	"nines/reports"
	"nines/reports/commentary"
)

// checkCommentary tells which commentary stands in no report, and why.
func (r *Runner) checkCommentary() (t TextCheck, ok bool) {
	t.Name = "commentary"
	if r.Config.Commentary == "" {
		return t, false
	}
	notes, problems, err := r.commentary()
	if t.mistaken(r.Config, err, "expected a Markdown file, or a folder of them") {
		return t, true
	}
	for _, n := range notes {
		if n.By == "" || n.On.IsZero() {
			problems = append(problems, commentary.Problem{File: n.File, Line: n.Line, Text: "the lines by: and on: say who wrote it and when"})
		}
	}
	slices.SortStableFunc(problems, byPlace)
	t.Says = fmt.Sprintf("%d in %s", len(notes), r.Config.Commentary)
	for _, p := range problems {
		t.Notes = append(t.Notes, p.String())
	}
	return t, true
}

func byPlace(a, b commentary.Problem) int {
	return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
}

// commentary reads what the configuration has, and names what of it is not printed, or not as it may be meant.
func (r *Runner) commentary() ([]commentary.Note, []commentary.Problem, error) {
	notes, problems, err := commentary.Read(r.Config.Commentary)
	if err != nil {
		return nil, nil, err
	}
	problems = append(problems, commentary.Twice(notes)...)
	for _, n := range notes {
		if wrong := r.misplaced(n); wrong != "" {
			problems = append(problems, commentary.Problem{File: n.File, Line: n.Line, Text: wrong})
		}
	}
	slices.SortStableFunc(problems, byPlace)
	return notes, problems, nil
}

// CommentaryWarnings lists, each with file and line, what of the commentary is not printed, or not as it may be meant. That
// it cannot be read is told when a report is made.
func (r *Runner) CommentaryWarnings() []string {
	if r.Config.Commentary == "" {
		return nil
	}
	_, problems, err := r.commentary()
	if err != nil {
		return nil
	}
	var warnings []string
	for _, p := range problems {
		warnings = append(warnings, "commentary: "+p.String())
	}
	return warnings
}

// strayOf names the headings of commentary on a document that it does not have a place for: of its report, and either of
// its period or of one that the report never has.
func (r *Runner) strayOf(notes []commentary.Note, want reports.Want) []string {
	var stray []string
	for _, n := range notes {
		if n.Report != want.Report.Name || want.Pack != nil || r.misplaced(n) == "" {
			continue
		}
		if p, err := itsm.ParsePeriod(n.Period, want.AsOf, r.Config.Timezone); err == nil && p.Name == n.Period && p.Kind == want.Period.Kind && p.Name != want.Period.Name {
			continue // in that period's report
		}
		stray = append(stray, fmt.Sprintf("%s:%d: %s", filepath.Base(n.File), n.Line, Shown(strings.TrimSpace(n.Report+" "+n.Period+" "+n.Section))))
	}
	return stray
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
