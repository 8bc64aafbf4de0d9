package incident

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

var address = regexp.MustCompile(`[\pL\d._%+-]+@[\pL\d-]+(\.[\pL\d-]+)+`)

// hide leaves persons out of what tickets say. Customers are told no name at all; elsewhere names are written as in any
// report. Who is named in a text and in no field of these records cannot be known: addresses of mail go in any case.
func (c *file) hide() {
	if c.want.Kind != RFO && c.Settings.PersonNames {
		return
	}
	names := c.persons()
	hide := func(text *string) {
		for _, name := range names {
			shown := c.Words.Text("incident.staff")
			if c.want.Kind != RFO {
				shown = c.Person(name)
			}
			*text = replaceName(*text, name, shown)
		}
		*text = address.ReplaceAllString(*text, c.Words.Text("incident.address"))
	}
	i := &c.incident
	for _, text := range []*string{&i.Title, &i.Description, &i.RootCause, &i.Resolution, &i.NextSteps} {
		hide(text)
	}
	for n := range c.updates {
		hide(&c.updates[n].Text)
	}
	for n := range c.problems {
		hide(&c.problems[n].RootCause)
	}
	for n := range c.actions {
		hide(&c.actions[n].Title)
		hide(&c.actions[n].Result)
	}
	for n := range c.changes {
		hide(&c.changes[n].Title)
	}
}

// persons are those whom the records name in their fields, by first and last name or more: a single word may be a team,
// a tool or a word of the text. The longest first, as one may be part of another.
func (c *file) persons() []string {
	i := &c.incident
	names := append([]string{i.Assignee, i.Commander, i.SupportLead, i.Scribe}, i.Experts...)
	for _, u := range c.updates {
		names = append(names, u.Author)
	}
	for _, p := range c.problems {
		names = append(names, p.Owner)
	}
	for _, a := range c.actions {
		names = append(names, a.Owner)
	}
	for _, s := range c.changes {
		names = append(names, s.Responsible, s.ApprovedBy)
	}
	for _, s := range c.services() {
		names = append(names, s.Owner)
	}
	var all []string
	for _, name := range names {
		if name = strings.TrimSpace(name); len(strings.Fields(name)) > 1 {
			all = append(all, name)
		}
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return slices.Compact(all)
}

// replaceName replaces a name, however its case is written, where it is no part of a longer word.
func replaceName(text, name, by string) string {
	pattern, err := regexp.Compile(`(?i)` + regexp.QuoteMeta(name))
	if err != nil { // a name that is no valid UTF-8
		return text
	}
	var b strings.Builder
	last := 0
	for _, found := range pattern.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:found[0]])
		after, _ := utf8.DecodeRuneInString(text[found[1]:])
		if unicode.IsLetter(before) || unicode.IsLetter(after) {
			continue
		}
		b.WriteString(text[last:found[0]] + by)
		last = found[1]
	}
	return b.String() + text[last:]
}
