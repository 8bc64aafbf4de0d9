package making

import (
	"time"

	"nines/analysis/stats"
)

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

type OutOf struct {
	N  int `json:"n"`
	Of int `json:"of"`
}

type SummaryFigures struct {
	Mean    *float64 `json:"mean"`
	Median  *float64 `json:"median"`
	P90     *float64 `json:"p90"`
	N       int      `json:"n"`
	Missing int      `json:"missing"`
}

func TextOrNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
