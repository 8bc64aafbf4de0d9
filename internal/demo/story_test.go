package demo

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
	"nines/internal/itsm"
)

// The sample, read by the importers as config.yaml says.
func TestTheSample(t *testing.T) {
	t.Parallel()
	c := exampleConfig(t)
	all := importAll(t, c, "sample")
	t.Run("there is something of everything", func(t *testing.T) { somethingOfEverything(t, all) })
	t.Run("faults are findings", func(t *testing.T) { faultsAreFindings(t, all) })
	t.Run("hostile titles arrive verbatim", func(t *testing.T) { hostileTitlesArriveVerbatim(t, all) })
	t.Run("every reference leads somewhere", func(t *testing.T) { everyReferenceLeadsSomewhere(t, all) })
	t.Run("times make sense", func(t *testing.T) { timesMakeSense(t, all) })
	t.Run("October tells the story of page one", func(t *testing.T) { octoberTellsTheStoryOfPageOne(t, c, all) })
	t.Run("the undecided ticket has no end", func(t *testing.T) { theUndecidedTicketHasNoEnd(t, all) })
}

func somethingOfEverything(t *testing.T, all *imported) {
	got := map[string]int{
		"outages": len(all.outages), "work logs": len(all.worklogs), "updates": len(all.updates), "actions": len(all.actions),
		"problems": len(all.problems), "exclusions": len(all.exclusions), "samples": all.rows["samples"],
	}
	for _, in := range all.incidents {
		got[in.Priority.String()]++
		got["with a problem"] += len(in.Problem)
		got["with a causing change"] += len(in.Change)
	}
	for _, c := range all.changes {
		got[c.Class.String()]++
		got[c.Outcome.String()]++
		got["mending"] += len(c.Incident)
		if c.Maintenance == itsm.Yes && c.ApprovedBefore(c.PlannedStart) {
			got["approved maintenance"]++
		}
	}
	for what, least := range map[string]int{
		"P1": 30, "P2": 80, "P3": 300, "P4": 700, "P5": 300, "with a problem": 80, "with a causing change": 5,
		"outages": 20, "work logs": 900, "updates": 200, "actions": 20, "problems": 20, "exclusions": 2,
		"normal": 120, "standard": 80, "emergency": 15, "bau": 30, "successful": 250, "failed": 2, "backed_out": 2,
		"successful_with_issues": 5, "cancelled": 3, "mending": 15, "approved maintenance": 20,
	} {
		assert.GreaterOrEqual(t, got[what], least, what)
	}
}

func faultsAreFindings(t *testing.T, all *imported) {
	assert.Equal(t, 3000, len(all.incidents)+len(all.requests))
	assert.Len(t, all.incidents, 1950) // 65 %
	assert.Greater(t, all.rows["incidents"], 2500, "several rows a ticket")
	for _, r := range []remark{
		{"incidents", "priority", itsm.RemarkUnknownWord},
		{"incidents", "status", itsm.RemarkUnknownWord},
		{"incidents", "level", itsm.RemarkUnknownWord},
		{"incidents", "resolved", itsm.RemarkUnreadable},
		{"incidents", "resolved", itsm.RemarkGapTime},
		{"incidents", "opened", itsm.RemarkTwiceTime},
		{"incidents", "lost", itsm.RemarkOutOfRange},
		{"requests", "status", itsm.RemarkUnknownWord},
	} {
		assert.Positive(t, all.remarks[r], "%v", r)
		delete(all.remarks, r)
	}
	for r := range all.remarks {
		assert.Equal(t, itsm.RemarkTwiceTime, r.kind, "%v was not intended", r)
	}

	got := map[string]int{}
	for _, in := range all.incidents {
		for fault, has := range faultsOf(in) {
			if has {
				got[fault]++
			}
		}
	}
	for _, fault := range []string{
		"closed without an end", "end before start", "unknown service", "alias", "no service", "unknown region",
		"doubtful effort", "reopened", "duplicate", "child", "cancelled", "no priority", "no effort",
	} {
		assert.GreaterOrEqual(t, got[fault], 3, fault)
	}
}

