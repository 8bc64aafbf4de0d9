package stats

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"gonum.org/v1/gonum/stat/distuv"
)

// From a thousand degrees of freedom on the quantile comes from a series. gonum inverts an incomplete beta function,
// which leaves it ten digits at a million.
func TestStudentQuantileOfMany(t *testing.T) {
	for _, df := range []float64{1000, 1234.5, 17_518, 1e6} {
		for _, p := range []float64{0.0001, 0.025, 0.2, 0.5, 0.9, 0.975, 0.9999} {
			want := distuv.StudentsT{Sigma: 1, Nu: df}.Quantile(p)
			assert.InDelta(t, want, StudentQuantile(p, df).Value, 1e-9, "p %g df %g", p, df)
		}
	}
	assert.InDelta(t, StudentQuantile(0.975, 999.999999).Value, StudentQuantile(0.975, 1000).Value, 1e-9)
}
