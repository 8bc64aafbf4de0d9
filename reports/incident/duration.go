package incident

import (
	"time"

	"nines/analysis/availability"
	"nines/internal/itsm"
	"nines/reports/document"
)

// services are those of the outages, else that of the incident.
func (c *file) services() []*itsm.Service {
	var all []*itsm.Service
	met := map[*itsm.Service]bool{}
	for _, o := range c.outages {
		if !met[o.Service] {
			met[o.Service], all = true, append(all, o.Service)
		}
	}
	if len(all) > 0 {
		return all
	}
	if s := c.Catalogue.Find(c.incident.Service); s != nil {
		return []*itsm.Service{s}
	}
	return nil
}

func (c *file) serviceNames() []string {
	var names []string
	for _, s := range c.services() {
		names = append(names, s.Name)
	}
	return names
}

// ongoing tells whether it is not over, as far as anybody knows.
func (c *file) ongoing() bool {
	if len(c.outages) == 0 {
		return c.incident.Open() && c.restored().IsZero()
	}
	for _, o := range c.outages {
		if o.State == availability.Open {
			return true
		}
	}
	return false
}

// restored is when the last outage ended; zero where it did not, or nobody knows.
func (c *file) restored() time.Time {
	if len(c.outages) == 0 {
		return c.credible(itsm.FirstKnown(c.incident.Restored, c.incident.Resolved))
	}
	var last time.Time
	for _, o := range c.outages {
		if o.End.IsZero() {
			return time.Time{}
		}
		last = itsm.Latest(last, o.End)
	}
	return last
}

// latest is when it was over at the latest: where the end is not recorded, the closing of the ticket. Zero: unknown.
func (c *file) latest() time.Time {
	if end := c.restored(); !end.IsZero() || c.ongoing() {
		return end
	}
	last := c.incident.Closed
	for _, o := range c.outages {
		last = itsm.Latest(last, o.End, o.Closed)
	}
	return c.credible(last)
}

// credible is the instant, unless it lies before the beginning.
func (c *file) credible(end time.Time) time.Time {
	if end.Before(c.began) {
		return time.Time{}
	}
	return end
}

// until is the end of what the document tells of.
func (c *file) until() time.Time {
	if end := c.latest(); !end.IsZero() && end.After(c.began) {
		return end
	}
	return c.want.AsOf
}

// interrupted is how long any service was out, overlapping outages counted once, and how often.
func (c *file) interrupted() (minutes float64, times int) {
	var spans []itsm.Span
	for _, o := range c.outages {
		end := o.End
		if end.IsZero() {
			end = c.until()
		}
		if end.After(o.Start) {
			spans = append(spans, itsm.Span{From: o.Start, To: end})
		}
	}
	merged := itsm.Merge(spans)
	for _, s := range merged {
		minutes += s.To.Sub(s.From).Minutes()
	}
	return minutes, len(merged)
}

// length is the time that the incident lasted in words: exactly, so far, at most, or not recorded.
func (c *file) length() string {
	minutes, times := c.interrupted()
	if len(c.outages) == 0 && !c.began.IsZero() {
		minutes, times = c.until().Sub(c.began).Minutes(), 1
	}
	text := c.Locale.Duration(minutes)
	switch {
	case c.began.IsZero() || c.latest().IsZero() && !c.ongoing():
		return c.Words.Text("incident.missing")
	case c.ongoing():
		return c.Words.Text("incident.length.ongoing", "length", text)
	case c.restored().IsZero():
		return c.Words.Text("incident.length.most", "length", text)
	case times > 1:
		return c.Words.Text("incident.length.several", "length", text, "n", c.Count(times))
	}
	return text
}

// whenFigures are the beginning, the end and the length, large.
func (c *file) whenFigures() *document.KeyFigures {
	figure := func(at time.Time, label, missing string) document.KeyFigure {
		if at.IsZero() {
			return document.KeyFigure{Value: document.TextValue(c.Words.Text(missing)), Label: c.Words.Text(label)}
		}
		local := c.local(at)
		return document.KeyFigure{
			Value: document.TextValue(c.Locale.Clock(local)), Label: c.Words.Text(label), Notes: []string{c.Locale.DayOfWeek(local)},
		}
	}
	ended, over := "incident.missing", "incident.ended"
	if c.ongoing() {
		ended = "incident.ongoing"
	}
	if c.harmless() && c.incident.Restored.IsZero() {
		over = "incident.over" // nothing says that a service was out, or restored
	}
	end := figure(c.restored(), over, ended)
	switch {
	case c.ongoing():
		end.Notes = []string{c.Words.Text("incident.as_of", "instant", c.Locale.Instant(c.local(c.want.AsOf)))}
	case c.restored().IsZero():
		c.made.Missing = append(c.made.Missing, c.Words.Text(over))
		if last := c.latest(); !last.IsZero() {
			end.Notes = []string{c.Words.Text("incident.closed_at", "instant", c.Locale.Instant(c.local(last)))}
		}
	}
	if c.began.IsZero() {
		c.made.Missing = append(c.made.Missing, c.Words.Text("incident.began"))
	}
	return &document.KeyFigures{Items: []document.KeyFigure{
		figure(c.began, "incident.began", "incident.missing"), end,
		{Value: document.TextValue(c.length()), Label: c.Words.Text("incident.length")},
	}}
}
