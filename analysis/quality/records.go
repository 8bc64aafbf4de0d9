package quality

import (
	"time"

	"nines/internal/itsm"
)

// Incident looks for faults in an incident.
func (c *Collector) Incident(r *itsm.Incident) {
	c.Remarks(r.ID, r.Remarks)
	if !r.CountsOnce() {
		c.Add(CountedApart, r.ID, apart(r))
		return
	}
	start := r.Start()
	if start.IsZero() {
		c.Add(NoStart, r.ID, "")
	}
	for _, end := range []time.Time{r.Restored, r.Resolved, r.Closed} {
		if !end.IsZero() && end.Before(start) {
			c.Add(ContradictoryTime, r.ID, "")
		}
	}
	if r.Service == "" {
		c.Add(NoService, r.ID, "")
	}
	if r.Priority == itsm.PriorityUnknown {
		c.Add(MissingPriority, r.ID, "")
	}
	if !r.Open() && r.Resolved.IsZero() {
		c.Add(MissingResolved, r.ID, "")
	}
	c.effort(r.ID, r.Effort, r.Opened, lastOf(r.Restored, r.Resolved, r.Closed))
}

func apart(r *itsm.Incident) string {
	switch {
	case r.Parent != "":
		return "parent"
	case r.DuplicateOf != "":
		return "duplicate_of"
	}
	return itsm.StatusCancelled.String()
}

// Request looks for faults in a service request.
func (c *Collector) Request(r *itsm.ServiceRequest) {
	c.Remarks(r.ID, r.Remarks)
	if !r.Closed.IsZero() && r.Closed.Before(r.Opened) {
		c.Add(ContradictoryTime, r.ID, "")
	}
	c.effort(r.ID, r.Effort, r.Opened, r.Closed)
}

// Problem looks for faults in a problem.
func (c *Collector) Problem(r *itsm.Problem) {
	c.Remarks(r.ID, r.Remarks)
	if !r.Closed.IsZero() && r.Closed.Before(r.Opened) {
		c.Add(ContradictoryTime, r.ID, "")
	}
}

// Change looks for faults in a change.
func (c *Collector) Change(r *itsm.Change) {
	c.Remarks(r.ID, r.Remarks)
	for _, s := range [][2]time.Time{{r.PlannedStart, r.PlannedEnd}, {r.ActualStart, r.ActualEnd}} {
		if !s[0].IsZero() && !s[1].IsZero() && s[1].Before(s[0]) {
			c.Add(ContradictoryTime, r.ID, "")
		}
	}
}

// Outage looks for faults in an outage record.
func (c *Collector) Outage(r *itsm.OutageRecord) {
	c.Remarks(r.ID, r.Remarks)
	if r.From.IsZero() {
		c.Add(NoStart, r.ID, "")
	}
	if !r.To.IsZero() && r.To.Before(r.From) {
		c.Add(ContradictoryTime, r.ID, "")
	}
}

var kindOfRemark = map[itsm.RemarkKind]Kind{
	itsm.RemarkUnreadable:  Unreadable,
	itsm.RemarkUnknownWord: UnknownWord,
	itsm.RemarkOutOfRange:  OutOfRange,
	itsm.RemarkGapTime:     ClockChange,
	itsm.RemarkTwiceTime:   ClockChange,
	itsm.RemarkCleaned:     Cleaned,
}

// Remarks takes over what the import had to say about a record's cells.
func (c *Collector) Remarks(id string, remarks []itsm.Remark) {
	for _, r := range remarks {
		kind, name := kindOfRemark[r.Kind], shortened(r.Text)
		if kind != ClockChange { // the same time stands in several fields
			name = r.Field + ": " + name
		}
		c.Add(kind, id, name)
	}
}

const longestName = 60

func shortened(text string) string {
	runes := []rune(text)
	if len(runes) <= longestName {
		return text
	}
	return string(runes[:longestName]) + "\u2026"
}

// effort lists effort greater than the time for which the ticket was open: tools love to export elapsed time as
// effort, and then a little more.
func (c *Collector) effort(id string, effort itsm.Length, opened, ended time.Time) {
	if !effort.Known || opened.IsZero() || ended.Before(opened) {
		return
	}
	if effort.Value > ended.Sub(opened) {
		c.Add(DoubtfulEffort, id, "")
	}
}

func lastOf(instants ...time.Time) time.Time {
	var last time.Time
	for _, t := range instants {
		if t.After(last) {
			last = t
		}
	}
	return last
}
