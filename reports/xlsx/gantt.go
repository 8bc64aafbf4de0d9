package xlsx

import (
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"nines/reports/document"
)

// gantt draws each span as a bar on a row of its own, by class: an invisible series moves the bars to their start.
func (b *book) gantt(c *document.Chart) plot {
	from, to := serial(c.From.In(b.zone)), serial(c.To.In(b.zone))
	start := line{title: b.words.Text("xlsx.start"), format: numberFormat(document.KindInstant, 0)}
	spans := slices.DeleteFunc(slices.Clone(c.Spans), func(s document.GanttSpan) bool { return s.Strip })
	var p plot
	var classes []string
	lengths := map[string][]*float64{}
	for i, span := range spans {
		class := b.classOf(span)
		if lengths[class] == nil {
			classes = append(classes, class)
			lengths[class] = make([]*float64, len(spans))
		}
		begin, end := clip(span.From, b.zone, from, to), clip(span.To, b.zone, from, to)
		length := max(end-begin, 0)
		lengths[class][i] = &length
		start.values = append(start.values, &begin)
		row := ""
		if span.Row >= 0 && span.Row < len(c.Rows) {
			row = c.Rows[span.Row]
		}
		p.categories = append(p.categories, join(" · ", row, span.Label))
	}
	g := group{kind: excelize.BarStacked, gap: gapOf(40), overlap: overlapOf(100), series: []line{start}}
	colours := b.theme.Colours
	palette := []string{colours.Ink, colours.Blue, colours.Amber, colours.Grey}
	for i, class := range classes {
		drawn := pen{colour: palette[i%len(palette)]}
		switch class {
		case b.words.Text("xlsx.conflict"):
			drawn.colour = colours.Red
		case b.words.Text("xlsx.backdrop"):
			drawn = pen{colour: colours.Prev, hatch: true}
		}
		title := b.words.Text("xlsx.days", "class", class)
		g.series = append(g.series, line{title: title, values: lengths[class], format: "0.00", pen: drawn})
	}
	p.groups = []group{g}
	p.x = axis{reverse: true}
	end := to + (to-from)*0.03 // room for the last label
	p.y = axis{format: "d mmm", min: &from, max: &end}
	if to-from <= 14 {
		p.y.step = 1
	}
	p.height = min(120+22*uint(len(spans)), 2400)
	return p
}

func (b *book) classOf(s document.GanttSpan) string {
	switch {
	case s.Backdrop:
		return b.words.Text("xlsx.backdrop")
	case s.Conflict:
		return b.words.Text("xlsx.conflict")
	case s.Class == "":
		return b.words.Text("xlsx.class_none")
	}
	return s.Class
}

// clip is an instant as a serial date within the chart's time.
func clip(t time.Time, zone *time.Location, from, to float64) float64 {
	return min(max(serial(t.In(zone)), from), to)
}
