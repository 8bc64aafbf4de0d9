package making

import (
	"time"

	"nines/analysis/stats"
)

// OutOf is how many of how many.
type OutOf struct {
	N  int `json:"n"`
	Of int `json:"of"`
}

// SummaryFigures is a mean time: minutes over n, null where there are none or, of the 90th percentile, too few; missing is of
// how many the time is not known.
type SummaryFigures struct {
	Mean    *float64 `json:"mean"`
	Median  *float64 `json:"median"`
	P90     *float64 `json:"p90"`
	N       int      `json:"n"`
	Missing int      `json:"missing"`
}

// NewSummaryFigures takes a summary of minutes.
func NewSummaryFigures(s stats.Summary) SummaryFigures {
	return SummaryFigures{
		Mean: Number(s.Mean).Pointer(), Median: Number(s.Median).Pointer(), P90: Number(s.P90).Pointer(), N: s.N, Missing: s.Missing,
	}
}

// TimeOrNull is the instant in the business zone, nil where it is unknown.
func (m *Report) TimeOrNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	local := t.In(m.Settings.Zone)
	return &local
}

// TextOrNull is the text, nil where it is empty.
func TextOrNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
