package drawing

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
	"nines/templates"
)

// recorder is a canvas that keeps what was drawn: the outline of every call and each text with its box. Every
// character is half its size wide, so that places can be worked out by hand.
type recorder struct {
	calls   []string
	touched []Point
	texts   []written

	measured int // bytes of text
}

type written struct {
	text string
	box  Rect
}

func (r *recorder) Line(a, b Point, s Stroke) {
	r.add("line", s.Colour, a, b)
}

func (r *recorder) Polyline(points []Point, s Stroke) { r.add("polyline", s.Colour, points...) }

func (r *recorder) Rect(b Rect, f Fill, s Stroke) {
	r.add("rect", string(f)+"/"+s.Colour, Point{b.X, b.Y}, Point{b.Right(), b.Bottom()})
}

func (r *recorder) Polygon(points []Point, f Fill, s Stroke) {
	r.add("polygon", string(f)+"/"+s.Colour, points...)
}

func (r *recorder) Circle(c Point, radius float64, f Fill, s Stroke) {
	r.add("circle", string(f)+"/"+s.Colour, Point{c.X - radius, c.Y - radius}, Point{c.X + radius, c.Y + radius})
}

func (r *recorder) Width(text string, size float64, _ bool) float64 {
	r.measured += len(text)
	return float64(utf8.RuneCountInString(text)) * size / 2
}

func (r *recorder) Text(p Point, text string, st TextStyle) {
	w := r.Width(text, st.Size, st.Bold)
	x := p.X
	switch st.Anchor {
	case Middle:
		x -= w / 2
	case End:
		x -= w
	}
	box := Rect{x, p.Y - st.Size*0.75, w, st.Size * 0.8}
	r.texts = append(r.texts, written{text, box})
	r.add("text "+text, st.Colour, Point{box.X, box.Y}, Point{box.Right(), box.Bottom()})
}

func (r *recorder) add(what, colour string, points ...Point) {
	r.touched = append(r.touched, points...)
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", what, colour)
	for _, p := range points {
		fmt.Fprintf(&b, " %.1f,%.1f", p.X, p.Y)
	}
	r.calls = append(r.calls, b.String())
}

func newPen(t testing.TB) (*Pen, *recorder) {
	t.Helper()
	theme, err := templates.LoadTheme()
	require.NoError(t, err)
	words, _, err := templates.LoadWords("en", nil)
	require.NoError(t, err)
	r := &recorder{}
	locale := document.Locale{Decimal: ".", Group: ",", Unknown: "\u2013", Minutes: "min", Hours: "h", Points: "pt"}
	for i := range locale.Days {
		locale.Days[i] = "Day"
	}
	return &Pen{Canvas: r, Theme: theme, Words: words, Locale: locale, Zone: time.UTC}, r
}

func values(v ...float64) []*float64 {
	out := make([]*float64, len(v))
	for i := range v {
		if v[i] != none {
			out[i] = &v[i]
		}
	}
	return out
}

const none = -987.0

// inside fails where a call leaves the box; a stroke's half width is allowed for.
func (r *recorder) inside(t *testing.T, box Rect) {
	t.Helper()
	for i, p := range r.touched {
		ok := p.X >= box.X-3.5 && p.X <= box.Right()+3.5 && p.Y >= box.Y-2 && p.Y <= box.Bottom()+2
		if !ok {
			require.Failf(t, "drawn outside", "point %d %v is outside %v\n%s", i, p, box, strings.Join(r.calls, "\n"))
		}
	}
}

// apart fails where two texts lie upon each other.
func (r *recorder) apart(t *testing.T) {
	t.Helper()
	for i, a := range r.texts {
		for _, b := range r.texts[i+1:] {
			assert.Falsef(t, a.box.meets(b.box), "%q %v lies upon %q %v", a.text, a.box, b.text, b.box)
		}
	}
}

func (r *recorder) wrote(text string) bool {
	for _, w := range r.texts {
		if w.text == text {
			return true
		}
	}
	return false
}

func (r *recorder) count(prefix string) int {
	n := 0
	for _, c := range r.calls {
		if strings.HasPrefix(c, prefix) {
			n++
		}
	}
	return n
}

