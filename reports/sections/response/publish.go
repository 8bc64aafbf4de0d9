package response

import (
	"context"
	"time"

	"nines/analysis/response"
	"nines/internal/itsm"
	"nines/reports/making"
)

// Publish lists what customers were promised and how far it was kept, how soon they were told and helped, and the
// escalations, over the incidents with an outage that ended in the period.
func Publish(ctx context.Context, m *making.Report) ([]making.Figure, error) {
	f, err := m.Facts(ctx)
	if err != nil {
		return nil, err
	}
	h, err := m.LookBack(ctx)
	if err != nil {
		return nil, err
	}
	handled, err := result(ctx, m, f, h)
	if err != nil {
		return nil, err
	}
	r := &handled.now
	list := append(promises(r), soonFigures(r)...)
	list = append(list, making.Figure{
		Name: "response/period/acknowledge_minutes", Value: making.Number(f.Availability.Times.Acknowledge.Median),
		Tickets: minutesOf(r, acknowledgement),
	})
	return append(list, escalations(&r.Tiers)...), nil
}

// promises count the incidents, and of which of them each promise was kept.
func promises(r *response.Result) []making.Figure {
	var incidents, acknowledged, cadence, restored []making.Contribution
	for _, t := range r.Communication.Talks {
		if !t.Counts {
			continue
		}
		incidents = append(incidents, making.Holding(t.ID, true))
		acknowledged = append(acknowledged, making.Holding(t.ID, t.Acknowledged == itsm.Yes))
		cadence = append(cadence, making.Holding(t.ID, t.Cadence == itsm.Yes))
		restored = append(restored, making.Holding(t.ID, t.Restored == itsm.Yes))
	}
	return []making.Figure{
		making.Counted("response/period/incidents", incidents),
		making.Counted("response/period/acknowledged", acknowledged),
		making.Counted("response/period/cadence_kept", cadence),
		making.Counted("response/period/restored_told", restored),
	}
}

// soonFigures are the medians from the start until customers were told and the incident resolved.
func soonFigures(r *response.Result) []making.Figure {
	figure := func(name string, step response.Step) making.Figure {
		return making.Figure{
			Name: name, Value: making.Number(r.HowSoon[step].Median),
			Tickets: minutesOf(r, func(c *response.Case) itsm.Length { after, _ := c.After(step); return after }),
		}
	}
	return []making.Figure{figure("response/period/told_minutes", response.Told), figure("response/period/resolved_minutes", response.Resolved)}
}

// acknowledgement is how long after its opening an incident that is over was acknowledged.
func acknowledgement(c *response.Case) itsm.Length {
	if i := c.Incident; c.Ended && i != nil && !i.Opened.IsZero() && !i.Acknowledged.Before(i.Opened) {
		return itsm.Length{Value: i.Acknowledged.Sub(i.Opened), Known: true}
	}
	return itsm.Length{}
}

// minutesOf are the minutes of each incident, as far as they are known.
func minutesOf(r *response.Result, of func(*response.Case) itsm.Length) []making.Contribution {
	var list []making.Contribution
	for _, t := range r.Communication.Talks {
		if !t.Counts {
			continue
		}
		if l := of(t.Case); l.Known {
			list = append(list, making.Contribution{ID: t.ID, Amount: float64(l.Value) / float64(time.Minute)})
		}
	}
	return making.Summed(list)
}

// escalations count those that were due, and those that came late or never.
func escalations(t *response.Tiers) []making.Figure {
	var due, failed []making.Contribution
	for _, e := range t.Escalations {
		if !e.Due.IsZero() {
			due = append(due, making.Holding(e.ID, true))
			failed = append(failed, making.Holding(e.ID, e.Verdict == response.Late || e.Verdict == response.Never))
		}
	}
	return []making.Figure{
		making.Counted("response/period/escalations_due", due), making.Counted("response/period/escalations_failed", failed),
	}
}
