package stats_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/analysis/stats"
)

func TestJudgeBetween(t *testing.T) {
	l := stats.Limits{Lower: 2, Upper: 4}
	for _, c := range []struct {
		least, most float64
		want        stats.Usual
	}{
		{1, 1.5, stats.Below},
		{1, 2, stats.Unclear},
		{2, 4, stats.Within},
		{3, 3, stats.Within},
		{3, 5, stats.Unclear},
		{1, 5, stats.Unclear},
		{5, 6, stats.Above},
	} {
		assert.Equal(t, c.want, l.JudgeBetween(c.least, c.most), "%v to %v", c.least, c.most)
	}
}
