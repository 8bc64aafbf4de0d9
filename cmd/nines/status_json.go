package main

import (
	"strings"
	"time"
	"unicode"

	"nines/internal/store"
	"nines/jobs"
	"nines/jobs/service"
)

// The JSON of `nines status`.
type (
	statusFigures struct {
		AsOf    *time.Time      `json:"as_of"`
		Store   string          `json:"store"`
		Sources []sourceFigures `json:"sources"`
		Jobs    []jobFigures    `json:"jobs"`
	}
	sourceFigures struct {
		Source    string     `json:"source"`
		Imported  *time.Time `json:"imported"`
		Newest    *time.Time `json:"newest"`
		Read      int        `json:"read"`
		Stored    int        `json:"stored"`
		Replaced  int        `json:"replaced"`
		Unchanged int        `json:"unchanged"`
		Rejected  int        `json:"rejected"`
		Skipped   int        `json:"skipped"`
		Failure   *string    `json:"failure"`
	}
	jobFigures struct {
		Job        string            `json:"job"`
		Report     string            `json:"report"`
		Schedule   string            `json:"schedule"`
		Next       *time.Time        `json:"next"`
		Error      *string           `json:"error"`
		Running    *runFigures       `json:"running"`
		Waiting    []runFigures      `json:"waiting"`
		Last       *runFigures       `json:"last"`
		Deliveries []deliveryFigures `json:"deliveries"` // of the last run
	}
	runFigures struct {
		Due      *time.Time `json:"due"`
		Cause    string     `json:"cause"`
		State    string     `json:"state"`
		Reason   *string    `json:"reason"`
		Period   *string    `json:"period"`
		Revision *int       `json:"revision"`
		Started  *time.Time `json:"started"`
		Ended    *time.Time `json:"ended"`
		Attempt  int        `json:"attempt"`
	}
	deliveryFigures struct {
		Kind     string     `json:"kind"`
		Target   string     `json:"target"`
		State    string     `json:"state"`
		Attempts int        `json:"attempts"`
		Changed  *time.Time `json:"changed"`
		Next     *time.Time `json:"next"`
		Detail   *string    `json:"detail"`
		Looked   *time.Time `json:"looked_into"`
		LookedBy *string    `json:"looked_into_by"`
	}
)

// inZone writes instants of the ledger as the contract wants them.
type inZone struct{ zone *time.Location }

func statusJSON(r *jobs.Runner, status service.Status) statusFigures {
	z := inZone{r.Config.Timezone}
	f := statusFigures{AsOf: z.at(status.At), Store: r.Config.Store.Name, Sources: []sourceFigures{}, Jobs: []jobFigures{}}
	for _, s := range status.Sources {
		f.Sources = append(f.Sources, sourceFigures{
			Source: s.Source, Imported: z.at(s.ImportedAt), Newest: z.at(s.Newest), Read: s.Read, Stored: s.Stored,
			Replaced: s.Replaced, Unchanged: s.Unchanged, Rejected: s.Rejected, Skipped: s.Skipped, Failure: known(s.Failed),
		})
	}
	for _, j := range status.Jobs {
		f.Jobs = append(f.Jobs, z.job(j))
	}
	return f
}

func (z inZone) job(j service.JobStatus) jobFigures {
	f := jobFigures{
		Job: j.Job, Report: j.Report, Schedule: j.Schedule, Next: z.at(j.Next), Running: z.run(j.Running), Last: z.run(j.Last),
		Waiting: []runFigures{}, Deliveries: []deliveryFigures{},
	}
	if j.Err != nil {
		f.Error = known(j.Err.Error())
	}
	for _, w := range j.Waiting {
		f.Waiting = append(f.Waiting, *z.run(&w))
	}
	for _, d := range j.Deliveries {
		f.Deliveries = append(f.Deliveries, deliveryFigures{
			Kind: d.Kind, Target: d.Target, State: string(d.State), Attempts: d.Attempts, Changed: z.at(d.Changed),
			Next: z.at(d.Next), Detail: known(d.Detail), Looked: z.at(d.Looked), LookedBy: known(d.LookedBy),
		})
	}
	return f
}

func (z inZone) run(r *store.Run) *runFigures {
	if r == nil {
		return nil
	}
	return &runFigures{
		Due: z.at(r.Due), Cause: string(r.Cause), State: string(r.State), Reason: known(r.Reason), Period: known(r.Period),
		Revision: known(r.Revision), Started: z.at(r.Started), Ended: z.at(r.Ended), Attempt: r.Attempt,
	}
}

func (z inZone) at(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.In(z.zone)
	return &t
}

// known is a value, or null where there is none.
func known[V comparable](v V) *V {
	var none V
	if v == none {
		return nil
	}
	return &v
}

// oneLine keeps a text from looking like another line, or from steering a terminal.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) && r != ' ' }), " ")
}
