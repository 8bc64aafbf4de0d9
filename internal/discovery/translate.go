package discovery

import (
	"regexp"
	"slices"
	"strings"

	"nines/internal/config"
	"nines/internal/itsm"
)

// wordField is the name in the dictionary of the words that a field of the record takes; empty where it takes any text.
func wordField(record, field string) string {
	words, limited := config.FieldWords[record][field]
	switch {
	case field == "criticality":
		return field
	case !limited:
		return ""
	case slices.Contains(words.Ours, "yes"):
		return "yes_no"
	}
	return field
}

// understood tells whether the record's field takes the word as it stands.
func understood(record, field, word string) bool {
	w, limited := config.FieldWords[record][field]
	if !limited {
		return field == "criticality" && slices.Contains([]string{"mission-critical", "supporting", "internal"}, word)
	}
	same := func(ours string) bool { return itsm.Fold(ours) == itsm.Fold(word) }
	return slices.ContainsFunc(w.Ours, same) || slices.ContainsFunc(w.Understood, same)
}

var (
	leadingNumber = regexp.MustCompile(`^(\d+) `)
	graded        = regexp.MustCompile(`^(?:p|prio|priority|sev|severity|s|prioritat|priorite|prioridad|prioriteit|priorita|level|l|tier|lvl|stufe|niveau|nivel|lijn|livello)? ?([1-5])(?: line| lijn| level)?$`)
	// namedGrade is a priority with its name behind it: "P3 - Gewöhnlich".
	namedGrade = regexp.MustCompile(`^(?:p|prio|priority|sev|severity) ?([1-5]) `)
)

// translate returns our word for a word of an export; sure is false where only a part of it was understood.
func translate(field, word string) (ours string, sure, ok bool) {
	text := plain(word)
	words := known().words[field]
	if ours, ok := words[text]; ok {
		return ours, true, true
	}
	rest := leadingNumber.ReplaceAllString(text, "")
	if ours, ok := words[rest]; ok && rest != text {
		return ours, true, true
	}
	if p := graded.FindStringSubmatch(text); p != nil {
		switch {
		case field == "priority":
			return "P" + p[1], true, true
		case field == "level" && p[1] <= "3":
			return p[1], true, true
		}
	}
	if p := namedGrade.FindStringSubmatch(text); p != nil && field == "priority" {
		return "P" + p[1], true, true
	}
	return partly(words, strings.Fields(rest))
}

// partly finds the first, else the last words of a longer text: "closed successful", "erfolgreich geschlossen".
func partly(words map[string]string, parts []string) (ours string, sure, ok bool) {
	for n := min(len(parts)-1, 3); n > 0; n-- {
		if ours, ok := words[strings.Join(parts[:n], " ")]; ok {
			return ours, false, true
		}
	}
	for n := min(len(parts)-1, 3); n > 0; n-- {
		if ours, ok := words[strings.Join(parts[len(parts)-n:], " ")]; ok {
			return ours, false, true
		}
	}
	return "", false, false
}

// kindOf returns the record that a word of a type column stands for.
func kindOf(word string) (record string, ok bool) {
	record, ok = known().kinds[plain(word)]
	return record, ok && slices.Contains(ticketRecords, record)
}

// ticketRecords are the records that one list of tickets may hold side by side.
var ticketRecords = []string{"incident", "request", "problem", "change"}

// speaks is the share of a column's cells that the field understands, as they stand or translated, 0..1.
func speaks(record, field string, c *column) float64 {
	n := 0
	for _, v := range c.values {
		if understood(record, field, v.text) {
			n += v.count
		} else if _, _, ok := translate(wordField(record, field), v.text); ok {
			n += v.count
		}
	}
	return float64(n) / float64(max(c.filled, 1))
}
