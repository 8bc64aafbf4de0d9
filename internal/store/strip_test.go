package store

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// cellOf gives the value of a strip that was read back.
func cellOf(s *strip, k kind, i int) datum {
	if s.missing(i) {
		return datum{}
	}
	switch k {
	case ofInt:
		return datum{kind: ofInt, n: s.wholes[i]}
	case ofFloat:
		return datum{kind: ofFloat, f: s.floats[i]}
	}
	text, _ := s.text(i)
	return datum{kind: k, text: text}
}

func TestStripsComeBack(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	whole := func(n int64) datum { return datum{kind: ofInt, n: n} }
	for name, c := range map[string]struct {
		form byte
		of   func(i int) datum
	}{
		"few words":         {formWords, func(i int) datum { return datum{kind: ofText, text: fmt.Sprint("team ", i%7)} }},
		"words, some not":   {formWords, func(i int) datum { return []datum{{}, {kind: ofList, text: `["EMEA","ö"]`}}[i%2] }},
		"ids":               {formTexts, func(i int) datum { return datum{kind: ofText, text: fmt.Sprintf("INC%07d", i)} }},
		"texts, some not":   {formTexts, func(i int) datum { return []datum{{}, {kind: ofText, text: fmt.Sprint(rng.Uint64())}}[rng.IntN(2)] }},
		"minutes":           {formWholes, func(i int) datum { return whole(1_790_000_000_000/60_000*60_000 + int64(i)*60_000) }},
		"seconds, some not": {formWholes, func(i int) datum { return []datum{{}, whole(int64(i) * 1000)}[rng.IntN(2)] }},
		"milliseconds":      {formWholes, func(int) datum { return whole(rng.Int64()) }},
		"marks": {formWholes, func(i int) datum {
			return whole([]int64{markNo, markUndated, 1_790_000_000_000, 0, math.MaxInt64 - 1}[i%5])
		}},
		"all the same":    {formSame, func(int) datum { return whole(always) }},
		"whole and parts": {formFloats, func(i int) datum { return datum{kind: ofFloat, f: float64(i) / 4} }},
		"extremes, some not": {formFloats, func(i int) datum {
			return []datum{{}, {kind: ofFloat, f: math.Copysign(0, -1)}, {kind: ofFloat, f: 1e300}, {kind: ofFloat, f: -7}}[i%4]
		}},
	} {
		t.Run(name, func(t *testing.T) {
			cells := make([]datum, 1000)
			for i := range cells {
				cells[i] = c.of(i)
			}
			content := appendStrip(nil, cells)
			require.Equal(t, c.form, content[0])
			var s strip
			require.NoError(t, s.read(content, len(cells)))
			k := missing
			for i := range cells {
				k = max(k, cells[i].kind)
			}
			for i := range cells {
				got := cellOf(&s, k, i)
				assert.Equal(t, math.Signbit(cells[i].f), math.Signbit(got.f))
				require.Equal(t, cells[i], got, "version %d", i)
			}
			for cut := range content { // damaged: an error, never a panic
				assert.ErrorIs(t, new(strip).read(content[:cut], len(cells)), errStrip)
			}
		})
	}
	assert.Nil(t, appendStrip(nil, make([]datum, 3)), "nothing but missing values")
}

func FuzzStrips(f *testing.F) {
	f.Add([]byte{formWholes, 1, 2, 3, 4}, 3)
	f.Add([]byte{formWords, 1, 1, 'a', 1, 0}, 2)
	f.Add([]byte{formTexts, 2, 0, 'a'}, 2)
	f.Add([]byte{formFloats, 2, 0}, 2)
	f.Fuzz(func(t *testing.T, content []byte, n int) {
		if n < 1 || n > stripVersions {
			t.Skip("no number of versions")
		}
		var s strip
		if s.read(content, n) != nil {
			return
		}
		for i := range n {
			if !s.missing(i) && (s.form == formWords || s.form == formTexts) {
				s.text(i)
			}
		}
		var l lives
		_ = l.read(content)
	})
}