func TestHatchingStaysInItsBox(t *testing.T) {
	// The lines x + y = c, c a multiple of 3.2, that cross the box from (10, 10) to (20, 14): 20 < c < 34, so 22.4,
	// 25.6, 28.8 and 32. The first goes from (10, 12.4) to (12.4, 10).
	lines := hatching(Rect{10, 10, 10, 4})
	require.Len(t, lines, 4)
	assert.InDelta(t, 10, lines[0][0].X, 1e-9)
	assert.InDelta(t, 12.4, lines[0][0].Y, 1e-9)
	assert.InDelta(t, 12.4, lines[0][1].X, 1e-9)
	assert.InDelta(t, 10, lines[0][1].Y, 1e-9)
	for _, l := range lines {
		for _, p := range l {
			assert.True(t, Rect{10, 10, 10, 4}.holds(Rect{p.X, p.Y, 0, 0}), "%v", p)
		}
		assert.InDelta(t, l[0].Y-l[1].Y, l[1].X-l[0].X, 1e-9, "45 degrees")
	}
	assert.Empty(t, hatching(Rect{0, 0, 0, 0}))
}

func TestBar(t *testing.T) {
	p, r := newPen(t)
	// A scale to 3 over 90 pt: 0.5 is 15 pt, 1.5 is 45 pt, the limit of 1 is at 30 pt.
	p.Bar(&document.Bar{Value: 0.5, Upper: 1.5, Limit: 1}, 3, Rect{100, 10, 90, 6}, 5, 21)
	c := p.Theme.Colours
	want := []string{
		"rect " + c.Ink + "/ 100.0,10.0 115.0,16.0",
		"rect #FFFFFF/ 115.0,10.0 145.0,16.0",
	}
	assert.Empty(t, cmp.Diff(want, r.calls[:2]))
	tail := []string{
		"rect /" + c.Ink + " 115.0,10.0 145.0,16.0",
		"line " + c.Grey + " 100.0,5.0 100.0,21.0",
		"line " + c.Ink + " 130.0,5.0 130.0,21.0",
	}
	assert.Empty(t, cmp.Diff(tail, r.calls[len(r.calls)-3:]))
}

// A scale to 30 over 90 pt: the value 10 is at 30 pt, its interval reaches from 15 pt to 75 pt, and 20 are allowed.
func TestBarWithAnIntervalAndAMark(t *testing.T) {
	p, r := newPen(t)
	p.Bar(&document.Bar{Value: 10, Mark: 20, Interval: &document.Interval{Lower: 5, Upper: 25}}, 30, Rect{100, 10, 90, 6}, 5, 21)
	c := p.Theme.Colours
	want := []string{
		"rect " + c.Ink + "/ 100.0,10.0 130.0,16.0",
		"line #FFFFFF 115.0,13.0 130.0,13.0",
		"line " + c.Ink + " 130.0,13.0 175.0,13.0",
		"line #FFFFFF 115.0,10.8 115.0,15.2",
		"line " + c.Ink + " 175.0,10.8 175.0,15.2",
		"line " + c.Grey + " 100.0,5.0 100.0,21.0",
		"line " + c.Ink + " 160.0,8.0 160.0,18.0",
	}
	assert.Empty(t, cmp.Diff(want, r.calls))

	p, r = newPen(t)
	p.Bar(&document.Bar{Value: 10, Interval: &document.Interval{Lower: 5, Upper: 45}}, 30, Rect{0, 0, 90, 6}, 0, 6)
	assert.Equal(t, 1, r.count("line "+c.Ink), "no cap at the end of a whisker that goes on")
	assert.Equal(t, 1, r.count("polygon"), "an arrow")
}

func TestBarBeyondItsScaleIsBrokenAndUnknownOneEmpty(t *testing.T) {
	p, r := newPen(t)
	p.Bar(&document.Bar{Value: 7, Tone: document.Missed}, 3, Rect{0, 0, 90, 6}, 0, 6)
	assert.Equal(t, "rect "+p.Theme.Colours.Red+"/ 0.0,0.0 90.0,6.0", r.calls[0])
	assert.Equal(t, 1, r.count("polygon"), "a break")

	p, r = newPen(t)
	p.Bar(&document.Bar{Unknown: true, Label: "no data"}, 3, Rect{0, 0, 90, 6}, 0, 6)
	assert.Equal(t, []string{"no data"}, []string{r.texts[0].text})
	assert.Zero(t, r.count("rect "+p.Theme.Colours.Ink), "never a bar")
}

func TestScalesOfColumns(t *testing.T) {
	assert.InDelta(t, 3, BarScale([]*document.Bar{nil, {Value: 9, Max: 3}, {Value: 1}}), 0)
	assert.InDelta(t, 9, BarScale([]*document.Bar{{Value: 2, Upper: 9}, {Value: 50, Unknown: true}}), 0)
	assert.InDelta(t, 7, BarScale([]*document.Bar{{Value: 2, Mark: 3, Interval: &document.Interval{Lower: 1, Upper: 7}}}), 0)
	assert.Zero(t, BarScale(nil))
	assert.InDelta(t, 4, SparkScale([]*document.Spark{nil, {Values: values(1, none, 4), Limit: 2}}), 0)
}