func faultsOf(in itsm.Incident) map[string]bool {
	regions := map[string]bool{"AMRS": true, "EMEA": true, "APAC": true, "all": true}
	unknownRegion := false
	for _, r := range in.Regions {
		unknownRegion = unknownRegion || !regions[r]
	}
	names, aliases := map[string]bool{"": true}, map[string]bool{}
	for _, s := range newServices() {
		names[s.name] = true
		for _, a := range s.aliases {
			aliases[itsm.Fold(a)] = true
		}
	}
	alias := aliases[itsm.Fold(in.Service)]
	return map[string]bool{
		"closed without an end": in.Status == itsm.StatusClosed && in.Resolved.IsZero() && in.Restored.IsZero(),
		"end before start":      !in.Resolved.IsZero() && in.Resolved.Before(in.Opened),
		"unknown service":       !names[in.Service] && !alias,
		"alias":                 alias,
		"no service":            in.Service == "",
		"unknown region":        unknownRegion,
		"doubtful effort":       in.Effort.Known && !in.Closed.IsZero() && in.Effort.Value > in.Closed.Sub(in.Opened),
		"reopened":              in.Reopenings.Value > 0,
		"duplicate":             in.DuplicateOf != "",
		"child":                 in.Parent != "",
		"cancelled":             in.Status == itsm.StatusCancelled,
		"no priority":           in.Priority == itsm.PriorityUnknown,
		"no effort":             in.Status == itsm.StatusClosed && !in.Effort.Known,
	}
}

func hostileTitlesArriveVerbatim(t *testing.T, all *imported) {
	titles := map[string]bool{}
	for _, in := range all.incidents {
		titles[in.Title] = true
	}
	for _, title := range hostileTitles {
		if title == "  leading and trailing space  " {
			title = "leading and trailing space"
		}
		assert.True(t, titles[title], "%.60q", title)
	}
	assert.Greater(t, len(longTitle), 2000)
}

func everyReferenceLeadsSomewhere(t *testing.T, all *imported) {
	incident := func(id, from string) {
		if id != "" {
			assert.Contains(t, all.incidents, id, from)
		}
	}
	for _, in := range all.incidents {
		incident(in.Parent, in.ID)
		incident(in.DuplicateOf, in.ID)
		for _, p := range in.Problem {
			assert.Contains(t, all.problems, p, in.ID)
		}
		for _, c := range in.Change {
			assert.Contains(t, all.changes, c, in.ID)
			assert.False(t, in.Opened.Before(all.changes[c].ActualStart), "%s was opened before %s began", in.ID, c)
		}
	}
	for _, c := range all.changes {
		for _, id := range c.Incident {
			incident(id, c.ID)
		}
	}
	for _, o := range all.outages {
		incident(o.Incident, o.ID)
	}
	for _, e := range all.exclusions {
		incident(e.Incident, e.Reason)
	}
	for _, l := range all.worklogs {
		incident(l.Ticket, "a work log")
	}
	for _, u := range all.updates {
		incident(u.Incident, "an update")
	}
	for _, a := range all.actions {
		incident(a.Incident, a.ID)
		if a.Problem != "" {
			assert.Contains(t, all.problems, a.Problem, a.ID)
		}
	}
}

func timesMakeSense(t *testing.T, all *imported) {
	from, to, export := london(t, "2025-09-01 00:00"), london(t, "2026-11-01 00:00"), london(t, "2026-11-02 06:00")
	for _, in := range all.incidents {
		assert.False(t, in.Opened.Before(from) || !in.Opened.Before(to), "%s opened at %s", in.ID, in.Opened)
		ascending(t, in.ID, in.Started, in.Detected, in.Opened, in.Acknowledged, in.Engaged, in.Restored)
		ascending(t, in.ID, in.Opened, in.Closed, in.Updated, export)
	}
	for _, r := range all.requests {
		assert.False(t, r.Opened.Before(from) || !r.Opened.Before(to), "%s opened at %s", r.ID, r.Opened)
		ascending(t, r.ID, r.Opened, r.Updated, export)
	}
	later := 0
	for _, c := range all.changes {
		ascending(t, c.ID, c.Requested, c.PlannedStart, c.PlannedEnd)
		ascending(t, c.ID, c.Requested, c.ActualStart, c.ActualEnd, c.Updated, export)
		if c.PlannedStart.After(to) {
			later++
		}
	}
	assert.Greater(t, later, 10, "changes planned for November")
	for _, p := range all.problems {
		ascending(t, p.ID, p.Opened, p.Updated, export)
	}
}

// ascending fails where a known time lies before an earlier one of the list.
func ascending(t *testing.T, id string, times ...time.Time) {
	t.Helper()
	var last time.Time
	for i, at := range times {
		if at.IsZero() {
			continue
		}
		assert.False(t, at.Before(last), "%s: time %d, %s, lies before %s", id, i, at, last)
		last = at
	}
}

