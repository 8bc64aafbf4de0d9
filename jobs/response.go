package jobs

import (
	"time"

	"nines/analysis/response"
	"nines/internal/config"
	"nines/internal/itsm"
)

// responseRules says in the domain's terms what the configuration says of the response to incidents.
func responseRules(c config.Response) response.Rules {
	r := response.Rules{
		Update: c.Update, ReviewDays: c.ReviewDays,
		MajorAfter: byCriticality(c.MajorAfter), ContinuityAfter: byCriticality(c.ContinuityAfter),
	}
	for impact, row := range c.Matrix {
		for urgency, word := range row {
			r.Matrix[impact][urgency].Parse(word)
		}
	}
	return r
}

func byCriticality(after map[config.Criticality]time.Duration) map[itsm.Criticality]time.Duration {
	rule := map[itsm.Criticality]time.Duration{}
	for word, length := range after {
		rule[criticalities[word]] = length
	}
	return rule
}
