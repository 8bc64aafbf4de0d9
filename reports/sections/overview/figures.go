package overview

import (
	"nines/reports/making"
)

// Figures are the figures of the section for other programs, under the contract's keys: ratios 0..1, durations in minutes,
// unknown as null.
type Figures struct {
	Met       making.OutOf      `json:"met"`
	Decisions []decisionFigures `json:"decisions"`
	Banners   []string          `json:"banners"`
}

type decisionFigures struct {
	Service  string `json:"service"`
	Kind     string `json:"kind"` // missed, undecided, unknown or tight
	Decision string `json:"decision"`
	Detail   string `json:"detail"`
	Owner    string `json:"owner"`
	Due      string `json:"due"`
}
