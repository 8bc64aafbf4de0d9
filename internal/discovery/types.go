package discovery

import "nines/internal/itsm"

// typeOf returns the type of a record's field; text where it has none of its own.
func typeOf(record, field string) itsm.Type {
	switch record {
	case "incident":
		return typeIn(itsm.Incidents, field)
	case "outage":
		return typeIn(itsm.Outages, field)
	case "request":
		return typeIn(itsm.Requests, field)
	case "problem":
		return typeIn(itsm.Problems, field)
	case "action":
		return typeIn(itsm.Actions, field)
	case "change":
		return typeIn(itsm.Changes, field)
	case "worklog":
		return typeIn(itsm.Worklogs, field)
	case "update":
		return typeIn(itsm.Updates, field)
	case "exclusion":
		return typeIn(itsm.Exclusions, field)
	case "decision":
		return typeIn(itsm.Decisions, field)
	case "sample":
		return map[string]itsm.Type{"at": itsm.TypeTime, "value": itsm.TypeNumber}[field]
	}
	return itsm.TypeText
}

func typeIn[R any](s *itsm.Schema[R], field string) itsm.Type {
	f, _ := s.Field(field)
	return f.Type
}

// isTimeField tells whether a field of the record is a time, or a deed that may be stated as one.
func isTimeField(record, field string) bool {
	t := typeOf(record, field)
	return t == itsm.TypeTime || t == itsm.TypeMark
}

// isMark tells whether a field of the record is a deed: a time, or yes and no.
func isMark(record, field string) bool { return typeOf(record, field) == itsm.TypeMark }
