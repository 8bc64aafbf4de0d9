package making

import (
	"context"
	"fmt"

	"nines/analysis/availability"
	"nines/analysis/quality"
	"nines/internal/itsm"
)

// kindOf says under which finding a report lists what the assessment of outages had to assume. Those that are not
// named here were noted when the record streamed by, or stand with their minutes below.
var kindOf = map[availability.FindingKind]quality.Kind{
	availability.NoService:         quality.NoService,
	availability.NotAssessable:     quality.NotAssessable,
	availability.NotPlaced:         quality.NoStart,
	availability.ContradictoryTime: quality.ContradictoryTime,
	availability.EndUndecided:      quality.UndecidedEnd,
	availability.EndUnknown:        quality.NoEndAtAll,
	availability.UnknownRegion:     quality.UnknownPart,
	availability.UnknownFunction:   quality.UnknownPart,
	availability.PlannedNotCounted: quality.PlannedOutage,
	availability.IncidentNotFound:  quality.NoSuchIncident,
	availability.IncidentAmbiguous: quality.NoSuchIncident,
}

// find gathers what the data could not say.
func (l *loading) find(ctx context.Context, assessed *availability.Assessed) error {
	for _, r := range l.records {
		l.quality.Outage(r)
	}
	for _, f := range assessed.Findings {
		if kind, ok := kindOf[f.Kind]; ok {
			for _, mention := range f.Mentions {
				l.quality.Add(kind, mention.ID, mention.Text)
			}
		}
	}
	for _, o := range l.Availability.Outages {
		if o.ByRule {
			l.quality.Add(quality.ByRule, o.ID, "")
			l.quality.AddMinutes(quality.ByRule, o.Attributed)
		}
	}
	if err := l.excluded(ctx); err != nil {
		return err
	}
	for _, fault := range l.faults {
		l.quality.Add(quality.CatalogueFault, "", fault)
	}
	for _, g := range l.Gaps {
		l.quality.Add(quality.NotCovered, "", g.Reason)
	}
	for _, heading := range l.Settings.StrayCommentary {
		l.quality.Add(quality.StrayCommentary, "", heading)
	}
	if err := l.noLossRule(ctx); err != nil {
		return err
	}
	if err := l.findSources(ctx); err != nil {
		return err
	}
	if err := l.findOutside(ctx); err != nil {
		return err
	}
	l.Facts.Findings = l.quality.Findings()
	return nil
}

// excluded lists the exclusions that concern the period, and those that exclude nothing at all.
func (l *loading) excluded(ctx context.Context) error {
	var unplaced []availability.ExcludedMinutes
	for _, e := range l.Availability.Exclusions {
		switch e.Outcome {
		case availability.TargetNotFound:
			unplaced = append(unplaced, e)
			continue
		case availability.Applied:
			if l.concerns(e) {
				l.quality.Add(quality.Excluded, target(e), "")
				l.quality.AddMinutes(quality.Excluded, e.Minutes)
			}
		default:
			if l.concerns(e) {
				l.quality.Add(quality.IdleExclusion, "", target(e))
			}
		}
		if l.concerns(e) {
			l.Exclusions = append(l.Exclusions, e)
		}
	}
	return l.idle(ctx, unplaced)
}

// concerns tells whether the exclusion's incident or outage is one of the period.
func (l *loading) concerns(e availability.ExcludedMinutes) bool {
	for ref := range l.seen {
		if ref.ID == e.Incident || ref.ID == e.Outage {
			return true
		}
	}
	for _, r := range l.records {
		if r.ID == e.Outage || (r.Incident != "" && r.Incident == e.Incident) {
			return true
		}
	}
	return false
}

// idle names the exclusions whose incident nobody has. One whose incident lies in another period is no finding here.
func (l *loading) idle(ctx context.Context, unplaced []availability.ExcludedMinutes) error {
	var ids []string
	for _, e := range unplaced {
		if e.Incident != "" {
			ids = append(ids, e.Incident)
		}
	}
	known := map[string]bool{}
	if err := l.Data.IncidentsByID(ctx, ids, func(i *itsm.Incident) error {
		known[i.ID] = true
		return nil
	}); err != nil {
		return fmt.Errorf("load the excluded incidents: %w", err)
	}
	for _, id := range ids {
		if !known[id] {
			l.quality.Add(quality.IdleExclusion, "", id)
		}
	}
	return nil
}

func target(e availability.ExcludedMinutes) string {
	if e.Outage != "" {
		return e.Outage
	}
	return e.Incident
}
