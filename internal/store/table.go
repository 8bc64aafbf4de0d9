package store

import (
	"nines/internal/itsm"
)

// table is where the records of one kind are kept: a row per version, a column per field under the field's name, and
// the store's own columns, which begin with v_:
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
//	v_spot    the same for its service
//	v_remarks what the import had to say about it
type table[R any] struct {
	*itsm.Schema[R]
	class func(*R) int64 // what a query may leave a record out by; nil: 0
}

var (
	incidents  = table[itsm.Incident]{itsm.Incidents, effectOf}
	outages    = table[itsm.OutageRecord]{Schema: itsm.Outages}
	requests   = table[itsm.ServiceRequest]{Schema: itsm.Requests}
	problems   = table[itsm.Problem]{Schema: itsm.Problems}
	actions    = table[itsm.Action]{Schema: itsm.Actions}
	changes    = table[itsm.Change]{Schema: itsm.Changes}
	worklogs   = table[itsm.WorkLog]{Schema: itsm.Worklogs}
	updates    = table[itsm.Update]{Schema: itsm.Updates}
	exclusions = table[itsm.Exclusion]{Schema: itsm.Exclusions}
	services   = table[itsm.ServiceRow]{Schema: itsm.Services}
)

// quoted makes a column or table of a field's or record's name, as some are words of SQL: from, to, plan, change.
func quoted(name string) string { return `"` + name + `"` }
