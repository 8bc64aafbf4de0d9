package itsm

import "strings"

// Word is a field that takes one of our words. Parse reads a word without regard to case, spaces, hyphens and
// underscores, and reports whether it is one of ours; if not, the value becomes its Unknown (zero).
type Word interface {
	Parse(text string) bool
	String() string
}

// vocabulary lists the words of one enumeration; index 0 is the empty word of Unknown.
type vocabulary struct {
	words    []string
	synonyms map[string]uint8 // folded spelling -> value
}

func newVocabulary(words []string, synonyms map[string]uint8) vocabulary {
	folded := make(map[string]uint8, len(words)+len(synonyms))
	for i, w := range words[1:] {
		folded[Fold(w)] = uint8(i + 1)
	}
	for w, v := range synonyms {
		folded[Fold(w)] = v
	}
	return vocabulary{words: words, synonyms: folded}
}

func (v vocabulary) parse(text string) (uint8, bool) {
	for i, w := range v.words {
		if i > 0 && w == text { // the store's own spelling: no folding needed
			return uint8(i), true
		}
	}
	code, ok := v.synonyms[Fold(text)]
	return code, ok
}

func (v vocabulary) word(code uint8) string {
	if int(code) >= len(v.words) {
		return ""
	}
	return v.words[code]
}

// Fold removes what our words are compared without: case, spaces, hyphens and underscores.
func Fold(text string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '_', '\u00a0', '\t':
			return -1
		}
		return r
	}, strings.ToLower(text))
}

// Priority is P1 (most urgent) to P5, or PriorityUnknown.
type Priority uint8

// The priorities.
const (
	PriorityUnknown Priority = iota
	P1
	P2
	P3
	P4
	P5
)

var priorities = newVocabulary([]string{"", "P1", "P2", "P3", "P4", "P5"}, map[string]uint8{
	"1": 1, "2": 2, "3": 3, "4": 4, "5": 5,
	"Critical": 1, "High": 2, "Moderate": 3, "Medium": 3, "Low": 4, "Planning": 5,
	"1 - Critical": 1, "2 - High": 2, "3 - Moderate": 3, "3 - Medium": 3, "4 - Low": 4, "5 - Planning": 5,
})

// Parse reads a priority: P1, 1, "1 - Critical", Critical.
func (p *Priority) Parse(text string) bool { return parseWord(priorities, text, p) }
func (p Priority) String() string          { return priorities.word(uint8(p)) }

// Status is where a ticket is in its life.
type Status uint8

// The statuses.
const (
	StatusUnknown Status = iota
	StatusNew
	StatusOpen
	StatusInProgress
	StatusPending
	StatusKnownError
	StatusResolved
	StatusClosed
	StatusCancelled
)

var statuses = newVocabulary([]string{"", "new", "open", "in_progress", "pending", "known_error", "resolved", "closed", "cancelled"},
	map[string]uint8{"canceled": uint8(StatusCancelled)})

// Parse reads a status word.
func (s *Status) Parse(text string) bool { return parseWord(statuses, text, s) }
func (s Status) String() string          { return statuses.word(uint8(s)) }

// Over tells whether the ticket needs no more work: resolved, closed or cancelled.
func (s Status) Over() bool {
	return s == StatusResolved || s == StatusClosed || s == StatusCancelled
}

// OutageWord is what a source says of an incident's effect: full, partial or none.
type OutageWord uint8

// The effects.
const (
	OutageUnstated OutageWord = iota
	OutageFull
	OutagePartial
	OutageNone
)

var outageWords = newVocabulary([]string{"", "full", "partial", "none"}, nil)

// Parse reads full, partial or none.
func (o *OutageWord) Parse(text string) bool { return parseWord(outageWords, text, o) }
func (o OutageWord) String() string          { return outageWords.word(uint8(o)) }

// Level is the support level 1 to 3.
type Level uint8

var levels = newVocabulary([]string{"", "1", "2", "3"}, map[string]uint8{"L1": 1, "L2": 2, "L3": 3})

// Parse reads 1, 2, 3, L1, L2 or L3.
func (l *Level) Parse(text string) bool { return parseWord(levels, text, l) }
func (l Level) String() string          { return levels.word(uint8(l)) }

// Detector says who noticed first.
type Detector uint8

// The detectors.
const (
	DetectorUnknown Detector = iota
	DetectorCustomer
	DetectorMonitoring
	DetectorStaff
)

var detectors = newVocabulary([]string{"", "customer", "monitoring", "staff"}, nil)

// Parse reads customer, monitoring or staff.
func (d *Detector) Parse(text string) bool { return parseWord(detectors, text, d) }
func (d Detector) String() string          { return detectors.word(uint8(d)) }

// ChangeClass is the kind of a change.
type ChangeClass uint8

// The classes.
const (
	ClassUnknown ChangeClass = iota
	ClassNormal
	ClassStandard
	ClassEmergency
	ClassBAU // business as usual
)

var classes = newVocabulary([]string{"", "normal", "standard", "emergency", "bau"}, nil)

// Parse reads normal, standard, emergency or bau.
func (c *ChangeClass) Parse(text string) bool { return parseWord(classes, text, c) }
func (c ChangeClass) String() string          { return classes.word(uint8(c)) }

// Risk is the assessed risk of a change.
type Risk uint8

// The risks.
const (
	RiskUnknown Risk = iota
	RiskLow
	RiskMedium
	RiskHigh
)

var risks = newVocabulary([]string{"", "low", "medium", "high"}, nil)

// Parse reads low, medium or high.
func (r *Risk) Parse(text string) bool { return parseWord(risks, text, r) }
func (r Risk) String() string          { return risks.word(uint8(r)) }

// Outcome is how a change ended.
type Outcome uint8

// The outcomes.
const (
	OutcomeUnknown Outcome = iota
	OutcomeSuccessful
	OutcomeSuccessfulWithIssues
	OutcomeFailed
	OutcomeBackedOut
	OutcomeCancelled
)

var outcomes = newVocabulary([]string{"", "successful", "successful_with_issues", "failed", "backed_out", "cancelled"},
	map[string]uint8{"canceled": uint8(OutcomeCancelled)})

// Parse reads successful, successful_with_issues, failed, backed_out or cancelled.
func (o *Outcome) Parse(text string) bool { return parseWord(outcomes, text, o) }
func (o Outcome) String() string          { return outcomes.word(uint8(o)) }

// UpdateKind says what a message of an incident's communication was.
type UpdateKind uint8

// The kinds of updates.
const (
	UpdateUnknown UpdateKind = iota
	UpdateAcknowledgement
	UpdateProgress
	UpdateRestored
	UpdateTimeline
)

var updateKinds = newVocabulary([]string{"", "acknowledgement", "update", "restored", "timeline"}, nil)

// Parse reads acknowledgement, update, restored or timeline.
func (u *UpdateKind) Parse(text string) bool { return parseWord(updateKinds, text, u) }
func (u UpdateKind) String() string          { return updateKinds.word(uint8(u)) }

func parseWord[W ~uint8](v vocabulary, text string, into *W) bool {
	code, ok := v.parse(text)
	*into = W(code)
	return ok
}
