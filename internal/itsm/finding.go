package itsm

import "time"

// FindingKind is what a finding of an import is about.
type FindingKind string

// The kinds of findings of imports.
const (
	FoundGone   FindingKind = "gone"          // records that the whole truth no longer has
	FoundCut    FindingKind = "cut_export"    // a file has exactly as many rows as a tool cuts exports at
	FoundShift  FindingKind = "shifted_times" // the instants of known records moved alike
	FoundReused FindingKind = "reused_ids"    // ids mean something else than before
	// FoundFewReused is the same of so few ids that it may be an accident.
	FoundFewReused FindingKind = "few_reused_ids"
	// Of samples, which keep no remarks.
	FoundUnreadable FindingKind = "unreadable_cells"
	FoundClock      FindingKind = "clock_change" // local times that the clocks skipped or showed twice
	FoundCleaned    FindingKind = "cleaned_cells"
	// FoundDecidedTwice is two rows of a file that decide otherwise on a change in one meeting.
	FoundDecidedTwice FindingKind = "decided_twice"
)

// SourceFinding is something that an import found out and that puts its data in doubt.
type SourceFinding struct {
	Source string
	Kind   FindingKind
	At     time.Time // the import's instant
	Last   bool      // it was the last import of the source that did not fail
	Text   string    // in words
	Count  int       // of what it concerns: records mostly
	IDs    []string  // of these, all or the first thousand
}
