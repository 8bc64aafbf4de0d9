package mail

import (
	"fmt"

	"nines/templates"
)

// Alarm is what operators are told.
type Alarm struct {
	Kind string // failed, late, refused or doubtful
	Job  string
	Due  string // when the run was due, with its zone
	Text string // what happened
	Last int    // so many alarms were sent within the hour, and no more are; 0: more may come
}

// RenderAlarm writes the mail of an alarm, as plain text.
func RenderAlarm(words *templates.Words, a Alarm) (Body, error) {
	job, text := plain(a.Job), plain(a.Text)
	v := struct {
		What  string
		Facts []string
		Foot  []string
	}{
		What:  words.Text("alarm."+a.Kind+".text", "job", job),
		Facts: []string{words.Text("alarm.due", "due", a.Due), words.Text("alarm.detail", "text", text)},
		Foot:  []string{words.Text("alarm.next", "job", job)},
	}
	if a.Last > 0 {
		v.Foot = append(v.Foot, words.Text("alarm.limit", "n", a.Last))
	}
	body, err := renderText("alarm.txt", v)
	if err != nil {
		return Body{}, fmt.Errorf("make the mail of an alarm: %w", err)
	}
	return Body{Subject: clip(words.Text("alarm.subject", "what", words.Text("alarm."+a.Kind), "job", job), longestSubject), Text: body}, nil
}
