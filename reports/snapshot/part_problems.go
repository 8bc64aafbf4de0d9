package snapshot

import (
	"context"
	"slices"

	"nines/internal/itsm"
)

// Problems passes on those of the part's services; one that names no service is of those of its incidents.
func (p *part) Problems(ctx context.Context, span itsm.Span, yield func(*itsm.Problem) error) error {
	return p.ofProblems(ctx, yield, func(yield func(*itsm.Problem) error) error { return p.whole.Problems(ctx, span, yield) })
}

// ProblemVersions passes on every version of these, also those of another service.
func (p *part) ProblemVersions(ctx context.Context, yield func(*itsm.Problem) error) error {
	return p.ofProblems(ctx, yield, func(yield func(*itsm.Problem) error) error { return p.whole.ProblemVersions(ctx, yield) })
}

func (p *part) ofProblems(ctx context.Context, yield func(*itsm.Problem) error, read func(func(*itsm.Problem) error) error) error {
	s, err := p.whole.problems(ctx)
	if err != nil {
		return err
	}
	return read(func(r *itsm.Problem) error {
		if !slices.ContainsFunc(s.of[r.Ref()], p.has) {
			return nil
		}
		return yield(r)
	})
}

// Actions passes on those of the part's problems and incidents.
func (p *part) Actions(ctx context.Context, span itsm.Span, yield func(*itsm.Action) error) error {
	return p.ofActions(ctx, yield, func(yield func(*itsm.Action) error) error { return p.whole.Actions(ctx, span, yield) })
}

// ActionVersions passes on every version of these.
func (p *part) ActionVersions(ctx context.Context, yield func(*itsm.Action) error) error {
	return p.ofActions(ctx, yield, func(yield func(*itsm.Action) error) error { return p.whole.ActionVersions(ctx, yield) })
}

func (p *part) ofActions(ctx context.Context, yield func(*itsm.Action) error, read func(func(*itsm.Action) error) error) error {
	if err := p.findActions(ctx); err != nil {
		return err
	}
	return read(func(a *itsm.Action) error {
		if !p.actions[a.Ref()] {
			return nil
		}
		return yield(a)
	})
}

// findActions finds out which actions are of the part, once: by what they name as they stand now.
func (p *part) findActions(ctx context.Context) error {
	if p.actions != nil {
		return nil
	}
	var list []itsm.Action
	if err := p.whole.Actions(ctx, itsm.Span{}, collecting(&list)); err != nil {
		return err
	}
	s, err := p.whole.problems(ctx)
	if err != nil {
		return err
	}
	var ids []string
	for i := range list {
		ids = append(ids, list[i].Incident)
	}
	if err := p.whole.place(ctx, ids); err != nil {
		return err
	}
	p.actions = map[itsm.Ref]bool{}
	for i := range list {
		a := &list[i]
		problem, ok, _ := s.known.Find(a.Source, a.Problem)
		if ok && slices.ContainsFunc(s.of[problem], p.has) || p.has(p.whole.serviceOf(a.Source, a.Incident)) {
			p.actions[a.Ref()] = true
		}
	}
	return nil
}

var _ Data = (*part)(nil)
