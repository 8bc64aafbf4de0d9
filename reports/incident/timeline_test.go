package incident_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"nines/internal/itsm"
	"nines/reports/incident"
	"nines/reports/reportstest"
)

func TestTimeline(t *testing.T) {
	data := &reportstest.Records{Incidents: []itsm.Incident{whole()}, Updates: []itsm.Update{
		{Head: itsm.Head{Source: "u", ID: "2"}, Incident: "I1", Kind: itsm.UpdateRestored, Audience: "customers", At: at(14, 10, 0), Text: "it works", Author: "Ann Abel", Role: "lead"},
		{Head: itsm.Head{Source: "u", ID: "3"}, Incident: "I1", Text: "whenever"},
		{Head: itsm.Head{Source: "u", ID: "1"}, Incident: "I1", Kind: itsm.UpdateProgress, At: at(14, 9, 5), Text: "we look"},
	}}
	_, made := texts(t, data, ask(incident.Summary))
	var lines []string
	for _, row := range table(t, made, "incident_timeline").Rows {
		clock := row.Cells[0].Text
		if !row.Cells[0].Unknown {
			clock = row.Cells[0].Time.Format("15:04")
		}
		lines = append(lines, strings.TrimSpace(clock+" "+row.Cells[1].Text+" "+row.Cells[2].Text))
	}
	assert.Equal(t, []string{
		"09:00 It began", "09:00 The ticket was opened", "09:05 It was detected", "09:05 Update we look", "09:06 It was acknowledged",
		"10:00 Service was restored", "10:00 It was resolved", "10:00 Notice: restored to customers it works", "12:00 The ticket was closed",
		"Not recorded Message whenever",
	}, lines)
}

// The window is the 24 hours before 09:00 of the 14th: it begins with 09:00 of the 13th and ends with that minute.
