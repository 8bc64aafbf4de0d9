package config

import (
	"maps"
	"slices"
)

// mails is the kind of a source whose rows are mails.
const mails = "eml"

// mailColumns are what a mail tells without being asked, by field.
var mailColumns = map[string]string{"id": "message-id", "title": "subject", "updated": "date"}

// mailColumns completes the columns of a source of mails: every mail has an id, a subject and a date. What the
// configuration says goes first, and a preset knows itself.
func (s *Source) mailColumns() {
	if s.Kind != mails || s.Preset != "" || s.Record.Name == "" {
		return
	}
	columns := maps.Clone(s.Columns)
	if columns == nil {
		columns = map[string]string{}
	}
	for field, column := range mailColumns {
		if columns[field] == "" && s.Set[field] == "" && slices.Contains(RecordFields[s.Record.Name], field) {
			columns[field] = column
		}
	}
	s.Columns = columns
}
