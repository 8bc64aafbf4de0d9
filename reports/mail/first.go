package mail

import (
	"strings"
	"unicode/utf8"
)

// What readers see of a mail in their list, before they open it or not: the sentence with the figure comes first.
const (
	longestSubject   = 150 // characters
	longestPreheader = 200
)

// subject is what readers see in their list of mails: what makes this mail another one than they think, the sentence that
// counts, and of which report and period that is. A phone shows the first forty characters or so; what follows is for
// those who search.
func (v *view) subject() string {
	var states []string
	if v.doc.Revision > 1 {
		states = append(states, v.words.Text("mail.subject.revision", "n", v.doc.Revision))
	}
	if v.envelope.Late != "" {
		states = append(states, v.words.Text("mail.subject.late"))
	}
	report := v.words.Text("mail.subject.report", "title", clip(plain(v.doc.Title), 60), "period", plain(v.doc.Period.Name))
	if v.doc.Period.Provisional {
		report = v.words.Text("mail.subject.provisional", "report", report)
	}
	message := strings.TrimSuffix(plain(v.doc.Message), ".")
	room := longestSubject - utf8.RuneCountInString(message+report+strings.Join(states, ", ")) - len(" – : , ")
	if name := clip(plain(v.doc.Organisation), 40); name != "" && utf8.RuneCountInString(name) <= room { // the body names it, too
		report = v.words.Text("mail.subject.organisation", "report", report, "organisation", name)
	}
	subject := report
	if message != "" {
		most := max(longestSubject-utf8.RuneCountInString(report+strings.Join(states, ", "))-len(" – : "), 60)
		subject = v.words.Text("mail.subject", "message", clipWords(message, most), "report", report)
	}
	if len(states) > 0 {
		subject = v.words.Text("mail.subject.state", "states", strings.Join(states, ", "), "subject", subject)
	}
	return clip(capital(subject), longestSubject)
}

// preheader is what mail programs show beside the subject: the message again, as a phone cuts it above, and the figures.
func (v *view) preheader() string {
	parts := []string{v.Message}
	for _, f := range v.Figures {
		parts = append(parts, f.Value+" "+f.Label)
	}
	return clip(strings.Join(parts, " · "), longestPreheader)
}

// capital writes the first letter large.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return strings.ToUpper(string(first)) + text[size:]
}
