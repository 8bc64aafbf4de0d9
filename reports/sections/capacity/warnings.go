package capacity

import (
	"math"

	"nines/analysis/capacity"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
)

// readWithCare says in words what stands against a fit and its forecasts; nil where nothing does.
func (p *panel) readWithCare() *document.Text {
	if len(p.fit.Warnings) == 0 {
		return nil
	}
	text := &document.Text{Title: p.m.Words.Text("capacity.care"), Tone: document.Warning}
	if p.fit.Unreliable {
		text.Title = p.m.Words.Text("capacity.unreliable")
	}
	if p.fit.N == 0 { // no chart above it tells of which KPI this is
		text.Title = p.m.Words.Text("capacity.unreliable.of", "name", name(p.m, p.fit), "driver", driver(p.m, p.fit))
	}
	for _, w := range p.fit.Warnings {
		text.Points = append(text.Points, warningText(p.m, p.c, p.fit, w))
	}
	return text
}

// warningText is the sentence of a warning with its numbers.
func warningText(m *making.Report, c *making.Capacity, f *making.CapacityFit, w capacity.Warning) string {
	key := "capacity.warning." + w.Kind.String()
	pairs := []any{
		"metric", f.Series.Metric, "driver", driverOf(f, w), "count", m.Count(w.Count), "of", m.Count(w.Of), "value", number(m, w.Value),
		"size", number(m, math.Abs(w.Value)), "bound", number(m, w.Bound), "lower", number(m, w.Lower), "upper", number(m, w.Upper),
		"percent", m.Locale.Share(w.Value, 1), "bound_percent", m.Locale.Share(w.Bound, 1), "growth", growthText(m, w.Value), "days", m.Locale.Number(w.Value, 1), "least", m.Locale.Number(w.Bound, 0),
		"missed", figureText(m, f, itsm.Known(math.Abs(w.Missed))), "at", m.Locale.Instant(w.At.In(m.Settings.Zone)),
	}
	switch w.Kind {
	case capacity.FarDate:
		if f.OverTime() {
			key += ".time"
		}
	case capacity.LevelShift:
		direction := ".up"
		if w.Value < 0 {
			direction = ".down"
		}
		return m.Words.Text(key+direction, pairs...) + nearestChange(m, c, f, w)
	case capacity.Bent:
		return m.Words.Text(key, pairs...) + shapeText(m, f, w.Shape)
	}
	return m.Words.Text(key, pairs...)
}

// driverOf names the driver that a warning is about.
func driverOf(f *making.CapacityFit, w capacity.Warning) string {
	if w.Driver < len(f.Drivers) {
		return f.Drivers[w.Driver]
	}
	return ""
}

// shapeText offers a curve that forecast better than the line.
func shapeText(m *making.Report, f *making.CapacityFit, s capacity.Shape) string {
	if s.Kind == capacity.Line {
		return ""
	}
	return " " + m.Words.Text("capacity.shape."+s.Kind.String(), "metric", f.Series.Metric, "driver", driver(m, f), "c", number(m, s.C),
		"error", number(m, s.Error), "line", number(m, s.LineError))
}

// nearestChange names the change that was done last before a level shift, and what to do if it caused it.
func nearestChange(m *making.Report, c *making.Capacity, f *making.CapacityFit, w capacity.Warning) string {
	change := c.ChangeBefore(f, w.At)
	if change == nil {
		return " " + m.Words.Text("capacity.shift.no_change")
	}
	return " " + m.Words.Text("capacity.shift.change", "id", change.ID, "before", m.Locale.Duration(math.Max(0, w.At.Sub(change.At).Minutes())))
}
