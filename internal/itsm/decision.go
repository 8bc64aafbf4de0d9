package itsm

import "time"

// Decision is what a change advisory board decided on a change.
type Decision struct {
	Head
	Meeting   string // the period that the board met for, as a report names it: 2026-W45
	Change    string
	Verdict   Verdict
	Condition string // what has to hold before the change goes ahead
	Owner     string // of the condition
	By        string // who decided
	At        time.Time
	Met       Mark // the condition
	Updated   time.Time
}

// Decisions describes the record to the importers and the store.
var Decisions = &Schema[Decision]{
	Record: "decision", NeedsID: false, Versioned: true,
	Head:   func(r *Decision) *Head { return &r.Head },
	Opened: func(r *Decision) time.Time { return r.At },
	Began:  func(r *Decision) time.Time { return r.At },
	// unknown on purpose: a condition may be looked at in any later meeting
	Ended: func(*Decision) time.Time { return time.Time{} },
	Void:  (*Decision).void,
	Fields: []Field[Decision]{
		text("id", func(r *Decision) *string { return &r.ID }),
		text("meeting", func(r *Decision) *string { return &r.Meeting }),
		text("change", func(r *Decision) *string { return &r.Change }),
		word("decision", func(r *Decision) Word { return &r.Verdict }),
		text("condition", func(r *Decision) *string { return &r.Condition }),
		text("owner", func(r *Decision) *string { return &r.Owner }),
		text("by", func(r *Decision) *string { return &r.By }),
		instant("at", func(r *Decision) *time.Time { return &r.At }),
		mark("met", func(r *Decision) *Mark { return &r.Met }),
		instant("updated", func(r *Decision) *time.Time { return &r.Updated }),
	},
}

// void tells of a row of the board's workbook that nobody filled in. One with a condition, or a decision that cannot be
// read, is somebody's work.
func (r *Decision) void() string {
	if r.Change == "" {
		return "no change is named"
	}
	if r.Verdict != VerdictUnknown || r.Condition != "" {
		return ""
	}
	for _, remark := range r.Remarks {
		if remark.Field == "decision" {
			return ""
		}
	}
	return "no decision yet"
}

// Verdict is what was decided.
type Verdict uint8

// The verdicts.
const (
	VerdictUnknown Verdict = iota
	VerdictApproved
	VerdictApprovedWithConditions
	VerdictRejected
	VerdictDeferred
)

var verdicts = newVocabulary([]string{"", "approved", "approved_with_conditions", "rejected", "deferred"}, map[string]uint8{
	"conditional": uint8(VerdictApprovedWithConditions), "approved with condition": uint8(VerdictApprovedWithConditions),
	"approve": uint8(VerdictApproved), "reject": uint8(VerdictRejected), "defer": uint8(VerdictDeferred),
	"postponed": uint8(VerdictDeferred),
})

// Parse reads approved, approved_with_conditions, rejected or deferred.
func (v *Verdict) Parse(text string) bool { return parseWord(verdicts, text, v) }
func (v Verdict) String() string          { return verdicts.word(uint8(v)) }

// Verdicts lists the known ones in the order in which a board is offered them.
func Verdicts() []Verdict {
	return []Verdict{VerdictApproved, VerdictApprovedWithConditions, VerdictRejected, VerdictDeferred}
}
