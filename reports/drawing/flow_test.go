package drawing

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/reports/document"
)

// What came in and went out stands below the line: on one scale, with its sums.
func TestFlowsBelowALine(t *testing.T) {
	ch := &document.Chart{Kind: document.ChartLine, Categories: names(3, "W"), Y: document.Axis{Kind: document.KindCount, FromZero: true}, Series: []document.Series{{Values: values(4, 5, 3)}}}
	p, _ := newPen(t)
	without := p.ChartHeight(ch, 300)
	ch.Flows = []document.Series{{Name: "opened", Values: values(2, 2, none)}, {Name: "closed", Values: values(0, 1, 2)}}
	p, r := newPen(t)
	assert.InDelta(t, flowHeight(ch), p.ChartHeight(ch, 300)-without, 1e-9)
	p.Chart(ch, Rect{0, 0, 300, p.ChartHeight(ch, 300)})
	assert.True(t, r.wrote("opened 4"))
	assert.True(t, r.wrote("closed 3"))
	for _, at := range r.touched {
		assert.LessOrEqual(t, at.Y, p.ChartHeight(ch, 300)+0.01)
	}
}

// Whatever lies around the last point: its value is written, and on no other text.
func TestTheLastValueOfALineIsWritten(t *testing.T) {
	for n := 2; n < 40; n += 3 {
		for step := -60.0; step <= 60; step += 7 {
			series := ramp(n, 500, step/float64(n))
			last := 500 + step/float64(n)*float64(n-1)
			ch := &document.Chart{Kind: document.ChartLine, Categories: names(n, "W"), Y: document.Axis{Kind: document.KindNumber, Decimals: 2}, Series: []document.Series{
				{Values: series}, {Role: document.RoleTarget, Values: ramp(n, last+1, 0)}, {Role: document.RoleLimit, Values: ramp(n, last-1, 0)},
			}}
			p, r := newPen(t)
			p.Chart(ch, Rect{0, 0, 260, p.ChartHeight(ch, 260)})
			assert.True(t, r.wrote(p.value(last, ch.Y)), fmt.Sprint(n, step))
		}
	}
}

// A bar beside a higher one: the value of the last goes above that rather than being left out.
func TestTheLastBarHasItsValue(t *testing.T) {
	ch := &document.Chart{Kind: document.ChartStacked, Categories: names(12, "W"), Y: document.Axis{Kind: document.KindCount, FromZero: true}, Series: []document.Series{
		{Name: "a", Values: values(1858, 2073, 1975, 1686, 1700, 1800, 1900, 2000, 2100, 2000, 2174, 2008)},
	}}
	p, r := newPen(t)
	p.Chart(ch, Rect{0, 0, 300, p.ChartHeight(ch, 300)})
	assert.True(t, r.wrote("2,008"))
}

// The names of two marks that are near each other stand apart, and no line goes through them.
func TestMarksNearEachOther(t *testing.T) {
	upright := func(name string, x float64) document.Series {
		return document.Series{Name: name, Role: document.RoleTarget, X: []float64{x, x}, Values: values(0, 50)}
	}
	ch := &document.Chart{Kind: document.ChartScatter, Points: []document.Point{{X: 0, Y: 1}, {X: 30, Y: 60}}, Series: []document.Series{upright("base 14.7", 14.7), upright("greatest seen 19.4", 19.4)}}
	p, r := newPen(t)
	p.Chart(ch, Rect{0, 0, 200, p.ChartHeight(ch, 200)})
	assert.True(t, r.wrote("base 14.7"))
	assert.True(t, r.wrote("greatest seen 19.4"))
}

// The sum of the others is no row of the ranking: it is grey, however much it is.
func TestTheOthersOfAParetoAreGrey(t *testing.T) {
	ch := &document.Chart{Kind: document.ChartPareto, Rest: true, Categories: []string{"a", "b", "7 others"}, Series: []document.Series{{Values: values(30, 20, 50)}}}
	p, r := newPen(t)
	p.Chart(ch, Rect{0, 0, 400, p.ChartHeight(ch, 400)})
	var bars []string
	for _, call := range r.calls {
		if strings.HasPrefix(call, "rect ") {
			bars = append(bars, strings.SplitN(call, "/", 2)[0])
		}
	}
	c := p.Theme.Colours
	assert.Equal(t, []string{"rect " + c.Ink, "rect " + c.Ink, "rect " + c.Prev}, bars)
}
