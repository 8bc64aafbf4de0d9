package drawing

import (
	"sort"

	"nines/reports/document"
)

// labelledRows is the height up to which a chart gives labels lanes of their own: a page holds no more.
const labelledRows = 380.0

// ganttLanes gives each span a lane in its row, so that none overlaps another or its label. Where the chart would
// become too high for a page, the labels have to find room for themselves. Backdrops and strips need no lane.
func (p *Pen) ganttLanes(ch *document.Chart, width float64) []int {
	high := func(lanes []int) bool { return ganttRows(ch, lanes, min(len(ch.Rows), maxRows)) > labelledRows }
	bare := p.lanes(ch, width, false)
	if high(bare) { // and higher with room for labels, which take long to measure
		return bare
	}
	if labelled := p.lanes(ch, width, true); !high(labelled) {
		return labelled
	}
	return bare
}

func (p *Pen) lanes(ch *document.Chart, width float64, labelled bool) []int {
	order := make([]int, len(ch.Spans))
	extents := make([]Rect, len(ch.Spans))
	x := timeScale{ch.From, ch.To, Rect{W: width}}
	for i := range ch.Spans {
		order[i], extents[i] = i, p.spanExtent(&ch.Spans[i], x, labelled)
	}
	sort.SliceStable(order, func(i, j int) bool { return extents[order[i]].X < extents[order[j]].X })
	lanes, ends := make([]int, len(ch.Spans)), map[int][]float64{}
	for _, i := range order {
		s := &ch.Spans[i]
		if s.Backdrop || s.Strip {
			continue
		}
		lane := 0
		for lane < len(ends[s.Row]) && extents[i].X < ends[s.Row][lane]-0.01 {
			lane++
		}
		if lane == len(ends[s.Row]) {
			ends[s.Row] = append(ends[s.Row], 0)
		}
		ends[s.Row][lane], lanes[i] = extents[i].Right(), lane
	}
	return lanes
}

// spanExtent is how far a span reaches, with its label at its right, else at its left.
func (p *Pen) spanExtent(s *document.GanttSpan, x timeScale, labelled bool) Rect {
	left, right := x.at(s.From), max(x.at(s.To), x.at(s.From)+narrowest)
	if labelled && s.Label != "" {
		label := p.labelWidth(s, x.plot.W) + 2*gap
		if right+label <= x.plot.W {
			right += label
		} else {
			left = max(left-label, 0)
		}
	}
	return Rect{X: left, W: right - left}
}

// narrowest is the width of a span that takes next to no time.
const narrowest = 3.0

// labelWidth is how wide the label of a span is, at most half of the plot.
func (p *Pen) labelWidth(s *document.GanttSpan, plot float64) float64 {
	st := p.small(p.Theme.Colours.Ink)
	st.Bold = s.Conflict
	return p.width(Fit(p.Canvas, s.Label, plot*0.5, st.Size, st.Bold), st)
}
