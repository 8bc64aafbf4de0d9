package web

import (
	"context"
	"time"
)

// Service is what the page shows. Its methods may be called by several goroutines.
type Service interface {
	// Status tells how the jobs and the sources stand.
	Status(ctx context.Context) (Status, error)
	// Runs lists the latest runs of a job, the latest due first; at most so many.
	Runs(ctx context.Context, job string, most int) ([]Run, error)
	// Run is one run with its log; known is false where there is none.
	Run(ctx context.Context, job string, due time.Time) (detail RunDetail, known bool, err error)
	// Deliveries lists the latest deliveries, those of the latest run first; at most so many.
	Deliveries(ctx context.Context, most int) ([]Delivery, error)
	// Published lists what was published, the latest first.
	Published(ctx context.Context) ([]Published, error)
	// Counts counts what the ledger holds.
	Counts(ctx context.Context) (Counts, error)
	// Ready tells why the service cannot do its work; nil: it can.
	Ready(ctx context.Context) error
	// LookedInto keeps that somebody has looked into a delivery that was refused or is in doubt, of which Job, Due, Name and
	// Target are told. One that is none of these is left as it is.
	LookedInto(ctx context.Context, d Delivery, by string) error
	// RunNow asks for a run of the job, and tells when it was due. The error is for people to read.
	RunNow(ctx context.Context, job, by string) (due time.Time, err error)
}

// Status is how all stands at an instant.
type Status struct {
	At      time.Time
	Leads   bool // this process makes the reports; else it waits for the one that does
	Jobs    []Job
	Sources []Source
}

// Job is a job with its last and next runs.
type Job struct {
	Name, Report, Schedule string
	Next                   time.Time // zero: never
	Current                *Run      // that waits or is being made; nil: none
	Last                   *Run      // that is over; nil: none
	LastDone               time.Time // when the last one that was done ended; zero: none
	Deliveries             []Delivery
}

// Source is what is known of the imports of a source.
type Source struct {
	Name                                                 string
	Imported, Newest                                     time.Time // zero: never, nothing
	Read, Stored, Replaced, Unchanged, Rejected, Skipped int
	Failure                                              string // of the last import; empty: it did not fail
}

// Run is a job at an instant at which it was due.
type Run struct {
	Job            string
	Due            time.Time
	Cause          string // schedule, catch_up or manual
	Report, Period string
	State          string // planned, running, done, failed or skipped
	Reason         string
	Started, Ended time.Time // zero: not yet
	Attempt        int
	Revision       int // 0: no report was made
	Version        string
}

// RunDetail is a run with all that is known of it.
type RunDetail struct {
	Run
	Rows       []Source
	Log        []LogLine
	Deliveries []Delivery
}

// LogLine is one line of a run's log.
type LogLine struct {
	At             time.Time
	Level, Message string // info, warning or error
}

// Delivery is one place to which the report of a run goes.
type Delivery struct {
	Job           string
	Due           time.Time
	Kind, Target  string // email, folder or webhook; alarm: an operator was told of a failure by mail
	State         string // pending, sending, sent, refused or doubtful
	Attempts      int
	Changed, Next time.Time // zero: at once, or not again
	Detail        string
	Name          string    // of the kind, in the ledger
	Looked        time.Time // when somebody has looked into it; zero: nobody has
	LookedBy      string
}

// Published is what one report published of one period, with its files in the archive.
type Published struct {
	Report, Period string
	Revision       int
	At, AsOf       time.Time
	Files          []File
}

// File is a file of the archive.
type File struct {
	Name   string
	Format string // html, pdf, xlsx, json; else a file beside the report
	Size   int64  // bytes
	Path   string // below the archive's folder, with slashes
}

// Counts is what the ledger holds.
type Counts struct {
	Runs       map[RunKey]int
	Deliveries map[DeliveryKey]int
	ToLookInto map[DeliveryKey]int // of these, that nobody has looked into
}

// RunKey and DeliveryKey are what is counted apart.
type (
	RunKey      struct{ Job, State string }
	DeliveryKey struct{ Kind, State string }
)
