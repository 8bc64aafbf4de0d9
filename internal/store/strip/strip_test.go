package strip

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// value is that of one field in one version.
type value struct {
	Kind Kind
	Text string
	N    int64
	F    float64
}

// encoded is the strip of the values, written into what another one was in before.
func encoded(given []value) []byte {
	var c values
	var e encoder
	for _, list := range [][]value{{{Kind: Text, Text: "before"}, {Kind: Whole, N: 7}, {Kind: Float, F: 7}}, given} {
		c.clear()
		e.content = e.content[:0]
		for i, v := range list {
			switch v.Kind {
			case Text, List:
				c.texts.put(i, v.Text)
			case Whole:
				c.putWhole(i, v.N)
			case Float:
				c.putFloat(i, v.F)
			}
		}
		e.values(&c, len(list))
	}
	return e.content
}

// valueOf gives the value of a strip that was read back.
func valueOf(s *Strip, k Kind, i int) value {
	switch v := (value{Kind: k}); {
	case s.Missing(i):
		return value{}
	case k == Whole:
		v.N, _ = s.Whole(i)
		return v
	case k == Float:
		v.F, _ = s.Float(i)
		return v
	default:
		v.Text, _ = s.Text(i)
		return v
	}
}

func TestStripsComeBack(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	whole := func(n int64) value { return value{Kind: Whole, N: n} }
	for name, c := range map[string]struct {
		form byte
		of   func(i int) value
	}{
		"few words":       {formWords, func(i int) value { return value{Kind: Text, Text: fmt.Sprint("team ", i%7)} }},
		"words, some not": {formWords, func(i int) value { return []value{{}, {Kind: List, Text: `["EMEA","ö"]`}}[i%2] }},
		"ids":             {formTexts, func(i int) value { return value{Kind: Text, Text: fmt.Sprintf("INC%07d", i)} }},
		"words, then ids": {formTexts, func(i int) value {
			return []value{{}, {Kind: Text, Text: fmt.Sprint(max(i, 100))}}[min(i%3, 1)]
		}},
		"texts, some not":   {formTexts, func(i int) value { return []value{{}, {Kind: Text, Text: fmt.Sprint(rng.Uint64())}}[rng.IntN(2)] }},
		"minutes":           {formWholes, func(i int) value { return whole(1_790_000_000_000/60_000*60_000 + int64(i)*60_000) }},
		"seconds, some not": {formWholes, func(i int) value { return []value{{}, whole(int64(i) * 1000)}[rng.IntN(2)] }},
		"milliseconds":      {formWholes, func(int) value { return whole(rng.Int64()) }},
		"marks": {formWholes, func(i int) value {
			return whole([]int64{math.MinInt64, math.MinInt64 + 1, 1_790_000_000_000, 0, math.MaxInt64 - 1}[i%5])
		}},
		"all the same":    {formSame, func(int) value { return whole(math.MinInt64) }},
		"whole and parts": {formFloats, func(i int) value { return value{Kind: Float, F: float64(i) / 4} }},
		"extremes, some not": {formFloats, func(i int) value {
			return []value{{}, {Kind: Float, F: math.Copysign(0, -1)}, {Kind: Float, F: 1e300}, {Kind: Float, F: -7}}[i%4]
		}},
	} {
		t.Run(name, func(t *testing.T) {
			cells := make([]value, 1000)
			for i := range cells {
				cells[i] = c.of(i)
			}
			content := encoded(cells)
			require.Equal(t, c.form, content[0])
			var s Strip
			require.NoError(t, s.Read(content, len(cells)))
			k := Missing
			for i := range cells {
				k = max(k, cells[i].Kind)
			}
			for i := range cells {
				got := valueOf(&s, k, i)
				assert.Equal(t, math.Signbit(cells[i].F), math.Signbit(got.F))
				require.Equal(t, cells[i], got, "version %d", i)
			}
			for cut := range content { // damaged: an error, never a panic
				assert.ErrorIs(t, new(Strip).Read(content[:cut], len(cells)), ErrDamaged)
			}
		})
	}
	assert.Empty(t, encoded(make([]value, 3)), "nothing but missing values")
}

func FuzzStrips(f *testing.F) {
	f.Add([]byte{formWholes, 1, 2, 3, 4}, 3)
	f.Add([]byte{formWords, 1, 1, 'a', 1, 0}, 2)
	f.Add([]byte{formTexts, 2, 0, 'a'}, 2)
	f.Add([]byte{formFloats, 2, 0}, 2)
	f.Fuzz(func(t *testing.T, content []byte, n int) {
		if n < 1 || n > Versions {
			t.Skip("no number of versions")
		}
		var s Strip
		if s.Read(content, n) != nil {
			return
		}
		for i := range n {
			if !s.Missing(i) && (s.form == formWords || s.form == formTexts) {
				s.Text(i)
			}
		}
		var l Lives
		_ = l.read(content)
	})
}
