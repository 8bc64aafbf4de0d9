// Package hotspots is the section on where the time goes: effort against downtime, and how tickets travel. In go the effort
// of several periods, out come its blocks, its figures and those that it publishes.
package hotspots

import (
	"cmp"
	"context"
	"slices"

	"nines/analysis/hotspots"
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/narrative"
)

// Present shows where the time went.
func Present(ctx context.Context, m *making.Report) (document.Section, error) {
	f, err := m.Facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	e, err := m.Effort(ctx)
	if err != nil {
		return document.Section{}, err
	}
	services, components := quadrantsOf(f, e)
	s := document.Section{Figures: newFigures(m, e, services, components)}
	if s.Lead, err = m.Tell(facts(m, e)); err != nil {
		return document.Section{}, err
	}
	if e.Total.Minutes <= 0 {
		if items := travelKeys(m, e.Travel); len(items) > 0 {
			s.Blocks = append(s.Blocks, &document.KeyFigures{Items: items})
		}
		s.Blocks = append(append(s.Blocks, travelBlocks(m, e.Travel)...), basisText(m, e)...)
		return s, nil
	}
	s.Blocks = append(s.Blocks, effortChart(m, e), effortKeyFigures(m, e), effortTable(m, "type", e.ByType), effortTable(m, "service", e.ByService))
	s.Blocks = append(s.Blocks, quadrantBlocks(m, "services", services)...)
	for _, g := range []groupOf{{"component", e.ByComponent}, {"team", e.ByTeam}, {"level", e.ByLevel}} {
		if stated(g.list) {
			s.Blocks = append(s.Blocks, effortTable(m, g.name, g.list))
		}
	}
	s.Blocks = append(s.Blocks, quadrantBlocks(m, "components", components)...)
	s.Blocks = append(s.Blocks, travelBlocks(m, e.Travel)...)
	s.Blocks = append(append(s.Blocks, doubtfulTable(m, e)), basisText(m, e)...)
	return s, nil
}

// groupOf is the effort by one thing.
type groupOf struct {
	name string
	list []hotspots.Group
}

// stated tells whether any of the tickets state what the groups go by.
func stated(list []hotspots.Group) bool {
	return slices.ContainsFunc(list, func(g hotspots.Group) bool { return g.Key != "" })
}

// facts say how much, on what most, and whether that is usual.
func facts(m *making.Report, e *making.Effort) narrative.Hotspots {
	if e.Total.Minutes <= 0 {
		return narrative.Hotspots{}
	}
	facts := narrative.Hotspots{Minutes: e.Total.Minutes, Tickets: e.Tickets, Most: mostEffort(m, e.ByService), Usual: m.UsualFact(e.Total.Usual)}
	if e.Total.Previous.Known && !m.Running() {
		facts.Previous, facts.Before = e.Total.Previous, m.PreviousLabel()
	}
	if doubtful := doubtfulShare(e); doubtful >= gravelyDoubtful {
		facts.Doubtful = itsm.Number{Known: true, Value: doubtful}
	}
	if open := openShare(e); open >= gravelyUnsettled {
		facts.StillOpen = itsm.Number{Known: true, Value: open}
	}
	return facts
}

// doubtfulShare is the share of the effort, which is not 0, that is more than its tickets were open; openShare that on
// tickets still open.
func doubtfulShare(e *making.Effort) float64 { return e.DoubtfulMinutes / e.Total.Minutes }
func openShare(e *making.Effort) float64     { return e.UnsettledMinutes / e.Total.Minutes }

// gravelyDoubtful is from which share of the effort on a reader must know of doubtful tickets before reading on.
const gravelyDoubtful = 0.05

// gravelyUnsettled is the same for effort of tickets that are still open.
const gravelyUnsettled = 0.1

// leadServices is how many services a lead sentence names.
const leadServices = 3

// mostEffort names the services that took the most, with their shares.
func mostEffort(m *making.Report, list []hotspots.Group) (most []narrative.ServiceShare) {
	for _, g := range list {
		if g.Key == "" || !g.Share.Known || g.Minutes <= 0 {
			continue
		}
		most = append(most, narrative.ServiceShare{Service: making.InSentence(m.ServiceName(g.Key)), Share: g.Share.Value})
		if len(most) == leadServices {
			break
		}
	}
	return most
}

// trendKey says how a figure stands to its usual range; a period that is not over stands to none.
func trendKey(m *making.Report, u stats.Usual) string {
	if m.Running() {
		return "running"
	}
	switch u {
	case stats.Within:
		return "usual"
	case stats.Above:
		return "above"
	case stats.Below:
		return "below"
	}
	return "few"
}