// What October 2026 lost, in weighted minutes around the clock: all scenes lie in the services' hours.
func octoberTellsTheStoryOfPageOne(t *testing.T, c *config.Config, all *imported) {
	want := map[string]float64{
		"FX pricing":         28 + 14*.5,          // what overlaps is less than what is lost already
		"Payments gateway":   20*.71 + 30*.25*.5,  // 17.95 of 22.35: tight
		"Card authorisation": 16 * .25,            //
		"Online banking":     24*.25 + 20*.5 + 12, // records, by rule, maintenance overrun; the excluded 50 are not here
		"Mobile app":         32*.2 + 98*.7*.6,    // 6.4 without, 47.56 with the undecided one: 44.7 are allowed
		"Market data":        40 * .4 * .3,        //
		"Trade settlement":   40*.25 + 20*.1,      // 70 of the 90 minutes are excluded
		"Branch telephony":   30 * .1,             //
		"Data warehouse":     120 * .2,            //
		"Client reporting":   0,                   //
	}
	month := itsm.Span{From: london(t, "2026-10-01 00:00"), To: london(t, "2026-11-01 00:00")}
	for _, s := range c.Services {
		assert.InDelta(t, want[s.Name], lostMinutes(all, c, s, month), 1e-9, s.Name)
	}
}

// lostMinutes is a slow reference for this test: minute by minute, the greatest part lost in each cell.
func lostMinutes(all *imported, c *config.Config, s config.Service, month itsm.Span) float64 {
	type cell struct {
		minute           int64
		region, function string
	}
	lost := map[cell]float64{}
	now := s.Epochs[len(s.Epochs)-1]
	hit := func(span itsm.Span, part float64, regions, functions []string) {
		for at := span.From; at.Before(span.To); at = at.Add(time.Minute) {
			for _, r := range chosen(now.Regions, regions) {
				for _, f := range chosen(now.Functions, functions) {
					k := cell{at.Unix(), r.Name, f.Name}
					lost[k] = max(lost[k], part*r.Part*f.Part)
				}
			}
		}
	}
	recorded := map[string]bool{}
	for _, o := range all.outages {
		recorded[o.Incident] = true
		if o.Service != s.ID || !month.Contains(o.From) {
			continue
		}
		if o.Planned == itsm.Yes {
			o.From = o.From.Add(2 * time.Hour) // announced
		}
		part := 1.0
		if o.Lost.Known {
			part = o.Lost.Value
		}
		hit(itsm.Span{From: o.From, To: o.To}, part, o.Regions, o.Functions)
	}
	for _, in := range all.incidents {
		once := in.Parent == "" && in.DuplicateOf == "" && in.Status != itsm.StatusCancelled && !recorded[in.ID]
		if once && in.Service == s.Name && month.Contains(in.Started) {
			hit(spanOf(in, all.exclusions), partOf(in, c), in.Regions, in.Functions)
		}
	}
	total := 0.0
	for _, part := range lost {
		total += part
	}
	return total
}

func spanOf(in itsm.Incident, exclusions []itsm.Exclusion) itsm.Span {
	span := itsm.Span{From: in.Started, To: in.Restored}
	if in.Restored.IsZero() {
		span.To = in.Closed
	}
	for _, e := range exclusions {
		switch {
		case e.Incident != in.ID:
		case e.From.IsZero():
			span.To = span.From
		default:
			span.To = e.From
		}
	}
	return span
}

func partOf(in itsm.Incident, c *config.Config) float64 {
	switch {
	case in.Outage == itsm.OutageNone:
		return 0
	case in.Lost.Known:
		return in.Lost.Value
	case in.Outage == itsm.OutageFull:
		return 1
	}
	return c.Outages.ByPriority[in.Priority.String()]
}

func chosen(shares []config.Share, names []string) []config.Share {
	if len(names) == 0 {
		return shares
	}
	var some []config.Share
	for _, s := range shares {
		for _, n := range names {
			if s.Name == n {
				some = append(some, s)
			}
		}
	}
	return some
}

func theUndecidedTicketHasNoEnd(t *testing.T, all *imported) {
	found := 0
	for _, in := range all.incidents {
		if in.Title == "Log-in refused, certificate expired" {
			found++
			assert.Equal(t, itsm.StatusClosed, in.Status)
			assert.True(t, in.Restored.IsZero() && in.Resolved.IsZero())
			assert.True(t, in.Closed.Equal(london(t, "2026-10-21 10:18")), in.Closed)
		}
	}
	require.Equal(t, 1, found)
}
