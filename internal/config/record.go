package config

import (
	"maps"
	"slices"
	"strings"
)

// RecordFields names the fields of each record that a source can map, in the order of the documentation.
var RecordFields = map[string][]string{
	"incident": {
		"id", "parent", "duplicate_of", "title", "description", "service", "component", "regions", "functions", "lost",
		"outage", "impact", "urgency", "priority", "status", "started", "detected", "opened", "acknowledged", "engaged",
		"notified", "extent_known", "impact_known", "workaround", "restored", "resolved", "cause_told", "closed", "updated",
		"detected_by", "cause", "root_cause", "resolution", "next_steps", "problem", "change", "team", "assignee", "level",
		"reassignments", "reopenings", "effort", "customers", "contacts", "major", "continuity", "commander", "support_lead",
		"scribe", "experts", "review_held", "category", "subcategory",
	},
	"outage": {
		"id", "incident", "service", "regions", "functions", "lost", "outage", "from", "to", "planned", "title", "updated",
	},
	"request": {
		"id", "title", "item", "service", "component", "status", "opened", "closed", "updated", "team", "assignee", "level",
		"effort", "category",
	},
	"problem": {
		"id", "title", "service", "component", "status", "priority", "opened", "updated", "closed", "owner", "team",
		"root_cause", "known_error", "workaround", "effort",
	},
	"action": {
		"id", "problem", "incident", "title", "result", "owner", "due", "done", "status", "updated",
	},
	"change": {
		"id", "title", "service", "component", "origin", "class", "risk", "reason", "status", "outcome", "incident",
		"requested", "approved", "approvals", "approved_by", "planned_start", "planned_end", "actual_start", "actual_end",
		"plan", "backout", "validation", "validated", "responsible", "releases_code", "maintenance", "resizes", "effort",
		"updated",
	},
	"worklog":   {"id", "ticket", "person", "team", "level", "at", "minutes"},
	"update":    {"id", "incident", "at", "kind", "audience", "author", "role", "text"},
	"sample":    {"at", "service", "component", "metric", "value"},
	"exclusion": {"id", "incident", "outage", "from", "to", "reason", "approved_by", "at"},
	"decision":  {"id", "meeting", "change", "decision", "condition", "owner", "by", "at", "met", "updated"},
	"service": {
		"id", "name", "criticality", "weight", "target", "calendar", "regions", "functions", "history", "aliases", "owner",
		"team", "depends_on", "maintenance", "change_window", "critical", "continuity",
	},
}

// Words are the words that a field can take. They are compared without case, spaces, hyphens and underscores.
type Words struct {
	Ours       []string
	Understood []string // other spellings that mean one of ours
}

// FieldWords gives the words by record and field; a field that is not named takes any text.
var FieldWords = map[string]map[string]Words{
	"incident": {
		"priority": priorityWords, "status": statusWords, "level": levelWords, "outage": outageWords,
		"detected_by": {Ours: []string{"customer", "monitoring", "staff"}},
	},
	"outage":  {"outage": outageWords, "planned": yesNoWords},
	"request": {"status": statusWords, "level": levelWords},
	"problem": {"priority": priorityWords, "status": statusWords, "known_error": yesNoWords},
	"action":  {"status": statusWords},
	"change": {
		"class": {Ours: ChangeClasses}, "risk": {Ours: []string{"low", "medium", "high"}}, "status": statusWords,
		"outcome": {
			Ours:       []string{"successful", "successful_with_issues", "failed", "backed_out", "cancelled"},
			Understood: []string{"canceled"},
		},
		"releases_code": yesNoWords, "maintenance": yesNoWords, "resizes": yesNoWords,
	},
	"decision": {"decision": {
		Ours:       []string{"approved", "approved_with_conditions", "rejected", "deferred"},
		Understood: []string{"approve", "conditional", "approved with condition", "reject", "defer", "postponed"},
	}},
	"worklog": {"level": levelWords},
	"update":  {"kind": {Ours: []string{"acknowledgement", "update", "restored", "timeline"}}},
}

var (
	priorityWords = Words{
		Ours: Priorities,
		Understood: []string{
			"1", "2", "3", "4", "5", "Critical", "High", "Moderate", "Medium", "Low", "Planning",
			"1 - Critical", "2 - High", "3 - Moderate", "3 - Medium", "4 - Low", "5 - Planning",
		},
	}
	statusWords = Words{
		Ours:       []string{"new", "open", "in_progress", "pending", "known_error", "resolved", "closed", "cancelled"},
		Understood: []string{"canceled"},
	}
	outageWords = Words{Ours: []string{"full", "partial", "none"}}
	levelWords  = Words{Ours: []string{"1", "2", "3"}, Understood: []string{"L1", "L2", "L3"}}
	yesNoWords  = Words{Ours: []string{"yes", "no"}, Understood: []string{"true", "false", "y", "n", "1", "0"}}
)

// durationFields are the fields for which a source can name the unit of its plain numbers.
var durationFields = []string{"effort", "minutes"}

// fieldsOf returns the fields of a record, or of all of them where a source tells the record row by row, or leaves it
// to a preset.
func fieldsOf(record string) []string {
	if record != "" {
		return RecordFields[record]
	}
	all := make(map[string]bool)
	for _, fields := range RecordFields {
		for _, field := range fields {
			all[field] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// takes tells whether a word is one that the field can take, in the record or, where that is "", in any record.
// If not, known are the words to choose from.
func takes(record, field, word string) (known []string, ok bool) {
	for _, name := range sortedKeys(RecordFields) {
		if record != "" && name != record || !slices.Contains(RecordFields[name], field) {
			continue
		}
		words, limited := FieldWords[name][field]
		if !limited || words.contain(word) {
			return nil, true
		}
		known = words.Ours
	}
	return known, false
}

func (w Words) contain(word string) bool {
	same := func(other string) bool { return fold(other) == fold(word) }
	return slices.ContainsFunc(w.Ours, same) || slices.ContainsFunc(w.Understood, same)
}

// fold removes what words are compared without.
func fold(text string) string {
	return strings.NewReplacer(" ", "", "-", "", "_", "", "\u00a0", "", "\t", "").Replace(strings.ToLower(text))
}
