package reports

import (
	"cmp"
	"context"
	"slices"

	"nines/analysis/hotspots"
	"nines/analysis/stats"
	"nines/internal/itsm"
	"nines/reports/document"
)

// presentHotspots shows where the time went.
func presentHotspots(ctx context.Context, m *making) (document.Section, error) {
	f, err := m.facts(ctx)
	if err != nil {
		return document.Section{}, err
	}
	e, err := m.effort(ctx)
	if err != nil {
		return document.Section{}, err
	}
	services, components := m.quadrants(f, e)
	s := document.Section{Figures: m.hotspotFigures(e, services, components)}
	if e.Total.Minutes <= 0 {
		s.Lead = m.words.Text("hotspots.lead.none")
		if items := m.travelFigures(e.Travel); len(items) > 0 {
			s.Blocks = append(s.Blocks, &document.KeyFigures{Items: items})
		}
		s.Blocks = append(append(s.Blocks, m.travelBlocks(e.Travel)...), m.basisText(e))
		return s, nil
	}
	s.Lead = m.effortLead(e)
	s.Blocks = append(s.Blocks, m.effortChart(e), m.effortKeyFigures(e), m.effortTable("type", e.ByType), m.effortTable("service", e.ByService))
	s.Blocks = append(s.Blocks, m.quadrantBlocks("services", services)...)
	for _, g := range []groupOf{{"component", e.ByComponent}, {"team", e.ByTeam}, {"level", e.ByLevel}} {
		if stated(g.list) {
			s.Blocks = append(s.Blocks, m.effortTable(g.name, g.list))
		}
	}
	s.Blocks = append(s.Blocks, m.quadrantBlocks("components", components)...)
	s.Blocks = append(s.Blocks, m.travelBlocks(e.Travel)...)
	s.Blocks = append(s.Blocks, m.doubtfulTable(e), m.basisText(e))
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

// effortLead says how much, on what most, and whether that is usual.
func (m *making) effortLead(e *effort) string {
	trend := m.words.Text("hotspots.lead." + m.trendKey(e.Total.Usual))
	if e.Total.Previous.Known && !m.running() {
		trend = m.words.Text("hotspots.lead.before", "period", m.previousLabel(), "hours", m.hoursText(e.Total.Previous.Value), "trend", trend)
	}
	lead := m.words.Plural("hotspots.lead", e.Tickets, m.count(e.Tickets), "hours", m.hoursText(e.Total.Minutes),
		"most", m.mostEffort(e.ByService), "trend", trend)
	if doubtful := e.DoubtfulMinutes / e.Total.Minutes; doubtful >= gravelyDoubtful {
		lead += " " + m.words.Text("hotspots.lead.doubtful", "share", m.locale.Share(doubtful, 0))
	}
	if open := e.UnsettledMinutes / e.Total.Minutes; open >= gravelyUnsettled {
		lead += " " + m.words.Text("hotspots.lead.unsettled", "share", m.locale.Share(open, 0))
	}
	return lead
}

// gravelyDoubtful is from which share of the effort on a reader must know of doubtful tickets before reading on.
const gravelyDoubtful = 0.05

// gravelyUnsettled is the same for effort of tickets that are still open.
const gravelyUnsettled = 0.1

// leadServices is how many services a lead sentence names.
const leadServices = 3

// mostEffort names the services that took the most, with their shares.
func (m *making) mostEffort(list []hotspots.Group) string {
	var parts []string
	for _, g := range list {
		if g.Key == "" || !g.Share.Known || g.Minutes <= 0 {
			continue
		}
		parts = append(parts, m.words.Text("hotspots.lead.part", "service", m.serviceName(g.Key), "share", m.locale.Share(g.Share.Value, 0)))
		if len(parts) == leadServices {
			break
		}
	}
	if len(parts) == 0 {
		return m.words.Text("hotspots.lead.no_service")
	}
	return m.list(parts)
}

// trendKey says how a figure stands to its usual range; a period that is not over stands to none.
func (m *making) trendKey(u stats.Usual) string {
	if m.running() {
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

func (m *making) hoursText(minutes float64) string {
	hours := minutes / 60
	if hours != 0 && hours < 10 && hours > -10 {
		return m.locale.Number(hours, 1)
	}
	return m.locale.Number(hours, 0)
}

// effortKeyFigures are the large figures: how much, how much of it was unplanned, and how tickets travelled.
func (m *making) effortKeyFigures(e *effort) *document.KeyFigures {
	total := document.KeyFigure{
		Value: document.TextValue(m.words.Text("hotspots.hours", "hours", m.hoursText(e.Total.Minutes))),
		Label: m.words.Text("hotspots.total.label"), Spark: &document.Spark{},
	}
	for _, p := range e.Periods {
		total.Spark.Values = append(total.Spark.Values, knownMinutes(p))
	}
	if e.Total.MeanOfFour.Known {
		total.Notes = append(total.Notes, m.words.Text("hotspots.total.mean", "hours", m.hoursText(e.Total.MeanOfFour.Value)))
	}
	total.Notes = append(total.Notes, m.words.Text("hotspots.trend."+m.trendKey(e.Total.Usual)))
	return &document.KeyFigures{Items: append([]document.KeyFigure{total, m.unplannedFigure(e)}, m.travelFigures(e.Travel)...)}
}

// travelFigures are the shares of the incidents that were passed around and opened again, where any tell of it.
func (m *making) travelFigures(t hotspots.Travel) []document.KeyFigure {
	var items []document.KeyFigure
	if t.Hands.Of > 0 {
		items = append(items, m.shareFigure("hotspots.hands", t.Hands))
	}
	if t.Reopened.Of > 0 {
		items = append(items, m.shareFigure("hotspots.reopened", t.Reopened))
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
func (m *making) unplannedFigure(e *effort) document.KeyFigure {
	k := document.KeyFigure{Value: m.largeShare(itsm.Known(0)), Label: m.words.Text("hotspots.unplanned.label")}
	for _, g := range e.ByType {
		if g.Key == string(hotspots.TypeIncident) {
			k.Value = m.largeShare(g.Share)
			k.Notes = []string{m.words.Plural("hotspots.unplanned.tickets", g.Tickets, m.count(g.Tickets), "hours", m.hoursText(g.Minutes))}
		}
	}
	return k
}

// largeShare is a share as a large figure.
func (m *making) largeShare(n itsm.Number) document.Value {
	return document.TextValue(m.words.Text("hotspots.share", "share", m.share(n, shareDecimals)))
}

func (m *making) shareFigure(words string, s hotspots.Share) document.KeyFigure {
	k := document.KeyFigure{Value: m.largeShare(s.Ratio), Label: m.words.Text(words + ".label")}
	k.Notes = []string{
		m.words.Text(words+".note", "n", m.count(s.N), "of", m.count(s.Of)),
		m.words.Text("hotspots.interval", "lower", m.locale.Share(s.Interval.Lower, shareDecimals), "upper", m.locale.Share(s.Interval.Upper, shareDecimals)),
	}
	return k
}

// quadrants set the period's effort against its downtime, by service and by component.
func (m *making) quadrants(f *facts, e *effort) (services, components hotspots.Quadrant) {
	downtime, byComponent := map[string]itsm.Number{}, map[string]float64{}
	worked := map[string]float64{}
	for _, g := range e.ByService {
		worked[g.Key] = g.Minutes
	}
	var spots []hotspots.Spot
	for i := range f.result.Services {
		s := &f.result.Services[i]
		id := s.Service.ID
		downtime[id] = s.Downtime
		spots = append(spots, hotspots.Spot{Key: id, Effort: worked[id], Downtime: s.Downtime})
	}
	for _, g := range e.ByService {
		if _, measured := downtime[g.Key]; !measured && g.Key != "" {
			spots = append(spots, hotspots.Spot{Key: g.Key, Effort: g.Minutes})
		}
	}
	for _, o := range f.result.Outages {
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
