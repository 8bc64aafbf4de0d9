package availability

import (
	"slices"

	"nines/internal/itsm"
)

// service adds to a service's figures what stands behind them.
func (m *measured) service() Service {
	s := Service{Figures: m.Figures, Times: timesOf(m.ground.schedule.outages, m.ground.elapsed), Cells: m.cells()}
	for i, c := range m.figure.outages {
		if m.ground.schedule.outages[i].ByRule {
			s.ByRule += c.attributed
		}
	}
	s.Failures = m.failures()
	if s.Failures > 0 && m.Gap == NoGap {
		s.BetweenFailures = itsm.Known((m.UnweightedAgreed - m.UnweightedDowntime).Minutes() / float64(s.Failures))
	}
	return s
}

// cells lists the regions: those of the last terms in their order, then those that only earlier terms had.
func (m *measured) cells() []Cell {
	var cells []Cell
	place := map[string]int{}
	for _, t := range slices.Backward(m.ground.terms) {
		for i, r := range t.Regions {
			at, ok := place[r.Name]
			if !ok {
				at = len(cells)
				place[r.Name] = at
				cells = append(cells, Cell{Region: r.Name})
			}
			cells[at].Agreed += t.elapsed[i].Length().Minutes()
		}
	}
	for i := range cells {
		c := &cells[i]
		if m.Downtime.Known {
			c.Downtime = itsm.Known(m.figure.regions[c.Region])
			c.Availability = ratio(c.Downtime.Value, c.Agreed)
		}
	}
	return cells
}

// failures counts the outages that cost agreed time, overlapping and touching ones as one.
func (m *measured) failures() int {
	var lasting []itsm.Span
	for i, c := range m.figure.outages {
		if c.agreed > 0 {
			spans := m.ground.schedule.outages[i].Spans
			lasting = append(lasting, itsm.Span{From: spans[0].From, To: spans[len(spans)-1].To})
		}
	}
	return len(itsm.Merge(lasting))
}

func (m *measured) weighExclusions(list []ExcludedMinutes) {
	for i := range list {
		for _, cut := range list[i].Cuts {
			if cut.Outage.Service == m.Service && cut.Outage.State != UndecidedNoClosing {
				list[i].Minutes += m.ground.gross(cut.Outage, cut.Spans)
			}
		}
	}
}
