package store

import (
	"nines/internal/itsm"
)

// table is where the records of one kind are kept: a row per version, in which the fields stand in one JSON array, beside
// the store's own columns:
//
//	v_id      number of the version, ascending in the order of arrival
//	v_source  the source
//	v_run     the import that brought it
//	v_at      its instant: its own, else that of its import
//	v_stated  1: the instant is its own
//	v_hash    of its content
//	v_from    from this as-of instant on, and
//	v_to      before this one, it is the newest version not later than the instant
//	v_ended   when the record ceased to matter
//	v_opened  when the record came into being
//	v_place   its class, how long it mattered and when it began to (see life)
//	v_remarks what the import had to say about it
//	id        of the record in its source
//	content   its fields (see content.go)
//
// and the fields that queries look for, in columns of their own. A column per field would make an import twice as long:
// most of the work of a database is done per value.
type table[R any] struct {
	*itsm.Schema[R]
	class func(*R) int64 // what a query may leave a record out by; nil: 0
	keys  []string       // the fields that have a column of their own; texts, instants, and lists as JSON
	// strips are the fields that passes over very many records take (see the package strip): with the status all times. nil: none
	// goes over so many.
	strips []string
}

var (
	incidents  = table[itsm.Incident]{itsm.Incidents, effectOf, []string{"service", "problem", "change"}, incidentStrips}
	outages    = table[itsm.OutageRecord]{Schema: itsm.Outages, keys: []string{"incident"}}
	requests   = table[itsm.ServiceRequest]{Schema: itsm.Requests, class: requestClass, strips: requestStrips}
	problems   = table[itsm.Problem]{Schema: itsm.Problems}
	actions    = table[itsm.Action]{Schema: itsm.Actions}
	changes    = table[itsm.Change]{Schema: itsm.Changes, keys: []string{"service", "planned_start", "actual_start"}, strips: changeStrips}
	worklogs   = table[itsm.WorkLog]{Schema: itsm.Worklogs, strips: worklogStrips}
	updates    = table[itsm.Update]{Schema: itsm.Updates}
	exclusions = table[itsm.Exclusion]{Schema: itsm.Exclusions}
	decisions  = table[itsm.Decision]{Schema: itsm.Decisions}
	services   = table[itsm.ServiceRow]{Schema: itsm.Services}
)

var (
	incidentStrips = []string{
		"parent", "duplicate_of", "title", "service", "component", "regions", "functions", "lost", "outage", "impact", "urgency",
		"priority", "status", "status_text", "started", "detected", "opened", "acknowledged", "engaged", "notified", "extent_known",
		"impact_known", "workaround", "restored", "resolved", "cause_told", "closed", "updated", "cause", "problem", "change", "team",
		"level", "reassignments", "reopenings", "effort", "contacts", "major", "continuity", "review_held", "category",
	}
	requestStrips = []string{
		"title", "item", "service", "component", "status", "status_text", "opened", "closed", "updated", "team", "level", "effort",
		"category",
	}
	changeStrips = []string{
		"service", "component", "class", "risk", "status", "outcome", "incident", "requested", "approved", "planned_start",
		"planned_end", "actual_start", "actual_end", "validated", "releases_code", "maintenance", "resizes", "effort", "updated",
	}
	worklogStrips = []string{"ticket", "person", "team", "level", "at", "minutes"}
)

// quoted makes a column or table of a field's or record's name, as some are words of SQL: update, change.
func quoted(name string) string { return `"` + name + `"` }
