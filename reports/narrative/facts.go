package narrative

import "nines/internal/itsm"

// How a figure stands to its usual range. Nothing within it is ever said to be better or worse.
const (
	Few     = "few"     // too few periods to say what is usual
	Usual   = "usual"   // within the usual range
	Above   = "above"   // above it
	Below   = "below"   // below it
	Unclear = "unclear" // within it or not, as the figure is known between two only
	Running = "running" // the period is not over: its counts say nothing beside those of whole periods
)

// Facts are what the template of one section may say; the type's fields are its words. Ratios are 0..1, lengths of time
// minutes. Of an itsm.Number, .Known tells whether .Value is anything.
type Facts interface{ section() string }

// Overview is what the message on top of page one is made of.
type Overview struct {
	Services                 int  // all
	Filtered                 bool // these are a part only: services of a filter or a pack
	Rated, Missed, NotRated  int
	Unserved                 int    // of those not rated: had no agreed service time in the period
	Worst                    string // the service that missed its target by most; "" for none
	WorstActual, WorstTarget itsm.Number
	WorstSpent               itsm.Number // of its error budget; unknown: it had none
	Availability             itsm.Number // weighted, of all
}

// Availability is of all services by weight.
type Availability struct {
	Actual       itsm.Number
	Least, Most  itsm.Number // what it may be, as far as ends are not recorded
	Usual        string      // Few, Usual, Above, Below or Unclear
	Lower, Upper float64     // of the usual range, unless it is Few
}

// TopTalkers are the outages that cost most.
type TopTalkers struct {
	Outages     int
	Few         int     // so many of them, the first ones,
	Share       float64 // cost this share of the weighted minutes
	First       string  // the ticket of the costliest one,
	Service     string  // its service,
	FirstShare  float64 // and its share
	NotAssessed int     // incidents of which nothing says what they cost
	Unknown     bool    // the availability is: nobody knows what outages cost
}

// Volumes are incidents of the period that count once.
type Volumes struct {
	Opened, Resolved, Open int
	Nothing                bool        // no ticket of any kind was opened, ended or is open
	Usual                  string      // how the number opened stands to its usual range
	Before                 itsm.Number // opened in the period before; unknown where the data do not reach back, or this one is running
	Previous               string      // the name of that period
}

// Response is how incidents with an outage were answered.
type Response struct {
	Cases          int
	NotAssessed    int         // incidents of which nothing says whether they were outages
	Told, Resolved itsm.Number // medians since the start
	Due, Failed    int         // escalations that were due, and those of them that came late or never
}

// Hotspots is where the time went.
type Hotspots struct {
	Minutes   float64 // of all effort; 0: none is stated
	Tickets   int
	Most      []ServiceShare // of the services that took most, three at most; none: no ticket names one
	Previous  itsm.Number    // minutes of the period before, unless this one is running
	Before    string         // the name of that period
	Usual     string
	Doubtful  itsm.Number // the share that is more than the tickets were open, where it is grave
	StillOpen itsm.Number // the share that stands on tickets that are open, where it is grave
}

// ServiceShare is a service with its share of something.
type ServiceShare struct {
	Service string
	Share   float64
}

// Recurring is what came back, among the tickets opened in the period.
type Recurring struct {
	Incidents, Requests           int // opened
	Untitled                      int // of both
	IncidentGroups, RequestGroups int
	IncidentShare, RequestShare   float64 // of the tickets of the kind that are in groups
	Orphans                       int     // groups of incidents without a problem
}

// Staffing is how many people the work takes.
type Staffing struct {
	FTE          itsm.Number // full-time equivalents of the period
	Next         string      // the name of the next period
	NextFTE      itsm.Number // unknown: too few periods for a forecast
	Lower, Upper float64     // of its 95 % interval
	Periods      int         // that are known
}

// Problems is the agenda of the review.
type Problems struct {
	NoSource    bool // no source brings problem records
	Unrecorded  int  // problems that only incidents name
	Open, Stale int
	Few         int     // the first problems of the agenda, three at most,
	Share       float64 // with this share of the loss expected of another quarter; 0: it is not known
	FewStale    int     // so many of them are stale
}

// Cost is what incidents and problems cost.
type Cost struct {
	Incidents   int // of the period
	Priced      bool
	Amount      itsm.Number // of the incidents
	Minutes     itsm.Number // weighted, of the incidents
	AtLeast     bool        // a part of it is not known
	Currency    string
	Without     string // a service whose downtime is in no amount, as it has no rate; "" for none
	WithoutMore int    // how many others there are
	Problems    int    // with incidents in four quarters
	Vital       int    // so many of them make 80 % of the cost; 0: see below
	NotKnown    bool   // what problems cost is not known
	NoneKnown   bool   // of no problem it is known that it cost anything
}

// Changes are those to come in a report that looks ahead, else those that were carried out.
type Changes struct {
	NoSource   bool // no source brings changes
	Ahead      bool
	Period     string
	N          int // changes planned, or carried out
	Decide     int // need a decision, which was not taken yet
	Decided    int // needed one, and it was taken
	Unapproved int // are not approved
	Frozen     int // lie in a freeze
	Conflicts  int // pairs that collide
	Known      int // outcomes that are known, of those carried out
	Failed     int
	Lower      float64 // 95 % interval of the share that failed
	Upper      float64
	Followed   int // failed by record, or an outage followed them,
	Judged     int // of so many of which that is known
	Usual      string
}

// Capacity is how KPIs stand to their limits. The first one is the worst.
type Capacity struct {
	Configured int    // metrics
	Fits       int    // metrics with samples
	Limited    int    // of these with a limit
	Near       int    // breached or at risk, the first one too
	Unreliable int    // without a forecast that holds
	Case       string // of the first: breached, nothing_holds, unreliable_only, no_limit, carries, crosses, date or within
	Name       string
	Now, Limit string // with as many decimals as it has, the limit with its unit
	Safe       itsm.Number
	Earliest   string // the day from which it may meet its limit
	Hidden     bool   // the first is itself without a forecast that holds
}

// DataQuality is what the data could not say.
type DataQuality struct{ Kinds int }

func (Overview) section() string     { return "overview" }
func (Availability) section() string { return "availability" }
func (TopTalkers) section() string   { return "top_talkers" }
func (Volumes) section() string      { return "volumes" }
func (Response) section() string     { return "response" }
func (Hotspots) section() string     { return "hotspots" }
func (Recurring) section() string    { return "recurring" }
func (Staffing) section() string     { return "staffing" }
func (Problems) section() string     { return "problems" }
func (Cost) section() string         { return "cost" }
func (Changes) section() string      { return "changes" }
func (Capacity) section() string     { return "capacity" }
func (DataQuality) section() string  { return "data_quality" }

// all are the facts of every section, none of them known.
var all = []Facts{
	Overview{},
	Availability{},
	TopTalkers{},
	Volumes{},
	Response{},
	Hotspots{},
	Recurring{},
	Staffing{},
	Problems{},
	Cost{},
	Changes{},
	Capacity{},
	DataQuality{},
}
