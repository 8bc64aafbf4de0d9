package settings

import (
	"nines/internal/config"
	"nines/internal/itsm"
	"nines/reports"
)

// problemRules says how problems are reviewed.
func problemRules(c *config.Config) reports.ProblemRules {
	rules := reports.ProblemRules{
		AllowedDays: map[itsm.Priority]float64{}, RootCauseDays: c.Problems.RootCauseDays,
		BacklogTarget: c.Problems.BacklogTarget, ReviewDays: c.Response.ReviewDays,
	}
	for word, days := range c.Problems.AllowedDays {
		var p itsm.Priority
		p.Parse(word)
		rules.AllowedDays[p] = days
	}
	return rules
}

// rates says what things cost; what is not configured is not priced.
func rates(c config.Costs) reports.Rates {
	rate := func(configured *float64) itsm.Number {
		if configured == nil {
			return itsm.Number{}
		}
		return itsm.Known(*configured)
	}
	return reports.Rates{Contact: rate(c.Contact), Hour: rate(c.Hour), Minute: c.Minute}
}
