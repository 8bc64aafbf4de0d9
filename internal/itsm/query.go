package itsm

import "time"

// IncidentQuery says which incidents a report needs from a store.
type IncidentQuery struct {
	Span // whose life overlaps it; the zero span: all
	// Losing, where not nil, leaves out the incidents that cannot cost availability: it keeps those that state an
	// effect or a loss, and those of the listed priorities. For trends, which need nothing else.
	Losing []Priority
	// Fields names the fields to read; nil reads all. The others stay zero, but for the times, which come with the
	// status: it may have to go by them.
	Fields []string
	// Services are those whose incidents are asked for, as the sources call them; nil: all, also those that name none.
	Services []string
	// AnyOrder does without the order of the store, by id and source, and its cost.
	AnyOrder bool
}

// Activity counts a service's incidents whose life overlaps a span.
type Activity struct {
	Incidents  int // that count once
	Assessable int // of these, with a stated effect or loss, or, where a rule exists, a known priority
}

// SourceState is what a store knows of a source when a report is made.
type SourceState struct {
	Source     string
	Record     string // the kind of record, "mixed" where it is told row by row
	Read       int
	Stored     int
	Replaced   int
	Unchanged  int
	Rejected   int
	Skipped    int
	ImportedAt time.Time
	Newest     time.Time // the latest instant that its records tell, not after the as-of instant; zero: none
	Failed     string    // why the last import failed; empty: it did not
	Notes      []string  // what the import found out and tells
	Services   []string  // the services that its records name, as the source calls them
}

// ChangeQuery says which changes are asked for by the time at which they started, else should have.
type ChangeQuery struct {
	Span              // half open; a zero From: since ever
	Services []string // as the sources call them; nil: all
	Last     int      // so many, those that started last; 0: all
}
