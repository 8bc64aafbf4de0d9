package config

import (
	"net/netip"
	"slices"
	"time"
)

// defaultConfig is what holds for every key that a configuration leaves out. Maps are merged: a key of theirs that is
// left out keeps its default too.
func defaultConfig() *Config {
	return &Config{
		Timezone:   time.UTC,           // nobody's clock in particular
		Locale:     "en-GB",            // dates as day, month, year
		FinalAfter: 5 * 24 * time.Hour, // most tickets of a period are closed by then
		Persons:    Pseudonyms,
		Calendars:  map[string]Calendar{}, // always is added, in the business time zone
		Defaults: Epoch{
			Weight:    1,
			Target:    0.999,
			Calendar:  Always,
			Regions:   []Share{{Name: "all", Part: 1}},
			Functions: []Share{{Name: "all", Part: 1}},
		},
		Rating: Rating{AmberAt: 0.75}, // of the error budget: time to act while some is left
		Problems: ProblemReview{
			AllowedDays:   map[string]float64{"P1": 7, "P2": 14, "P3": 30, "P4": 60, "P5": 90}, // days
			RootCauseDays: 14,
			BacklogTarget: 20, // open problems
		},
		Changes: ChangeRules{
			LeadDays:  map[string]int{"normal": 5, "standard": 0, "bau": 1, "emergency": 0}, // working days
			Approvals: map[string]int{"normal": 1, "standard": 0, "bau": 1, "emergency": 1}, // standard changes are approved once for all
			Suspect:   24 * time.Hour,
		},
		Costs: Costs{Minute: map[string]float64{}}, // nothing is priced
		Response: Response{
			Update:     15 * time.Minute, // the cadence that customers are promised
			ReviewDays: 2,
			MajorAfter: map[Criticality]time.Duration{
				MissionCritical: 30 * time.Minute, Supporting: 2 * time.Hour,
			},
			ContinuityAfter: map[Criticality]time.Duration{MissionCritical: 4 * time.Hour},
			Matrix:          [3][3]string{{"P1", "P2", "P3"}, {"P2", "P3", "P4"}, {"P3", "P4", "P5"}},
		},
		Staffing: Staffing{ProductiveWeek: 30 * time.Hour}, // of a week of about 40
		Capacity: Capacity{
			Step:        time.Hour,
			Window:      90 * 24 * time.Hour, // a quarter: a dozen of each weekday
			Growth:      []float64{0.10, 0.25, 0.50, 1},
			MinRSquared: 0.1,
			Base:        P95,
		},
		Serve: Serve{
			Proxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")},
			Session: 12 * time.Hour, // a working day
		},
	}
}

const (
	defaultStore  = "sqlite:var/nines.db"
	defaultOutput = "out"
)

// defaultJob is what holds for every key that a job leaves out.
func defaultJob() Job {
	return Job{
		CatchUp:     CatchUpLatest,      // one report after a week off, not seven
		CatchUpMost: 24,                 // a day of every hour
		Grace:       3 * 24 * time.Hour, // a long weekend
		Timeout:     time.Hour,          // a hundred times what a report of a million tickets takes
		Empty:       EmptySend,          // silence looks like a failure
		Formats:     slices.Clone(Formats),
	}
}

// defaultSizeLimit is what most mail servers take, in bytes.
const defaultSizeLimit = 10e6

// mailPorts are the usual ports, by protection.
var mailPorts = map[Security]int{StartTLS: 587, TLS: 465, NoTLS: 25}
