package changes

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"nines/internal/itsm"
	"nines/reports/making"
)

// decisions are what boards decided: in this meeting, as far as it was held, and in those before.
type decisions struct {
	now        map[string]*itsm.Decision // of this meeting, by id of the change
	before     map[string]*itsm.Decision // the last one of an earlier meeting, by id of the change
	conditions []*itsm.Decision          // of the last meeting, and of earlier ones those not met; oldest meeting first
	open       int                       // of these, not met
	last       string                    // the meeting before this one; empty: none is known
	unread     []itsm.Ref                // the changes on which this meeting decided nothing that can be read
	unknown    []itsm.Ref                // the changes of this and the last meeting's decisions that are not among the data
}

// decided tells whether this meeting decided on a change, in a word that can be read.
func (d *decisions) decided(change string) bool {
	r := d.now[change]
	return r != nil && r.Verdict != itsm.VerdictUnknown
}

// loadDecisions tells the decisions of this meeting, which is named as its period is, from those of earlier ones. Of
// several on a change in one meeting, as two sources may bring them, the last one stands.
func loadDecisions(ctx context.Context, m *making.Report, coming itsm.Period) (*decisions, error) {
	var list []*itsm.Decision
	err := m.Data.Decisions(ctx, func(d *itsm.Decision) error {
		copied := *d
		list = append(list, &copied)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load the decisions: %w", err)
	}
	d := &decisions{now: map[string]*itsm.Decision{}, before: map[string]*itsm.Decision{}}
	started := func(r *itsm.Decision) time.Time { return meetingStart(r, m) }
	slices.SortFunc(list, func(a, b *itsm.Decision) int {
		return cmp.Or(started(a).Compare(started(b)), cmp.Compare(a.Meeting, b.Meeting), cmp.Compare(a.Change, b.Change),
			a.At.Compare(b.At), a.Version.Compare(b.Version), cmp.Compare(a.Source, b.Source), cmp.Compare(a.ID, b.ID))
	})
	list = lastOfEach(list)
	for _, r := range list {
		switch {
		case r.Meeting == coming.Name:
			d.now[r.Change] = r
			if r.Verdict == itsm.VerdictUnknown {
				d.unread = append(d.unread, itsm.Ref{ID: r.Change})
			}
		case started(r).Before(coming.From):
			d.before[r.Change], d.last = r, r.Meeting
		}
	}
	for _, r := range list {
		if r.Meeting == coming.Name || !started(r).Before(coming.From) || r.Condition == "" {
			continue
		}
		if !r.Met.Done() {
			d.open++
		}
		if !r.Met.Done() || r.Meeting == d.last {
			d.conditions = append(d.conditions, r)
		}
	}
	return d, d.find(ctx, m, coming, list)
}

// find notes which changes are not among the data that this meeting or the last one decided on, by id.
func (d *decisions) find(ctx context.Context, m *making.Report, coming itsm.Period, list []*itsm.Decision) error {
	missing := map[string]bool{}
	for _, r := range list {
		if r.Meeting == coming.Name || r.Meeting == d.last {
			missing[r.Change] = true
		}
	}
	err := m.Data.ChangesByID(ctx, slices.Sorted(maps.Keys(missing)), func(c *itsm.Change) error {
		delete(missing, c.ID)
		return nil
	})
	if err != nil {
		return fmt.Errorf("load the changes that were decided on: %w", err)
	}
	for _, id := range slices.Sorted(maps.Keys(missing)) {
		d.unknown = append(d.unknown, itsm.Ref{ID: id})
	}
	return nil
}

// lastOfEach keeps of each meeting and change the last decision of the sorted list.
func lastOfEach(list []*itsm.Decision) []*itsm.Decision {
	var kept []*itsm.Decision
	for i, r := range list {
		if i+1 == len(list) || list[i+1].Meeting != r.Meeting || list[i+1].Change != r.Change {
			kept = append(kept, r)
		}
	}
	return kept
}

// meetingStart is when the period begins that a meeting is named for; one that is named otherwise was when it decided.
func meetingStart(r *itsm.Decision, m *making.Report) time.Time {
	if p, err := itsm.ParsePeriod(r.Meeting, r.At, m.Settings.Zone); err == nil {
		return p.From
	}
	return r.At
}