// effortKeyFigures are the large figures: how much, how much of it was unplanned, and how tickets travelled.
func effortKeyFigures(m *making.Report, e *making.Effort) *document.KeyFigures {
	total := document.KeyFigure{
		Value: document.TextValue(m.Words.Text("hotspots.hours", "hours", m.HoursText(e.Total.Minutes))),
		Label: m.Words.Text("hotspots.total.label"), Spark: &document.Spark{Label: m.Words.Text("overview.spark", "period", m.PeriodWord())}, Unit: m.Locale.Hours,
		Book: &document.Value{Kind: document.KindNumber, Number: e.Total.Minutes / 60, Source: document.Sum("effort_type", "hours")},
	}
	for _, p := range e.Periods {
		total.Spark.Values = append(total.Spark.Values, knownMinutes(p))
	}
	if e.Total.MeanOfFour.Known {
		total.Notes = append(total.Notes, m.Words.Text("hotspots.total.mean", "hours", m.HoursText(e.Total.MeanOfFour.Value)))
	}
	total.Notes = append(total.Notes, m.Words.Text("hotspots.trend."+trendKey(m, e.Total.Usual)))
	return &document.KeyFigures{Items: append([]document.KeyFigure{total, unplannedFigure(m, e)}, travelKeys(m, e.Travel)...)}
}

// travelKeys are the shares of the incidents that were passed around and opened again, where any tell of it.
func travelKeys(m *making.Report, t hotspots.Travel) []document.KeyFigure {
	var items []document.KeyFigure
	if t.Hands.Of > 0 {
		items = append(items, shareFigure(m, "hotspots.hands", t.Hands))
	}
	if t.Reopened.Of > 0 {
		items = append(items, shareFigure(m, "hotspots.reopened", t.Reopened))
	}
	return items
}

func knownMinutes(p hotspots.PeriodEffort) *float64 {
	if !p.Known {
		return nil
	}
	v := p.Minutes
	return &v
}

// unplannedFigure is the share of the time that incidents took.
func unplannedFigure(m *making.Report, e *making.Effort) document.KeyFigure {
	k := document.KeyFigure{Value: making.ShareValue(itsm.Known(0)), Decimals: making.ShareDecimals, Label: m.Words.Text("hotspots.unplanned.label")}
	for i, g := range e.ByType {
		if g.Key == string(hotspots.TypeIncident) {
			k.Value = making.ShareValue(g.Share)
			k.Value.Source = document.Cell("effort_type", "share", i)
			k.Notes = []string{m.Words.Plural("hotspots.unplanned.tickets", g.Tickets, m.Count(g.Tickets), "hours", m.HoursText(g.Minutes))}
		}
	}
	return k
}

func shareFigure(m *making.Report, words string, s hotspots.Share) document.KeyFigure {
	k := document.KeyFigure{Value: making.ShareValue(s.Ratio), Decimals: making.ShareDecimals, Label: m.Words.Text(words + ".label")}
	k.Notes = []string{
		m.Words.Text(words+".note", "n", m.Count(s.N), "of", m.Count(s.Of)),
		m.Words.Text("hotspots.interval", "lower", m.Locale.Share(s.Interval.Lower, making.ShareDecimals), "upper", m.Locale.Share(s.Interval.Upper, making.ShareDecimals)),
	}
	return k
}

// quadrantsOf set the period's effort against its downtime, by service and by component.
func quadrantsOf(f *making.Facts, e *making.Effort) (services, components hotspots.Quadrant) {
	downtime, byComponent := map[string]itsm.Number{}, map[string]float64{}
	worked := map[string]float64{}
	for _, g := range e.ByService {
		worked[g.Key] = g.Minutes
	}
	var spots []hotspots.Spot
	for i := range f.Availability.Services {
		s := &f.Availability.Services[i]
		id := s.Service.ID
		downtime[id] = s.Downtime
		spots = append(spots, hotspots.Spot{Key: id, Effort: worked[id], Downtime: s.Downtime})
	}
	for _, g := range e.ByService {
		if _, measured := downtime[g.Key]; !measured && g.Key != "" {
			spots = append(spots, hotspots.Spot{Key: g.Key, Effort: g.Minutes})
		}
	}
	for _, o := range f.Availability.Outages {
		byComponent[o.Component] += o.Attributed
	}
	return hotspots.PlaceSpots(spots), hotspots.PlaceSpots(componentSpots(e.ByComponent, byComponent, downtime))
}

// componentSpots lists the components that took time or went down. One without an outage was up, unless nobody knows
// the downtime of any of its services.
func componentSpots(groups []hotspots.Group, lost map[string]float64, ofService map[string]itsm.Number) []hotspots.Spot {
	var spots []hotspots.Spot
	met := map[string]bool{"": true}
	for _, g := range groups {
		if met[g.Key] || g.Tickets == 0 {
			continue
		}
		met[g.Key] = true
		minutes, down := lost[g.Key]
		known := down || slices.ContainsFunc(g.Services, func(id string) bool { return ofService[id].Known })
		spots = append(spots, hotspots.Spot{Key: g.Key, Effort: g.Minutes, Downtime: itsm.Number{Value: minutes, Known: known}})
	}
	for key, minutes := range lost {
		if !met[key] {
			spots = append(spots, hotspots.Spot{Key: key, Downtime: itsm.Known(minutes)})
		}
	}
	slices.SortFunc(spots, func(a, b hotspots.Spot) int { return cmp.Compare(a.Key, b.Key) })
	return spots
}
