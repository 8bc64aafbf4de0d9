package itsm

import (
	"slices"
	"testing"
	"time"
)

// grid is how many minutes the model of a set of spans has.
const grid = 64

// minutes is a set of instants as one looks at it minute by minute.
type minutes [grid]bool

func minute(n int) time.Time { return time.Date(2026, 10, 25, 0, n, 0, 0, time.UTC) }

// spansOf makes spans of pairs of bytes, empty ones and ones that end before they begin among them.
func spansOf(pairs []byte) []Span {
	var spans []Span
	for ; len(pairs) > 1; pairs = pairs[2:] {
		spans = append(spans, Span{From: minute(int(pairs[0]) % grid), To: minute(int(pairs[1]) % grid)})
	}
	return spans
}

func (m *minutes) mark(s Span) {
	for n := range m {
		m[n] = m[n] || s.Contains(minute(n))
	}
}

// look is what a set covers, minute by minute; it fails where the set has not the form that Spans promises.
func look(t *testing.T, what string, spans Spans) minutes {
	t.Helper()
	var m minutes
	for i, s := range spans {
		if s.Empty() || i > 0 && !spans[i-1].To.Before(s.From) {
			t.Fatalf("%s: %v", what, spans)
		}
		m.mark(s)
	}
	return m
}

// FuzzSpans holds the arithmetic of sets of spans against minutes that are looked at one by one.
func FuzzSpans(f *testing.F) {
	f.Add([]byte{}, []byte{}, byte(0), byte(0))
	f.Add([]byte{1, 5, 3, 9, 9, 12, 20, 10}, []byte{0, 2, 4, 4, 5, 63}, byte(3), byte(11))
	f.Add([]byte{0, 63}, []byte{1, 2, 3, 4, 5, 6, 7, 8}, byte(2), byte(7))
	f.Fuzz(func(t *testing.T, first, second []byte, from, to byte) {
		within := Span{From: minute(int(from) % grid), To: minute(int(to) % grid)}
		var a, b, clip, both, rest, clipped minutes
		for _, s := range spansOf(first) {
			a.mark(s)
		}
		for _, s := range spansOf(second) {
			b.mark(s)
		}
		clip.mark(within)
		count := 0
		for n := range grid {
			both[n], rest[n], clipped[n] = a[n] && b[n], a[n] && !b[n], a[n] && clip[n]
			if a[n] {
				count++
			}
		}
		x, y := Merge(spansOf(first)), Merge(spansOf(second))
		before := slices.Clone(x)
		for _, c := range []struct {
			name string
			got  Spans
			want minutes
		}{
			{"merge", x, a},
			{"intersect", x.Intersect(y), both},
			{"intersect the other way", y.Intersect(x), both},
			{"subtract", x.Subtract(y), rest},
			{"clip", x.Clip(within), clipped},
			{"merge again", Merge(x), a},
			{"both and the rest", Merge(slices.Concat(x.Intersect(y), x.Subtract(y))), a},
		} {
			if got := look(t, c.name, c.got); got != c.want {
				t.Fatalf("%s of %v and %v: %v", c.name, x, y, c.got)
			}
		}
		if x.Length() != time.Duration(count)*time.Minute {
			t.Fatalf("%v is %s long, expected %d minutes", x, x.Length(), count)
		}
		if !slices.Equal(x, before) {
			t.Fatal("an operation changed its input")
		}
	})
}

// FuzzParsePeriod reads any text as a period: what is one has a beginning before its end, and its name means the same.
func FuzzParsePeriod(f *testing.F) {
	for _, text := range []string{"2026-10-08", "yesterday", "2026-W43", "2026-10", "2026-Q4", "2026", "2026-10-01..2026-10-08", "last-week", "next-week", "0000", "9999-W53"} {
		f.Add(text)
	}
	zone, err := time.LoadLocation("America/Sao_Paulo")
	if err != nil {
		f.Skip(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParsePeriod(text, minute(0), zone)
		if err != nil {
			return
		}
		if !p.From.Before(p.To) {
			t.Fatalf("%q: %v", text, p)
		}
		again, err := ParsePeriod(p.Name, minute(0), zone)
		if err != nil || !again.From.Equal(p.From) || !again.To.Equal(p.To) {
			t.Fatalf("%q is called %q, which is %v, %v", text, p.Name, again, err)
		}
	})
}
