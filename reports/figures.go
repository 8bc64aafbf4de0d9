package reports

import "time"

// The structs below are the figures of the sections for other programs, under the contract's keys: ratios 0..1,
// durations in minutes, unknown as null.

type overviewFigures struct {
	Met       metFigures        `json:"met"`
	Decisions []decisionFigures `json:"decisions"`
	Banners   []string          `json:"banners"`
}

type metFigures struct {
	N  int `json:"n"`
	Of int `json:"of"`
}

type decisionFigures struct {
	Service  string `json:"service"`
	Kind     string `json:"kind"` // missed, undecided, unknown or tight
	Decision string `json:"decision"`
	Detail   string `json:"detail"`
	Owner    string `json:"owner"`
	Due      string `json:"due"`
}

type availabilityFigures struct {
	Overall  overallFigures   `json:"overall"`
	Services []serviceFigures `json:"services"`
	Cells    []cellFigures    `json:"cells"`
}

type overallFigures struct {
	Availability           *float64 `json:"availability"`
	DowntimeMinutes        float64  `json:"downtime_minutes"`
	AgreedMinutes          float64  `json:"agreed_minutes"`
	UnweightedAvailability *float64 `json:"unweighted_availability"`
}

type serviceFigures struct {
	Service                string         `json:"service"`
	AgreedMinutes          float64        `json:"agreed_minutes"`
	DowntimeMinutes        *float64       `json:"downtime_minutes"`
	Availability           *float64       `json:"availability"`
	Lower                  *float64       `json:"lower"`
	Upper                  *float64       `json:"upper"`
	Undecided              int            `json:"undecided"`
	ByRuleMinutes          float64        `json:"by_rule_minutes"`
	UnweightedAvailability *float64       `json:"unweighted_availability"`
	Target                 *float64       `json:"target"`
	BudgetMinutes          float64        `json:"budget_minutes"`
	BudgetSpent            *float64       `json:"budget_spent"`
	Rating                 string         `json:"rating"`
	Outages                int            `json:"outages"`
	NotAssessed            int            `json:"not_assessed"`
	PreviousAvailability   *float64       `json:"previous_availability"`
	MTTRMinutes            summaryFigures `json:"mttr_minutes"`
	MTTDMinutes            summaryFigures `json:"mttd_minutes"`
	MTTAMinutes            summaryFigures `json:"mtta_minutes"`
	MTTEMinutes            summaryFigures `json:"mtte_minutes"`
	MTBFMinutes            *float64       `json:"mtbf_minutes"`
}

type summaryFigures struct {
	Mean    *float64 `json:"mean"`
	Median  *float64 `json:"median"`
	P90     *float64 `json:"p90"`
	N       int      `json:"n"`
	Missing int      `json:"missing"`
}

type cellFigures struct {
	Service         string   `json:"service"`
	Region          string   `json:"region"`
	AgreedMinutes   float64  `json:"agreed_minutes"`
	DowntimeMinutes *float64 `json:"downtime_minutes"`
	Availability    *float64 `json:"availability"`
}

type topTalkersFigures struct {
	Outages     []outageFigures `json:"outages"`
	ByProblem   []groupFigures  `json:"by_problem"`
	ByCause     []groupFigures  `json:"by_cause"`
	ByComponent []groupFigures  `json:"by_component"`
	ByChange    []groupFigures  `json:"by_change"`
	ByTeam      []groupFigures  `json:"by_team,omitempty"`
}

type outageFigures struct {
	ID                string     `json:"id"`
	Incident          *string    `json:"incident"`
	Service           string     `json:"service"`
	Title             string     `json:"title"`
	From              *time.Time `json:"from"`
	To                *time.Time `json:"to"`
	GrossMinutes      float64    `json:"gross_minutes"`
	AttributedMinutes float64    `json:"attributed_minutes"`
	Score             float64    `json:"score"`
	Share             *float64   `json:"share"`
	CumulativeShare   *float64   `json:"cumulative_share"`
}

type groupFigures struct {
	Key               *string  `json:"key"` // null: the tickets state none
	Outages           int      `json:"outages"`
	AttributedMinutes float64  `json:"attributed_minutes"`
	Score             float64  `json:"score"`
	Share             *float64 `json:"share"`
	CumulativeShare   *float64 `json:"cumulative_share"`
}

type volumesFigures struct {
	Incidents     incidentVolumes `json:"incidents"`
	Requests      ticketVolumes   `json:"requests"`
	Problems      ticketVolumes   `json:"problems"`
	Changes       changeVolumes   `json:"changes"`
	EffortMinutes *float64        `json:"effort_minutes"`
}

type incidentVolumes struct {
	Opened     int            `json:"opened"`
	Resolved   int            `json:"resolved"`
	Closed     int            `json:"closed"`
	OpenAtEnd  int            `json:"open_at_end"`
	ByPriority map[string]int `json:"by_priority"`
}

type ticketVolumes struct {
	Opened    int  `json:"opened"`
	Resolved  *int `json:"resolved"` // null where the record has no such time
	Closed    int  `json:"closed"`
	OpenAtEnd int  `json:"open_at_end"`
}

type changeVolumes struct {
	Implemented int            `json:"implemented"`
	ByClass     map[string]int `json:"by_class"`
	ByOutcome   map[string]int `json:"by_outcome"`
}

type qualityFigures struct {
	Sources      []sourceFigures      `json:"sources"`
	Findings     []findingFigures     `json:"findings"`
	Restatements []restatementFigures `json:"restatements"`
}

type sourceFigures struct {
	Source    string     `json:"source"`
	Read      int        `json:"read"`
	Stored    int        `json:"stored"`
	Replaced  int        `json:"replaced"`
	Unchanged int        `json:"unchanged"`
	Rejected  int        `json:"rejected"`
	Skipped   int        `json:"skipped"`
	Newest    *time.Time `json:"newest"`
	Failed    *string    `json:"failed"`
}

type findingFigures struct {
	Finding string   `json:"finding"`
	Count   int      `json:"count"`
	Effect  string   `json:"effect"`
	IDs     []string `json:"ids"`
	Names   []string `json:"names,omitempty"` // words, services or sources in question
}

type restatementFigures struct {
	Figure    string   `json:"figure"`
	Published *float64 `json:"published"`
	Now       *float64 `json:"now"`
	Because   []string `json:"because"`
}
