package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"nines/internal/config"
	"nines/internal/itsm"
	"nines/internal/store"
	"nines/jobs/settings"
	"nines/reports"
	"nines/reports/document"
)

// PackFailure is a pack that could not be made.
type PackFailure struct {
	Pack document.Pack
	Err  error
}

// UnknownPackError says that no pack is for somebody of that name.
type UnknownPackError struct {
	By, Name string
	Known    []string
}

// Error lists those whom there are packs for.
func (e *UnknownPackError) Error() string {
	return fmt.Sprintf("no pack is for the %s %q; there are packs for %s", e.By, e.Name, strings.Join(e.Known, ", "))
}

// NoPackError says that a report made for each has nobody to be made for: a run that makes nothing is no success.
type NoPackError struct{ Report, By string }

// Error says what the services lack.
func (e *NoPackError) Error() string {
	if e.By == "service" {
		return fmt.Sprintf("no pack was made: the report %s is about no service", e.Report)
	}
	return fmt.Sprintf("no pack was made: the report %s is about no service with an entry under %s", e.Report, e.By)
}

// makePacks makes the pack of each owner, team or service, all from the same state of the store. One that fails does not
// stop the others.
func (r *Runner) makePacks(ctx context.Context, o Order, period itsm.Period, snapshot *store.Snapshot) (made Made, err error) {
	want := reports.Want{Report: o.Plan.Report, Period: period, AsOf: o.AsOf}
	set := settings.Of(r.Config, Version())
	set.PackKeys = r.packFiles(o.Plan) == config.PackKeys
	packs, rest, err := reports.Packs(ctx, snapshot, set, want, string(o.Plan.Each))
	if err != nil {
		return made, err
	}
	if o.Left != nil && len(rest) > 0 {
		o.Left(rest)
	}
	if len(packs) == 0 {
		return made, &NoPackError{Report: o.Plan.Report.Name, By: string(o.Plan.Each)}
	}
	if o.Only != "" {
		if packs, err = onlyPack(packs, o); err != nil {
			return made, err
		}
	}
	want.Rest = rest
	whole := reports.NewWhole(snapshot)
	for i := range packs {
		want.Pack = &packs[i]
		one, err := r.makeOne(ctx, o, snapshot, whole, want)
		if err != nil && ctx.Err() != nil {
			return made, err
		}
		made.Files = append(made.Files, one.Files...)
		if err != nil {
			made.Failed = append(made.Failed, PackFailure{packs[i], err})
			continue
		}
		made.Packs = append(made.Packs, one)
		made.Replaced += one.Replaced
	}
	return made, nil
}

// packFiles is how the files of a plan's packs are called.
func (r *Runner) packFiles(p Plan) config.PackFiles {
	if p.Job != nil {
		return p.Job.PackFiles
	}
	if own := r.Config.OwnReport(p.Report.Name); own != nil {
		return own.PackFiles
	}
	return config.PackNames
}

func onlyPack(packs []document.Pack, o Order) ([]document.Pack, error) {
	unknown := &UnknownPackError{By: string(o.Plan.Each), Name: o.Only}
	for _, p := range packs {
		if strings.EqualFold(p.Name, o.Only) || p.Slug == o.Only {
			return []document.Pack{p}, nil
		}
		unknown.Known = append(unknown.Known, p.Name)
	}
	return nil, unknown
}

// FailedPacks is what could not be made of a report's packs; nil: nothing.
func (m Made) FailedPacks() error {
	var all []error
	for _, f := range m.Failed {
		all = append(all, fmt.Errorf("the pack of %s: %w", f.Pack.Name, f.Err))
	}
	return errors.Join(all...)
}

// Documents lists what was made: one, or one of each pack.
func (m Made) Documents() []*document.Document {
	if m.Document != nil {
		return []*document.Document{m.Document}
	}
	var all []*document.Document
	for _, p := range m.Packs {
		all = append(all, p.Document)
	}
	return slices.Clip(all)
}

// Revision is the highest revision of what was made.
func (m Made) Revision() int {
	revision := 0
	for _, doc := range m.Documents() {
		revision = max(revision, doc.Revision)
	}
	return revision
}
