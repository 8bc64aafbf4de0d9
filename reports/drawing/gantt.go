package drawing

import (
	"math"
	"time"

	"nines/reports/document"
)

const (
	ganttLane = 15.0
	ganttHead = 22.0
)

// gantt draws spans of time by row: a form per class, conflicts with a red edge, backdrops hatched behind, weekends
// washed. Spans of a row that overlap, with their labels, lie in lanes of their own.
func (p *Pen) gantt(ch *document.Chart, box Rect) {
	shown := min(len(ch.Rows), maxRows)
	name := p.nameWidth(ch.Rows[:shown], box.W*0.25)
	plot := Rect{box.X + name + 2*gap, box.Y + ganttHead, box.W - name - 2*gap, 0}
	all, _ := classes(ch)
	g := ganttPlan{lanes: p.ganttLanes(ch, plot.W), fills: p.classFills(all)}
	plot.H = ganttRows(ch, g.lanes, shown)
	x := timeScale{ch.From, ch.To, plot}
	p.days(x, box.Y, plot)
	y := plot.Y
	for row := range shown {
		height := ganttLane * float64(rowLanes(ch, g.lanes, row))
		r := Rect{plot.X, y, plot.W, height}
		body := TextStyle{Size: p.Theme.Sizes.Body, Colour: p.Theme.Colours.Ink}
		p.fit(Point{box.X, y + height/2 + body.Size*0.36}, ch.Rows[row], name, body)
		p.ganttRow(ch, g, row, r, x)
		y += height
		p.Line(Point{box.X, y}, Point{plot.Right(), y}, Stroke{Colour: p.Theme.Colours.Rule, Width: hair})
	}
	keys := p.ganttKeys(ch)
	p.legend(keys, Rect{box.X, y + 4, box.W, p.legendHeight(keys, box.W)})
	p.moreRows(shown, len(ch.Rows), Point{box.X, y + 11 + p.legendHeight(keys, box.W)}, box.W)
}

// ganttPlan is what the spans of all rows go by.
type ganttPlan struct {
	lanes []int           // by span
	fills map[string]Fill // by class
}

func (p *Pen) ganttHeight(ch *document.Chart, width float64) float64 {
	shown := min(len(ch.Rows), maxRows)
	name := p.nameWidth(ch.Rows[:shown], width*0.25)
	h := ganttHead + ganttRows(ch, p.ganttLanes(ch, width-name-2*gap), shown) + 4 + p.legendHeight(p.ganttKeys(ch), width)
	if len(ch.Rows) > maxRows {
		h += lead
	}
	return h
}

// timeScale maps instants to places.
type timeScale struct {
	from, to time.Time
	plot     Rect
}

func (s timeScale) at(t time.Time) float64 {
	part := float64(t.Sub(s.from)) / float64(s.to.Sub(s.from))
	return s.plot.X + math.Min(math.Max(part, 0), 1)*s.plot.W
}

// days draws a column per day, each n-th of them named, weekends washed.
func (p *Pen) days(x timeScale, top float64, plot Rect) {
	st := p.small(p.Theme.Colours.Ink).bold()
	day := startOfDay(x.from.In(p.Zone))
	width := plot.W / math.Max(x.to.Sub(x.from).Hours()/24, 1e-9)
	every := max(1, int(math.Ceil((p.width("Wed 30", st)+6)/math.Max(width, 0.01))))
	for n := 0; day.Before(x.to) && n < 400; n++ {
		next := startOfDay(day.AddDate(0, 0, 1))
		left, right := x.at(day), x.at(next)
		if weekday := day.Weekday(); weekday == time.Saturday || weekday == time.Sunday {
			p.Rect(Rect{left, plot.Y, right - left, plot.H}, Fill(p.Theme.Colours.Wash), None)
		}
		if n%every == 0 {
			p.Line(Point{left, top}, Point{left, plot.Bottom()}, Stroke{Colour: p.Theme.Colours.Rule, Width: hair})
			if text := p.Locale.DayOfWeekShort(day); left+3+p.width(text, st) <= plot.Right() { // else it would be cut
				p.Text(Point{left + 3, top + 9}, text, st)
			}
		}
		if every == 1 && width > 44 {
			p.hours(x, day, top)
		}
		day = next
	}
	p.Line(Point{plot.X, plot.Y}, Point{plot.Right(), plot.Y}, p.ink(hair))
}

func (p *Pen) hours(x timeScale, day time.Time, top float64) {
	st := TextStyle{Size: p.Theme.Sizes.Tiny, Colour: p.Theme.Colours.Grey, Anchor: Middle}
	for _, hour := range []int{6, 12, 18} {
		at := time.Date(day.Year(), day.Month(), day.Day(), hour, 0, 0, 0, day.Location())
		if at.After(x.from) && at.Before(x.to) {
			p.Text(Point{x.at(at), top + 18.5}, at.Format("15"), st)
		}
	}
}

func startOfDay(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// rowLanes is how many lanes a row has: one at least.
func rowLanes(ch *document.Chart, lanes []int, row int) int {
	most := 1
	for i, s := range ch.Spans {
		if s.Row == row {
			most = max(most, lanes[i]+1)
		}
	}
	return most
}

func ganttRows(ch *document.Chart, lanes []int, shown int) float64 {
	h := 0.0
	for row := range shown {
		h += ganttLane * float64(rowLanes(ch, lanes, row))
	}
	return h
}
