package settings

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
	"nines/internal/itsm"
	"nines/reports"
)

func TestRulesOfChangesComeFromTheConfiguration(t *testing.T) {
	c, err := config.Parse("config.yaml", []byte(`
timezone: Europe/London
calendars: {office: {hours: {Mon-Fri: "09:00-17:00"}, holidays: [2026-12-25]}}
services: [{id: fx}]
changes:
  lead_days: {normal: 7}
  lead_calendar: office
  approvals: {normal: 2}
  freezes: [{from: 2026-12-18, to: 2027-01-04, services: [fx], reason: year end}]
  suspect_hours: 12
sources: [{name: s, kind: csv, path: a.csv, record: incident, columns: {id: id}}]
`), nil)
	require.NoError(t, err)
	rules := newBuilder(c).changeRules()
	// What the configuration leaves out keeps its default: bau 1 day, 1 approval.
	assert.Equal(t, map[itsm.ChangeClass]int{itsm.ClassNormal: 7, itsm.ClassStandard: 0, itsm.ClassBAU: 1, itsm.ClassEmergency: 0}, rules.LeadDays)
	assert.Equal(t, map[itsm.ChangeClass]int{itsm.ClassNormal: 2, itsm.ClassStandard: 0, itsm.ClassBAU: 1, itsm.ClassEmergency: 1}, rules.Approvals)
	assert.Equal(t, "office", rules.LeadCalendar.Name)
	assert.True(t, rules.LeadCalendar.Holidays[itsm.Date{Year: 2026, Month: time.December, Day: 25}])
	assert.Equal(t, 12*time.Hour, rules.Suspect)
	assert.Equal(t, []reports.Freeze{{
		From: itsm.Date{Year: 2026, Month: time.December, Day: 18}, To: itsm.Date{Year: 2027, Month: time.January, Day: 4},
		Services: []string{"fx"}, Reason: "year end",
	}}, rules.Freezes)
}

func TestRulesOfChangesHaveDefaults(t *testing.T) {
	c, err := config.Parse("config.yaml", []byte(`sources: [{name: s, kind: csv, path: a.csv, record: incident, columns: {id: id}}]`), nil)
	require.NoError(t, err)
	rules := newBuilder(c).changeRules()
	assert.Nil(t, rules.LeadCalendar, "Monday to Friday")
	assert.Equal(t, 24*time.Hour, rules.Suspect)
	assert.Empty(t, rules.Freezes)
}
