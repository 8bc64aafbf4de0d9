package discovery

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/internal/config"
)

func TestDictionaryNamesOnlyFieldsAndWordsOfTheContract(t *testing.T) {
	for record, entry := range known().records {
		fields, ok := config.RecordFields[record]
		assert.True(t, ok, "record %s", record)
		for field := range entry.Fields {
			assert.Contains(t, fields, field, "record %s", record)
		}
		for _, field := range slices.Concat(append(slices.Clone(entry.Needs), entry.Telling)...) {
			assert.Contains(t, fields, field, "record %s", record)
		}
	}
	for record, words := range config.FieldWords {
		for field, w := range words {
			for _, ours := range known().words[field] {
				assert.Contains(t, append(slices.Clone(w.Ours), w.Understood...), ours, "%s.%s", record, field)
			}
		}
	}
}

func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"Date d'ouverture":      "date d ouverture",
		"Prioridad (código)":    "prioridad codigo",
		"LastUpdated":           "last updated",
		"Störungsnummer":        "storungsnummer",
		"Assigned Group*+":      "assigned group",
		"  incident_state  ":    "incident state",
		"\u00a0Zeit\u202fpunkt": "zeit punkt",
		"SLA":                   "sla",
	} {
		assert.Equal(t, want, plain(text), text)
	}
	assert.Equal(t, "ouverture", moment("date d ouverture"))
	assert.Empty(t, moment("date time"))
	assert.Equal(t, "number", without("incident number", recordWords))
	assert.Equal(t, "incident", without("incident", recordWords))
}