func TestSpark(t *testing.T) {
	p, r := newPen(t)
	// Four slots of 10 pt, bars of 8; the scale ends at 2, so that 1 is half of 20 pt.
	p.Spark(&document.Spark{Values: values(1, 2, none, 1), Limit: 1.5}, 0, Rect{0, 0, 40, 20})
	c := p.Theme.Colours
	want := []string{
		"rect " + c.Prev + "/ 1.0,10.0 9.0,20.0",
		"rect " + c.Red + "/ 11.0,0.0 19.0,20.0", // above the limit
		"rect " + c.Ink + "/ 31.0,10.0 39.0,20.0",
		"line " + c.Ink + " 0.0,5.0 20.0,5.0", // the limit strikes no question mark
		"line " + c.Ink + " 30.0,5.0 40.0,5.0",
	}
	var got []string
	for _, call := range r.calls {
		if !strings.HasPrefix(call, "text") {
			got = append(got, call)
		}
	}
	assert.Empty(t, cmp.Diff(want, got))
	assert.True(t, r.wrote("?"), "unknown is said, not drawn as nothing")
}

func TestSignsDifferInForm(t *testing.T) {
	seen := map[string]string{}
	for _, rating := range []string{"red", "amber", "green", "undecided", "unknown"} {
		p, r := newPen(t)
		p.Sign(rating, Point{10, 10}, 10)
		r.inside(t, Rect{4, 4, 12, 12})
		form := ""
		for _, call := range r.calls {
			form += strings.Fields(call)[0] + " "
		}
		assert.Empty(t, seen[form], "%s looks like another without colour", rating)
		seen[form] = rating
	}
}

func TestFit(t *testing.T) {
	_, r := newPen(t)
	// Ten points a character at size 20.
	assert.Equal(t, "abcde", Fit(r, "abcde", 50, 20, false))
	assert.Equal(t, "abc\u2026", Fit(r, "abcde", 49, 20, false))
	assert.Equal(t, "ab\u2026", Fit(r, "ab cde", 40, 20, false), "no blank before the dots")
	assert.Equal(t, "", Fit(r, "abc", 5, 20, false))
	assert.Equal(t, "", Fit(r, "", 50, 20, false))
	r.measured = 0
	long := Fit(r, strings.Repeat("x", 40_000), 100, 20, false)
	assert.Less(t, r.measured, 500, "it is cut before it is measured")
	assert.Equal(t, strings.Repeat("x", 9)+"\u2026", long)
}

func TestTicks(t *testing.T) {
	share := document.Axis{Kind: document.KindShare}
	tests := []struct {
		name   string
		lo, hi float64
		axis   document.Axis
		zero   bool
		want   []float64
		cut    bool
	}{
		{"from zero", 0, 447, document.Axis{Kind: document.KindMinutes}, true, []float64{0, 200, 400, 600}, false},
		{"counts are whole", 0, 2, document.Axis{Kind: document.KindCount}, true, []float64{0, 1, 2}, false},
		{"availability is cut and ends at 100", 0.99919, 0.99983, share, false, []float64{0.999, 0.99925, 0.9995, 0.99975, 1}, true},
		{"one value", 0.9995, 0.9995, share, false, []float64{0.9985, 0.999, 0.9995, 1}, true},
		{"nothing at all", 0, 0, document.Axis{Kind: document.KindCount}, true, []float64{0, 1}, false},
		{"negative", -3, 5, document.Axis{}, true, []float64{-5, -2.5, 0, 2.5, 5}, false},
		{"minutes of the clock", 0, 170, document.Axis{Kind: document.KindDuration}, true, []float64{0, 60, 120, 180}, false},
		{"great", 0, 9e14, document.Axis{}, true, []float64{0, 2.5e14, 5e14, 7.5e14, 1e15}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newScale(test.lo, test.hi, test.axis, test.zero)
			require.Len(t, s.ticks, len(test.want), "%v", s.ticks)
			for i := range test.want {
				assert.InEpsilon(t, 1+test.want[i], 1+s.ticks[i], 1e-9)
			}
			assert.Equal(t, test.cut, s.cut)
			assert.True(t, s.holds(test.lo) && s.holds(test.hi))
		})
	}
}

func TestCutOfAPareto(t *testing.T) {
	// 50 + 30 of 100 reach 80 %: the second row makes the cut.
	shares := cumulative(values(50, 30, 15, 5), 4)
	assert.InDeltaSlice(t, []float64{0.5, 0.8, 0.95, 1}, shares, 1e-12)
	assert.Equal(t, 1, cutIndex(shares))
	assert.Nil(t, cumulative(values(0, 0), 2))
	assert.Equal(t, -1, cutIndex(nil))
}
