package eml

import (
	"strings"
	"unicode"
)

const (
	maxName  = 40 // runes of a field's name
	maxWords = 5  // of a field's name: a longer one is a sentence
)

// fieldsOf are the fields that a text has, "Name: value" a line, by their names in lower case: those of the first run of
// two such lines or more, blank ones between them or not, else of the first such line. A line that begins with white
// space goes on with the value before. Of a name that comes twice, the first counts.
func fieldsOf(text string) map[string]string {
	var first map[string]string
	run, last := map[string]string{}, ""
	for line := range strings.SplitSeq(text+"\nend", "\n") {
		line = strings.TrimRight(line, "\r\t ")
		name, value, ok := field(line)
		switch {
		case line == "":
			last = ""
		case last != "" && strings.TrimLeft(line, " \t") != line:
			run[last] = cut(strings.TrimSpace(run[last]+" "+strings.TrimSpace(line)), maxValue)
		case ok:
			last = name
			if _, again := run[name]; !again {
				run[name] = cut(value, maxValue)
			}
		case len(run) > 1:
			return run
		default:
			if first == nil && len(run) == 1 {
				first = run
			}
			run, last = map[string]string{}, ""
		}
	}
	return first
}

// field divides a line at its first colon, or at the tab between two cells of a table.
func field(line string) (name, value string, ok bool) {
	at := strings.IndexAny(line, ":\t")
	if at < 0 {
		return "", "", false
	}
	name = strings.TrimSpace(strings.TrimLeft(line[:at], "*-• "))
	value = strings.TrimSpace(strings.TrimLeft(line[at+1:], ":\t *"))
	runes := []rune(name)
	if len(runes) == 0 || len(runes) > maxName || !unicode.IsLetter(runes[0]) || len(strings.Fields(name)) > maxWords || strings.HasPrefix(value, "//") {
		return "", "", false
	}
	for _, r := range runes {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" -_/#.()", r) {
			return "", "", false
		}
	}
	return strings.ToLower(strings.Join(strings.Fields(name), " ")), value, true
}
